// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace sonosketch::evaluation {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int resamples = 2000;

std::vector<double> finite(const std::vector<double>& values)
{
    std::vector<double> kept;
    kept.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](double value) { return std::isfinite(value); });
    return kept;
}

double plainMean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

double mean(const std::vector<double>& values)
{
    const auto kept = finite(values);
    return kept.empty() ? none : plainMean(kept);
}

double quantile(std::vector<double> values, double share)
{
    values = finite(values);
    if (values.empty())
        return none;
    std::sort(values.begin(), values.end());
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

std::array<double, 2> bootstrapInterval(const std::vector<double>& values, std::uint64_t seed)
{
    const auto kept = finite(values);
    if (kept.empty())
        return {none, none};
    std::mt19937_64 random(seed);
    std::vector<double> means(resamples);
    for (double& value : means) {
        double sum = 0;
        for (std::size_t i = 0; i < kept.size(); ++i)
            sum += kept[static_cast<std::size_t>(uniform(random()) * static_cast<double>(kept.size()))];
        value = sum / static_cast<double>(kept.size());
    }
    return {quantile(means, 0.025), quantile(means, 0.975)};
}

std::vector<std::size_t> spread(std::size_t total, std::size_t count)
{
    if (count == 0 || count >= total) {
        std::vector<std::size_t> all(total);
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }
    if (count == 1)
        return {total / 2};
    std::vector<std::size_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i)
        chosen[i] = (i * (total - 1) + (count - 1) / 2) / (count - 1);
    return chosen;
}

} // namespace sonosketch::evaluation
