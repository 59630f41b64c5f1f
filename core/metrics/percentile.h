// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace sonosketch {

/// The smallest of `values` that at least `percent` (0..100) of them do not exceed: nearest rank, always a value that was measured. Infinity is
/// a value like any other. Throws Error(InvalidArgument) without values, on NaN among them, and on a percentage out of range.
double percentile(std::vector<double> values, double percent);

} // namespace sonosketch
