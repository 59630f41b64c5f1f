// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/frame_conv.h"
#include "models/kernels/frame_ops.h"

#include <cstdlib>

// What links where the live engine's kernels are not built (not Linux on x86-64). avx512Available() is false there, so nothing calls them.
namespace sonosketch::kernels {

FrameRect reachOf(const FrameConvSpec&, const FrameRect&, std::int64_t, std::int64_t)
{
    std::abort();
}
std::int64_t framePanelNumbers(const FrameConvSpec&)
{
    std::abort();
}
void packFramePanel(const FrameConvSpec&, const float*, float*)
{
    std::abort();
}
void frameConv(const FrameConvSpec&, const Workers&, const float*, const float*, const Frame&, const Frame&, const FrameRect&)
{
    std::abort();
}
bool winogradFits(const FrameConvSpec&, std::int64_t, std::int64_t)
{
    std::abort();
}
std::int64_t winogradPanelNumbers(const FrameConvSpec&)
{
    std::abort();
}
void packWinogradPanel(const FrameConvSpec&, const float*, float*)
{
    std::abort();
}
void winogradConv(const FrameConvSpec&, const Workers&, const float*, const float*, const Frame&, const Frame&, const FrameRect&)
{
    std::abort();
}
void fillBorder(const Frame&, FrameBorder, std::int64_t)
{
    std::abort();
}
void loadPlanes(const Workers&, const std::uint8_t*, std::int64_t, const Frame&, const FrameRect&)
{
    std::abort();
}
std::int64_t sumNumbers(const Frame&)
{
    std::abort();
}
void channelStatistics(const Workers&, const Frame&, float*, float*, float*)
{
    std::abort();
}
void scaleShift(const Workers&, const Frame&, const float*, const float*, float, const Frame*, const Frame&, const FrameRect&)
{
    std::abort();
}
void blendHalved(const Workers&, float, const Frame&, const Frame&, const FrameRect&)
{
    std::abort();
}
void tanhInPlace(const Workers&, const Frame&, const FrameRect&)
{
    std::abort();
}
void finish(const Workers&, const Frame&, std::uint8_t*, const FrameRect&)
{
    std::abort();
}
void finishBlended(const Workers&, float, const Frame&, const Frame&, std::uint8_t*, const FrameRect&)
{
    std::abort();
}

} // namespace sonosketch::kernels
