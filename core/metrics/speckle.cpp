// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/speckle.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace sonosketch {

namespace {

/// 255 inside the field of view.
cv::Mat checkedRegion(const cv::Mat& image, const cv::Mat& fieldOfView)
{
    if (image.empty() || image.dims > 2 || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Speckle is measured in 8-bit grey pictures", "speckle");
    if (fieldOfView.empty())
        return cv::Mat(image.size(), CV_8UC1, cv::Scalar(255));
    if (fieldOfView.dims > 2 || fieldOfView.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "The field of view is not an 8-bit mask", "speckle");
    if (fieldOfView.size() != image.size())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format(
                "A picture of {}x{} pixels with a field of view of {}x{}", image.cols, image.rows, fieldOfView.cols, fieldOfView.rows),
            "speckle");
    return fieldOfView != 0;
}

double sumIn(const cv::Mat& integral, int x, int y, int width, int height)
{
    return integral.at<double>(y + height, x + width) - integral.at<double>(y, x + width) - integral.at<double>(y + height, x)
        + integral.at<double>(y, x);
}

double medianOf(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 != 0)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

void check(const SpeckleSettings& settings)
{
    if (settings.window < 4 || settings.window > 256 || settings.window % 2 != 0 || settings.step < 1 || settings.step > 256
        || !(settings.darkest >= 1 && settings.darkest <= 255) || !(settings.unevenness > 0 && settings.unevenness <= 10))
        throw Error(ErrorCode::InvalidArgument, "A setting of the speckle measure is out of range", "speckle");
}

} // namespace

Speckle speckleSnr(const cv::Mat& image, const cv::Mat& fieldOfView, const SpeckleSettings& settings)
{
    check(settings);
    const cv::Mat region = checkedRegion(image, fieldOfView);
    cv::Mat sums, squares, inside;
    cv::integral(image, sums, squares, CV_64F, CV_64F);
    cv::integral(region / 255, inside, CV_64F);
    const int side = settings.window, half = side / 2;
    const double area = static_cast<double>(side) * side;
    std::vector<double> ratios;
    for (int y = 0; y + side <= image.rows; y += settings.step) {
        for (int x = 0; x + side <= image.cols; x += settings.step) {
            const double mean = sumIn(sums, x, y, side, side) / area;
            if (sumIn(inside, x, y, side, side) < area || mean < settings.darkest)
                continue;
            std::array<double, 4> quarters{};
            for (int i = 0; i < 4; ++i)
                quarters[static_cast<std::size_t>(i)] = sumIn(sums, x + i % 2 * half, y + i / 2 * half, half, half) / (area / 4);
            const auto [low, high] = std::minmax_element(quarters.begin(), quarters.end());
            if (*high - *low > settings.unevenness * mean)
                continue;
            const double variance = sumIn(squares, x, y, side, side) / area - mean * mean;
            ratios.push_back(mean / std::sqrt(std::max(variance, 1.0 / 12)));
        }
    }
    Speckle result;
    result.windows = static_cast<int>(ratios.size());
    if (!ratios.empty())
        result.snr = medianOf(ratios);
    return result;
}

std::optional<double> textureEnergy(const cv::Mat& image, const cv::Mat& fieldOfView, double sigma)
{
    if (!(sigma >= 0.5 && sigma <= 20))
        throw Error(ErrorCode::InvalidArgument, fmt::format("A blur of {} pixels", sigma), "texture energy", "Allowed is 0.5 to 20");
    const cv::Mat region = checkedRegion(image, fieldOfView);
    if (cv::countNonZero(region) == 0)
        return std::nullopt;
    cv::Mat grey, weight, blurred, blurredWeight;
    image.convertTo(grey, CV_64F);
    region.convertTo(weight, CV_64F, 1.0 / 255);
    const int reach = static_cast<int>(std::ceil(4 * sigma));
    const cv::Size kernel(2 * reach + 1, 2 * reach + 1);
    cv::GaussianBlur(grey.mul(weight), blurred, kernel, sigma, sigma, cv::BORDER_CONSTANT);
    cv::GaussianBlur(weight, blurredWeight, kernel, sigma, sigma, cv::BORDER_CONSTANT);
    // Outside, the weight may be 0; those pixels are not looked at.
    const cv::Mat fine = grey - blurred / cv::max(blurredWeight, 1e-12);
    cv::Scalar mean, deviation;
    cv::meanStdDev(fine, mean, deviation, region);
    return deviation[0];
}

} // namespace sonosketch
