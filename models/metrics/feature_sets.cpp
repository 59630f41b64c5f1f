// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/feature_sets.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace sonosketch::metrics {

torch::Tensor checkedFeatures(const torch::Tensor& features, std::int64_t fewest, const char* which)
{
    if (!features.defined() || features.dim() != 2 || features.size(1) < 1 || !features.is_floating_point())
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("The {} set of features is not a matrix [N, D] of floating point numbers", which), "distance of feature sets");
    if (features.size(0) < fewest)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("The {} set has {} feature vectors, at least {} are needed", which, features.size(0), fewest),
            "distance of feature sets", "Compare more pictures");
    const auto values = features.detach().to(torch::kCPU, torch::kFloat64).contiguous();
    if (!torch::isfinite(values).all().item<bool>())
        throw Error(ErrorCode::Corrupt, fmt::format("The {} set of features holds values that are not finite", which),
            "distance of feature sets", "The network that made them, or its weights, are at fault");
    return values;
}

void requireSameLength(const torch::Tensor& a, const torch::Tensor& b)
{
    if (a.size(1) != b.size(1))
        throw Error(ErrorCode::SizeMismatch, fmt::format("Feature vectors of {} and of {} values cannot be compared", a.size(1), b.size(1)),
            "distance of feature sets", "Take both from one network");
}

} // namespace sonosketch::metrics
