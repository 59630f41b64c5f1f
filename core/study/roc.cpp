// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/roc.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace sonosketch::study {

namespace {

/// The structural components of DeLong et al.: for each case, the share of the other class that it is rated right against.
struct Components {
    std::vector<double> ofPositives, ofNegatives;
    double area = 0;
};

Components componentsOf(std::span<const double> positives, std::span<const double> negatives)
{
    Components found{std::vector<double>(positives.size()), std::vector<double>(negatives.size()), 0};
    for (std::size_t i = 0; i < positives.size(); ++i)
        for (std::size_t j = 0; j < negatives.size(); ++j) {
            const double right = positives[i] > negatives[j] ? 1.0 : positives[i] == negatives[j] ? 0.5 : 0.0;
            found.ofPositives[i] += right / static_cast<double>(negatives.size());
            found.ofNegatives[j] += right / static_cast<double>(positives.size());
        }
    for (const double value : found.ofPositives)
        found.area += value / static_cast<double>(positives.size());
    return found;
}

double covariance(const std::vector<double>& a, double meanA, const std::vector<double>& b, double meanB)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - meanA) * (b[i] - meanB);
    return sum / static_cast<double>(a.size() - 1);
}

double covariance(const Components& a, const Components& b)
{
    return covariance(a.ofPositives, a.area, b.ofPositives, b.area) / static_cast<double>(a.ofPositives.size())
        + covariance(a.ofNegatives, a.area, b.ofNegatives, b.area) / static_cast<double>(a.ofNegatives.size());
}

/// What rounding leaves of a variance of 0.
constexpr double tiny = 1e-15;

} // namespace

std::optional<RocCurve> rocCurve(std::span<const double> positives, std::span<const double> negatives)
{
    if (positives.empty() || negatives.empty())
        return std::nullopt;
    RocCurve curve;
    std::set<double, std::greater<>> thresholds(positives.begin(), positives.end());
    thresholds.insert(negatives.begin(), negatives.end());
    const auto shareFrom = [](std::span<const double> ratings, double threshold) {
        return static_cast<double>(std::count_if(ratings.begin(), ratings.end(), [&](double rating) { return rating >= threshold; }))
            / static_cast<double>(ratings.size());
    };
    curve.points.push_back({0, 0});
    for (const double threshold : thresholds)
        curve.points.push_back({shareFrom(negatives, threshold), shareFrom(positives, threshold)});
    const Components components = componentsOf(positives, negatives);
    curve.area = components.area;
    if (positives.size() >= 2 && negatives.size() >= 2) {
        curve.variance = std::max(0.0, covariance(components, components));
        if (const double half = z95 * std::sqrt(*curve.variance); *curve.variance > tiny)
            curve.interval = Interval{std::max(0.0, curve.area - half), std::min(1.0, curve.area + half)};
    }
    return curve;
}

std::optional<AreaTest> compareAreas(std::span<const double> positivesA, std::span<const double> negativesA,
    std::span<const double> positivesB, std::span<const double> negativesB)
{
    if (positivesA.size() != positivesB.size() || negativesA.size() != negativesB.size() || positivesA.size() < 2 || negativesA.size() < 2)
        return std::nullopt;
    const Components a = componentsOf(positivesA, negativesA), b = componentsOf(positivesB, negativesB);
    const double variance = covariance(a, a) + covariance(b, b) - 2 * covariance(a, b);
    if (variance <= tiny)
        return std::nullopt;
    AreaTest test;
    test.difference = a.area - b.area;
    test.z = test.difference / std::sqrt(variance);
    test.p = normalTwoSided(test.z);
    return test;
}

} // namespace sonosketch::study
