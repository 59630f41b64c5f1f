// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/run_state.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_folder.h"

#include <nlohmann/json.hpp>

namespace sonosketch::training {

namespace {
using Json = nlohmann::json;
constexpr int checkpointVersion = 1;

void copyWeights(torch::nn::Module& from, torch::nn::Module& to)
{
    checkpoint::TensorFile file;
    checkpoint::collect(from, "", file);
    checkpoint::restore(to, "", file, "the generator's average");
}
} // namespace

RunState::RunState(const Recipe& recipe, const ConditionSpec& spec, torch::Device device)
    : m_recipe(recipe)
    , m_spec(spec)
    , m_device(device)
{
    torch::manual_seed(recipe.seed);
    nn::GeneratorConfig g;
    g.conditionChannels = spec.channels();
    g.width = recipe.generatorWidth;
    g.residualBlocks = recipe.residualBlocks;
    g.norm = recipe.generatorNorm;
    g.architecture = recipe.architecture;
    g.baseSize = recipe.baseSize;
    g.noise = recipe.noise;
    g.hiddenChannel = recipe.sketch ? -1 : spec.sketchChannel();
    generator = nn::makeGenerator(g);
    average = nn::makeGenerator(g);
    nn::DiscriminatorConfig d;
    d.conditionChannels = spec.channels();
    d.width = recipe.discriminatorWidth;
    d.norm = recipe.discriminatorNorm;
    d.hiddenChannel = g.hiddenChannel;
    d.spectralNorm = recipe.spectralNorm;
    discriminator = nn::Discriminator(d);
    generator->to(device);
    average->to(device);
    discriminator->to(device);
    copyWeights(*generator, *average);
    average->eval();
    generatorAdam = std::make_unique<Adam>(*generator);
    discriminatorAdam = std::make_unique<Adam>(*discriminator);
}

void RunState::startFrom(const std::filesystem::path& modelFolder)
{
    const auto model = checkpoint::loadModel(modelFolder);
    if (model.card.spec != m_spec)
        throw Error(ErrorCode::VersionMismatch, "the model was made for another condition spec than this data set's", modelFolder.string());
    auto wanted = generator->config();
    wanted.grown = model.generator->config().grown;
    const bool withoutNoise = wanted.noise && !model.generator->config().noise;
    if (withoutNoise)
        wanted.noise = false; // it is added below
    if (wanted != model.generator->config())
        throw Error(ErrorCode::VersionMismatch, "the recipe describes another generator than this model's", modelFolder.string(),
            "Use a recipe with the model's architecture, width, residual blocks and norm; its model.json names them");
    if (wanted.grown) {
        growDiscriminator();
        growGenerator();
    }
    setAlpha(model.generator->alpha(), 1.0);
    checkpoint::TensorFile weights;
    checkpoint::collect(*model.generator, "", weights);
    if (withoutNoise) { // at a scale of zero the network is still the model
        for (const auto& item : generator->named_parameters()) {
            if (item.key().ends_with("noise.scale"))
                weights.tensors[item.key()] = torch::zeros_like(item.value());
        }
    }
    checkpoint::restore(*generator, "", weights, modelFolder.string());
    checkpoint::restore(*average, "", weights, modelFolder.string());
}

void RunState::growDiscriminator()
{
    torch::manual_seed(m_recipe.seed + 1);
    discriminator->grow();
    discriminatorAdam->adopt(*discriminator);
}

void RunState::growGenerator()
{
    torch::manual_seed(m_recipe.seed + 2);
    generator->grow();
    average->grow();
    torch::NoGradGuard guard;
    const auto from = generator->named_parameters();
    for (auto& item : average->named_parameters()) {
        if (item.key().starts_with("fib_")) // the rest of the average keeps its own history
            item.value().copy_(from[item.key()]);
    }
    generatorAdam->adopt(*generator);
}

void RunState::setAlpha(double generatorAlpha, double discriminatorAlpha)
{
    generator->setAlpha(generatorAlpha);
    average->setAlpha(generatorAlpha);
    discriminator->setAlpha(discriminatorAlpha);
}

void RunState::updateAverage(double decay)
{
    torch::NoGradGuard guard;
    // Early on the average follows quickly, so that the first samples are not pictures of the initialisation.
    const double effective = std::min(decay, (1.0 + static_cast<double>(step)) / (10.0 + static_cast<double>(step)));
    const auto from = generator->named_parameters();
    for (auto& item : average->named_parameters())
        item.value().lerp_(from[item.key()], decay > 0 ? 1.0 - effective : 1.0);
    const auto buffers = generator->named_buffers();
    for (auto& item : average->named_buffers())
        item.value().copy_(buffers[item.key()]);
}

void RunState::save(const std::filesystem::path& path) const
{
    checkpoint::TensorFile file;
    checkpoint::collect(*generator, "generator.", file);
    checkpoint::collect(*average, "average.", file);
    checkpoint::collect(*discriminator, "discriminator.", file);
    generatorAdam->save("adam_generator.", file);
    discriminatorAdam->save("adam_discriminator.", file);
    const Json json = {{"version", checkpointVersion}, {"step", step}, {"phase", phase}, {"phase_step", phaseStep},
        {"phase_seconds", phaseSeconds}, {"seconds", seconds}, {"generator_grown", generator->config().grown},
        {"discriminator_grown", discriminator->config().grown}, {"generator_alpha", generator->alpha()},
        {"discriminator_alpha", discriminator->alpha()},
        {"recipe_sha256", sha256(std::span(reinterpret_cast<const std::uint8_t*>(m_recipe.text.data()), m_recipe.text.size()))}};
    file.metadata["format"] = "sonosketch-checkpoint";
    file.metadata["state"] = json.dump();
    file.metadata["spec"] = m_spec.toJson();
    checkpoint::writeSafetensors(path, file);
}

void RunState::load(const std::filesystem::path& path)
{
    const auto file = checkpoint::readSafetensors(path);
    try {
        const Json json = Json::parse(file.metadata.at("state"));
        if (json.at("version").get<int>() != checkpointVersion)
            throw Error(ErrorCode::VersionMismatch, "the checkpoint was written by another version", path.string());
        if (ConditionSpec::fromJson(file.metadata.at("spec"), path.string()) != m_spec)
            throw Error(ErrorCode::VersionMismatch, "the checkpoint was made for another condition spec", path.string());
        if (json.at("recipe_sha256").get<std::string>()
            != sha256(std::span(reinterpret_cast<const std::uint8_t*>(m_recipe.text.data()), m_recipe.text.size())))
            throw Error(ErrorCode::VersionMismatch, "the checkpoint was made with another recipe", path.string(),
                "Resume with the run's own recipe.toml, or start a new run");
        if (json.at("discriminator_grown").get<bool>())
            growDiscriminator();
        if (json.at("generator_grown").get<bool>())
            growGenerator();
        setAlpha(json.at("generator_alpha").get<double>(), json.at("discriminator_alpha").get<double>());
        json.at("step").get_to(step);
        json.at("phase").get_to(phase);
        json.at("phase_step").get_to(phaseStep);
        json.at("phase_seconds").get_to(phaseSeconds);
        json.at("seconds").get_to(seconds);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt, std::string("the checkpoint's state is not valid: ") + error.what(), path.string());
    } catch (const std::out_of_range&) {
        throw Error(ErrorCode::Corrupt, "this safetensors file is not a checkpoint", path.string());
    }
    if (phase > m_recipe.phases.size() || step < 0 || phaseStep < 0)
        throw Error(ErrorCode::Corrupt, "the checkpoint's counters make no sense", path.string());
    checkpoint::restore(*generator, "generator.", file, path.string());
    checkpoint::restore(*average, "average.", file, path.string());
    checkpoint::restore(*discriminator, "discriminator.", file, path.string());
    generatorAdam->load("adam_generator.", file, path.string());
    discriminatorAdam->load("adam_discriminator.", file, path.string());
}

} // namespace sonosketch::training
