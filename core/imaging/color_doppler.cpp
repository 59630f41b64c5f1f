// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/chroma.h"
#include "core/imaging/overlay_removal.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace sonosketch {

Chroma chromaDeparture(const cv::Mat& bgr)
{
    cv::Mat ycrcb;
    cv::cvtColor(bgr, ycrcb, cv::COLOR_BGR2YCrCb);
    constexpr int bins = 16;
    std::array<std::array<int, 256>, bins> red{}, blue{};
    std::array<int, bins> total{};
    for (int y = 0; y < ycrcb.rows; ++y) {
        const auto* row = ycrcb.ptr<cv::Vec3b>(y);
        for (int x = 0; x < ycrcb.cols; ++x) {
            const auto bin = static_cast<std::size_t>(row[x][0] / 16);
            ++red[bin][row[x][1]];
            ++blue[bin][row[x][2]];
            ++total[bin];
        }
    }
    const auto median = [](const std::array<int, 256>& histogram, int count) {
        int seen = 0;
        for (int value = 0; value < 256; ++value)
            if ((seen += histogram[static_cast<std::size_t>(value)]) * 2 >= count)
                return value;
        return 128;
    };
    // A brightness hardly met (or met only in drawn text) says nothing about the grey map: it takes the median of its darker neighbour.
    std::array<float, bins> redMedian{}, blueMedian{};
    float lastRed = 128.F, lastBlue = 128.F;
    const int enough = std::max(64, bgr.rows * bgr.cols / 200);
    for (std::size_t bin = 0; bin < bins; ++bin) {
        if (total[bin] >= enough) {
            const auto r = static_cast<float>(median(red[bin], total[bin]));
            const auto b = static_cast<float>(median(blue[bin], total[bin]));
            if (std::abs(r - 128.F) < 24.F && std::abs(b - 128.F) < 24.F) {
                lastRed = r;
                lastBlue = b;
            }
        }
        redMedian[bin] = lastRed;
        blueMedian[bin] = lastBlue;
    }
    Chroma result{cv::Mat(bgr.size(), CV_8UC1), cv::Mat(bgr.size(), CV_32FC1), cv::Mat(bgr.size(), CV_32FC1), {}};
    for (int y = 0; y < ycrcb.rows; ++y) {
        const auto* row = ycrcb.ptr<cv::Vec3b>(y);
        for (int x = 0; x < ycrcb.cols; ++x) {
            const auto bin = static_cast<std::size_t>(row[x][0] / 16);
            result.luma.at<uchar>(y, x) = row[x][0];
            result.red.at<float>(y, x) = static_cast<float>(row[x][1]) - redMedian[bin];
            result.blue.at<float>(y, x) = static_cast<float>(row[x][2]) - blueMedian[bin];
        }
    }
    cv::magnitude(result.blue, result.red, result.distance);
    return result;
}

bool looksLikeColorDoppler(const cv::Mat& bgr)
{
    const Chroma chroma = chromaDeparture(bgr);
    // Flow is red or blue and solid; text and calipers are thin, so they do not survive the opening.
    cv::Mat flow = (chroma.red > 45) | ((chroma.blue > 45) & (chroma.red < 0));
    cv::Mat solid;
    cv::morphologyEx(flow, solid, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    // The outline of the colour box is green, thin and often dashed, so little of its colour survives JPEG, but there is much of it. Yellow calipers
    // have a green fringe: what lies beside yellow does not count, nor do the rulings at the very top of a frame.
    cv::Mat yellow = (chroma.blue < -25) & (chroma.red > -5);
    cv::dilate(yellow, yellow, cv::getStructuringElement(cv::MORPH_RECT, {15, 15}));
    cv::Mat green = (chroma.red < -4) & (chroma.blue < -2) & ~yellow;
    green.rowRange(0, green.rows / 20).setTo(0);
    const double area = static_cast<double>(bgr.rows) * bgr.cols;
    return cv::countNonZero(solid) > std::max(100.0, area * 0.0008) || cv::countNonZero(green) > std::max(400.0, area * 0.003);
}

} // namespace sonosketch
