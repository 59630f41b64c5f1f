// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_detail.h"

#include "models/kernels/norm_pass.h"

namespace sonosketch::kernels {

void halfNormForward(const NormShape& shape, Workers workers, const std::uint16_t* x, const float* weight, const float* bias,
    const std::uint16_t* residual, std::uint16_t* y, float* mean, float* inverse)
{
    forward(shape, workers, x, weight, bias, residual, y, mean, inverse);
}

void halfNormBackward(const NormShape& shape, Workers workers, const std::uint16_t* x, const std::uint16_t* gradY, const float* weight,
    const float* bias, const float* mean, const float* inverse, std::uint16_t* gradX, float* gradWeight, float* gradBias)
{
    backward(shape, workers, x, gradY, weight, bias, mean, inverse, gradX, gradWeight, gradBias);
}

} // namespace sonosketch::kernels
