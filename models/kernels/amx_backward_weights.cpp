// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_windows.h"

// The gradient of the weights: for each kernel position a product (channels x pixels) * (pixels x outputs). Each band of rows is
// packed once into whole tiles; every worker adds its bands to sums of its own, and the sums are added in worker order at the end.
//
// The order of the pixels in the sum is free, and is chosen so that no tile straddles another: with T tiles of 32 pixels in a row,
// tile t holds the pixels t, t + T, t + 2T, ... A kernel column further to the right then is simply the next tile, and a few more
// tiles at the end hold what lies beyond. With stride 2, even and odd columns are kept apart.
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_planes;
thread_local Scratch t_pairs;
thread_local Scratch t_columns;
thread_local Scratch t_sums;

constexpr Index sumTile = 256; // floats in a tile of sums: 16 channels of x by 16 outputs

struct Layout {
    Index channelTiles = 0;
    Index outputTiles = 0;
    Index pixelBlocks = 0; ///< runs of 32 output pixels in a row
    Index planeTiles = 0;  ///< the same for x and one phase of its columns, with those beyond
    Index sums = 0;        ///< floats of one worker's sums, without the bias
    Index biasSums = 0;

    Index planeRow(const ConvShape& shape) const { return shape.stride * channelTiles * planeTiles * tileElements; }
    Index pairRow() const { return outputTiles * pixelBlocks * tileElements; }
};

Layout layoutOf(const ConvShape& shape)
{
    Layout layout;
    layout.channelTiles = ceilDiv(shape.inChannels, lane);
    layout.outputTiles = ceilDiv(shape.outChannels, lane);
    layout.pixelBlocks = ceilDiv(shape.outWidth(), 32);
    layout.planeTiles = layout.pixelBlocks + (shape.kernelWidth - 1) / shape.stride;
    layout.sums = shape.kernelHeight * shape.kernelWidth * layout.channelTiles * layout.outputTiles * sumTile;
    layout.biasSums = layout.outputTiles * lane;
    return layout;
}

/// Padded rows [firstRow, firstRow + rows): [row][phase][channel tile][pixel tile][channel][pixel].
template <typename X>
void packPlanes(const ConvShape& shape, const Layout& layout, const X* image, const Index* columns, Index firstRow, Index rows, Half* to)
{
    const Index channels = shape.inChannels;
    const Index spread = layout.pixelBlocks;
    for (Index r = 0; r < rows; ++r, to += layout.planeRow(shape)) {
        const Index sourceRow = sourceIndex(shape, firstRow + r, shape.height);
        if (sourceRow < 0) {
            zeroHalves(to, layout.planeRow(shape));
            continue;
        }
        const X* from = image + sourceRow * shape.width * channels;
        for (Index phase = 0; phase < shape.stride; ++phase) {
            for (Index tile = 0; tile < layout.channelTiles; ++tile) {
                const __mmask16 mask = firstLanes(channels - tile * lane);
                Half* plane = to + (phase * layout.channelTiles + tile) * layout.planeTiles * tileElements;
                const auto load = [&](Index j) {
                    const Index source = columns[j * shape.stride + phase];
                    return source < 0 ? _mm256_setzero_si256() : loadHalves(from + source * channels + tile * lane, mask);
                };
                for (Index t = 0; t < layout.planeTiles; ++t, plane += tileElements) {
                    __m512i block[16];
                    for (Index i = 0; i < lane; ++i)
                        block[i] = interleave(load(t + 2 * i * spread), load(t + (2 * i + 1) * spread));
                    transposeSquare(block);
                    for (Index i = 0; i < lane; ++i)
                        _mm512_store_si512(plane + i * 32, block[i]);
                }
            }
        }
    }
}

/// Rows of the gradient of y: [row][output tile][pixel tile][pair][output][2]; adds them up for the bias.
template <typename G>
void packPairs(const ConvShape& shape, const Layout& layout, const G* from, Index rows, Half* to, float* bias)
{
    const Index outputs = shape.outChannels;
    const Index width = shape.outWidth();
    const Index spread = layout.pixelBlocks;
    for (Index r = 0; r < rows; ++r, from += width * outputs) {
        for (Index tile = 0; tile < layout.outputTiles; ++tile) {
            const __mmask16 mask = firstLanes(outputs - tile * lane);
            __m512 sum = _mm512_setzero_ps();
            const auto load = [&](Index pixel) {
                return pixel < width ? loadHalves(from + pixel * outputs + tile * lane, mask) : _mm256_setzero_si256();
            };
            for (Index t = 0; t < spread; ++t) {
                for (Index i = 0; i < lane; ++i, to += 32) {
                    const __m256i a = load(t + 2 * i * spread);
                    const __m256i b = load(t + (2 * i + 1) * spread);
                    _mm512_store_si512(to, interleave(a, b));
                    sum = _mm512_add_ps(sum, _mm512_add_ps(toFloat(a), toFloat(b)));
                }
            }
            _mm512_storeu_ps(bias + tile * lane, _mm512_add_ps(_mm512_loadu_ps(bias + tile * lane), sum));
        }
    }
}

