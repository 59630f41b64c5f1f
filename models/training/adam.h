// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/checkpoint/safetensors.h"

#include <torch/torch.h>

#include <map>
#include <string>

namespace sonosketch::training {

/// Adam (Kingma and Ba 2015) with beta1 0.5, beta2 0.999 as pix2pix uses it. Our own because its moments are stored by parameter name: they
/// survive in a safetensors file, whatever LibTorch's version, and a network that grows keeps the moments of what it had.
class Adam {
public:
    explicit Adam(torch::nn::Module& module);

    void zeroGrad();
    void step(double learningRate);
    /// Takes up parameters that were added since; their moments start at zero with a bias correction of their own.
    void adopt(torch::nn::Module& module);

    void save(const std::string& prefix, checkpoint::TensorFile& into) const;
    void load(const std::string& prefix, const checkpoint::TensorFile& from, const std::string& where);

private:
    struct Slot {
        torch::Tensor parameter, mean, variance;
        std::int64_t steps = 0;
    };
    std::map<std::string, Slot> m_slots;
};

} // namespace sonosketch::training
