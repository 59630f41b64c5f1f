// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"
#include "models/kernels/float_isa.h"
#include "models/kernels/frame.h"

// Convolutions over frames, in float32 on AVX-512 or AVX2, of all pixels or of a rectangle: the live engine's. Nothing is allocated per call once a thread
// has warmed up. Weights are packed once. Each output pixel is summed in one order whatever the rectangle, so that pixels computed with their
// neighbourhood are bit-equal to those of a full pass.
// Call them only where floatKernelsAvailable() is true; any thread may. Bad shapes are the caller's fault (the engine checks).
namespace sonosketch::kernels {

/// y = act(conv(pad(upsample(x))) + bias). `padding` pixels are read from x's border, which the caller has filled.
struct FrameConvSpec {
    std::int64_t inChannels = 0;
    std::int64_t outChannels = 0;
    std::int64_t kernel = 3; ///< edge
    std::int64_t stride = 1;
    std::int64_t padding = 1;
    std::int64_t upsample = 1; ///< 1, or 2 with a 3x3 kernel of stride 1 and padding 1 over a zero border
    float slope = 1.0F;        ///< of the activation below zero: 1 none, 0 ReLU, 0.2 leaky
};

/// The pixels of y that read any of `changed` pixels of x, cut to y's size.
FrameRect reachOf(const FrameConvSpec& spec, const FrameRect& changed, std::int64_t outHeight, std::int64_t outWidth);

/// Numbers (of float) that the packed weights take, and the packing. `weight` is [out][in][kernel][kernel] as PyTorch stores it.
/// An enlarging convolution becomes four of 2x2 on the small image, one for each output pixel of a small one (4 instead of 9 multiply-adds).
std::int64_t framePanelNumbers(const FrameConvSpec& spec);
void packFramePanel(const FrameConvSpec& spec, const float* weight, float* panel);
/// Writes the pixels of `region` (in y's pixels; an enlarging convolution rounds it outwards to even ones). `bias` may be null; panel 64-byte aligned.
void frameConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region);

constexpr std::int64_t winogradTile = 4; ///< edge in pixels
/// The same for 3x3 kernels of stride 1 and padding 1 by the minimal filtering algorithm F(4x4, 3x3) (Winograd; Lavin and Gray 2016): a quarter of
/// the multiply-adds, sums in another order (relative error about 1e-6 a layer). Works in tiles of 4x4 pixels.
bool winogradFits(const FrameConvSpec& spec, std::int64_t height, std::int64_t width);
std::int64_t winogradPanelNumbers(const FrameConvSpec& spec);
void packWinogradPanel(const FrameConvSpec& spec, const float* weight, float* panel);
/// `region` is rounded outwards to multiples of 4.
void winogradConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region);

} // namespace sonosketch::kernels
