// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

// Images of the live engine. Plain views over memory that somebody else owns; no torch.
namespace sonosketch::kernels {

/// One float32 image, channels last, inside a border that a convolution may read as padding. The memory behind the last row must go on for
/// frameSlack() numbers: what a tile at a row's end reads there is never stored.
struct Frame {
    float* data = nullptr; ///< channel 0 of pixel (0, 0)
    std::int64_t channels = 0;
    std::int64_t height = 0; ///< pixels, without the border
    std::int64_t width = 0;
    std::int64_t border = 0; ///< pixels on each side

    std::int64_t pitch() const { return (width + 2 * border) * channels; }
    float* at(std::int64_t y, std::int64_t x) const { return data + y * pitch() + x * channels; }
    /// Numbers from the border's first pixel to `data`, and of the whole image with its border.
    std::int64_t lead() const { return border * (pitch() + channels); }
    std::int64_t numbers() const { return (height + 2 * border) * pitch(); }
};

/// What must follow a frame's numbers().
constexpr std::int64_t frameSlack(std::int64_t channels)
{
    return 32 * channels + 64;
}

/// Pixels x0 <= x < x1, y0 <= y < y1.
struct FrameRect {
    std::int64_t x0 = 0;
    std::int64_t y0 = 0;
    std::int64_t x1 = 0;
    std::int64_t y1 = 0;

    bool empty() const { return x0 >= x1 || y0 >= y1; }
    std::int64_t width() const { return x1 - x0; }
    std::int64_t height() const { return y1 - y0; }
    std::int64_t area() const { return empty() ? 0 : width() * height(); }
    bool operator==(const FrameRect&) const = default;
};

} // namespace sonosketch::kernels
