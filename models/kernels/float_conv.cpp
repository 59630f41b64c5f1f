// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/backward_data_pass.h"
#include "models/kernels/float_panels.h"
#include "models/kernels/float_windows.h"
#include "models/kernels/kernel_table.h"
#include "models/kernels/window_passes.h"

namespace sonosketch::kernels {
namespace {

thread_local Scratch t_flat;

} // namespace
} // namespace sonosketch::kernels

namespace sonosketch::kernels::SONOSKETCH_ISA {

void floatConvForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    const Index run = shape.kernelWidth * shape.inChannels;
    if (shape.outChannels > fewOutputs) {
        float* panel = t_panel.get<float>(panelNumbers<FloatEngine>(shape.outChannels, shape.kernelHeight, run));
        packWeights(shape, workers, weight, strides, panel);
        forwardPass<FloatEngine>(shape, workers, x, panel, bias, y);
        return;
    }
    float* flat = t_flat.get<float>(shape.outChannels * shape.kernelHeight * run);
    packFlat(shape, weight, strides, flat);
    forwardPass<DotEngine>(shape, workers, x, flat, bias, y);
}

void floatConvBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX)
{
    backwardDataPass<FloatEngine>(shape, workers, gradY, weight, strides, gradX);
}

void floatConvTransposed(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    paddedGradient<FloatEngine>(shape, workers, x, weight, strides, bias, {shape.padding, shape.padding + shape.height},
        {shape.padding, shape.padding + shape.width}, y);
}

} // namespace sonosketch::kernels::SONOSKETCH_ISA
