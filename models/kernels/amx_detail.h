// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"

#include <immintrin.h>

#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

// Helpers of the AMX files. Everything sits in an unnamed namespace: these files are compiled for AVX-512, and a shared inline
// function from here (or from the standard library) could be the copy that the linker keeps for a CPU without it.
namespace sonosketch::kernels {
namespace {

using Index = std::int64_t;
using Half = std::uint16_t; // a bf16 number's bits

constexpr Index tileElements = 512; // bf16 numbers in a full tile: 16 rows of 32
constexpr Index lane = 16;

inline Index smaller(Index a, Index b)
{
    return a < b ? a : b;
}
inline Index larger(Index a, Index b)
{
    return a < b ? b : a;
}
inline Index ceilDiv(Index a, Index b)
{
    return (a + b - 1) / b;
}
inline Index roundUp(Index a, Index b)
{
    return ceilDiv(a, b) * b;
}
inline __mmask16 firstLanes(Index count)
{
    return static_cast<__mmask16>(count >= lane ? 0xFFFFU : (1U << (count < 0 ? 0 : count)) - 1U);
}

/// Memory that grows and stays with its thread: fresh pages for every call would cost more than many a convolution.
class Scratch {
public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::free(m_data); }

    template <typename T>
    T* get(Index count)
    {
        const auto bytes = static_cast<std::size_t>(roundUp(count * static_cast<Index>(sizeof(T)) + 256, Index{1} << 21));
        if (bytes > m_bytes) {
            std::free(m_data);
            m_data = std::aligned_alloc(std::size_t{1} << 21, bytes);
            if (m_data == nullptr)
                std::abort();
            madvise(m_data, bytes, MADV_HUGEPAGE);
            m_bytes = bytes;
        }
        return static_cast<T*>(m_data);
    }

private:
    void* m_data = nullptr;
    std::size_t m_bytes = 0;
};

/// Runs a callable on all workers.
template <typename Function>
void onWorkers(const Workers& workers, Function& function)
{
    const auto body = [](void* argument, int index) { (*static_cast<Function*>(argument))(index); };
    if (workers.count <= 1 || workers.launch == nullptr) {
        for (int i = 0; i < workers.count; ++i)
            body(&function, i);
    } else {
        workers.launch(workers.count, body, &function);
    }
}

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
inline void storeFloats(Half* p, __mmask16 mask, __m512 value)
{
    _mm256_mask_storeu_epi16(p, mask, reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(value)));
}
inline void storeFloats(float* p, __mmask16 mask, __m512 value)
{
    _mm512_mask_storeu_ps(p, mask, value);
}

/// a0 b0 a1 b1 ...: the pair layout of the second operand.
inline __m512i interleave(__m256i a, __m256i b)
{
    const __m512i order = _mm512_set_epi16(
        31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(order, _mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1));
}

/// Transposes a 16 x 16 matrix of 32-bit elements in place.
inline void transpose16(__m512i* r)
{
    __m512i t[16];
    for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
        r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
        r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
        t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xDD);
        t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xDD);
    }
    for (int i = 0; i < 4; ++i) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
        r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xDD);
        r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xDD);
    }
}

/// The source index of a padded index along one axis, or -1 for a zero.
inline Index sourceIndex(const ConvShape& shape, Index padded, Index size)
{
    const Index enlarged = size * shape.upsample;
    Index v = padded - shape.padding;
    if (v < 0 || v >= enlarged) {
        if (shape.border == Border::Zero)
            return -1;
        v = v < 0 ? -v : 2 * (enlarged - 1) - v;
    }
    return v / shape.upsample;
}

} // namespace
} // namespace sonosketch::kernels
