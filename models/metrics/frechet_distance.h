// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

namespace sonosketch::metrics {

/// Frechet distance of two sets of feature vectors [N, D] and [M, D], each seen as a normal distribution
/// (Heusel et al. 2017, arXiv 1706.08500, section 2):
///     |mean a - mean b|^2 + trace(Ca + Cb - 2 (Ca Cb)^(1/2)),   C: covariance with divisor N - 1.
/// With features of Inception this is FID. At least 0; 0 for equal sets; symmetric. Double precision whatever the type of the input.
///
/// The trace of the root is the sum of the singular values of Ra Rb^T where Ra^T Ra = Ca: the covariances, whose condition is the square of that
/// of the data, are never formed, so it is exact also for N < D, where they are singular. O(min(N, D)^2 D) time, and no D x D matrix when N < D.
/// N and M at least 2. Throws Error: InvalidArgument (shape, type, too few rows), SizeMismatch (two lengths), Corrupt (not finite). Any thread.
double frechetDistance(const torch::Tensor& a, const torch::Tensor& b);

} // namespace sonosketch::metrics
