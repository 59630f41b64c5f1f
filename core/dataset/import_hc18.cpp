// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/source_set.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>
#include <sstream>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

constexpr const char* table = "training_set_pixel_size_and_HC.csv";

/// Pixel size in mm by file name. Throws Error(Corrupt) naming the line.
std::map<std::string, double> readPixelSizes(const fs::path& path)
{
    std::map<std::string, double> sizes;
    std::istringstream lines(readTextFile(path));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (number == 1 || line.empty())
            continue;
        const std::size_t first = line.find(','), second = line.find(',', first == std::string::npos ? first : first + 1);
        double size = 0;
        const bool shaped = first != std::string::npos && second != std::string::npos
            && std::from_chars(line.data() + first + 1, line.data() + second, size).ptr == line.data() + second;
        if (!shaped || !std::isfinite(size) || size <= 0 || size > 10)
            throw Error(ErrorCode::Corrupt, fmt::format("line {} gives no pixel size", number), path.string(),
                "Expected are lines NAME,MM_PER_PIXEL,CIRCUMFERENCE");
        sizes[line.substr(0, first)] = size;
    }
    return sizes;
}

} // namespace

SourceSet listHc18(const ImportOptions& options)
{
    SourceSet set;
    set.name = "hc18";
    set.palette = LabelPalette::bundled("fetal-head");
    set.license = "CC-BY-4.0";
    set.attribution = "HC18: van den Heuvel et al. 2018, \"Automated measurement of fetal head circumference using 2D ultrasound images\", "
                      "Zenodo 1327317, CC BY 4.0; cropped";
    const std::map<std::string, double> sizes = readPixelSizes(options.from / table);
    std::map<std::string, fs::path> masks;
    for (const fs::path& path : filesOf(options.from / "masks", "hc18"))
        masks.emplace(path.stem().string(), path);
    for (const fs::path& image : filesOf(options.from / "images", "hc18")) {
        const std::string stem = image.stem().string();
        const auto mask = masks.find(stem);
        if (mask == masks.end()) {
            set.skipped.push_back({"images/" + image.filename().string(), "there is no mask of this name"});
            continue;
        }
        SourceExample example{"hc18-" + stem, stem.substr(0, stem.find('_')), {}, image, mask->second, {}};
        if (const auto size = sizes.find(image.filename().string()); size != sizes.end())
            example.mmPerPixel = size->second;
        set.examples.push_back(std::move(example));
        masks.erase(mask);
    }
    for (const auto& [stem, path] : masks)
        set.skipped.push_back({"masks/" + path.filename().string(), "there is no image of this name"});
    return set;
}

} // namespace sonosketch
