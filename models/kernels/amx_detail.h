// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/kernel_detail.h"

// Helpers of the files that use bf16 numbers and, but for amx_norm.cpp, AMX tiles. load() and store() of them stand beside those of float32 numbers.
namespace sonosketch::kernels {
namespace {

using Half = std::uint16_t; // a bf16 number's bits

constexpr Index tileElements = 512; // bf16 numbers in a full tile: 16 rows of 32

/// The tile registers, all 16 rows of 64 bytes, for as long as this object lives. Other libraries share the thread.
class TileScope {
public:
    TileScope()
    {
        struct alignas(64) Configuration {
            std::uint8_t palette = 1;
            std::uint8_t startRow = 0;
            std::uint8_t reserved[14] = {};
            std::uint16_t columnBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
            std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
        };
        Configuration configuration;
        __asm__ volatile("" : : "r"(&configuration) : "memory");
        _tile_loadconfig(&configuration);
    }
    TileScope(const TileScope&) = delete;
    TileScope& operator=(const TileScope&) = delete;
    ~TileScope() { _tile_release(); }
};

/// The tile intrinsics do not tell the compiler that they read memory.
inline void memoryFence()
{
    __asm__ volatile("" : : : "memory");
}

inline __m256i loadHalves(const Half* p, __mmask16 mask)
{
    return _mm256_maskz_loadu_epi16(mask, p);
}
inline __m256i loadHalves(const float* p, __mmask16 mask)
{
    return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, p)));
}
inline __m512 toFloat(__m256i halves)
{
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
}
inline Vector load(const Half* p, Lanes mask)
{
    return toFloat(loadHalves(p, mask));
}
inline void store(Half* p, Lanes mask, Vector value)
{
    _mm256_mask_storeu_epi16(p, mask, reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(value)));
}

/// a0 b0 a1 b1 ...: the pair layout of the second operand.
inline __m512i interleave(__m256i a, __m256i b)
{
    const __m512i order = _mm512_set_epi16(
        31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(order, _mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1));
}

} // namespace
} // namespace sonosketch::kernels
