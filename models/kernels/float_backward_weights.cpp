// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/kernel_detail.h"
#include "models/kernels/kernel_table.h"

// The gradient of the weights: for each kernel position a product (channels x pixels) * (pixels x outputs). 13 channels and 32 outputs (on
// AVX2 6 and 16) stay in registers while the pixels of a row go by. Rows are packed into blocks of that many, so that what the kernel positions share stays
// in the first-level cache. Each worker adds the rows of its bands to sums of its own; these are added in worker order at the end.
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_sums;
thread_local Scratch t_rows;
thread_local Scratch t_gradient;
thread_local Scratch t_columns;

constexpr Index channelBlock = sumRows;
constexpr Index outputBlock = 2 * lane;
constexpr Index bandNumbers = Index{128} * 1024; ///< packed input per band, for the second-level cache
/// Up to this many outputs the roles change: the numbers of a window lie in the registers' lanes instead of outputs, most of which would not exist.
constexpr Index fewOutputs = 4;
constexpr Index runBlock = 14; ///< registers of window numbers then

struct Layout {
    Index channelBlocks = 0, outputBlocks = 0;
    Index rowPitch = 0;      ///< packed numbers of a padded row
    Index gradientPitch = 0; ///< packed numbers of a row of gradients
    Index weights = 0;       ///< a worker's sums; their order is the matter of multiplyBand() and collect()
    Index all = 0;           ///< and the bias
};

/// Padded rows [firstRow, firstRow + rows) as [row][block of channels][pixel][channel].
void packBlocks(
    const ConvShape& shape, const Layout& layout, const float* image, const Index* columns, Index firstRow, Index rows, float* to)
{
    const Index width = shape.paddedWidth();
    for (Index r = 0; r < rows; ++r, to += layout.rowPitch) {
        const Index sourceRow = sourceIndex(shape, firstRow + r, shape.height);
        if (sourceRow < 0) {
            std::memset(to, 0, static_cast<std::size_t>(layout.rowPitch) * sizeof(float));
            continue;
        }
        const float* from = image + sourceRow * shape.width * shape.inChannels;
        float* out = to;
        for (Index c = 0; c < shape.inChannels; c += channelBlock) {
            const Lanes mask = firstLanes(smaller(channelBlock, shape.inChannels - c));
            for (Index x = 0; x < width; ++x, out += channelBlock) {
                const Vector v = columns[x] < 0 ? zeros() : load(from + columns[x] * shape.inChannels + c, mask);
                store(out, v); // some numbers too many, which the next pixel overwrites
            }
        }
    }
}

/// Rows of the gradient of y as [row][block of outputs][pixel][output]; adds them up for the bias.
void packGradient(const ConvShape& shape, const Layout& layout, const float* from, Index rows, float* to, float* bias)
{
    const Index width = shape.outWidth();
    for (Index r = 0; r < rows; ++r, from += width * shape.outChannels, to += layout.gradientPitch) {
        float* out = to;
        for (Index o = 0; o < shape.outChannels; o += outputBlock) {
            const Lanes low = firstLanes(shape.outChannels - o), high = firstLanes(shape.outChannels - o - lane);
            Vector sumLow = zeros(), sumHigh = zeros();
            for (Index p = 0; p < width; ++p, out += outputBlock) {
                const Vector a = load(from + p * shape.outChannels + o, low);
                const Vector b = load(from + p * shape.outChannels + o + lane, high);
                store(out, a);
                store(out + lane, b);
                sumLow += a;
                sumHigh += b;
            }
            store(bias + o, load(bias + o) + sumLow);
            store(bias + o + lane, load(bias + o + lane) + sumHigh);
        }
    }
}

/// sums[channelBlock][outputBlock] += x[pixels][channelBlock]^T * gradient[pixels][outputBlock]
template <int NT>
inline void multiplyRow(const float* x, Index pixelStep, const float* gradient, Index pixels, float* sums)
{
    Vector sum[channelBlock][NT];
    for (Index m = 0; m < channelBlock; ++m)
        for (int t = 0; t < NT; ++t)
            sum[m][t] = load(sums + m * outputBlock + t * lane);
    for (Index p = 0; p < pixels; ++p, x += pixelStep, gradient += outputBlock) {
        Vector b[NT];
        for (int t = 0; t < NT; ++t)
            b[t] = load(gradient + t * lane);
#pragma GCC unroll 13
        for (Index m = 0; m < channelBlock; ++m) {
            const Vector a = all(x[m]);
            for (int t = 0; t < NT; ++t)
                sum[m][t] = multiplyAdd(a, b[t], sum[m][t]);
        }
    }
    for (Index m = 0; m < channelBlock; ++m)
        for (int t = 0; t < NT; ++t)
            store(sums + m * outputBlock + t * lane, sum[m][t]);
}

