// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sonosketch::fuzz {

struct Seed {
    std::string reader, name, bytes;
};

/// Inputs for the readers of other programs' formats: COCO and NIfTI.
std::vector<Seed> exchangeSeeds();

} // namespace sonosketch::fuzz
