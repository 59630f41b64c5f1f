// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/agreement.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace sonosketch::study {

namespace {
constexpr double tiny = 1e-12;
}

std::optional<Kappa> cohenKappa(const std::vector<std::pair<int, int>>& answers)
{
    if (answers.empty())
        return std::nullopt;
    const auto n = static_cast<double>(answers.size());
    std::map<std::pair<int, int>, double> shares;
    std::map<int, double> first, second;
    Kappa kappa;
    kappa.cases = answers.size();
    for (const auto& [a, b] : answers) {
        shares[{a, b}] += 1 / n;
        first[a] += 1 / n;
        second[b] += 1 / n;
        kappa.observed += a == b ? 1 / n : 0;
    }
    for (const auto& [answer, share] : first)
        kappa.expected += share * (second.contains(answer) ? second[answer] : 0);
    if (1 - kappa.expected < tiny)
        return std::nullopt;
    kappa.value = (kappa.observed - kappa.expected) / (1 - kappa.expected);
    double agreeing = 0, differing = 0;
    for (const auto& [pair, share] : shares) {
        const auto& [a, b] = pair;
        if (a == b)
            agreeing += share * std::pow(1 - (first[a] + second[a]) * (1 - kappa.value), 2);
        else
            differing += share * std::pow(second[a] + first[b], 2);
    }
    const double rest = std::pow(kappa.value - kappa.expected * (1 - kappa.value), 2);
    const double variance = (agreeing + std::pow(1 - kappa.value, 2) * differing - rest) / (std::pow(1 - kappa.expected, 2) * n);
    if (variance > tiny) {
        const double half = z95 * std::sqrt(variance);
        kappa.interval = Interval{std::max(-1.0, kappa.value - half), std::min(1.0, kappa.value + half)};
    }
    return kappa;
}

std::optional<Kappa> fleissKappa(const std::vector<std::vector<int>>& answers)
{
    if (answers.empty() || answers.front().size() < 2)
        return std::nullopt;
    const std::size_t readers = answers.front().size();
    const auto m = static_cast<double>(readers), n = static_cast<double>(answers.size());
    std::map<int, double> shares;
    Kappa kappa;
    kappa.cases = answers.size();
    for (const auto& row : answers) {
        if (row.size() != readers)
            return std::nullopt;
        std::map<int, double> counts;
        for (const int answer : row)
            ++counts[answer];
        for (const auto& [answer, count] : counts) {
            shares[answer] += count / (n * m);
            kappa.observed += count * (count - 1) / (m * (m - 1) * n);
        }
    }
    for (const auto& [answer, share] : shares)
        kappa.expected += share * share;
    if (1 - kappa.expected < tiny)
        return std::nullopt;
    kappa.value = (kappa.observed - kappa.expected) / (1 - kappa.expected);
    return kappa;
}

} // namespace sonosketch::study
