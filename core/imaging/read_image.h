// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace sonosketch {

/// What an image file says about itself before a pixel is decoded.
struct ImageInfo {
    std::string format; ///< "png", "jpeg", "bmp" or "tiff"
    int width = 0;      ///< pixels
    int height = 0;     ///< pixels
};

/// Images come from anywhere; these limits are checked on the header, before memory is taken.
struct ImageLimits {
    int maxSide = 16384;                 ///< pixels
    std::int64_t maxPixels = 64LL << 20; ///< width * height
    std::uintmax_t maxFileBytes = 512u << 20;
};

/// Reads only the header. Throws Error: NotFound, Unreadable (empty, damaged), Unsupported (another format),
/// TooLarge (names the size and the limit). Any thread.
ImageInfo probeImage(const std::filesystem::path& path, const ImageLimits& limits = {});

/// Decodes to CV_8UC3 BGR. 16-bit samples are scaled by 1/257, an alpha channel is composited on black, CMYK and grey are
/// converted, EXIF orientation is ignored (scanner frames have none to trust). Throws like probeImage. Any thread.
cv::Mat readImageColor(const std::filesystem::path& path, const ImageLimits& limits = {});

/// Decodes to CV_8UC1 luma (BT.601), by way of readImageColor's rules.
cv::Mat readImageGray(const std::filesystem::path& path, const ImageLimits& limits = {});

/// Decodes an index image (a label map): 8-bit grey or palette values are kept as they are, never colour-converted or scaled. CV_8UC1.
/// Throws Error(Unsupported) for RGB or 16-bit files.
cv::Mat readImageIndexed(const std::filesystem::path& path, const ImageLimits& limits = {});

} // namespace sonosketch
