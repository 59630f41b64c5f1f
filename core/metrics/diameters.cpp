// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/diameters.h"

#include "core/base/error.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <vector>

namespace sonosketch {

namespace {

constexpr double step = 0.25; ///< pixels between two samples of a line

/// Corners of the outermost pixels of each row: their hull is that of the whole region.
std::vector<cv::Point> outerCorners(const cv::Mat& mask)
{
    std::vector<cv::Point> corners;
    for (int y = 0; y < mask.rows; ++y) {
        const auto* row = mask.ptr<std::uint8_t>(y);
        int left = 0, right = mask.cols - 1;
        while (left < mask.cols && row[left] == 0)
            ++left;
        if (left == mask.cols)
            continue;
        while (row[right] == 0)
            --right;
        for (const int edge : {y, y + 1}) {
            corners.emplace_back(left, edge);
            corners.emplace_back(right + 1, edge);
        }
    }
    return corners;
}

bool isSet(const cv::Mat& mask, cv::Point2d at)
{
    const int x = static_cast<int>(std::floor(at.x)), y = static_cast<int>(std::floor(at.y));
    return x >= 0 && y >= 0 && x < mask.cols && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0;
}

} // namespace

double Span::length() const
{
    return std::hypot(to.x - from.x, to.y - from.y);
}

std::optional<Diameters> diametersOfRegion(const cv::Mat& mask)
{
    if (mask.empty() || mask.dims > 2 || mask.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A region of 8-bit pixels is expected", "diameters");
    const auto corners = outerCorners(mask);
    if (corners.empty())
        return std::nullopt;
    std::vector<cv::Point> hull;
    cv::convexHull(corners, hull);

    Diameters result;
    double longest = -1;
    for (std::size_t i = 0; i < hull.size(); ++i)
        for (std::size_t j = i + 1; j < hull.size(); ++j) {
            const double length = std::hypot(hull[i].x - hull[j].x, hull[i].y - hull[j].y);
            if (length > longest) {
                longest = length;
                result.longest = {hull[i], hull[j]};
            }
        }

    const cv::Point2d along = (result.longest.to - result.longest.from) / longest, right(-along.y, along.x);
    double widest = -1;
    for (double t = 0; t <= longest; t += 2 * step) {
        const cv::Point2d foot = result.longest.from + t * along;
        double first = 0, last = 0;
        bool any = false;
        for (double s = -longest; s <= longest; s += step) {
            if (!isSet(mask, foot + s * right))
                continue;
            if (!any)
                first = s;
            any = true;
            last = s;
        }
        if (any && last - first > widest) {
            widest = last - first;
            result.across = {foot + first * right, foot + last * right};
        }
    }
    return result;
}

} // namespace sonosketch
