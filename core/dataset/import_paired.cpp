// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dataset/source_set.h"

#include <map>
#include <set>

namespace sonosketch {

namespace fs = std::filesystem;

SourceSet listPaired(const ImportOptions& options)
{
    if (!options.palette)
        throw Error(ErrorCode::InvalidArgument, "paired data needs a palette", options.from.string(), "Name its JSON file with --palette");
    SourceSet set;
    set.name = "paired";
    set.palette = LabelPalette::load(*options.palette);
    set.encoding = LabelEncoding::IdsOrColors;
    std::map<std::string, fs::path> labels;
    for (const fs::path& path : filesOf(options.from / "labels", "paired"))
        labels.emplace(path.stem().string(), path);
    std::set<std::string> seen;
    for (const fs::path& image : filesOf(options.from / "images", "paired")) {
        const std::string stem = image.stem().string();
        const std::string file = "images/" + image.filename().string();
        const auto label = labels.find(stem);
        if (!seen.insert(stem).second)
            set.skipped.push_back({file, "another image has the same name but for its ending"});
        else if (label == labels.end())
            set.skipped.push_back({file, "there is no label map of this name"});
        else
            set.examples.push_back({stem, {}, {}, image, label->second, {}});
    }
    for (const auto& [stem, path] : labels)
        if (!seen.contains(stem))
            set.skipped.push_back({"labels/" + path.filename().string(), "there is no image of this name"});
    return set;
}

} // namespace sonosketch
