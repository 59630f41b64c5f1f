// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <immintrin.h>

// The registers of the instruction set that a file is compiled for, under one set of names: 16 numbers on AVX-512, 8 on AVX2 with fused multiply-add.
// GCC and clang know + - * / of them. Everything sits in an unnamed namespace (see kernel_detail.h).
namespace sonosketch::kernels {
namespace {

using Index = std::int64_t;

#if defined(__AVX512F__)

constexpr Index lane = 16; ///< float32 numbers in a register
using Vector = __m512;
using Lanes = __mmask16;  ///< some first numbers of a register
using Choice = __mmask16; ///< any numbers of a register

inline Lanes firstLanes(Index count)
{
    return static_cast<Lanes>(count >= lane ? 0xFFFFU : (1U << (count < 0 ? 0 : count)) - 1U);
}
inline bool anyLane(Lanes lanes)
{
    return lanes != 0;
}
inline Vector zeros()
{
    return _mm512_setzero_ps();
}
inline Vector all(float value)
{
    return _mm512_set1_ps(value);
}
inline Vector load(const float* p)
{
    return _mm512_loadu_ps(p);
}
inline Vector load(const float* p, Lanes lanes)
{
    return _mm512_maskz_loadu_ps(lanes, p);
}
inline void store(float* p, Vector v)
{
    _mm512_storeu_ps(p, v);
}
inline void store(float* p, Lanes lanes, Vector v)
{
    _mm512_mask_storeu_ps(p, lanes, v);
}
/// a * b + c, rounded once.
inline Vector multiplyAdd(Vector a, Vector b, Vector c)
{
    return _mm512_fmadd_ps(a, b, c);
}
/// c - a * b, rounded once.
inline Vector subtractProduct(Vector c, Vector a, Vector b)
{
    return _mm512_fnmadd_ps(a, b, c);
}
inline Vector maximum(Vector a, Vector b)
{
    return _mm512_max_ps(a, b);
}
inline Vector minimum(Vector a, Vector b)
{
    return _mm512_min_ps(a, b);
}
inline Choice below(Vector a, Vector b)
{
    return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ);
}
inline Choice notAbove(Vector a, Vector b)
{
    return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ);
}
inline Vector choose(Choice choice, Vector yes, Vector no)
{
    return _mm512_mask_blend_ps(choice, no, yes);
}
inline float sumOf(Vector v)
{
    return _mm512_reduce_add_ps(v);
}
inline float firstOf(Vector v)
{
    return _mm512_cvtss_f32(v);
}
inline Vector rounded(Vector v)
{
    return _mm512_roundscale_ps(v, 0);
}
/// v * 2^n for a whole n; the result must be a normal number.
inline Vector scaledByPower(Vector v, Vector n)
{
    return _mm512_scalef_ps(v, n);
}
/// 0, 1, 2 ...
inline Vector countUp()
{
    return _mm512_set_ps(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
}
/// The numbers of `from` at whole indices.
inline Vector gathered(const float* from, Vector indices)
{
    return _mm512_i32gather_ps(_mm512_cvtps_epi32(indices), from, 4);
}
/// Whole numbers, the halves to even ones, kept within 0..255.
inline void storeBytes(std::uint8_t* to, Lanes lanes, Vector v)
{
    const __m512i whole = _mm512_cvt_roundps_epi32(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    _mm512_mask_cvtepi32_storeu_epi8(to, lanes, _mm512_min_epi32(_mm512_max_epi32(whole, _mm512_setzero_si512()), _mm512_set1_epi32(255)));
}

/// Transposes a 16 x 16 matrix of 32-bit elements in place.
inline void transposeSquare(__m512i* r)
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
/// The same for float32 numbers.
inline void transposeSquare(Vector* r)
{
    __m512i bits[16];
    for (int i = 0; i < 16; ++i)
        bits[i] = _mm512_castps_si512(r[i]);
    transposeSquare(bits);
    for (int i = 0; i < 16; ++i)
        r[i] = _mm512_castsi512_ps(bits[i]);
}

#elif defined(__AVX2__) && defined(__FMA__)

constexpr Index lane = 8; ///< float32 numbers in a register
using Vector = __m256;
using Choice = __m256; ///< any numbers of a register

/// Some first numbers of a register. Masked stores are slow on some CPUs, so whole registers are told apart.
struct Lanes {
    __m256i bits;
    Index count;
};

inline Lanes firstLanes(Index count)
{
    const Index within = count < 0 ? 0 : count > lane ? lane : count;
    const __m256i order = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    return {_mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(within)), order), within};
}
inline bool anyLane(Lanes lanes)
{
    return lanes.count != 0;
}
inline Vector zeros()
{
    return _mm256_setzero_ps();
}
inline Vector all(float value)
{
    return _mm256_set1_ps(value);
}
inline Vector load(const float* p)
{
    return _mm256_loadu_ps(p);
}
inline Vector load(const float* p, Lanes lanes)
{
    return lanes.count == lane ? _mm256_loadu_ps(p) : _mm256_maskload_ps(p, lanes.bits);
}
inline void store(float* p, Vector v)
{
    _mm256_storeu_ps(p, v);
}
inline void store(float* p, Lanes lanes, Vector v)
{
    if (lanes.count == lane)
        _mm256_storeu_ps(p, v);
    else if (lanes.count > 0)
        _mm256_maskstore_ps(p, lanes.bits, v);
}
/// a * b + c, rounded once.
inline Vector multiplyAdd(Vector a, Vector b, Vector c)
{
    return _mm256_fmadd_ps(a, b, c);
}
/// c - a * b, rounded once.
inline Vector subtractProduct(Vector c, Vector a, Vector b)
{
    return _mm256_fnmadd_ps(a, b, c);
}
inline Vector maximum(Vector a, Vector b)
{
    return _mm256_max_ps(a, b);
}
inline Vector minimum(Vector a, Vector b)
{
    return _mm256_min_ps(a, b);
}
inline Choice below(Vector a, Vector b)
{
    return _mm256_cmp_ps(a, b, _CMP_LT_OQ);
}
inline Choice notAbove(Vector a, Vector b)
{
    return _mm256_cmp_ps(a, b, _CMP_LE_OQ);
}
inline Vector choose(Choice choice, Vector yes, Vector no)
{
    return _mm256_blendv_ps(no, yes, choice);
}
inline float sumOf(Vector v)
{
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}
inline float firstOf(Vector v)
{
    return _mm256_cvtss_f32(v);
}
inline Vector rounded(Vector v)
{
    return _mm256_round_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
/// v * 2^n for a whole n; the result must be a normal number.
inline Vector scaledByPower(Vector v, Vector n)
{
    return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(v), _mm256_slli_epi32(_mm256_cvtps_epi32(n), 23)));
}
/// 0, 1, 2 ...
inline Vector countUp()
{
    return _mm256_set_ps(7, 6, 5, 4, 3, 2, 1, 0);
}
/// The numbers of `from` at whole indices.
inline Vector gathered(const float* from, Vector indices)
{
    return _mm256_i32gather_ps(from, _mm256_cvtps_epi32(indices), 4);
}
/// Whole numbers, the halves to even ones, kept within 0..255.
inline void storeBytes(std::uint8_t* to, Lanes lanes, Vector v)
{
    const __m256i whole = _mm256_cvtps_epi32(v);
    const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
    alignas(16) std::uint8_t bytes[16];
    _mm_store_si128(reinterpret_cast<__m128i*>(bytes), _mm_packus_epi16(words, words));
    __builtin_memcpy(to, bytes, static_cast<std::size_t>(lanes.count));
}

/// Transposes an 8 x 8 matrix in place.
inline void transposeSquare(Vector* r)
{
    Vector t[8];
    for (int i = 0; i < 8; i += 2) {
        t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
        t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
    }
    for (int i = 0; i < 8; i += 4) {
        r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
        r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xEE);
        r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
        r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xEE);
    }
    for (int i = 0; i < 4; ++i) {
        t[i] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x20);
        t[i + 4] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x31);
    }
    for (int i = 0; i < 8; ++i)
        r[i] = t[i];
}

#else
#error "the float32 kernels are compiled for AVX-512, or for AVX2 with FMA"
#endif

} // namespace
} // namespace sonosketch::kernels
