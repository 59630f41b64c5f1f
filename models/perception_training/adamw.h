// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/checkpoint/safetensors.h"

#include <torch/torch.h>

#include <map>
#include <string>

namespace sonosketch::perception {

/// Adam (Kingma and Ba 2015, beta 0.9 and 0.999) with decoupled weight decay (Loshchilov and Hutter 2019) of the convolutions' and heads' weights, not of
/// biases and normalisations. Its moments are stored by parameter name in a safetensors file, whatever LibTorch's version.
class AdamW {
public:
    AdamW(torch::nn::Module& module, double weightDecay);

    void zeroGrad();
    void step(double learningRate);
    void save(const std::string& prefix, checkpoint::TensorFile& into) const;
    /// Throws Error(Corrupt).
    void load(const std::string& prefix, const checkpoint::TensorFile& from, const std::string& where);

private:
    struct Slot {
        torch::Tensor parameter, mean, variance;
    };
    std::map<std::string, Slot> m_slots;
    double m_weightDecay;
    std::int64_t m_steps = 0;
};

} // namespace sonosketch::perception
