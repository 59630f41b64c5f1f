// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <algorithm>

namespace sonosketch {

namespace {
/// Parsers quote what they found, line breaks included; a file's name may hold one too.
std::string plain(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return text;
}

std::string oneLine(const std::string& problem, const std::string& where, const std::string& hint)
{
    std::string line = problem;
    if (!where.empty())
        line += ": " + where;
    if (!hint.empty())
        line += ". " + hint;
    return line;
}
} // namespace

Error::Error(ErrorCode code, std::string what, std::string where, std::string hint)
    : std::runtime_error(plain(oneLine(what, where, hint)))
    , m_code(code)
    , m_problem(plain(std::move(what)))
    , m_where(plain(std::move(where)))
    , m_hint(plain(std::move(hint)))
{
}

} // namespace sonosketch
