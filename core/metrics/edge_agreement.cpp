// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/edge_agreement.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

namespace sonosketch {

namespace {

void requireMap(const cv::Mat& map, const cv::Mat& like)
{
    if (map.empty() || map.dims > 2 || map.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Edges are compared as 8-bit pictures, one channel", "edge agreement");
    if (map.size() != like.size())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("{}x{} and {}x{} pixels cannot be compared", map.cols, map.rows, like.cols, like.rows), "edge agreement");
}

std::int64_t countNear(const cv::Mat& edges, const cv::Mat& others, double tolerance)
{
    cv::Mat distance;
    cv::distanceTransform(others == 0, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    // Squared distances of pixels are whole numbers; the margin covers the rounding of their float roots.
    return cv::countNonZero(edges & (distance <= tolerance + 1e-4));
}

std::optional<double> share(std::int64_t part, std::int64_t whole)
{
    if (whole == 0)
        return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

std::optional<double> EdgeAgreement::precision() const
{
    return share(foundNear, found);
}

std::optional<double> EdgeAgreement::recall() const
{
    return share(wantedNear, wanted);
}

std::optional<double> EdgeAgreement::f1() const
{
    if (found == 0 && wanted == 0)
        return std::nullopt;
    const double p = precision().value_or(0), r = recall().value_or(0);
    return p + r > 0 ? 2 * p * r / (p + r) : 0.0;
}

EdgeAgreement& EdgeAgreement::operator+=(const EdgeAgreement& other)
{
    found += other.found;
    wanted += other.wanted;
    foundNear += other.foundNear;
    wantedNear += other.wantedNear;
    return *this;
}

EdgeAgreement edgeAgreement(const cv::Mat& found, const cv::Mat& wanted, const cv::Mat& region, double tolerance)
{
    requireMap(found, found);
    requireMap(wanted, found);
    if (!region.empty())
        requireMap(region, found);
    if (!(tolerance >= 0 && tolerance <= 100))
        throw Error(
            ErrorCode::InvalidArgument, fmt::format("A tolerance of {} pixels", tolerance), "edge agreement", "Allowed is 0 to 100");
    cv::Mat left = found != 0, right = wanted != 0;
    if (!region.empty()) {
        left.setTo(0, region == 0);
        right.setTo(0, region == 0);
    }
    EdgeAgreement result;
    result.found = cv::countNonZero(left);
    result.wanted = cv::countNonZero(right);
    // Without any edge there is nothing to measure distances to.
    if (result.found == 0 || result.wanted == 0)
        return result;
    result.foundNear = countNear(left, right, tolerance);
    result.wantedNear = countNear(right, left, tolerance);
    return result;
}

} // namespace sonosketch
