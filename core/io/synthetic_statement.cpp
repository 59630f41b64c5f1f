// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"
#include "core/io/png_file.h"
#include "core/io/synthetic_image.h"

#include <algorithm>

namespace sonosketch {

namespace {

constexpr std::size_t maxStatementBytes = 4u << 20;

std::string textOf(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whether JSON from outside may be followed, and printed again, by recursion.
bool shallow(const std::string& json)
{
    try {
        checkJsonNesting(json, "statement", {.maxBytes = maxStatementBytes});
        return true;
    } catch (const Error&) {
        return false;
    }
}

/// The comments of a JPEG, joined; stops where the picture begins or the file makes no sense.
std::string jpegComments(const std::vector<std::uint8_t>& file)
{
    std::string comments;
    std::size_t at = 2;
    while (at + 4 <= file.size() && file[at] == 0xff) {
        const std::uint8_t marker = file[at + 1];
        if (marker == 0xff) { // fill byte
            ++at;
            continue;
        }
        const std::size_t length = static_cast<std::size_t>(file[at + 2]) << 8 | file[at + 3];
        if (marker == 0xda || marker == 0xd9 || length < 2 || length + 2 > file.size() - at)
            break;
        if (marker == 0xfe && comments.size() + length <= maxStatementBytes)
            comments.append(reinterpret_cast<const char*>(file.data()) + at + 4, length - 2);
        at += length + 2;
    }
    return comments;
}

} // namespace

std::optional<SyntheticStatement> parseSyntheticStatement(const std::string& json)
{
    if (json.empty() || !shallow(json))
        return std::nullopt;
    const nlohmann::json all = nlohmann::json::parse(json, nullptr, false);
    if (!all.is_object() || textOf(all, "format") != "sonosketch-synthetic")
        return std::nullopt;
    SyntheticStatement statement;
    statement.record.model = textOf(all, "model");
    statement.record.modelHash = textOf(all, "modelHash");
    statement.record.conditionHash = textOf(all, "conditionHash");
    statement.record.caseTitle = textOf(all, "caseTitle");
    statement.record.attribution = textOf(all, "attribution");
    if (const auto origin = all.find("origin"); origin != all.end())
        statement.record.origin = origin->is_string() ? origin->get<std::string>() : json_fields::dump(*origin, -1);
    if (!shallow(statement.record.origin)) // whoever reads the origin parses it once more
        statement.record.origin.clear();
    if (const auto visible = all.find("visibleMark"); visible != all.end() && visible->is_boolean())
        statement.visibleMark = visible->get<bool>();
    if (const auto mark = all.find("mark"); mark != all.end() && mark->is_array() && mark->size() == 2) {
        const auto place = [](const nlohmann::json& value) {
            const std::int64_t number = value.is_number_integer() ? value.get<std::int64_t>() : 0;
            return static_cast<int>(std::clamp<std::int64_t>(number, -(1 << 30), 1 << 30));
        };
        statement.mark = MarkPlacement{{place((*mark)[0]), place((*mark)[1])}};
    }
    return statement;
}

std::optional<SyntheticStatement> readSyntheticStatement(const std::filesystem::path& path)
{
    const ImageInfo info = probeImage(path);
    if (info.format == "png")
        return parseSyntheticStatement(readPngText(path, "SonoSketch"));
    if (info.format == "jpeg")
        return parseSyntheticStatement(jpegComments(readFile(path, ImageLimits{}.maxFileBytes)));
    return std::nullopt;
}

} // namespace sonosketch
