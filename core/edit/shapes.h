// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace sonosketch {

/// Masks of shapes, for Transaction::fill: CV_8UC1 of canvas size, 255 inside, else 0. Positions and sizes are continuous canvas
/// coordinates (pixel x spans x .. x+1, its centre is x + 0.5): a pixel belongs to a shape when its centre does, as with the brush
/// (core/edit/brush_area.h). Shapes may reach beyond the canvas and are clipped. Every function throws Error(InvalidArgument) on a number
/// that is not finite or out of range, and on too many points. Any thread.

inline constexpr double maxShapeRadius = 1024;         ///< of ellipses and rectangles, in canvas pixels
inline constexpr std::size_t maxShapePoints = 100'000; ///< of polygons and lassos
inline constexpr std::size_t maxCurvePoints = 4096;    ///< of curves

/// The inside of a closed polygon; the last corner joins the first. Where the outline crosses itself, everything it winds around is inside
/// (non-zero winding), so that a loop made by a trembling hand leaves no hole. Left and upper edges belong to it, right and lower ones do
/// not: polygons that share an edge neither overlap nor leave a gap, and whole-numbered sides cover whole pixels. At least 3 corners.
cv::Mat polygonMask(const std::vector<cv::Point2d>& corners);

/// The inside of a freehand path, closed by a straight line. As polygonMask; fewer than 3 points enclose nothing and give an empty mask,
/// because a click with the lasso is no mistake.
cv::Mat lassoMask(const std::vector<cv::Point2d>& path);

/// An ellipse around `centre` with the radii `radii.width` along its own x axis and `radii.height` along its y axis, each above 0 and up to
/// maxShapeRadius, turned by `rotation` degrees (clockwise on the screen: from x towards y). Centres on the rim count as inside.
cv::Mat ellipseMask(cv::Point2d centre, cv::Size2d radii, double rotation = 0);

/// A rectangle, given like the ellipse (half its sides); edges as for polygonMask.
cv::Mat rectangleMask(cv::Point2d centre, cv::Size2d radii, double rotation = 0);

/// A straight pen line of `width` canvas pixels (1 .. 256) with round ends: the same pixels as Transaction::paintSegment.
cv::Mat lineMask(cv::Point2d from, cv::Point2d to, double width);

/// A smooth pen line through all of `points`, in their order; `closed` leads back to the first one. One point is a dab, two are a straight
/// line. None give an empty mask.
cv::Mat curveMask(const std::vector<cv::Point2d>& points, double width, bool closed = false);

/// The curve of curveMask as a path of short straight pieces, about a pixel each: a centripetal Catmull-Rom spline (Catmull and Rom 1974;
/// evaluated after Barry and Goldman 1988). Centripetal, because it makes neither cusps nor loops between two points (Yuksel, Schaefer and
/// Keyser 2011). Points that repeat the one before are left out.
std::vector<cv::Point2d> smoothPath(const std::vector<cv::Point2d>& points, bool closed = false);

/// Cosine and sine of an angle in degrees; exact for quarter turns, so that these keep every pixel.
std::pair<double, double> cosineAndSine(double degrees);

} // namespace sonosketch
