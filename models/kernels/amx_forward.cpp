// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_windows.h"
#include "models/kernels/window_passes.h"

namespace sonosketch::kernels {
namespace {

/// One tile of the weights: 32 numbers of the run of kernel row `ky`, for 16 outputs.
void packTile(const ConvShape& shape, const float* weight, const WeightStrides& strides, Index firstOutput, Index ky, Index step, Half* to)
{
    const Index run = shape.kernelWidth * shape.inChannels;
    const Index k = step * 32;
    const Index count = smaller(32, run - k);
    const bool contiguous = strides.in == 1 && strides.column == shape.inChannels;
    __m512i rows[16];
    for (Index i = 0; i < lane; ++i) {
        rows[i] = _mm512_setzero_si512();
        if (firstOutput + i >= shape.outChannels)
            continue;
        const float* from = weight + (firstOutput + i) * strides.out + ky * strides.row;
        alignas(64) float gathered[32];
        if (contiguous) {
            from += k;
        } else {
            for (Index j = 0; j < count; ++j)
                gathered[j] = from[(k + j) % shape.inChannels * strides.in + (k + j) / shape.inChannels * strides.column];
            from = gathered;
        }
        const __m512 low = _mm512_maskz_loadu_ps(firstLanes(count), from);
        const __m512 high = _mm512_maskz_loadu_ps(firstLanes(count - lane), from + lane);
        rows[i] = reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(high, low));
    }
    transposeSquare(rows);
    for (Index i = 0; i < lane; ++i)
        _mm512_store_si512(to + i * 32, rows[i]);
}

void packWeights(
    const ConvShape& shape, const Workers& workers, const float* weight, const WeightStrides& strides, Index steps, Half* panel)
{
    const Index blocks = ceilDiv(shape.outChannels, 2 * lane);
    const Index units = blocks * shape.kernelHeight;
    auto body = [&](int worker) {
        for (Index u = worker; u < units; u += workers.count) {
            const Index block = u / shape.kernelHeight;
            const Index ky = u % shape.kernelHeight;
            const Index wide = shape.outChannels - block * 2 * lane > lane ? 2 : 1;
            Half* to = panel + block * shape.kernelHeight * steps * 2 * tileElements + ky * steps * wide * tileElements;
            for (Index s = 0; s < steps; ++s)
                for (Index t = 0; t < wide; ++t, to += tileElements)
                    packTile(shape, weight, strides, (block * 2 + t) * lane, ky, s, to);
        }
    };
    onWorkers(workers, body);
}

template <typename X, typename Y>
void forward(
    const ConvShape& shape, const Workers& workers, const X* x, const float* weight, const WeightStrides& strides, const float* bias, Y* y)
{
    const Index steps = ceilDiv(shape.kernelWidth * shape.inChannels, TileEngine::step);
    Half* panel = t_panel.get<Half>(panelNumbers<TileEngine>(shape.outChannels, shape.kernelHeight, steps));
    packWeights(shape, workers, weight, strides, steps, panel);
    forwardPass<TileEngine>(shape, workers, x, panel, bias, y);
}

} // namespace

void convForward(const ConvShape& shape, Workers workers, const void* x, Scalar xType, const float* weight, WeightStrides strides,
    const float* bias, void* y, Scalar yType)
{
    const auto run = [&](const auto* from) {
        if (yType == Scalar::BFloat16)
            forward(shape, workers, from, weight, strides, bias, static_cast<Half*>(y));
        else
            forward(shape, workers, from, weight, strides, bias, static_cast<float*>(y));
    };
    if (xType == Scalar::BFloat16)
        run(static_cast<const Half*>(x));
    else
        run(static_cast<const float*>(x));
}

} // namespace sonosketch::kernels
