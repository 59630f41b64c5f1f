// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_windows.h"

#include <atomic>

// The gradient of x. With stride s the padded rows y = s * t + p of each phase p see only the kernel rows p, p + s, ..., so each
// of the s * s phases is a small convolution of stride 1 over the gradient of y, with flipped and transposed weights.
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_panel;
thread_local Scratch t_rows;
thread_local Scratch t_tiles;
thread_local Scratch t_padded;

struct Phase {
    Index y = 0;
    Index x = 0;
    Index kernelRows = 0;
    Index kernelColumns = 0;
    Index steps = 0;
    Half* panel = nullptr;
};

constexpr Index maximumStride = 4;
constexpr Index maximumUpsample = 8;

/// The range of padded coordinates whose gradient is wanted along one axis.
struct Range {
    Index begin = 0;
    Index end = 0;
};

void packTile(const ConvShape& shape, const float* weight, const WeightStrides& strides, const Phase& phase, Index firstInput, Index jy,
    Index step, Half* to)
{
    const Index ky = phase.y + shape.stride * (phase.kernelRows - 1 - jy);
    const __mmask16 mask = firstLanes(shape.inChannels - firstInput);
    const Index run = phase.kernelColumns * shape.outChannels;
    const auto load = [&](Index k) {
        if (k >= run)
            return _mm256_setzero_si256();
        const Index kx = phase.x + shape.stride * (phase.kernelColumns - 1 - k / shape.outChannels);
        const float* from = weight + k % shape.outChannels * strides.out + ky * strides.row + kx * strides.column + firstInput * strides.in;
        if (strides.in == 1)
            return loadHalves(from, mask);
        alignas(64) float gathered[lane] = {};
        for (Index i = 0; i < smaller(lane, shape.inChannels - firstInput); ++i)
            gathered[i] = from[i * strides.in];
        return loadHalves(gathered, 0xFFFF);
    };
    for (Index r = 0; r < lane; ++r)
        _mm512_store_si512(to + r * 32, interleave(load(step * 32 + 2 * r), load(step * 32 + 2 * r + 1)));
}

void packWeights(const ConvShape& shape, const Workers& workers, const float* weight, const WeightStrides& strides, const Phase& phase)
{
    const Index blocks = ceilDiv(shape.inChannels, 2 * lane);
    const Index units = blocks * phase.kernelRows;
    auto body = [&](int worker) {
        for (Index u = worker; u < units; u += workers.count) {
            const Index block = u / phase.kernelRows;
            const Index jy = u % phase.kernelRows;
            const Index wide = shape.inChannels - block * 2 * lane > lane ? 2 : 1;
            Half* to = phase.panel + block * phase.kernelRows * phase.steps * 2 * tileElements + jy * phase.steps * wide * tileElements;
            for (Index s = 0; s < phase.steps; ++s)
                for (Index t = 0; t < wide; ++t, to += tileElements)
                    packTile(shape, weight, strides, phase, (block * 2 + t) * lane, jy, s, to);
        }
    };
    onWorkers(workers, body);
}

/// Rows [firstRow, firstRow + rows) of the gradient of y with `left` zero pixels in front; rows outside the image are zero.
template <typename G>
void packRows(const ConvShape& shape, const G* image, Index firstRow, Index rows, Index left, Index pitch, Half* to)
{
    const Index channels = shape.outChannels;
    const Index width = shape.outWidth();
    for (Index r = 0; r < rows; ++r, to += pitch) {
        const Index row = firstRow + r;
        if (row < 0 || row >= shape.outHeight()) {
            zeroHalves(to, pitch);
            continue;
        }
        zeroHalves(to, left * channels);
        copyHalves(to + left * channels, image + row * width * channels, width * channels);
        zeroHalves(to + (left + width) * channels, pitch - (left + width) * channels);
    }
}

Index floorDiv(Index a, Index b)
{
    return a >= 0 ? a / b : -ceilDiv(-a, b);
}

