// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/trainer.h"

#include "core/base/error.h"
#include "models/distributed/process_group.h"
#include "models/training/edge_loss.h"
#include "models/training/texture_loss.h"

#include <cmath>
#include <string>
#include <string_view>

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

/// The L1 distance of the means of blocks (Recipe::blockL1Weight).
torch::Tensor blockL1(const torch::Tensor& fake, const torch::Tensor& real)
{
    const auto edge = blockL1Pixels * fake.size(2) / 512;
    return torch::l1_loss(torch::avg_pool2d(fake, edge), torch::avg_pool2d(real, edge));
}

/// The name of the normalisation that follows a convolution in this project's networks: "stem_norm" after "stem", "norm1" after "conv1".
std::string normBehind(const std::string& convolution)
{
    const auto at = convolution.rfind("conv");
    if (at != std::string::npos && convolution.find('.', at) == std::string::npos)
        return convolution.substr(0, at) + "norm" + convolution.substr(at + 4);
    return convolution + "_norm";
}

/// A bias before an instance normalisation has no effect, since the mean is taken away; its gradient is rounding noise, which Adam would turn into
/// steps of full length, another walk for every way to add up a batch. So these biases get no gradient, and stay.
void dropIdleBiases(torch::nn::Module& module, const std::string& norm)
{
    if (norm != "instance")
        return;
    const auto parameters = module.named_parameters();
    for (const auto& item : parameters) {
        constexpr std::string_view suffix = ".bias";
        if (!item.key().ends_with(suffix))
            continue;
        const std::string layer = item.key().substr(0, item.key().size() - suffix.size());
        if (parameters.contains(normBehind(layer) + ".weight"))
            item.value().mutable_grad() = torch::Tensor();
    }
}

} // namespace

Trainer::Trainer(const Recipe& recipe, const Machine& machine, RunState& state, distributed::ProcessGroup* group)
    : m_recipe(recipe)
    , m_machine(machine)
    , m_state(state)
    , m_group(group)
{
}

torch::Tensor Trainer::toDevice(const torch::Tensor& bytes, double scale, double shift) const
{
    return bytes.to(m_machine.device, /*non_blocking=*/true)
        .to(torch::kFloat32)
        .mul_(scale)
        .add_(shift)
        .contiguous(torch::MemoryFormat::ChannelsLast);
}

