// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_export.h"
#include "app/cli/bench_parts.h"
#include "app/cli/commands.h"
#include "app/cli/progress.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

using Run = nlohmann::json (*)(const bench::Options&, const bench::Progress&);
using Text = std::string (*)(const nlohmann::json&);

/// One subcommand with what all three share.
CLI::App* add(
    CLI::App& bench, const char* name, const char* description, const std::shared_ptr<bench::Options>& options, Run run, Text text)
{
    auto* command = bench.add_subcommand(name, description);
    command->add_option("--model", options->model, "A model folder, or the name of a bundled one; the default one if not given");
    command->add_option("--cases", options->cases, "Case folders; the bundled examples if not given");
    command->add_option("--device", options->device, "auto, cpu or cuda, for the plain path too")->capture_default_str();
    command->add_option("--strokes", options->strokes, "A recording (core/replay); resources/bench/strokes.json if not given");
    command->add_option("--places", options->places, "Dabs on each case; a sixth as many long strokes")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Chooses the places")->capture_default_str();
    command->add_flag("--json", options->json, "Print the figures as JSON; tests/bench/README.md says what each means");
    command->add_flag("--quiet", options->quiet, "No progress line");
    command->callback([options, run, text] {
        const auto answer = run(*options, progressLine(options->quiet));
        endProgressLine(options->quiet);
        std::cout << (options->json ? answer.dump(2) + "\n" : text(answer));
    });
    return command;
}

} // namespace

void addBenchCommand(CLI::App& app)
{
    auto* command = app.add_subcommand("bench", "Measure speed and memory, as ratios against plain LibTorch in the same run");
    command->require_subcommand(1);

    auto full = std::make_shared<bench::Options>();
    full->repeat = 30;
    auto* passes = add(*command, "full", "The exact pass: start, time, speed-up, share of the machine's convolution peak, memory", full,
        bench::full, bench::fullText);
    passes->add_flag("--layers", full->layers, "A table of the network's parts too, of both paths (CPU)");
    passes->add_option("--repeat", full->repeat, "Exact passes, each followed by a plain one")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();

    auto live = std::make_shared<bench::Options>();
    live->repeat = 1;
    auto* strokes = add(*command, "live", "Written-down strokes: from the pen's sample to the picture, and how near it is to the exact one",
        live, bench::live, bench::liveText);
    strokes->add_option("--repeat", live->repeat, "How often every stroke is replayed")->check(CLI::Range(1, 1000))->capture_default_str();
    strokes->add_option("--frames", live->frames, "Pictures between the two looks at the memory")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    strokes->add_option("--ink-from", live->ink, "What bench_ink --json printed, for ink_p99_ms");

    auto batch = std::make_shared<bench::Options>();
    batch->repeat = 1;
    auto* pictures = add(*command, "batch", "Pictures a second, one after the other", batch, bench::batch, bench::batchText);
    pictures->add_option("--count", batch->count, "Pictures")->check(CLI::Range(1, 10'000))->capture_default_str();
    pictures->add_option("--repeat", batch->repeat, "How often all of them are made; the rates are those of all rounds")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();

    auto sets = std::make_shared<bench::Options>();
    sets->repeat = 1;
    auto* images =
        add(*command, "export", "Images a second of a set: one after the other, and in the pipeline", sets, bench::sets, bench::setsText);
    images->add_option("--count", sets->count, "Images")->check(CLI::Range(1, 10'000))->capture_default_str();
    images->add_option("--repeat", sets->repeat, "How often all of them are made, in turns")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
}

} // namespace sonosketch