/// Writes the gradient of the padded image, rows and columns in the given ranges, densely to `out`.
template <typename G, typename T>
void paddedGradient(const ConvShape& shape, const Workers& workers, const G* gradY, const float* weight, const WeightStrides& strides,
    Range yRange, Range xRange, T* out)
{
    const Index stride = shape.stride;
    const Index outputs = shape.outChannels;
    Phase phases[maximumStride * maximumStride];
    Index phaseCount = 0;
    Index panelSize = 0;
    for (Index py = 0; py < stride; ++py) {
        for (Index px = 0; px < stride; ++px) {
            Phase phase{.y = py, .x = px};
            phase.kernelRows = ceilDiv(larger(0, shape.kernelHeight - py), stride);
            phase.kernelColumns = ceilDiv(larger(0, shape.kernelWidth - px), stride);
            phase.steps = ceilDiv(phase.kernelColumns * outputs, 32);
            if (phase.kernelRows > 0 && phase.kernelColumns > 0) {
                phases[phaseCount++] = phase;
                panelSize += panelElements(shape.inChannels, phase.kernelRows, phase.steps);
            }
        }
    }
    Half* panel = t_panel.get<Half>(panelSize);
    for (Index p = 0; p < phaseCount; ++p) {
        phases[p].panel = panel;
        panel += panelElements(shape.inChannels, phases[p].kernelRows, phases[p].steps);
        packWeights(shape, workers, weight, strides, phases[p]);
    }
    const Index rangeRows = yRange.end - yRange.begin;
    const Index rangeColumns = xRange.end - xRange.begin;
    if (phaseCount < stride * stride)
        std::memset(
            static_cast<void*>(out), 0, static_cast<std::size_t>(shape.batch * rangeRows * rangeColumns * shape.inChannels) * sizeof(T));

    const Index left = (shape.kernelWidth - 1) / stride;
    const Index top = (shape.kernelHeight - 1) / stride;
    const Index pitch = packedPitch(left + larger((shape.paddedWidth() - 1) / stride + 1, shape.outWidth()), outputs);
    const Index slack = packedSlack(outputs);
    const Index maximum = larger(1, cacheBudget / pitch - top) * stride;
    Bands bands = cutBands(shape.batch, rangeRows, maximum, workers.count);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        const TileScope scope;
        Half* rows = t_rows.get<Half>((bands.rows / stride + top + 2) * pitch + slack);
        auto* tiles = t_tiles.get<OutTile<T>>((bands.rows / stride + 1) * (rangeColumns / stride / lane + 2));
        for (Index band = next++; band < bands.count; band = next++) {
            const Index n = band / bands.perImage;
            const Index yBegin = yRange.begin + band % bands.perImage * bands.rows;
            const Index yEnd = smaller(yBegin + bands.rows, yRange.end);
            const Index firstRow = yBegin / stride - top;
            const Index needed = (yEnd - 1) / stride - firstRow + 1;
            packRows(shape, gradY + n * shape.outHeight() * shape.outWidth() * outputs, firstRow, needed, left, pitch, rows);
            zeroHalves(rows + needed * pitch, slack);
            for (Index p = 0; p < phaseCount; ++p) {
                const Phase& phase = phases[p];
                const Index tyBegin = ceilDiv(larger(0, yBegin - phase.y), stride);
                const Index tyEnd = floorDiv(yEnd - 1 - phase.y, stride) + 1;
                const Index txBegin = ceilDiv(larger(0, xRange.begin - phase.x), stride);
                const Index txEnd = floorDiv(xRange.end - 1 - phase.x, stride) + 1;
                Index count = 0;
                for (Index ty = tyBegin; ty < tyEnd; ++ty) {
                    const Half* row = rows + (ty - (phase.kernelRows - 1) - firstRow) * pitch;
                    T* outRow = out + (n * rangeRows + ty * stride + phase.y - yRange.begin) * rangeColumns * shape.inChannels;
                    for (Index tx = txBegin; tx < txEnd; tx += lane)
                        tiles[count++] = {row + (tx - (phase.kernelColumns - 1) + left) * outputs,
                            outRow + (tx * stride + phase.x - xRange.begin) * shape.inChannels, smaller(lane, txEnd - tx)};
                }
                multiplyWindows(WindowJob<T>{.panel = phase.panel,
                    .bias = nullptr,
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

inline __m512 loadFloats(const Half* p, __mmask16 mask)
{
    return toFloat(loadHalves(p, mask));
}
inline __m512 loadFloats(const float* p, __mmask16 mask)
{
    return _mm512_maskz_loadu_ps(mask, p);
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
template <typename T>
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
                    const __mmask16 mask = firstLanes(channels - c);
                    __m512 sum = _mm512_setzero_ps();
                    for (Index r = 0; r < rows.count; ++r)
                        for (Index k = 0; k < columns.count; ++k)
                            sum = _mm512_add_ps(sum, loadFloats(image + (rows.at[r] * paddedWidth + columns.at[k]) * channels + c, mask));
                    storeFloats(to + c, mask, sum);
                }
            }
        }
    };
    onWorkers(workers, body);
}

template <typename G, typename T>
void backwardData(
    const ConvShape& shape, const Workers& workers, const G* gradY, const float* weight, const WeightStrides& strides, T* gradX)
{
    if (shape.border == Border::Zero && shape.upsample == 1) {
        paddedGradient(shape, workers, gradY, weight, strides, {shape.padding, shape.padding + shape.height},
            {shape.padding, shape.padding + shape.width}, gradX);
        return;
    }
    T* padded = t_padded.get<T>(shape.batch * shape.paddedHeight() * shape.paddedWidth() * shape.inChannels);
    paddedGradient(shape, workers, gradY, weight, strides, {0, shape.paddedHeight()}, {0, shape.paddedWidth()}, padded);
    fold(shape, workers, padded, gradX);
}

} // namespace

void convBackwardData(const ConvShape& shape, Workers workers, const void* gradY, Scalar gradYType, const float* weight,
    WeightStrides strides, void* gradX, Scalar gradXType)
{
    const auto run = [&](const auto* from) {
        if (gradXType == Scalar::BFloat16)
            backwardData(shape, workers, from, weight, strides, static_cast<Half*>(gradX));
        else
            backwardData(shape, workers, from, weight, strides, static_cast<float*>(gradX));
    };
    if (gradYType == Scalar::BFloat16)
        run(static_cast<const Half*>(gradY));
    else
        run(static_cast<const float*>(gradY));
}

} // namespace sonosketch::kernels
