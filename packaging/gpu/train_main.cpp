// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// sonosketch-gpu-train: models/training without OpenCV, on a packed set. device.sh calls it.

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_card.h"
#include "models/nn/cpu_setup.h"
#include "models/training/packed_set.h"
#include "models/training/training_run.h"
#include "packaging/gpu/carry.h"
#include "packaging/gpu/tile_grid.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>

namespace {

using namespace sonosketch;

const CancelToken& interrupted()
{
    static const CancelToken token = [] {
        for (const int signal : {SIGINT, SIGTERM})
            std::signal(signal, [](int) { interrupted().cancel(); });
        return CancelToken();
    }();
    return token;
}

struct TrainArguments {
    std::string set, recipe, run, device = "auto", hardware;
    double maxMinutes = 0, budgetMinutes = 0, checkpointMinutes = 3;
    std::int64_t sampleEvery = 2000;
};

/// One line in five seconds: the output of a command that nobody watches.
std::function<void(const std::string&)> progressPrinter()
{
    return [last = std::chrono::steady_clock::time_point{}](const std::string& line) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < std::chrono::seconds(5))
            return;
        last = now;
        std::fprintf(stderr, "%s\n", line.c_str());
    };
}

training::RunHooks hooks()
{
    training::RunHooks hooks;
    hooks.writeSamples = [](std::filesystem::path path, const std::vector<training::SampleTensors>& rows) {
        gpu::writeTileGrid(path += ".pgm", rows);
    };
    // MS-SSIM and the rest are measured by sonosketch-cli evaluate, where the model comes back to.
    hooks.measure = [](const torch::Tensor& synthesised, const torch::Tensor& real) -> std::map<std::string, double> {
        return {{"l1", synthesised.to(torch::kFloat32).sub_(real).abs_().mean().item<double>() / 255.0}};
    };
    return hooks;
}

void trainRun(const TrainArguments& arguments)
{
    const std::filesystem::path run = arguments.run;
    const bool resume = std::filesystem::exists(run / "checkpoint.safetensors");
    training::TrainOptions options;
    options.out = run;
    options.recipe = training::Recipe::find(resume ? (run / "recipe.toml").string() : arguments.recipe);
    options.device = parseDevice(arguments.device);
    options.resume = resume;
    if (arguments.maxMinutes > 0)
        options.maxMinutes = arguments.maxMinutes;
    if (arguments.budgetMinutes > 0)
        options.budgetMinutes = arguments.budgetMinutes;
    options.checkpointMinutes = arguments.checkpointMinutes;
    options.sampleEverySteps = arguments.sampleEvery;
    options.modelAtStop = true;
    options.progress = progressPrinter();
    nn::prepareCpu();
    const auto result = training::trainOn(training::readPackedSet(arguments.set), options, hooks(), interrupted());
    if (!arguments.hardware.empty()) {
        auto card = checkpoint::ModelCard::load(run / "model");
        card.hardware = arguments.hardware + ", " + result.precision;
        card.save(run / "model");
    }
    const nlohmann::json json = {{"finished", result.finished}, {"steps", result.steps}, {"minutes", result.minutes},
        {"device", result.device}, {"precision", result.precision}, {"metrics", result.metrics}};
    writeFileAtomically(run / "result.json", json.dump(1) + "\n");
    std::printf("%s\n", json.dump().c_str());
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Trains a generator on a packed set; what was stopped goes on");
    app.require_subcommand(1);
    TrainArguments arguments;
    auto* train = app.add_subcommand("train", "Begin a run, or go on with the one in the folder");
    train->add_option("--set", arguments.set, "File written by sonosketch-gpu-pack")->required();
    train->add_option("--recipe", arguments.recipe, "Name in resources/recipes, or a .toml file; a run that goes on keeps its own")
        ->required();
    train->add_option("--run", arguments.run, "Folder of the run")->required();
    train->add_option("--device", arguments.device, "auto, cpu or cuda")->capture_default_str();
    train->add_option("--hardware", arguments.hardware, "What the model card says of the machine");
    train->add_option("--max-minutes", arguments.maxMinutes, "Stop this call after so many minutes")->check(CLI::PositiveNumber);
    train->add_option("--budget-minutes", arguments.budgetMinutes, "Computing time of the whole run")->check(CLI::PositiveNumber);
    train->add_option("--checkpoint-minutes", arguments.checkpointMinutes, "Time between checkpoints")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    train->add_option("--sample-every", arguments.sampleEvery, "Steps between sample grids")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    train->callback([&arguments] { trainRun(arguments); });

    std::string run, file;
    auto* shrink = app.add_subcommand("shrink", "A run's checkpoint small enough to carry");
    shrink->add_option("--run", run, "Folder of the run")->required();
    shrink->add_option("--out", file, "File to write")->required();
    shrink->callback([&] { gpu::shrinkCheckpoint(std::filesystem::path(run) / "checkpoint.safetensors", file); });
    auto* grow = app.add_subcommand("grow", "A run's checkpoint from a carried one");
    grow->add_option("--from", file, "File written by shrink")->required();
    grow->add_option("--run", run, "Folder of the run; its recipe.toml must be there")->required();
    grow->callback([&] { gpu::growCheckpoint(file, std::filesystem::path(run) / "checkpoint.safetensors"); });
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sonosketch-gpu-train: %s\n", error.what());
        return 1;
    }
}
