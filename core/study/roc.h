// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/statistics.h"

#include <array>
#include <vector>

namespace sonosketch::study {

/// How well ratings tell two classes apart, whatever the threshold. Ratings: the higher, the surer that the case is positive.
struct RocCurve {
    std::vector<std::array<double, 2>> points; ///< false and true positive rate, from (0, 0) to (1, 1), one step a distinct rating
    double area = 0;                           ///< Mann and Whitney: equal ratings count half
    std::optional<double> variance;            ///< DeLong, DeLong and Clarke-Pearson 1988; needs two cases of each class
    std::optional<Interval>
        interval; ///< normal, 95%, cut at 0 and 1; not available where the variance is 0, since it would claim certainty
};

/// Nothing if one of the classes has no case.
std::optional<RocCurve> rocCurve(std::span<const double> positives, std::span<const double> negatives);

/// DeLong's test for two areas from ratings of the same cases, in the same order.
struct AreaTest {
    double difference = 0; ///< of the areas, first minus second
    double z = 0, p = 1;
};
/// Nothing if a class has fewer than two cases, the numbers of cases differ, or the difference has no variance.
std::optional<AreaTest> compareAreas(std::span<const double> positivesA, std::span<const double> negativesA,
    std::span<const double> positivesB, std::span<const double> negativesB);

} // namespace sonosketch::study
