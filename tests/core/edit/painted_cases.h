// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/transaction.h"
#include "tests/support/check.h"

#include <opencv2/imgproc.hpp>

#include <random>
#include <vector>

namespace sonosketch::test {

inline cv::Mat emptyPlane()
{
    return cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
}

inline cv::Mat plane(const std::vector<cv::Rect>& blocks, int value = 255)
{
    cv::Mat result = emptyPlane();
    for (const cv::Rect& block : blocks)
        result(block).setTo(value);
    return result;
}

/// A small mask from rows of text: '#' is set.
inline cv::Mat drawn(const std::vector<std::string>& rows)
{
    cv::Mat mask = cv::Mat::zeros(static_cast<int>(rows.size()), static_cast<int>(rows.at(0).size()), CV_8UC1);
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x)
            if (rows[static_cast<std::size_t>(y)].at(static_cast<std::size_t>(x)) == '#')
                mask.at<std::uint8_t>(y, x) = 255;
    return mask;
}

/// Blobs that overlap, touch the borders and hold holes.
inline cv::Mat blobs(unsigned seed, int size = 96)
{
    std::mt19937 random(seed);
    const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    cv::Mat mask = cv::Mat::zeros(size, size, CV_8UC1);
    for (int i = 0; i < 12; ++i)
        cv::ellipse(mask, {any(size), any(size)}, {1 + any(size / 6), 1 + any(size / 6)}, any(180), 0, 360, i % 3 == 2 ? 0 : 255, -1);
    return mask;
}

/// A case with objects of three labels, pen and erased marks all over, and a source.
inline Case paintedCase(unsigned seed)
{
    std::mt19937 random(seed);
    const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    Case value = Case::blank(threeClasses());
    value.source = ringPicture();
    value.autoSketch = false;
    for (int i = 0; i < 9; ++i)
        cv::ellipse(value.labels, {any(canvasSize), any(canvasSize)}, {10 + any(60), 10 + any(60)}, any(180), 0, 360, 1 + i % 3, -1);
    for (int i = 0; i < 40; ++i)
        cv::line(value.sketch, {any(canvasSize), any(canvasSize)}, {any(canvasSize), any(canvasSize)}, i % 4 ? SketchPen : SketchErased,
            1 + i % 5);
    return value;
}

inline bool samePlanes(const Case& a, const Case& b)
{
    return samePixels(a.labels, b.labels) && samePixels(a.sketch, b.sketch) && samePixels(a.fieldOfView, b.fieldOfView)
        && a.autoSketch == b.autoSketch && a.canny == b.canny;
}

/// The middle of some pixel of a label, for clicking on it.
inline cv::Point2d somewhereOn(const cv::Mat& labels, int label)
{
    std::vector<cv::Point> pixels;
    cv::findNonZero(labels == label, pixels);
    const cv::Point at = pixels.at(pixels.size() / 2);
    return {at.x + 0.5, at.y + 0.5};
}

} // namespace sonosketch::test
