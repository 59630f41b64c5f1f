// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/agreement.h"
#include "core/study/key.h"
#include "core/study/roc.h"
#include "core/study/trial_log.h"

namespace sonosketch::study {

/// One reader on one set.
struct SetResult {
    Proportion right;           ///< answers that name the set's truth
    std::optional<double> area; ///< of a synthesised set: area under the ROC curve against all real pictures
    std::optional<Interval> areaInterval;
};

/// What counts where a picture is shown twice: the first showing for accuracy, ROC and agreement between readers, both for agreement with himself.
/// Where going back is allowed: the last answer. Trials whose time ran out without an answer count nowhere but as such.
struct ReaderResult {
    std::string name;
    bool simulated = false;
    std::size_t answered = 0;        ///< trials, repeats included
    std::size_t unanswered = 0;      ///< of these: time ran out, no answer
    std::size_t timedOut = 0;        ///< of these: answered after the picture was gone, or not at all
    std::size_t changed = 0;         ///< of these: answered more than once
    std::optional<TimeSummary> time; ///< of durations, in ms
    std::optional<Kappa> intra;      ///< first against second showing

    // With the key only.
    std::vector<SetResult> sets; ///< as StudyKey::sets
    Proportion right;
    Proportion sensitivity;      ///< of the synthesised pictures those called synthesised
    Proportion specificity;      ///< of the real pictures those called real
    std::optional<RocCurve> roc; ///< rating: the confidence, positive for "synthesised", negative for "real"
};

/// Two readers on the pictures that both answered.
struct PairResult {
    std::size_t first = 0, second = 0; ///< indices into StudyAnalysis::readers
    std::optional<Kappa> kappa;
    std::optional<AreaTest> areas;
};

/// An answer with what is known about it, for the table of all answers.
struct AnswerRow {
    LoggedAnswer answer;
    bool repeat = false;
    bool counts = false;            ///< in accuracy
    std::optional<std::size_t> set; ///< with the key
    std::optional<bool> right;      ///< with the key, where there is an answer
};

struct StudyAnalysis {
    StudyPlan plan;
    std::optional<StudyKey> key;
    std::vector<std::string> warnings; ///< for the reader of the report: no key, simulated readers, changed pictures, unfinished readers
    std::vector<ReaderResult> readers;
    bool meanOfSimulated = false;                    ///< no person answered: the means are over simulated readers
    std::vector<std::optional<double>> meanAccuracy; ///< by set: the readers' mean, every reader counting once
    std::optional<double> meanOverall;
    std::vector<PairResult> pairs; ///< people with people, simulated readers with their like
    std::optional<Kappa> fleiss;   ///< over the pictures that all of them answered
    std::vector<AnswerRow> rows;   ///< by reader, trial and revision
};

/// Joins plan, key and answers. Without the key there are times and agreement. Throws Error(Corrupt) if a key or an answer does not belong to the plan.
StudyAnalysis analyseStudy(StudyPlan plan, std::optional<StudyKey> key, const std::vector<LoggedAnswer>& answers);

/// The same from a study folder and its key, or without one; pictures that are missing or changed become warnings. Throws like loadPlan, loadKey and
/// TrialLog::openForReading. A folder that cannot be written to will do.
StudyAnalysis analyseFolder(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& keyFile);

} // namespace sonosketch::study
