// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/nesting.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch::json_fields {

/// Reading of untrusted JSON with errors that name the place: every function throws Error(Corrupt) with "WHERE, at /json/path" and the
/// offending text. Meant for .cpp files; the header pulls in nlohmann-json.

/// Parses `text`, which must be one JSON object. `where` is the file's name for messages. Also throws Error(TooLarge), before it parses.
nlohmann::json parseObject(const std::string& text, const std::string& where, const JsonLimits& limits = {});

/// Checks "format" and "version" of an object. Error(Corrupt) for another format, Error(VersionMismatch) naming both versions.
void checkFormat(const nlohmann::json& object, const std::string& format, int version, const std::string& where);

/// A field of an object that must be there; `path` is the object's own path ("" for the root) and is extended in messages.
const nlohmann::json& member(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where);
const nlohmann::json& objectAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where);
const nlohmann::json& arrayAt(
    const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where, std::size_t maxItems);

/// One line of at most `maxBytes` bytes without control characters.
std::string textAt(
    const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where, std::size_t maxBytes = 4096);
bool boolAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where);
/// A whole number within lowest..highest.
std::int64_t integerAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where,
    std::int64_t lowest, std::int64_t highest);
/// A finite number.
double numberAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where);
/// An array of exactly `count` whole numbers within lowest..highest.
std::vector<std::int64_t> integersAt(const nlohmann::json& object, const std::string& key, const std::string& path,
    const std::string& where, std::size_t count, std::int64_t lowest, std::int64_t highest);

/// The error itself, for checks of one's own: what is wrong, the path, and the offending value (shortened).
[[noreturn]] void fail(
    const std::string& problem, const std::string& path, const std::string& where, const nlohmann::json* value = nullptr);

/// Text for a file: invalid UTF-8 is replaced, never thrown at the user.
std::string dump(const nlohmann::json& value, int indent = 2);

} // namespace sonosketch::json_fields
