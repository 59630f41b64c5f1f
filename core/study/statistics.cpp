// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sonosketch::study {

namespace {

/// log of the probability of k successes in n trials.
double logProbability(std::size_t k, std::size_t n, double chance)
{
    const auto x = static_cast<double>(k), m = static_cast<double>(n);
    return std::lgamma(m + 1) - std::lgamma(x + 1) - std::lgamma(m - x + 1) + x * std::log(chance) + (m - x) * std::log1p(-chance);
}

/// The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's method.
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    constexpr int most = 100'000; // some sqrt(a + b) steps do
    const auto nonZero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1, d = 1 / nonZero(1 - (a + b) * x / (a + 1)), fraction = d;
    for (int step = 1; step < most; ++step) {
        const double m = step;
        double change = 1;
        for (const double term :
            {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))}) {
            d = 1 / nonZero(1 + term * d);
            c = nonZero(1 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (std::abs(change - 1) < 1e-15)
            break;
    }
    return fraction;
}

/// The regularised incomplete beta function: the probability of at least `a` successes in a + b - 1 trials of probability x.
double betaShare(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction is quick on this side of the middle; the other side is its mirror.
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a : 1 - front * betaFraction(b, a, 1 - x) / b;
}

/// The share at which at least `successes` of `trials` have this probability, by halving.
double shareWithTail(std::size_t successes, std::size_t trials, double probability)
{
    const auto a = static_cast<double>(successes), b = static_cast<double>(trials - successes + 1);
    double low = 0, high = 1;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = (low + high) / 2;
        (betaShare(a, b, middle) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

double quantile(const std::vector<double>& sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

std::optional<Interval> wilsonInterval(std::size_t successes, std::size_t trials)
{
    if (trials == 0 || successes > trials)
        return std::nullopt;
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n, square = z95 * z95;
    const double centre = (p + square / (2 * n)) / (1 + square / n);
    const double half = z95 / (1 + square / n) * std::sqrt(p * (1 - p) / n + square / (4 * n * n));
    // At the ends the formula gives 0 and 1 but for rounding.
    return Interval{successes == 0 ? 0.0 : std::max(0.0, centre - half), successes == trials ? 1.0 : std::min(1.0, centre + half)};
}

std::optional<Interval> exactInterval(std::size_t successes, std::size_t trials)
{
    if (trials == 0 || successes > trials)
        return std::nullopt;
    constexpr double tail = 0.025;
    return Interval{successes == 0 ? 0.0 : shareWithTail(successes, trials, tail),
        successes == trials ? 1.0 : shareWithTail(successes + 1, trials, 1 - tail)};
}

double coverage(std::optional<Interval> (*interval)(std::size_t, std::size_t), std::size_t trials, double share)
{
    double sum = 0;
    for (std::size_t k = 0; k <= trials; ++k)
        if (const double probability = std::exp(logProbability(k, trials, share)); probability > 1e-20)
            if (const auto found = interval(k, trials); found && found->low <= share && share <= found->high)
                sum += probability;
    return sum;
}

std::optional<double> binomialTest(std::size_t successes, std::size_t trials, double chance)
{
    if (trials == 0 || successes > trials || !(chance > 0) || !(chance < 1))
        return std::nullopt;
    // Outcomes that are equally likely but for rounding belong together, as in SciPy and R.
    const double limit = logProbability(successes, trials, chance) + std::log1p(1e-7);
    double sum = 0;
    for (std::size_t k = 0; k <= trials; ++k)
        if (const double log = logProbability(k, trials, chance); log <= limit)
            sum += std::exp(log);
    return std::min(1.0, sum);
}

double normalTwoSided(double z)
{
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

void Proportion::add(bool success)
{
    successes += success ? 1 : 0;
    ++trials;
}

std::optional<double> Proportion::value() const
{
    return trials > 0 ? std::optional(static_cast<double>(successes) / static_cast<double>(trials)) : std::nullopt;
}

std::optional<TimeSummary> summariseTimes(std::span<const double> values)
{
    if (values.empty())
        return std::nullopt;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return TimeSummary{sorted.size(), quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75)};
}

} // namespace sonosketch::study