struct Product {
    const Half* planes = nullptr;
    Index planeRow = 0; ///< numbers from one output row's planes to the next
    Index planeTiles = 0;
    const Half* pairs = nullptr;
    Index pairRow = 0;
    Index pixelBlocks = 0;
    Index rows = 0;
    bool first = false; ///< the sums hold nothing yet
};

template <int MT, int NT>
void multiply(const Product& p, float* sums, Index sumRow)
{
    if (p.first) {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
    } else {
        _tile_loadd(0, sums, 64);
        if constexpr (NT == 2)
            _tile_loadd(1, sums + sumTile, 64);
        if constexpr (MT == 2)
            _tile_loadd(2, sums + sumRow, 64);
        if constexpr (MT == 2 && NT == 2)
            _tile_loadd(3, sums + sumRow + sumTile, 64);
    }
    for (Index r = 0; r < p.rows; ++r) {
        const Half* a0 = p.planes + r * p.planeRow;
        const Half* a1 = a0 + p.planeTiles * tileElements;
        const Half* b0 = p.pairs + r * p.pairRow;
        const Half* b1 = b0 + p.pixelBlocks * tileElements;
        for (Index x = 0; x < p.pixelBlocks; ++x) {
            _tile_loadd(6, b0 + x * tileElements, 64);
            _tile_loadd(4, a0 + x * tileElements, 64);
            _tile_dpbf16ps(0, 4, 6);
            if constexpr (NT == 2) {
                _tile_loadd(7, b1 + x * tileElements, 64);
                _tile_dpbf16ps(1, 4, 7);
            }
            if constexpr (MT == 2) {
                _tile_loadd(5, a1 + x * tileElements, 64);
                _tile_dpbf16ps(2, 5, 6);
                if constexpr (NT == 2)
                    _tile_dpbf16ps(3, 5, 7);
            }
        }
    }
    _tile_stored(0, sums, 64);
    if constexpr (NT == 2)
        _tile_stored(1, sums + sumTile, 64);
    if constexpr (MT == 2)
        _tile_stored(2, sums + sumRow, 64);
    if constexpr (MT == 2 && NT == 2)
        _tile_stored(3, sums + sumRow + sumTile, 64);
}

void multiplyBand(const ConvShape& shape, const Layout& layout, const Half* planes, const Half* pairs, Index rows, bool first, float* sums)
{
    memoryFence();
    const Index inputRow = layout.planeRow(shape);
    const Index sumRow = layout.outputTiles * sumTile;
    for (Index ct = 0; ct < layout.channelTiles; ct += 2) {
        const bool tall = ct + 1 < layout.channelTiles;
        for (Index ot = 0; ot < layout.outputTiles; ot += 2) {
            const bool wide = ot + 1 < layout.outputTiles;
            for (Index ky = 0; ky < shape.kernelHeight; ++ky) {
                for (Index kx = 0; kx < shape.kernelWidth; ++kx) {
                    const Half* from = planes + ky * inputRow
                        + ((kx % shape.stride * layout.channelTiles + ct) * layout.planeTiles + kx / shape.stride) * tileElements;
                    const Product product{.planes = from,
                        .planeRow = shape.stride * inputRow,
                        .planeTiles = layout.planeTiles,
                        .pairs = pairs + ot * layout.pixelBlocks * tileElements,
                        .pairRow = layout.pairRow(),
                        .pixelBlocks = layout.pixelBlocks,
                        .rows = rows,
                        .first = first};
                    float* to = sums + ((ky * shape.kernelWidth + kx) * layout.channelTiles + ct) * sumRow + ot * sumTile;
                    if (tall && wide)
                        multiply<2, 2>(product, to, sumRow);
                    else if (tall)
                        multiply<2, 1>(product, to, sumRow);
                    else if (wide)
                        multiply<1, 2>(product, to, sumRow);
                    else
                        multiply<1, 1>(product, to, sumRow);
                }
            }
        }
    }
    memoryFence();
}

