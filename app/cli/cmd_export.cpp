// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "app/cli/progress.h"
#include "core/base/error.h"
#include "core/export/finish.h"
#include "core/export/pipeline.h"
#include "core/export/project_source.h"
#include "core/export/shards.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

struct Arguments {
    bool examples = false;
    std::vector<std::string> cases, data, projects, splits, formats{"png"};
    std::string nodes = "current", recipe, out, model, device = "auto", shard = "auto", into, name;
    std::size_t count = 0, variations = 0, tarItems = 1000;
    std::uint64_t seed = 1;
    ExportWorkers workers;
    bool resume = false, visibleMark = false, dryRun = false, json = false;
};

struct MergeArguments {
    std::string out;
    std::vector<std::string> shards;
    bool resume = false, json = false;
};

SetPlan planOf(const Arguments& arguments, const fs::path& model)
{
    if (!arguments.examples && arguments.cases.empty() && arguments.data.empty() && arguments.projects.empty())
        throw Error(ErrorCode::Usage, "There is no case to make images from", {}, "Name --examples, --cases, --project or --data");
    if ((arguments.count == 0) == (arguments.variations == 0))
        throw Error(ErrorCode::Usage, "How many images is said once", {}, "Give --count in all, or --variations of each case");
    SetSources sources;
    if (arguments.examples)
        sources.addExamples();
    for (const std::string& folder : arguments.cases)
        sources.addCase(folder);
    for (const std::string& project : arguments.projects)
        addProject(sources, project, arguments.nodes);
    for (const std::string& folder : arguments.data)
        sources.addDataset(folder, arguments.splits);
    if (sources.duplicates() > 0)
        fmt::print(stderr, "{} sources are the same as others and are left out\n", sources.duplicates());

    const checkpoint::ModelCard card = checkpoint::ModelCard::load(model);
    SetPlan plan;
    if (!arguments.name.empty())
        plan.name = arguments.name;
    plan.recipe = arguments.recipe.empty() ? VariationRecipe::bundled() : VariationRecipe::load(arguments.recipe);
    plan.seed = arguments.seed;
    plan.formats = arguments.formats;
    plan.visibleMark = arguments.visibleMark;
    plan.tarItems = arguments.tarItems;
    plan.palette = sources.palette();
    plan.sources = sources.take(arguments.into);
    plan.count = arguments.count > 0 ? arguments.count : arguments.variations * plan.sources.size();
    plan.model = card.name;
    plan.modelHash = card.sha256;
    plan.modelLicense = card.license;
    plan.modelAttribution = card.attribution;
    plan.modelMetrics = card.metrics;
    plan.modelLimitations = planLine(card.limitations);
    plan.check();
    return plan;
}

void print(const nlohmann::ordered_json& answer)
{
    std::cout << answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

void run(const Arguments& arguments)
{
    std::optional<LaunchedShard> launched;
    SetShard shard;
    if (arguments.shard == "auto")
        launched = launchedShard();
    else if (arguments.shard != "none")
        shard = parseShard(arguments.shard);
    fs::path out = arguments.out;
    if (launched) {
        // All processes of a launcher are given one command line, so each finds its own folder.
        shard = launched->shard;
        out /= shardFolderName(shard);
        fmt::print(stderr, "shard {}/{} of this {}, into {}\n", shard.index + 1, shard.count, launched->launcher, out.string());
    }
    const fs::path model = modelFolder(arguments.model);
    const DeviceChoice device = parseDevice(arguments.device);
    const SetPlan plan = planOf(arguments, model);
    nlohmann::ordered_json answer{{"out", out.string()}, {"images", plan.count}, {"sources", plan.sources.size()},
        {"formats", plan.formats}, {"recipe", plan.recipe.name}, {"seed", plan.seed}, {"model", plan.model}, {"model_hash", plan.modelHash},
        {"synthetic", true}, {"plan_sha256", plan.hash()}, {"shard", fmt::format("{}/{}", shard.index + 1, shard.count)}};
    if (arguments.dryRun) {
        for (const SetSource& source : plan.sources)
            answer["splits"][source.split].push_back(source.key);
        print(answer);
        return;
    }
    SetFolder folder(out, plan, shard, arguments.resume ? SetFolder::Existing::Resume : SetFolder::Existing::Refuse);
    if (folder.isComplete())
        fmt::print(stderr, "{} is complete already\n", out.string());
    const auto line = progressLine(false);
    ExportReport report;
    try {
        report = exportItems(
            folder, [&] { return loadGenerator(model, device); }, arguments.workers,
            [&](std::size_t done, std::size_t total, const std::string& what) { line(fmt::format("{}/{} images, {}", done, total, what)); },
            interrupted());
        if (shard.count == 1)
            finishSet(
                folder, [&](std::size_t, std::size_t, const std::string& what) { line("putting together: " + what); }, interrupted());
    } catch (...) {
        endProgressLine(false);
        throw;
    }
    endProgressLine(false);
    answer["items"] = report.items;
    answer["made"] = report.made;
    answer["resumed"] = report.before;
    answer["seconds"] = report.seconds;
    answer["model_seconds"] = report.modelSeconds;
    answer["images_per_second"] = report.seconds > 0 ? static_cast<double>(report.made) / report.seconds : 0;
    answer["complete"] = shard.count == 1;
    if (arguments.json)
        print(answer);
    else
        fmt::print(stderr, "{} images ({} of them before) in {}{}\n", report.items, report.before, out.string(),
            shard.count == 1 ? "" : "; join the shards with: export merge");
}

void merge(const MergeArguments& arguments)
{
    const std::vector<fs::path> shards(arguments.shards.begin(), arguments.shards.end());
    const auto line = progressLine(false);
    MergeReport report;
    try {
        report = mergeShards(
            shards, arguments.out, arguments.resume ? SetFolder::Existing::Resume : SetFolder::Existing::Refuse,
            [&](std::size_t done, std::size_t total, const std::string& what) { line(fmt::format("{}/{} images, {}", done, total, what)); },
            interrupted());
    } catch (...) {
        endProgressLine(false);
        throw;
    }
    endProgressLine(false);
    if (arguments.json)
        print({{"out", arguments.out}, {"images", report.items}, {"shards", report.shards}, {"bytes", report.bytes}, {"complete", true},
            {"synthetic", true}});
    else
        fmt::print(stderr, "{} images of {} shards joined in {}\n", report.items, report.shards, arguments.out);
}

} // namespace

void addExportCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("export", "Make a labelled set of synthetic images from cases, by a recipe of variations");
    command->fallthrough(false);
    command->add_flag("--examples", arguments->examples, "From the bundled cases");
    command->add_option("--cases", arguments->cases, "From case folders");
    command->add_option("--project", arguments->projects, "From project files; see --nodes");
    command->add_option("--nodes", arguments->nodes, "Steps of the projects: all, pinned, current, or numbers such as 0,4,7")
        ->capture_default_str();
    command->add_option("--data", arguments->data, "From imported data sets (see: dataset import)");
    command->add_option("--split", arguments->splits, "Only these parts of the data sets")->delimiter(',');
    command->add_option("--into", arguments->into, "Put all images into one part of this name, whatever part their source is in");
    command->add_option("--recipe", arguments->recipe, "Recipe of variations (TOML); the bundled one if not given");
    auto* count = command->add_option("--count", arguments->count, "Images in all, going round the sources")->check(CLI::PositiveNumber);
    command->add_option("--variations", arguments->variations, "Images of each source, instead of --count")
        ->check(CLI::PositiveNumber)
        ->excludes(count);
    command->add_option("--seed", arguments->seed, "Equal seeds give equal images")->capture_default_str();
    command->add_option("--format", arguments->formats, "Layouts, one or several: " + fmt::format("{}", fmt::join(layoutNames(), ", ")))
        ->delimiter(',')
        ->check(CLI::IsMember(layoutNames()))
        ->capture_default_str();
    command->add_option("--out", arguments->out, "Folder to write; new or empty");
    command
        ->add_option("--shard", arguments->shard,
            "I/N: only part I of N, to be joined with: export merge. auto: what Slurm, mpirun or Kubernetes say, below --out. none: all")
        ->capture_default_str();
    command->add_flag("--resume", arguments->resume, "Go on where an earlier run stopped");
    command->add_option("--name", arguments->name, "Title of the set in its card");
    command->add_option("--model", arguments->model, "A model folder, or the name of a bundled one; the default one if not given");
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag(
        "--visible-mark", arguments->visibleMark, "Burn the visible mark into the pictures; without it metadata, manifest and card say it");
    command->add_option("--tar-items", arguments->tarItems, "Images in a WebDataset shard")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--build-threads", arguments->workers.builders, "Threads that vary cases")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->add_option("--write-threads", arguments->workers.encoders, "Threads that pack and write")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->add_flag("--dry-run", arguments->dryRun, "Print what would be made as JSON, and make nothing");
    command->add_flag("--json", arguments->json, "Print a summary as JSON");

    auto joined = std::make_shared<MergeArguments>();
    auto* join = command->add_subcommand("merge", "Join shards into the set that one run would have made, checking every file");
    join->add_option("--out", joined->out, "Folder to write; new or empty")->required();
    join->add_option("shards", joined->shards, "Folders of the shards")->required();
    join->add_flag("--resume", joined->resume, "Go on where an earlier merge stopped");
    join->add_flag("--json", joined->json, "Print a summary as JSON");
    join->callback([joined] { merge(*joined); });

    command->callback([arguments, join] {
        if (join->parsed())
            return;
        if (arguments->out.empty() && !arguments->dryRun)
            throw Error(ErrorCode::Usage, "There is no folder to write", {}, "Give --out");
        run(*arguments);
    });
}

} // namespace sonosketch
