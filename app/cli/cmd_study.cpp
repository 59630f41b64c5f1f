// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "app/cli/progress.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/study/csv.h"
#include "core/study/make_study.h"
#include "core/study/report.h"
#include "core/study/simulated_reader.h"
#include "core/study/study_builder.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <random>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;
using namespace study;

struct PlanArguments {
    StudyOptions options;
    std::vector<std::string> sets, counts;
    std::string data, split = "test", device = "auto";
    std::string repeats = "0", practice = "0", atLimit = "ask", out, key;
    std::optional<std::uint64_t> seed;
    double timeLimit = 0;
    bool json = false;
};

void print(const nlohmann::ordered_json& value)
{
    fmt::print("{}\n", value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::size_t wholeNumber(const std::string& text, const char* option)
{
    std::size_t value = 0;
    const char* end = text.data() + text.size();
    if (const auto [rest, problem] = std::from_chars(text.data(), end, value); problem != std::errc() || rest != end || value > maxTrials)
        throw Error(ErrorCode::Usage, "A whole number is expected", fmt::format("{} {}", option, text));
    return value;
}

/// "NAME=KIND:WHERE"; the first "=" and the first ":" after it count.
BuilderSet parseSet(const std::string& text, const PlanArguments& arguments)
{
    const std::size_t equals = text.find('='), colon = equals == std::string::npos ? equals : text.find(':', equals);
    const auto wrong = [&text](const char* what) { return Error(ErrorCode::Usage, what, fmt::format("--set {}", text)); };
    if (colon == std::string::npos || equals == 0 || colon + 1 == text.size())
        throw wrong("A set is NAME=real:FOLDER, NAME=synthetic:FOLDER, NAME=real:data or NAME=model:MODEL");
    const std::string kind = text.substr(equals + 1, colon - equals - 1), where = text.substr(colon + 1);
    const auto truth = truthOf(kind);
    const bool model = kind == "model", data = truth == Truth::Real && where == "data" && !arguments.data.empty();
    if (!truth && !model)
        throw wrong("A set is real, synthetic or model");
    if (model && arguments.data.empty())
        throw wrong("A model needs labels: name an imported data set with --data");
    BuilderSet set;
    set.name = text.substr(0, equals);
    set.kind = model            ? BuilderSet::Kind::Model
        : data                  ? BuilderSet::Kind::RealDataset
        : *truth == Truth::Real ? BuilderSet::Kind::RealFolder
                                : BuilderSet::Kind::SynthesisedFolder;
    set.folder = model || data ? arguments.data : where;
    set.split = arguments.split;
    if (model) {
        set.model = where;
        set.factory = [folder = modelFolder(where), device = parseDevice(arguments.device)] { return loadGenerator(folder, device); };
    }
    return lookAtSet(std::move(set), interrupted());
}

/// "20" for every set, "NAME=20" for one.
void applyCounts(std::vector<BuilderSet>& sets, const std::vector<std::string>& counts)
{
    for (const std::string& text : counts) {
        const std::size_t equals = text.rfind('=');
        bool known = equals == std::string::npos;
        for (BuilderSet& set : sets)
            if (equals == std::string::npos || set.name == text.substr(0, equals)) {
                set.count = wholeNumber(equals == std::string::npos ? text : text.substr(equals + 1), "--count");
                known = true;
            }
        if (!known)
            throw Error(ErrorCode::Usage, "There is no set of that name", fmt::format("--count {}", text));
    }
}

/// "10", or "20%" of the pictures.
std::size_t repeatsOf(const std::string& text, const BuilderPlan& plan)
{
    if (!text.ends_with('%'))
        return wholeNumber(text, "--repeats");
    return (picturesOf(plan) * wholeNumber(text.substr(0, text.size() - 1), "--repeats") + 50) / 100;
}

void runPlan(const PlanArguments& arguments)
{
    BuilderPlan plan;
    StudyOptions& options = plan.options;
    options = arguments.options;
    for (const std::string& text : arguments.sets)
        plan.sets.push_back(parseSet(text, arguments));
    applyCounts(plan.sets, arguments.counts);
    options.practice = wholeNumber(arguments.practice, "--practice");
    if (options.practiceFeedback && options.practice == 0)
        throw Error(ErrorCode::Usage, "There is nothing to be told about", "--practice-feedback", "Say how many with --practice");
    options.repeats = repeatsOf(arguments.repeats, plan);
    if (arguments.timeLimit > 0)
        options.timeLimitMs = static_cast<int>(std::lround(arguments.timeLimit * 1000));
    options.nextAtLimit = arguments.atLimit == "next";
    std::random_device device;
    options.seed = arguments.seed ? *arguments.seed : std::uint64_t{device()} << 32 | device();
    const fs::path key = arguments.key.empty() ? defaultKeyFile(arguments.out) : fs::path(arguments.key);
    const auto line = progressLine(arguments.json);
    plan.folder = arguments.out;
    plan.key = key;
    const MadeStudy made = buildStudy(
        plan,
        [&line](double part, const std::string& what) {
            if (line)
                line(fmt::format("{:3.0f} % {}", 100 * part, what));
        },
        interrupted());
    endProgressLine(arguments.json);
    for (const std::string& warning : made.warnings)
        spdlog::warn("{}", warning);
    if (arguments.json) {
        std::map<std::string, std::size_t> counts;
        for (const KeyImage& image : made.key.images)
            ++counts[made.key.sets[image.set].name];
        print({{"study", made.plan.hash}, {"folder", arguments.out}, {"key", key.string()}, {"seed", options.seed},
            {"pictures", made.plan.images.size()}, {"trials", made.plan.trials.size()}, {"practice", made.plan.practice.size()},
            {"sets", counts}, {"warnings", made.warnings}});
        return;
    }
    fmt::print("{} pictures in {} trials{}: {}\nanswer key: {} (keep it from the readers)\n", made.plan.images.size(),
        made.plan.trials.size(),
        made.plan.practice.empty() ? std::string() : fmt::format(", after {} to practise on", made.plan.practice.size()), arguments.out,
        key.string());
}

void runStatus(const fs::path& folder, bool json)
{
    const StudyPlan plan = loadPlan(folder);
    const auto log = TrialLog::openForReading(folder, plan);
    const std::vector<LoggedReader> readers = log ? log->readers() : std::vector<LoggedReader>();
    const std::vector<std::string> problems = checkStudyImages(folder, plan);
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const LoggedReader& reader : readers)
            list.push_back({{"name", reader.name}, {"simulated", reader.simulated}, {"answered", reader.answered}, {"open", reader.open}});
        print({{"study", plan.hash}, {"title", plan.title}, {"pictures", plan.images.size()}, {"trials", plan.trials.size()},
            {"practice", plan.practice.size()}, {"practice_feedback", plan.practiceFeedback},
            {"time_limit_ms", plan.timeLimitMs ? nlohmann::ordered_json(*plan.timeLimitMs) : nlohmann::ordered_json()},
            {"at_limit", plan.nextAtLimit ? "next" : "ask"}, {"going_back", plan.goingBack}, {"free_text", plan.freeText},
            {"readers", list}, {"problems", problems}});
    } else {
        fmt::print("{}: {} pictures, {} trials{}\n", plan.title.empty() ? "(no title)" : plan.title, plan.images.size(), plan.trials.size(),
            plan.practice.empty() ? std::string() : fmt::format(", {} to practise on first", plan.practice.size()));
        for (const LoggedReader& reader : readers)
            fmt::print("  {}{}: {} of {} answered{}\n", reader.name, reader.simulated ? " (SIMULATED)" : "", reader.answered,
                plan.trials.size(), reader.open ? ", at work now" : "");
        if (readers.empty())
            fmt::print("  nobody has answered yet\n");
        for (const std::string& problem : problems)
            fmt::print("  picture {}\n", problem);
    }
    std::fflush(stdout);
    if (!problems.empty())
        throw Error(ErrorCode::Corrupt,
            fmt::format("{} picture{} missing or changed", problems.size(), problems.size() == 1 ? " is" : "s are"), folder.string(),
            "Restore the pictures; answers are kept");
}

