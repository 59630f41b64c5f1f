// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/boundary_distance.h"

#include "core/base/error.h"
#include "core/metrics/percentile.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace sonosketch {

namespace {

void requireMask(const cv::Mat& mask)
{
    if (mask.empty() || mask.dims > 2 || mask.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A region of 8-bit pixels is expected", "boundary distance");
}

/// From each pixel of `from` to the nearest one of `to`; both boundaries, not empty.
std::vector<double> distances(const cv::Mat& from, const cv::Mat& to)
{
    cv::Mat distance;
    cv::distanceTransform(to == 0, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE, CV_32F);
    std::vector<double> result;
    for (int y = 0; y < from.rows; ++y)
        for (int x = 0; x < from.cols; ++x)
            if (from.at<std::uint8_t>(y, x) != 0)
                result.push_back(static_cast<double>(distance.at<float>(y, x)));
    return result;
}

} // namespace

cv::Mat boundaryOf(const cv::Mat& mask)
{
    requireMask(mask);
    cv::Mat inside;
    const cv::Mat cross = cv::getStructuringElement(cv::MORPH_CROSS, {3, 3});
    cv::erode(mask != 0, inside, cross, {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    return (mask != 0) & ~inside;
}

std::optional<double> boundaryDistance(const cv::Mat& found, const cv::Mat& truth, double percent)
{
    requireMask(found);
    requireMask(truth);
    if (found.size() != truth.size())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("{}x{} and {}x{} pixels cannot be compared", found.cols, found.rows, truth.cols, truth.rows), "boundary distance");
    const cv::Mat foundBoundary = boundaryOf(found), trueBoundary = boundaryOf(truth);
    if (cv::countNonZero(foundBoundary) == 0 || cv::countNonZero(trueBoundary) == 0)
        return std::nullopt;
    return std::max(
        percentile(distances(foundBoundary, trueBoundary), percent), percentile(distances(trueBoundary, foundBoundary), percent));
}

} // namespace sonosketch
