// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/float_conv.h"

// A 3x3 convolution of an image enlarged twice is the transposed one of a 4x4 kernel of stride 2: each pixel of the small image and each weight of the
// larger kernel meet once, which takes four ninths of the multiply-adds.
namespace sonosketch::kernels {

/// Whether these take the place of the functions of float_conv.h, whose parameters they have.
bool enlargesTwice(const ConvShape& shape);

void enlargingForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y);
void enlargingBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX);
void enlargingBackwardWeights(
    const ConvShape& shape, Workers workers, const float* x, const float* gradY, float* gradWeight, WeightStrides strides, float* gradBias);

} // namespace sonosketch::kernels
