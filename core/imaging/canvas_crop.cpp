// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/imaging/scan_sector.h"

#include <opencv2/imgproc.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sonosketch {

CanvasCrop fitToCanvas(const cv::Rect& bounds, int canvas)
{
    if (bounds.width <= 0 || bounds.height <= 0 || canvas <= 0)
        throw Error(
            ErrorCode::InvalidArgument, fmt::format("cannot fit {}x{} pixels to a canvas of {}", bounds.width, bounds.height, canvas));
    const double scale = static_cast<double>(canvas) / std::max(bounds.width, bounds.height);
    const int width = std::clamp(static_cast<int>(std::lround(bounds.width * scale)), 1, canvas);
    const int height = std::clamp(static_cast<int>(std::lround(bounds.height * scale)), 1, canvas);
    return {bounds, scale, {(canvas - width) / 2, (canvas - height) / 2}};
}

cv::Mat applyCrop(const cv::Mat& image, const CanvasCrop& crop, int interpolation, int canvas)
{
    const cv::Rect source = crop.source & cv::Rect({}, image.size());
    if (image.empty() || source != crop.source || source.area() == 0 || !std::isfinite(crop.scale) || crop.scale <= 0.0)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("the crop {}x{} at {},{} does not lie in the image of {}x{}", crop.source.width, crop.source.height, crop.source.x,
                crop.source.y, image.cols, image.rows));
    const double width = std::max(1.0, std::round(source.width * crop.scale)),
                 height = std::max(1.0, std::round(source.height * crop.scale));
    if (width > canvas || height > canvas)
        throw Error(ErrorCode::InvalidArgument, fmt::format("the crop does not fit the canvas of {} pixels", canvas));
    const cv::Size size(static_cast<int>(width), static_cast<int>(height));
    const cv::Rect place(crop.offset, size);
    if ((place & cv::Rect(0, 0, canvas, canvas)) != place)
        throw Error(ErrorCode::InvalidArgument, fmt::format("the crop does not fit the canvas of {} pixels", canvas));
    if (interpolation < 0)
        interpolation = crop.scale < 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC;
    cv::Mat result(canvas, canvas, image.type(), cv::Scalar::all(0));
    cv::Mat target = result(place);
    cv::resize(image(source), target, size, 0, 0, interpolation);
    return result;
}

} // namespace sonosketch
