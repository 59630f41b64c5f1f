// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace sonosketch {

/// A file that a description from outside names, below `folder`. Refused are: an empty or absolute name, "..", backslashes, a drive's colon,
/// control characters, and a link that leads out of the folder. Whether the file exists is not asked, except that what is there must be a regular
/// file. `where` is the description, for messages. Throws Error(Corrupt). Any thread.
std::filesystem::path fileInside(const std::filesystem::path& folder, const std::string& name, const std::string& where);

} // namespace sonosketch
