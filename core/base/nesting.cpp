// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/nesting.h"

#include "core/base/error.h"

#include <algorithm>

namespace sonosketch {

namespace {

constexpr std::size_t maxTomlDepth = 32;

[[noreturn]] void refuse(const std::string& problem, const std::string& where)
{
    throw Error(ErrorCode::TooLarge, problem, where);
}

void checkBytes(std::size_t bytes, std::size_t limit, const std::string& where)
{
    if (bytes > limit)
        refuse("the text has " + std::to_string(bytes) + " bytes, the limit is " + std::to_string(limit), where);
}

/// The end of a TOML text that begins at `at` with one or three quotes: the place behind it.
std::size_t passTomlText(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    const std::string three(3, quote);
    const bool lines = text.substr(at, 3) == three;
    at += lines ? 3 : 1;
    while (at < text.size()) {
        if (quote == '"' && text[at] == '\\') {
            at += 2;
            continue;
        }
        if (lines ? text.substr(at, 3) == three : text[at] == quote || text[at] == '\n')
            return at + (lines ? 3 : 1);
        ++at;
    }
    return text.size();
}

} // namespace

void checkJsonNesting(std::string_view text, const std::string& where, const JsonLimits& limits)
{
    checkBytes(text.size(), limits.maxBytes, where);
    std::size_t depth = 0, values = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
            continue;
        }
        switch (c) {
        case '"':
            quoted = true;
            break;
        case '[':
        case '{':
            ++values;
            if (++depth > limits.maxDepth)
                refuse("the JSON is nested more than " + std::to_string(limits.maxDepth) + " levels deep", where);
            break;
        case ']':
        case '}':
            depth -= depth > 0 ? 1 : 0;
            break;
        case ',':
        case ':':
            if (++values > limits.maxValues)
                refuse("the JSON holds more than " + std::to_string(limits.maxValues) + " values", where);
            break;
        default:
            break;
        }
    }
}

void checkTomlNesting(std::string_view text, const std::string& where, std::size_t maxBytes)
{
    checkBytes(text.size(), maxBytes, where);
    std::size_t depth = 0, dots = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"' || c == '\'') {
            i = passTomlText(text, i);
            continue;
        }
        if (c == '#') {
            i = std::min(text.find('\n', i), text.size());
            continue;
        }
        if (c == '[' || c == '{')
            ++depth;
        else if (c == ']' || c == '}')
            depth -= depth > 0 ? 1 : 0;
        dots = c == '.' ? dots + 1 : c == '=' || c == ',' || c == '[' || c == '{' || c == '\n' ? 0 : dots;
        if (depth > maxTomlDepth || dots > maxTomlDepth)
            refuse("the TOML is nested more than " + std::to_string(maxTomlDepth) + " levels deep", where);
        ++i;
    }
}

} // namespace sonosketch
