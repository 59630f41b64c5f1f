// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_schema.h"

#include "core/document/json_fields.h"
#include "core/io/case_fields.h"
#include "core/io/png_file.h"
#include "core/io/project_image.h"

#include <fmt/format.h>

#include <algorithm>

namespace sonosketch {

Bytes CaseRow::sum() const
{
    return Checksum("case").add(fields).addBytes(source).addBytes(labels).addBytes(sketch).addBytes(fieldOfView).finish();
}

CaseRow encodeCase(const Case& value)
{
    validate(value);
    CaseRow row;
    row.fields = json_fields::dump(caseFields(value), -1);
    if (!value.source.empty())
        row.source = encodePng({value.source, {}, {}});
    row.labels = encodePlane(value.labels);
    row.sketch = encodePlane(value.sketch);
    row.fieldOfView = encodePlane(value.fieldOfView);
    return row;
}

Case decodeCase(const CaseRow& row, const std::string& where)
{
    try {
        Case value = caseFromFields(json_fields::parseObject(row.fields, where), where);
        if (!row.source.empty())
            value.source = decodeGreyPng(row.source, {canvasSize, canvasSize}, where);
        value.labels = decodePlane(row.labels, where);
        value.sketch = decodePlane(row.sketch, where);
        value.fieldOfView = decodePlane(row.fieldOfView, where);
        validate(value);
        return value;
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.problem(), error.where().empty() ? where : error.where(), error.hint());
    }
}

Bytes nodeSum(const Bytes& parentSum, std::int64_t id, std::int64_t parent, std::int64_t time, const std::string& text,
    const std::string& tool, const Bytes& delta)
{
    return Checksum("node")
        .addBytes(parentSum)
        .addNumber(id)
        .addNumber(parent)
        .addNumber(time)
        .add(text)
        .add(tool)
        .addBytes(delta)
        .finish();
}

Bytes redoSum(std::int64_t node, std::int64_t child)
{
    return Checksum("redo").addNumber(node).addNumber(child).finish();
}

Bytes marksSum(std::int64_t node, const std::string& name, const std::string& note, bool pinned)
{
    return Checksum("marks").addNumber(node).add(name).add(note).addNumber(pinned ? 1 : 0).finish();
}

Bytes thumbnailSum(std::int64_t node, const Bytes& png)
{
    return Checksum("thumbnail").addNumber(node).addBytes(png).finish();
}

Bytes pictureSum(std::int64_t node, const ProjectModel& model, const Bytes& png)
{
    return Checksum("picture").addNumber(node).add(model.name).add(model.hash).addBytes(png).finish();
}

Bytes stateSum(std::int64_t current, std::int64_t nodes, const ProjectModel& model)
{
    return Checksum("state").addNumber(current).addNumber(nodes).add(model.name).add(model.hash).finish();
}

std::int64_t microseconds(std::chrono::system_clock::time_point time)
{
    const auto count = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
    return std::clamp<std::int64_t>(count, 0, project_limits::time);
}

std::chrono::system_clock::time_point timeOf(std::int64_t microseconds)
{
    // The clock counts in nanoseconds, which end in the year 2262.
    constexpr std::int64_t last = INT64_MAX / 1000;
    return std::chrono::system_clock::time_point(std::chrono::microseconds(std::min(microseconds, last)));
}

int checkProjectHeader(const Bytes& image, const std::string& where)
{
    // https://www.sqlite.org/fileformat2.html, section 1.3
    const std::uint32_t version = headerNumber(image, 60), application = headerNumber(image, 68);
    if (application != projectApplicationId)
        throw Error(
            ErrorCode::Unsupported, "This is a database of another program, not a SonoSketch project, or its beginning is damaged", where);
    const std::uint32_t major = version / 1000, minor = version % 1000;
    if (major != projectMajor)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The project has format version {}.{}, this program reads {}.x", major, minor, projectMajor), where,
            major > projectMajor ? "Use a newer SonoSketch" : "");
    if (headerNumber(image, 56) != 1)
        throw Error(ErrorCode::Corrupt, "The project's text is not in UTF-8", where);
    return static_cast<int>(minor);
}

} // namespace sonosketch
