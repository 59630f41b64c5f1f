// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/canny.h"

#include "core/base/error.h"

#include <opencv2/imgproc.hpp>

#include <fmt/format.h>

#include <cmath>

namespace sonosketch {

namespace {

void requireRange(const char* field, double value, double low, double high)
{
    if (!std::isfinite(value) || value < low || value > high)
        throw Error(ErrorCode::InvalidArgument, fmt::format("Canny {} is {}", field, value), "edge settings",
            fmt::format("Use a value in {} .. {}.", low, high));
}

/// The response of a Sobel kernel to a unit ramp; dividing by it makes thresholds mean the same for each aperture.
double apertureGain(int aperture)
{
    switch (aperture) {
    case 5:
        return 128.0;
    case 7:
        return 2048.0;
    default:
        return 8.0;
    }
}

} // namespace

void validate(const CannySettings& settings)
{
    requireRange("high threshold", settings.high, 0.0, 1000.0);
    requireRange("low threshold", settings.low, 0.0, settings.high);
    requireRange("sigma", settings.sigma, 0.0, 10.0);
    if (settings.aperture != 3 && settings.aperture != 5 && settings.aperture != 7)
        throw Error(ErrorCode::InvalidArgument, fmt::format("Canny aperture is {}", settings.aperture), "edge settings", "Use 3, 5 or 7.");
}

cv::Mat cannyEdges(const cv::Mat& image, const CannySettings& settings, const cv::Mat& fieldOfView)
{
    validate(settings);
    if (image.empty() || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "edges need an 8-bit grey image");
    if (!fieldOfView.empty() && (fieldOfView.size() != image.size() || fieldOfView.type() != CV_8UC1))
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("field of view is {}x{}, image {}x{}", fieldOfView.cols, fieldOfView.rows, image.cols, image.rows));
    cv::Mat smooth; // of its own: the caller's pixels stay as they are
    if (settings.sigma <= 0.0)
        smooth = image;
    else
        cv::GaussianBlur(image, smooth, {}, settings.sigma, settings.sigma, cv::BORDER_REPLICATE);

    cv::Mat dx, dy;
    const double scale = apertureGain(3) / apertureGain(settings.aperture);
    cv::Sobel(smooth, dx, CV_16S, 1, 0, settings.aperture, scale, 0, cv::BORDER_REPLICATE);
    cv::Sobel(smooth, dy, CV_16S, 0, 1, settings.aperture, scale, 0, cv::BORDER_REPLICATE);
    cv::Mat edges;
    cv::Canny(dx, dy, edges, settings.low, settings.high, true);
    if (!fieldOfView.empty()) {
        // The blur carries the border inwards, so the cut grows with it.
        const int margin = 3 + static_cast<int>(std::ceil(settings.sigma));
        cv::Mat inside;
        cv::erode(fieldOfView, inside, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin + 1, 2 * margin + 1}), {-1, -1}, 1,
            cv::BORDER_CONSTANT, 0);
        edges.setTo(0, inside == 0);
    }
    return edges;
}

} // namespace sonosketch
