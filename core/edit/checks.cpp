// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/checks.h"

#include "core/base/error.h"
#include "core/edit/transaction.h"
#include "core/imaging/canvas_size.h"

#include <fmt/format.h>

#include <cmath>

namespace sonosketch {

void requireWithin(double value, double low, double high, const char* what, const std::string& where)
{
    if (!(std::isfinite(value) && value >= low && value <= high))
        throw Error(
            ErrorCode::InvalidArgument, fmt::format("The {} is {}", what, value), where, fmt::format("Use a value in {} .. {}", low, high));
}

void requirePoint(cv::Point2d point, const std::string& where)
{
    requireWithin(point.x, -maxCoordinate, maxCoordinate, "horizontal position", where);
    requireWithin(point.y, -maxCoordinate, maxCoordinate, "vertical position", where);
}

void requireCanvasMask(const cv::Mat& mask, const std::string& where)
{
    if (mask.dims > 2 || mask.rows != canvasSize || mask.cols != canvasSize)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The mask is {}x{} pixels, expected {}x{}", mask.cols, mask.rows, canvasSize, canvasSize), where);
    if (mask.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "The mask has another pixel type than 8-bit grey", where);
}

void requireGrey(const cv::Mat& pixels, const std::string& where)
{
    if (pixels.empty() || pixels.dims > 2 || pixels.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A picture of 8-bit grey pixels is expected", where);
}

void requireEditable(const Transaction& edit, std::uint8_t label, const std::string& where)
{
    const LabelPalette& palette = edit.value().palette;
    if (label == 0)
        throw Error(ErrorCode::InvalidArgument, "The background has no shape of its own", where, "Choose another label");
    if (!palette.contains(label))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The palette \"{}\" has no label {}", palette.name(), label), where);
    if (edit.rule().isLocked(label))
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" is locked", palette.classes()[label].name), where, "Unlock it first");
}

} // namespace sonosketch
