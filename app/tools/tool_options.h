// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>

namespace sonosketch {

/// What tools and commands go by besides brush and paint rule. Ranges are those of core/edit's functions.
struct ToolOptions {
    bool contiguous = true;     ///< fill and wand: only what hangs together with the pixel under the click
    double wandTolerance = 16;  ///< grey levels, 0 .. 255
    double wandSmoothing = 1.5; ///< canvas pixels, 0 .. 10
    double reshapeAmount = 2;   ///< canvas pixels, 1 .. 64
    int islandPixels = 30;      ///< 1 .. 100000

    bool operator==(const ToolOptions&) const = default;
};

/// An ellipse or a rectangle as a panel shows it: the one drawn last, or the one to draw.
struct ShapeNumbers {
    QPointF centre{256, 256};
    double width = 80; ///< canvas pixels
    double height = 60;
    double rotation = 0; ///< degrees, clockwise on the screen

    bool operator==(const ShapeNumbers&) const = default;
};

/// A straight pen line likewise.
struct LineNumbers {
    QPointF from{200, 256};
    QPointF to{312, 256};

    bool operator==(const LineNumbers&) const = default;
};

} // namespace sonosketch
