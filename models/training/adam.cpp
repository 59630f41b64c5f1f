// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/adam.h"

#include "core/base/error.h"

#include <cmath>

namespace sonosketch::training {

namespace {
constexpr double beta1 = 0.5;
constexpr double beta2 = 0.999;
constexpr double epsilon = 1e-8;
} // namespace

Adam::Adam(torch::nn::Module& module)
{
    adopt(module);
}

void Adam::adopt(torch::nn::Module& module)
{
    for (const auto& item : module.named_parameters()) {
        auto& slot = m_slots[item.key()];
        slot.parameter = item.value();
        if (!slot.mean.defined()) {
            slot.mean = torch::zeros_like(item.value(), torch::MemoryFormat::Preserve);
            slot.variance = torch::zeros_like(item.value(), torch::MemoryFormat::Preserve);
        }
    }
}

void Adam::zeroGrad()
{
    for (auto& [name, slot] : m_slots)
        slot.parameter.mutable_grad() = torch::Tensor();
}

void Adam::step(double learningRate)
{
    torch::NoGradGuard guard;
    for (auto& [name, slot] : m_slots) {
        const auto& gradient = slot.parameter.grad();
        if (!gradient.defined())
            continue;
        ++slot.steps;
        slot.mean.lerp_(gradient, 1.0 - beta1);
        slot.variance.mul_(beta2).addcmul_(gradient, gradient, 1.0 - beta2);
        const double correction1 = 1.0 - std::pow(beta1, static_cast<double>(slot.steps));
        const double correction2 = 1.0 - std::pow(beta2, static_cast<double>(slot.steps));
        const auto denominator = slot.variance.sqrt().div_(std::sqrt(correction2)).add_(epsilon);
        slot.parameter.addcdiv_(slot.mean, denominator, -learningRate / correction1);
    }
}

void Adam::save(const std::string& prefix, checkpoint::TensorFile& into) const
{
    for (const auto& [name, slot] : m_slots) {
        into.tensors[prefix + "mean." + name] = slot.mean.to(torch::kCPU).contiguous();
        into.tensors[prefix + "variance." + name] = slot.variance.to(torch::kCPU).contiguous();
        into.tensors[prefix + "steps." + name] = torch::tensor(slot.steps, torch::kInt64).reshape({1});
    }
}

void Adam::load(const std::string& prefix, const checkpoint::TensorFile& from, const std::string& where)
{
    torch::NoGradGuard guard;
    const auto get = [&](const std::string& name) -> const torch::Tensor& {
        const auto found = from.tensors.find(name);
        if (found == from.tensors.end())
            throw Error(ErrorCode::Corrupt, "checkpoint lacks " + name, where);
        return found->second;
    };
    for (auto& [name, slot] : m_slots) {
        const auto& mean = get(prefix + "mean." + name);
        const auto& variance = get(prefix + "variance." + name);
        const auto& steps = get(prefix + "steps." + name);
        if (mean.sizes() != slot.mean.sizes() || variance.sizes() != slot.variance.sizes() || steps.numel() != 1
            || steps.scalar_type() != torch::kInt64)
            throw Error(ErrorCode::Corrupt, "checkpoint has another shape for the optimiser's state of " + name, where);
        slot.mean.copy_(mean);
        slot.variance.copy_(variance);
        slot.steps = steps.item<std::int64_t>();
    }
}

} // namespace sonosketch::training
