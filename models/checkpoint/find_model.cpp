// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/find_model.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>

namespace sonosketch {

namespace fs = std::filesystem;

std::filesystem::path findModel(const std::string& nameOrFolder)
{
    if (fs::exists(fs::path(nameOrFolder) / "model.json"))
        return nameOrFolder;
    const bool plainName = !nameOrFolder.empty() && nameOrFolder.find('/') == std::string::npos && !nameOrFolder.starts_with(".");
    if (plainName && fs::exists(weightsDir() / nameOrFolder / "model.json"))
        return weightsDir() / nameOrFolder;
    throw Error(ErrorCode::NotFound, "no model was found: neither a folder with a model.json nor a bundled model",
        plainName ? fmt::format("{} (bundled ones: {})", nameOrFolder, weightsDir().string()) : nameOrFolder);
}

} // namespace sonosketch
