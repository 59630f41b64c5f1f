// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/percentile.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sonosketch {

double percentile(std::vector<double> values, double percent)
{
    if (values.empty())
        throw Error(ErrorCode::InvalidArgument, "No values to take a percentile of", "percentile");
    if (!(percent >= 0 && percent <= 100))
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} lies outside 0..100", percent), "percentile");
    if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
        throw Error(ErrorCode::InvalidArgument, "A value is not a number", "percentile");
    const auto count = static_cast<double>(values.size());
    // A hair less, so that 95% of 20 is rank 19 whatever 0.95 is in binary.
    const double rank = std::clamp(std::ceil(percent / 100 * count - 1e-9), 1.0, count);
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace sonosketch
