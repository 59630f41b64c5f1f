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

/// Wilson's score interval (1927), 95%; it stays within 0..1 and holds its level for few trials. Nothing without trials.
std::optional<Interval> wilsonInterval(std::size_t successes, std::size_t trials);
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
