// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <opencv2/imgproc.hpp>

namespace sonosketch::test {

/// A small world with what variations meet: speckle with a bright line, a cyst with a daughter cyst of another class in it, a lesion apart, a pen
/// stroke. `number` makes another one.
inline Case paintedCase(int number = 0)
{
    Case value = Case::blank(LabelPalette::bundled("mmotu"));
    value.provenance = {"Painted case", "painted", "CC0-1.0", "Nobody"};
    value.source.create(canvasSize, canvasSize, CV_8UC1);
    cv::RNG random(static_cast<std::uint64_t>(77 + number));
    random.fill(value.source, cv::RNG::UNIFORM, 40, 90);
    cv::line(value.source, {60, 420}, {450, 440 + number}, cv::Scalar(220), 5);
    cv::ellipse(value.source, {200, 220}, {70, 50}, 20, 0, 360, cv::Scalar(5), cv::FILLED);
    cv::ellipse(value.labels, {200, 220}, {70, 50}, 20, 0, 360, cv::Scalar(2), cv::FILLED);
    cv::ellipse(value.labels, {210, 220}, {20, 15}, 0, 0, 360, cv::Scalar(6), cv::FILLED);
    cv::circle(value.labels, {390, 300 + number}, 30, cv::Scalar(3), cv::FILLED);
    cv::line(value.sketch, {170, 200}, {230, 250}, cv::Scalar(SketchPen), 1);
    value.fieldOfView.setTo(0);
    cv::rectangle(value.fieldOfView, {20, 10}, {495, 500}, cv::Scalar(255), cv::FILLED);
    return value;
}

inline bool same(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && a.type() == b.type() && (a.empty() || cv::norm(a, b, cv::NORM_INF) == 0);
}

} // namespace sonosketch::test
