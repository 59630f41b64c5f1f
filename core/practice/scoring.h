// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metrics/diameters.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::practice {

/// How answers are scored. Pure functions; any thread. Masks are CV_8UC1 of one size, non-zero = in; throw Error(SizeMismatch),
/// Error(InvalidArgument). Millimetres are given where the spacing of the canvas is known.

inline constexpr double enoughDice = 0.7;         ///< of a painted lesion: what is often called good agreement (Zijdenbos et al. 1994)
inline constexpr double enoughLength = 0.1;       ///< a caliper may be off by this share of the true length
inline constexpr double spotTolerance = 12;       ///< pixels beside the change that still count as on it
inline constexpr double caliperReach = 0.15;      ///< ends may lie this share of the true length from the outline, or 6 pixels
inline constexpr std::uint8_t overlayNone = 0;    ///< values of PaintScore::overlay
inline constexpr std::uint8_t overlayHit = 1;     ///< lesion, and painted
inline constexpr std::uint8_t overlayMissed = 2;  ///< lesion, not painted
inline constexpr std::uint8_t overlayTooMuch = 3; ///< painted, no lesion

struct PaintScore {
    double dice = 0;                ///< 0 .. 1
    std::optional<double> boundary; ///< Hausdorff 95 in pixels; nothing for an empty answer
    std::optional<double> boundaryMm;
    bool classRight = false;
    std::int64_t hit = 0, missed = 0, tooMuch = 0; ///< pixels
    cv::Mat overlay;                               ///< CV_8UC1 of the values above

    bool right() const { return dice >= enoughDice && classRight; }
};
PaintScore scorePaint(const cv::Mat& answer, const cv::Mat& truth, const std::string& givenClass, const std::string& trueClass,
    std::optional<double> mmPerPixel);

struct SpotScore {
    double distance = 0; ///< pixels from the click to the changed object; 0 on it
    std::optional<double> distanceMm;

    bool right() const { return distance <= spotTolerance; }
};
/// `at` in continuous canvas coordinates. Throws Error(InvalidArgument) for an empty object and a position that is not finite.
SpotScore scoreSpot(cv::Point2d at, const cv::Mat& changed, std::optional<double> mmPerPixel);

struct LengthScore {
    double pixels = 0, truePixels = 0;
    std::optional<double> mm, trueMm;
    bool onLesion = false; ///< both ends lie near the outline

    double errorPixels() const { return pixels - truePixels; }
    std::optional<double> errorMm() const;
    /// Of the true length: -0.1 is a tenth too short.
    double relative() const { return truePixels > 0 ? errorPixels() / truePixels : 0; }
    bool right() const;
};
struct MeasureScore {
    LengthScore longest, across;
    bool crossed = false; ///< the two lines meet at 60 to 120 degrees, as the longest diameter and the widest one across it do

    bool right() const { return crossed && longest.right() && across.right(); }
};
/// The two lines of a person against the true ones; which of the two a person set first does not matter: the longer one counts as the longest.
MeasureScore scoreMeasure(const Span& first, const Span& second, const cv::Mat& truth, std::optional<double> mmPerPixel);

} // namespace sonosketch::practice