void told(const StudyPlan& plan, const std::string& reader, std::size_t count, std::optional<std::size_t> next, bool json)
{
    if (json)
        print({{"reader", reader}, {"written", count}, {"trials", plan.trials.size()},
            {"next_trial", next ? nlohmann::ordered_json(*next + 1) : nlohmann::ordered_json()}});
    else
        fmt::print("{}: {} answers written, {}\n", reader, count,
            next ? fmt::format("next is trial {}", *next + 1) : std::string("all trials answered"));
}

void runAnswer(const fs::path& folder, const std::string& reader, const std::string& file, bool json)
{
    const StudyPlan plan = loadPlan(folder);
    std::vector<TrialAnswer> answers = answersFromCsv(readTextFile(file), file, plan);
    TrialLog log = TrialLog::open(folder, plan);
    ReaderSession session = log.openReader(reader);
    if (plan.goingBack) // the same answer once more is no change, as in the window
        std::erase_if(answers, [&session](const TrialAnswer& answer) {
            const auto before = session.answerOf(answer.trial);
            return before && before->answer == answer.answer && before->confidence == answer.confidence && before->text == answer.text;
        });
    session.record(answers);
    told(plan, reader, answers.size(), session.nextTrial(), json);
}

void runSimulate(const fs::path& folder, const fs::path& key, const Simulation& simulation, bool json)
{
    const StudyPlan plan = loadPlan(folder);
    const auto answers = simulateReader(plan, loadKey(key, plan), simulation);
    TrialLog log = TrialLog::open(folder, plan);
    ReaderSession session = log.openReader(simulation.reader, true);
    session.record(answers);
    told(plan, simulation.reader + " (SIMULATED)", answers.size(), session.nextTrial(), json);
}

