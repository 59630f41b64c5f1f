// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace sonosketch::metrics {

/// Unbiased estimates of the squared maximum mean discrepancy. Multiply by 100 or 1000 as tables do; slightly negative values are part of being unbiased.
struct KernelDistance {
    double mean = 0;
    double deviation = 0; ///< standard deviation over the subsets (divisor: their number), 0 for one subset
};

/// Kernel distance of two sets of feature vectors [N, D] and [M, D] (Binkowski et al. 2018, arXiv 1801.01401, sections 2.1 and 4): MMD^2 with
/// the kernel (x.y / D + 1)^3, its unbiased estimate (Gretton et al. 2012, equation 3) on each of `subsets` pairs of random subsets of `subsetSize`
/// rows, drawn without repetition within a subset. With features of Inception, 100 subsets and subsetSize 1000 this is KID. Double precision.
///
/// The subsets depend on `seed`, `subsets`, `subsetSize`, N and M alone, on every platform (generator: SplitMix64, tests/python/metrics_reference.py
/// has the same). Throws Error: InvalidArgument (shape, type, subsets not 1..100000, subsetSize not 2..min(N, M)), SizeMismatch, Corrupt (not finite).
/// Any thread.
KernelDistance kernelDistance(const torch::Tensor& a, const torch::Tensor& b, int subsets, std::int64_t subsetSize, std::uint64_t seed);

} // namespace sonosketch::metrics
