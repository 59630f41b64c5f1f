// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace sonosketch::kernels {

/// The layers of PGSgan's generator that take noise, by the planes they get: part of what a model's weights mean, so that the numbers stay.
enum NoiseLayer : int { noNoise = 0, down2Noise = 1, up1Noise = 2, up2Noise = 3, fibUpNoise = 4 };

/// Writes height x width numbers of white noise, row by row: uniform, mean 0, variance 1. Each number is a hash (the finaliser of SplitMix64; Steele et al.
/// 2014) of seed, layer, row and column alone, so that it has the same bits on every machine, in any order and in Python. Any thread.
/// `layer` 0 to 63; height and width at most 4096 (the caller checks).
void fillNoise(std::uint64_t seed, int layer, std::int64_t height, std::int64_t width, float* out);

} // namespace sonosketch::kernels
