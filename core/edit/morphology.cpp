// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/morphology.h"

#include "core/base/error.h"
#include "core/edit/checks.h"
#include "core/edit/transaction.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sonosketch {

namespace {

/// Squared distances of pixels are whole numbers; the margin covers the rounding of their float roots.
constexpr double slack = 1e-4;

void requireReach(double pixels, const char* where)
{
    requireWithin(pixels, 0, maxReach, "distance in pixels", where);
}

/// Distance of each pixel to the nearest zero of `set`; a large number where there is none.
cv::Mat distanceToUnset(const cv::Mat& set)
{
    cv::Mat distance;
    if (cv::countNonZero(set) == static_cast<int>(set.total()))
        return cv::Mat(set.size(), CV_32F, cv::Scalar(1e6));
    cv::distanceTransform(set, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return distance;
}

struct Parts {
    cv::Mat numbers;       ///< CV_32S, 0 where nothing is set
    std::vector<int> area; ///< by number
};

Parts partsOf(const cv::Mat& mask)
{
    Parts parts;
    cv::Mat stats, centres;
    const int count = cv::connectedComponentsWithStats(mask != 0, parts.numbers, stats, centres, 8, CV_32S);
    parts.area.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        parts.area[static_cast<std::size_t>(i)] = stats.at<int>(i, cv::CC_STAT_AREA);
    return parts;
}

template <class Keep>
cv::Mat keepParts(const Parts& parts, Keep keep)
{
    cv::Mat result = cv::Mat::zeros(parts.numbers.size(), CV_8UC1);
    for (int y = 0; y < result.rows; ++y)
        for (int x = 0; x < result.cols; ++x) {
            const int number = parts.numbers.at<int>(y, x);
            if (number != 0 && keep(number))
                result.at<std::uint8_t>(y, x) = 255;
        }
    return result;
}

} // namespace

cv::Mat growMask(const cv::Mat& mask, double pixels)
{
    requireGrey(mask, "grow");
    requireReach(pixels, "grow");
    return distanceToUnset(mask == 0) <= pixels + slack;
}

cv::Mat shrinkMask(const cv::Mat& mask, double pixels)
{
    requireGrey(mask, "shrink");
    requireReach(pixels, "shrink");
    return distanceToUnset(mask != 0) > pixels + slack;
}

cv::Mat closeMask(const cv::Mat& mask, double radius)
{
    return shrinkMask(growMask(mask, radius), radius);
}

cv::Mat openMask(const cv::Mat& mask, double radius)
{
    return growMask(shrinkMask(mask, radius), radius);
}

cv::Mat majorityMask(const cv::Mat& mask, double radius)
{
    requireGrey(mask, "smooth");
    requireReach(radius, "smooth");
    const int reach = static_cast<int>(std::floor(radius + slack));
    cv::Mat disc = cv::Mat::zeros(2 * reach + 1, 2 * reach + 1, CV_32F);
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x)
            if (x * x + y * y <= radius * radius + slack)
                disc.at<float>(y + reach, x + reach) = 1;
    // +1 for a set pixel, -1 for another one, 0 beyond the border: the sign of the sum is the majority.
    cv::Mat votes;
    cv::Mat(mask != 0).convertTo(votes, CV_32F, 2.0 / 255, -1);
    cv::filter2D(votes, votes, CV_32F, disc, {-1, -1}, 0, cv::BORDER_CONSTANT);
    // Large discs go through a Fourier transform; sums are whole numbers, half of one is beyond its rounding.
    cv::Mat result = mask != 0;
    result.setTo(255, votes > 0.5);
    result.setTo(0, votes < -0.5);
    return result;
}

cv::Mat fillHoles(const cv::Mat& mask)
{
    requireGrey(mask, "fill holes");
    // The background seen from outside: a rim of one pixel joins all that reaches the border.
    cv::Mat outside;
    cv::copyMakeBorder(mask == 0, outside, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::floodFill(outside, {0, 0}, cv::Scalar(128), nullptr, cv::Scalar(0), cv::Scalar(0), 4);
    return outside(cv::Rect(1, 1, mask.cols, mask.rows)) != 128;
}

cv::Mat largestPart(const cv::Mat& mask)
{
    requireGrey(mask, "largest part");
    const Parts parts = partsOf(mask);
    if (parts.area.size() < 2)
        return cv::Mat::zeros(mask.size(), CV_8UC1);
    const int most = *std::max_element(parts.area.begin() + 1, parts.area.end());
    int chosen = 0; // numbers need not follow the reading order
    for (int y = 0; y < mask.rows && chosen == 0; ++y)
        for (int x = 0; x < mask.cols && chosen == 0; ++x) {
            const int number = parts.numbers.at<int>(y, x);
            if (number != 0 && parts.area[static_cast<std::size_t>(number)] == most)
                chosen = number;
        }
    return keepParts(parts, [&](int number) { return number == chosen; });
}

cv::Mat removeIslands(const cv::Mat& mask, int minPixels)
{
    requireGrey(mask, "remove islands");
    requireWithin(minPixels, 1, static_cast<double>(canvasSize) * canvasSize, "least area in pixels", "remove islands");
    const Parts parts = partsOf(mask);
    return keepParts(parts, [&](int number) { return parts.area[static_cast<std::size_t>(number)] >= minPixels; });
}

cv::Mat labelMask(const cv::Mat& labels, std::uint8_t label)
{
    requireGrey(labels, "label mask");
    return labels == label;
}

cv::Mat reshaped(const cv::Mat& mask, Reshape how, double amount)
{
    switch (how) {
    case Reshape::Grow:
        return growMask(mask, amount);
    case Reshape::Shrink:
        return shrinkMask(mask, amount);
    case Reshape::Close:
        return closeMask(mask, amount);
    case Reshape::Open:
        return openMask(mask, amount);
    case Reshape::Majority:
        return majorityMask(mask, amount);
    case Reshape::FillHoles:
        return fillHoles(mask);
    case Reshape::LargestPart:
        return largestPart(mask);
    case Reshape::RemoveIslands:
        requireWithin(amount, 1, static_cast<double>(canvasSize) * canvasSize, "least area in pixels", "remove islands");
        return removeIslands(mask, static_cast<int>(std::ceil(amount)));
    }
    throw Error(ErrorCode::InvalidArgument, "Unknown operation", std::to_string(static_cast<int>(how)));
}

void reshapeLabel(Transaction& edit, std::uint8_t label, Reshape how, double amount)
{
    reshapeRegion(edit, label, labelMask(edit.value().labels, label), how, amount);
}

void reshapeRegion(Transaction& edit, std::uint8_t label, const cv::Mat& region, Reshape how, double amount)
{
    requireCanvasMask(region, "reshape");
    requireEditable(edit, label, "reshape");
    const cv::Mat own = region & labelMask(edit.value().labels, label);
    edit.reshape(own, reshaped(own, how, amount), label);
}

} // namespace sonosketch
