// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/dataset/dataset.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>

namespace sonosketch {

namespace {

/// One line that overwrites itself on a terminal; elsewhere a line at every tenth.
ProgressFunction progressLine(const char* verb)
{
    const bool terminal = isatty(fileno(stderr)) != 0;
    return [verb, terminal](std::size_t done, std::size_t total, const std::string& what) {
        if (terminal)
            fmt::print(stderr, "\r{} {}/{} {:<32.32}{}", verb, done, total, what, done == total ? "\n" : "");
        else if (done == total || done * 10 / total != (done - 1) * 10 / total)
            fmt::print(stderr, "{} {}/{}\n", verb, done, total);
        std::fflush(stderr);
    };
}

std::map<std::string, std::size_t> countSplits(const DatasetManifest& manifest)
{
    std::map<std::string, std::size_t> counts;
    for (const DatasetItem& item : manifest.items)
        ++counts[item.split];
    return counts;
}

nlohmann::ordered_json toJson(const std::vector<DatasetProblem>& problems)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const DatasetProblem& problem : problems)
        list.push_back({{"file", problem.file}, {"reason", problem.reason}});
    return list;
}

void print(const nlohmann::ordered_json& value)
{
    fmt::print("{}\n", value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void runImport(const ImportOptions& options, bool json)
{
    const ImportReport report = importDataset(options, progressLine("importing"), interrupted());
    const DatasetManifest manifest = DatasetManifest::load(options.to);
    const auto splits = countSplits(manifest);
    if (json) {
        nlohmann::ordered_json root = nlohmann::ordered_json::parse(report.toJson());
        root["splits"] = splits;
        root["license"] = manifest.license;
        root["attribution"] = manifest.attribution;
        print(root);
        return;
    }
    fmt::print("imported {} into {}\n", report.imported, options.to.string());
    for (const auto& [name, count] : splits)
        fmt::print("  {:<8} {}\n", name, count);
    if (!manifest.attribution.empty())
        fmt::print("licence {}: {}\n", manifest.license, manifest.attribution);
    if (!report.skipped.empty())
        fmt::print("left out {}:\n", report.skipped.size());
    for (const DatasetProblem& problem : report.skipped)
        fmt::print("  {}: {}\n", problem.file, problem.reason);
}

void runValidate(const std::filesystem::path& folder, bool json)
{
    const std::vector<DatasetProblem> problems = validateDataset(folder, progressLine("checking"), interrupted());
    const DatasetManifest manifest = DatasetManifest::load(folder);
    if (json) {
        print({{"valid", problems.empty()}, {"items", manifest.items.size()}, {"splits", countSplits(manifest)},
            {"problems", toJson(problems)}});
    } else {
        for (const DatasetProblem& problem : problems)
            fmt::print("{}: {}\n", problem.file, problem.reason);
        if (problems.empty())
            fmt::print("{} examples, all as the manifest says\n", manifest.items.size());
    }
    std::fflush(stdout);
    if (!problems.empty())
        throw Error(ErrorCode::Corrupt, fmt::format("{} problem{} found", problems.size(), problems.size() == 1 ? "" : "s"),
            folder.string(), "Import the data set again");
}

} // namespace

void addDatasetCommand(CLI::App& app)
{
    CLI::App* dataset = app.add_subcommand("dataset", "Import and check data sets");
    dataset->require_subcommand(1);

    struct Arguments {
        ImportOptions import;
        std::string split, palette;
        std::filesystem::path folder;
        bool json = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    arguments->import.threads = std::clamp(std::thread::hardware_concurrency(), 1u, 16u);

    CLI::App* import =
        dataset->add_subcommand("import", "Bring published scans and masks onto the canvas, with sketches, splits and a manifest");
    import->add_option("--format", arguments->import.format, "Layout of the source: mmotu, hc18, paired, coco or nifti (also nnU-Net)")
        ->required()
        ->check(CLI::IsMember({"mmotu", "hc18", "paired", "coco", "nifti"}));
    import->add_option("--from", arguments->import.from, "Folder of the published data set; for coco also its JSON file")->required();
    import->add_option("--to", arguments->import.to, "Folder to write; new, empty, or an earlier import")->required();
    import->add_option("--split", arguments->split, "Put everything into one part of this name");
    import->add_option("--palette", arguments->palette, "Label palette (JSON), needed for paired; else the set's own classes");
    import->add_option("--canny-low", arguments->import.canny.low, "Lower edge threshold")->capture_default_str();
    import->add_option("--canny-high", arguments->import.canny.high, "Upper edge threshold")->capture_default_str();
    import->add_option("--canny-sigma", arguments->import.canny.sigma, "Smoothing before edges, canvas pixels")->capture_default_str();
    import->add_option("--threads", arguments->import.threads, "Images worked on at a time")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    import->add_flag("--json", arguments->json, "Print the report as JSON");
    import->callback([arguments] {
        ImportOptions options = arguments->import;
    if (!arguments->split.empty())
        options.split = arguments->split;
    if (!arguments->palette.empty())
        options.palette = arguments->palette;
    runImport(options, arguments->json);
});

CLI::App* check = dataset->add_subcommand("validate", "Check every file of an imported data set against its manifest");
check->add_option("folder,--data", arguments->folder, "Folder of the imported data set")->required();
check->add_flag("--json", arguments->json, "Print the result as JSON");
check->callback([arguments] { runValidate(arguments->folder, arguments->json); });
} // namespace sonosketch

} // namespace sonosketch
