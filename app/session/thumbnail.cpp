// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/thumbnail.h"

#include "core/io/png_file.h"

#include <opencv2/imgproc.hpp>

namespace sonosketch {

namespace {
constexpr int greys = 160; ///< first palette entries; then the pen's colour, then the labels
constexpr int pen = greys;
} // namespace

std::vector<std::uint8_t> makeThumbnail(const Case& value, const cv::Mat& picture)
{
    const cv::Size size(thumbnailSize, thumbnailSize);
    cv::Mat small(size, CV_8UC1, cv::Scalar(24));
    if (!picture.empty())
        cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
    else if (!value.source.empty())
        cv::resize(value.source / 2, small, size, 0, 0, cv::INTER_AREA);
    PngContent content;
    small.convertTo(content.pixels, CV_8UC1, (greys - 1) / 255.0);

    cv::Mat labels, strokes;
    cv::resize(value.labels, labels, size, 0, 0, cv::INTER_NEAREST);
    cv::resize(value.sketch == SketchPen, strokes, size, 0, 0, cv::INTER_AREA);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            auto& pixel = content.pixels.at<std::uint8_t>(y, x);
            const int label = labels.at<std::uint8_t>(y, x);
            const auto differs = [&](int dx, int dy) {
                const cv::Point other(x + dx, y + dy);
                return !cv::Rect({}, size).contains(other) || labels.at<std::uint8_t>(other) != label;
            };
            if (strokes.at<std::uint8_t>(y, x) > 40)
                pixel = pen;
            else if (label != 0 && (differs(-1, 0) || differs(1, 0) || differs(0, -1) || differs(0, 1)))
                pixel = static_cast<std::uint8_t>(pen + label);
        }
    for (int grey = 0; grey < greys; ++grey) {
        const auto level = static_cast<std::uint8_t>(grey * 255 / (greys - 1));
        content.colors.push_back({level, level, level});
    }
    content.colors.push_back({255, 112, 58});
    for (const LabelClass& each : value.palette.classes())
        if (each.id != 0)
            content.colors.push_back({each.red, each.green, each.blue});
    return encodePng(content);
}

} // namespace sonosketch
