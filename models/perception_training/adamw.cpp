// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/adamw.h"

#include "core/base/error.h"

#include <cmath>

namespace sonosketch::perception {

namespace {
constexpr double beta1 = 0.9;
constexpr double beta2 = 0.999;
constexpr double epsilon = 1e-8;
} // namespace

AdamW::AdamW(torch::nn::Module& module, double weightDecay)
    : m_weightDecay(weightDecay)
{
    for (const auto& item : module.named_parameters()) {
        auto& slot = m_slots[item.key()];
        slot.parameter = item.value();
        slot.mean = torch::zeros_like(item.value(), torch::MemoryFormat::Preserve);
        slot.variance = torch::zeros_like(item.value(), torch::MemoryFormat::Preserve);
    }
}

void AdamW::zeroGrad()
{
    for (auto& [name, slot] : m_slots)
        slot.parameter.mutable_grad() = torch::Tensor();
}

void AdamW::step(double learningRate)
{
    torch::NoGradGuard guard;
    ++m_steps;
    const double correction1 = 1.0 - std::pow(beta1, static_cast<double>(m_steps));
    const double correction2 = 1.0 - std::pow(beta2, static_cast<double>(m_steps));
    for (auto& [name, slot] : m_slots) {
        const auto& gradient = slot.parameter.grad();
        if (!gradient.defined())
            continue;
        if (slot.parameter.dim() > 1)
            slot.parameter.mul_(1.0 - learningRate * m_weightDecay);
        slot.mean.lerp_(gradient, 1.0 - beta1);
        slot.variance.mul_(beta2).addcmul_(gradient, gradient, 1.0 - beta2);
        const auto denominator = slot.variance.sqrt().div_(std::sqrt(correction2)).add_(epsilon);
        slot.parameter.addcdiv_(slot.mean, denominator, -learningRate / correction1);
    }
}

void AdamW::save(const std::string& prefix, checkpoint::TensorFile& into) const
{
    for (const auto& [name, slot] : m_slots) {
        into.tensors[prefix + "mean." + name] = slot.mean.to(torch::kCPU).contiguous();
        into.tensors[prefix + "variance." + name] = slot.variance.to(torch::kCPU).contiguous();
    }
    into.tensors[prefix + "steps"] = torch::tensor(m_steps, torch::kInt64).reshape({1});
}

void AdamW::load(const std::string& prefix, const checkpoint::TensorFile& from, const std::string& where)
{
    torch::NoGradGuard guard;
    const auto get = [&](const std::string& name) -> const torch::Tensor& {
        const auto found = from.tensors.find(prefix + name);
        if (found == from.tensors.end())
            throw Error(ErrorCode::Corrupt, "checkpoint lacks " + prefix + name, where);
        return found->second;
    };
    for (auto& [name, slot] : m_slots) {
        const auto& mean = get("mean." + name);
        const auto& variance = get("variance." + name);
        if (mean.sizes() != slot.mean.sizes() || variance.sizes() != slot.variance.sizes())
            throw Error(ErrorCode::Corrupt, "checkpoint has another shape for the optimiser's state of " + name, where);
        slot.mean.copy_(mean);
        slot.variance.copy_(variance);
    }
    const auto& steps = get("steps");
    if (steps.numel() != 1 || steps.scalar_type() != torch::kInt64)
        throw Error(ErrorCode::Corrupt, "checkpoint's count of optimiser steps is damaged", where);
    m_steps = steps.item<std::int64_t>();
}

} // namespace sonosketch::perception
