// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <cmath>

namespace sonosketch::json_fields {

using nlohmann::json;

void fail(const std::string& problem, const std::string& path, const std::string& where, const json* value)
{
    std::string text = problem;
    if (value) {
        std::string shown = dump(*value, -1);
        // Cut at a character, not inside one: the message may end up in a window.
        if (shown.size() > 60) {
            std::size_t end = 57;
            while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80)
                --end;
            shown = shown.substr(0, end) + "...";
        }
        text += " (found " + shown + ")";
    }
    throw Error(ErrorCode::Corrupt, text, where + ", at " + (path.empty() ? std::string("/") : path));
}

std::string dump(const json& value, int indent)
{
    return value.dump(indent, ' ', false, json::error_handler_t::replace);
}

json parseObject(const std::string& text, const std::string& where, const JsonLimits& limits)
{
    checkJsonNesting(text, where, limits);
    json parsed;
    try {
        parsed = json::parse(text);
    } catch (const json::exception& error) {
        throw Error(ErrorCode::Corrupt, "This is not valid JSON", where, error.what());
    }
    if (!parsed.is_object())
        fail("A JSON object is expected", "", where, &parsed);
    return parsed;
}

void checkFormat(const json& object, const std::string& format, int version, const std::string& where)
{
    const std::string found = textAt(object, "format", "", where, 100);
    if (found != format)
        throw Error(ErrorCode::Corrupt, fmt::format("The format is \"{}\", expected \"{}\"", found, format), where);
    const std::int64_t foundVersion = integerAt(object, "version", "", where, 0, 1'000'000);
    if (foundVersion != version)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The file has version {} of {}, this program reads version {}", foundVersion, format, version), where,
            foundVersion > version ? "Use a newer SonoSketch" : "");
}

const json& member(const json& object, const std::string& key, const std::string& path, const std::string& where)
{
    if (!object.is_object())
        fail("A JSON object is expected", path, where, &object);
    const auto found = object.find(key);
    if (found == object.end())
        fail(fmt::format("The field \"{}\" is missing", key), path, where);
    return *found;
}

const json& objectAt(const json& object, const std::string& key, const std::string& path, const std::string& where)
{
    const json& value = member(object, key, path, where);
    if (!value.is_object())
        fail("An object is expected", path + "/" + key, where, &value);
    return value;
}

const json& arrayAt(const json& object, const std::string& key, const std::string& path, const std::string& where, std::size_t maxItems)
{
    const json& value = member(object, key, path, where);
    if (!value.is_array())
        fail("A list is expected", path + "/" + key, where, &value);
    if (value.size() > maxItems)
        fail(fmt::format("The list has {} items, at most {} are allowed", value.size(), maxItems), path + "/" + key, where);
    return value;
}

std::string textAt(const json& object, const std::string& key, const std::string& path, const std::string& where, std::size_t maxBytes)
{
    const json& value = member(object, key, path, where);
    if (!value.is_string())
        fail("A text is expected", path + "/" + key, where, &value);
    auto text = value.get<std::string>();
    if (text.size() > maxBytes)
        fail(fmt::format("The text is longer than {} bytes", maxBytes), path + "/" + key, where, &value);
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            fail("The text holds a control character", fmt::format("{}/{}", path, key), where, &value);
    return text;
}

bool boolAt(const json& object, const std::string& key, const std::string& path, const std::string& where)
{
    const json& value = member(object, key, path, where);
    if (!value.is_boolean())
        fail("true or false is expected", path + "/" + key, where, &value);
    return value.get<bool>();
}

namespace {
std::int64_t integer(const json& value, const std::string& path, const std::string& where, std::int64_t lowest, std::int64_t highest)
{
    if (!value.is_number_integer())
        fail("A whole number is expected", path, where, &value);
    // An unsigned number above the signed range would wrap around in get<int64_t>().
    const bool beyond = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (beyond || value.get<std::int64_t>() < lowest || value.get<std::int64_t>() > highest)
        fail(fmt::format("The number must lie within {}..{}", lowest, highest), path, where, &value);
    return value.get<std::int64_t>();
}
} // namespace

std::int64_t integerAt(const json& object, const std::string& key, const std::string& path, const std::string& where, std::int64_t lowest,
    std::int64_t highest)
{
    return integer(member(object, key, path, where), path + "/" + key, where, lowest, highest);
}

double numberAt(const json& object, const std::string& key, const std::string& path, const std::string& where)
{
    const json& value = member(object, key, path, where);
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        fail("A finite number is expected", path + "/" + key, where, &value);
    return value.get<double>();
}

std::vector<std::int64_t> integersAt(const json& object, const std::string& key, const std::string& path, const std::string& where,
    std::size_t count, std::int64_t lowest, std::int64_t highest)
{
    const json& list = arrayAt(object, key, path, where, count);
    if (list.size() != count)
        fail(fmt::format("A list of {} numbers is expected", count), path + "/" + key, where, &list);
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 0; i < count; ++i)
        numbers.push_back(integer(list[i], fmt::format("{}/{}/{}", path, key, i), where, lowest, highest));
    return numbers;
}

} // namespace sonosketch::json_fields
