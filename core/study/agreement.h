// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/statistics.h"

#include <utility>
#include <vector>

namespace sonosketch::study {

/// Agreement beyond chance: 1 full, 0 what chance gives.
struct Kappa {
    double value = 0;
    double observed = 0, expected = 0; ///< shares of agreement
    std::size_t cases = 0;
    std::optional<Interval>
        interval; ///< 95%, normal, by the variance of Fleiss, Cohen and Everitt 1969; not available where that is 0, nor for Fleiss' kappa
};

/// Cohen's kappa of two readers, or of one reader with himself: a pair of answers a case; answers are any small whole numbers.
/// Nothing without cases, and where both always gave the one same answer: then chance alone agrees fully.
std::optional<Kappa> cohenKappa(const std::vector<std::pair<int, int>>& answers);

/// Fleiss' kappa (1971) of several readers: one row a case, one answer a reader. Nothing without cases, with fewer than two readers, with rows of
/// different lengths, and where all answers are the same.
std::optional<Kappa> fleissKappa(const std::vector<std::vector<int>>& answers);

} // namespace sonosketch::study
