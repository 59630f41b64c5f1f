// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/page.h"
#include "core/study/html_parts.h"
#include "core/study/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace sonosketch::study {

namespace {

using report::escape;
using report::number;

std::string intervalText(const std::optional<Interval>& interval, int digits)
{
    return interval ? fmt::format("<small>{} to {}</small>", number(interval->low, digits), number(interval->high, digits)) : std::string();
}

/// Right of all, the share, its two intervals.
std::string shareCell(const Proportion& share)
{
    if (share.trials == 0)
        return fmt::format("<td>{}</td>", number({}, 0));
    const Interval exact = *share.exact();
    return fmt::format("<td>{}{}<small>exact {} to {}</small><small>{} of {}</small></td>", number(share.value(), 2),
        intervalText(share.interval(), 2), number(exact.low, 2), number(exact.high, 2), share.successes, share.trials);
}

std::string kappaCell(const std::optional<Kappa>& kappa)
{
    if (!kappa)
        return fmt::format("<td>{}</td>", number({}, 0));
    return fmt::format("<td>{}{}<small>{} pictures, {:.0f}% agree</small></td>", number(kappa->value, 2), intervalText(kappa->interval, 2),
        kappa->cases, 100 * kappa->observed);
}

std::string nameOf(const StudyAnalysis& analysis, std::size_t reader)
{
    return html::readerName(analysis.readers[reader].name, analysis.readers[reader].simulated, reader);
}

std::string header(const StudyAnalysis& analysis)
{
    const StudyPlan& plan = analysis.plan;
    std::string text = fmt::format(R"(<h1>{}</h1><p class="soft">{}</p><div class="chips">)",
        escape(plan.title.empty() ? "Reader study" : plan.title), escape(plan.question));
    const auto chip = [&text](const char* name, const std::string& value) {
        text += fmt::format("<span><b>{}</b>{}</span>", name, escape(value));
    };
    chip("pictures", fmt::format("{}", plan.images.size()));
    chip("shown twice", fmt::format("{}", plan.trials.size() - plan.images.size()));
    if (!plan.practice.empty())
        chip("practice first",
            fmt::format("{}, {}; not counted", plan.practice.size(),
                plan.practiceFeedback ? "told after each what it was" : "not told what they were"));
    chip("time limit",
        plan.timeLimitMs
            ? fmt::format("{:.1f} s, then {}", *plan.timeLimitMs / 1000.0, plan.nextAtLimit ? "the next" : "the question stays")
            : "none");
    chip("going back", plan.goingBack ? "allowed" : "not allowed");
    if (analysis.key)
        for (const KeySet& set : analysis.key->sets)
            chip(wordOf(set.truth), set.name);
    text += "</div>";
    for (const std::string& warning : analysis.warnings)
        text += fmt::format(R"(<div class="warning">{}</div>)", escape(warning));
    return text;
}

std::string meanRow(const StudyAnalysis& analysis)
{
    std::string text = fmt::format("<tr><td>{}</td>", analysis.meanOfSimulated ? "Mean of the simulated readers" : "Mean of the readers");
    for (const auto& value : analysis.meanAccuracy)
        text += fmt::format(R"(<td class="real">{}</td>)", number(value, 2));
    return text + fmt::format(R"(<td class="real">{}</td><td class="real"></td></tr>)", number(analysis.meanOverall, 2));
}

std::string accuracy(const StudyAnalysis& analysis)
{
    if (!analysis.key || analysis.readers.empty())
        return {};
    const auto& sets = analysis.key->sets;
    std::string text = "<h2>How often were pictures recognised?</h2><div class=\"card scroll\"><table><tr><th>Reader</th>";
    for (const KeySet& set : sets)
        text += fmt::format("<th>{}<br>{}</th>", escape(set.name), wordOf(set.truth));
    text += "<th>all</th><th>against guessing, p</th></tr>";
    std::vector<html::RadarLine> lines;
    std::vector<html::Bar> bars;
    for (std::size_t i = 0; i < analysis.readers.size(); ++i) {
        const ReaderResult& reader = analysis.readers[i];
        text += fmt::format("<tr><td>{}</td>", nameOf(analysis, i));
        html::RadarLine line{{}, i, reader.simulated};
        for (std::size_t set = 0; set < sets.size(); ++set) {
            const Proportion& share = reader.sets[set].right;
            text += shareCell(share);
            line.values.push_back(share.value());
            if (share.trials > 0)
                bars.push_back({fmt::format("{}, {}", reader.name, sets[set].name), share.value(),
                    std::array{share.interval()->low, share.interval()->high}, i});
        }
        text += shareCell(reader.right) + fmt::format("<td>{}</td></tr>", html::probability(reader.right.againstChance()));
        lines.push_back(std::move(line));
    }
    text += meanRow(analysis)
        + "</table><p class=\"small soft\">Share of pictures whose truth was named, its 95% intervals (Wilson's, then the exact one), and "
          "the "
          "count. Wilson's interval contains the true share in 95% of studies on average, in a given one a little more or less often; the "
          "exact "
          "one in at least 95% of them always, and is wider. 0.50 is guessing; for a synthesised set, less is more realistic. A picture "
          "that was shown twice counts once, with its first answer. The mean of the readers has no interval: all of them saw the same "
          "pictures, so "
          "that "
          "their answers are not independent, and a few readers say little about others.</p></div>";
    std::vector<std::string> axes;
    axes.reserve(sets.size());
    for (const KeySet& set : sets)
        axes.push_back(set.name);
    text += "<h2>Accuracy by set</h2><div class=\"two\"><div class=\"card\"><h3>Radar chart, as in the paper's Fig. 6 (b)</h3>";
    // Two axes would make a line of every reader.
    text += axes.size() < 3
        ? std::string("<p>A radar chart needs three sets; the bars beside it show the same.</p></div>")
        : fmt::format("{}<p class=\"small soft\">One line a reader; broken: simulated. The broken ring is guessing.</p></div>",
            html::radar(axes, lines, "accuracy of each reader by set"));
    text += fmt::format(
        "<div class=\"card\"><h3>The same with Wilson's 95% intervals</h3>{}</div></div>", html::shares(bars, "accuracy with intervals"));
    return text;
}

std::string paper(const StudyAnalysis& analysis)
{
    std::string text =
        "<h2>The paper's figures</h2><div class=\"card scroll\"><table><tr><th>Method</th><th>mean accuracy of three doctors</th></tr>";
    for (const PaperAccuracy& row : paperAccuracies)
        text += fmt::format("<tr><td>{}</td><td>{:.2f}</td></tr>", row.method, row.accuracy);
    text += fmt::format(
        R"(</table><p class="small soft">{}. Pictures, readers and number of trials differ here; compare trends, not numbers.</p></div>)",
        escape(paperAccuracySource));
    return analysis.key ? text : std::string();
}

std::string ratings(const StudyAnalysis& analysis)
{
    if (!analysis.key || analysis.readers.empty())
        return {};
    std::string text = "<h2>Sensitivity, specificity, confidence</h2><div class=\"card scroll\"><table><tr><th>Reader</th>"
                       "<th>Sensitivity</th><th>Specificity</th><th>Area under ROC</th>";
    const auto& sets = analysis.key->sets;
    for (const KeySet& set : sets)
        if (set.truth == Truth::Synthesised)
            text += fmt::format("<th>Area, {}</th>", escape(set.name));
    text += "</tr>";
    std::vector<html::RocLine> lines;
    for (std::size_t i = 0; i < analysis.readers.size(); ++i) {
        const ReaderResult& reader = analysis.readers[i];
        text += fmt::format("<tr><td>{}</td>{}{}<td>{}{}</td>", nameOf(analysis, i), shareCell(reader.sensitivity),
            shareCell(reader.specificity), number(reader.roc ? std::optional(reader.roc->area) : std::nullopt, 2),
            reader.roc ? intervalText(reader.roc->interval, 2) : "");
        for (std::size_t set = 0; set < sets.size(); ++set)
            if (sets[set].truth == Truth::Synthesised)
                text += fmt::format("<td>{}{}</td>", number(reader.sets[set].area, 2), intervalText(reader.sets[set].areaInterval, 2));
        text += "</tr>";
        if (reader.roc)
            lines.push_back({reader.roc->points, i, reader.simulated});
    }
    text += "</table></div>";
    if (!lines.empty())
        text += fmt::format("<div class=\"two below\"><div class=\"card\"><h3>ROC</h3>{}<p class=\"small soft\">Colours as in the table; "
                            "broken: simulated.</p></div></div>",
            html::rocPlot(lines, "ROC of each reader"));
    return text;
}

std::string agreement(const StudyAnalysis& analysis)
{
    if (analysis.readers.empty())
        return {};
    std::string text =
        "<h2>Agreement</h2><div class=\"two\"><div class=\"card scroll\"><h3>With oneself, on pictures shown twice (Cohen's kappa)</h3>"
        "<table><tr><th>Reader</th><th>kappa</th></tr>";
    for (std::size_t i = 0; i < analysis.readers.size(); ++i)
        text += fmt::format("<tr><td>{}</td>{}</tr>", nameOf(analysis, i), kappaCell(analysis.readers[i].intra));
    text += "</table></div>";
    if (!analysis.pairs.empty()) {
        text += "<div class=\"card scroll\"><h3>Between two (Cohen's kappa; DeLong's test of their "
                "areas)</h3><table><tr><th>Readers</th><th>kappa</th>"
                "<th>areas differ by</th><th>p</th></tr>";
        for (const PairResult& pair : analysis.pairs)
            text += fmt::format("<tr><td>{}<br>{}</td>{}<td>{}</td><td>{}</td></tr>", nameOf(analysis, pair.first),
                nameOf(analysis, pair.second), kappaCell(pair.kappa),
                number(pair.areas ? std::optional(pair.areas->difference) : std::nullopt, 2),
                html::probability(pair.areas ? std::optional(pair.areas->p) : std::nullopt));
        text += fmt::format("<tr><td>{} (Fleiss' kappa)</td>{}<td></td><td></td></tr></table></div>",
            analysis.meanOfSimulated ? "All, simulated" : "All people", kappaCell(analysis.fleiss));
    }
    return text + "</div>";
}

std::string times(const StudyAnalysis& analysis)
{
    if (analysis.readers.empty())
        return {};
    std::string text =
        "<h2>Reading</h2><div class=\"card scroll\"><table><tr><th>Reader</th><th>answered</th><th>time, median</th><th>time ran out</th>"
        "<th>without answer</th><th>changed</th></tr>";
    const auto seconds = [](double ms) { return number(ms / 1000, 1); };
    for (std::size_t i = 0; i < analysis.readers.size(); ++i) {
        const ReaderResult& reader = analysis.readers[i];
        const std::string time = reader.time ? fmt::format("{} s<small>quartiles {} to {}</small>", seconds(reader.time->median),
                                     seconds(reader.time->lowerQuartile), seconds(reader.time->upperQuartile))
                                             : number({}, 0);
        text += fmt::format("<tr><td>{}</td><td>{} of {}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", nameOf(analysis, i),
            reader.answered, analysis.plan.trials.size(), time, reader.timedOut, reader.unanswered, reader.changed);
    }
    return text + "</table></div>";
}

std::string remarks(const StudyAnalysis& analysis)
{
    constexpr std::size_t most = 200;
    std::string rows;
    std::size_t count = 0;
    for (const AnswerRow& row : analysis.rows) {
        if (row.answer.text.empty() || !row.answer.last)
            continue;
        if (++count > most)
            continue;
        rows += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"text\">{}</td></tr>", escape(row.answer.reader),
            row.answer.trial + 1, row.set ? escape(analysis.key->sets[*row.set].name) : number({}, 0),
            row.answer.answer ? wordOf(*row.answer.answer) : "", escape(row.answer.text));
    }
    if (rows.empty())
        return {};
    return fmt::format("<h2>Remarks</h2><div class=\"card "
                       "scroll\"><table><tr><th>Reader</th><th>trial</th><th>set</th><th>answer</th><th>remark</th></tr>{}</table>{}</div>",
        rows, count > most ? fmt::format("<p class=\"small soft\">The first {} of {}; all are in answers.csv.</p>", most, count) : "");
}

