// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/source_set.h"

namespace sonosketch {

/// Turns a colour annotation into palette ids, CV_8UC1. Throws Error(Unsupported) naming the first colour the palette lacks, and where it lies.
cv::Mat idsFromColors(const cv::Mat& bgr, const LabelPalette& palette, const std::string& where);

/// Reads an annotation file as palette ids. Throws Error like the readers, and like idsFromColors.
cv::Mat readAnnotation(const std::filesystem::path& path, const LabelPalette& palette, LabelEncoding encoding);

} // namespace sonosketch
