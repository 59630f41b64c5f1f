// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_windows.h"
#include "models/kernels/frame_conv.h"

#include <atomic>

// F(4x4, 3x3): a 6x6 piece d of the input and a 3x3 kernel g give 4x4 outputs as A'[(G g G') . (B' d B)]A, where the point-wise product, summed over
// the input channels, is 36 matrix products [tiles x in] [in x out].
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_input;
thread_local Scratch t_output;
thread_local Scratch t_tiles;

constexpr Index edge = 4;   ///< of a tile, in output pixels
constexpr Index points = 6; ///< edge of the piece of input
constexpr Index positions = points * points;
/// Tiles worked on together: three register blocks, and with the usual channels both sides of the products fit the second-level cache.
constexpr Index groupTiles = 3 * floatPixels;

/// B' v for six registers.
inline void transformInput(const __m512* v, Index step, __m512* to, Index toStep)
{
    const __m512 two = _mm512_set1_ps(2.0F);
    const __m512 four = _mm512_set1_ps(4.0F);
    const __m512 five = _mm512_set1_ps(5.0F);
    const __m512 d0 = v[0], d1 = v[step], d2 = v[2 * step], d3 = v[3 * step], d4 = v[4 * step], d5 = v[5 * step];
    const __m512 a = _mm512_fnmadd_ps(four, d2, d4); // d4 - 4 d2
    const __m512 b = _mm512_fnmadd_ps(four, d1, d3); // d3 - 4 d1
    const __m512 c = _mm512_sub_ps(d4, d2);
    const __m512 e = _mm512_mul_ps(two, _mm512_sub_ps(d3, d1));
    to[0] = _mm512_fmadd_ps(four, d0, _mm512_fnmadd_ps(five, d2, d4));
    to[toStep] = _mm512_add_ps(a, b);
    to[2 * toStep] = _mm512_sub_ps(a, b);
    to[3 * toStep] = _mm512_add_ps(c, e);
    to[4 * toStep] = _mm512_sub_ps(c, e);
    to[5 * toStep] = _mm512_fmadd_ps(four, d1, _mm512_fnmadd_ps(five, d3, d5));
}

/// A' v: six registers to four.
inline void transformOutput(const __m512* v, Index step, __m512* to, Index toStep)
{
    const __m512 two = _mm512_set1_ps(2.0F);
    const __m512 four = _mm512_set1_ps(4.0F);
    const __m512 eight = _mm512_set1_ps(8.0F);
    const __m512 sum12 = _mm512_add_ps(v[step], v[2 * step]);
    const __m512 sum34 = _mm512_add_ps(v[3 * step], v[4 * step]);
    const __m512 dif12 = _mm512_sub_ps(v[step], v[2 * step]);
    const __m512 dif34 = _mm512_sub_ps(v[3 * step], v[4 * step]);
    to[0] = _mm512_add_ps(v[0], _mm512_add_ps(sum12, sum34));
    to[toStep] = _mm512_fmadd_ps(two, dif34, dif12);
    to[2 * toStep] = _mm512_fmadd_ps(four, sum34, sum12);
    to[3 * toStep] = _mm512_add_ps(v[5 * step], _mm512_fmadd_ps(eight, dif34, dif12));
}

/// The pieces of all channels of one tile into `to` [position][tile][channel]; `from` is the piece's first pixel.
void gatherTile(const float* from, Index pitch, Index channels, float* to, Index positionStep)
{
    for (Index c = 0; c < channels; c += lane) {
        const __mmask16 mask = firstLanes(channels - c);
        __m512 d[positions];
        __m512 half[positions];
        for (Index y = 0; y < points; ++y)
            for (Index x = 0; x < points; ++x)
                d[y * points + x] = _mm512_maskz_loadu_ps(mask, from + y * pitch + x * channels + c);
        for (Index x = 0; x < points; ++x)
            transformInput(d + x, points, half + x, points);
        for (Index y = 0; y < points; ++y)
            transformInput(half + y * points, 1, d + y * points, 1);
        for (Index p = 0; p < positions; ++p)
            _mm512_mask_storeu_ps(to + p * positionStep + c, mask, d[p]);
    }
}

