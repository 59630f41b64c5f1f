// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace sonosketch {

/// Burned-in graphics (calipers, text, ruler ticks, pointers) of a scanner frame, CV_8UC1 255/0 of the same size.
/// Finds pixels whose colour departs from the frame's own grey map (a bluish or sepia tint is not an overlay) and, near white, ruler ticks in a
/// regular column, the pointer beside them and the text block of a corner; grown by a pixel or two. `bgr` is CV_8UC3. Any thread.
cv::Mat findOverlay(const cv::Mat& bgr);

/// Opaque measurement boxes in the lower corners, in source pixels: nothing is left beneath them to restore, so importers cut them from the field of
/// view. Any thread.
std::vector<cv::Rect> findMeasurementBoxes(const cv::Mat& bgr);

/// Fills `overlay` from its surroundings: Telea inpainting for what is smooth, and for the speckle (and edges that run on beneath a caliper) the
/// detail of the best matching place nearby, so that no smooth scar is left. `bgr` is CV_8UC3, `overlay` CV_8UC1 of the same size.
/// Deterministic. Returns CV_8UC1 grey. Throws Error(SizeMismatch). Any thread.
cv::Mat removeOverlay(const cv::Mat& bgr, const cv::Mat& overlay);

/// True for a colour-Doppler frame: a compact, saturated area too large to be calipers or text, or the green outline of a colour box.
bool looksLikeColorDoppler(const cv::Mat& bgr);

} // namespace sonosketch
