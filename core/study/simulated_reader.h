// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/key.h"
#include "core/study/trial_log.h"

namespace sonosketch::study {

struct Simulation {
    double accuracy = 0.5;  ///< probability of a right answer, the same for every picture and trial
    std::uint64_t seed = 0; ///< the answers hang on this, the reader's name and the study
    std::string reader = "simulated";
};

/// Answers of a reader of known skill to all trials: each right with the given probability, independently; surer when right; times log-normal around
/// four seconds, within the time limit. To test the statistics, and to plan how many pictures a study needs. Throws Error(InvalidArgument).
std::vector<TrialAnswer> simulateReader(const StudyPlan& plan, const StudyKey& key, const Simulation& simulation);

} // namespace sonosketch::study
