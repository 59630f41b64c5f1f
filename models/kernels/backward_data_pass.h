// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/window_passes.h"

// The gradient of x. With stride s the padded rows y = s * t + p of each phase p see only the kernel rows p, p + s, ..., so each
// of the s * s phases is a small convolution of stride 1 over the gradient of y, with flipped and transposed weights.
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_padded;

template <typename Engine>
struct Phase {
    Index y = 0;
    Index x = 0;
    Index kernelRows = 0;
    Index kernelColumns = 0;
    Index steps = 0;
    typename Engine::Number* panel = nullptr;
};

constexpr Index maximumStride = 4;
constexpr Index maximumUpsample = 8;

/// The range of padded coordinates whose gradient is wanted along one axis.
struct Range {
    Index begin = 0;
    Index end = 0;
};

template <typename Engine>
void packBlock(const ConvShape& shape, const float* weight, const WeightStrides& strides, const Phase<Engine>& phase, Index firstInput,
    Index jy, Index step, typename Engine::Number* to)
{
    const Index ky = phase.y + shape.stride * (phase.kernelRows - 1 - jy);
    const Lanes mask = firstLanes(shape.inChannels - firstInput);
    const Index run = phase.kernelColumns * shape.outChannels;
    const auto numbers = [&](Index k) {
        if (k >= run)
            return zeros();
        const Index kx = phase.x + shape.stride * (phase.kernelColumns - 1 - k / shape.outChannels);
        const float* from = weight + k % shape.outChannels * strides.out + ky * strides.row + kx * strides.column + firstInput * strides.in;
        if (strides.in == 1)
            return load(from, mask);
        alignas(64) float gathered[lane] = {};
        for (Index i = 0; i < smaller(lane, shape.inChannels - firstInput); ++i)
            gathered[i] = from[i * strides.in];
        return load(gathered);
    };
    Engine::packBlock(numbers, step, to);
}

template <typename Engine>
void packPhase(
    const ConvShape& shape, const Workers& workers, const float* weight, const WeightStrides& strides, const Phase<Engine>& phase)
{
    const Index blocks = ceilDiv(shape.inChannels, 2 * lane);
    const Index units = blocks * phase.kernelRows;
    auto body = [&](int worker) {
        for (Index u = worker; u < units; u += workers.count) {
            const Index block = u / phase.kernelRows;
            const Index jy = u % phase.kernelRows;
            const Index wide = shape.inChannels - block * 2 * lane > lane ? 2 : 1;
            auto* to = phase.panel + (block * phase.kernelRows * 2 + jy * wide) * phase.steps * Engine::blockNumbers;
            for (Index s = 0; s < phase.steps; ++s)
                for (Index t = 0; t < wide; ++t, to += Engine::blockNumbers)
                    packBlock<Engine>(shape, weight, strides, phase, (block * 2 + t) * lane, jy, s, to);
        }
    };
    onWorkers(workers, body);
}

/// Rows [firstRow, firstRow + rows) of the gradient of y with `left` zero pixels in front; rows outside the image are zero.
template <typename Engine, typename G>
void packGradient(const ConvShape& shape, const G* image, Index firstRow, Index rows, Index left, Index pitch, typename Engine::Number* to)
{
    const Index channels = shape.outChannels;
    const Index width = shape.outWidth();
    for (Index r = 0; r < rows; ++r, to += pitch) {
        const Index row = firstRow + r;
        if (row < 0 || row >= shape.outHeight()) {
            Engine::zero(to, pitch);
            continue;
        }
        Engine::zero(to, left * channels);
        Engine::copy(to + left * channels, image + row * width * channels, width * channels);
        Engine::zero(to + (left + width) * channels, pitch - (left + width) * channels);
    }
}

Index floorDiv(Index a, Index b)
{
    return a >= 0 ? a / b : -ceilDiv(-a, b);
}

