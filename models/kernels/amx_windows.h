// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_detail.h"

// The engine of the forward pass and of the gradient of x: sliding windows over packed rows, times packed weights.
//
// A packed image holds rows of pixels of `channels` bf16 numbers each. For one kernel row the window of an output pixel is one
// run of kernelWidth * channels numbers, so a tile of 16 neighbouring outputs is loaded straight from the packed row with the
// pixel step as row stride, and the sum over columns and channels becomes one sum over `steps` runs of 32. Weights beyond
// the run's end are zero; what the tile reads there belongs to the next pixels and does no harm.
namespace sonosketch::kernels {
namespace {

constexpr Index windowBudget = Index{16} * 1024; // bf16 numbers that may stay in the first-level cache

/// 16 neighbouring output pixels of one row, `valid` of them real.
template <typename T>
struct OutTile {
    const Half* window = nullptr;
    T* out = nullptr;
    Index valid = 0;
};

template <typename T>
struct WindowJob {
    const Half* panel = nullptr; ///< weights: [block of 32 outputs][kernel row][step][1 or 2 tiles]
    const float* bias = nullptr;
    Index kernelRows = 0;
    Index steps = 0;
    Index rowPitch = 0;  ///< numbers between kernel rows
    Index pixelStep = 0; ///< numbers between neighbouring outputs' windows
    Index outputs = 0;
    Index outStep = 0; ///< elements between neighbouring output pixels
    const OutTile<T>* tiles = nullptr;
    Index tileCount = 0;
};

/// Sums that wait to be rounded and stored: this is done a row at a time while the tiles already multiply the next block.
template <typename T>
struct Pending {
    const float* sums = nullptr;
    Index rowFloats = 0;
    Index firstLeft = 0; ///< output pixels of the two tiles still to store
    Index secondLeft = 0;
    T* out = nullptr;
    T* secondOut = nullptr;
    const float* secondSums = nullptr;
    __m512 bias0 = _mm512_setzero_ps();
    __m512 bias1 = _mm512_setzero_ps();
    __mmask32 mask = 0;
};

inline void storePair(Half* out, __mmask32 mask, __m512 low, __m512 high)
{
    _mm512_mask_storeu_epi16(out, mask, reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(high, low)));
}
inline void storePair(float* out, __mmask32 mask, __m512 low, __m512 high)
{
    _mm512_mask_storeu_ps(out, static_cast<__mmask16>(mask & 0xFFFFU), low);
    _mm512_mask_storeu_ps(out + lane, static_cast<__mmask16>(mask >> 16), high);
}

template <typename T>
inline bool finishRow(Pending<T>& pending, Index outStep)
{
    if (pending.firstLeft == 0) {
        if (pending.secondLeft == 0)
            return false;
        pending.firstLeft = pending.secondLeft;
        pending.secondLeft = 0;
        pending.out = pending.secondOut;
        pending.sums = pending.secondSums;
    }
    // With a single output tile the second load sees the next pixel (or the buffer's end); the mask drops it.
    const __m512 low = _mm512_add_ps(_mm512_load_ps(pending.sums), pending.bias0);
    const __m512 high = _mm512_add_ps(_mm512_load_ps(pending.sums + lane), pending.bias1);
    storePair(pending.out, pending.mask, low, high);
    pending.sums += pending.rowFloats;
    pending.out += outStep;
    --pending.firstLeft;
    return true;
}

constexpr Index sumFloats = 32 * 32 + lane; // a block of sums

template <int MT, int NT, typename T>
inline void multiplyBlock(
    const WindowJob<T>& job, const OutTile<T>* tiles, const Half* panel, Index firstOutput, float* sums, Pending<T>& pending)
{
    _tile_zero(0);
    if constexpr (NT == 2)
        _tile_zero(1);
    if constexpr (MT == 2) {
        _tile_zero(2);
        if constexpr (NT == 2)
            _tile_zero(3);
    }
    const Index stride = job.pixelStep * 2;
    for (Index ky = 0; ky < job.kernelRows; ++ky) {
        const Half* a0 = tiles[0].window + ky * job.rowPitch;
        const Half* a1 = MT == 2 ? tiles[1].window + ky * job.rowPitch : nullptr;
        for (Index s = 0; s < job.steps; ++s, panel += NT * tileElements) {
            _tile_loadd(6, panel, 64);
            _tile_loadd(4, a0 + s * 32, stride);
            _tile_dpbf16ps(0, 4, 6);
            if constexpr (NT == 2) {
                _tile_loadd(7, panel + tileElements, 64);
                _tile_dpbf16ps(1, 4, 7);
            }
            if constexpr (MT == 2) {
                _tile_loadd(5, a1 + s * 32, stride);
                _tile_dpbf16ps(2, 5, 6);
                if constexpr (NT == 2)
                    _tile_dpbf16ps(3, 5, 7);
            }
            finishRow(pending, job.outStep);
        }
    }
    while (finishRow(pending, job.outStep)) { }
    _tile_stored(0, sums, NT * 64);
    if constexpr (NT == 2)
        _tile_stored(1, sums + 16, NT * 64);
    if constexpr (MT == 2) {
        _tile_stored(2, sums + 16 * NT * 16, NT * 64);
        if constexpr (NT == 2)
            _tile_stored(3, sums + 16 * NT * 16 + 16, NT * 64);
    }
    memoryFence();
    pending.sums = sums;
    pending.rowFloats = NT * lane;
    pending.out = tiles[0].out + firstOutput;
    pending.firstLeft = tiles[0].valid;
    pending.secondLeft = 0;
    if constexpr (MT == 2) {
        pending.secondOut = tiles[1].out + firstOutput;
        pending.secondLeft = tiles[1].valid;
        pending.secondSums = sums + 16 * NT * 16;
    }
    const __mmask16 mask0 = firstLanes(job.outputs - firstOutput);
    const __mmask16 mask1 = NT == 2 ? firstLanes(job.outputs - firstOutput - lane) : static_cast<__mmask16>(0);
    pending.mask = static_cast<__mmask32>(mask0) | static_cast<__mmask32>(mask1) << 16;
    if (job.bias != nullptr) {
        pending.bias0 = _mm512_maskz_loadu_ps(mask0, job.bias + firstOutput);
        pending.bias1 = _mm512_maskz_loadu_ps(mask1, job.bias + firstOutput + lane);
    }
}

/// All tiles times all weights. Needs a TileScope on this thread.
template <typename T>
void multiplyWindows(const WindowJob<T>& job)
{
    memoryFence();
    alignas(64) float sums[2][sumFloats];
    _mm512_store_ps(sums[0] + sumFloats - lane, _mm512_setzero_ps());
    _mm512_store_ps(sums[1] + sumFloats - lane, _mm512_setzero_ps());
    Pending<T> pending;
    int side = 0;
    const Index blocks = ceilDiv(job.outputs, 2 * lane);
    const Index blockElements = job.kernelRows * job.steps * 2 * tileElements;
    const auto multiply = [&](Index t, Index block) {
        const Half* panel = job.panel + block * blockElements;
        const Index first = block * 2 * lane;
        const bool wide = job.outputs - first > lane;
        side = 1 - side;
        if (t + 1 < job.tileCount) {
            if (wide)
                multiplyBlock<2, 2>(job, job.tiles + t, panel, first, sums[side], pending);
            else
                multiplyBlock<2, 1>(job, job.tiles + t, panel, first, sums[side], pending);
        } else {
            if (wide)
                multiplyBlock<1, 2>(job, job.tiles + t, panel, first, sums[side], pending);
            else
                multiplyBlock<1, 1>(job, job.tiles + t, panel, first, sums[side], pending);
        }
    };
    // What both loops share stays in the first-level cache: two windows if they fit, else the weights of one block have to do.
    if (job.kernelRows * (31 * job.pixelStep + job.steps * 32) <= windowBudget) {
        for (Index t = 0; t < job.tileCount; t += 2)
            for (Index block = 0; block < blocks; ++block)
                multiply(t, block);
    } else {
        for (Index block = 0; block < blocks; ++block)
            for (Index t = 0; t < job.tileCount; t += 2)
                multiply(t, block);
    }
    while (finishRow(pending, job.outStep)) { }
}

inline void copyHalves(Half* to, const Half* from, Index count)
{
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(Half));
}
inline void copyHalves(Half* to, const float* from, Index count)
{
    for (Index i = 0; i < count; i += lane) {
        const __mmask16 mask = firstLanes(count - i);
        _mm256_mask_storeu_epi16(to + i, mask, loadHalves(from + i, mask));
    }
}
inline void zeroHalves(Half* to, Index count)
{
    std::memset(to, 0, static_cast<std::size_t>(count) * sizeof(Half));
}

