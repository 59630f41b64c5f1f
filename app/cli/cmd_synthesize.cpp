// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/condition_arguments.h"
#include "core/base/files.h"
#include "core/io/synthetic_image.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
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
    const Case value = arguments.input.load();
    const auto folder = arguments.model.empty() ? defaultModel() : std::filesystem::path(arguments.model);
    const auto generator = loadGenerator(folder, parseDevice(arguments.device));
    const auto& info = generator->info();
    const Condition condition = ConditionBuilder(info.spec).build(value);
    const auto began = std::chrono::steady_clock::now();
    const cv::Mat image = generator->synthesize(condition, interrupted());
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();

    SyntheticRecord record;
    record.model = info.name;
    record.modelHash = info.hash;
    record.conditionHash = sha256(condition.values);
    record.caseTitle = value.provenance.title;
    record.attribution = checkpoint::ModelCard::load(folder).attribution;
    writeSyntheticPng(arguments.out, image, record, {}, !arguments.noVisibleMark);
    if (arguments.json) {
        const nlohmann::json json = {{"ms", ms}, {"device", info.device}, {"precision", info.precision}, {"model", info.name},
            {"model_hash", info.hash}, {"condition_hash", record.conditionHash}, {"out", arguments.out}, {"width", image.cols},
            {"height", image.rows}, {"synthetic", true}};
        std::cout << json.dump(2) << "\n";
    } else {
        std::cerr << info.name << " on " << info.device << ", " << info.precision << ": " << ms << " ms\n";
    }
}

} // namespace

void addSynthesizeCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("synthesize", "Synthesise one 512x512 picture from labels and a sketch");
    arguments->input.addTo(*command);
    command->add_option("--out", arguments->out, "PNG to write: 512x512, 8-bit grey, marked as synthetic")->required();
    command->add_option("--model", arguments->model, "A model folder; the bundled one if not given");
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag(
        "--no-visible-mark", arguments->noVisibleMark, "Leave the visible mark out; the file's metadata still says synthetic");
    command->add_flag("--json", arguments->json, "Print ms, device, precision and model_hash as JSON");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
