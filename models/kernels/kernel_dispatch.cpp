// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The kernels' public functions: each calls the one that is compiled for this CPU.

#include "models/kernels/enlarging_conv.h"
#include "models/kernels/float_isa.h"
#include "models/kernels/kernel_table.h"

#include <cstdlib>

namespace sonosketch::kernels {

namespace {

const KernelTable& table()
{
#if defined(SONOSKETCH_OWN_KERNELS)
    switch (floatIsa()) {
    case FloatIsa::Avx512:
        return avx512::table;
    case FloatIsa::Avx2:
        return avx2::table;
    case FloatIsa::None:
        break;
    }
#endif
    std::abort(); // callers ask floatKernelsAvailable() first
}

} // namespace

void floatConvForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    if (enlargesTwice(shape))
        enlargingForward(shape, workers, x, weight, strides, bias, y);
    else
        table().floatConvForward(shape, workers, x, weight, strides, bias, y);
}

void floatConvBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX)
{
    if (enlargesTwice(shape))
        enlargingBackwardData(shape, workers, gradY, weight, strides, gradX);
    else
        table().floatConvBackwardData(shape, workers, gradY, weight, strides, gradX);
}

void floatConvTransposed(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    table().floatConvTransposed(shape, workers, x, weight, strides, bias, y);
}

void floatConvBackwardWeights(
    const ConvShape& shape, Workers workers, const float* x, const float* gradY, float* gradWeight, WeightStrides strides, float* gradBias)
{
    if (enlargesTwice(shape))
        enlargingBackwardWeights(shape, workers, x, gradY, gradWeight, strides, gradBias);
    else
        table().floatConvBackwardWeights(shape, workers, x, gradY, gradWeight, strides, gradBias);
}

void floatNormForward(const NormShape& shape, Workers workers, const float* x, const float* weight, const float* bias,
    const float* residual, float* y, float* mean, float* inverse)
{
    table().floatNormForward(shape, workers, x, weight, bias, residual, y, mean, inverse);
}

void floatNormBackward(const NormShape& shape, Workers workers, const float* x, const float* gradY, const float* weight, const float* bias,
    const float* mean, const float* inverse, float* gradX, float* gradWeight, float* gradBias)
{
    table().floatNormBackward(shape, workers, x, gradY, weight, bias, mean, inverse, gradX, gradWeight, gradBias);
}

std::int64_t framePanelNumbers(const FrameConvSpec& spec)
{
    return table().framePanelNumbers(spec);
}

void packFramePanel(const FrameConvSpec& spec, const float* weight, float* panel)
{
    table().packFramePanel(spec, weight, panel);
}

void frameConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region)
{
    table().frameConv(spec, workers, panel, bias, x, y, region);
}

std::int64_t winogradPanelNumbers(const FrameConvSpec& spec)
{
    return table().winogradPanelNumbers(spec);
}

void packWinogradPanel(const FrameConvSpec& spec, const float* weight, float* panel)
{
    table().packWinogradPanel(spec, weight, panel);
}

void winogradConv(const FrameConvSpec& spec, const Workers& workers, const float* panel, const float* bias, const Frame& x, const Frame& y,
    const FrameRect& region)
{
    table().winogradConv(spec, workers, panel, bias, x, y, region);
}

void loadPlanes(const Workers& workers, const std::uint8_t* planes, std::int64_t skipped, const Frame& frame, const FrameRect& region)
{
    table().loadPlanes(workers, planes, skipped, frame, region);
}

void channelStatistics(const Workers& workers, const Frame& frame, float* scratch, float* mean, float* variance)
{
    table().channelStatistics(workers, frame, scratch, mean, variance);
}

void scaleShift(const Workers& workers, const Frame& x, const float* scale, const float* shift, float slope, const Frame* residual,
    const Frame& y, const FrameRect& region)
{
    table().scaleShift(workers, x, scale, shift, slope, residual, y, region);
}

void addNoise(const Workers& workers, const float* plane, const float* scale, float slope, const Frame& y, const FrameRect& region)
{
    table().addNoise(workers, plane, scale, slope, y, region);
}

void blendHalved(const Workers& workers, float alpha, const Frame& full, const Frame& y, const FrameRect& region)
{
    table().blendHalved(workers, alpha, full, y, region);
}

void tanhInPlace(const Workers& workers, const Frame& x, const FrameRect& region)
{
    table().tanhInPlace(workers, x, region);
}

void finish(const Workers& workers, const Frame& x, std::uint8_t* bytes, const FrameRect& region)
{
    table().finish(workers, x, bytes, region);
}

void finishBlended(const Workers& workers, float alpha, const Frame& x, const Frame& half, std::uint8_t* bytes, const FrameRect& region)
{
    table().finishBlended(workers, alpha, x, half, bytes, region);
}

} // namespace sonosketch::kernels