void printAnalysis(const StudyAnalysis& analysis, const std::string& out)
{
    for (const ReaderResult& reader : analysis.readers) {
        std::string line = fmt::format(
            "{}{}: {} of {} answered", reader.name, reader.simulated ? " (SIMULATED)" : "", reader.answered, analysis.plan.trials.size());
        if (const auto share = reader.right.value()) {
            const auto interval = *reader.right.interval(), exact = *reader.right.exact();
            line += fmt::format(", accuracy {:.2f} (95% {:.2f} to {:.2f}, exact {:.2f} to {:.2f})", *share, interval.low, interval.high,
                exact.low, exact.high);
        }
        for (std::size_t set = 0; set < reader.sets.size(); ++set)
            if (const auto share = reader.sets[set].right.value())
                line += fmt::format(", {} {:.2f}", analysis.key->sets[set].name, *share);
        fmt::print("{}\n", line);
    }
    if (!out.empty())
        fmt::print("{}/report.html, answers.csv, summary.csv\n", out);
}

void runReport(const fs::path& folder, const std::string& keyFile, bool withoutKey, const std::string& out, bool json)
{
    const StudyAnalysis analysis =
        analyseFolder(folder, withoutKey ? std::nullopt : std::optional(keyFile.empty() ? defaultKeyFile(folder) : fs::path(keyFile)));
    for (const std::string& warning : analysis.warnings)
        spdlog::warn("{}", warning);
    if (!out.empty())
        writeReport(analysis, out);
    if (json)
        fmt::print("{}\n", studyJson(analysis));
    else
        printAnalysis(analysis, out);
}

void addPlan(CLI::App& study)
{
    const auto arguments = std::make_shared<PlanArguments>();
    CLI::App* plan =
        study.add_subcommand("plan", "Draw, shuffle and re-encode pictures into a study folder, and write the answer key beside it");
    plan->add_option("--set", arguments->sets,
            "NAME=real:FOLDER or NAME=synthetic:FOLDER; PNG and JPEG; give it once for each set. With --data also NAME=real:data, and "
            "NAME=model:MODEL for "
            "pictures that a model (a folder, or the name of a bundled one) synthesises from the data set's labels")
        ->required();
    plan->add_option("--data", arguments->data, "Imported data set for the sets real:data and model:MODEL");
    plan->add_option("--split", arguments->split, "Its part; best one that no network was trained on")->capture_default_str();
    plan->add_option("--device", arguments->device, "For models: auto, cpu or cuda")->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    plan->add_option("--count", arguments->counts, "Pictures of every set, or NAME=N of one; all without it");
    plan->add_option("--repeats", arguments->repeats, "Pictures shown a second time, a number or a share like 20%")->capture_default_str();
    plan->add_option("--repeat-distance", arguments->options.repeatDistance, "Trials between two showings at least; 0 chooses up to 20")
        ->capture_default_str();
    plan->add_option("--practice", arguments->practice,
            "Pictures of the same sets, half of them real, that readers practise on first; none of them is in the study, nor counted")
        ->capture_default_str();
    plan->add_flag("--practice-feedback", arguments->options.practiceFeedback,
        "Readers are told after each practice picture what it was; the study folder then holds the truth of these alone");
    plan->add_option("--seed", arguments->seed, "For the same study again; by chance without it (the key holds it)");
    plan->add_option("--time-limit", arguments->timeLimit, "Seconds for which a picture is shown; 0 for no limit")
        ->check(CLI::Range(0.0, 3600.0));
    plan->add_option("--at-limit", arguments->atLimit, "When the time is over: ask (the picture goes, the question stays) or next")
        ->check(CLI::IsMember({"ask", "next"}))
        ->capture_default_str();
    plan->add_flag("--free-text", arguments->options.freeText, "Readers are asked for a remark too");
    plan->add_flag("--going-back", arguments->options.goingBack, "Readers may change earlier answers");
    plan->add_option("--size", arguments->options.imageSize, "Pixels an edge")->check(CLI::Range(16, 4096))->capture_default_str();
    plan->add_option("--title", arguments->options.title, "Title that readers see");
    plan->add_option("--question", arguments->options.question, "Question that readers see")->capture_default_str();
    plan->add_option("--out", arguments->out, "Study folder to make")->required();
    plan->add_option("--key", arguments->key, "Answer key to write, not inside of the folder; FOLDER.key.json without it");
    plan->add_flag("--json", arguments->json, "Print the result as JSON");
    plan->callback([arguments] { runPlan(*arguments); });
}

} // namespace

