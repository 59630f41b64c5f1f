// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"

namespace CLI {
class App;
}

namespace sonosketch {

/// Each adds one subcommand whose callback does the work and throws Error on failure; main() maps errors to exit codes.
void addSynthesizeCommand(CLI::App& app);
void addConditionCommand(CLI::App& app);
void addDatasetCommand(CLI::App& app);
void addExportCommand(CLI::App& app);
void addTrainCommand(CLI::App& app);
void addModelCommand(CLI::App& app);
void addProjectCommand(CLI::App& app);
/// Below "project".
void addReproduceCommand(CLI::App& project);
void addDicomCommand(CLI::App& app);
void addStudyCommand(CLI::App& app);
void addPractiseCommand(CLI::App& app);
/// Below "evaluate".
void addAugmentationCommand(CLI::App& evaluate);
void addEvaluateCommand(CLI::App& app);
void addBenchCommand(CLI::App& app);

/// Cancelled by the first Ctrl-C or SIGTERM; from the first call on, these signals no longer end the program at once.
const CancelToken& interrupted();

} // namespace sonosketch
