// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/case.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

namespace sonosketch {

namespace {

const cv::Size canvas(canvasSize, canvasSize);

void requirePlane(const cv::Mat& pixels, const std::string& name)
{
    if (pixels.dims > 2 || pixels.size() != canvas)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The {} are {}x{} pixels, expected {}x{}", name, pixels.cols, pixels.rows, canvasSize, canvasSize), "case");
    if (pixels.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, fmt::format("The {} have another pixel type than 8-bit grey", name), "case");
}

} // namespace

const char* planeName(Plane which)
{
    switch (which) {
    case Plane::Labels:
        return "labels";
    case Plane::Sketch:
        return "sketch";
    case Plane::FieldOfView:
        return "field of view";
    }
    throw Error(ErrorCode::InvalidArgument, "Unknown plane", std::to_string(static_cast<int>(which)));
}

Case Case::blank(LabelPalette palette)
{
    Case result;
    result.palette = std::move(palette);
    result.labels = cv::Mat::zeros(canvas, CV_8UC1);
    result.sketch = cv::Mat::zeros(canvas, CV_8UC1);
    result.fieldOfView = cv::Mat(canvas, CV_8UC1, cv::Scalar(255));
    return result;
}

Case Case::clone() const
{
    Case result = *this;
    result.source = source.clone();
    result.labels = labels.clone();
    result.sketch = sketch.clone();
    result.fieldOfView = fieldOfView.clone();
    return result;
}

const cv::Mat& Case::plane(Plane which) const
{
    switch (which) {
    case Plane::Labels:
        return labels;
    case Plane::Sketch:
        return sketch;
    case Plane::FieldOfView:
        return fieldOfView;
    }
    throw Error(ErrorCode::InvalidArgument, "Unknown plane", std::to_string(static_cast<int>(which)));
}

cv::Mat& Case::plane(Plane which)
{
    return const_cast<cv::Mat&>(std::as_const(*this).plane(which));
}

bool isPlaneValue(Plane which, int value, const LabelPalette& palette)
{
    switch (which) {
    case Plane::Labels:
        return palette.contains(value);
    case Plane::Sketch:
        return value >= SketchNone && value <= SketchErased;
    case Plane::FieldOfView:
        return value == 0 || value == 255;
    }
    return false;
}

void validatePlane(Plane which, const cv::Mat& pixels, const LabelPalette& palette)
{
    const std::string name = planeName(which);
    requirePlane(pixels, name);
    std::array<bool, 256> allowed{};
    for (int value = 0; value < 256; ++value)
        allowed[static_cast<std::size_t>(value)] = isPlaneValue(which, value, palette);
    for (int y = 0; y < pixels.rows; ++y) {
        const auto* row = pixels.ptr<std::uint8_t>(y);
        for (int x = 0; x < pixels.cols; ++x)
            if (!allowed[row[x]])
                throw Error(ErrorCode::InvalidArgument, fmt::format("The {} hold the unknown value {}", name, row[x]),
                    fmt::format("pixel ({}, {})", x, y),
                    which == Plane::Labels ? fmt::format("The palette \"{}\" knows 0..{}", palette.name(), palette.size() - 1) : "");
    }
}

void validate(const Case& value)
{
    if (value.palette.size() == 0)
        throw Error(ErrorCode::InvalidArgument, "The case has no palette", "case");
    if (!value.source.empty())
        requirePlane(value.source, "source pixels");
    for (const Plane which : allPlanes)
        validatePlane(which, value.plane(which), value.palette);
    if (value.mmPerPixel && !(std::isfinite(*value.mmPerPixel) && *value.mmPerPixel > 0))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The pixel spacing is {} mm, it must be positive", *value.mmPerPixel), "case");
    if (!(std::isfinite(value.crop.scale) && value.crop.scale > 0) || value.crop.source.width < 0 || value.crop.source.height < 0)
        throw Error(ErrorCode::InvalidArgument, "The crop is not a positive scale of a rectangle", "case");
    if (value.frame.width < 0 || value.frame.height < 0)
        throw Error(ErrorCode::InvalidArgument, "The source frame has a negative size", "case");
    validate(value.canny);
    validate(value.measurements);
}

cv::Mat automaticEdges(const Case& value)
{
    if (!value.autoSketch || value.source.empty())
        return cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    return cannyEdges(value.source, value.canny, value.fieldOfView);
}

} // namespace sonosketch
