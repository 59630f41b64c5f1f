// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/kernel_detail.h"

// The float32 engine for CPUs without a matrix unit: some neighbouring output pixels times two registers of outputs (13 times 32 on AVX-512, 6 times 16
// on AVX2) stay in registers while the window's run goes by. A multiply-add needs its operands from the first-level cache; per number of the run there
// are 26 (12) of them for 15 (8) loads, so that the arithmetic, not the memory, sets the pace. 13 and 6 pixels, because 64, 128, 256 and 512 are
// nearly multiples of them.
namespace sonosketch::kernels {
namespace {

constexpr Index floatPixels = sumRows;
constexpr Index floatWindowBudget = Index{6} * 1024; ///< numbers that may stay in the first-level cache beside the weights

struct FloatTile {
    const float* window = nullptr;
    float* out = nullptr;
    Index valid = 0;
};

struct FloatJob {
    const float* panel = nullptr; ///< weights: [block of 2 registers of outputs][kernel row][number of the run][1 or 2 registers]
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
    Vector sum[floatPixels][NT];
    Lanes mask[NT];
    for (int t = 0; t < NT; ++t) {
        mask[t] = firstLanes(job.outputs - firstOutput - t * lane);
        const Vector bias = job.bias == nullptr ? zeros() : load(job.bias + firstOutput + t * lane, mask[t]);
        for (auto& pixel : sum)
            pixel[t] = bias;
    }
    const Index s = job.pixelStep;
    for (Index ky = 0; ky < job.kernelRows; ++ky) {
        const float* p = tile.window + ky * job.rowPitch;
        const float* end = p + job.steps;
        for (; p != end; ++p, panel += NT * lane) {
            Vector b[NT];
            for (int t = 0; t < NT; ++t)
                b[t] = load(panel + t * lane);
                // Tiles at the end of a row read what follows it; those sums are never stored.
#pragma GCC unroll 13
            for (int m = 0; m < floatPixels; ++m) {
                const Vector a = all(p[m * s]);
                for (int t = 0; t < NT; ++t)
                    sum[m][t] = multiplyAdd(a, b[t], sum[m][t]);
            }
        }
    }
    float* out = tile.out + firstOutput;
    for (Index m = 0; m < tile.valid; ++m, out += job.outStep)
        for (int t = 0; t < NT; ++t)
            store(out + t * lane, mask[t], sum[m][t]);
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
    static Vector read(const float* p, Lanes mask) { return load(p, mask); }
    static void write(float* p, Lanes mask, Vector value) { store(p, mask, value); }
    template <typename Numbers>
    static void packBlock(const Numbers& numbers, Index stepIndex, float* to)
    {
        store(to, numbers(stepIndex));
    }
    static void multiply(const FloatJob& job) { multiplyFloats(job); }
};

/// Up to this many outputs are made as dot products: a register of a window's numbers at a time instead of one of outputs, most of which would not exist.
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
        const Lanes rest = firstLanes(job.steps - whole);
        for (Index t = 0; t < job.tileCount; ++t) {
            const FloatTile& tile = job.tiles[t];
            for (Index o = 0; o < job.outputs; ++o) {
                const float* weights = job.panel + o * job.kernelRows * job.steps;
                Vector sum[dotPixels];
                for (auto& s : sum)
                    s = zeros();
                for (Index ky = 0; ky < job.kernelRows; ++ky, weights += job.steps) {
                    const float* window = tile.window + ky * job.rowPitch;
                    for (Index k = 0; k < whole; k += lane) {
                        const Vector w = load(weights + k);
                        for (Index m = 0; m < dotPixels; ++m)
                            sum[m] = multiplyAdd(load(window + m * job.pixelStep + k), w, sum[m]);
                    }
                    if (anyLane(rest)) {
                        const Vector w = load(weights + whole, rest);
                        for (Index m = 0; m < dotPixels; ++m)
                            sum[m] = multiplyAdd(load(window + m * job.pixelStep + whole, rest), w, sum[m]);
                    }
                }
                const float bias = job.bias != nullptr ? job.bias[o] : 0.0F;
                for (Index m = 0; m < tile.valid; ++m)
                    tile.out[m * job.outStep + o] = bias + sumOf(sum[m]);
            }
        }
    }
};

} // namespace
} // namespace sonosketch::kernels
