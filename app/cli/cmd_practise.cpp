// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/practice/lesson.h"
#include "core/practice/practice_cases.h"
#include "core/practice/progress_store.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

/// The log of the practice window: as app/session/state_folder.h finds it, without Qt.
fs::path standardLog()
{
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value ? value : "");
    };
    fs::path folder = set("SONOSKETCH_STATE_DIR");
    if (folder.empty()) {
        const fs::path data = set("XDG_DATA_HOME");
        folder = (data.is_absolute() ? data : set("HOME") / ".local" / "share") / "SonoSketch";
    }
    return practice::ProgressStore::fileIn(folder);
}

void print(const nlohmann::ordered_json& value)
{
    std::printf("%s\n", value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

void runCsv(const fs::path& log, const std::string& out, bool json)
{
    const auto store = practice::ProgressStore::openExisting(log);
    if (!store)
        throw Error(ErrorCode::NotFound, "Nothing was practised yet", log.string(), "Name another log with --log");
    const auto answers = store->answers(true);
    const std::string csv = practice::progressCsv(answers);
    if (!out.empty())
        writeFileAtomically(out, csv);
    if (json)
        print({{"log", log.string()}, {"answers", answers.size()}, {"out", out}});
    else if (out.empty())
        std::fwrite(csv.data(), 1, csv.size(), stdout);
    else
        std::printf("%zu answers written to %s\n", answers.size(), out.c_str());
}

void runLesson(const fs::path& folder, bool json)
{
    const practice::Lesson lesson = practice::loadLesson(folder);
    std::size_t sliders = 0, questions = 0;
    for (const auto& step : lesson.steps) {
        sliders += step.sliders.size();
        questions += step.question ? 1 : 0;
    }
    if (json)
        print({{"title", lesson.title}, {"steps", lesson.steps.size()}, {"sliders", sliders}, {"questions", questions},
            {"palette", lesson.value.palette.name()}});
    else
        std::printf("%s: %zu steps, %zu sliders, %zu questions\n", lesson.title.c_str(), lesson.steps.size(), sliders, questions);
}

void runCases(const std::vector<std::string>& folders, bool json)
{
    const auto found = practice::readPracticeCases({folders.begin(), folders.end()}, 0);
    const auto scaled =
        static_cast<std::size_t>(std::ranges::count_if(found.cases, [](const auto& each) { return each->mmPerPixel.has_value(); }));
    if (json) {
        print({{"cases", found.cases.size()}, {"with_scale", scaled}, {"without_lesion", found.withoutLesion},
            {"unreadable", found.unreadable}, {"not_looked_at", found.left}});
        return;
    }
    std::printf(
        "%zu cases to practise on, %zu of them measured in mm; %zu without a lesion\n", found.cases.size(), scaled, found.withoutLesion);
    for (const std::string& each : found.unreadable)
        std::printf("cannot be read: %s\n", each.c_str());
    if (found.left > 0)
        std::printf("%zu were not looked at: the window would draw among them (dataset validate looks at all)\n", found.left);
}

} // namespace

void addPractiseCommand(CLI::App& app)
{
    CLI::App* practise = app.add_subcommand("practise", "Trainee mode: what was practised in the editor, and lessons");
    practise->require_subcommand(1);
    struct Arguments {
        std::string log, out, folder;
        std::vector<std::string> cases;
        bool json = false;
    };
    const auto arguments = std::make_shared<Arguments>();

    CLI::App* csv = practise->add_subcommand("csv", "Every answer as a table; stays on this computer unless you send it somewhere");
    csv->add_option("--out", arguments->out, "CSV file to write; standard output without it");
    csv->add_option("--log", arguments->log, "Practice log; that of the editor's state folder without it");
    csv->add_flag("--json", arguments->json, "Print the number of answers as JSON; needs --out to be of use");
    csv->callback(
        [arguments] { runCsv(arguments->log.empty() ? standardLog() : fs::path(arguments->log), arguments->out, arguments->json); });

    CLI::App* lesson = practise->add_subcommand("lesson", "Check a lesson folder: can the practice window use it?");
    lesson->add_option("folder", arguments->folder, "Lesson folder")->required();
    lesson->add_flag("--json", arguments->json, "Print what is in it as JSON");
    lesson->callback([arguments] { runLesson(arguments->folder, arguments->json); });

    CLI::App* cases = practise->add_subcommand("cases", "Check cases and data sets: can the practice window use them?");
    cases->add_option("--cases,--data", arguments->cases, "Case folders, folders of case folders, or imported data sets")->required();
    cases->add_flag("--json", arguments->json, "Print the numbers and what cannot be read as JSON");
    cases->callback([arguments] { runCases(arguments->cases, arguments->json); });
}

} // namespace sonosketch
