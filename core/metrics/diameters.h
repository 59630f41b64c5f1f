// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace sonosketch {

/// A straight line between two points, in continuous pixel coordinates (the centre of pixel x is x + 0.5).
struct Span {
    cv::Point2d from{0, 0};
    cv::Point2d to{0, 0};

    double length() const;
};

/// The two diameters that calipers take of a lesion in one picture.
struct Diameters {
    Span longest; ///< between the two farthest corners of its pixels
    Span across;  ///< the widest one at a right angle to it, from outer edge to outer edge, to a quarter of a pixel
};

/// Of all set pixels together, whether they hang together or not; pixels are squares, not points. `mask` is CV_8UC1, non-zero = in the region;
/// nothing for an empty one. Throws Error(InvalidArgument) on another type. Any thread.
std::optional<Diameters> diametersOfRegion(const cv::Mat& mask);

} // namespace sonosketch
