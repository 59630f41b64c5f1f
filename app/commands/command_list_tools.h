// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commands/command_table.h"

namespace sonosketch {

/// The rows of outline, line, object and measuring tools, and of what is done to objects, labels and the sketch; part of commandList().
std::vector<CommandSpec> toolCommandList();

} // namespace sonosketch
