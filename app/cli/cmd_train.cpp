// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/progress.h"
#include "app/cli/train_perception.h"
#include "core/base/error.h"
#include "models/distributed/launcher.h"
#include "models/perception_training/recipe.h"
#include "models/training/train.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

struct Arguments {
    std::string data, recipe = "pgsgan-cpu", out, from, device = "auto";
    double maxMinutes = 0, budgetMinutes = 0, checkpointMinutes = 4;
    std::int64_t sampleEvery = 200;
    bool resume = false, json = false, quiet = false;
};

void run(const Arguments& arguments)
{
    training::TrainOptions options;
    options.launch = distributed::launchFromEnvironment();
    options.data = arguments.data;
    options.out = arguments.out;
    const auto stored = std::filesystem::path(arguments.out) / "recipe.toml";
    // A run that goes on keeps the recipe it began with, even if the file in resources has changed since.
    const auto recipe = arguments.resume && std::filesystem::exists(stored) ? stored.string() : arguments.recipe;
    if (perception::recipeKind(recipe) != "generator") {
        if (!arguments.from.empty() || arguments.budgetMinutes > 0)
            throw Error(ErrorCode::Usage, "--from and --budget-minutes are for generators", recipe, "Leave them out");
        if (options.launch)
            throw Error(
                ErrorCode::InvalidArgument, "only generators are trained by several processes", recipe, "Unset WORLD_SIZE, or set it to 1");
        trainPerception({arguments.data, recipe, arguments.out, arguments.device, arguments.maxMinutes, arguments.checkpointMinutes,
            arguments.resume, arguments.json, progressLine(arguments.quiet)});
        return;
    }
    options.recipe = training::Recipe::find(recipe);
    options.device = parseDevice(arguments.device);
    options.resume = arguments.resume;
    if (!arguments.from.empty())
        options.from = arguments.from;
    if (arguments.maxMinutes > 0)
        options.maxMinutes = arguments.maxMinutes;
    if (arguments.budgetMinutes > 0)
        options.budgetMinutes = arguments.budgetMinutes;
    options.checkpointMinutes = arguments.checkpointMinutes;
    options.sampleEverySteps = arguments.sampleEvery;
    options.progress = progressLine(arguments.quiet);
    const auto result = training::train(options, interrupted());
    endProgressLine(arguments.quiet);
    if (!result.writer)
        return; // rank 0 says it
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
    auto* command = app.add_subcommand("train", "Train a generator, a segmenter or a feature encoder on an imported data set");
    command->add_option("--data", arguments->data, "Folder written by \"dataset import\"")->required();
    command->add_option("--recipe", arguments->recipe, "Name of a recipe in resources/recipes, or a .toml file")->capture_default_str();
    command->add_option("--out", arguments->out, "Folder of the run")->required();
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_option("--max-minutes", arguments->maxMinutes, "Stop this call after so many minutes; --resume goes on")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--budget-minutes", arguments->budgetMinutes,
            "Computing time of the whole run (processor time per thread on a CPU), shared among its phases")
        ->check(CLI::PositiveNumber);
    command->add_option("--checkpoint-minutes", arguments->checkpointMinutes, "Time between checkpoints")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--sample-every", arguments->sampleEvery, "Steps between sample grids")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--from", arguments->from, "Start with the generator of this model folder; the recipe must describe the same network")
        ->check(CLI::ExistingDirectory);
    command->add_flag("--resume", arguments->resume, "Go on from the run's last checkpoint");
    command->add_flag("--quiet", arguments->quiet, "No progress line");
    command->add_flag("--json", arguments->json, "Print the result as JSON");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
