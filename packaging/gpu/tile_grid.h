// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/training/training_run.h"

#include <filesystem>
#include <vector>

namespace sonosketch::gpu {

/// A sample grid without OpenCV, as a grey PGM: rows of condition (objects and edges bright, outside the field of view dark), synthetic and real picture
/// at half size, two examples side by side. parts.py makes a PNG of it. Throws Error(WriteFailed).
void writeTileGrid(const std::filesystem::path& path, const std::vector<training::SampleTensors>& rows);

} // namespace sonosketch::gpu
