// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <vector>

namespace sonosketch::training {

/// One row of a sample grid.
struct SampleRow {
    cv::Mat labels, sketch, fieldOfView; ///< CV_8UC1: palette ids, 0/255, 0/255
    cv::Mat synthesised, real;           ///< CV_8UC1, one size with the planes
};

/// The condition in pseudo-colour: labels in the palette's colours, sketch white, outside the field of view dark blue. CV_8UC3 BGR.
cv::Mat drawCondition(const cv::Mat& labels, const cv::Mat& sketch, const cv::Mat& fieldOfView, const LabelPalette& palette);

/// Rows of condition | synthesised | real, `columns` rows of examples side by side, captioned; says that the middle picture is synthetic. CV_8UC3.
cv::Mat drawSampleGrid(const std::vector<SampleRow>& rows, const LabelPalette& palette, int columns = 2, int tile = 256);

/// Atomic PNG. Throws Error(WriteFailed).
void writeSampleGrid(const std::filesystem::path& path, const cv::Mat& grid);

} // namespace sonosketch::training