/// Writes the gradient of the padded image, rows and columns in the given ranges, densely to `out`. `bias` (may be null) is added to all of its pixels,
/// where the kernel is no smaller than the stride.
template <typename Engine, typename G, typename T>
void paddedGradient(const ConvShape& shape, const Workers& workers, const G* gradY, const float* weight, const WeightStrides& strides,
    const float* bias, Range yRange, Range xRange, T* out)
{
    const Index stride = shape.stride;
    const Index outputs = shape.outChannels;
    Phase<Engine> phases[maximumStride * maximumStride];
    Index phaseCount = 0;
    Index panelSize = 0;
    for (Index py = 0; py < stride; ++py) {
        for (Index px = 0; px < stride; ++px) {
            Phase<Engine> phase{.y = py, .x = px};
            phase.kernelRows = ceilDiv(larger(0, shape.kernelHeight - py), stride);
            phase.kernelColumns = ceilDiv(larger(0, shape.kernelWidth - px), stride);
            phase.steps = ceilDiv(phase.kernelColumns * outputs, Engine::step);
            if (phase.kernelRows > 0 && phase.kernelColumns > 0) {
                phases[phaseCount++] = phase;
                panelSize += panelNumbers<Engine>(shape.inChannels, phase.kernelRows, phase.steps);
            }
        }
    }
    auto* panel = t_panel.get<typename Engine::Number>(panelSize);
    for (Index p = 0; p < phaseCount; ++p) {
        phases[p].panel = panel;
        panel += panelNumbers<Engine>(shape.inChannels, phases[p].kernelRows, phases[p].steps);
        packPhase<Engine>(shape, workers, weight, strides, phases[p]);
    }
    const Index rangeRows = yRange.end - yRange.begin;
    const Index rangeColumns = xRange.end - xRange.begin;
    if (phaseCount < stride * stride)
        std::memset(
            static_cast<void*>(out), 0, static_cast<std::size_t>(shape.batch * rangeRows * rangeColumns * shape.inChannels) * sizeof(T));

    const Index left = (shape.kernelWidth - 1) / stride;
    const Index top = (shape.kernelHeight - 1) / stride;
    const Index pitch = Engine::pitch(left + larger((shape.paddedWidth() - 1) / stride + 1, shape.outWidth()), outputs);
    const Index slack = Engine::slack(outputs);
    const Index maximum = larger(1, Engine::cacheNumbers / pitch - top) * stride;
    Bands bands = cutBands(shape.batch, rangeRows, maximum, workers.count);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        [[maybe_unused]] const typename Engine::Scope scope;
        auto* rows = t_rows.get<typename Engine::Number>((bands.rows / stride + top + 2) * pitch + slack);
        auto* tiles =
            t_tiles.get<typename Engine::template Out<T>>((bands.rows / stride + 1) * (rangeColumns / stride / Engine::pixels + 2));
        for (Index band = next++; band < bands.count; band = next++) {
            const Index n = band / bands.perImage;
            const Index yBegin = yRange.begin + band % bands.perImage * bands.rows;
            const Index yEnd = smaller(yBegin + bands.rows, yRange.end);
            const Index firstRow = yBegin / stride - top;
            const Index needed = (yEnd - 1) / stride - firstRow + 1;
            packGradient<Engine>(shape, gradY + n * shape.outHeight() * shape.outWidth() * outputs, firstRow, needed, left, pitch, rows);
            Engine::zero(rows + needed * pitch, slack);
            for (Index p = 0; p < phaseCount; ++p) {
                const Phase<Engine>& phase = phases[p];
                const Index tyBegin = ceilDiv(larger(0, yBegin - phase.y), stride);
                const Index tyEnd = floorDiv(yEnd - 1 - phase.y, stride) + 1;
                const Index txBegin = ceilDiv(larger(0, xRange.begin - phase.x), stride);
                const Index txEnd = floorDiv(xRange.end - 1 - phase.x, stride) + 1;
                Index count = 0;
                for (Index ty = tyBegin; ty < tyEnd; ++ty) {
                    const auto* row = rows + (ty - (phase.kernelRows - 1) - firstRow) * pitch;
                    T* outRow = out + (n * rangeRows + ty * stride + phase.y - yRange.begin) * rangeColumns * shape.inChannels;
                    for (Index tx = txBegin; tx < txEnd; tx += Engine::pixels)
                        tiles[count++] = {row + (tx - (phase.kernelColumns - 1) + left) * outputs,
                            outRow + (tx * stride + phase.x - xRange.begin) * shape.inChannels, smaller(Engine::pixels, txEnd - tx)};
                }
                Engine::multiply(typename Engine::template Job<T>{.panel = phase.panel,
                    .bias = bias,
                    .kernelRows = phase.kernelRows,
                    .steps = phase.steps,
                    .rowPitch = pitch,
                    .pixelStep = outputs,
                    .outputs = shape.inChannels,
                    .outStep = stride * shape.inChannels,
                    .tiles = tiles,
                    .tileCount = count});
            }
        }
    };
    onWorkers(workers, body);
}

