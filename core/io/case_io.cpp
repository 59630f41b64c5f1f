// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_io.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"
#include "core/io/png_file.h"

#include <fmt/format.h>

#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* caseFormat = "sonosketch-case";
constexpr int caseVersion = 1;
constexpr const char* caseFile = "case.json";
/// Canvas pictures: far below what an arbitrary image may be, so that a hostile case costs no memory.
const ImageLimits canvasLimits{canvasSize, std::int64_t{canvasSize} * canvasSize, 16u << 20};

struct PlaneFile {
    Plane plane;
    const char* key;
    const char* name;
};
constexpr std::array planeFiles{PlaneFile{Plane::Labels, "labels", "labels.png"}, PlaneFile{Plane::Sketch, "sketch", "sketch.png"},
    PlaneFile{Plane::FieldOfView, "fieldOfView", "fov.png"}};

/// The path of a file that case.json names: a plain name, of a regular file, that no link leads out of the folder.
fs::path inFolder(const fs::path& folder, const json& files, const std::string& key, const std::string& where)
{
    const std::string name = json_fields::textAt(files, key, "/files", where, 255);
    if (name.empty() || name == "." || name == ".." || name.find_first_of("/\\:") != std::string::npos)
        json_fields::fail("A file name without a folder is expected", "/files/" + key, where, &files.at(key));
    const fs::path path = folder / name;
    std::error_code problem;
    if (!fs::exists(path, problem))
        throw Error(ErrorCode::NotFound, "A file of the case is missing", path.string());
    const fs::path real = fs::canonical(path, problem), home = problem ? fs::path() : fs::canonical(folder, problem);
    if (problem || real.parent_path() != home || !fs::is_regular_file(real, problem))
        throw Error(ErrorCode::Corrupt, "A file of the case is no plain file within its folder", path.string());
    return path;
}

CanvasCrop readCrop(const json& root, const std::string& where)
{
    // Wide enough for any frame and any crop on the canvas, narrow enough that sums of them never overflow.
    constexpr std::int64_t far = 1 << 20;
    const json& object = json_fields::objectAt(root, "crop", "", where);
    const auto rect = json_fields::integersAt(object, "source", "/crop", where, 4, -far, far);
    const auto offset = json_fields::integersAt(object, "offset", "/crop", where, 2, -far, far);
    CanvasCrop crop;
    crop.source = {static_cast<int>(rect[0]), static_cast<int>(rect[1]), static_cast<int>(rect[2]), static_cast<int>(rect[3])};
    crop.offset = {static_cast<int>(offset[0]), static_cast<int>(offset[1])};
    crop.scale = json_fields::numberAt(object, "scale", "/crop", where);
    if (!(crop.scale >= 1e-6 && crop.scale <= 1e6) || crop.source.width < 0 || crop.source.height < 0)
        json_fields::fail("A crop has a scale of 1e-6..1e6 and no negative size", "/crop", where, &object);
    return crop;
}

CannySettings readCanny(const json& root, const std::string& where)
{
    const json& object = json_fields::objectAt(root, "canny", "", where);
    CannySettings canny;
    canny.low = json_fields::numberAt(object, "low", "/canny", where);
    canny.high = json_fields::numberAt(object, "high", "/canny", where);
    canny.sigma = json_fields::numberAt(object, "sigma", "/canny", where);
    canny.aperture = static_cast<int>(json_fields::integerAt(object, "aperture", "/canny", where, 0, 99));
    return canny;
}

/// Text as loadCase accepts it: one line of bounded length, whatever a file was called.
std::string line(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return text.substr(0, 1000);
}

json describe(const Case& value)
{
    const cv::Rect& rect = value.crop.source;
    json files;
    if (!value.source.empty())
        files["source"] = "source.png";
    for (const PlaneFile& file : planeFiles)
        files[file.key] = file.name;
    return {{"format", caseFormat}, {"version", caseVersion}, {"palette", json::parse(value.palette.toJson())},
        {"frame", {value.frame.width, value.frame.height}},
        {"crop",
            {{"source", {rect.x, rect.y, rect.width, rect.height}}, {"scale", value.crop.scale},
                {"offset", {value.crop.offset.x, value.crop.offset.y}}}},
        {"mmPerPixel", value.mmPerPixel ? json(*value.mmPerPixel) : json()},
        {"canny", {{"low", value.canny.low}, {"high", value.canny.high}, {"sigma", value.canny.sigma}, {"aperture", value.canny.aperture}}},
        {"autoSketch", value.autoSketch},
        {"provenance",
            {{"title", line(value.provenance.title)}, {"source", line(value.provenance.source)},
                {"license", line(value.provenance.license)}, {"attribution", line(value.provenance.attribution)}}},
        {"files", files}};
}

