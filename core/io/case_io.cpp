// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_io.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"
#include "core/io/case_fields.h"
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

json describe(const Case& value)
{
    json files;
    if (!value.source.empty())
        files["source"] = "source.png";
    for (const PlaneFile& file : planeFiles)
        files[file.key] = file.name;
    json root = caseFields(value);
    root["format"] = caseFormat;
    root["version"] = caseVersion;
    root["files"] = files;
    return root;
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

    Case value = caseFromFields(root, where);
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