/// The padded indices along one axis that show one source index: the pixel itself, enlarged, and its mirror images.
struct Images {
    Index at[3 * maximumUpsample] = {};
    Index count = 0;
};

Images imagesOf(const ConvShape& shape, Index source, Index size)
{
    Images images;
    const Index first = shape.padding + source * shape.upsample;
    for (Index i = 0; i < shape.upsample; ++i)
        images.at[images.count++] = first + i;
    if (shape.border == Border::Zero)
        return images;
    const Index last = shape.padding + size * shape.upsample - 1;
    for (Index i = 0; i < shape.upsample; ++i) {
        const Index low = 2 * shape.padding - (first + i);
        if (low >= 0 && low < shape.padding)
            images.at[images.count++] = low;
        const Index high = 2 * last - (first + i);
        if (high > last && high <= last + shape.padding)
            images.at[images.count++] = high;
    }
    return images;
}

/// Sums the padded image's gradient over all places that show the same pixel of x (mirrored or enlarged).
template <typename Engine, typename T>
void fold(const ConvShape& shape, const Workers& workers, const T* padded, T* gradX)
{
    const Index channels = shape.inChannels;
    const Index paddedWidth = shape.paddedWidth();
    auto body = [&](int worker) {
        for (Index u = worker; u < shape.batch * shape.height; u += workers.count) {
            const T* image = padded + u / shape.height * shape.paddedHeight() * paddedWidth * channels;
            const Images rows = imagesOf(shape, u % shape.height, shape.height);
            T* to = gradX + u * shape.width * channels;
            for (Index x = 0; x < shape.width; ++x, to += channels) {
                const Images columns = imagesOf(shape, x, shape.width);
                for (Index c = 0; c < channels; c += lane) {
                    const Lanes mask = firstLanes(channels - c);
                    Vector sum = zeros();
                    for (Index r = 0; r < rows.count; ++r)
                        for (Index k = 0; k < columns.count; ++k)
                            sum += Engine::read(image + (rows.at[r] * paddedWidth + columns.at[k]) * channels + c, mask);
                    Engine::write(to + c, mask, sum);
                }
            }
        }
    };
    onWorkers(workers, body);
}

template <typename Engine, typename G, typename T>
void backwardDataPass(
    const ConvShape& shape, const Workers& workers, const G* gradY, const float* weight, const WeightStrides& strides, T* gradX)
{
    if (shape.border == Border::Zero && shape.upsample == 1) {
        paddedGradient<Engine>(shape, workers, gradY, weight, strides, nullptr, {shape.padding, shape.padding + shape.height},
            {shape.padding, shape.padding + shape.width}, gradX);
        return;
    }
    T* padded = t_padded.get<T>(shape.batch * shape.paddedHeight() * shape.paddedWidth() * shape.inChannels);
    paddedGradient<Engine>(shape, workers, gradY, weight, strides, nullptr, {0, shape.paddedHeight()}, {0, shape.paddedWidth()}, padded);
    fold<Engine>(shape, workers, padded, gradX);
}

} // namespace
} // namespace sonosketch::kernels