torch::Tensor Trainer::generate(nn::ImageGenerator& generator, const torch::Tensor& condition, int resolution)
{
    const auto cast = [this](const torch::Tensor& x) { return m_machine.bf16 ? x.to(torch::kBFloat16) : x; };
    if (resolution == 512 && generator.size() == 256)
        return nn::twice(generator.forward(cast(nn::halve(condition))));
    return generator.forward(cast(condition));
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
    // Dropout draws from (seed, step) alone, so that a resumed run goes on exactly as the one that was cut off.
    torch::manual_seed(m_recipe.seed * 1000003 + static_cast<std::uint64_t>(m_state.step));
    if (m_group != nullptr && m_group->rank() > 0) // other examples, other masks
        torch::manual_seed(
            (m_recipe.seed + static_cast<std::uint64_t>(m_group->rank()) * 7919) * 1000003 + static_cast<std::uint64_t>(m_state.step));
    m_state.generator->train();
    m_state.discriminator->train();
    m_state.generator->setNoiseSeeds(noiseSeeds(batch));
    const double generatorRate = phase.generatorRate.value_or(m_recipe.generatorRate);
    const bool generatorLearns = generatorRate > 0;
    const auto fake = [&] {
        const torch::AutoGradMode recording(generatorLearns);
        return generate(*m_state.generator, condition, resolution);
    }();

    m_state.discriminatorAdam->zeroGrad();
    const auto ofReal = m_state.discriminator->layers(cast(condition), cast(real));
    const auto ofFake = m_state.discriminator->forward(cast(condition), cast(fake.detach()));
    const auto discriminatorLoss = 0.5 * (patchLoss(ofReal.back(), 1.0) + patchLoss(ofFake, 0.0));
    discriminatorLoss.backward();
    finishGradients(*m_state.discriminator, m_recipe.discriminatorNorm);
    m_state.discriminatorAdam->step(phase.discriminatorRate.value_or(m_recipe.discriminatorRate) * rateFactor);

    torch::Tensor adversarial = torch::zeros({}, real.options()), l1 = torch::l1_loss(fake, real);
    torch::Tensor matching = torch::zeros({}, real.options());
    if (generatorLearns) {
        const FrozenGuard frozen(*m_state.discriminator);
        m_state.generatorAdam->zeroGrad();
        const auto layers = m_state.discriminator->layers(cast(condition), cast(fake));
        adversarial = patchLoss(layers.back(), 1.0);
        if (m_recipe.featureMatchingWeight > 0) {
            for (std::size_t i = 0; i + 1 < layers.size(); ++i)
                matching = matching + torch::l1_loss(layers[i].to(torch::kFloat32), ofReal[i].detach().to(torch::kFloat32));
            matching = matching / static_cast<double>(layers.size() - 1);
        }
        auto loss = adversarial + phase.l1Weight.value_or(m_recipe.l1Weight) * l1 + m_recipe.featureMatchingWeight * matching;
        if (const double weight = phase.blockL1Weight.value_or(m_recipe.blockL1Weight); weight > 0)
            loss = loss + weight * blockL1(fake, real);
        if (m_recipe.textureWeight > 0)
            loss = loss + m_recipe.textureWeight * textureLoss(fake, real);
        if (const double weight = phase.edgeWeight.value_or(m_recipe.edgeWeight); weight > 0)
            loss = loss + weight * edgeLoss(fake, real);
        loss.backward();
        finishGradients(*m_state.generator, m_recipe.generatorNorm);
        m_state.generatorAdam->step(generatorRate * rateFactor);
    }
    ++m_state.step;
    ++m_state.phaseStep;
    m_state.updateAverage(m_recipe.emaDecay);

    LossRow row;
    row.step = m_state.step;
    row.generatorAlpha = m_state.generator->alpha();
    row.discriminatorAlpha = m_state.discriminator->alpha();
    // One copy for all four: each would make the GPU wait.
    const auto losses = torch::stack({discriminatorLoss.detach(), adversarial.detach(), l1.detach(), matching.detach()})
                            .to(torch::kFloat64)
                            .to(torch::kCPU)
                            .contiguous();
    row.discriminator = losses[0].item<double>();
    row.adversarial = losses[1].item<double>();
    row.l1 = losses[2].item<double>();
    row.featureMatching = losses[3].item<double>();
    if (m_group != nullptr) {
        const auto means = m_group->mean({row.discriminator, row.adversarial, row.l1, row.featureMatching});
        row.discriminator = means[0];
        row.adversarial = means[1];
        row.l1 = means[2];
        row.featureMatching = means[3];
    }
    // The same in every process, so that they give up together.
    if (!std::isfinite(row.discriminator + row.adversarial + row.l1 + row.featureMatching))
        throw Error(ErrorCode::Corrupt, "training diverged: a loss is not finite at step " + std::to_string(row.step), {},
            "Resume from the last checkpoint with lower learning rates");
    return row;
}

std::vector<std::uint64_t> Trainer::noiseSeeds(const Batch& batch) const
{
    const auto rank = static_cast<std::uint64_t>(m_group != nullptr ? m_group->rank() : 0);
    const auto processes = static_cast<std::uint64_t>(m_group != nullptr ? m_group->size() : 1);
    const auto all = static_cast<std::uint64_t>(m_recipe.batch);
    // The part of the batch that this process has, so that its size does not decide what noise a picture gets.
    const std::uint64_t first = distributed::shardOf(m_recipe.batch, static_cast<int>(rank), static_cast<int>(processes)).first;
    std::vector<std::uint64_t> seeds;
    for (std::int64_t i = 0; i < batch.condition.size(0); ++i)
        seeds.push_back(
            m_recipe.seed * 1000003 + (static_cast<std::uint64_t>(m_state.step) * all + first + static_cast<std::uint64_t>(i)) * 7919 + 1);
    return seeds;
}

void Trainer::finishGradients(torch::nn::Module& module, const std::string& norm)
{
    dropIdleBiases(module, norm);
    if (m_group != nullptr)
        m_group->averageGradients(module.parameters());
}

torch::Tensor Trainer::synthesise(const Batch& batch)
{
    torch::NoGradGuard guard;
    const auto image = generate(*m_state.average, toDevice(batch.condition, 1.0, 0.0), 512);
    return image.add(1.0).mul(127.5).round().clamp(0, 255).to(torch::kUInt8).to(torch::kCPU).contiguous();
}

} // namespace sonosketch::training
