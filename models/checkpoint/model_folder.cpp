// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/model_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"

namespace sonosketch::checkpoint {

void saveModel(const std::filesystem::path& folder, const nn::ImageGenerator& generator, ModelCard card, StoredPrecision precision)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, "cannot make folder (" + error.message() + ")", folder.string());
    TensorFile file;
    collect(generator, "", file);
    if (precision == StoredPrecision::Float16) {
        for (auto& [name, tensor] : file.tensors)
            tensor = tensor.to(torch::kFloat16);
    }
    file.metadata["format"] = "sonosketch-generator";
    file.metadata["spec"] = card.spec.toJson();
    card.weights = "generator.safetensors";
    const auto& config = generator.config();
    card.architecture = config.architecture;
    card.baseSize = config.baseSize;
    card.sketch = config.hiddenChannel < 0;
    card.width = config.width;
    card.residualBlocks = config.residualBlocks;
    card.norm = config.norm;
    card.grown = config.grown;
    card.noise = config.noise;
    card.alpha = generator.alpha();
    writeSafetensors(folder / card.weights, file);
    card.sha256 = sha256File(folder / card.weights);
    card.save(folder);
}

LoadedModel loadModel(const std::filesystem::path& folder)
{
    LoadedModel model;
    model.card = ModelCard::load(folder);
    const auto path = folder / model.card.weights;
    if (const auto found = sha256File(path); found != model.card.sha256)
        throw Error(ErrorCode::Corrupt, "the weights have SHA-256 " + found + " but their card says " + model.card.sha256, path.string(),
            "Fetch or export the model again");
    const auto file = readSafetensors(path);
    const auto stored = file.metadata.find("spec");
    if (stored == file.metadata.end() || ConditionSpec::fromJson(stored->second, path.string()) != model.card.spec)
        throw Error(ErrorCode::VersionMismatch, "the condition spec in the weights is not the one in their card", path.string());
    nn::GeneratorConfig config;
    config.conditionChannels = model.card.spec.channels();
    config.width = model.card.width;
    config.residualBlocks = model.card.residualBlocks;
    config.norm = model.card.norm;
    config.grown = model.card.grown;
    config.noise = model.card.noise;
    config.architecture = model.card.architecture;
    config.baseSize = model.card.baseSize;
    config.hiddenChannel = model.card.sketch ? -1 : model.card.spec.sketchChannel();
    model.generator = nn::makeGenerator(config);
    model.generator->setAlpha(model.card.alpha);
    restore(*model.generator, "", file, path.string());
    model.generator->eval();
    return model;
}

} // namespace sonosketch::checkpoint