/// The products of one tile, `from` [position][tile][channel], to 4x4 pixels from `to` on.
void scatterTile(const float* from, Index positionStep, const float* bias, Index channels, float slope, float* to, Index pitch)
{
    const __m512 factor = _mm512_set1_ps(slope);
    for (Index c = 0; c < channels; c += lane) {
        const __mmask16 mask = firstLanes(channels - c);
        __m512 m[positions];
        __m512 half[edge * points];
        __m512 out[edge * edge];
        for (Index p = 0; p < positions; ++p)
            m[p] = _mm512_maskz_loadu_ps(mask, from + p * positionStep + c);
        for (Index x = 0; x < points; ++x)
            transformOutput(m + x, points, half + x, points);
        for (Index y = 0; y < edge; ++y)
            transformOutput(half + y * points, 1, out + y * edge, 1);
        const __m512 b = bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, bias + c);
        for (Index y = 0; y < edge; ++y)
            for (Index x = 0; x < edge; ++x) {
                const __m512 v = _mm512_add_ps(out[y * edge + x], b);
                _mm512_mask_storeu_ps(to + y * pitch + x * channels + c, mask, _mm512_max_ps(v, _mm512_mul_ps(v, factor)));
            }
    }
}

Index positionNumbers(const FrameConvSpec& spec)
{
    return ceilDiv(spec.outChannels, 2 * lane) * 2 * lane * spec.inChannels;
}

/// One call's tiles, and the steps from x to y for a group of them.
struct TilePass {
    const FrameConvSpec& spec;
    const float* panel;
    const float* bias;
    const Frame& x;
    const Frame& y;
    Index firstRow, firstColumn; ///< of tiles
    Index columns;

    Index row(Index tile) const { return (firstRow + tile / columns) * edge; }
    Index column(Index tile) const { return (firstColumn + tile % columns) * edge; }

    /// Tile `tile` to place `place` of `input`, [position][place][channel].
    void gather(Index tile, Index place, float* input, Index inStep) const
    {
        gatherTile(x.at(row(tile) - 1, column(tile) - 1), x.pitch(), spec.inChannels, input + place * spec.inChannels, inStep);
    }
    void multiply(Index position, Index count, const float* input, Index inStep, float* output, Index outStep, FloatTile* tiles) const
    {
        Index blocks = 0;
        for (Index t = 0; t < count; t += floatPixels)
            tiles[blocks++] = {input + position * inStep + t * spec.inChannels, output + position * outStep + t * spec.outChannels,
                smaller(floatPixels, count - t)};
        multiplyFloats({.panel = panel + position * positionNumbers(spec),
            .kernelRows = 1,
            .steps = spec.inChannels,
            .pixelStep = spec.inChannels,
            .outputs = spec.outChannels,
            .outStep = spec.outChannels,
            .tiles = tiles,
            .tileCount = blocks});
    }
    void scatter(Index tile, Index place, const float* output, Index outStep) const
    {
        scatterTile(
            output + place * spec.outChannels, outStep, bias, spec.outChannels, spec.slope, y.at(row(tile), column(tile)), y.pitch());
    }
};

/// Calls visit(i) for 0 <= i < count on all workers.
template <typename Visit>
void forEach(const Workers& workers, Index count, const Visit& visit)
{
    std::atomic<Index> next{0};
    auto body = [&](int) {
        for (Index i = next++; i < count; i = next++)
            visit(i);
    };
    onWorkers(workers, body);
}

/// Few tiles: the weights are what has to be read, so the workers share them out by positions instead of each reading all.
void runByPositions(const TilePass& pass, const Workers& workers, Index tileCount)
{
    const Index inStep = tileCount * pass.spec.inChannels;
    const Index outStep = tileCount * pass.spec.outChannels;
    auto* input = t_input.get<float>(positions * inStep + frameSlack(pass.spec.inChannels));
    auto* output = t_output.get<float>(positions * outStep);
    forEach(workers, tileCount, [&](Index t) { pass.gather(t, t, input, inStep); });
    forEach(workers, positions, [&](Index p) {
        pass.multiply(p, tileCount, input, inStep, output, outStep, t_tiles.get<FloatTile>(ceilDiv(tileCount, floatPixels)));
    });
    forEach(workers, tileCount, [&](Index t) { pass.scatter(t, t, output, outStep); });
}

