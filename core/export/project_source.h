// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

class HistoryTree;

/// Adds steps of a project's history: "all", "pinned", "current", or numbers such as "0,4,7". They share their scan and so lie in one part of the set.
/// Throws like readProject; Error(Usage) for another choice, NotFound for a step that is not there or where nothing is pinned.
void addProject(SetSources& sources, const std::filesystem::path& project, const std::string& nodes);

/// Adds steps of a history, in the order of `nodes`, until the sources are full. `current` is the case at the history's current step; cases are not kept
/// but walked to when they are asked for. Any thread. Throws Error(Cancelled), and Error(InvalidArgument) for a step that is not there.
void addHistory(SetSources& sources, const std::string& name, const Case& current, const std::shared_ptr<const HistoryTree>& history,
    const std::vector<std::size_t>& nodes);

} // namespace sonosketch
