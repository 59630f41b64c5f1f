// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace sonosketch {

/// The pixels that a brush covers while it moves along a straight segment (a dab: both ends equal). Canvas coordinates are continuous:
/// pixel x spans x .. x+1 and its centre is x + 0.5.
/// Round: centres within half a diameter of the segment, a capsule. Square: the swept square, half-open, so that a dab of a whole-numbered
/// side covers exactly side x side pixels. Below a diameter of 1.5 both ends snap to the centre of their pixel: a dab of diameter 1 is one
/// pixel wherever it falls, and a segment is a gapless line.
class BrushArea {
public:
    BrushArea(cv::Point2f from, cv::Point2f to, double diameter, bool square);

    /// Smallest pixel rectangle around the area, clipped to `canvas` x `canvas` pixels; empty outside of it.
    cv::Rect bounds(int canvas) const;
    /// Whether the pixel in column x, row y is covered.
    bool covers(int x, int y) const { return m_square ? coversSquare(x + 0.5, y + 0.5) : coversRound(x + 0.5, y + 0.5); }

private:
    bool coversRound(double x, double y) const;
    bool coversSquare(double x, double y) const;

    cv::Point2d m_from, m_to;
    double m_radius;
    bool m_square;
};

} // namespace sonosketch
