// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/source_set.h"

namespace sonosketch {

/// An example on the canvas, ready to be written.
struct PreparedExample {
    DatasetSample sample;
    std::optional<double> mmPerPixel; ///< of the canvas
    cv::Mat thumbnail;                ///< CV_32FC1, small; what splits compare neighbours by
};

/// Reads one pair, removes burned-in graphics, crops to the scan sector and makes the sketch.
/// Throws Error with the reason why the pair cannot be used. Any thread; depends on nothing but its arguments.
PreparedExample prepareExample(const SourceExample& source, const SourceSet& set, const CannySettings& canny);

} // namespace sonosketch
