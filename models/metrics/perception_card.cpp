// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/perception_card.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sonosketch::metrics {

namespace {
using Json = nlohmann::ordered_json;
constexpr int cardVersion = 1;
constexpr std::size_t mostClasses = 64;
} // namespace

std::string PerceptionCard::toJson() const
{
    Json json;
    json["format"] = "sonosketch-model";
    json["version"] = cardVersion;
    json["kind"] = kind;
    json["name"] = name;
    json["weights"] = weights;
    json["sha256"] = sha256;
    json["palette"] = palette;
    json["classes"] = classes;
    if (kind == segmenter)
        json["network"] = {{"width", width}, {"levels", levels}, {"resolution", resolution}};
    else
        json["network"] = {{"width", width}, {"dimensions", dimensions}};
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

PerceptionCard PerceptionCard::fromJson(const std::string& text, const std::string& kind, const std::string& where)
{
    PerceptionCard card;
    checkJsonNesting(text, where);
    try {
        const Json json = Json::parse(text);
        if (json.at("format").get<std::string>() != "sonosketch-model")
            throw Error(ErrorCode::Corrupt, "this is not a model card", where);
        if (const int version = json.at("version").get<int>(); version != cardVersion)
            throw Error(
                ErrorCode::VersionMismatch, fmt::format("model card version {}, this program reads {}", version, cardVersion), where);
        card.kind = json.value("kind", "generator");
        if (card.kind != kind)
            throw Error(ErrorCode::Unsupported, fmt::format("this model is a {}, but a {} is wanted", card.kind, kind), where,
                "Name the folder of another model");
        json.at("name").get_to(card.name);
        json.at("weights").get_to(card.weights);
        json.at("sha256").get_to(card.sha256);
        json.at("palette").get_to(card.palette);
        json.at("classes").get_to(card.classes);
        const auto& network = json.at("network");
        network.at("width").get_to(card.width);
        if (card.kind == segmenter) {
            network.at("levels").get_to(card.levels);
            network.at("resolution").get_to(card.resolution);
        } else {
            network.at("dimensions").get_to(card.dimensions);
        }
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
    // The weights lie beside the card; a path that points elsewhere is refused.
    if (card.weights.empty() || std::filesystem::path(card.weights).filename() != card.weights || card.weights == "..")
        throw Error(ErrorCode::Corrupt,
            fmt::format("the model card's weights must be a file name in its own folder, not \"{}\"", card.weights), where);
    if (card.classes.empty() || card.classes.size() >= mostClasses)
        throw Error(ErrorCode::Corrupt, "the model card must name 1 to 63 classes", where);
    if (card.kind == segmenter && (card.resolution < 16 || card.resolution > 512 || 512 % card.resolution != 0))
        throw Error(ErrorCode::Corrupt, "the model card's resolution must be 16, 32, 64, 128, 256 or 512", where);
    return card;
}

PerceptionCard PerceptionCard::load(const std::filesystem::path& folder, const std::string& kind)
{
    const auto path = folder / "model.json";
    auto card = fromJson(readTextFile(path, 1u << 20), kind, path.string());
    const auto weights = folder / card.weights;
    if (const auto found = sha256File(weights); found != card.sha256)
        throw Error(ErrorCode::Corrupt, fmt::format("the weights have SHA-256 {} but their card says {}", found, card.sha256),
            weights.string(), "Fetch or export the model again");
    return card;
}

} // namespace sonosketch::metrics
