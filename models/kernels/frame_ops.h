// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"
#include "models/kernels/frame.h"

// What lies between the live engine's convolutions, on AVX-512 or AVX2. Rules as in frame_conv.h.
namespace sonosketch::kernels {

enum class FrameBorder : std::uint8_t { Zero, Reflect, Replicate };
/// Fills the innermost `width` pixels of the border.
void fillBorder(const Frame& frame, FrameBorder kind, std::int64_t width);

/// Pixels of `region` from planes of bytes, [channel][row][column], as many channels as the frame has; `skipped` names one plane to leave out (-1: none).
void loadPlanes(const Workers& workers, const std::uint8_t* planes, std::int64_t skipped, const Frame& frame, const FrameRect& region);

/// Rows that channelStatistics() adds up before it goes on with the next band.
constexpr std::int64_t statisticsRows = 4;
/// Numbers that channelStatistics() needs as scratch.
std::int64_t sumNumbers(const Frame& frame);
/// Mean and variance (divided by the number of pixels) of each channel over the whole frame. The sums are made by bands of rows and added up in
/// their order, so that the result does not depend on the number of workers.
void channelStatistics(const Workers& workers, const Frame& frame, float* scratch, float* mean, float* variance);

/// y = act(x * scale + shift) + residual in `region`; x and y may be the same frame, `residual` null. Scale and shift are per channel.
void scaleShift(const Workers& workers, const Frame& x, const float* scale, const float* shift, float slope, const Frame* residual,
    const Frame& y, const FrameRect& region);

/// y = act(y + scale * plane) in `region`: scale per channel, plane per pixel, dense and as large as y.
void addNoise(const Workers& workers, const float* plane, const float* scale, float slope, const Frame& y, const FrameRect& region);

/// y = alpha * y + (1 - alpha) * mean of the 2x2 pixels of `full` (twice as large) in `region` of y: FIB-D's blend.
void blendHalved(const Workers& workers, float alpha, const Frame& full, const Frame& y, const FrameRect& region);

/// x = tanh(x) in `region` of a one-channel frame; absolute error below 1e-6.
void tanhInPlace(const Workers& workers, const Frame& x, const FrameRect& region);

/// bytes = round(127.5 * (1 + tanh(x))) in `region` of a one-channel frame. `bytes` is dense, as wide as x.
void finish(const Workers& workers, const Frame& x, std::uint8_t* bytes, const FrameRect& region);
/// The same of alpha * tanh(x) + (1 - alpha) * twice(half): FIB-U's blend with the bilinearly enlarged image. `half` lies within -1..1, is half as
/// large and has a replicated border of at least 1.
void finishBlended(const Workers& workers, float alpha, const Frame& x, const Frame& half, std::uint8_t* bytes, const FrameRect& region);

} // namespace sonosketch::kernels
