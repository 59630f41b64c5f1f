// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/kernel_table.h"
#include "models/kernels/norm_pass.h"

namespace sonosketch::kernels::SONOSKETCH_ISA {

void floatNormForward(const NormShape& shape, Workers workers, const float* x, const float* weight, const float* bias,
    const float* residual, float* y, float* mean, float* inverse)
{
    forward(shape, workers, x, weight, bias, residual, y, mean, inverse);
}

void floatNormBackward(const NormShape& shape, Workers workers, const float* x, const float* gradY, const float* weight, const float* bias,
    const float* mean, const float* inverse, float* gradX, float* gradWeight, float* gradBias)
{
    backward(shape, workers, x, gradY, weight, bias, mean, inverse, gradX, gradWeight, gradBias);
}

} // namespace sonosketch::kernels::SONOSKETCH_ISA
