// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace sonosketch {

/// Measures on a picture, as calipers take them. Positions are continuous pixel coordinates (the centre of pixel x is x + 0.5), `mmPerPixel` is
/// the spacing of the canvas, if the case knows it; millimetres are given only then. Plain values; any thread.
/// All throw Error(InvalidArgument) on numbers that are not finite, beyond 1e6, or not positive where a size is meant.

struct Length {
    double pixels = 0;
    std::optional<double> mm;
};

/// The distance of two points.
Length caliper(cv::Point2d from, cv::Point2d to, std::optional<double> mmPerPixel = std::nullopt);

struct Ellipse {
    cv::Point2d centre{0, 0};
    double major = 0;    ///< long semi-axis in pixels
    double minor = 0;    ///< short semi-axis in pixels, at most `major`
    double rotation = 0; ///< of the long axis in degrees from x towards y (clockwise on the screen), -90 < rotation <= 90
};

/// From two diameters, as sonographers set them: one from point to point, and the length of the other, through its middle at a right angle.
/// Either may be the longer one.
Ellipse ellipseFromAxes(cv::Point2d from, cv::Point2d to, double across);

/// The ellipse with the area's centre, orientation and second moments: for a filled elliptic region that ellipse itself, for any other the
/// one of equal inertia (Teague 1980; Haralick and Shapiro 1992, "Computer and Robot Vision", section A.6). Pixels count as squares, not
/// points: 1/12 is added to both variances. `mask` is CV_8UC1, non-zero = in the region; nothing for an empty region.
/// A region with holes or several parts is taken as a whole: choose one part and fill it first.
std::optional<Ellipse> ellipseOfRegion(const cv::Mat& mask);

struct EllipseMeasure {
    Length majorDiameter;
    Length minorDiameter;
    Length circumference;
    double areaPixels = 0; ///< in square pixels
    std::optional<double> areaMm2;
};
EllipseMeasure measure(const Ellipse& ellipse, std::optional<double> mmPerPixel = std::nullopt);

/// Circumference of an ellipse with semi-axes a and b (0 or more), by Ramanujan's second approximation: pi (a + b) (1 + 3h / (10 + sqrt(4 - 3h))),
/// h = ((a - b) / (a + b))^2 (Ramanujan 1914, "Modular equations and approximations to pi", Quart. J. Math. 45). At worst 0.04 % too
/// short, for b = 0; within 1e-9 of the value from b = a/2 on.
double ellipseCircumference(double a, double b);

} // namespace sonosketch