/// Many tiles: in groups that stay in the second-level cache from the first step to the last.
void runByGroups(const TilePass& pass, const Workers& workers, Index tileCount)
{
    const Index inStep = groupTiles * pass.spec.inChannels;
    const Index outStep = groupTiles * pass.spec.outChannels;
    forEach(workers, ceilDiv(tileCount, groupTiles), [&](Index group) {
        auto* input = t_input.get<float>(positions * inStep + frameSlack(pass.spec.inChannels));
        auto* output = t_output.get<float>(positions * outStep);
        auto* tiles = t_tiles.get<FloatTile>(ceilDiv(groupTiles, floatPixels));
        const Index first = group * groupTiles;
        const Index count = smaller(groupTiles, tileCount - first);
        for (Index t = 0; t < count; ++t)
            pass.gather(first + t, t, input, inStep);
        for (Index p = 0; p < positions; ++p)
            pass.multiply(p, count, input, inStep, output, outStep, tiles);
        for (Index t = 0; t < count; ++t)
            pass.scatter(first + t, t, output, outStep);
    });
}

} // namespace

bool winogradFits(const FrameConvSpec& spec, Index height, Index width)
{
    // With few channels the transformations cost more than they save.
    return spec.kernel == 3 && spec.stride == 1 && spec.padding == 1 && spec.upsample == 1 && spec.inChannels >= 32
        && spec.outChannels >= 32 && height % edge == 0 && width % edge == 0;
}

Index winogradPanelNumbers(const FrameConvSpec& spec)
{
    return positions * positionNumbers(spec);
}

void packWinogradPanel(const FrameConvSpec& spec, const float* weight, float* panel)
{
    // Double precision: this is done once, and its rounding would stay in every picture.
    constexpr double g[points][3] = {{1.0 / 4, 0, 0}, {-1.0 / 6, -1.0 / 6, -1.0 / 6}, {-1.0 / 6, 1.0 / 6, -1.0 / 6},
        {1.0 / 24, 1.0 / 12, 1.0 / 6}, {1.0 / 24, -1.0 / 12, 1.0 / 6}, {0, 0, 1}};
    for (Index i = 0; i < winogradPanelNumbers(spec); ++i)
        panel[i] = 0;
    for (Index o = 0; o < spec.outChannels; ++o)
        for (Index c = 0; c < spec.inChannels; ++c, weight += 9) {
            // The engine reads [block of 32 outputs][input][1 or 2 times 16 outputs].
            const Index block = o / (2 * lane);
            const Index wide = spec.outChannels - block * 2 * lane > lane ? 2 : 1;
            const Index at = block * 2 * lane * spec.inChannels + c * wide * lane + o % (2 * lane);
            for (Index y = 0; y < points; ++y)
                for (Index x = 0; x < points; ++x) {
                    double sum = 0;
                    for (Index ky = 0; ky < 3; ++ky)
                        for (Index kx = 0; kx < 3; ++kx)
                            sum += g[y][ky] * static_cast<double>(weight[ky * 3 + kx]) * g[x][kx];
                    panel[(y * points + x) * positionNumbers(spec) + at] = static_cast<float>(sum);
                }
        }
}

void winogradConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region)
{
    if (region.empty())
        return;
    const Index firstColumn = region.x0 / edge;
    const Index firstRow = region.y0 / edge;
    const TilePass pass{spec, panel, bias, x, y, firstRow, firstColumn, ceilDiv(region.x1, edge) - firstColumn};
    const Index tileCount = pass.columns * (ceilDiv(region.y1, edge) - firstRow);
    if (workers.count > 1 && tileCount <= 3 * groupTiles)
        runByPositions(pass, workers, tileCount);
    else
        runByGroups(pass, workers, tileCount);
}

} // namespace sonosketch::kernels
