// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/set_card.h"

#include "core/document/json_fields.h"
#include "core/export/layout_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sonosketch {

using nlohmann::json;

namespace {

double rounded(double value)
{
    return std::round(value * 1e6) / 1e6;
}

/// For a cell of a table in Markdown.
std::string cell(const std::string& text)
{
    std::string result;
    for (const char letter : text) {
        if (letter == '|' || letter == '<' || letter == '`' || letter == '*' || letter == '\\')
            result += '\\';
        result += letter == '\n' ? ' ' : letter;
    }
    return result;
}

const char* layoutText(const std::string& format)
{
    if (format == "png")
        return "`SPLIT/images`, `SPLIT/masks` (indexed PNG, values are class ids), `SPLIT/sketches`; classes in `palette.json`";
    if (format == "coco")
        return "`images/SPLIT`, `annotations/instances_SPLIT.json` (run-length masks, exact), `annotations/polygons_SPLIT.json` (the same "
               "as polygons)";
    if (format == "yolo")
        return "`images/SPLIT`, `labels/SPLIT` (polygons), `data.yaml`; classes count from 0, without a background";
    if (format == "nnunet")
        return "`Dataset501_SonoSketch` for nnU-Net v2: the parts `train` and `val` in `imagesTr`, every other part in `imagesTs`; "
               "`splits_final.json` belongs into its preprocessed folder, so that variations of one scan stay on one side";
    if (format == "nifti")
        return "`SPLIT/images/*.nii.gz`, `SPLIT/labels/*.nii.gz`, one slice each; classes in `palette.json`";
    if (format == "webdataset")
        return "`SPLIT-NNNNNN.tar` with ID.png, ID.mask.png, ID.sketch.png, ID.json";
    return "`SPLIT.h5` with `images`, `masks`, `sketches` (uint8, item by item) and `ids`";
}

constexpr const char* modelMetricsText = "of the model, on its validation split; not of the pictures of this set";
constexpr const char* speckleText = "mean / standard deviation of grey in small even windows inside the field of view, median of a picture";

} // namespace

void SetStatistics::Spread::add(double value)
{
    ++images;
    sum += value;
    squares += value * value;
    least = std::min(least, value);
    most = std::max(most, value);
}

double SetStatistics::Spread::deviation() const
{
    if (images < 2)
        return 0;
    const double count = static_cast<double>(images);
    return std::sqrt(std::max(0.0, (squares - sum * sum / count) / (count - 1)));
}

SetStatistics::SetStatistics(const SetPlan& plan)
    : m_plan(plan)
{
    for (std::size_t i = 0; i < std::min(plan.count, plan.sources.size()); ++i)
        ++m_sources[plan.sources[i].split];
}

void SetStatistics::add(const PlannedItem& item, const json& manifest)
{
    ++m_images[item.split];
    ++m_devices[fmt::format("{}, {}", manifest.at("device").get<std::string>(), manifest.at("precision").get<std::string>())];
    const double view = std::max(1.0, manifest.at("view_area").get<double>());
    if (manifest.at("areas").empty())
        ++m_empty;
    for (const auto& [name, area] : manifest.at("areas").items()) {
        m_classes[item.split][name].add(area.get<double>() / view);
        m_all[name].add(area.get<double>() / view);
    }
    for (const auto& [name, count] : manifest.at("objects").items())
        m_objects[name] += count.get<std::size_t>();
    m_grey[item.split].add(manifest.at("mean_grey").get<double>());
    Spread& speckle = m_speckle[item.split];
    if (manifest.contains("speckle_snr"))
        speckle.add(manifest.at("speckle_snr").get<double>());
}

json SetStatistics::Spread::toJson(const std::string& prefix) const
{
    return {{"images", images}, {prefix + "mean", rounded(mean())}, {prefix + "deviation", rounded(deviation())},
        {prefix + "least", rounded(images ? least : 0)}, {prefix + "most", rounded(images ? most : 0)}};
}

