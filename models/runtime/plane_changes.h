// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/kernels/frame.h"

#include <cstdint>

namespace sonosketch::runtime {

/// Where two conditions differ: the rectangle around all differing pixels, and the first and the last plane that has any. Empty if they are equal.
struct PlaneChange {
    kernels::FrameRect rect;
    int firstPlane = 0;
    int lastPlane = -1;
};

/// `a` and `b`: [channel][row][column] of bytes, channels x size x size. Any thread.
PlaneChange changedPlanes(const std::uint8_t* a, const std::uint8_t* b, int channels, std::int64_t size);

} // namespace sonosketch::runtime