std::string definitions()
{
    constexpr std::array<std::array<const char*, 2>, 10> rows{{
        {"Accuracy", "Share of first answers that name the truth, with two 95% intervals."},
        {"Wilson's interval",
            "Wilson's score interval (1927). Over many studies it contains the true share in about 95% of them: depending on the share and "
            "the "
            "number of pictures in 93% to 97%."},
        {"exact",
            "The exact interval of Clopper and Pearson (1934): the shares that no one-sided binomial test at 2.5% rejects. It contains the "
            "true "
            "share in at least 95% of studies, whatever the share and the number of pictures, and is wider for it."},
        {"Against guessing", "Exact two-sided binomial test of all first answers against one half."},
        {"Sensitivity, specificity", "Share of synthesised pictures called synthesised; share of real ones called real."},
        {"ROC, area",
            "Ratings: confidence 1 to 5, negative for \"real\", positive for \"synthesised\". Area: Mann and Whitney; interval and test of "
            "two "
            "readers: DeLong, DeLong and Clarke-Pearson 1988."},
        {"Cohen's kappa",
            "Agreement beyond chance of two readers on the pictures both answered, or of first and second showing; interval after Fleiss, "
            "Cohen "
            "and Everitt 1969."},
        {"Fleiss' kappa", "The same over all readers, on the pictures all of them answered."},
        {"Time", "From the picture to the answer, by a clock that nobody sets."},
        {"\xe2\x80\x93", "Not available: too few answers, one class only, no repeats, or a variance of 0."},
    }};
    std::string text = "<h2>How each number is computed</h2><div class=\"card\"><dl>";
    for (const auto& [name, how] : rows)
        text += fmt::format("<dt>{}</dt><dd>{}</dd>", name, escape(how));
    return text + "</dl></div>";
}

} // namespace

std::string studyHtml(const StudyAnalysis& analysis)
{
    std::string body = "<main>";
    for (const auto& section : {header(analysis), accuracy(analysis), paper(analysis), ratings(analysis), agreement(analysis),
             times(analysis), remarks(analysis), definitions()})
        body += section;
    body += fmt::format("</main><footer><p>Study {}{}</p></footer>", escape(analysis.plan.hash),
        analysis.key ? fmt::format(", seed {}", analysis.key->seed) : "");
    return report::page(analysis.plan.title.empty() ? "Reader study" : analysis.plan.title,
        "Results of a reader study with synthesised pictures. Not for diagnosis.", body);
}

} // namespace sonosketch::study
