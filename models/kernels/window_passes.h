// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/kernel_detail.h"

#include <atomic>

// The forward pass over an engine of sliding windows (amx_windows.h, float_windows.h): input rows are packed band by band, with padding and
// enlargement, and the engine multiplies their windows with packed weights.
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_panel;
thread_local Scratch t_rows;
thread_local Scratch t_tiles;

/// Numbers of all weights: [block of 32 outputs][kernel row][step][1 or 2 blocks of 16 outputs].
template <typename Engine>
Index panelNumbers(Index outputs, Index kernelRows, Index steps)
{
    return ceilDiv(outputs, 2 * lane) * kernelRows * steps * 2 * Engine::blockNumbers;
}

/// Padded rows [firstRow, firstRow + rows) of one image.
template <typename Engine, typename X>
void packRows(const ConvShape& shape, const X* image, Index firstRow, Index rows, Index pitch, typename Engine::Number* to)
{
    const Index channels = shape.inChannels;
    const Index paddedWidth = shape.paddedWidth();
    for (Index r = 0; r < rows; ++r, to += pitch) {
        const Index sourceRow = sourceIndex(shape, firstRow + r, shape.height);
        if (sourceRow < 0) {
            Engine::zero(to, pitch);
            continue;
        }
        const X* from = image + sourceRow * shape.width * channels;
        const auto single = [&](Index x) {
            const Index source = sourceIndex(shape, x, shape.width);
            if (source < 0)
                Engine::zero(to + x * channels, channels);
            else
                Engine::copy(to + x * channels, from + source * channels, channels);
        };
        for (Index x = 0; x < shape.padding; ++x)
            single(x);
        if (shape.upsample == 1) {
            Engine::copy(to + shape.padding * channels, from, shape.width * channels);
        } else {
            auto* out = to + shape.padding * channels;
            for (Index x = 0; x < shape.width; ++x) {
                Engine::copy(out, from + x * channels, channels);
                for (Index copy = 1; copy < shape.upsample; ++copy)
                    Engine::copy(out + copy * channels, out, channels);
                out += shape.upsample * channels;
            }
        }
        for (Index x = paddedWidth - shape.padding; x < paddedWidth; ++x)
            single(x);
        Engine::zero(to + paddedWidth * channels, pitch - paddedWidth * channels);
    }
}

/// y of all images with the weights in `panel`.
template <typename Engine, typename X, typename Y>
void forwardPass(const ConvShape& shape, const Workers& workers, const X* x, const typename Engine::Number* panel, const float* bias, Y* y)
{
    const Index channels = shape.inChannels;
    const Index steps = ceilDiv(shape.kernelWidth * channels, Engine::step);
    const Index outHeight = shape.outHeight();
    const Index outWidth = shape.outWidth();
    const Index pitch = Engine::pitch(shape.paddedWidth(), channels);
    const Index slack = Engine::slack(shape.stride * channels);
    const Index maximum = larger(1, (Engine::cacheNumbers / pitch - shape.kernelHeight) / shape.stride + 1);
    const Bands bands = cutBands(shape.batch, outHeight, maximum, workers.count);
    const Index tilesPerRow = ceilDiv(outWidth, Engine::pixels);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        [[maybe_unused]] const typename Engine::Scope scope;
        const Index packedRows = (bands.rows - 1) * shape.stride + shape.kernelHeight;
        auto* rows = t_rows.get<typename Engine::Number>(packedRows * pitch + slack);
        auto* tiles = t_tiles.get<typename Engine::template Out<Y>>(bands.rows * tilesPerRow);
        for (Index band = next++; band < bands.count; band = next++) {
            const Index n = band / bands.perImage;
            const Index firstRow = band % bands.perImage * bands.rows;
            const Index rowCount = smaller(bands.rows, outHeight - firstRow);
            const Index needed = (rowCount - 1) * shape.stride + shape.kernelHeight;
            packRows<Engine>(shape, x + n * shape.height * shape.width * channels, firstRow * shape.stride, needed, pitch, rows);
            Engine::zero(rows + needed * pitch, slack);
            Index count = 0;
            for (Index r = 0; r < rowCount; ++r)
                for (Index ox = 0; ox < outWidth; ox += Engine::pixels)
                    tiles[count++] = {rows + r * shape.stride * pitch + ox * shape.stride * channels,
                        y + ((n * outHeight + firstRow + r) * outWidth + ox) * shape.outChannels, smaller(Engine::pixels, outWidth - ox)};
            Engine::multiply(typename Engine::template Job<Y>{.panel = panel,
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
} // namespace sonosketch::kernels
