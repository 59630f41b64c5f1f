// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/shapes.h"

#include "core/base/error.h"
#include "core/edit/brush_area.h"
#include "core/edit/checks.h"
#include "core/edit/transaction.h"
#include "core/imaging/canvas_size.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sonosketch {

namespace {

/// Forgives the last bits, so that a centre exactly on the rim counts as inside.
constexpr double slack = 1e-9;

cv::Mat emptyMask()
{
    return cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
}

void requirePoints(const std::vector<cv::Point2d>& points, std::size_t most, const char* where)
{
    if (points.size() > most)
        throw Error(ErrorCode::InvalidArgument, fmt::format("The path has {} points, at most {} are possible", points.size(), most), where);
    for (const cv::Point2d& point : points)
        requirePoint(point, where);
}

void requireFigure(cv::Point2d centre, cv::Size2d radii, double rotation, const char* where)
{
    requirePoint(centre, where);
    for (const double radius : {radii.width, radii.height})
        if (!(radius > 0 && radius <= maxShapeRadius))
            throw Error(ErrorCode::InvalidArgument, fmt::format("A radius is {}", radius), where,
                fmt::format("Use one above 0 and up to {}", maxShapeRadius));
    requireWithin(rotation, -36000, 36000, "rotation", where);
}

cv::Mat windingMask(const std::vector<cv::Point2d>& corners)
{
    // In each row, how much the winding number changes at a column; the last column takes what lies right of the canvas.
    cv::Mat steps = cv::Mat::zeros(canvasSize, canvasSize + 1, CV_32SC1);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        cv::Point2d upper = corners[i], lower = corners[(i + 1) % corners.size()];
        int winding = 1;
        if (upper.y > lower.y) {
            // The same end first in either direction: two polygons round the same edge alike.
            std::swap(upper, lower);
            winding = -1;
        }
        const auto row = [](double y) { return static_cast<int>(std::clamp(std::ceil(y - 0.5), 0.0, static_cast<double>(canvasSize))); };
        for (int y = row(upper.y); y < row(lower.y); ++y) {
            const double x = upper.x + (y + 0.5 - upper.y) * ((lower.x - upper.x) / (lower.y - upper.y));
            const int column = static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(canvasSize)));
            steps.at<int>(y, column) += winding;
        }
    }
    cv::Mat mask = emptyMask();
    for (int y = 0; y < canvasSize; ++y) {
        int winding = 0;
        for (int x = 0; x < canvasSize; ++x) {
            winding += steps.at<int>(y, x);
            mask.at<std::uint8_t>(y, x) = winding != 0 ? 255 : 0;
        }
    }
    return mask;
}

cv::Mat strokeMask(const std::vector<cv::Point2d>& path, double width)
{
    cv::Mat mask = emptyMask();
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i + 1 == path.size() && i > 0)
            break;
        const BrushArea area(path[i], path[std::min(i + 1, path.size() - 1)], width, false);
        const cv::Rect box = area.bounds(canvasSize);
        for (int y = box.y; y < box.y + box.height; ++y)
            for (int x = box.x; x < box.x + box.width; ++x)
                if (mask.at<std::uint8_t>(y, x) == 0 && area.covers(x, y))
                    mask.at<std::uint8_t>(y, x) = 255;
    }
    return mask;
}

/// One span of a centripetal Catmull-Rom spline, from p[1] at t = 0 to p[2] at t = 1 (Barry and Goldman's pyramid).
cv::Point2d catmullRom(const std::array<cv::Point2d, 4>& p, double t)
{
    std::array<double, 4> knots{};
    for (std::size_t i = 1; i < 4; ++i)
        knots[i] = knots[i - 1] + std::sqrt(cv::norm(p[i] - p[i - 1]));
    const double at = knots[1] + t * (knots[2] - knots[1]);
    const auto mix = [&](cv::Point2d a, cv::Point2d b, std::size_t first, std::size_t last) {
        return ((knots[last] - at) * a + (at - knots[first]) * b) / (knots[last] - knots[first]);
    };
    const cv::Point2d a = mix(p[0], p[1], 0, 1), b = mix(p[1], p[2], 1, 2), c = mix(p[2], p[3], 2, 3);
    return mix(mix(a, b, 0, 2), mix(b, c, 1, 3), 1, 2);
}

} // namespace

cv::Mat polygonMask(const std::vector<cv::Point2d>& corners)
{
    requirePoints(corners, maxShapePoints, "polygon");
    if (corners.size() < 3)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A polygon needs at least 3 corners, not {}", corners.size()), "polygon");
    return windingMask(corners);
}