/// Sums as [block of outputs][block of channels][kernel position][channel][output].
void multiplyBand(const ConvShape& shape, const Layout& layout, const float* rows, const float* gradient, Index rowCount, float* sums)
{
    const Index width = shape.paddedWidth();
    for (Index r = 0; r < rowCount; ++r) {
        float* to = sums;
        for (Index ob = 0; ob < layout.outputBlocks; ++ob) {
            const float* g = gradient + r * layout.gradientPitch + ob * shape.outWidth() * outputBlock;
            const bool wide = shape.outChannels - ob * outputBlock > lane;
            for (Index cb = 0; cb < layout.channelBlocks; ++cb) {
                for (Index ky = 0; ky < shape.kernelHeight; ++ky) {
                    const float* x = rows + (r * shape.stride + ky) * layout.rowPitch + cb * width * channelBlock;
                    for (Index kx = 0; kx < shape.kernelWidth; ++kx, to += channelBlock * outputBlock) {
                        if (wide)
                            multiplyRow<2>(x + kx * channelBlock, shape.stride * channelBlock, g, shape.outWidth(), to);
                        else
                            multiplyRow<1>(x + kx * channelBlock, shape.stride * channelBlock, g, shape.outWidth(), to);
                    }
                }
            }
        }
    }
}

/// Adds the workers' sums of a register of outputs for the channels of a block at one kernel position, and writes them to the weight's places.
void writeSquare(const ConvShape& shape, const Layout& layout, const float* from, Index busy, Index firstChannel, Index firstOutput,
    float* to, const WeightStrides& strides)
{
    const Index channels = smaller(channelBlock, shape.inChannels - firstChannel);
    const Index outputs = smaller(lane, shape.outChannels - firstOutput);
    Vector rows[lane];
    for (Index c = 0; c < lane; ++c) {
        Vector sum = zeros();
        for (Index w = 0; w < busy && c < channels; ++w)
            sum += load(from + w * layout.all + c * outputBlock);
        rows[c] = sum;
    }
    transposeSquare(rows);
    to += firstChannel * strides.in + firstOutput * strides.out;
    for (Index o = 0; o < outputs; ++o, to += strides.out) {
        const Vector row = rows[o];
        if (strides.in == 1) {
            store(to, firstLanes(channels), row);
            continue;
        }
        alignas(64) float numbers[lane];
        store(numbers, row);
        for (Index c = 0; c < channels; ++c)
            to[c * strides.in] = numbers[c];
    }
}

void writeWeights(const ConvShape& shape, const Workers& workers, const Layout& layout, const float* allSums, Index busy, float* gradWeight,
    const WeightStrides& strides)
{
    const Index positions = shape.kernelHeight * shape.kernelWidth;
    auto collect = [&](int worker) {
        for (Index u = worker; u < layout.outputBlocks * layout.channelBlocks * positions; u += workers.count) {
            const Index position = u % positions;
            const Index channel = u / positions % layout.channelBlocks * channelBlock;
            const Index output = u / positions / layout.channelBlocks * outputBlock;
            float* to = gradWeight + position / shape.kernelWidth * strides.row + position % shape.kernelWidth * strides.column;
            const float* from = allSums + u * channelBlock * outputBlock;
            writeSquare(shape, layout, from, busy, channel, output, to, strides);
            if (shape.outChannels - output > lane)
                writeSquare(shape, layout, from + lane, busy, channel, output + lane, to, strides);
        }
    };
    onWorkers(workers, collect);
}

/// sums[numbers of a window] += gradient of one output * window, over the pixels of a row.
void multiplyWindowsOfRow(const float* x, Index pixelStep, const float* gradient, Index pixels, Index numbers, float* sums)
{
    for (Index k = 0; k < numbers; k += runBlock * lane) {
        Vector sum[runBlock];
        for (Index m = 0; m < runBlock; ++m)
            sum[m] = load(sums + k + m * lane, firstLanes(numbers - k - m * lane));
        const float* window = x + k;
        for (Index p = 0; p < pixels; ++p, window += pixelStep) {
            const Vector g = all(gradient[p * outputBlock]);
#pragma GCC unroll 14
            for (Index m = 0; m < runBlock; ++m)
                sum[m] = multiplyAdd(g, load(window + m * lane), sum[m]); // what lies beyond the run is dropped
        }
        for (Index m = 0; m < runBlock; ++m)
            store(sums + k + m * lane, firstLanes(numbers - k - m * lane), sum[m]);
    }
}

/// Padded rows as they are: [row][pixel][channel].
void packPlain(
    const ConvShape& shape, const Layout& layout, const float* image, const Index* columns, Index firstRow, Index rows, float* to)
{
    for (Index r = 0; r < rows; ++r, to += layout.rowPitch) {
        const Index sourceRow = sourceIndex(shape, firstRow + r, shape.height);
        for (Index x = 0; x < shape.paddedWidth(); ++x) {
            float* pixel = to + x * shape.inChannels;
            if (sourceRow < 0 || columns[x] < 0)
                std::memset(pixel, 0, static_cast<std::size_t>(shape.inChannels) * sizeof(float));
            else
                std::memcpy(pixel, image + (sourceRow * shape.width + columns[x]) * shape.inChannels,
                    static_cast<std::size_t>(shape.inChannels) * sizeof(float));
        }
    }
}

