// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/inside.h"
#include "core/dataset/dataset.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"
#include "core/imaging/scan_sector.h"

#include <fmt/format.h>

#include <algorithm>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;
namespace jf = json_fields;

constexpr const char* datasetFormat = "sonosketch-dataset";
constexpr int datasetVersion = 1;
constexpr std::size_t maxItems = 1'000'000;

/// A relative path that stays below the folder.
std::string pathAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where)
{
    std::string text = jf::textAt(object, key, path, where, 1024);
    const fs::path relative(text);
    const bool leaves =
        relative.is_absolute() || std::any_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
    if (text.empty() || leaves)
        jf::fail("A path must stay inside the data set", path + "/" + key, where, &object.at(key));
    return text;
}

std::string hashAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where)
{
    std::string text = jf::textAt(object, key, path, where, 64);
    if (text.size() != 64 || text.find_first_not_of("0123456789abcdef") != std::string::npos)
        jf::fail("A SHA-256 of 64 hexadecimal digits is expected", path + "/" + key, where, &object.at(key));
    return text;
}

CannySettings parseCanny(const nlohmann::json& object, const std::string& where)
{
    CannySettings canny;
    canny.low = jf::numberAt(object, "low", "/canny", where);
    canny.high = jf::numberAt(object, "high", "/canny", where);
    canny.sigma = jf::numberAt(object, "sigma", "/canny", where);
    canny.aperture = static_cast<int>(jf::integerAt(object, "aperture", "/canny", where, 3, 7));
    try {
        validate(canny);
    } catch (const Error& error) {
        jf::fail(error.problem(), "/canny", where);
    }
    return canny;
}

DatasetItem parseItem(const nlohmann::json& object, const std::string& path, const std::string& where, const LabelPalette& palette)
{
    DatasetItem item;
    item.id = jf::textAt(object, "id", path, where, 200);
    item.split = jf::textAt(object, "split", path, where, 200);
    if (item.id.empty() || item.split.empty())
        jf::fail("An item needs an id and a split", path, where);
    item.image = pathAt(object, "image", path, where);
    item.labels = pathAt(object, "labels", path, where);
    item.sketch = pathAt(object, "sketch", path, where);
    item.fieldOfView = pathAt(object, "fieldOfView", path, where);
    item.imageSha256 = hashAt(object, "imageSha256", path, where);
    item.labelsSha256 = hashAt(object, "labelsSha256", path, where);
    item.sketchSha256 = hashAt(object, "sketchSha256", path, where);
    item.fieldOfViewSha256 = hashAt(object, "fieldOfViewSha256", path, where);
    item.sourceFile = jf::textAt(object, "sourceFile", path, where, 1024);
    if (object.contains("mmPerPixel")) {
        item.mmPerPixel = jf::numberAt(object, "mmPerPixel", path, where);
        if (*item.mmPerPixel <= 0)
            jf::fail("A pixel size is positive", path + "/mmPerPixel", where, &object.at("mmPerPixel"));
    }
    if (object.contains("group"))
        item.group = jf::textAt(object, "group", path, where, 200);
    for (const nlohmann::json& value : jf::arrayAt(object, "classes", path, where, 64)) {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() >= palette.size())
            jf::fail("A class is not in the palette", path + "/classes", where, &value);
        item.classes.push_back(value.get<int>());
    }
    return item;
}

/// One plane of a sample, of the right size.
cv::Mat readPlane(const fs::path& path)
{
    ImageLimits limits;
    limits.maxSide = canvasSize;
    cv::Mat plane = readImageIndexed(path, limits);
    if (plane.cols != canvasSize || plane.rows != canvasSize)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("the picture is {}x{}, expected is {}x{}", plane.cols, plane.rows, canvasSize, canvasSize), path.string());
    return plane;
}

} // namespace

DatasetManifest DatasetManifest::load(const fs::path& folder)
{
    const fs::path path = folder / "manifest.json";
    const std::string where = path.string();
    if (!fs::exists(path))
        throw Error(ErrorCode::NotFound, "this is no imported data set: manifest.json is missing", folder.string(),
            "Make one with: dataset import");
    const nlohmann::json root = jf::parseObject(readTextFile(path, 512u << 20), where);
    jf::checkFormat(root, datasetFormat, datasetVersion, where);
    DatasetManifest manifest;
    manifest.name = jf::textAt(root, "name", "", where, 200);
    manifest.palette = LabelPalette::fromJson(jf::dump(jf::objectAt(root, "palette", "", where)), where + ", at /palette");
    manifest.canny = parseCanny(jf::objectAt(root, "canny", "", where), where);
    manifest.license = jf::textAt(root, "license", "", where);
    manifest.attribution = jf::textAt(root, "attribution", "", where);
    const nlohmann::json& items = jf::arrayAt(root, "items", "", where, maxItems);
    for (std::size_t i = 0; i < items.size(); ++i)
        manifest.items.push_back(parseItem(items[i], "/items/" + std::to_string(i), where, manifest.palette));
    return manifest;
}

void DatasetManifest::save(const fs::path& folder) const
{
    nlohmann::ordered_json root;
    root["format"] = datasetFormat;
    root["version"] = datasetVersion;
    root["name"] = name;
    root["license"] = license;
    root["attribution"] = attribution;
    root["canny"] = {{"low", canny.low}, {"high", canny.high}, {"sigma", canny.sigma}, {"aperture", canny.aperture}};
    root["palette"] = nlohmann::ordered_json::parse(palette.toJson());
    root["items"] = nlohmann::ordered_json::array();
    for (const DatasetItem& item : items) {
        nlohmann::ordered_json object{{"id", item.id}, {"split", item.split}, {"sourceFile", item.sourceFile}, {"classes", item.classes},
            {"image", item.image}, {"imageSha256", item.imageSha256}, {"labels", item.labels}, {"labelsSha256", item.labelsSha256},
            {"sketch", item.sketch}, {"sketchSha256", item.sketchSha256}, {"fieldOfView", item.fieldOfView},
            {"fieldOfViewSha256", item.fieldOfViewSha256}};
        if (item.mmPerPixel)
            object["mmPerPixel"] = *item.mmPerPixel;
        if (!item.group.empty())
            object["group"] = item.group;
        root["items"].push_back(std::move(object));
    }
    writeFileAtomically(folder / "manifest.json", root.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

DatasetSample loadSample(const fs::path& folder, const DatasetItem& item)
{
    // Names were looked at when the manifest was read; a link on the disk may still lead elsewhere.
    const auto read = [&](const std::string& file) { return readPlane(fileInside(folder, file, (folder / file).string())); };
    return {read(item.image), read(item.labels), read(item.sketch), read(item.fieldOfView)};
}

} // namespace sonosketch
