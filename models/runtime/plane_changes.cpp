// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/plane_changes.h"

#include <algorithm>
#include <cstring>

namespace sonosketch::runtime {

PlaneChange changedPlanes(const std::uint8_t* a, const std::uint8_t* b, int channels, std::int64_t size)
{
    PlaneChange change;
    kernels::FrameRect& rect = change.rect;
    rect = {size, size, 0, 0};
    for (int c = 0; c < channels; ++c)
        for (std::int64_t y = 0; y < size; ++y, a += size, b += size) {
            if (std::memcmp(a, b, static_cast<std::size_t>(size)) == 0)
                continue;
            const std::int64_t first = std::mismatch(a, a + size, b).first - a;
            std::int64_t last = size;
            while (a[last - 1] == b[last - 1])
                --last;
            rect = {std::min(rect.x0, first), std::min(rect.y0, y), std::max(rect.x1, last), std::max(rect.y1, y + 1)};
            if (change.lastPlane < 0)
                change.firstPlane = c;
            change.lastPlane = c;
        }
    if (change.lastPlane < 0)
        rect = {};
    return change;
}

} // namespace sonosketch::runtime
