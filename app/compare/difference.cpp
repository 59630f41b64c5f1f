// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/difference.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace sonosketch {

namespace {
/// OpenCV's Inferno, whose lightness rises evenly.
const std::array<QRgb, 256>& colors()
{
    static const std::array<QRgb, 256> table = [] {
        cv::Mat ramp(1, 256, CV_8UC1), mapped;
        for (int i = 0; i < 256; ++i)
            ramp.at<std::uint8_t>(0, i) = static_cast<std::uint8_t>(i);
        cv::applyColorMap(ramp, mapped, cv::COLORMAP_INFERNO);
        std::array<QRgb, 256> result{};
        for (int i = 0; i < 256; ++i) {
            const auto color = mapped.at<cv::Vec3b>(0, i);
            result[static_cast<std::size_t>(i)] = qRgb(color[2], color[1], color[0]);
        }
        return result;
    }();
    return table;
}
} // namespace

ChangedArea changedArea(const cv::Mat& a, const cv::Mat& b, int threshold)
{
    cv::Mat apart;
    cv::absdiff(a, b, apart);
    const cv::Mat changed = apart > threshold;
    const int count = cv::countNonZero(changed);
    return {static_cast<double>(count) / static_cast<double>(changed.total()), count == 0 ? cv::Rect() : cv::boundingRect(changed)};
}

int differenceScale(const cv::Mat& a, const cv::Mat& b)
{
    const int largest = static_cast<int>(cv::norm(a, b, cv::NORM_INF));
    return std::clamp((largest + 15) / 16 * 16, 16, 256);
}

QColor differenceColor(double part)
{
    return QColor::fromRgb(colors()[static_cast<std::size_t>(std::clamp(std::lround(part * 255), 0L, 255L))]);
}

QImage differenceMap(const cv::Mat& a, const cv::Mat& b, int scale)
{
    cv::Mat apart;
    cv::absdiff(a, b, apart);
    QImage map(apart.cols, apart.rows, QImage::Format_RGB32);
    for (int y = 0; y < apart.rows; ++y) {
        auto* line = reinterpret_cast<QRgb*>(map.scanLine(y));
        const auto* row = apart.ptr<std::uint8_t>(y);
        for (int x = 0; x < apart.cols; ++x)
            line[x] = colors()[static_cast<std::size_t>(std::min(255, row[x] * 255 / scale))];
    }
    return map;
}

QImage toImage(const cv::Mat& grey)
{
    QImage image(grey.cols, grey.rows, QImage::Format_Grayscale8);
    for (int y = 0; y < grey.rows; ++y)
        std::memcpy(image.scanLine(y), grey.ptr(y), static_cast<std::size_t>(grey.cols));
    return image;
}

} // namespace sonosketch
