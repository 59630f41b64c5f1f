// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/measure.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <utility>

namespace sonosketch {

namespace {

constexpr double largest = 1e6;

void require(double value, double low, const char* what)
{
    if (!(std::isfinite(value) && value >= low && value <= largest))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The {} is {}", what, value), "measure",
            fmt::format("Use a value in {} .. {}", low, largest));
}

void requirePosition(cv::Point2d point)
{
    require(point.x, -largest, "horizontal position");
    require(point.y, -largest, "vertical position");
}

void requireSpacing(const std::optional<double>& mmPerPixel)
{
    if (mmPerPixel && !(std::isfinite(*mmPerPixel) && *mmPerPixel > 0 && *mmPerPixel <= largest))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The pixel spacing is {} mm, it must be positive", *mmPerPixel), "measure");
}

Length length(double pixels, const std::optional<double>& mmPerPixel)
{
    Length result;
    result.pixels = pixels;
    if (mmPerPixel)
        result.mm = pixels * *mmPerPixel;
    return result;
}

/// An axis has no direction: -90 < angle <= 90.
double axisAngle(double radians)
{
    double degrees = std::remainder(radians * 180 / CV_PI, 180.0);
    return degrees <= -90 ? degrees + 180 : degrees;
}

} // namespace

Length caliper(cv::Point2d from, cv::Point2d to, std::optional<double> mmPerPixel)
{
    requirePosition(from);
    requirePosition(to);
    requireSpacing(mmPerPixel);
    return length(std::hypot(to.x - from.x, to.y - from.y), mmPerPixel);
}

Ellipse ellipseFromAxes(cv::Point2d from, cv::Point2d to, double across)
{
    requirePosition(from);
    requirePosition(to);
    require(across, 0, "second diameter");
    Ellipse ellipse;
    ellipse.centre = (from + to) / 2;
    ellipse.major = std::hypot(to.x - from.x, to.y - from.y) / 2;
    ellipse.minor = across / 2;
    double angle = std::atan2(to.y - from.y, to.x - from.x);
    if (ellipse.minor > ellipse.major) {
        std::swap(ellipse.major, ellipse.minor);
        angle += CV_PI / 2;
    }
    ellipse.rotation = axisAngle(angle);
    return ellipse;
}

std::optional<Ellipse> ellipseOfRegion(const cv::Mat& mask)
{
    if (mask.empty() || mask.dims > 2 || mask.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A region of 8-bit pixels is expected", "measure");
    const cv::Moments moments = cv::moments(mask, true);
    if (moments.m00 <= 0)
        return std::nullopt;
    const double xx = moments.mu20 / moments.m00 + 1.0 / 12, yy = moments.mu02 / moments.m00 + 1.0 / 12;
    const double xy = moments.mu11 / moments.m00;
    const double mean = (xx + yy) / 2, spread = std::hypot((xx - yy) / 2, xy);
    Ellipse ellipse;
    ellipse.centre = {moments.m10 / moments.m00 + 0.5, moments.m01 / moments.m00 + 0.5};
    // A filled ellipse has the variance (semi-axis)^2 / 4 along each axis.
    ellipse.major = 2 * std::sqrt(mean + spread);
    ellipse.minor = 2 * std::sqrt(std::max(0.0, mean - spread));
    ellipse.rotation = axisAngle(std::atan2(2 * xy, xx - yy) / 2);
    return ellipse;
}

EllipseMeasure measure(const Ellipse& ellipse, std::optional<double> mmPerPixel)
{
    requirePosition(ellipse.centre);
    requireSpacing(mmPerPixel);
    EllipseMeasure result;
    result.circumference = length(ellipseCircumference(ellipse.major, ellipse.minor), mmPerPixel);
    result.majorDiameter = length(2 * ellipse.major, mmPerPixel);
    result.minorDiameter = length(2 * ellipse.minor, mmPerPixel);
    result.areaPixels = CV_PI * ellipse.major * ellipse.minor;
    if (mmPerPixel)
        result.areaMm2 = result.areaPixels * *mmPerPixel * *mmPerPixel;
    return result;
}

double ellipseCircumference(double a, double b)
{
    require(a, 0, "semi-axis");
    require(b, 0, "semi-axis");
    if (a + b == 0)
        return 0;
    const double ratio = (a - b) / (a + b), h = 3 * ratio * ratio;
    return CV_PI * (a + b) * (1 + h / (10 + std::sqrt(4 - h)));
}

} // namespace sonosketch
