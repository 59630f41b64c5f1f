// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/scoring.h"

#include "core/base/error.h"
#include "core/metrics/boundary_distance.h"
#include "core/metrics/measure.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch::practice {

namespace {

void requireMask(const cv::Mat& mask)
{
    if (mask.empty() || mask.dims > 2 || mask.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A mask of 8-bit pixels is expected", "scoring");
}

std::optional<double> millimetres(std::optional<double> pixels, std::optional<double> mmPerPixel)
{
    if (!pixels || !mmPerPixel)
        return std::nullopt;
    return *pixels * *mmPerPixel;
}

/// From a point to the nearest pixel of a region (to its middle); 0 on one of its pixels.
double distanceTo(cv::Point2d at, const cv::Mat& mask)
{
    double nearest = -1;
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x) {
            if (mask.at<std::uint8_t>(y, x) == 0)
                continue;
            // To the pixel's square, so that a click on it is at distance 0.
            const double dx = std::max({x - at.x, at.x - (x + 1), 0.0}), dy = std::max({y - at.y, at.y - (y + 1), 0.0});
            const double distance = std::hypot(dx, dy);
            if (nearest < 0 || distance < nearest)
                nearest = distance;
        }
    return nearest;
}

LengthScore scoreLength(const Span& given, const Span& wanted, const cv::Mat& outline, std::optional<double> mmPerPixel)
{
    LengthScore score;
    const Length length = caliper(given.from, given.to, mmPerPixel), trueLength = caliper(wanted.from, wanted.to, mmPerPixel);
    score.pixels = length.pixels;
    score.mm = length.mm;
    score.truePixels = trueLength.pixels;
    score.trueMm = trueLength.mm;
    const double reach = std::max(6.0, caliperReach * score.truePixels);
    score.onLesion = distanceTo(given.from, outline) <= reach && distanceTo(given.to, outline) <= reach;
    return score;
}

} // namespace

PaintScore scorePaint(const cv::Mat& answer, const cv::Mat& truth, const std::string& givenClass, const std::string& trueClass,
    std::optional<double> mmPerPixel)
{
    requireMask(answer);
    requireMask(truth);
    if (answer.size() != truth.size())
        throw Error(ErrorCode::SizeMismatch, "Answer and truth differ in size", "scoring");
    PaintScore score;
    score.overlay = cv::Mat(truth.size(), CV_8UC1, cv::Scalar(overlayNone));
    for (int y = 0; y < truth.rows; ++y)
        for (int x = 0; x < truth.cols; ++x) {
            const bool painted = answer.at<std::uint8_t>(y, x) != 0, lesion = truth.at<std::uint8_t>(y, x) != 0;
            if (!painted && !lesion)
                continue;
            ++(painted && lesion ? score.hit : lesion ? score.missed : score.tooMuch);
            score.overlay.at<std::uint8_t>(y, x) = painted && lesion ? overlayHit : lesion ? overlayMissed : overlayTooMuch;
        }
    const std::int64_t both = 2 * score.hit + score.missed + score.tooMuch;
    score.dice = both == 0 ? 0 : 2.0 * static_cast<double>(score.hit) / static_cast<double>(both);
    score.boundary = boundaryDistance(answer, truth);
    score.boundaryMm = millimetres(score.boundary, mmPerPixel);
    score.classRight = givenClass == trueClass;
    return score;
}

SpotScore scoreSpot(cv::Point2d at, const cv::Mat& changed, std::optional<double> mmPerPixel)
{
    requireMask(changed);
    if (!std::isfinite(at.x) || !std::isfinite(at.y))
        throw Error(ErrorCode::InvalidArgument, "The click has no position", "scoring");
    SpotScore score;
    score.distance = distanceTo(at, changed);
    if (score.distance < 0)
        throw Error(ErrorCode::InvalidArgument, "Nothing has changed in this task", "scoring");
    score.distanceMm = millimetres(score.distance, mmPerPixel);
    return score;
}

std::optional<double> LengthScore::errorMm() const
{
    if (!mm || !trueMm)
        return std::nullopt;
    return *mm - *trueMm;
}

bool LengthScore::right() const
{
    // Short lesions: nobody sets a caliper to less than two pixels.
    return onLesion && std::abs(errorPixels()) <= std::max(2.0, enoughLength * truePixels);
}

MeasureScore scoreMeasure(const Span& first, const Span& second, const cv::Mat& truth, std::optional<double> mmPerPixel)
{
    const auto diameters = diametersOfRegion(truth);
    if (!diameters)
        throw Error(ErrorCode::InvalidArgument, "There is nothing to measure in this task", "scoring");
    const cv::Mat outline = boundaryOf(truth);
    const bool firstIsLonger = first.length() >= second.length();
    MeasureScore score;
    const cv::Point2d a = first.to - first.from, b = second.to - second.from;
    score.crossed = std::abs(a.dot(b)) <= 0.5 * cv::norm(a) * cv::norm(b);
    score.longest = scoreLength(firstIsLonger ? first : second, diameters->longest, outline, mmPerPixel);
    score.across = scoreLength(firstIsLonger ? second : first, diameters->across, outline, mmPerPixel);
    return score;
}

} // namespace sonosketch::practice