/// What window_passes.h and backward_data_pass.h need to know of this engine.
struct TileEngine {
    using Number = Half;
    using Scope = TileScope;
    template <typename T>
    using Out = OutTile<T>;
    template <typename T>
    using Job = WindowJob<T>;

    static constexpr Index step = 32;                        ///< numbers of a window's run per block of weights
    static constexpr Index pixels = lane;                    ///< neighbouring outputs in a tile
    static constexpr Index blockNumbers = tileElements;      ///< weights of one step for 16 outputs
    static constexpr Index cacheNumbers = Index{256} * 1024; ///< packed input per band, for the second-level cache

    template <typename X>
    static void copy(Half* to, const X* from, Index count)
    {
        copyHalves(to, from, count);
    }
    static void zero(Half* to, Index count) { zeroHalves(to, count); }
    static Index pitch(Index width, Index channels) { return roundUp(width * channels, 32); }
    /// What must follow the last row: tiles read up to 16 pixels and a run of 32 beyond it.
    static Index slack(Index pixelStep) { return 16 * pixelStep + 96; }
    static __m512 read(const Half* p, __mmask16 mask) { return load(p, mask); }
    static __m512 read(const float* p, __mmask16 mask) { return load(p, mask); }
    template <typename T>
    static void write(T* p, __mmask16 mask, __m512 value)
    {
        store(p, mask, value);
    }
    /// Writes one step of weights for 16 outputs; numbers(k) gives those of number k of the run as float32.
    template <typename Numbers>
    static void packBlock(const Numbers& numbers, Index stepIndex, Half* to)
    {
        const auto half = [&](Index k) { return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(numbers(k))); };
        for (Index r = 0; r < lane; ++r)
            _mm512_store_si512(to + r * 32, interleave(half(stepIndex * 32 + 2 * r), half(stepIndex * 32 + 2 * r + 1)));
    }
    template <typename T>
    static void multiply(const WindowJob<T>& job)
    {
        multiplyWindows(job);
    }
};

} // namespace
} // namespace sonosketch::kernels
