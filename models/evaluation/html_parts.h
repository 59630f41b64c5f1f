// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <array>
#include <string>
#include <vector>

namespace sonosketch::evaluation::html {

/// The pictures and plots of the evaluation's report; escaping, numbers and the style sheet are core/report's.

/// A picture of at most `side` pixels an edge as an <img> with its bytes inside (JPEG). `image` CV_8UC1 or CV_8UC3.
std::string picture(const cv::Mat& image, const std::string& alternative, int side = 320);
/// A synthesised picture, with the visible mark burned in.
std::string syntheticPicture(const cv::Mat& image, const std::string& alternative, int side = 320);

/// One row of a plot: a mean with its interval and the values it comes from.
struct PlotRow {
    std::string name;
    double mean = 0;
    std::array<double, 2> interval{};
    std::vector<double> values;
    int color = 0; ///< index of a model, -1: the real pictures
};
/// Rows over one axis, as SVG. Values beyond the 1st and 99th percentile of all are drawn at the border.
std::string plot(const std::string& title, const std::vector<PlotRow>& rows, int digits);
/// CSS colour of a model.
const char* color(int index);

/// A whole page: report::page with this report's notice.
std::string page(const std::string& title, const std::string& body);

} // namespace sonosketch::evaluation::html
