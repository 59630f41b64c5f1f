// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>

namespace sonosketch {

class Transaction;

/// The pen layer as a whole: edges burned in, lines thinned, strokes as a plane of their own. All planes are CV_8UC1; of canvas size where a
/// Transaction or a Case takes part. Functions without a Transaction may run on any thread.

/// Edges of a case's source after Canny with settings of its own, 0/255, cut off at the field of view as the automatic ones are, and to
/// `inside` (canvas pixels, clipped; nothing: everywhere). Found on the whole picture first: a rectangle shows the same edges as the whole.
/// Throws Error(InvalidArgument) without a source image, on a rectangle without area or on settings out of range.
cv::Mat edgesInside(const Case& value, const CannySettings& settings, const std::optional<cv::Rect>& inside = std::nullopt);
/// Draws them into the pen layer, where sliders do not change them any more. Replaces erased marks under them. Throws like edgesInside.
void burnEdges(Transaction& edit, const CannySettings& settings, const std::optional<cv::Rect>& inside = std::nullopt);

/// Lines of a mask (non-zero = set, any size) thinned to one pixel, 0/255: Zhang and Suen, "A fast parallel algorithm for thinning digital
/// patterns", CACM 27(3), 1984, with the correction of Lu and Wang, CACM 29(3), 1986, without which diagonal lines of two pixels' width are
/// eaten up. Two things are put right afterwards: parts that vanish whole, such as a square of 2x2 pixels, keep their middle pixel; and
/// corner pixels of staircases, which an 8-connected line does not need, go. Parts and holes stay as many as they were.
cv::Mat thinned(const cv::Mat& mask);
/// Thins all pen strokes of a case; erased marks stay.
void thinPen(Transaction& edit);

/// The pen's strokes of a sketch layer (SketchMark values), 0/255: what an export writes. Erased marks are not in it.
cv::Mat penPlane(const cv::Mat& marks);

enum class SketchImport : std::uint8_t {
    Add,     ///< strokes are added to those there
    Replace, ///< the pen layer becomes the plane's; erased marks stay where no stroke falls on them
};
/// The sketch layer `marks` after an import of `plane` (grey, drawn = 128 .. 255; with `darkLines` drawn = 0 .. 127, as on white paper).
/// Both of one size. Throws Error(SizeMismatch), Error(InvalidArgument) on other pixel types.
cv::Mat withImportedSketch(const cv::Mat& marks, const cv::Mat& plane, SketchImport how, bool darkLines = false);
/// The same as an edit. Throws Error(SizeMismatch) if the plane has not the size of the canvas.
void importSketch(Transaction& edit, const cv::Mat& plane, SketchImport how, bool darkLines = false);

} // namespace sonosketch