std::string SetStatistics::card(const std::string& planHash, const std::string& sumsHash) const
{
    json root{{"format", "sonosketch-set-card"}, {"version", 1}, {"name", m_plan.name}, {"synthetic", true},
        {"disclaimer", layout_parts::syntheticSentence}, {"intended_use", "training and testing of image analysis software; teaching"},
        {"not_for", "diagnosis, or any decision about a patient"}, {"images", m_plan.count}, {"images_without_object", m_empty},
        {"formats", m_plan.formats}, {"visible_mark", m_plan.visibleMark}, {"seed", m_plan.seed},
        {"recipe", json::parse(m_plan.recipe.toJson())}, {"palette", json::parse(m_plan.palette.toJson())}, {"plan_sha256", planHash},
        {"sha256sums_sha256", sumsHash},
        {"model",
            {{"name", m_plan.model}, {"sha256", m_plan.modelHash}, {"license", m_plan.modelLicense},
                {"attribution", m_plan.modelAttribution}, {"metrics", m_plan.modelMetrics}, {"metrics_of", modelMetricsText},
                {"limitations", m_plan.modelLimitations}}},
        {"computed_on", m_devices}, {"area_unit", "part of the field of view, over the images that show the class"},
        {"mean_grey_unit", "grey levels of 0 to 255, over the whole picture"}, {"speckle_snr_unit", speckleText}};
    for (const auto& [split, count] : m_images) {
        json part{{"images", count}, {"sources", m_sources.contains(split) ? m_sources.at(split) : 0}, {"classes", json::object()}};
        if (m_classes.contains(split))
            for (const auto& [name, areas] : m_classes.at(split))
                part["classes"][name] = areas.toJson("area_");
        part["mean_grey"] = m_grey.at(split).toJson("");
        part["speckle_snr"] = m_speckle.at(split).toJson("");
        root["splits"][split] = part;
    }
    root["classes"] = json::object();
    for (const auto& [name, areas] : m_all) {
        root["classes"][name] = areas.toJson("area_");
        root["classes"][name]["objects"] = m_objects.contains(name) ? m_objects.at(name) : 0;
    }
    root["sources"] = json::array();
    for (std::size_t i = 0; i < std::min(m_plan.count, m_plan.sources.size()); ++i) {
        const SetSource& source = m_plan.sources[i];
        json entry{{"kind", source.kind}, {"name", source.name}, {"title", source.title}, {"identity", source.identity},
            {"split", source.split}, {"license", source.license}, {"attribution", source.attribution}};
        if (source.node)
            entry["node"] = *source.node;
        root["sources"].push_back(std::move(entry));
    }
    return json_fields::dump(root, 1) + "\n";
}

std::string SetStatistics::partsText() const
{
    std::string text = "\n## Parts\n\nVariations of one scan lie in one part, never in two; so do steps of one history, and what a data "
                       "set says to be of one exam or patient. Of other scans nobody knows here whether they show one patient.\n\n"
                       "| part | images | sources |\n|---|---:|---:|\n";
    for (const auto& [split, count] : m_images)
        text += fmt::format("| {} | {} | {} |\n", split, count, m_sources.contains(split) ? m_sources.at(split) : 0);
    text += fmt::format(
        "\n## Pictures\n\nMean grey of 0 to 255 over the whole picture. Speckle: {}.\n\n"
        "| part | grey, mean | deviation | least | most | speckle SNR, mean | deviation | least | most | images with speckle |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        speckleText);
    for (const auto& [split, grey] : m_grey) {
        const Spread& speckle = m_speckle.at(split);
        text += fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} ", split, grey.mean(), grey.deviation(), grey.least, grey.most);
        text += speckle.images == 0 ? std::string("| - | - | - | - | 0 |\n")
                                    : fmt::format("| {:.3f} | {:.3f} | {:.3f} | {:.3f} | {} |\n", speckle.mean(), speckle.deviation(),
                                        speckle.least, speckle.most, speckle.images);
    }
    return text;
}

