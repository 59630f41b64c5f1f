// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/imgproc.hpp>

namespace sonosketch::test {

/// Speckle of the given mean, seeded, CV_8UC1.
inline cv::Mat speckle(cv::Size size, double mean, std::uint64_t seed = 7)
{
    cv::RNG random(seed);
    cv::Mat noise(size, CV_32F);
    random.fill(noise, cv::RNG::NORMAL, 0.0, 1.0);
    cv::GaussianBlur(noise, noise, {}, 1.4);
    cv::Scalar centre, deviation;
    cv::meanStdDev(noise, centre, deviation);
    cv::Mat gray;
    noise.convertTo(gray, CV_8U, mean * 0.25 / deviation[0], mean);
    return gray;
}

/// A convex probe's sector, 255 inside: a wide cone below a round probe face.
inline cv::Mat sectorMask(cv::Size size)
{
    cv::Mat mask(size, CV_8UC1, cv::Scalar(0));
    const cv::Point apex(size.width / 2, -size.height / 8);
    cv::ellipse(mask, apex, {size.height * 21 / 20, size.height * 21 / 20}, 90, -50, 50, 255, cv::FILLED);
    cv::circle(mask, apex, size.height / 4, 0, cv::FILLED);
    return mask;
}

/// A grey scanner frame, CV_8UC3.
inline cv::Mat frame(cv::Size size, double mean = 90)
{
    cv::Mat gray = speckle(size, mean), bgr;
    gray.setTo(0, sectorMask(size) == 0);
    cv::cvtColor(gray, bgr, cv::COLOR_GRAY2BGR);
    return bgr;
}

} // namespace sonosketch::test
