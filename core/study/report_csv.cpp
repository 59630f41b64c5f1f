// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/study/csv.h"
#include "core/study/report.h"

#include "core/document/json_fields.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <ctime>

namespace sonosketch::study {

namespace {

namespace fs = std::filesystem;

std::string timeText(std::int64_t wallMs)
{
    // Rows of a log that was tampered with may hold any number; years beyond four digits have no ISO form.
    if (wallMs < 0 || wallMs > 253'402'300'799'000)
        return {};
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(wallMs / 1000)), wallMs % 1000);
}

std::string number(std::optional<double> value)
{
    return value ? fmt::format("{:.6g}", *value) : std::string();
}

constexpr const char* intervalNote =
    "low, high: 95% interval; of shares Wilson's, which contains the true share in about 95% of studies. exact_low, exact_high, of shares: "
    "Clopper and Pearson's, which contains it in at least 95%";

/// One figure of the summary.
struct Figure {
    std::string reader;
    bool simulated = false;
    std::string measure, of;
    std::optional<double> value;
    std::optional<Interval> interval;
    std::optional<std::size_t> count;
    std::optional<double> p;
    std::optional<Interval> exact; ///< of shares
};

std::vector<Figure> figuresOf(const StudyAnalysis& analysis)
{
    std::vector<Figure> figures;
    const auto add = [&](const ReaderResult& reader, const char* measure, const std::string& of, std::optional<double> value,
                         std::optional<Interval> interval = {}, std::optional<std::size_t> count = {}, std::optional<double> p = {}) {
        figures.push_back({reader.name, reader.simulated, measure, of, value, interval, count, p, {}});
    };
    const auto addShare = [&](const ReaderResult& reader, const char* measure, const std::string& of, const Proportion& share) {
        add(reader, measure, of, share.value(), share.interval(), share.trials, share.againstChance());
        figures.back().exact = share.exact();
    };
    const auto addKappa = [&](const ReaderResult& reader, const char* measure, const std::string& of, const std::optional<Kappa>& kappa) {
        add(reader, measure, of, kappa ? std::optional(kappa->value) : std::nullopt, kappa ? kappa->interval : std::nullopt,
            kappa ? std::optional(kappa->cases) : std::nullopt);
    };
    for (const ReaderResult& reader : analysis.readers) {
        if (analysis.key) {
            addShare(reader, "accuracy", "", reader.right);
            for (std::size_t set = 0; set < reader.sets.size(); ++set) {
                const std::string& name = analysis.key->sets[set].name;
                addShare(reader, "accuracy", name, reader.sets[set].right);
                if (analysis.key->sets[set].truth == Truth::Synthesised)
                    add(reader, "auc", name, reader.sets[set].area, reader.sets[set].areaInterval);
            }
            addShare(reader, "sensitivity", "", reader.sensitivity);
            addShare(reader, "specificity", "", reader.specificity);
            add(reader, "auc", "", reader.roc ? std::optional(reader.roc->area) : std::nullopt,
                reader.roc ? reader.roc->interval : std::nullopt);
        }
        addKappa(reader, "kappa_repeats", "", reader.intra);
        const auto& time = reader.time;
        add(reader, "median_ms", "", time ? std::optional(time->median) : std::nullopt,
            time ? std::optional(Interval{time->lowerQuartile, time->upperQuartile}) : std::nullopt, time ? time->count : 0);
        add(reader, "answered", "", static_cast<double>(reader.answered), {}, analysis.plan.trials.size());
        add(reader, "unanswered", "", static_cast<double>(reader.unanswered));
        add(reader, "timed_out", "", static_cast<double>(reader.timedOut));
        add(reader, "changed", "", static_cast<double>(reader.changed));
    }
    for (const PairResult& pair : analysis.pairs) {
        const ReaderResult& first = analysis.readers[pair.first];
        addKappa(first, "kappa", analysis.readers[pair.second].name, pair.kappa);
        if (analysis.key)
            add(first, "auc_difference", analysis.readers[pair.second].name,
                pair.areas ? std::optional(pair.areas->difference) : std::nullopt, {}, {},
                pair.areas ? std::optional(pair.areas->p) : std::nullopt);
    }
    ReaderResult all;
    all.simulated = analysis.meanOfSimulated;
    if (analysis.key) {
        add(all, "mean_accuracy", "", analysis.meanOverall);
        for (std::size_t set = 0; set < analysis.meanAccuracy.size(); ++set)
            add(all, "mean_accuracy", analysis.key->sets[set].name, analysis.meanAccuracy[set]);
    }
    addKappa(all, "fleiss_kappa", "", analysis.fleiss);
    add(all, "practice_pictures", analysis.plan.practiceFeedback ? "told" : "", static_cast<double>(analysis.plan.practice.size()));
    return figures;
}

