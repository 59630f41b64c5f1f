// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <utility>
#include <vector>

// Pictures, label maps, edges and feature vectors from integer formulas; tests/python/fixed_inputs.py has the same in numpy.
namespace sonosketch::test {

/// Number `index` of SplitMix64 (Steele, Lea & Flood 2014) started with `seed`.
inline std::uint64_t hashAt(std::uint64_t seed, std::uint64_t index)
{
    std::uint64_t z = seed + (index + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/// A picture whose value at (x, y) is `formula(x, y, index)`, the index running row by row.
template <class Formula>
cv::Mat drawn(int width, int height, Formula formula)
{
    cv::Mat image(height, width, CV_8UC1);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(formula(x, y, static_cast<std::uint64_t>(y) * width + x));
    return image;
}

/// 255 in an ellipse that takes `percent` of width and height, 0 outside.
inline cv::Mat disc(std::int64_t width, std::int64_t height, std::int64_t percent)
{
    return drawn(static_cast<int>(width), static_cast<int>(height), [=](std::int64_t x, std::int64_t y, std::uint64_t) {
        const auto a = (2 * x - width) * height, b = (2 * y - height) * width, c = width * height * percent;
        return (a * a + b * b) * 10000 < c * c ? 255 : 0;
    });
}

/// Slopes with jumps, a darker disc, noise.
inline cv::Mat fixedPicture(int width, int height, std::uint64_t seed)
{
    const cv::Mat dark = disc(width, height, 50);
    return drawn(width, height, [&](int x, int y, std::uint64_t i) {
        return 40 + (3 * x + 2 * y) % 97 - 30 * (dark.at<std::uint8_t>(y, x) / 255) + static_cast<int>(hashAt(seed, i) % 41);
    });
}

/// Three parts of the image, one part noise.
inline cv::Mat fixedNoisy(const cv::Mat& image, std::uint64_t seed)
{
    return drawn(image.cols, image.rows,
        [&](int x, int y, std::uint64_t i) { return (3 * image.at<std::uint8_t>(y, x) + static_cast<int>(hashAt(seed, i) % 256)) / 4; });
}

/// Bright noise on a slope with a black disc in the middle.
inline cv::Mat fixedSpeckled(int width, int height, std::uint64_t seed)
{
    const cv::Mat black = disc(width, height, 30);
    return drawn(width, height, [&](int x, int y, std::uint64_t i) {
        return black.at<std::uint8_t>(y, x) > 0 ? 3 : 70 + x / 8 + static_cast<int>(hashAt(seed, i) % 81);
    });
}

/// {found, truth}: truth holds labels 0 to 3 in blocks of 8x8, found differs at one pixel in five and holds label 4 besides.
inline std::pair<cv::Mat, cv::Mat> fixedLabelMaps(int width, int height, std::uint64_t seed)
{
    const int blocks = (width + 7) / 8;
    const cv::Mat truth = drawn(
        width, height, [&](int x, int y, std::uint64_t) { return hashAt(seed, static_cast<std::uint64_t>(y / 8 * blocks + x / 8)) % 4; });
    const cv::Mat found = drawn(width, height, [&](int x, int y, std::uint64_t i) {
        const auto other = hashAt(seed + 1, i) % 25;
        return other < 5 ? other : truth.at<std::uint8_t>(y, x);
    });
    return {found, truth};
}

/// 255 at one pixel in `oneIn`.
inline cv::Mat fixedEdges(int width, int height, std::uint64_t seed, std::uint64_t oneIn)
{
    return drawn(width, height, [&](int, int, std::uint64_t i) { return hashAt(seed, i) % oneIn == 0 ? 255 : 0; });
}

/// Vectors whose values differ in spread and lean on their neighbours, `count` rows of `length`.
inline std::vector<double> fixedFeatures(std::int64_t count, std::int64_t length, std::uint64_t seed, double shift)
{
    const auto spread = [&](std::int64_t i, std::int64_t j) {
        const auto unit = static_cast<double>(hashAt(seed, static_cast<std::uint64_t>(i * length + j)) >> 11) * 0x1p-53;
        return (unit - 0.5) * static_cast<double>(1 + j % 7) / 2 + shift * static_cast<double>(j % 3);
    };
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(count * length));
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t j = 0; j < length; ++j)
            values.push_back(spread(i, j) + 0.5 * spread(i, (j + 1) % length));
    return values;
}

} // namespace sonosketch::test