/// Sums as [output][kernel row][run].
void multiplyFewBand(const ConvShape& shape, const Layout& layout, const float* rows, const float* gradient, Index rowCount, float* sums)
{
    const Index run = shape.kernelWidth * shape.inChannels;
    for (Index r = 0; r < rowCount; ++r)
        for (Index o = 0; o < shape.outChannels; ++o)
            for (Index ky = 0; ky < shape.kernelHeight; ++ky)
                multiplyWindowsOfRow(rows + (r * shape.stride + ky) * layout.rowPitch, shape.stride * shape.inChannels,
                    gradient + r * layout.gradientPitch + o, shape.outWidth(), run, sums + (o * shape.kernelHeight + ky) * run);
}

void writeFewWeights(
    const ConvShape& shape, const Layout& layout, const float* allSums, Index busy, float* gradWeight, const WeightStrides& strides)
{
    const float* from = allSums;
    for (Index o = 0; o < shape.outChannels; ++o)
        for (Index ky = 0; ky < shape.kernelHeight; ++ky)
            for (Index kx = 0; kx < shape.kernelWidth; ++kx)
                for (Index c = 0; c < shape.inChannels; ++c, ++from) {
                    float sum = 0;
                    for (Index w = 0; w < busy; ++w)
                        sum += from[w * layout.all];
                    gradWeight[o * strides.out + ky * strides.row + kx * strides.column + c * strides.in] = sum;
                }
}

} // namespace
} // namespace sonosketch::kernels

namespace sonosketch::kernels::SONOSKETCH_ISA {

void floatConvBackwardWeights(
    const ConvShape& shape, Workers workers, const float* x, const float* gradY, float* gradWeight, WeightStrides strides, float* gradBias)
{
    const bool few = shape.outChannels <= fewOutputs;
    Layout layout;
    layout.channelBlocks = ceilDiv(shape.inChannels, channelBlock);
    layout.outputBlocks = ceilDiv(shape.outChannels, outputBlock);
    layout.rowPitch = few ? shape.paddedWidth() * shape.inChannels : layout.channelBlocks * shape.paddedWidth() * channelBlock;
    layout.gradientPitch = layout.outputBlocks * shape.outWidth() * outputBlock;
    const Index positions = shape.kernelHeight * shape.kernelWidth;
    layout.weights = roundUp(few ? shape.outChannels * positions * shape.inChannels
                                 : layout.outputBlocks * layout.channelBlocks * positions * channelBlock * outputBlock,
        lane);
    layout.all = layout.weights + layout.outputBlocks * outputBlock;
    const Index perRow = shape.stride * layout.rowPitch + layout.gradientPitch;
    const Bands bands = cutBands(shape.batch, shape.outHeight(), larger(1, bandNumbers / perRow), workers.count);
    const Index busy = smaller(workers.count, bands.count);
    float* allSums = t_sums.get<float>(busy * layout.all);
    auto body = [&](int worker) {
        if (worker >= busy)
            return;
        float* sums = allSums + worker * layout.all;
        std::memset(sums, 0, static_cast<std::size_t>(layout.all) * sizeof(float));
        const Index packed = (bands.rows - 1) * shape.stride + shape.kernelHeight;
        // Windows at the end of the last row are read beyond it, by less than a block.
        const Index slack = runBlock * lane + shape.kernelWidth * larger(channelBlock, shape.inChannels);
        float* rows = t_rows.get<float>(packed * layout.rowPitch + slack);
        float* gradient = t_gradient.get<float>(bands.rows * layout.gradientPitch);
        auto* columns = t_columns.get<Index>(shape.paddedWidth());
        for (Index i = 0; i < shape.paddedWidth(); ++i)
            columns[i] = sourceIndex(shape, i, shape.width);
        for (Index band = worker; band < bands.count; band += busy) {
            const Index n = band / bands.perImage;
            const Index first = band % bands.perImage * bands.rows;
            const Index count = smaller(bands.rows, shape.outHeight() - first);
            const Index needed = (count - 1) * shape.stride + shape.kernelHeight;
            const float* image = x + n * shape.height * shape.width * shape.inChannels;
            const float* ofY = gradY + (n * shape.outHeight() + first) * shape.outWidth() * shape.outChannels;
            packGradient(shape, layout, ofY, count, gradient, sums + layout.weights);
            if (few) {
                packPlain(shape, layout, image, columns, first * shape.stride, needed, rows);
                multiplyFewBand(shape, layout, rows, gradient, count, sums);
            } else {
                packBlocks(shape, layout, image, columns, first * shape.stride, needed, rows);
                multiplyBand(shape, layout, rows, gradient, count, sums);
            }
        }
    };
    onWorkers(workers, body);
    if (few)
        writeFewWeights(shape, layout, allSums, busy, gradWeight, strides);
    else
        writeWeights(shape, workers, layout, allSums, busy, gradWeight, strides);
    if (gradBias == nullptr)
        return;
    for (Index o = 0; o < shape.outChannels; ++o) {
        gradBias[o] = 0;
        for (Index w = 0; w < busy; ++w)
            gradBias[o] += allSums[w * layout.all + layout.weights + o];
    }
}

} // namespace sonosketch::kernels::SONOSKETCH_ISA
