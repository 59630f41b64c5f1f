// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>

namespace sonosketch::evaluation {

/// Distances of two sets of pictures in feature space; NaN with fewer than four pictures in either.
struct SetDistances {
    double frechet = 0;
    double kidX100 = 0, kidStd = 0; ///< kernel distance times 100: mean and standard deviation over the subsets
};

inline constexpr int kernelSubsets = 100;
/// Rows of a subset of the kernel distance: 1,000 as in the KID paper where there are twice as many, else half of the smaller set, so that
/// subsets differ and their spread means something.
int kernelSubsetSize(int smallerSet);

/// `a`, `b` CV_32FC1, a row a picture. The interface to models/metrics without a torch type. Throws like it.
SetDistances setDistances(const cv::Mat& a, const cv::Mat& b, std::uint64_t seed);

/// Of LibTorch, for the report.
std::string torchVersion();

} // namespace sonosketch::evaluation
