// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"
#include "models/kernels/float_isa.h"

// The convolutions of amx_conv.h in plain float32, on AVX-512 or AVX2: for CPUs without a matrix unit. Raw pointers, no torch.
// Call them only where floatKernelsAvailable() is true; any thread may. Bad shapes are the caller's fault (conv_function.cpp checks).
namespace sonosketch::kernels {

/// y[n, oy, ox, o] = bias[o] + sum over c, ky, kx. `bias` may be null.
void floatConvForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y);
/// The gradient of x (every element is written).
void floatConvBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX);
/// The transposed convolution: the gradient of x from x's place of y, plus `bias` (may be null) for each of its channels. `shape` is that of the
/// convolution, with a zero border, without enlargement and with a kernel no smaller than the stride.
void floatConvTransposed(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y);
/// The gradients of weight and bias (every element is written; `gradBias` may be null). Same result for the same worker count.
void floatConvBackwardWeights(
    const ConvShape& shape, Workers workers, const float* x, const float* gradY, float* gradWeight, WeightStrides strides, float* gradBias);

} // namespace sonosketch::kernels
