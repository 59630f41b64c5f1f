// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/trainer.h"

#include "core/base/error.h"

#include <cmath>

namespace sonosketch::training {

namespace {

/// Gradients of the discriminator's weights are not wanted while the generator learns; this saves a third of its backward pass.
class FrozenGuard {
public:
    explicit FrozenGuard(torch::nn::Module& module)
        : m_module(module)
    {
        set(false);
    }
    ~FrozenGuard() { set(true); }
    FrozenGuard(const FrozenGuard&) = delete;
    FrozenGuard& operator=(const FrozenGuard&) = delete;

private:
    void set(bool on)
    {
        for (auto& parameter : m_module.parameters())
            parameter.requires_grad_(on);
    }
    torch::nn::Module& m_module;
};

torch::Tensor patchLoss(const torch::Tensor& logits, double target)
{
    const auto values = logits.to(torch::kFloat32);
    return torch::binary_cross_entropy_with_logits(values, torch::full_like(values, target));
}

} // namespace

Trainer::Trainer(const Recipe& recipe, const Machine& machine, RunState& state)
    : m_recipe(recipe)
    , m_machine(machine)
    , m_state(state)
{
}

torch::Tensor Trainer::toDevice(const torch::Tensor& bytes, double scale, double shift) const
{
    return bytes.to(m_machine.device).to(torch::kFloat32).mul_(scale).add_(shift).contiguous(torch::MemoryFormat::ChannelsLast);
}

torch::Tensor Trainer::generate(nn::Generator& generator, const torch::Tensor& condition, int resolution)
{
    const auto cast = [this](const torch::Tensor& x) { return m_machine.bf16 ? x.to(torch::kBFloat16) : x; };
    if (resolution == 512 && !generator->config().grown)
        return nn::twice(generator->forward(cast(nn::halve(condition))));
    return generator->forward(cast(condition));
}

LossRow Trainer::step(const Batch& batch, const Phase& phase, double rateFactor)
{
    const int resolution = phase.resolution;
    auto condition = toDevice(batch.condition, 1.0, 0.0);
    auto real = toDevice(batch.image, 1.0 / 127.5, -1.0);
    if (resolution == 256) {
        condition = nn::halve(condition);
        real = nn::halve(real);
    }
    const auto cast = [this](const torch::Tensor& x) { return m_machine.bf16 ? x.to(torch::kBFloat16) : x; };
    m_state.generator->train();
    m_state.discriminator->train();
    const auto fake = generate(m_state.generator, condition, resolution);

    m_state.discriminatorAdam->zeroGrad();
    const auto ofReal = m_state.discriminator->layers(cast(condition), cast(real));
    const auto ofFake = m_state.discriminator->forward(cast(condition), cast(fake.detach()));
    const auto discriminatorLoss = 0.5 * (patchLoss(ofReal.back(), 1.0) + patchLoss(ofFake, 0.0));
    discriminatorLoss.backward();
    m_state.discriminatorAdam->step(phase.discriminatorRate.value_or(m_recipe.discriminatorRate) * rateFactor);

    torch::Tensor adversarial, l1, matching = torch::zeros({}, real.options());
    {
        const FrozenGuard frozen(*m_state.discriminator);
        m_state.generatorAdam->zeroGrad();
        const auto layers = m_state.discriminator->layers(cast(condition), cast(fake));
        adversarial = patchLoss(layers.back(), 1.0);
        l1 = torch::l1_loss(fake, real);
        if (m_recipe.featureMatchingWeight > 0) {
            for (std::size_t i = 0; i + 1 < layers.size(); ++i)
                matching = matching + torch::l1_loss(layers[i].to(torch::kFloat32), ofReal[i].detach().to(torch::kFloat32));
            matching = matching / static_cast<double>(layers.size() - 1);
        }
        (adversarial + phase.l1Weight.value_or(m_recipe.l1Weight) * l1 + m_recipe.featureMatchingWeight * matching).backward();
    }
    m_state.generatorAdam->step(phase.generatorRate.value_or(m_recipe.generatorRate) * rateFactor);
    ++m_state.step;
    ++m_state.phaseStep;
    m_state.updateAverage(m_recipe.emaDecay);

    LossRow row;
    row.step = m_state.step;
    row.generatorAlpha = m_state.generator->alpha();
    row.discriminatorAlpha = m_state.discriminator->alpha();
    row.discriminator = discriminatorLoss.item<double>();
    row.adversarial = adversarial.item<double>();
    row.l1 = l1.item<double>();
    row.featureMatching = matching.item<double>();
    if (!std::isfinite(row.discriminator + row.adversarial + row.l1 + row.featureMatching))
        throw Error(ErrorCode::Corrupt, "training diverged: a loss is not finite at step " + std::to_string(row.step), {},
            "Resume from the last checkpoint with lower learning rates");
    return row;
}

torch::Tensor Trainer::synthesise(const Batch& batch)
{
    torch::NoGradGuard guard;
    const auto image = generate(m_state.average, toDevice(batch.condition, 1.0, 0.0), 512);
    return image.add(1.0).mul(127.5).round().clamp(0, 255).to(torch::kUInt8).to(torch::kCPU).contiguous();
}

} // namespace sonosketch::training
