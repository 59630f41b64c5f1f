// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/analysis.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sonosketch::study {

namespace {

/// The answers of a reader that count, by trial, and those to first showings, by picture.
struct Counted {
    std::map<std::size_t, const LoggedAnswer*> byTrial;
    std::map<std::string, const LoggedAnswer*> byImage;
};

double ratingOf(const LoggedAnswer& answer)
{
    return *answer.answer == Truth::Synthesised ? answer.confidence : -answer.confidence;
}

int codeOf(const LoggedAnswer& answer)
{
    return static_cast<int>(*answer.answer);
}

std::optional<double> meanOf(const std::vector<double>& values)
{
    if (values.empty())
        return std::nullopt;
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

class Analyser {
public:
    Analyser(StudyPlan plan, std::optional<StudyKey> key)
    {
        m_analysis.plan = std::move(plan);
        m_analysis.key = std::move(key);
        std::set<std::string> shown;
        for (const std::string& id : m_analysis.plan.trials)
            m_repeat.push_back(!shown.insert(id).second);
    }

    StudyAnalysis run(const std::vector<LoggedAnswer>& answers)
    {
        for (const LoggedAnswer& answer : answers)
            take(answer, &answer - answers.data() > 0 ? &answer - 1 : nullptr);
        for (std::size_t i = 0; i < m_analysis.readers.size(); ++i)
            finish(m_analysis.readers[i], m_counted[i]);
        compare();
        warn();
        return std::move(m_analysis);
    }

private:
    void take(const LoggedAnswer& answer, const LoggedAnswer* previous)
    {
        const StudyPlan& plan = m_analysis.plan;
        if (answer.trial >= plan.trials.size() || plan.trials[answer.trial] != answer.image)
            throw Error(ErrorCode::Corrupt, "An answer does not belong to this study",
                fmt::format("{}, trial {}", answer.reader, answer.trial + 1));
        if (!previous || previous->reader != answer.reader) {
            m_analysis.readers.emplace_back();
            m_analysis.readers.back().name = answer.reader;
            m_analysis.readers.back().simulated = answer.simulated;
            m_counted.emplace_back();
        }
        AnswerRow row{answer, m_repeat[answer.trial], false, std::nullopt, std::nullopt};
        row.counts = answer.last && answer.answer && !row.repeat;
        if (m_analysis.key) {
            row.set = m_analysis.key->setOf(answer.image);
            if (answer.answer)
                row.right = *answer.answer == m_analysis.key->sets[*row.set].truth;
        }
        m_analysis.rows.push_back(row);
        ReaderResult& reader = m_analysis.readers.back();
        if (!answer.last)
            return;
        ++reader.answered;
        reader.unanswered += answer.answer ? 0 : 1;
        reader.timedOut += answer.timedOut ? 1 : 0;
        reader.changed += answer.revision > 0 ? 1 : 0;
        if (!answer.answer)
            return;
        m_counted.back().byTrial[answer.trial] = &answer;
        if (!row.repeat)
            m_counted.back().byImage[answer.image] = &answer;
    }

    void finish(ReaderResult& reader, const Counted& counted) const
    {
        std::vector<double> times;
        std::vector<std::pair<int, int>> twice;
        for (const auto& [trial, answer] : counted.byTrial) {
            times.push_back(static_cast<double>(answer->durationMs));
            if (const auto first = counted.byImage.find(answer->image); m_repeat[trial] && first != counted.byImage.end())
                twice.emplace_back(codeOf(*first->second), codeOf(*answer));
        }
        reader.time = summariseTimes(times);
        reader.intra = cohenKappa(twice);
        if (!m_analysis.key)
            return;
        const StudyKey& key = *m_analysis.key;
        reader.sets.resize(key.sets.size());
        std::vector<std::vector<double>> bySet(key.sets.size());
        std::vector<double> real, synthesised;
        for (const auto& [image, answer] : counted.byImage) {
            const std::size_t set = key.setOf(image);
            const Truth truth = key.sets[set].truth;
            const bool right = *answer->answer == truth;
            reader.sets[set].right.add(right);
            reader.right.add(right);
            (truth == Truth::Real ? reader.specificity : reader.sensitivity).add(right);
            (truth == Truth::Real ? real : synthesised).push_back(ratingOf(*answer));
            bySet[set].push_back(ratingOf(*answer));
        }
        reader.roc = rocCurve(synthesised, real);
        for (std::size_t set = 0; set < key.sets.size(); ++set)
            if (key.sets[set].truth == Truth::Synthesised)
                if (const auto curve = rocCurve(bySet[set], real)) {
                    reader.sets[set].area = curve->area;
                    reader.sets[set].areaInterval = curve->interval;
                }
    }

    /// People among themselves; simulated readers among themselves.
    void compare()
    {
        auto& readers = m_analysis.readers;
        m_analysis.meanOfSimulated =
            !readers.empty() && std::all_of(readers.begin(), readers.end(), [](const ReaderResult& reader) { return reader.simulated; });
        std::vector<std::size_t> ours;
        for (std::size_t i = 0; i < readers.size(); ++i)
            if (readers[i].simulated == m_analysis.meanOfSimulated)
                ours.push_back(i);
        for (std::size_t i = 0; i < readers.size(); ++i)
            for (std::size_t j = i + 1; j < readers.size(); ++j)
                if (readers[i].simulated == readers[j].simulated)
                    m_analysis.pairs.push_back(pairOf(i, j));
        if (ours.size() >= 2) {
            std::vector<std::vector<int>> cases;
            for (const StudyImage& image : m_analysis.plan.images) {
                std::vector<int> row;
                for (const std::size_t i : ours)
                    if (const auto found = m_counted[i].byImage.find(image.id); found != m_counted[i].byImage.end())
                        row.push_back(codeOf(*found->second));
                if (row.size() == ours.size())
                    cases.push_back(std::move(row));
            }
            m_analysis.fleiss = fleissKappa(cases);
        }
        if (!m_analysis.key)
            return;
        const auto meanOver = [&](const auto& valueOf) {
            std::vector<double> values;
            for (const std::size_t i : ours)
                if (const std::optional<double> value = valueOf(readers[i]))
                    values.push_back(*value);
            return meanOf(values);
        };
        for (std::size_t set = 0; set < m_analysis.key->sets.size(); ++set)
            m_analysis.meanAccuracy.push_back(meanOver([set](const ReaderResult& reader) { return reader.sets[set].right.value(); }));
        m_analysis.meanOverall = meanOver([](const ReaderResult& reader) { return reader.right.value(); });
    }

    PairResult pairOf(std::size_t first, std::size_t second) const
    {
        PairResult pair{first, second, std::nullopt, std::nullopt};
        std::vector<std::pair<int, int>> both;
        std::vector<double> ratings[2][2]; // by truth and reader
        for (const auto& [image, answer] : m_counted[first].byImage) {
            const auto other = m_counted[second].byImage.find(image);
            if (other == m_counted[second].byImage.end())
                continue;
            both.emplace_back(codeOf(*answer), codeOf(*other->second));
            if (m_analysis.key) {
                const auto truth = static_cast<std::size_t>(m_analysis.key->sets[m_analysis.key->setOf(image)].truth);
                ratings[truth][0].push_back(ratingOf(*answer));
                ratings[truth][1].push_back(ratingOf(*other->second));
            }
        }
        pair.kappa = cohenKappa(both);
        pair.areas = compareAreas(ratings[1][0], ratings[0][0], ratings[1][1], ratings[0][1]);
        return pair;
    }

    void warn()
    {
        auto& warnings = m_analysis.warnings;
        if (!m_analysis.key)
            warnings.emplace_back(
                "Without the answer key there are only reading times and agreement. All answers are safe in the study folder.");
        std::string simulated, unfinished;
        for (const ReaderResult& reader : m_analysis.readers) {
            if (reader.simulated)
                simulated += (simulated.empty() ? "" : ", ") + reader.name;
            if (reader.answered < m_analysis.plan.trials.size())
                unfinished += fmt::format(
                    "{}{} ({} of {})", unfinished.empty() ? "" : ", ", reader.name, reader.answered, m_analysis.plan.trials.size());
        }
        if (!simulated.empty())
            warnings.push_back(fmt::format("SIMULATED readers, not people: {}. {}", simulated,
                m_analysis.meanOfSimulated ? "No person has answered; every figure here is a simulation."
                                           : "They are left out of means and of Fleiss' kappa."));
        if (!unfinished.empty())
            warnings.push_back(fmt::format("Not finished: {}.", unfinished));
        if (m_analysis.readers.empty())
            warnings.emplace_back("Nobody has answered yet.");
    }

    StudyAnalysis m_analysis;
    std::vector<Counted> m_counted; ///< by reader
    std::vector<bool> m_repeat;     ///< by trial
};

} // namespace

StudyAnalysis analyseStudy(StudyPlan plan, std::optional<StudyKey> key, const std::vector<LoggedAnswer>& answers)
{
    if (key && key->planHash != plan.hash)
        throw Error(ErrorCode::Corrupt, "The key belongs to another study",
            fmt::format("study {:.12}, key for {:.12}", plan.hash, key->planHash), "Name the key that was written with this study");
    return Analyser(std::move(plan), std::move(key)).run(answers);
}

StudyAnalysis analyseFolder(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& keyFile)
{
    StudyPlan plan = loadPlan(folder);
    std::optional<StudyKey> key;
    if (keyFile)
        key = loadKey(*keyFile, plan);
    const auto log = TrialLog::openForReading(folder, plan);
    const std::vector<std::string> problems = checkStudyImages(folder, plan);
    StudyAnalysis analysis = analyseStudy(std::move(plan), std::move(key), log ? log->answers() : std::vector<LoggedAnswer>());
    for (const std::string& problem : problems)
        analysis.warnings.push_back("Picture " + problem);
    return analysis;
}

} // namespace sonosketch::study