void addStudyCommand(CLI::App& app)
{
    CLI::App* study = app.add_subcommand("study", "Blinded reader studies: real or synthesised?");
    study->require_subcommand(1);
    addPlan(*study);

    struct Arguments {
        std::string folder, key, reader, from, out;
        Simulation simulation;
        bool json = false, withoutKey = false, example = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    const auto addFolder = [&arguments](CLI::App* command) {
        command->add_option("folder", arguments->folder, "Study folder")->required();
        command->add_flag("--json", arguments->json, "Print the result as JSON");
    };

    CLI::App* status = study->add_subcommand("status", "Who has answered how much, and are the pictures as they were made; needs no key");
    addFolder(status);
    status->callback([arguments] { runStatus(arguments->folder, arguments->json); });

    CLI::App* answer = study->add_subcommand("answer",
        "Take over answers from a CSV file: columns trial (from 1), answer, confidence; text, shown_ms, "
        "duration_ms, timed_out, image if there are any. All rows or none");
    addFolder(answer);
    answer->add_option("--reader", arguments->reader, "Name of the reader")->required();
    answer->add_option("--from", arguments->from, "CSV file")->required();
    answer->callback([arguments] { runAnswer(arguments->folder, arguments->reader, arguments->from, arguments->json); });

    CLI::App* simulate =
        study->add_subcommand("simulate", "Answers of a simulated reader of known skill; log and report mark them as simulated");
    addFolder(simulate);
    simulate->add_option("--key", arguments->key, "Answer key; FOLDER.key.json without it");
    simulate->add_option("--reader", arguments->simulation.reader, "Name")->capture_default_str();
    simulate->add_option("--accuracy", arguments->simulation.accuracy, "Probability of a right answer")
        ->required()
        ->check(CLI::Range(0.0, 1.0));
    simulate->add_option("--seed", arguments->simulation.seed, "Seed")->capture_default_str();
    simulate->callback([arguments] {
        const fs::path folder = arguments->folder;
        runSimulate(
            folder, arguments->key.empty() ? defaultKeyFile(folder) : fs::path(arguments->key), arguments->simulation, arguments->json);
    });

    CLI::App* report = study->add_subcommand("report", "Accuracy, ROC, agreement and times of all readers");
    auto* named = report->add_option("folder", arguments->folder, "Study folder");
    report->add_flag("--json", arguments->json, "Print the result as JSON");
    report->add_flag("--example", arguments->example, "The study that comes with the program")->excludes(named);
    auto* key = report->add_option("--key", arguments->key, "Answer key; FOLDER.key.json without it");
    report->add_flag("--no-key", arguments->withoutKey, "Report times and agreement alone, for a study whose key is not at hand")
        ->excludes(key);
    report->add_option("--out", arguments->out, "Folder for report.html, answers.csv and summary.csv");
    report->callback([arguments] {
        const fs::path folder = arguments->example ? resourceDir() / "studies" / "example" : fs::path(arguments->folder);
        if (folder.empty())
            throw Error(ErrorCode::Usage, "A study folder is required", {}, "Name one, or give --example");
        runReport(folder, arguments->key, arguments->withoutKey, arguments->out, arguments->json);
    });
}

} // namespace sonosketch
