// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"

#include <filesystem>
#include <string>

namespace sonosketch {

/// Adds steps of a project's history: "all", "pinned", "current", or numbers such as "0,4,7". They share their scan and so lie in one part of the set.
/// Throws like readProject; Error(Usage) for another choice, NotFound for a step that is not there or where nothing is pinned.
void addProject(SetSources& sources, const std::filesystem::path& project, const std::string& nodes);

} // namespace sonosketch
