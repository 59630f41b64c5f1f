// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace sonosketch::kernels {

/// Fills a height x width plane (at most 4096 x 4096, row by row) with uniform noise of mean 0 and variance 1. Each value depends on seed, layer and
/// its own row and column alone, and has the same bits on every machine: splitmix64's finaliser over a count.
void fillNoise(std::uint64_t seed, int layer, std::int64_t height, std::int64_t width, float* out);

} // namespace sonosketch::kernels
