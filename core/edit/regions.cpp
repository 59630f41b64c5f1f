// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/regions.h"

#include "core/base/error.h"
#include "core/edit/checks.h"
#include "core/imaging/canvas_size.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace sonosketch {

namespace {

constexpr double maxSmoothing = 10;

cv::Mat emptyMask()
{
    return cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
}

/// `wanted` cut to `within`, and to the part under the seed if that is asked for.
cv::Mat regionAt(cv::Mat wanted, cv::Point seed, bool contiguous, Neighbours neighbours, const cv::Mat& within)
{
    if (!within.empty())
        wanted.setTo(0, within == 0);
    if (contiguous)
        return connectedPart(wanted, seed, neighbours);
    return wanted;
}

/// Gaussian smoothing in which only the pixels of `within` have a part (normalised convolution, Knutsson and Westin 1993).
cv::Mat smoothed(const cv::Mat& source, double sigma, const cv::Mat& within)
{
    cv::Mat grey;
    source.convertTo(grey, CV_32F);
    if (sigma <= 0)
        return grey;
    if (within.empty()) {
        cv::GaussianBlur(grey, grey, {}, sigma, sigma, cv::BORDER_REPLICATE);
        return grey;
    }
    cv::Mat weight;
    cv::Mat(within != 0).convertTo(weight, CV_32F, 1.0 / 255);
    grey = grey.mul(weight);
    cv::GaussianBlur(grey, grey, {}, sigma, sigma, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weight, weight, {}, sigma, sigma, cv::BORDER_REPLICATE);
    cv::divide(grey, cv::max(weight, 1e-6), grey);
    return grey;
}

} // namespace

cv::Point canvasPixel(cv::Point2d at)
{
    requirePoint(at, "position");
    const cv::Point pixel(static_cast<int>(std::floor(at.x)), static_cast<int>(std::floor(at.y)));
    return cv::Rect(0, 0, canvasSize, canvasSize).contains(pixel) ? pixel : cv::Point(-1, -1);
}

cv::Mat connectedPart(const cv::Mat& mask, cv::Point seed, Neighbours neighbours)
{
    requireGrey(mask, "connected part");
    if (!cv::Rect({}, mask.size()).contains(seed) || mask.at<std::uint8_t>(seed) == 0)
        return cv::Mat::zeros(mask.size(), CV_8UC1);
    cv::Mat set = mask != 0;
    // floodFill marks into a plane with a rim of one pixel; what the rim holds stops it.
    cv::Mat marked = cv::Mat::zeros(mask.rows + 2, mask.cols + 2, CV_8UC1);
    const int flags = (neighbours == Neighbours::Eight ? 8 : 4) | (255 << 8) | cv::FLOODFILL_MASK_ONLY;
    cv::floodFill(set, marked, seed, cv::Scalar(255), nullptr, cv::Scalar(0), cv::Scalar(0), flags);
    // The rim itself is set to 1 by OpenCV.
    return marked(cv::Rect(1, 1, mask.cols, mask.rows)) == 255;
}

cv::Mat floodRegion(const cv::Mat& labels, cv::Point2d at, const FloodOptions& options)
{
    requireCanvasMask(labels, "flood fill");
    if (!options.within.empty())
        requireCanvasMask(options.within, "flood fill");
    const cv::Point seed = canvasPixel(at);
    if (seed.x < 0 || (!options.within.empty() && options.within.at<std::uint8_t>(seed) == 0))
        return emptyMask();
    return regionAt(labels == labels.at<std::uint8_t>(seed), seed, options.contiguous, options.neighbours, options.within);
}

cv::Mat wandRegion(const cv::Mat& source, cv::Point2d at, const WandOptions& options)
{
    if (source.empty())
        throw Error(ErrorCode::InvalidArgument, "This case has no source image", "magic wand", "Open a scan, or fill by label");
    requireCanvasMask(source, "magic wand");
    if (!options.within.empty())
        requireCanvasMask(options.within, "magic wand");
    requireWithin(options.tolerance, 0, 255, "tolerance", "magic wand");
    requireWithin(options.smoothing, 0, maxSmoothing, "smoothing", "magic wand");
    const cv::Point seed = canvasPixel(at);
    if (seed.x < 0 || (!options.within.empty() && options.within.at<std::uint8_t>(seed) == 0))
        return emptyMask();
    const cv::Mat grey = smoothed(source, options.smoothing, options.within);
    // The margin covers the rounding of the filter: greys that differ by exactly the tolerance belong to the region.
    const double level = grey.at<float>(seed), reach = options.tolerance + 1e-3;
    cv::Mat near;
    cv::inRange(grey, cv::Scalar(level - reach), cv::Scalar(level + reach), near);
    return regionAt(near, seed, options.contiguous, options.neighbours, options.within);
}

} // namespace sonosketch
