// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace sonosketch {

namespace {
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
    : std::runtime_error(oneLine(what, where, hint))
    , m_code(code)
    , m_problem(std::move(what))
    , m_where(std::move(where))
    , m_hint(std::move(hint))
{
}

} // namespace sonosketch
