// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/kernels/noise_plane.h"

namespace sonosketch::kernels {

namespace {

constexpr double squareRootOf12 = 3.4641016151377544; // a uniform number of width 1 has variance 1/12

std::uint64_t mixed(std::uint64_t z)
{
    z ^= z >> 30;
    z *= 0xBF58476D1CE4E5B9U;
    z ^= z >> 27;
    z *= 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

} // namespace

void fillNoise(std::uint64_t seed, int layer, std::int64_t height, std::int64_t width, float* out)
{
    constexpr std::uint64_t most = 4096;
    constexpr std::uint64_t step = 0x9E3779B97F4A7C15U;
    for (std::int64_t y = 0; y < height; ++y) {
        const std::uint64_t row = (static_cast<std::uint64_t>(layer) * most + static_cast<std::uint64_t>(y)) * most;
        for (std::int64_t x = 0; x < width; ++x) {
            const std::uint64_t bits = mixed(seed + step * (row + static_cast<std::uint64_t>(x) + 1)) >> 40; // 24 of them
            *out++ = static_cast<float>(((static_cast<double>(bits) + 0.5) / 16777216.0 - 0.5) * squareRootOf12);
        }
    }
}

} // namespace sonosketch::kernels
