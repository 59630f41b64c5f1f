// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace sonosketch {

/// A label map as a palette PNG: values are ids, viewers show the palette's display colours. `labels` is CV_8UC1.
std::vector<std::uint8_t> encodeIndexedPng(const cv::Mat& labels, const LabelPalette& palette);

/// An 8-bit grey PNG. Same pixels, same bytes.
std::vector<std::uint8_t> encodeGrayPng(const cv::Mat& image);

} // namespace sonosketch
