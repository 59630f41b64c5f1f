// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace sonosketch {

/// What two examples are compared by: blurred, small, CV_32FC1. `image` is a grey canvas image.
cv::Mat splitThumbnail(const cv::Mat& image);

/// Correlation of two thumbnails, -1 .. 1.
double thumbnailSimilarity(const cv::Mat& a, const cv::Mat& b);

/// What the cutter knows of one example.
struct SplitCandidate {
    std::string group; ///< examples of one group stay together; empty if unknown
    cv::Mat thumbnail;
};

/// Cuts candidates, given in id order, into "train" (80 %), "val" (10 %) and "test" (10 %). Members of a group, and runs of similar neighbours where no group is known, stay in one
/// part, so that one scan never straddles parts. Deterministic. Returns one name for each candidate.
std::vector<std::string> cutSplits(const std::vector<SplitCandidate>& candidates);

} // namespace sonosketch
