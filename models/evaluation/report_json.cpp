// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "models/evaluation/evaluate.h"
#include "models/evaluation/feature_distances.h"
#include "models/evaluation/measures.h"
#include "models/evaluation/paper_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch::evaluation {

namespace {

using Json = nlohmann::ordered_json;

/// What could not be measured is null.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json copiesJson(const CopyResult& copies)
{
    Json nearest = Json::array();
    for (const auto& match : copies.nearest)
        nearest.push_back({{"id", match.id}, {"training", match.training}, {"distance", number(match.distance)}});
    return {{"threshold", number(copies.threshold)}, {"median_distance", number(copies.median)}, {"nearest", std::move(nearest)}};
}

Json resultJson(const Evaluation& evaluation, const ModelResult& result, bool isModel)
{
    Json json;
    if (isModel)
        json = {{"model_hash", result.hash}, {"device", result.device}, {"precision", result.precision}};
    for (const auto& row : measures()) {
        const std::string key = row.key;
        const auto value = result.values.find(key);
        if (key == "copies")
            json[key] = result.copies.measured ? Json(result.copies.copies) : Json();
        else if (value != result.values.end())
            json[key] = number(value->second);
        else if (isModel)
            json[key] = Json();
        if (key == "frechet" && json.contains(key))
            json["frechet_features"] = evaluation.features.empty() ? Json() : Json(evaluation.features);
    }
    for (const auto& [key, interval] : result.intervals)
        json["interval_95"][key] = {number(interval[0]), number(interval[1])};
    for (const auto& entry : result.classes)
        json["dice_classes"][entry.name] = {{"real", number(entry.real)}, {"synth", number(entry.synth)}, {"images", entry.images}};
    json["copy_check"] = copiesJson(result.copies);
    return json;
}

/// A field of CSV; ids come from file names.
std::string field(std::string text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

std::string reportJson(const Evaluation& evaluation)
{
    Json json{{"format", "sonosketch-evaluation"}, {"version", 1}, {"synthetic", true}, {"not_for", "Diagnosis"}};
    json["software"] = {{"sonosketch", SONOSKETCH_VERSION}, {"libtorch", torchVersion()}, {"opencv", CV_VERSION}};
    json["data"] = {{"name", evaluation.dataset}, {"license", evaluation.license}, {"attribution", evaluation.attribution},
        {"manifest_sha256", evaluation.manifestSha256}};
    json["split"] = evaluation.split;
    json["count"] = evaluation.ids.size();
    json["available"] = evaluation.available;
    json["training_pictures"] = evaluation.training;
    json["seed"] = evaluation.seed;
    json["features"] = {{"name", evaluation.features.empty() ? Json() : Json(evaluation.features)},
        {"dimensions", evaluation.featureDimensions}, {"distance", evaluation.frechetName()}, {"kernel_subsets", kernelSubsets},
        {"kernel_subset_size", kernelSubsetSize(static_cast<int>(evaluation.ids.size()))}};
    json["segmenter"] = evaluation.segmenter.empty() ? Json() : Json(evaluation.segmenter);
    json["warnings"] = evaluation.warnings;
    // What the real pictures have by themselves; their Frechet and kernel distance are those to the training pictures.
    json["real"] = resultJson(evaluation, evaluation.real, false);
    json["models"] = Json::object();
    for (const auto& model : evaluation.models)
        json["models"][model.name] = resultJson(evaluation, model, true);
    json["paper"] = {{"source", paperSource}, {"caution", paperCaution}, {"table_1", Json::array()}};
    for (const auto& row : paperTable)
        json["paper"]["table_1"].push_back(
            {{"method", row.method}, {"resolution", row.resolution}, {"fid", row.fid}, {"kid_x100", row.kidX100}, {"ms_ssim", row.msSsim}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string summaryText(const Evaluation& evaluation)
{
    std::size_t width = 12;
    for (const auto& model : evaluation.models)
        width = std::max(width, model.name.size() + 2);
    std::string text;
    for (const auto& warning : evaluation.warnings)
        text += fmt::format("Note: {}\n", warning);
    text += fmt::format("{:34}", fmt::format("{} pictures of {}", evaluation.ids.size(), evaluation.dataset));
    for (const auto& model : evaluation.models)
        text += fmt::format("{:>{}}", model.name, width);
    text += fmt::format("{:>12}\n", "real");
    const auto figure = [](const ModelResult& result, const Measure& row) {
        if (std::string(row.key) == "copies")
            return result.copies.measured ? std::to_string(result.copies.copies) : std::string("-");
        const auto value = result.values.find(row.key);
        return value != result.values.end() && std::isfinite(value->second) ? fmt::format("{:.{}f}", value->second, row.digits)
                                                                            : std::string("-");
    };
    for (const auto& row : measures()) {
        text += fmt::format("{:34}", std::string(row.key) == "frechet" ? evaluation.frechetName() : row.key);
        for (const auto& model : evaluation.models)
            text += fmt::format("{:>{}}", figure(model, row), width);
        text += fmt::format("{:>12}\n", figure(evaluation.real, row));
    }
    return text;
}

std::string perImageCsv(const Evaluation& evaluation)
{
    std::string text = "model,id";
    for (const auto& row : measures()) {
        if (row.perImage)
            text += fmt::format(",{}", row.key);
    }
    text += '\n';
    const auto add = [&](const ModelResult& result) {
        for (std::size_t i = 0; i < evaluation.ids.size(); ++i) {
            text += fmt::format("{},{}", field(result.name), field(evaluation.ids[i]));
            for (const auto& row : measures()) {
                if (!row.perImage)
                    continue;
                const auto values = result.perImage.find(row.key);
                const bool known = values != result.perImage.end() && i < values->second.size() && std::isfinite(values->second[i]);
                text += known ? fmt::format(",{:.6g}", values->second[i]) : ",";
            }
            text += '\n';
        }
    };
    add(evaluation.real);
    for (const auto& model : evaluation.models)
        add(model);
    return text;
}

void writeReports(const Evaluation& evaluation, const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw Error(ErrorCode::WriteFailed, "the folder cannot be made: " + failed.message(), folder.string());
    writeFileAtomically(folder / "report.json", reportJson(evaluation));
    writeFileAtomically(folder / "per_image.csv", perImageCsv(evaluation));
    writeFileAtomically(folder / "report.html", reportHtml(evaluation));
}

} // namespace sonosketch::evaluation
