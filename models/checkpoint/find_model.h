// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace sonosketch {

/// The folder of a model that a person named: a folder with a model.json, or the name of a bundled model (weightsDir()/NAME). A folder of that name
/// comes first. Throws Error(NotFound) naming both places. Any thread.
std::filesystem::path findModel(const std::string& nameOrFolder);

} // namespace sonosketch