/// Adds the workers' sums of one tile and writes it to the weight's place.
void writeTile(const ConvShape& shape, const WeightStrides& strides, const float* sums, Index workerPitch, Index workers, Index firstInput,
    Index firstOutput, float* to)
{
    __m512 rows[16];
    for (Index i = 0; i < lane; ++i) {
        rows[i] = _mm512_load_ps(sums + i * lane);
        for (Index w = 1; w < workers; ++w)
            rows[i] = _mm512_add_ps(rows[i], _mm512_load_ps(sums + w * workerPitch + i * lane));
    }
    const Index outputs = smaller(lane, shape.outChannels - firstOutput);
    const Index inputs = smaller(lane, shape.inChannels - firstInput);
    to += firstInput * strides.in + firstOutput * strides.out;
    if (strides.in == 1) {
        __m512i bits[16];
        for (Index i = 0; i < lane; ++i)
            bits[i] = _mm512_castps_si512(rows[i]);
        transposeSquare(bits);
        for (Index o = 0; o < outputs; ++o)
            _mm512_mask_storeu_ps(to + o * strides.out, firstLanes(inputs), _mm512_castsi512_ps(bits[o]));
        return;
    }
    for (Index c = 0; c < inputs; ++c) {
        alignas(64) float row[lane];
        _mm512_store_ps(row, rows[c]);
        for (Index o = 0; o < outputs; ++o)
            to[o * strides.out + c * strides.in] = row[o];
    }
}

template <typename X, typename G>
void backwardWeights(const ConvShape& shape, const Workers& workers, const X* x, const G* gradY, float* gradWeight,
    const WeightStrides& strides, float* gradBias)
{
    const Layout layout = layoutOf(shape);
    const Index outHeight = shape.outHeight();
    const Index outWidth = shape.outWidth();
    const Index perRow = shape.stride * layout.planeRow(shape) + layout.pairRow();
    const Bands bands = cutBands(shape.batch, outHeight, larger(1, Index{400} * 1024 / perRow), workers.count);
    const Index busy = smaller(workers.count, bands.count);
    const Index workerPitch = layout.sums + layout.biasSums;
    float* allSums = t_sums.get<float>(busy * workerPitch);

    auto body = [&](int worker) {
        if (worker >= busy)
            return;
        const TileScope scope;
        float* sums = allSums + worker * workerPitch;
        float* bias = sums + layout.sums;
        std::memset(static_cast<void*>(bias), 0, static_cast<std::size_t>(layout.biasSums) * sizeof(float));
        Half* planes = t_planes.get<Half>(((bands.rows - 1) * shape.stride + shape.kernelHeight) * layout.planeRow(shape));
        Half* pairs = t_pairs.get<Half>(bands.rows * layout.pairRow());
        const Index columnCount = (layout.planeTiles + 31 * layout.pixelBlocks) * shape.stride;
        auto* columns = t_columns.get<Index>(columnCount);
        for (Index i = 0; i < columnCount; ++i)
            columns[i] = i < shape.paddedWidth() ? sourceIndex(shape, i, shape.width) : -1;
        for (Index band = worker; band < bands.count; band += busy) {
            const Index n = band / bands.perImage;
            const Index firstRow = band % bands.perImage * bands.rows;
            const Index rows = smaller(bands.rows, outHeight - firstRow);
            packPlanes(shape, layout, x + n * shape.height * shape.width * shape.inChannels, columns, firstRow * shape.stride,
                (rows - 1) * shape.stride + shape.kernelHeight, planes);
            packPairs(shape, layout, gradY + (n * outHeight + firstRow) * outWidth * shape.outChannels, rows, pairs, bias);
            multiplyBand(shape, layout, planes, pairs, rows, band == worker, sums);
        }
    };
    onWorkers(workers, body);

    auto collect = [&](int worker) {
        const Index tiles = layout.channelTiles * layout.outputTiles;
        for (Index u = worker; u < shape.kernelHeight * shape.kernelWidth * tiles; u += workers.count) {
            const Index position = u / tiles;
            const Index ct = u % tiles / layout.outputTiles;
            const Index ot = u % layout.outputTiles;
            writeTile(shape, strides, allSums + u * sumTile, workerPitch, busy, ct * lane, ot * lane,
                gradWeight + position / shape.kernelWidth * strides.row + position % shape.kernelWidth * strides.column);
        }
    };
    onWorkers(workers, collect);
    if (gradBias != nullptr) {
        for (Index o = 0; o < shape.outChannels; ++o) {
            gradBias[o] = 0;
            for (Index w = 0; w < busy; ++w)
                gradBias[o] += allSums[w * workerPitch + layout.sums + o];
        }
    }
}

} // namespace

void convBackwardWeights(const ConvShape& shape, Workers workers, const void* x, Scalar xType, const void* gradY, Scalar gradYType,
    float* gradWeight, WeightStrides strides, float* gradBias)
{
    const auto run = [&](const auto* from) {
        if (gradYType == Scalar::BFloat16)
            backwardWeights(shape, workers, from, static_cast<const Half*>(gradY), gradWeight, strides, gradBias);
        else
            backwardWeights(shape, workers, from, static_cast<const float*>(gradY), gradWeight, strides, gradBias);
    };
    if (xType == Scalar::BFloat16)
        run(static_cast<const Half*>(x));
    else
        run(static_cast<const float*>(x));
}

} // namespace sonosketch::kernels
