// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace sonosketch::study {

/// An 8-bit grey PNG of three chunks (IHDR, IDAT, IEND) whose pixels are stored, not compressed: pictures of one size give files of one size, and
/// nothing but the pixels differs. A compressed file would tell a smooth picture from a noisy one by its length. `image` CV_8UC1, not empty.
/// Throws Error(InvalidArgument).
std::vector<std::uint8_t> encodeStoredPng(const cv::Mat& image);

} // namespace sonosketch::study
