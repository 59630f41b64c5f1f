// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace sonosketch {

/// How alike two grey pictures are. All functions take two non-empty CV_8UC1 images of one size, are symmetric in them, and throw
/// Error(SizeMismatch) or Error(InvalidArgument) otherwise. Any thread.

/// Mean absolute difference in units of the whole grey range: 0 (equal) .. 1 (black against white).
double l1(const cv::Mat& a, const cv::Mat& b);

/// Peak signal-to-noise ratio in dB, 20 log10(255 / RMSE); infinity for equal images.
double psnr(const cv::Mat& a, const cv::Mat& b);

/// Mean structural similarity after Wang et al. 2004: Gaussian window 11x11, sigma 1.5, over all places where the window lies wholly within
/// the image; C1 = (0.01 * 255)^2, C2 = (0.03 * 255)^2. -1 .. 1, 1 for equal images. Both sides at least 11 px.
double ssim(const cv::Mat& a, const cv::Mat& b);

/// Multi-scale structural similarity after Wang, Simoncelli & Bovik 2003: five scales, each the 2x2 mean of the one before, contrast and
/// structure of all scales and luminance of the coarsest, with the exponents 0.0448, 0.2856, 0.3001, 0.2363, 0.1333.
/// 0 .. 1, 1 for equal images; a scale whose mean is negative counts as 0, for which the product of fractional powers has no value.
/// Both sides at least 161 px (11 px at the coarsest scale).
double msSsim(const cv::Mat& a, const cv::Mat& b);

} // namespace sonosketch
