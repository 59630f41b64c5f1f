// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/progress.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "models/evaluation/edits.h"
#include "models/evaluation/evaluate.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string data, split = "test", out, encoder, inception, segmenter, device = "auto";
    std::vector<std::string> models;
    std::size_t limit = 0;
    std::uint64_t seed = 1;
    bool json = false, quiet = false;

    evaluation::InstrumentPaths instruments() const { return {encoder, inception, segmenter}; }
};

struct EditArguments {
    std::string data, split = "test", model, out, segmenter, device = "auto";
    std::size_t count = 8;
    std::uint64_t seed = 1;
    bool json = false, quiet = false;
};

/// Before hours of work: the folder can be made, and a file can be written there.
void requireWritable(const fs::path& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        throw Error(ErrorCode::WriteFailed, "the folder cannot be made: " + failed.message(), folder.string());
    writeFileAtomically(folder / ".writable", std::string_view("x"));
    fs::remove(folder / ".writable", failed);
}

void need(const std::string& value, const char* option)
{
    if (value.empty())
        throw Error(ErrorCode::Usage, std::string(option) + " is required", {}, "See: evaluate --help");
}

void run(const Arguments& arguments)
{
    // Required only without a subcommand, which the parser cannot say.
    need(arguments.data, "--data");
    need(arguments.out, "--out");
    need(arguments.models.empty() ? "" : arguments.models.front(), "--model");
    evaluation::EvaluationSettings settings;
    settings.data = arguments.data;
    settings.split = arguments.split;
    settings.limit = arguments.limit;
    settings.seed = arguments.seed;
    settings.progress = progressLine(arguments.quiet);
    requireWritable(arguments.out);
    const auto device = parseDevice(arguments.device);
    auto instruments = evaluation::loadInstruments(arguments.instruments(), device);
    const auto candidates = evaluation::loadCandidates(arguments.models, device);
    const auto result = evaluation::evaluate(settings, candidates, instruments, interrupted());
    evaluation::writeReports(result, arguments.out);
    endProgressLine(arguments.quiet);
    if (arguments.json)
        std::cout << evaluation::reportJson(result);
    else
        std::cout << evaluation::summaryText(result) << "The report is " << (fs::path(arguments.out) / "report.html").string() << "\n";
}

void runEdits(const EditArguments& arguments)
{
    evaluation::EditSettings settings;
    settings.data = arguments.data;
    settings.split = arguments.split;
    settings.count = arguments.count;
    settings.seed = arguments.seed;
    settings.progress = progressLine(arguments.quiet);
    requireWritable(arguments.out);
    const auto device = parseDevice(arguments.device);
    const auto candidates = evaluation::loadCandidates({arguments.model}, device);
    const auto segmenter = evaluation::loadSegmenterIfAny(arguments.segmenter, device);
    const auto result =
        evaluation::runEdits(settings, *candidates.front().generator, candidates.front().name, segmenter.get(), interrupted());
    evaluation::writeEdits(result, arguments.out);
    endProgressLine(arguments.quiet);
    if (arguments.json)
        std::cout << evaluation::editsJson(result);
    else
        std::cout << evaluation::summaryText(result) << "The report is " << (fs::path(arguments.out) / "edits.html").string() << "\n";
}

void addEditsCommand(CLI::App& evaluate)
{
    auto arguments = std::make_shared<EditArguments>();
    auto* command = evaluate.add_subcommand("edits", "Make five edits on real cases and measure what they change, and where");
    command->add_option("--data", arguments->data, "Folder written by \"dataset import\"")->required();
    command->add_option("--split", arguments->split, "Part of the data set")->capture_default_str();
    command->add_option("--model", arguments->model, "A model folder, or the name of a bundled one")->required();
    command->add_option("--out", arguments->out, "Folder for edits.json, edits.html and the pictures")->required();
    command->add_option("--segmenter", arguments->segmenter, "Folder of the segmenter; the bundled one if not given");
    command->add_option("--count", arguments->count, "Cases to edit")->check(CLI::PositiveNumber)->capture_default_str();
    command->add_option("--seed", arguments->seed, "Chooses the cases and the edits")->capture_default_str();
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--quiet", arguments->quiet, "No progress line");
    command->add_flag("--json", arguments->json, "Print edits.json");
    command->callback([arguments] { runEdits(*arguments); });
}

} // namespace

void addEvaluateCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("evaluate", "Measure the pictures of models against the real ones of a data set");
    command->add_option("--data", arguments->data, "Folder written by \"dataset import\"");
    command->add_option("--split", arguments->split, "Part of the data set")->capture_default_str();
    command->add_option("--model", arguments->models, "Model folders, or names of bundled ones");
    command->add_option("--out", arguments->out, "Folder for report.json, report.html and per_image.csv");
    command->add_option("--encoder", arguments->encoder, "Folder of the feature encoder; the bundled one if not given");
    command->add_option("--inception", arguments->inception,
        "Weights of Inception v3, .safetensors or TorchScript (.pt holds code: only trusted files); makes the Frechet distance FID");
    command->add_option("--segmenter", arguments->segmenter, "Folder of the segmenter; the bundled one if not given");
    command->add_option("--limit", arguments->limit, "So many examples, spread evenly over the split")->check(CLI::PositiveNumber);
    command->add_option("--seed", arguments->seed, "Of the kernel distance's subsets and of the intervals")->capture_default_str();
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--quiet", arguments->quiet, "No progress line");
    command->add_flag("--json", arguments->json, "Print report.json");
    addEditsCommand(*command);
    addAugmentationCommand(*command);
    command->require_subcommand(0, 1);
    command->callback([command, arguments] {
        if (command->get_subcommands().empty())
            run(*arguments);
    });
}

} // namespace sonosketch
