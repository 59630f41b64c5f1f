// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "models/training/train.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace sonosketch {

namespace {

/// Rewrites one line on a terminal; elsewhere (a log file) prints at most one line in ten seconds.
std::function<void(const std::string&)> progressPrinter(bool quiet)
{
    if (quiet)
        return {};
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    return [terminal, last = std::chrono::steady_clock::time_point{}](const std::string& line) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < (terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000)))
            return;
        last = now;
        std::fprintf(stderr, terminal ? "\r\x1b[K%s" : "%s\n", line.c_str());
        std::fflush(stderr);
    };
}

struct Arguments {
    std::string data, recipe = "pgsgan-cpu", out, device = "auto";
    double maxMinutes = 0, budgetMinutes = 0, checkpointMinutes = 4;
    std::int64_t sampleEvery = 200;
    bool resume = false, json = false, quiet = false;
};

void run(const Arguments& arguments)
{
    training::TrainOptions options;
    options.data = arguments.data;
    options.out = arguments.out;
    const auto stored = std::filesystem::path(arguments.out) / "recipe.toml";
    // A run that goes on keeps the recipe it began with, even if the file in resources has changed since.
    options.recipe = training::Recipe::find(arguments.resume && std::filesystem::exists(stored) ? stored.string() : arguments.recipe);
    options.device = parseDevice(arguments.device);
    options.resume = arguments.resume;
    if (arguments.maxMinutes > 0)
        options.maxMinutes = arguments.maxMinutes;
    if (arguments.budgetMinutes > 0)
        options.budgetMinutes = arguments.budgetMinutes;
    options.checkpointMinutes = arguments.checkpointMinutes;
    options.sampleEverySteps = arguments.sampleEvery;
    options.progress = progressPrinter(arguments.quiet);
    const auto result = training::train(options, interrupted());
    if (options.progress && ::isatty(STDERR_FILENO) == 1)
        std::fputc('\n', stderr);
    if (arguments.json) {
        const nlohmann::json json = {{"finished", result.finished}, {"steps", result.steps}, {"minutes", result.minutes},
            {"device", result.device}, {"precision", result.precision}, {"generator_parameters", result.generatorParameters},
            {"discriminator_parameters", result.discriminatorParameters}, {"metrics", result.metrics}};
        std::cout << json.dump(2) << "\n";
    } else if (result.finished) {
        std::cout << "Finished after " << result.steps << " steps; the model is in " << (options.out / "model").string() << "\n";
    } else {
        std::cout << "Stopped at step " << result.steps << "; --resume goes on\n";
    }
}

} // namespace

void addTrainCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("train", "Train a generator on an imported data set");
    command->add_option("--data", arguments->data, "Folder written by \"dataset import\"")->required();
    command->add_option("--recipe", arguments->recipe, "Name of a recipe in resources/recipes, or a .toml file")->capture_default_str();
    command->add_option("--out", arguments->out, "Folder of the run")->required();
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_option("--max-minutes", arguments->maxMinutes, "Stop this call after so many minutes; --resume goes on")
        ->check(CLI::PositiveNumber);
    command->add_option("--budget-minutes", arguments->budgetMinutes, "Computing time of the whole run, shared among its phases")
        ->check(CLI::PositiveNumber);
    command->add_option("--checkpoint-minutes", arguments->checkpointMinutes, "Time between checkpoints")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--sample-every", arguments->sampleEvery, "Steps between sample grids")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_flag("--resume", arguments->resume, "Go on from the run's last checkpoint");
    command->add_flag("--quiet", arguments->quiet, "No progress line");
    command->add_flag("--json", arguments->json, "Print the result as JSON");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
