// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/simulated_reader.h"

#include "core/base/error.h"
#include "core/study/study_random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sonosketch::study {

namespace {

/// Standard normal, by Box and Muller.
double normal(Random& random)
{
    const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
    return radius * std::cos(2 * std::numbers::pi * random.unit());
}

} // namespace

std::vector<TrialAnswer> simulateReader(const StudyPlan& plan, const StudyKey& key, const Simulation& simulation)
{
    if (!(simulation.accuracy >= 0) || !(simulation.accuracy <= 1))
        throw Error(ErrorCode::InvalidArgument, "The accuracy of a simulated reader lies between 0 and 1", simulation.reader);
    Random random(fmt::format("reader {} {} {}", simulation.seed, simulation.reader, plan.hash));
    std::vector<TrialAnswer> answers;
    for (std::size_t trial = 0; trial < plan.trials.size(); ++trial) {
        TrialAnswer answer;
        answer.trial = trial;
        answer.image = plan.trials[trial];
        const Truth truth = key.sets[key.setOf(answer.image)].truth;
        const bool right = random.unit() < simulation.accuracy;
        answer.answer = right == (truth == Truth::Real) ? Truth::Real : Truth::Synthesised;
        // The better of two draws where right, the worse where wrong.
        const std::size_t one = random.below(5), other = random.below(5);
        answer.confidence = lowestConfidence + static_cast<int>(right ? std::max(one, other) : std::min(one, other));
        answer.durationMs = std::clamp<std::int64_t>(std::llround(4000 * std::exp(0.4 * normal(random))), 300, 120'000);
        answer.shownMs = plan.timeLimitMs ? std::min<std::int64_t>(answer.durationMs, *plan.timeLimitMs) : answer.durationMs;
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace sonosketch::study
