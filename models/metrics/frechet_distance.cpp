// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/frechet_distance.h"

#include "models/metrics/feature_sets.h"

#include <algorithm>
#include <cmath>

namespace sonosketch::metrics {

namespace {

/// R [min(N, D), D] with R^T R = covariance of the rows.
torch::Tensor covarianceFactor(const torch::Tensor& features, const torch::Tensor& mean)
{
    const auto centred = (features - mean) / std::sqrt(static_cast<double>(features.size(0) - 1));
    return centred.size(0) > centred.size(1) ? std::get<1>(torch::linalg_qr(centred, "r")) : centred;
}

} // namespace

double frechetDistance(const torch::Tensor& a, const torch::Tensor& b)
{
    const torch::NoGradGuard guard;
    const auto left = checkedFeatures(a, 2, "first"), right = checkedFeatures(b, 2, "second");
    requireSameLength(left, right);
    const auto leftMean = left.mean(0), rightMean = right.mean(0);
    const auto leftFactor = covarianceFactor(left, leftMean), rightFactor = covarianceFactor(right, rightMean);
    // The eigenvalues of Ca Cb = Ra^T (Ra Rb^T) Rb are those of (Ra Rb^T)(Ra Rb^T)^T, hence the squares of the singular values of Ra Rb^T.
    const auto rootTrace = torch::linalg_svdvals(leftFactor.matmul(rightFactor.t())).sum();
    const auto traces = leftFactor.pow(2).sum() + rightFactor.pow(2).sum();
    const double distance = ((leftMean - rightMean).pow(2).sum() + traces - 2 * rootTrace).item<double>();
    return std::max(distance, 0.0); // rounding may leave a hair less than nothing
}

} // namespace sonosketch::metrics
