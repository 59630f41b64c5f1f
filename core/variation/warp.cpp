// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/warp.h"

#include "core/imaging/canvas_size.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace sonosketch {

namespace {

std::size_t index(int value)
{
    return static_cast<std::size_t>(value);
}

constexpr double rim = 4;          ///< tissue that goes along with an object as if it were part of it, pixels
constexpr double borderReach = 40; ///< over which motion fades towards the border of the field of view
constexpr double leastReach = 40, mostReach = 220;

std::array<double, 4> splineWeights(double t)
{
    const double s = 1 - t;
    return {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6, t * t * t / 6};
}

/// 0 at 0 and 1 from 1 on, without corners.
float smoothStep(double value)
{
    const double t = std::clamp(value, 0.0, 1.0);
    return static_cast<float>(t * t * (3 - 2 * t));
}

/// Distance of each pixel of a mask to the nearest pixel outside; the canvas' edge counts as outside.
cv::Mat distanceInside(const cv::Mat& mask)
{
    cv::Mat padded, distance;
    cv::copyMakeBorder(mask != 0, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::distanceTransform(padded, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return distance(cv::Rect(1, 1, mask.cols, mask.rows)).clone();
}

} // namespace

cv::Mat elasticField(Draws draws, double strength, double cell)
{
    const int points = static_cast<int>(std::ceil(canvasSize / cell)) + 3;
    std::vector<cv::Point2d> grid(static_cast<std::size_t>(points) * static_cast<std::size_t>(points));
    for (cv::Point2d& point : grid) {
        point.x = draws.between(-strength, strength);
        point.y = draws.between(-strength, strength);
    }
    cv::Mat field(canvasSize, canvasSize, CV_32FC2);
    std::vector<std::array<double, 4>> weights(canvasSize);
    std::vector<int> first(canvasSize);
    for (int i = 0; i < canvasSize; ++i) {
        const double at = i / cell, whole = std::floor(at);
        first[static_cast<std::size_t>(i)] = static_cast<int>(whole);
        weights[static_cast<std::size_t>(i)] = splineWeights(at - whole);
    }
    std::vector<cv::Point2d> row(static_cast<std::size_t>(points));
    for (int y = 0; y < canvasSize; ++y) {
        const auto& wy = weights[static_cast<std::size_t>(y)];
        for (int k = 0; k < points; ++k) {
            cv::Point2d sum(0, 0);
            for (int j = 0; j < 4; ++j)
                sum += wy[static_cast<std::size_t>(j)] * grid[index(first[index(y)] + j) * index(points) + index(k)];
            row[static_cast<std::size_t>(k)] = sum;
        }
        auto* out = field.ptr<cv::Vec2f>(y);
        for (int x = 0; x < canvasSize; ++x) {
            const auto& wx = weights[static_cast<std::size_t>(x)];
            cv::Point2d sum(0, 0);
            for (int i = 0; i < 4; ++i)
                sum += wx[static_cast<std::size_t>(i)] * row[index(first[index(x)]) + index(i)];
            out[x] = {static_cast<float>(sum.x), static_cast<float>(sum.y)};
        }
    }
    return field;
}

cv::Mat motionField(const std::vector<ObjectMotion>& objects, const cv::Mat& fieldOfView)
{
    cv::Mat field = cv::Mat::zeros(canvasSize, canvasSize, CV_32FC2);
    cv::Mat total = cv::Mat::zeros(canvasSize, canvasSize, CV_32FC1);
    for (const ObjectMotion& object : objects) {
        const auto& m = object.map;
        const double det = m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
        cv::Mat motion(canvasSize, canvasSize, CV_32FC2), outside(canvasSize, canvasSize, CV_8UC1, cv::Scalar(255));
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x) {
                // Centres of pixels, taken back through the map.
                const double u = x + 0.5 - m(0, 2), v = y + 0.5 - m(1, 2);
                cv::Vec2d move((m(1, 1) * u - m(0, 1) * v) / det - x - 0.5, (m(0, 0) * v - m(1, 0) * u) / det - y - 0.5);
                if (!object.elastic.empty())
                    move += cv::Vec2d(object.elastic.at<cv::Vec2f>(y, x));
                motion.at<cv::Vec2f>(y, x) = cv::Vec2f(move);
                const int column = cvRound(x + move[0]), line = cvRound(y + move[1]);
                if (column >= 0 && column < canvasSize && line >= 0 && line < canvasSize && object.mask.at<std::uint8_t>(line, column) != 0)
                    outside.at<std::uint8_t>(y, x) = 0;
            }
        cv::Mat distance;
        cv::distanceTransform(outside, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
        double most = 0;
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x)
                if (distance.at<float>(y, x) <= rim)
                    most = std::max(most, cv::norm(motion.at<cv::Vec2f>(y, x)));
        // Tissue that gives way over twice the distance it is pushed does not fold.
        const double reach = std::clamp(2.5 * most, leastReach, mostReach);
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x) {
                const float weight = smoothStep(1 - (distance.at<float>(y, x) - rim) / reach);
                field.at<cv::Vec2f>(y, x) += weight * motion.at<cv::Vec2f>(y, x);
                total.at<float>(y, x) += weight;
            }
    }
    const cv::Mat border = distanceInside(fieldOfView);
    for (int y = 0; y < canvasSize; ++y)
        for (int x = 0; x < canvasSize; ++x)
            field.at<cv::Vec2f>(y, x) *= smoothStep(border.at<float>(y, x) / borderReach) / std::max(1.0f, total.at<float>(y, x));
    return field;
}

double leastStretch(const cv::Mat& field)
{
    double least = 1;
    for (int y = 0; y + 1 < field.rows; ++y)
        for (int x = 0; x + 1 < field.cols; ++x) {
            const auto& here = field.at<cv::Vec2f>(y, x);
            const auto& right = field.at<cv::Vec2f>(y, x + 1);
            const auto& below = field.at<cv::Vec2f>(y + 1, x);
            const double a = 1.0 + right[0] - here[0], b = below[0] - here[0], c = right[1] - here[1], d = 1.0 + below[1] - here[1];
            least = std::min(least, a * d - b * c);
        }
    return least;
}

cv::Mat warped(const cv::Mat& plane, const cv::Mat& field, bool smooth)
{
    cv::Mat map = field.clone(), result;
    for (int y = 0; y < map.rows; ++y) {
        auto* row = map.ptr<cv::Vec2f>(y);
        for (int x = 0; x < map.cols; ++x)
            row[x] += cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
    }
    cv::remap(plane, result, map, cv::noArray(), smooth ? cv::INTER_LINEAR : cv::INTER_NEAREST, cv::BORDER_REPLICATE);
    return result;
}

} // namespace sonosketch
