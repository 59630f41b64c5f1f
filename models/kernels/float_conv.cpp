// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_conv.h"

#include "models/kernels/backward_data_pass.h"
#include "models/kernels/float_windows.h"
#include "models/kernels/window_passes.h"

namespace sonosketch::kernels {
namespace {

thread_local Scratch t_flat;

/// Up to this many outputs are made as dot products: 16 numbers of a window at a time instead of 16 outputs, most of which would not exist.
constexpr Index fewOutputs = 4;
constexpr Index dotPixels = 4;

/// Numbers k .. k + 15 of the run of kernel row `ky`, for 16 outputs: to[number * step + output].
void packSquare(
    const ConvShape& shape, const float* weight, const WeightStrides& strides, Index firstOutput, Index ky, Index k, float* to, Index step)
{
    const Index count = smaller(lane, shape.kernelWidth * shape.inChannels - k);
    const bool contiguous = strides.in == 1 && strides.column == shape.inChannels;
    __m512i rows[16];
    for (Index i = 0; i < lane; ++i) {
        rows[i] = _mm512_setzero_si512();
        if (firstOutput + i >= shape.outChannels)
            continue;
        const float* from = weight + (firstOutput + i) * strides.out + ky * strides.row;
        alignas(64) float gathered[lane];
        if (contiguous) {
            from += k;
        } else {
            for (Index j = 0; j < count; ++j)
                gathered[j] = from[(k + j) % shape.inChannels * strides.in + (k + j) / shape.inChannels * strides.column];
            from = gathered;
        }
        rows[i] = _mm512_castps_si512(_mm512_maskz_loadu_ps(firstLanes(count), from));
    }
    transpose16(rows);
    for (Index j = 0; j < count; ++j)
        _mm512_store_ps(to + j * step, _mm512_castsi512_ps(rows[j]));
}

void packWeights(const ConvShape& shape, const Workers& workers, const float* weight, const WeightStrides& strides, float* panel)
{
    const Index run = shape.kernelWidth * shape.inChannels;
    const Index blocks = ceilDiv(shape.outChannels, 2 * lane);
    auto body = [&](int worker) {
        for (Index u = worker; u < blocks * shape.kernelHeight; u += workers.count) {
            const Index block = u / shape.kernelHeight;
            const Index ky = u % shape.kernelHeight;
            const Index wide = shape.outChannels - block * 2 * lane > lane ? 2 : 1;
            float* to = panel + (block * shape.kernelHeight * 2 + ky * wide) * run * lane;
            for (Index k = 0; k < run; k += lane)
                for (Index t = 0; t < wide; ++t)
                    packSquare(shape, weight, strides, (block * 2 + t) * lane, ky, k, to + (k * wide + t) * lane, wide * lane);
        }
    };
    onWorkers(workers, body);
}

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

void floatConvForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    const Index run = shape.kernelWidth * shape.inChannels;
    if (shape.outChannels > fewOutputs) {
        float* panel = t_panel.get<float>(panelNumbers<FloatEngine>(shape.outChannels, shape.kernelHeight, run));
        packWeights(shape, workers, weight, strides, panel);
        forwardPass<FloatEngine>(shape, workers, x, panel, bias, y);
        return;
    }
    float* flat = t_flat.get<float>(shape.outChannels * shape.kernelHeight * run);
    float* to = flat;
    for (Index o = 0; o < shape.outChannels; ++o)
        for (Index ky = 0; ky < shape.kernelHeight; ++ky)
            for (Index kx = 0; kx < shape.kernelWidth; ++kx)
                for (Index c = 0; c < shape.inChannels; ++c)
                    *to++ = weight[o * strides.out + ky * strides.row + kx * strides.column + c * strides.in];
    forwardPass<DotEngine>(shape, workers, x, flat, bias, y);
}

void floatConvBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX)
{
    backwardDataPass<FloatEngine>(shape, workers, gradY, weight, strides, gradX);
}

} // namespace sonosketch::kernels
