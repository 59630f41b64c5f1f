// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imaging/canvas_size.h"

#include <opencv2/core.hpp>

namespace sonosketch {

/// Where the B-mode picture lies in a scanner's frame.
struct ScanSector {
    cv::Rect bounds; ///< smallest rectangle around the sector, in source pixels; the whole frame if none was found
    cv::Mat mask;    ///< CV_8UC1, source size, 255 inside the field of view, else 0
};

/// Finds the scan sector: the large connected region that carries echoes, without burned-in text, rulers and grey bars. `bgr` is CV_8UC3.
/// Dark echo-free areas enclosed by or hanging below tissue belong to it. Never throws on any non-empty image. Any thread.
ScanSector findScanSector(const cv::Mat& bgr);

/// How a source image came onto the canvas: the crop, and the uniform scale; the aspect ratio never changes.
struct CanvasCrop {
    cv::Rect source;    ///< in source pixels
    double scale = 1.0; ///< canvas pixels per source pixel, the same in x and y
    cv::Point offset;   ///< where the crop's top left corner lies on the canvas; the rest is padding
};

/// The crop that centres `bounds` on the canvas as large as fits.
CanvasCrop fitToCanvas(const cv::Rect& bounds, int canvas = canvasSize);

/// Applies a crop. Padding is 0. `interpolation` INTER_NEAREST for label maps; for pictures INTER_AREA down / INTER_CUBIC up is chosen when -1.
cv::Mat applyCrop(const cv::Mat& image, const CanvasCrop& crop, int interpolation = -1, int canvas = canvasSize);

} // namespace sonosketch
