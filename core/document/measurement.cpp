// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/measurement.h"

#include "core/base/error.h"
#include "core/imaging/canvas_size.h"

#include <fmt/format.h>

#include <cmath>

namespace sonosketch {

namespace {
[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorCode::InvalidArgument, problem, "measurement");
}

bool onCanvas(double coordinate)
{
    return coordinate >= 0 && coordinate <= canvasSize; // false for NaN
}
} // namespace

void validate(const Measurement& measurement)
{
    if (measurement.kind != Measurement::Kind::Caliper && measurement.kind != Measurement::Kind::Ellipse)
        refuse("A measurement is neither a caliper nor an ellipse");
    if (measurement.picture != Measurement::Picture::Condition && measurement.picture != Measurement::Picture::Synthesised)
        refuse("A measurement lies on no known picture");
    for (const cv::Point2d& point : {measurement.from, measurement.to})
        if (!onCanvas(point.x) || !onCanvas(point.y))
            refuse(fmt::format("A measurement ends at ({}, {}), beside the canvas", point.x, point.y));
    if (!(std::hypot(measurement.to.x - measurement.from.x, measurement.to.y - measurement.from.y) >= minMeasurementLength))
        refuse("The two ends of a measurement are the same");
    const bool acrossFits = measurement.kind == Measurement::Kind::Caliper
        ? measurement.across == 0
        : measurement.across > 0 && measurement.across <= maxMeasurementAcross;
    if (!acrossFits)
        refuse(fmt::format("A measurement has the width {}", measurement.across));
    if (measurement.name.size() > maxMeasurementNameBytes)
        refuse(fmt::format("The name of a measurement has at most {} bytes", maxMeasurementNameBytes));
    for (const char c : measurement.name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            refuse("The name of a measurement holds a control character");
}

void validate(const std::vector<Measurement>& measurements)
{
    if (measurements.size() > maxMeasurements)
        throw Error(
            ErrorCode::TooLarge, fmt::format("A case has at most {} measurements", maxMeasurements), "measurements", "Delete some of them");
    for (const Measurement& measurement : measurements)
        validate(measurement);
}

} // namespace sonosketch