cv::Mat lassoMask(const std::vector<cv::Point2d>& path)
{
    requirePoints(path, maxShapePoints, "lasso");
    return windingMask(path);
}

cv::Mat ellipseMask(cv::Point2d centre, cv::Size2d radii, double rotation)
{
    requireFigure(centre, radii, rotation, "ellipse");
    const auto [cosine, sine] = cosineAndSine(rotation);
    cv::Mat mask = emptyMask();
    for (int y = 0; y < canvasSize; ++y)
        for (int x = 0; x < canvasSize; ++x) {
            const double dx = x + 0.5 - centre.x, dy = y + 0.5 - centre.y;
            const double u = (cosine * dx + sine * dy) / radii.width, v = (cosine * dy - sine * dx) / radii.height;
            if (u * u + v * v <= 1 + slack)
                mask.at<std::uint8_t>(y, x) = 255;
        }
    return mask;
}

cv::Mat rectangleMask(cv::Point2d centre, cv::Size2d radii, double rotation)
{
    requireFigure(centre, radii, rotation, "rectangle");
    const auto [cosine, sine] = cosineAndSine(rotation);
    const cv::Point2d along = radii.width * cv::Point2d(cosine, sine), across = radii.height * cv::Point2d(-sine, cosine);
    return windingMask({centre - along - across, centre + along - across, centre + along + across, centre - along + across});
}

cv::Mat lineMask(cv::Point2d from, cv::Point2d to, double width)
{
    requirePoint(from, "line");
    requirePoint(to, "line");
    requireWithin(width, 1, maxBrushDiameter, "pen width", "line");
    return strokeMask({from, to}, width);
}

cv::Mat curveMask(const std::vector<cv::Point2d>& points, double width, bool closed)
{
    requireWithin(width, 1, maxBrushDiameter, "pen width", "curve");
    return strokeMask(smoothPath(points, closed), width);
}

std::vector<cv::Point2d> smoothPath(const std::vector<cv::Point2d>& points, bool closed)
{
    requirePoints(points, maxCurvePoints, "curve");
    std::vector<cv::Point2d> knots;
    knots.reserve(points.size());
    for (const cv::Point2d& point : points)
        if (knots.empty() || cv::norm(point - knots.back()) > 1e-6)
            knots.push_back(point);
    if (closed && knots.size() > 1 && cv::norm(knots.front() - knots.back()) <= 1e-6)
        knots.pop_back();
    const std::size_t count = knots.size();
    closed = closed && count > 2;
    if (count < 3)
        return knots;

    // Open ends continue straight on: the neighbour mirrored at the end.
    const auto knot = [&](std::size_t span, int offset) {
        const auto index = static_cast<std::ptrdiff_t>(span) + offset, all = static_cast<std::ptrdiff_t>(count);
        if (closed)
            return knots[static_cast<std::size_t>((index + all) % all)];
        if (index < 0)
            return 2 * knots[0] - knots[1];
        if (index >= all)
            return 2 * knots[count - 1] - knots[count - 2];
        return knots[static_cast<std::size_t>(index)];
    };
    std::vector<cv::Point2d> path{knots[0]};
    const std::size_t spans = closed ? count : count - 1;
    for (std::size_t span = 0; span < spans; ++span) {
        const std::array<cv::Point2d, 4> p{knot(span, -1), knot(span, 0), knot(span, 1), knot(span, 2)};
        // A curve is longer than its chord; 1024 pieces are a pixel each for twice the canvas.
        const int pieces = static_cast<int>(std::clamp(std::ceil(1.5 * cv::norm(p[2] - p[1])), 1.0, 1024.0));
        for (int i = 1; i < pieces; ++i)
            path.push_back(
                catmullRom(p, static_cast<double>(i) / pieces)); // NOLINT(performance-inefficient-vector-operation): unknown count
        path.push_back(p[2]);
    }
    return path;
}

std::pair<double, double> cosineAndSine(double degrees)
{
    const double quarters = degrees / 90;
    if (quarters == std::floor(quarters)) {
        constexpr std::array<std::pair<double, double>, 4> exact{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
        const double turn = quarters - 4 * std::floor(quarters / 4);
        return exact[static_cast<std::size_t>(turn)];
    }
    const double angle = degrees * CV_PI / 180;
    return {std::cos(angle), std::sin(angle)};
}

} // namespace sonosketch
