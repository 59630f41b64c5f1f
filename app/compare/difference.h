// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>

#include <opencv2/core.hpp>

namespace sonosketch {

/// What two grey pictures of one size differ in. Functions take CV_8UC1; any thread.
struct ChangedArea {
    double share = 0; ///< of all pixels, 0 .. 1
    cv::Rect box;     ///< around them; empty if there are none
};
/// The pixels that differ by more than `threshold` grey levels.
ChangedArea changedArea(const cv::Mat& a, const cv::Mat& b, int threshold);

/// The grey-level difference at the bright end of the map: the largest one, rounded up to a multiple of 16.
int differenceScale(const cv::Mat& a, const cv::Mat& b);
/// The colour for a difference of `part` of the scale, 0 .. 1: from black through violet and orange to pale yellow, lightness rising evenly.
QColor differenceColor(double part);
/// The absolute difference in colours.
QImage differenceMap(const cv::Mat& a, const cv::Mat& b, int scale);
/// CV_8UC1 as an image of its own.
QImage toImage(const cv::Mat& grey);

} // namespace sonosketch
