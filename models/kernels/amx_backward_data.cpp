// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/amx_windows.h"
#include "models/kernels/backward_data_pass.h"

namespace sonosketch::kernels {

void convBackwardData(const ConvShape& shape, Workers workers, const void* gradY, Scalar gradYType, const float* weight,
    WeightStrides strides, void* gradX, Scalar gradXType)
{
    const auto run = [&](const auto* from) {
        if (gradXType == Scalar::BFloat16)
            backwardDataPass<TileEngine>(shape, workers, from, weight, strides, static_cast<Half*>(gradX));
        else
            backwardDataPass<TileEngine>(shape, workers, from, weight, strides, static_cast<float*>(gradX));
    };
    if (gradYType == Scalar::BFloat16)
        run(static_cast<const Half*>(gradY));
    else
        run(static_cast<const float*>(gradY));
}

} // namespace sonosketch::kernels
