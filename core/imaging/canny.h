// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace sonosketch {

/// Settings of the automatic sketch. Thresholds are gradient magnitudes (L2) of an 8-bit image.
struct CannySettings {
    double low = 20.0;  ///< 0 .. high
    double high = 50.0; ///< low .. 1000
    double sigma = 2.5; ///< Gaussian smoothing in canvas pixels, 0 (off) .. 10
    int aperture = 3;   ///< Sobel aperture: 3, 5 or 7; magnitudes are normalised so that thresholds mean the same for each

    bool operator==(const CannySettings&) const = default;
};

/// Throws Error(InvalidArgument) naming the field that is out of range.
void validate(const CannySettings& settings);

/// Binary edges of a grey canvas image after Canny (1986), CV_8UC1 with 255 on edges. `image` is CV_8UC1.
/// `fieldOfView` (CV_8UC1, may be empty) cuts off the edges of the scan sector's own border: none within 3 px of it. Any thread.
cv::Mat cannyEdges(const cv::Mat& image, const CannySettings& settings, const cv::Mat& fieldOfView = {});

} // namespace sonosketch
