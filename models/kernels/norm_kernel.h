// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"

// Instance normalisation with an activation in the same pass, forward and backward, on AVX-512 or AVX2. Statistics are fp32.
// Call floatNorm...() only where floatKernelsAvailable() is true, halfNorm...() only where amxAvailable() is.
namespace sonosketch::kernels {

/// y = act(weight * (x - mean) / sqrt(variance + eps) + bias) + residual over dense NHWC images, statistics per image and channel.
struct NormShape {
    std::int64_t batch = 0;
    std::int64_t pixels = 0; ///< per image
    std::int64_t channels = 0;
    float eps = 1e-5F;
    float slope = 1.0F; ///< of the activation below zero: 1 none, 0 ReLU, 0.2 leaky
};

/// `weight`, `bias` ([channels]) and `residual` (like x) may be null. Writes mean and 1 / deviation, [batch][channels].
void floatNormForward(const NormShape& shape, Workers workers, const float* x, const float* weight, const float* bias,
    const float* residual, float* y, float* mean, float* inverse);
/// Gradients of x, weight and bias (the last two may be null) from those of y. The residual's gradient is that of y itself.
void floatNormBackward(const NormShape& shape, Workers workers, const float* x, const float* gradY, const float* weight, const float* bias,
    const float* mean, const float* inverse, float* gradX, float* gradWeight, float* gradBias);

/// The same of bf16 numbers, given by their bits.
void halfNormForward(const NormShape& shape, Workers workers, const std::uint16_t* x, const float* weight, const float* bias,
    const std::uint16_t* residual, std::uint16_t* y, float* mean, float* inverse);
void halfNormBackward(const NormShape& shape, Workers workers, const std::uint16_t* x, const std::uint16_t* gradY, const float* weight,
    const float* bias, const float* mean, const float* inverse, std::uint16_t* gradX, float* gradWeight, float* gradBias);

} // namespace sonosketch::kernels
