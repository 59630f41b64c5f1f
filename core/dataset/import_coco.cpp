// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/inside.h"
#include "core/dataset/coco.h"
#include "core/dataset/source_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

/// One JSON file: a part of the set, or all of it.
struct CocoPart {
    fs::path json;
    std::string suffix; ///< "train2017" of instances_train2017.json, or the folder's name; empty for the whole set
};

std::vector<fs::path> jsonFiles(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code ignored;
    if (fs::is_directory(folder, ignored))
        for (const fs::path& path : filesOf(folder, "coco"))
            if (path.extension() == ".json")
                files.push_back(path);
    return files;
}

/// What the usual tools write: annotations/instances_PART.json; PART/_annotations.coco.json; or one file beside the images or in annotations/.
std::vector<CocoPart> findParts(const fs::path& folder)
{
    std::vector<CocoPart> parts;
    const std::string begin = "instances_";
    for (const fs::path& path : jsonFiles(folder / "annotations"))
        if (const std::string stem = path.stem().string(); stem.starts_with(begin))
            parts.push_back({path, stem == "instances_default" ? "" : stem.substr(begin.size())});
    if (!parts.empty())
        return parts;
    std::vector<fs::path> below;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (fs::is_regular_file(entry.path() / "_annotations.coco.json"))
            below.push_back(entry.path());
    std::sort(below.begin(), below.end());
    for (const fs::path& path : below)
        parts.push_back({path / "_annotations.coco.json", path.filename().string()});
    if (!parts.empty())
        return parts;
    std::vector<fs::path> files = jsonFiles(folder);
    for (const fs::path& path : jsonFiles(folder / "annotations"))
        files.push_back(path);
    if (files.size() == 1)
        return {{files.front(), ""}};
    throw Error(files.empty() ? ErrorCode::NotFound : ErrorCode::InvalidArgument,
        fmt::format("this folder holds {} JSON files, one is expected, or annotations/instances_PART.json", files.size()), folder.string(),
        "Name the JSON file itself with --from");
}

/// The part's name in our sets.
std::string splitOf(const std::string& suffix)
{
    for (const char* known : {"train", "val", "test"})
        if (suffix.starts_with(known))
            return known;
    return suffix;
}

/// Where the picture lies: beside the JSON, or in a folder of the usual names. Throws Error if the name leads out of the set, or nowhere.
fs::path findImage(const fs::path& base, const CocoPart& part, const std::string& file)
{
    const fs::path beside = part.json.parent_path().lexically_relative(base);
    const fs::path suffix = part.suffix.empty() ? fs::path(".") : fs::path(part.suffix);
    for (const fs::path& folder : {beside, "images" / suffix, suffix, fs::path("images"), fs::path(".")}) {
        // The JSON's own words first: together with a folder, ".." could look harmless.
        fileInside(base, file, part.json.filename().string());
        const fs::path path = fileInside(base, (folder / file).lexically_normal().generic_string(), part.json.filename().string());
        if (fs::exists(path))
            return path;
    }
    throw Error(ErrorCode::NotFound, "there is no such image", file);
}

/// "train/scan 1.png" to "train-scan 1".
std::string idOf(const std::string& file)
{
    std::string id = fs::path(file).replace_extension().generic_string();
    std::replace(id.begin(), id.end(), '/', '-');
    return id;
}

void addLine(std::string& all, const std::string& line)
{
    if (!line.empty() && all.find(line) == std::string::npos && all.size() + line.size() < 3000)
        all += (all.empty() ? "" : "; ") + line;
}

} // namespace

SourceSet listCoco(const ImportOptions& options)
{
    SourceSet set;
    set.name = "coco";
    std::optional<LabelPalette> palette;
    if (options.palette)
        palette = LabelPalette::load(*options.palette);
    fs::path base = options.from;
    std::vector<CocoPart> parts;
    if (fs::is_directory(base)) {
        parts = findParts(base);
    } else {
        parts = {{base, ""}};
        base = fs::absolute(base).parent_path();
        parts.front().json = base / parts.front().json.filename();
        if (base.filename() == "annotations")
            base = base.parent_path();
    }

    std::set<std::string> ids;
    for (const CocoPart& part : parts) {
        const auto coco = std::make_shared<const CocoSet>(
            parseCoco(readTextFile(part.json, CocoLimits{}.maxBytes), part.json.string(), palette ? &*palette : nullptr));
        // The first part decides; the others' categories must be among its own, whatever their numbers.
        palette = coco->palette;
        addLine(set.license, coco->license);
        addLine(set.attribution, coco->attribution);
        for (std::size_t i = 0; i < coco->images.size(); ++i) {
            const CocoImage& image = coco->images[i];
            try {
                if (!image.problem.empty())
                    throw Error(ErrorCode::Unsupported, image.problem, image.file);
                SourceExample example;
                example.image = findImage(base, part, image.file);
                example.id = idOf(image.file);
                if (ids.contains(example.id) && !part.suffix.empty())
                    example.id = part.suffix + "-" + example.id;
                if (!ids.insert(example.id).second)
                    throw Error(ErrorCode::Unsupported, "another image has the same name but for its ending", image.file);
                example.split = splitOf(part.suffix);
                example.decode = [coco, i] { return DecodedPair{{}, cocoLabels(coco->images[i]), {}}; };
                set.examples.push_back(std::move(example));
            } catch (const Error& error) {
                set.skipped.push_back({image.file, error.problem()});
            }
        }
    }
    set.palette = *palette;
    std::sort(set.examples.begin(), set.examples.end(), [](const auto& a, const auto& b) { return naturalLess(a.id, b.id); });
    return set;
}

} // namespace sonosketch
