// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace sonosketch {

/// What every `--model` means: a model folder, the name of a bundled model, or, if empty, the default one. Throws Error(NotFound).
std::filesystem::path modelFolder(const std::string& nameOrFolder);

} // namespace sonosketch