nlohmann::json orNull(std::optional<double> value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

std::string answersCsv(const StudyAnalysis& analysis)
{
    std::string text = csvLine({"reader", "simulated", "trial", "revision", "last", "image", "repeat", "set", "truth", "answer",
        "confidence", "right", "counts", "timed_out", "shown_ms", "duration_ms", "time", "text"});
    for (const AnswerRow& row : analysis.rows) {
        const LoggedAnswer& answer = row.answer;
        const KeySet* set = row.set ? &analysis.key->sets[*row.set] : nullptr;
        const auto flag = [](bool value) { return std::string(value ? "1" : "0"); };
        text += csvLine({answer.reader, flag(answer.simulated), fmt::format("{}", answer.trial + 1), fmt::format("{}", answer.revision),
            flag(answer.last), answer.image, flag(row.repeat), set ? set->name : "", set ? wordOf(set->truth) : "",
            answer.answer ? wordOf(*answer.answer) : "", answer.answer ? fmt::format("{}", answer.confidence) : "",
            row.right ? flag(*row.right) : "", flag(row.counts), flag(answer.timedOut), fmt::format("{}", answer.shownMs),
            fmt::format("{}", answer.durationMs), timeText(answer.wallMs), answer.text});
    }
    return text;
}

std::string summaryCsv(const StudyAnalysis& analysis)
{
    std::string text = csvLine({"reader", "simulated", "measure", "of", "value", "low", "high", "n", "p", "exact_low", "exact_high"});
    const auto ends = [](const std::optional<Interval>& interval) {
        return interval ? std::array{number(interval->low), number(interval->high)} : std::array<std::string, 2>();
    };
    for (const Figure& figure : figuresOf(analysis)) {
        const auto [low, high] = ends(figure.interval);
        const auto [exactLow, exactHigh] = ends(figure.exact);
        text += csvLine({figure.reader, figure.simulated ? "1" : "0", figure.measure, figure.of, number(figure.value), low, high,
            figure.count ? fmt::format("{}", *figure.count) : "", number(figure.p), exactLow, exactHigh});
    }
    return text;
}

std::string studyJson(const StudyAnalysis& analysis)
{
    nlohmann::json sets, figures = nlohmann::json::array();
    if (analysis.key)
        for (const KeySet& set : analysis.key->sets)
            sets.push_back({{"name", set.name}, {"truth", wordOf(set.truth)}});
    for (const Figure& figure : figuresOf(analysis))
        figures.push_back({{"reader", figure.reader}, {"simulated", figure.simulated}, {"measure", figure.measure}, {"of", figure.of},
            {"value", orNull(figure.value)}, {"low", figure.interval ? nlohmann::json(figure.interval->low) : nlohmann::json()},
            {"high", figure.interval ? nlohmann::json(figure.interval->high) : nlohmann::json()},
            {"n", figure.count ? nlohmann::json(*figure.count) : nlohmann::json()}, {"p", orNull(figure.p)},
            {"exact_low", figure.exact ? nlohmann::json(figure.exact->low) : nlohmann::json()},
            {"exact_high", figure.exact ? nlohmann::json(figure.exact->high) : nlohmann::json()}});
    return json_fields::dump({{"title", analysis.plan.title}, {"study", analysis.plan.hash}, {"trials", analysis.plan.trials.size()},
        {"pictures", analysis.plan.images.size()}, {"practice", analysis.plan.practice.size()},
        {"practice_feedback", analysis.plan.practiceFeedback}, {"key", analysis.key.has_value()}, {"intervals", intervalNote},
        {"sets", sets}, {"warnings", analysis.warnings}, {"figures", figures}});
}

void writeReport(const StudyAnalysis& analysis, const fs::path& folder)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(ErrorCode::WriteFailed, fmt::format("The report's folder cannot be made ({})", failure.message()), folder.string());
    writeFileAtomically(folder / "answers.csv", answersCsv(analysis));
    writeFileAtomically(folder / "summary.csv", summaryCsv(analysis));
    writeFileAtomically(folder / "report.html", studyHtml(analysis));
}

} // namespace sonosketch::study
