// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/source_set.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <map>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

constexpr const char* dopplerPart = "doppler";

/// The part of each id. Throws Error(Corrupt) if an id stands in two parts.
std::map<std::string, std::string> readSplits(const fs::path& path)
{
    const std::string where = path.string();
    const nlohmann::json root = json_fields::parseObject(readTextFile(path), where);
    std::map<std::string, std::string> parts;
    for (const auto& [name, list] : root.items()) {
        const nlohmann::json& ids = json_fields::arrayAt(root, name, "", where, 1'000'000);
        for (const nlohmann::json& id : ids) {
            if (!id.is_number_integer() && !id.is_string())
                json_fields::fail("An id is a number or a text", "/" + name, where, &id);
            const std::string text = id.is_string() ? id.get<std::string>() : std::to_string(id.get<std::int64_t>());
            const auto [place, isNew] = parts.emplace(text, name);
            if (!isNew && place->second != name)
                throw Error(ErrorCode::Corrupt, fmt::format("id {} stands in the parts {} and {}", text, place->second, name), where);
        }
    }
    return parts;
}

std::string itemId(const std::string& stem)
{
    const bool number = !stem.empty() && stem.find_first_not_of("0123456789") == std::string::npos;
    return number && stem.size() < 4 ? "mmotu-" + std::string(4 - stem.size(), '0') + stem : "mmotu-" + stem;
}

} // namespace

SourceSet listMmotu(const ImportOptions& options)
{
    SourceSet set;
    set.name = "mmotu";
    set.palette = LabelPalette::bundled("mmotu");
    set.license = "CC-BY-4.0";
    set.attribution =
        "MMOTU, OTU_2d: Zhao et al. 2022, \"A Multi-Modality Ovarian Tumor Ultrasound Image Dataset for Unsupervised Cross-Domain Semantic "
        "Segmentation\", arXiv:2207.06799, CC BY 4.0; cropped, burned-in graphics removed";
    std::map<std::string, fs::path> annotations;
    for (const fs::path& path : filesOf(options.from / "annotations", "mmotu"))
        annotations.emplace(path.stem().string(), path);
    std::map<std::string, std::string> parts;
    const bool givenSplits = fs::exists(options.from / "splits.json");
    if (givenSplits)
        parts = readSplits(options.from / "splits.json");

    for (const fs::path& image : filesOf(options.from / "images", "mmotu")) {
        const std::string stem = image.stem().string();
        const std::string file = "images/" + image.filename().string();
        const auto annotation = annotations.find(stem);
        if (annotation == annotations.end()) {
            set.skipped.push_back({file, "there is no annotation of this name"});
            continue;
        }
        SourceExample example{itemId(stem), {}, {}, image, annotation->second, {}};
        annotations.erase(annotation);
        if (givenSplits) {
            const auto part = parts.find(stem);
            if (part != parts.end() && part->second == dopplerPart) {
                set.skipped.push_back({file, "colour Doppler"});
                continue;
            }
            if (part == parts.end() && !options.split) {
                set.skipped.push_back({file, "splits.json does not list it"});
                continue;
            }
            if (part != parts.end())
                example.split = part->second;
        }
        set.examples.push_back(std::move(example));
    }
    for (const auto& [stem, path] : annotations)
        set.skipped.push_back({"annotations/" + path.filename().string(), "there is no image of this name"});
    return set;
}

} // namespace sonosketch
