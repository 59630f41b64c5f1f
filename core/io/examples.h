// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

namespace sonosketch {

/// The folders of the bundled cases (resources/examples), in alphabetical order; empty if there are none. The first one is what the editor
/// starts with.
std::vector<std::filesystem::path> exampleCases();

} // namespace sonosketch
