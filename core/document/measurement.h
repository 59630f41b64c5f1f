// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch {

/// One measurement that a person has set on a picture: a distance, or an ellipse by two diameters. A plain value that belongs to the case; it is
/// saved and undone with it, and never reaches the condition or an exported picture. What it amounts to: core/metrics/measure.h.
struct Measurement {
    enum class Kind : std::uint8_t { Caliper, Ellipse };
    enum class Picture : std::uint8_t { Condition, Synthesised };

    Kind kind = Kind::Caliper;
    Picture picture = Picture::Condition; ///< which of the two views it lies on
    cv::Point2d from{0, 0};               ///< ends of the caliper, or of the ellipse's first diameter; canvas coordinates, 0 .. canvasSize
    cv::Point2d to{0, 0};
    double across = 0; ///< of an ellipse: its other diameter, canvas pixels, above 0 and up to maxMeasurementAcross; of a caliper 0
    std::string name;  ///< given by a person, one line of UTF-8; empty: it goes by its number

    bool operator==(const Measurement&) const = default;
};

inline constexpr std::size_t maxMeasurements = 200;        ///< of one case
inline constexpr std::size_t maxMeasurementNameBytes = 80; ///< UTF-8
inline constexpr double minMeasurementLength = 0.5;        ///< canvas pixels between the two ends
inline constexpr double maxMeasurementAcross = 1024;

/// Throws Error(InvalidArgument) that says which field is wrong.
void validate(const Measurement& measurement);
/// All of a case, and their number (Error(TooLarge)).
void validate(const std::vector<Measurement>& measurements);

} // namespace sonosketch
