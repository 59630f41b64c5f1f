// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/condition_arguments.h"
#include "app/cli/synthesized_picture.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

struct Arguments {
    ConditionArguments input;
    std::string out, model, device = "auto";
    bool json = false, noVisibleMark = false;
};

void run(const Arguments& arguments)
{
    const SynthesizedPicture made = synthesizePicture(arguments.input, arguments.model, arguments.device);
    const GeneratorInfo& info = made.info;
    writeSyntheticPicture(arguments.out, made.image, made.record, {}, !arguments.noVisibleMark);
    if (arguments.json) {
        const nlohmann::json json = {{"ms", made.ms}, {"device", info.device}, {"precision", info.precision}, {"model", info.name},
            {"model_hash", info.hash}, {"condition_hash", made.record.conditionHash}, {"out", arguments.out}, {"width", made.image.cols},
            {"height", made.image.rows}, {"synthetic", true}};
        std::cout << json.dump(2) << "\n";
    } else {
        std::cerr << info.name << " on " << info.device << ", " << info.precision << ": " << made.ms << " ms\n";
    }
}

} // namespace

void addSynthesizeCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("synthesize", "Synthesise one 512x512 picture from labels and a sketch");
    arguments->input.addTo(*command);
    command->add_option("--out", arguments->out, "PNG (or JPEG, by its ending) to write: 512x512, 8-bit grey, marked as synthetic")
        ->required();
    command->add_option("--model", arguments->model, "A model folder, or the name of a bundled one; the default one if not given");
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag(
        "--no-visible-mark", arguments->noVisibleMark, "Leave the visible mark out; the file's metadata still says synthetic");
    command->add_flag("--json", arguments->json, "Print ms, device, precision and model_hash as JSON");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