std::string SetStatistics::modelText() const
{
    std::string text = fmt::format("\n## The model\n\n{} (SHA-256 {}).\n", cell(m_plan.model), m_plan.modelHash);
    if (!m_plan.modelMetrics.empty()) {
        text += fmt::format("\nMeasures {}:\n\n| measure | value |\n|---|---:|\n", modelMetricsText);
        for (const auto& [name, value] : m_plan.modelMetrics)
            text += fmt::format("| {} | {} |\n", cell(name), value);
    }
    if (!m_plan.modelLimitations.empty())
        text += fmt::format("\nIts limits: {}\n", cell(m_plan.modelLimitations));
    return text;
}

std::string SetStatistics::readme() const
{
    std::string text = fmt::format("# {}\n\n**Synthetic images.** {}\n\n", cell(m_plan.name), layout_parts::syntheticSentence);
    text += fmt::format("{} images of {} x {} pixels, made by SonoSketch from {} source cases by the recipe "
                        "\"{}\" with seed {}.\n",
        m_plan.count, 512, 512, std::min(m_plan.count, m_plan.sources.size()), cell(m_plan.recipe.name), m_plan.seed);
    text += m_plan.visibleMark ? "Each picture carries a visible mark.\n" : "The pictures carry no visible mark.\n";
    text += "That they are synthetic stands in the metadata of each picture, or of the file that holds it, in the manifest and here. "
            "Labels that are plain text, such as YOLO's, and masks without room for words do not say it.\n";
    text += partsText();
    text += fmt::format(
        "\n## Classes\n\nAreas are parts of the field of view, over the images that show the class. {} images show no object.\n\n"
        "| part | class | images | area, mean | deviation | least | most |\n|---|---|---:|---:|---:|---:|---:|\n",
        m_empty);
    for (const auto& [split, classes] : m_classes)
        for (const auto& [name, areas] : classes)
            text += fmt::format("| {} | {} | {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} |\n", split, cell(name), areas.images, areas.mean(),
                areas.deviation(), areas.least, areas.most);
    text += "\n## Layout\n\n";
    for (const std::string& format : m_plan.formats)
        text +=
            fmt::format("- {}: {}{}\n", format, m_plan.formats.size() == 1 ? "" : fmt::format("in `{}/`: ", format), layoutText(format));
    text += "- `manifest.jsonl` and `manifest.csv`: for each image its source, variation, all that was drawn for it, model, condition "
            "hash, and the SHA-256 of its "
            "files\n- `SHA256SUMS`: of all files, for `sha256sum -c SHA256SUMS`\n- `card.json`: this page for "
            "programs\n";
    text +=
        "\n## How it was made\n\nEach source case was varied by the recipe (in `card.json`): objects moved, turned, resized and bent with "
        "the tissue "
        "around them, some added, removed or given another class; the scan cropped or mirrored; the sketch found anew. Then the model drew "
        "the picture. Equal seed, recipe, sources and model give the same images.\n";
    text += modelText();
    text += "\n## Licence and attribution\n\n";
    std::set<std::pair<std::string, std::string>> credits;
    for (const SetSource& source : m_plan.sources)
        credits.emplace(source.license, source.attribution);
    for (const auto& [license, attribution] : credits)
        text += fmt::format(
            "- sources: {}{}{}\n", license.empty() ? "licence unknown" : cell(license), attribution.empty() ? "" : "; ", cell(attribution));
    text += fmt::format("- model: {}{}{}\n", m_plan.modelLicense.empty() ? "licence unknown" : cell(m_plan.modelLicense),
        m_plan.modelAttribution.empty() ? "" : "; ", cell(m_plan.modelAttribution));
    text +=
        "\n## Limits\n\nThe pictures look as real as the model makes them, no more: what it has not learnt they do not show. Labels say "
        "what was asked "
        "of the model, not what a reader would find in the picture. Do not use them for diagnosis or for any decision about a patient.\n";
    return text;
}

} // namespace sonosketch
