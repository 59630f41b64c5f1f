// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/model_card.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace sonosketch::checkpoint {

namespace {
using Json = nlohmann::ordered_json;
constexpr int cardVersion = 1;
} // namespace

std::string ModelCard::toJson() const
{
    Json json;
    json["format"] = "sonosketch-model";
    json["version"] = cardVersion;
    json["name"] = name;
    json["weights"] = weights;
    json["sha256"] = sha256;
    json["spec"] = Json::parse(spec.toJson());
    json["generator"] = {{"architecture", architecture}, {"base_size", baseSize}, {"sketch", sketch}, {"width", width},
        {"residual_blocks", residualBlocks}, {"norm", norm}, {"grown", grown}, {"alpha", alpha}, {"noise", noise}};
    json["training"] = {{"recipe", recipe}, {"dataset", dataset}, {"split", split}, {"steps", steps}, {"minutes", trainingMinutes},
        {"hardware", hardware}, {"trained_with", trainedWith}};
    json["metrics"] = metrics;
    json["license"] = license;
    json["attribution"] = attribution;
    json["intended_use"] = intendedUse;
    json["not_for"] = notFor;
    json["limitations"] = limitations;
    return json.dump(2) + "\n";
}

ModelCard ModelCard::fromJson(const std::string& text, const std::string& where)
{
    ModelCard card;
    checkJsonNesting(text, where);
    try {
        const Json json = Json::parse(text);
        if (json.at("format").get<std::string>() != "sonosketch-model")
            throw Error(ErrorCode::Corrupt, "this is not a model card", where);
        if (const int version = json.at("version").get<int>(); version != cardVersion)
            throw Error(ErrorCode::VersionMismatch,
                "model card version " + std::to_string(version) + ", this program reads " + std::to_string(cardVersion), where);
        json.at("name").get_to(card.name);
        json.at("weights").get_to(card.weights);
        json.at("sha256").get_to(card.sha256);
        card.spec = ConditionSpec::fromJson(json.at("spec").dump(), where);
        const auto& generator = json.at("generator");
        card.architecture = generator.value("architecture", card.architecture);
        card.baseSize = generator.value("base_size", card.baseSize);
        card.sketch = generator.value("sketch", card.sketch);
        generator.at("width").get_to(card.width);
        generator.at("residual_blocks").get_to(card.residualBlocks);
        generator.at("norm").get_to(card.norm);
        generator.at("grown").get_to(card.grown);
        card.noise = generator.value("noise", card.noise);
        generator.at("alpha").get_to(card.alpha);
        const auto& training = json.at("training");
        training.at("recipe").get_to(card.recipe);
        training.at("dataset").get_to(card.dataset);
        training.at("split").get_to(card.split);
        training.at("steps").get_to(card.steps);
        training.at("minutes").get_to(card.trainingMinutes);
        training.at("hardware").get_to(card.hardware);
        training.at("trained_with").get_to(card.trainedWith);
        json.at("metrics").get_to(card.metrics);
        json.at("license").get_to(card.license);
        json.at("attribution").get_to(card.attribution);
        json.at("intended_use").get_to(card.intendedUse);
        json.at("not_for").get_to(card.notFor);
        json.at("limitations").get_to(card.limitations);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt, std::string("the model card is not valid: ") + error.what(), where);
    }
    if (!std::isfinite(card.alpha) || card.alpha < 0.0 || card.alpha > 1.0)
        throw Error(ErrorCode::Corrupt, "the model card's alpha must lie in 0..1", where);
    // The weights lie beside the card; a path that points elsewhere is refused.
    if (card.weights.empty() || std::filesystem::path(card.weights).filename() != card.weights || card.weights == "..")
        throw Error(
            ErrorCode::Corrupt, "the model card's weights must be a file name in its own folder, not \"" + card.weights + "\"", where);
    return card;
}

ModelCard ModelCard::load(const std::filesystem::path& folder)
{
    const auto path = folder / "model.json";
    return fromJson(readTextFile(path, 1u << 20), path.string());
}

void ModelCard::save(const std::filesystem::path& folder) const
{
    writeFileAtomically(folder / "model.json", toJson());
}

} // namespace sonosketch::checkpoint
