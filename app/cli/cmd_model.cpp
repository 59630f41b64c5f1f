// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

void info(const std::string& model, bool json)
{
    const auto card = checkpoint::ModelCard::load(modelFolder(model));
    if (json) {
        std::cout << card.toJson();
        return;
    }
    std::cout << card.name << ": " << card.recipe << " on " << card.dataset << ", " << card.steps << " steps, " << card.trainingMinutes
              << " min on " << card.hardware << "\n";
    for (const auto& [name, value] : card.metrics)
        std::cout << "  " << name << " = " << value << "\n";
    std::cout << "  licence: " << card.license << "\n  " << card.attribution << "\n  not for: " << card.notFor
              << "\n  limits: " << card.limitations << "\n";
}

void verify(const std::string& model)
{
    const auto folder = modelFolder(model);
    // Loading is the check: hash, names, shapes, finite values, condition spec, and one pass.
    const auto generator = loadGenerator(folder, DeviceChoice::Cpu);
    std::cout << folder.string() << ": sound, SHA-256 " << generator->info().hash << "\n";
}

} // namespace

void addModelCommand(CLI::App& app)
{
    auto* command = app.add_subcommand("model", "Describe or check a model folder");
    command->require_subcommand(1);
    auto model = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    auto* show = command->add_subcommand("info", "Print the model card");
    show->add_option("model", *model, "Model folder; the bundled one if not given");
    show->add_flag("--json", *json, "Print the card as JSON");
    show->callback([model, json] { info(*model, *json); });
    auto* check = command->add_subcommand("verify", "Check hash, names, shapes, finite values and spec");
    check->add_option("model", *model, "Model folder; the bundled one if not given");
    check->callback([model] { verify(*model); });
}

} // namespace sonosketch
