// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace sonosketch {

/// Regions found from a point, as masks for Transaction::fill: CV_8UC1 of canvas size, 255 inside, else 0. `at` is in continuous canvas
/// coordinates; a point beside the canvas, or outside of `within`, gives an empty mask. All throw Error(InvalidArgument) on a position that
/// is not finite, on options out of range and on other pixel types, Error(SizeMismatch) on planes of another size. Any thread.

/// Which pixels count as neighbours.
enum class Neighbours { Four, Eight };

struct FloodOptions {
    bool contiguous = true; ///< false: every pixel of the label, wherever it lies
    Neighbours neighbours = Neighbours::Four;
    cv::Mat within; ///< the field of view, for example: non-zero = may be filled; empty: everywhere
};

/// The region of equal label under a point. `labels` is CV_8UC1 of canvas size.
cv::Mat floodRegion(const cv::Mat& labels, cv::Point2d at, const FloodOptions& options = {});

struct WandOptions {
    double tolerance = 16;  ///< grey levels up or down from the seed's, 0 .. 255
    double smoothing = 0;   ///< sigma in canvas pixels of a Gaussian that calms the speckle before greys are compared, 0 (off) .. 10
    bool contiguous = true; ///< false: every pixel of such a grey
    Neighbours neighbours = Neighbours::Four;
    cv::Mat within; ///< as in FloodOptions; what lies outside has no part in the smoothing
};

/// The region whose grey is that of the pixel under a point: the magic wand. `source` is the real scan, CV_8UC1 of canvas size;
/// an empty one throws Error(InvalidArgument).
cv::Mat wandRegion(const cv::Mat& source, cv::Point2d at, const WandOptions& options = {});

/// The connected part of `mask` (CV_8UC1 of any size, non-zero = set) that holds `seed`; empty if the seed is not set or lies outside.
cv::Mat connectedPart(const cv::Mat& mask, cv::Point seed, Neighbours neighbours);

/// The pixel under a point, or (-1, -1) beside the canvas. Throws Error(InvalidArgument) if the position is not finite.
cv::Point canvasPixel(cv::Point2d at);

} // namespace sonosketch
