// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/avx512_detail.h"

// The float32 engine for CPUs with AVX-512 but no matrix unit: 13 neighbouring output pixels times 32 outputs stay in registers while the
// window's run goes by. A multiply-add needs its operands from the first-level cache; per number of the run there are 26 of them for
// 15 loads, so that the arithmetic, not the memory, sets the pace. 13 pixels, because 64, 128, 256 and 512 are nearly multiples of it.
namespace sonosketch::kernels {
namespace {

constexpr Index floatPixels = 13;
constexpr Index floatWindowBudget = Index{6} * 1024; ///< numbers that may stay in the first-level cache beside the weights

struct FloatTile {
    const float* window = nullptr;
    float* out = nullptr;
    Index valid = 0;
};

struct FloatJob {
    const float* panel = nullptr; ///< weights: [block of 32 outputs][kernel row][number of the run][1 or 2 times 16 outputs]
    const float* bias = nullptr;
    Index kernelRows = 0;
    Index steps = 0;     ///< numbers of the run
    Index rowPitch = 0;  ///< numbers between kernel rows
    Index pixelStep = 0; ///< numbers between neighbouring outputs' windows
    Index outputs = 0;
    Index outStep = 0; ///< numbers between neighbouring output pixels
    const FloatTile* tiles = nullptr;
    Index tileCount = 0;
};

template <int NT>
inline void multiplyFloatTile(const FloatJob& job, const FloatTile& tile, const float* panel, Index firstOutput)
{
    __m512 sum[floatPixels][NT];
    __mmask16 mask[NT];
    for (int t = 0; t < NT; ++t) {
        mask[t] = firstLanes(job.outputs - firstOutput - t * lane);
        const __m512 bias = job.bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask[t], job.bias + firstOutput + t * lane);
        for (auto& pixel : sum)
            pixel[t] = bias;
    }
    const Index s = job.pixelStep;
    for (Index ky = 0; ky < job.kernelRows; ++ky) {
        const float* p = tile.window + ky * job.rowPitch;
        const float* end = p + job.steps;
        for (; p != end; ++p, panel += NT * lane) {
            __m512 b[NT];
            for (int t = 0; t < NT; ++t)
                b[t] = _mm512_load_ps(panel + t * lane);
                // Tiles at the end of a row read what follows it; those sums are never stored.
#pragma GCC unroll 13
            for (int m = 0; m < floatPixels; ++m) {
                const __m512 a = _mm512_set1_ps(p[m * s]);
                for (int t = 0; t < NT; ++t)
                    sum[m][t] = _mm512_fmadd_ps(a, b[t], sum[m][t]);
            }
        }
    }
    float* out = tile.out + firstOutput;
    for (Index m = 0; m < tile.valid; ++m, out += job.outStep)
        for (int t = 0; t < NT; ++t)
            _mm512_mask_storeu_ps(out + t * lane, mask[t], sum[m][t]);
}

inline void multiplyFloats(const FloatJob& job)
{
    const Index blocks = ceilDiv(job.outputs, 2 * lane);
    const Index blockNumbers = job.kernelRows * job.steps * 2 * lane;
    const auto multiply = [&](Index t, Index block) {
        const Index first = block * 2 * lane;
        if (job.outputs - first > lane)
            multiplyFloatTile<2>(job, job.tiles[t], job.panel + block * blockNumbers, first);
        else
            multiplyFloatTile<1>(job, job.tiles[t], job.panel + block * blockNumbers, first);
    };
    // What both loops share stays in the first-level cache: the window if it fits, else the weights of one block have to do.
    if (job.kernelRows * (floatPixels * job.pixelStep + job.steps) <= floatWindowBudget) {
        for (Index t = 0; t < job.tileCount; ++t)
            for (Index block = 0; block < blocks; ++block)
                multiply(t, block);
    } else {
        for (Index block = 0; block < blocks; ++block)
            for (Index t = 0; t < job.tileCount; ++t)
                multiply(t, block);
    }
}

/// What window_passes.h and backward_data_pass.h need to know of this engine.
struct FloatEngine {
    using Number = float;
    struct Scope { }; ///< ordinary registers need no preparation
    template <typename T>
    using Out = FloatTile;
    template <typename T>
    using Job = FloatJob;

    static constexpr Index step = 1;
    static constexpr Index pixels = floatPixels;
    static constexpr Index blockNumbers = lane;
    static constexpr Index cacheNumbers = Index{128} * 1024;

    static void copy(float* to, const float* from, Index count) { std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float)); }
    static void zero(float* to, Index count) { std::memset(to, 0, static_cast<std::size_t>(count) * sizeof(float)); }
    static Index pitch(Index width, Index channels) { return roundUp(width * channels, lane); }
    static Index slack(Index pixelStep) { return floatPixels * pixelStep + lane; }
    static __m512 load(const float* p, __mmask16 mask) { return _mm512_maskz_loadu_ps(mask, p); }
    static void store(float* p, __mmask16 mask, __m512 value) { _mm512_mask_storeu_ps(p, mask, value); }
    template <typename Load>
    static void packBlock(const Load& load, Index stepIndex, float* to)
    {
        _mm512_store_ps(to, load(stepIndex));
    }
    static void multiply(const FloatJob& job) { multiplyFloats(job); }
};

/// Up to this many outputs are made as dot products: 16 numbers of a window at a time instead of 16 outputs, most of which would not exist.
constexpr Index fewOutputs = 4;
constexpr Index dotPixels = 8; ///< as many sums as hide the latency of a multiply-add

/// Dot products of windows with flat weights [output][kernel row][run].
struct DotEngine : FloatEngine {
    template <typename T>
    using Job = FloatJob;
    static constexpr Index pixels = dotPixels;

    static void multiply(const FloatJob& job)
    {
        const Index whole = job.steps / lane * lane;
        const __mmask16 rest = firstLanes(job.steps - whole);
        for (Index t = 0; t < job.tileCount; ++t) {
            const FloatTile& tile = job.tiles[t];
            for (Index o = 0; o < job.outputs; ++o) {
                const float* weights = job.panel + o * job.kernelRows * job.steps;
                __m512 sum[dotPixels];
                for (auto& s : sum)
                    s = _mm512_setzero_ps();
                for (Index ky = 0; ky < job.kernelRows; ++ky, weights += job.steps) {
                    const float* window = tile.window + ky * job.rowPitch;
                    for (Index k = 0; k < whole; k += lane) {
                        const __m512 w = _mm512_loadu_ps(weights + k);
                        for (Index m = 0; m < dotPixels; ++m)
                            sum[m] = _mm512_fmadd_ps(_mm512_loadu_ps(window + m * job.pixelStep + k), w, sum[m]);
                    }
                    if (rest != 0) {
                        const __m512 w = _mm512_maskz_loadu_ps(rest, weights + whole);
                        for (Index m = 0; m < dotPixels; ++m)
                            sum[m] = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(rest, window + m * job.pixelStep + whole), w, sum[m]);
                    }
                }
                const float bias = job.bias != nullptr ? job.bias[o] : 0.0F;
                for (Index m = 0; m < tile.valid; ++m)
                    tile.out[m * job.outStep + o] = bias + _mm512_reduce_add_ps(sum[m]);
            }
        }
    }
};

} // namespace
} // namespace sonosketch::kernels
