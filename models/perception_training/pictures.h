// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "models/perception_training/random.h"
#include "models/perception_training/recipe.h"

#include <opencv2/core.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch::perception {

/// A grey picture and its label map, CV_8UC1 of one square size.
struct LabelledPicture {
    cv::Mat image, labels;
};

/// A picture at `resolution` (a divisor of its size): area mean of the image, nearest label.
LabelledPicture reduced(const LabelledPicture& picture, int resolution);

/// One split of an imported data set at `resolution`, in the manifest's order. Throws Error(NotFound) if it is empty.
std::vector<LabelledPicture> loadSplit(
    const std::filesystem::path& data, const std::string& split, int resolution, const ProgressFunction& progress = {});

/// The segmenter's augmentation: mirrored, turned, resized and shifted (labels alike), brightness changed (where the picture is not black).
LabelledPicture varied(const LabelledPicture& picture, const Recipe& recipe, Random& random);

/// What the encoder learns to recognise, in this order.
inline constexpr std::array<const char*, 7> degradationNames{"blur", "despeckle", "noise", "gamma", "streaks", "blocks", "shuffle"};

/// A picture that was spoilt, and how much by each degradation: 0 not at all .. 1 as much as there is; gamma: 0.5 not at all, 0 darkest, 1 brightest.
struct Degraded {
    cv::Mat image;
    std::array<float, degradationNames.size()> strength{};
};

/// Applies each degradation with `probability` and a random strength: Gaussian blur (sigma up to 3 px), median filter (3, 5 or 7 px), multiplicative
/// noise of random grain, gamma (0.57 .. 1.74), row or column streaks, pixel blocks (2 to 4 px), and swapped 64 px patches.
Degraded degraded(const cv::Mat& image, double probability, Random& random);

} // namespace sonosketch::perception
