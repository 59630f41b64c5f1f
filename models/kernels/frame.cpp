// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// What no instruction set makes quicker.

#include "models/kernels/frame_conv.h"
#include "models/kernels/frame_ops.h"

#include <algorithm>
#include <cstring>

namespace sonosketch::kernels {

namespace {

using Index = std::int64_t;

/// The source of a border's row or column.
Index mirrored(Index v, Index size, FrameBorder kind)
{
    if (kind == FrameBorder::Replicate)
        return std::min(std::max(v, Index{0}), size - 1);
    return v < 0 ? -v : v >= size ? 2 * (size - 1) - v : v;
}

} // namespace

FrameRect reachOf(const FrameConvSpec& spec, const FrameRect& changed, Index outHeight, Index outWidth)
{
    if (changed.empty())
        return {};
    const auto first = [&](Index v) {
        const Index low = v * spec.upsample - spec.kernel + 1 + spec.padding;
        return low <= 0 ? Index{0} : (low + spec.stride - 1) / spec.stride;
    };
    const auto last = [&](Index v, Index size) { return std::min(size, (v * spec.upsample - 1 + spec.padding) / spec.stride + 1); };
    return {first(changed.x0), first(changed.y0), last(changed.x1, outWidth), last(changed.y1, outHeight)};
}

bool winogradFits(const FrameConvSpec& spec, Index height, Index width)
{
    // With few channels the transformations cost more than they save.
    return spec.kernel == 3 && spec.stride == 1 && spec.padding == 1 && spec.upsample == 1 && spec.inChannels >= 32
        && spec.outChannels >= 32 && height % winogradTile == 0 && width % winogradTile == 0;
}

void fillBorder(const Frame& frame, FrameBorder kind, Index width)
{
    const Index c = frame.channels;
    const auto bytes = [](Index numbers) { return static_cast<std::size_t>(numbers) * sizeof(float); };
    for (Index row = 0; row < frame.height; ++row)
        for (Index i = 1; i <= width; ++i) {
            const Index right = frame.width - 1 + i;
            if (kind == FrameBorder::Zero) {
                std::memset(frame.at(row, -i), 0, bytes(c));
                std::memset(frame.at(row, right), 0, bytes(c));
            } else {
                std::memcpy(frame.at(row, -i), frame.at(row, mirrored(-i, frame.width, kind)), bytes(c));
                std::memcpy(frame.at(row, right), frame.at(row, mirrored(right, frame.width, kind)), bytes(c));
            }
        }
    const std::size_t line = bytes((frame.width + 2 * width) * c);
    for (Index i = 1; i <= width; ++i) {
        const Index below = frame.height - 1 + i;
        if (kind == FrameBorder::Zero) {
            std::memset(frame.at(-i, -width), 0, line);
            std::memset(frame.at(below, -width), 0, line);
        } else {
            std::memcpy(frame.at(-i, -width), frame.at(mirrored(-i, frame.height, kind), -width), line);
            std::memcpy(frame.at(below, -width), frame.at(mirrored(below, frame.height, kind), -width), line);
        }
    }
}

Index sumNumbers(const Frame& frame)
{
    return (frame.height + statisticsRows - 1) / statisticsRows * 2 * frame.channels;
}

} // namespace sonosketch::kernels
