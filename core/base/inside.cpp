// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/inside.h"

#include "core/base/error.h"

#include <algorithm>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

/// For a message: short, on one line.
std::string shown(const std::string& name)
{
    std::string text = name.substr(0, 80);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7F; }, '?');
    return text;
}

} // namespace

fs::path fileInside(const fs::path& folder, const std::string& name, const std::string& where)
{
    const fs::path relative(name);
    const bool plain = !name.empty() && name.size() <= 4096 && relative.is_relative()
        && std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '\\' || c == ':'; })
        && std::none_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
    if (!plain)
        throw Error(ErrorCode::Corrupt, "the name \"" + shown(name) + "\" does not stay inside the folder", where);
    const fs::path path = folder / relative;
    std::error_code problem;
    if (!fs::exists(path, problem))
        return path;
    const fs::path home = fs::canonical(folder, problem), real = problem ? fs::path() : fs::canonical(path, problem);
    const bool inside = !problem && std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first == home.end();
    if (!inside || !fs::is_regular_file(real, problem))
        throw Error(ErrorCode::Corrupt, "\"" + shown(name) + "\" is no plain file inside the folder", where);
    return path;
}

} // namespace sonosketch
