// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/document/label_palette.h"

#include <opencv2/core.hpp>

#include <optional>
#include <string>

namespace sonosketch::test {

/// The code of the Error that `work` throws; nothing if it throws none.
template <class Work>
std::optional<ErrorCode> codeOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

/// what() of the Error that `work` throws.
template <class Work>
std::string messageOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "(no error)";
}

inline bool samePixels(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && a.type() == b.type() && (a.empty() || cv::norm(a, b, cv::NORM_INF) == 0);
}

/// Background and three classes with distinct annotation colours.
inline LabelPalette threeClasses()
{
    return LabelPalette("three",
        {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Cyst", 200, 100, 0, 64, 0, 0}, {2, "Septum", 0, 200, 100, 0, 64, 0},
            {3, "Solid", 100, 0, 200, 0, 0, 64}});
}

/// Speckle-like noise around a bright ring: something with edges.
inline cv::Mat ringPicture(int size = 512)
{
    cv::Mat picture(size, size, CV_8UC1);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double dx = x - size / 2.0, dy = y - size / 2.0, r = dx * dx + dy * dy;
            const bool ring = r > size * size / 25.0 && r < size * size / 16.0;
            picture.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>((ring ? 180 : 60) + (x * 7 + y * 13) % 11);
        }
    return picture;
}

} // namespace sonosketch::test
