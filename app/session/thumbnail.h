// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

namespace sonosketch {

/// Edge of a history thumbnail in pixels.
inline constexpr int thumbnailSize = 72;

/// A case in small: its picture (the synthesised one, CV_8UC1; the source scan, dimmed, where `picture` is empty) with the outlines of its labels in the
/// palette's colours and the pen's strokes. PNG with a palette. Any thread. Throws Error.
std::vector<std::uint8_t> makeThumbnail(const Case& value, const cv::Mat& picture);

} // namespace sonosketch
