// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace sonosketch::metrics {

/// `features` as double precision on the CPU, checked: floating point, [N, D] with D at least 1 and N at least `fewest`, finite values.
/// Throws Error naming `which` set: InvalidArgument (type, shape, too few rows), Corrupt (values that are not finite).
torch::Tensor checkedFeatures(const torch::Tensor& features, std::int64_t fewest, const char* which);

/// Throws Error(SizeMismatch) unless both sets have features of one length.
void requireSameLength(const torch::Tensor& a, const torch::Tensor& b);

} // namespace sonosketch::metrics
