// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/kernel_detail.h"

// Weights in the order in which the engines of float_windows.h read them.
namespace sonosketch::kernels {
namespace {

/// As many numbers of the run of kernel row `ky` from k on as a register holds, for as many outputs: to[number * step + output].
inline void packSquare(
    const ConvShape& shape, const float* weight, const WeightStrides& strides, Index firstOutput, Index ky, Index k, float* to, Index step)
{
    const Index count = smaller(lane, shape.kernelWidth * shape.inChannels - k);
    const bool contiguous = strides.in == 1 && strides.column == shape.inChannels;
    Vector rows[lane];
    for (Index i = 0; i < lane; ++i) {
        rows[i] = zeros();
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
        rows[i] = load(from, firstLanes(count));
    }
    transposeSquare(rows);
    for (Index j = 0; j < count; ++j)
        store(to + j * step, rows[j]);
}

inline void packWeights(const ConvShape& shape, const Workers& workers, const float* weight, const WeightStrides& strides, float* panel)
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

/// The weights as DotEngine wants them: [output][kernel row][run].
inline void packFlat(const ConvShape& shape, const float* weight, const WeightStrides& strides, float* flat)
{
    for (Index o = 0; o < shape.outChannels; ++o)
        for (Index ky = 0; ky < shape.kernelHeight; ++ky)
            for (Index kx = 0; kx < shape.kernelWidth; ++kx)
                for (Index c = 0; c < shape.inChannels; ++c)
                    *flat++ = weight[o * strides.out + ky * strides.row + kx * strides.column + c * strides.in];
}

} // namespace
} // namespace sonosketch::kernels
