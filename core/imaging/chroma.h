// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace sonosketch {

/// How far each pixel's colour departs from the frame's own grey map (the median colour at its brightness). Internal to core/imaging.
struct Chroma {
    cv::Mat luma;      ///< CV_8UC1
    cv::Mat blue, red; ///< CV_32FC1, Cb and Cr minus the grey map's
    cv::Mat distance;  ///< CV_32FC1, length of (blue, red)
};
Chroma chromaDeparture(const cv::Mat& bgr);

} // namespace sonosketch
