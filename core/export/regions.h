// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace sonosketch {

/// One object of a label map, in the forms that data sets describe objects in.
struct LabelRegion {
    std::uint8_t label = 0;
    cv::Rect box; ///< pixels
    int area = 0; ///< pixels
    cv::Mat mask; ///< CV_8UC1 of the box' size, 255 inside
};

/// The 8-connected parts of every label but the background, in the order of their first pixels. `labels` is CV_8UC1.
std::vector<LabelRegion> labelRegions(const cv::Mat& labels);

/// Runs of COCO's masks: column by column, lengths of 0s and 1s in turn, beginning with 0s (possibly none); they fill `size`.
std::vector<int> columnRuns(const LabelRegion& region, cv::Size size);

/// The outline along the pixels' edges, clockwise, in pixel units with 0 at the left and top edge of the picture: filled by either rule it covers the
/// centres of exactly the region's pixels. One closed polygon; holes hang on it by a cut of no width, as data sets of polygons without holes have it.
std::vector<cv::Point> edgePolygon(const LabelRegion& region);

} // namespace sonosketch
