// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace sonosketch {

/// Which windows count as homogeneous speckle.
struct SpeckleSettings {
    int window = 16;          ///< edge length in pixels, even, 4 .. 256
    int step = 8;             ///< from window to window, 1 .. 256
    double darkest = 16.0;    ///< smallest mean grey: darker is fluid or shadow, where there is no speckle; 1 .. 255
    double unevenness = 0.25; ///< largest span of the means of a window's four quarters, as a share of its mean; more is an edge or a slope
};

struct Speckle {
    std::optional<double> snr; ///< median over the windows; undefined where no window counts
    int windows = 0;           ///< how many windows counted
};

/// Signal-to-noise ratio of the speckle, mean / standard deviation of the grey values in small homogeneous windows inside the field of view.
/// For fully developed speckle it is (pi / (4 - pi))^(1/2) = 1.91 for the envelope before compression (Burckhardt 1978, "Speckle in ultrasound B-mode scans",
/// IEEE Trans. Sonics Ultrason. 25(1)). B-mode pictures are log compressed, which raises it by an amount that depends on the scanner's settings: compare the
/// figure of synthesised pictures with that of real ones of one kind, not with 1.91. Blur raises it, added noise lowers it.
/// A window's deviation counts as at least 1 / sqrt(12), the rounding error of 8 bits, so that flat windows have a finite ratio.
/// `image` CV_8UC1; `fieldOfView` (the same size, not 0 inside) may be empty: everywhere. Windows lie wholly inside.
/// Throws Error(SizeMismatch) or Error(InvalidArgument). Any thread.
Speckle speckleSnr(const cv::Mat& image, const cv::Mat& fieldOfView = {}, const SpeckleSettings& settings = {});

/// Strength of the fine texture: standard deviation, in grey levels, of the picture minus its Gaussian blur (sigma in pixels, 0.5 .. 20) inside the field of
/// view. The blur averages only pixels inside, so that the sector's border adds nothing. 0 for a flat picture; blur lowers it. Undefined when the field of
/// view is empty of pixels. Arguments and errors as above.
std::optional<double> textureEnergy(const cv::Mat& image, const cv::Mat& fieldOfView = {}, double sigma = 2.0);

} // namespace sonosketch
