// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_windows.h"

#include <atomic>

namespace sonosketch::kernels {
namespace {

thread_local Scratch t_panel;
thread_local Scratch t_rows;
thread_local Scratch t_tiles;

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
    transpose16(rows);
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

/// Padded rows [firstRow, firstRow + rows) of one image.
template <typename X>
void packRows(const ConvShape& shape, const X* image, Index firstRow, Index rows, Index pitch, Half* to)
{
    const Index channels = shape.inChannels;
    const Index paddedWidth = shape.paddedWidth();
    for (Index r = 0; r < rows; ++r, to += pitch) {
        const Index sourceRow = sourceIndex(shape, firstRow + r, shape.height);
        if (sourceRow < 0) {
            zeroHalves(to, pitch);
            continue;
        }
        const X* from = image + sourceRow * shape.width * channels;
        const auto single = [&](Index x) {
            const Index source = sourceIndex(shape, x, shape.width);
            if (source < 0)
                zeroHalves(to + x * channels, channels);
            else
                copyHalves(to + x * channels, from + source * channels, channels);
        };
        for (Index x = 0; x < shape.padding; ++x)
            single(x);
        if (shape.upsample == 1) {
            copyHalves(to + shape.padding * channels, from, shape.width * channels);
        } else {
            Half* out = to + shape.padding * channels;
            for (Index x = 0; x < shape.width; ++x) {
                copyHalves(out, from + x * channels, channels);
                for (Index copy = 1; copy < shape.upsample; ++copy)
                    copyHalves(out + copy * channels, out, channels);
                out += shape.upsample * channels;
            }
        }
        for (Index x = paddedWidth - shape.padding; x < paddedWidth; ++x)
            single(x);
        zeroHalves(to + paddedWidth * channels, pitch - paddedWidth * channels);
    }
}

template <typename X, typename Y>
void forward(
    const ConvShape& shape, const Workers& workers, const X* x, const float* weight, const WeightStrides& strides, const float* bias, Y* y)
{
    const Index channels = shape.inChannels;
    const Index steps = ceilDiv(shape.kernelWidth * channels, 32);
    const Index outHeight = shape.outHeight();
    const Index outWidth = shape.outWidth();
    Half* panel = t_panel.get<Half>(panelElements(shape.outChannels, shape.kernelHeight, steps));
    packWeights(shape, workers, weight, strides, steps, panel);

    const Index pitch = packedPitch(shape.paddedWidth(), channels);
    const Index slack = packedSlack(shape.stride * channels);
    const Index maximum = larger(1, (cacheBudget / pitch - shape.kernelHeight) / shape.stride + 1);
    const Bands bands = cutBands(shape.batch, outHeight, maximum, workers.count);
    const Index tilesPerRow = ceilDiv(outWidth, lane);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        const TileScope scope;
        const Index packedRows = (bands.rows - 1) * shape.stride + shape.kernelHeight;
        Half* rows = t_rows.get<Half>(packedRows * pitch + slack);
        auto* tiles = t_tiles.get<OutTile<Y>>(bands.rows * tilesPerRow);
        for (Index band = next++; band < bands.count; band = next++) {
            const Index n = band / bands.perImage;
            const Index firstRow = band % bands.perImage * bands.rows;
            const Index rowCount = smaller(bands.rows, outHeight - firstRow);
            const Index needed = (rowCount - 1) * shape.stride + shape.kernelHeight;
            packRows(shape, x + n * shape.height * shape.width * channels, firstRow * shape.stride, needed, pitch, rows);
            zeroHalves(rows + needed * pitch, slack);
            Index count = 0;
            for (Index r = 0; r < rowCount; ++r)
                for (Index ox = 0; ox < outWidth; ox += lane)
                    tiles[count++] = {rows + r * shape.stride * pitch + ox * shape.stride * channels,
                        y + ((n * outHeight + firstRow + r) * outWidth + ox) * shape.outChannels, smaller(lane, outWidth - ox)};
            multiplyWindows(WindowJob<Y>{.panel = panel,
                .bias = bias,
                .kernelRows = shape.kernelHeight,
                .steps = steps,
                .rowPitch = pitch,
                .pixelStep = shape.stride * channels,
                .outputs = shape.outChannels,
                .outStep = shape.outChannels,
                .tiles = tiles,
                .tileCount = count});
        }
    };
    onWorkers(workers, body);
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
