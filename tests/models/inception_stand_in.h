// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/inception.h"

#include <torch/torch.h>

#include <cmath>
#include <map>
#include <string>

namespace sonosketch::test {

/// Random weights of Inception v3 with 1/divisor of its channels, under torchvision's names.
inline std::map<std::string, torch::Tensor> inceptionStandIn(std::int64_t divisor, std::uint64_t seed)
{
    torch::manual_seed(seed);
    std::map<std::string, torch::Tensor> weights;
    for (const auto& layer : nn::inceptionLayers(divisor)) {
        const auto inputs = static_cast<double>(layer.in * layer.kernel[0] * layer.kernel[1]);
        weights[layer.name + ".conv.weight"] =
            torch::randn({layer.out, layer.in, layer.kernel[0], layer.kernel[1]}) * std::sqrt(2.0 / inputs);
        weights[layer.name + ".bn.weight"] = torch::rand({layer.out}) * 0.5 + 0.75;
        weights[layer.name + ".bn.bias"] = torch::randn({layer.out}) * 0.1;
        weights[layer.name + ".bn.running_mean"] = torch::randn({layer.out}) * 0.1;
        weights[layer.name + ".bn.running_var"] = torch::rand({layer.out}) * 0.5 + 0.75;
    }
    return weights;
}

} // namespace sonosketch::test
