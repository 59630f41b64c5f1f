// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/noise_plane.h"

#include <cmath>

namespace sonosketch::kernels {

void fillNoise(std::uint64_t seed, int layer, std::int64_t height, std::int64_t width, float* out)
{
    const double spread = std::sqrt(12.0); // a uniform number of width 1 has a variance of 1/12
    for (std::int64_t y = 0; y < height; ++y) {
        const std::uint64_t row = (static_cast<std::uint64_t>(layer) * 4096 + static_cast<std::uint64_t>(y)) * 4096;
        for (std::int64_t x = 0; x < width; ++x, ++out) {
            std::uint64_t z = seed + 0x9E3779B97F4A7C15ULL * (row + static_cast<std::uint64_t>(x) + 1);
            z ^= z >> 30;
            z *= 0xBF58476D1CE4E5B9ULL;
            z ^= z >> 27;
            z *= 0x94D049BB133111EBULL;
            z ^= z >> 31;
            *out = static_cast<float>(((static_cast<double>(z >> 40) + 0.5) * 0x1p-24 - 0.5) * spread);
        }
    }
}

} // namespace sonosketch::kernels
