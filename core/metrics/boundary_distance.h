// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace sonosketch {

/// The pixels of a region that touch its outside by an edge, 0/255; what lies beyond the picture counts as outside. `mask` is CV_8UC1, non-zero = in
/// the region. Throws Error(InvalidArgument) on another type and on an empty matrix. Any thread.
cv::Mat boundaryOf(const cv::Mat& mask);

/// How far two outlines lie apart, in pixels: for each boundary pixel of one region the distance to the nearest boundary pixel of the other one;
/// of these the smallest that `percent` per cent do not exceed (core/metrics/percentile.h); of both directions the larger one. 95 is the usual
/// choice, as a single stray pixel then counts little; 100 is the Hausdorff distance (Huttenlocher et al. 1993, IEEE TPAMI 15:850; for
/// segmentation Maier-Hein et al. 2024, "Metrics reloaded", Nature Methods 21:195). Nothing where either region is empty.
/// Throws Error: SizeMismatch, InvalidArgument (type, percentage out of 0 .. 100). Any thread.
std::optional<double> boundaryDistance(const cv::Mat& found, const cv::Mat& truth, double percent = 95);

} // namespace sonosketch
