// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "app/cli/progress.h"
#include "core/base/error.h"
#include "models/perception_training/augmentation.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

struct Arguments {
    std::string data, model, out, recipe = "unet-segmenter", device = "auto";
    std::int64_t steps = 0;
    int seeds = 3, resolution = 0;
    std::size_t limit = 0;
    bool resume = false, json = false, quiet = false;
};

void run(const Arguments& arguments)
{
    perception::AugmentationOptions options;
    options.data = arguments.data;
    options.out = arguments.out;
    options.recipe = perception::Recipe::find(arguments.recipe);
    if (options.recipe.kind != perception::Recipe::Kind::Segmenter)
        throw Error(ErrorCode::Usage, "the experiment trains a segmenter", arguments.recipe, "Use --recipe unet-segmenter");
    if (arguments.steps > 0)
        options.recipe.steps = arguments.steps;
    if (arguments.resolution > 0) {
        if (512 % arguments.resolution != 0 || arguments.resolution % (1 << options.recipe.levels) != 0)
            throw Error(ErrorCode::Usage, "--resolution must divide 512 and be a multiple of 2^levels of the recipe", {}, "Use 128 or 256");
        options.recipe.resolution = arguments.resolution;
    }
    options.seeds = arguments.seeds;
    options.device = parseDevice(arguments.device);
    options.limit = arguments.limit;
    options.resume = arguments.resume;
    options.progress = progressLine(arguments.quiet);
    const auto generator = loadGenerator(modelFolder(arguments.model), options.device);
    const auto result = perception::runAugmentation(options, *generator, interrupted());
    endProgressLine(arguments.quiet);
    const auto file = options.out / "augmentation.json";
    if (arguments.json) {
        std::cout << file.string() << "\n";
        return;
    }
    std::cout << fmt::format(
        "Segmenter {} at {}, {} steps of {}; Dice on {} real test images; synthesised by {}, {} training images of each kind\n",
        options.recipe.name, options.recipe.resolution, options.recipe.steps, options.recipe.batch, result.testPictures,
        generator->info().name, result.trainPictures);
    std::cout << fmt::format("{:<12}{:>6}{:>22}{:>22}\n", "trained on", "runs", "any lesion", "mean over classes");
    for (const auto& kind : perception::augmentationKinds) {
        const auto summary = result.summary(kind);
        std::cout << fmt::format("{:<12}{:>6}{:>22}{:>22}\n", kind, summary.runs,
            fmt::format("{:.3f} +- {:.3f}", summary.lesion, summary.lesionDeviation),
            fmt::format("{:.3f} +- {:.3f}", summary.mean, summary.meanDeviation));
    }
    std::cout << (result.finished ? "" : "Stopped early; --resume goes on. ") << "Written: " << file.string() << "\n";
}

} // namespace

void addAugmentationCommand(CLI::App& evaluate)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = evaluate.add_subcommand(
        "augmentation", "Train a segmenter on real, on synthesised, and on both kinds of images, and compare (Liang et al. 2020, Fig. 6a)");
    command->add_option("--data", arguments->data, "Folder written by \"dataset import\"")->required();
    command->add_option(
        "--model", arguments->model, "A generator's model folder, or the name of a bundled one; the default one if not given");
    command->add_option("--out", arguments->out, "Folder for augmentation.json")->required();
    command->add_option("--recipe", arguments->recipe, "A segmenter's recipe: a name in resources/recipes, or a .toml file")
        ->capture_default_str();
    command->add_option("--steps", arguments->steps, "Training steps of each run; the recipe's if not given")->check(CLI::PositiveNumber);
    command->add_option("--seeds", arguments->seeds, "Runs of each kind, with different seeds")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--resolution", arguments->resolution, "Edge of the segmenter's input in pixels; the recipe's if not given")
        ->check(CLI::Range(16, 512));
    command->add_option("--limit", arguments->limit, "Use so many training and test images at most; for trying the command")
        ->check(CLI::PositiveNumber);
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--resume", arguments->resume, "Go on with the experiment that --out holds");
    command->add_flag("--json", arguments->json, "Print only where augmentation.json is");
    command->add_flag("--quiet", arguments->quiet, "No progress line");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
