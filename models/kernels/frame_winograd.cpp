// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_windows.h"
#include "models/kernels/kernel_table.h"

#include <atomic>

// F(4x4, 3x3): a 6x6 piece d of the input and a 3x3 kernel g give 4x4 outputs as A'[(G g G') . (B' d B)]A, where the point-wise product, summed over
// the input channels, is 36 matrix products [tiles x in] [in x out].
namespace sonosketch::kernels {
namespace {

thread_local Scratch t_input;
thread_local Scratch t_output;
thread_local Scratch t_tiles;

constexpr Index edge = winogradTile;
constexpr Index points = 6; ///< edge of the piece of input
constexpr Index positions = points * points;
/// Tiles worked on together: with the usual channels both sides of the products fit the second-level cache.
constexpr Index groupTiles = (lane == 16 ? 3 : 4) * floatPixels;

/// B' v for six registers.
inline void transformInput(const Vector* v, Index step, Vector* to, Index toStep)
{
    const Vector two = all(2.0F);
    const Vector four = all(4.0F);
    const Vector five = all(5.0F);
    const Vector d0 = v[0], d1 = v[step], d2 = v[2 * step], d3 = v[3 * step], d4 = v[4 * step], d5 = v[5 * step];
    const Vector a = subtractProduct(d4, four, d2); // d4 - 4 d2
    const Vector b = subtractProduct(d3, four, d1); // d3 - 4 d1
    const Vector c = d4 - d2;
    const Vector e = two * (d3 - d1);
    to[0] = multiplyAdd(four, d0, subtractProduct(d4, five, d2));
    to[toStep] = a + b;
    to[2 * toStep] = a - b;
    to[3 * toStep] = c + e;
    to[4 * toStep] = c - e;
    to[5 * toStep] = multiplyAdd(four, d1, subtractProduct(d5, five, d3));
}

/// A' v: six registers to four.
inline void transformOutput(const Vector* v, Index step, Vector* to, Index toStep)
{
    const Vector two = all(2.0F);
    const Vector four = all(4.0F);
    const Vector eight = all(8.0F);
    const Vector sum12 = v[step] + v[2 * step];
    const Vector sum34 = v[3 * step] + v[4 * step];
    const Vector dif12 = v[step] - v[2 * step];
    const Vector dif34 = v[3 * step] - v[4 * step];
    to[0] = v[0] + (sum12 + sum34);
    to[toStep] = multiplyAdd(two, dif34, dif12);
    to[2 * toStep] = multiplyAdd(four, sum34, sum12);
    to[3 * toStep] = v[5 * step] + multiplyAdd(eight, dif34, dif12);
}

/// The pieces of all channels of one tile into `to` [position][tile][channel]; `from` is the piece's first pixel.
void gatherTile(const float* from, Index pitch, Index channels, float* to, Index positionStep)
{
    for (Index c = 0; c < channels; c += lane) {
        const Lanes mask = firstLanes(channels - c);
        Vector d[positions];
        Vector half[positions];
        for (Index y = 0; y < points; ++y)
            for (Index x = 0; x < points; ++x)
                d[y * points + x] = load(from + y * pitch + x * channels + c, mask);
        for (Index x = 0; x < points; ++x)
            transformInput(d + x, points, half + x, points);
        for (Index y = 0; y < points; ++y)
            transformInput(half + y * points, 1, d + y * points, 1);
        for (Index p = 0; p < positions; ++p)
            store(to + p * positionStep + c, mask, d[p]);
    }
}

/// The products of one tile, `from` [position][tile][channel], to 4x4 pixels from `to` on.
void scatterTile(const float* from, Index positionStep, const float* bias, Index channels, float slope, float* to, Index pitch)
{
    const Vector factor = all(slope);
    for (Index c = 0; c < channels; c += lane) {
        const Lanes mask = firstLanes(channels - c);
        Vector m[positions];
        Vector half[edge * points];
        Vector out[edge * edge];
        for (Index p = 0; p < positions; ++p)
            m[p] = load(from + p * positionStep + c, mask);
        for (Index x = 0; x < points; ++x)
            transformOutput(m + x, points, half + x, points);
        for (Index y = 0; y < edge; ++y)
            transformOutput(half + y * points, 1, out + y * edge, 1);
        const Vector b = bias == nullptr ? zeros() : load(bias + c, mask);
        for (Index y = 0; y < edge; ++y)
            for (Index x = 0; x < edge; ++x) {
                const Vector v = out[y * edge + x] + b;
                store(to + y * pitch + x * channels + c, mask, maximum(v, v * factor));
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

/// Numbers between two positions of `tiles` tiles. A multiple of the first-level cache's size would throw the 36 numbers of one place out of it.
Index positionStep(Index tiles, Index channels)
{
    constexpr Index cacheLine = 16; // numbers
    return roundUp(tiles * channels, 2 * cacheLine) + cacheLine;
}

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
    const Index inStep = positionStep(tileCount, pass.spec.inChannels);
    const Index outStep = positionStep(tileCount, pass.spec.outChannels);
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
    const Index inStep = positionStep(groupTiles, pass.spec.inChannels);
    const Index outStep = positionStep(groupTiles, pass.spec.outChannels);
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
} // namespace sonosketch::kernels

namespace sonosketch::kernels::SONOSKETCH_ISA {

Index winogradPanelNumbers(const FrameConvSpec& spec)
{
    return positions * positionNumbers(spec);
}

void packWinogradPanel(const FrameConvSpec& spec, const float* weight, float* panel)
{
    // Double precision: this is done once, and its rounding would stay in every picture.
    constexpr double g[points][3] = {{1.0 / 4, 0, 0}, {-1.0 / 6, -1.0 / 6, -1.0 / 6}, {-1.0 / 6, 1.0 / 6, -1.0 / 6},
        {1.0 / 24, 1.0 / 12, 1.0 / 6}, {1.0 / 24, -1.0 / 12, 1.0 / 6}, {0, 0, 1}};
    for (Index i = 0; i < positions * positionNumbers(spec); ++i)
        panel[i] = 0;
    for (Index o = 0; o < spec.outChannels; ++o)
        for (Index c = 0; c < spec.inChannels; ++c, weight += 9) {
            // The engine reads [block of 2 registers of outputs][input][1 or 2 registers].
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

} // namespace sonosketch::kernels::SONOSKETCH_ISA
