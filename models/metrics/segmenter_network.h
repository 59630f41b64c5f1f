// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/unet_segmenter.h"

#include <opencv2/core.hpp>

namespace sonosketch::metrics {

/// What Segmenter::segment does, for a network at hand (in evaluation mode, on `device`): area mean to `resolution`, logits enlarged
/// bilinearly to the picture's size, the most likely class of each pixel. `image` CV_8UC1, its edge a multiple of `resolution`.
cv::Mat segmentWith(nn::UnetSegmenter& network, const cv::Mat& image, int resolution, torch::Device device);

} // namespace sonosketch::metrics
