// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_panels.h"
#include "models/kernels/float_windows.h"
#include "models/kernels/kernel_table.h"

#include <atomic>

namespace sonosketch::kernels {
namespace {

thread_local Scratch t_tiles;
thread_local Scratch t_spread;

/// The window of one of the four output pixels that a small pixel becomes: 2x2 taps.
constexpr Index phaseTaps = 2;

bool dots(const FrameConvSpec& spec)
{
    return spec.outChannels <= fewOutputs;
}

/// The kernel that is really run: the spec's own, or one phase of an enlarging one.
ConvShape taps(const FrameConvSpec& spec)
{
    const Index edge = spec.upsample == 1 ? spec.kernel : phaseTaps;
    return {.inChannels = spec.inChannels, .outChannels = spec.outChannels, .kernelHeight = edge, .kernelWidth = edge};
}

Index panelOf(const ConvShape& shape, bool asDots)
{
    const Index steps = shape.kernelWidth * shape.inChannels;
    const Index numbers = asDots ? shape.outChannels * shape.kernelHeight * steps
                                 : ceilDiv(shape.outChannels, 2 * lane) * shape.kernelHeight * steps * 2 * lane;
    return roundUp(numbers, lane);
}

/// The 2x2 kernel that the small image sees for output pixels of odd or even row (`down`) and column (`right`): rows of the 3x3 kernel that fall on
/// the same small pixel are added. Even: rows {0}, {1, 2}; odd: {0, 1}, {2}.
void phaseWeights(const FrameConvSpec& spec, const float* weight, Index down, Index right, float* to)
{
    const Index kernels = spec.inChannels * spec.outChannels;
    for (Index k = 0; k < kernels; ++k, weight += 9, to += 4) {
        for (Index i = 0; i < 4; ++i)
            to[i] = 0;
        for (Index y = 0; y < 3; ++y)
            for (Index x = 0; x < 3; ++x)
                to[(y + 1 - down) / 2 * 2 + (x + 1 - right) / 2] += weight[y * 3 + x];
    }
}

/// The activation of numbers that were just stored, while they are still near.
void activateRow(float* row, Index count, float slope)
{
    const Vector factor = all(slope);
    for (Index i = 0; i < count; i += lane) {
        const Lanes mask = firstLanes(count - i);
        const Vector v = load(row + i, mask);
        store(row + i, mask, maximum(v, v * factor));
    }
}

/// Everything that the bands of one call share. Rows and columns are those of the small image where the convolution enlarges.
struct Pass {
    const FrameConvSpec& spec;
    const float* panel;
    const float* bias;
    const Frame& x;
    const Frame& y;
    FrameRect region;
    Index tileWidth;
};

/// Rows [first, last) of one phase.
void convolveRows(const Pass& pass, Index phase, Index first, Index last, FloatTile* tiles)
{
    const FrameConvSpec& spec = pass.spec;
    const bool enlarges = spec.upsample == 2;
    const ConvShape shape = taps(spec);
    const Index down = phase / 2;
    const Index right = phase % 2;
    // Where the window of output (0, 0) begins in x.
    const Index offsetY = enlarges ? down - 1 : -spec.padding;
    const Index offsetX = enlarges ? right - 1 : -spec.padding;
    Index count = 0;
    for (Index row = first; row < last; ++row)
        for (Index column = pass.region.x0; column < pass.region.x1; column += pass.tileWidth)
            tiles[count++] = {pass.x.at(row * spec.stride + offsetY, column * spec.stride + offsetX),
                enlarges ? pass.y.at(2 * row + down, 2 * column + right) : pass.y.at(row, column),
                smaller(pass.tileWidth, pass.region.x1 - column)};
    const FloatJob job{.panel = pass.panel + phase * panelOf(shape, dots(spec)),
        .bias = pass.bias,
        .kernelRows = shape.kernelHeight,
        .steps = shape.kernelWidth * spec.inChannels,
        .rowPitch = pass.x.pitch(),
        .pixelStep = spec.stride * spec.inChannels,
        .outputs = spec.outChannels,
        .outStep = (enlarges ? 2 : 1) * spec.outChannels,
        .tiles = tiles,
        .tileCount = count};
    if (dots(spec))
        DotEngine::multiply(job);
    else
        multiplyFloats(job);
}

} // namespace
} // namespace sonosketch::kernels

namespace sonosketch::kernels::SONOSKETCH_ISA {

Index framePanelNumbers(const FrameConvSpec& spec)
{
    return spec.upsample * spec.upsample * panelOf(taps(spec), dots(spec));
}

void packFramePanel(const FrameConvSpec& spec, const float* weight, float* panel)
{
    const ConvShape shape = taps(spec);
    const Index edge = shape.kernelHeight;
    const WeightStrides strides{.out = spec.inChannels * edge * edge, .in = edge * edge, .row = edge, .column = 1};
    const Index phases = spec.upsample * spec.upsample;
    for (Index phase = 0; phase < phases; ++phase, panel += panelOf(shape, dots(spec))) {
        const float* from = weight;
        if (spec.upsample == 2) {
            float* spread = t_spread.get<float>(spec.inChannels * spec.outChannels * edge * edge);
            phaseWeights(spec, weight, phase / 2, phase % 2, spread);
            from = spread;
        }
        if (dots(spec))
            packFlat(shape, from, strides, panel);
        else
            packWeights(shape, {}, from, strides, panel);
    }
}

void frameConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region)
{
    Pass pass{spec, panel, bias, x, y, region, dots(spec) ? dotPixels : floatPixels};
    if (spec.upsample == 2)
        pass.region = {region.x0 / 2, region.y0 / 2, ceilDiv(region.x1, 2), ceilDiv(region.y1, 2)};
    if (pass.region.empty())
        return;
    const Index rows = pass.region.height();
    const Index bandRows = larger(1, ceilDiv(rows, Index{6} * workers.count));
    const Index bands = ceilDiv(rows, bandRows);
    const Index tilesPerRow = ceilDiv(pass.region.width(), pass.tileWidth);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        auto* tiles = t_tiles.get<FloatTile>(bandRows * tilesPerRow);
        for (Index band = next++; band < bands; band = next++) {
            const Index first = pass.region.y0 + band * bandRows;
            const Index last = smaller(first + bandRows, pass.region.y1);
            for (Index phase = 0; phase < spec.upsample * spec.upsample; ++phase)
                convolveRows(pass, phase, first, last, tiles);
            if (spec.slope == 1.0F)
                continue;
            for (Index row = first * spec.upsample; row < last * spec.upsample; ++row)
                activateRow(y.at(row, pass.region.x0 * spec.upsample), pass.region.width() * spec.upsample * spec.outChannels, spec.slope);
        }
    };
    onWorkers(workers, body);
}

} // namespace sonosketch::kernels::SONOSKETCH_ISA