std::vector<std::array<std::uint8_t, 3>> displayColors(const LabelPalette& palette)
{
    std::vector<std::array<std::uint8_t, 3>> colors;
    for (const LabelClass& entry : palette.classes())
        colors.push_back({entry.red, entry.green, entry.blue});
    return colors;
}

/// A folder beside the target that is gone again when the writer is, whatever happened.
class StagingFolder {
public:
    explicit StagingFolder(const fs::path& target)
        : m_path(target.parent_path() / fmt::format(".{}.{}.part", target.filename().string(), ::getpid()))
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
        fs::create_directories(m_path);
    }
    ~StagingFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

} // namespace

Case loadCase(const fs::path& folder)
{
    const fs::path description = folder / caseFile;
    const std::string where = description.string();
    std::error_code problem;
    if (!fs::exists(description, problem))
        throw Error(ErrorCode::NotFound, "This folder holds no case", where, "Choose a folder with a case.json");
    if (!fs::is_regular_file(description, problem))
        throw Error(ErrorCode::Corrupt, "case.json is no plain file", where);
    const json root = json_fields::parseObject(readTextFile(description, 1u << 20), where);
    json_fields::checkFormat(root, caseFormat, caseVersion, where);

    Case value;
    value.palette = LabelPalette::fromJson(json_fields::dump(json_fields::objectAt(root, "palette", "", where), -1), where + ", /palette");
    const auto frame = json_fields::integersAt(root, "frame", "", where, 2, 0, 1 << 20);
    value.frame = {static_cast<int>(frame[0]), static_cast<int>(frame[1])};
    value.crop = readCrop(root, where);
    if (!json_fields::member(root, "mmPerPixel", "", where).is_null())
        value.mmPerPixel = json_fields::numberAt(root, "mmPerPixel", "", where);
    value.canny = readCanny(root, where);
    value.autoSketch = json_fields::boolAt(root, "autoSketch", "", where);
    const json& provenance = json_fields::objectAt(root, "provenance", "", where);
    value.provenance.title = json_fields::textAt(provenance, "title", "/provenance", where);
    value.provenance.source = json_fields::textAt(provenance, "source", "/provenance", where);
    value.provenance.license = json_fields::textAt(provenance, "license", "/provenance", where);
    value.provenance.attribution = json_fields::textAt(provenance, "attribution", "/provenance", where);

    const json& files = json_fields::objectAt(root, "files", "", where);
    if (files.contains("source"))
        value.source = readImageGray(inFolder(folder, files, "source", where), canvasLimits);
    for (const PlaneFile& file : planeFiles)
        value.plane(file.plane) = readImageIndexed(inFolder(folder, files, file.key, where), canvasLimits);
    try {
        validate(value);
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.problem(), error.where().empty() ? where : where + ", " + error.where(), error.hint());
    }
    return value;
}

void saveCase(const Case& value, const fs::path& folder)
{
    validate(value);
    fs::path target = fs::absolute(folder).lexically_normal();
    if (!target.has_filename())
        target = target.parent_path();
    try {
        const StagingFolder staging(target);
        std::vector<std::string> names;
        const auto write = [&](const std::string& name, const PngContent& content) {
            writeFileAtomically(staging.path() / name, encodePng(content));
            names.push_back(name);
        };
        if (!value.source.empty())
            write("source.png", {value.source, {}, {}});
        for (const PlaneFile& file : planeFiles)
            write(file.name,
                {value.plane(file.plane), file.plane == Plane::Labels ? displayColors(value.palette) : decltype(PngContent::colors){}, {}});
        writeFileAtomically(staging.path() / caseFile, json_fields::dump(describe(value)) + "\n");

        // All is on the disk. A new case appears at once; an old one stops being a case while its files change places.
        if (!fs::exists(target)) {
            fs::rename(staging.path(), target);
            return;
        }
        if (!fs::is_directory(target))
            throw Error(ErrorCode::WriteFailed, "The case cannot be saved: this is a file, not a folder", target.string());
        fs::remove(target / caseFile);
        for (const std::string& name : names)
            fs::rename(staging.path() / name, target / name);
        if (value.source.empty())
            fs::remove(target / "source.png");
        fs::rename(staging.path() / caseFile, target / caseFile);
    } catch (const fs::filesystem_error& error) {
        throw Error(
            ErrorCode::WriteFailed, "The case cannot be saved: " + error.code().message(), target.string(), "Choose another folder");
    }
}

} // namespace sonosketch
