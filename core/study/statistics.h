// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sonosketch::study {

/// What cannot be computed is "not available", std::nullopt, and never NaN. All are checked against SciPy or numpy (tests/python/study_reference.py).

struct Interval {
    double low = 0, high = 0;
};

/// Normal deviate of a two-sided 95% interval.
inline constexpr double z95 = 1.959963984540054;

/// Wilson's score interval (1927), 95%; it stays within 0..1. Its level is 95% on average over true shares: at a given share and number of trials it
/// holds between about 0.93 and 0.97. Nothing without trials.
std::optional<Interval> wilsonInterval(std::size_t successes, std::size_t trials);
/// The exact interval of Clopper and Pearson (1934), 95%: the shares that neither one-sided binomial test at 2.5% rejects. It holds at least 95% at every
/// share and number of trials, and is wider for it. Nothing without trials.
std::optional<Interval> exactInterval(std::size_t successes, std::size_t trials);
/// How often an interval contains the true share over all outcomes of `trials`, each weighed with its binomial probability; 0 < share < 1.
double coverage(std::optional<Interval> (*interval)(std::size_t, std::size_t), std::size_t trials, double share);
/// Exact two-sided binomial test: the probability, under `chance`, of all outcomes no likelier than the one seen. Nothing without trials.
std::optional<double> binomialTest(std::size_t successes, std::size_t trials, double chance = 0.5);
/// P(|Z| >= |z|) of the standard normal distribution.
double normalTwoSided(double z);

/// A share with its interval and its test against guessing.
struct Proportion {
    std::size_t successes = 0, trials = 0;

    void add(bool success);
    std::optional<double> value() const;
    std::optional<Interval> interval() const { return wilsonInterval(successes, trials); }
    std::optional<Interval> exact() const { return exactInterval(successes, trials); }
    std::optional<double> againstChance() const { return binomialTest(successes, trials); }
};

/// Of times in milliseconds.
struct TimeSummary {
    std::size_t count = 0;
    double median = 0, lowerQuartile = 0, upperQuartile = 0;
};
/// Quartiles with linear interpolation between order statistics (numpy's default). Nothing without values.
std::optional<TimeSummary> summariseTimes(std::span<const double> values);

} // namespace sonosketch::study
