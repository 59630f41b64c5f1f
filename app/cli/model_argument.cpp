// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_argument.h"

#include "models/checkpoint/find_model.h"
#include "models/runtime/generator_session.h"

namespace sonosketch {

std::filesystem::path modelFolder(const std::string& nameOrFolder)
{
    return nameOrFolder.empty() ? defaultModel() : findModel(nameOrFolder);
}

} // namespace sonosketch
