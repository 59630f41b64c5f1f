// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/image_metrics.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sonosketch {

namespace {

constexpr int window = 11;
constexpr double windowSigma = 1.5;
constexpr double c1 = (0.01 * 255) * (0.01 * 255);
constexpr double c2 = (0.03 * 255) * (0.03 * 255);
constexpr std::array scaleWeights{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

void requirePair(const cv::Mat& a, const cv::Mat& b, int minSide)
{
    for (const cv::Mat* image : {&a, &b})
        if (image->empty() || image->dims > 2 || image->type() != CV_8UC1)
            throw Error(ErrorCode::InvalidArgument, "Pictures are compared as 8-bit grey", "metrics");
    if (a.size() != b.size())
        throw Error(
            ErrorCode::SizeMismatch, fmt::format("{}x{} and {}x{} pixels cannot be compared", a.cols, a.rows, b.cols, b.rows), "metrics");
    if (std::min(a.cols, a.rows) < minSide)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("{}x{} pixels are too few for this measure, it needs {} a side", a.cols, a.rows, minSide), "metrics");
}

/// Window means at all places where the window lies within the image.
cv::Mat windowMean(const cv::Mat& image)
{
    static const cv::Mat kernel = cv::getGaussianKernel(window, windowSigma, CV_64F);
    cv::Mat mean;
    cv::sepFilter2D(image, mean, CV_64F, kernel, kernel);
    constexpr int border = window / 2;
    return mean(cv::Rect(border, border, image.cols - 2 * border, image.rows - 2 * border));
}

struct Similarity {
    double whole = 0;     ///< luminance, contrast and structure
    double structure = 0; ///< contrast and structure
};

Similarity similarity(const cv::Mat& a, const cv::Mat& b)
{
    const cv::Mat meanA = windowMean(a), meanB = windowMean(b);
    const cv::Mat meanAA = windowMean(a.mul(a)), meanBB = windowMean(b.mul(b)), meanAB = windowMean(a.mul(b));
    Similarity sum;
    for (int y = 0; y < meanA.rows; ++y) {
        for (int x = 0; x < meanA.cols; ++x) {
            const double mA = meanA.at<double>(y, x), mB = meanB.at<double>(y, x);
            const double varA = meanAA.at<double>(y, x) - mA * mA, varB = meanBB.at<double>(y, x) - mB * mB;
            const double covariance = meanAB.at<double>(y, x) - mA * mB;
            const double structure = (2 * covariance + c2) / (varA + varB + c2);
            sum.structure += structure;
            sum.whole += structure * (2 * mA * mB + c1) / (mA * mA + mB * mB + c1);
        }
    }
    const auto places = static_cast<double>(meanA.total());
    return {sum.whole / places, sum.structure / places};
}

cv::Mat asDouble(const cv::Mat& image)
{
    cv::Mat result;
    image.convertTo(result, CV_64F);
    return result;
}

/// 2x2 means; an odd last row or column is doubled first, as the authors' symmetric border does.
cv::Mat halve(const cv::Mat& image)
{
    cv::Mat even = image;
    if (image.cols % 2 != 0 || image.rows % 2 != 0)
        cv::copyMakeBorder(image, even, 0, image.rows % 2, 0, image.cols % 2, cv::BORDER_REPLICATE);
    cv::Mat half(even.rows / 2, even.cols / 2, CV_64F);
    for (int y = 0; y < half.rows; ++y) {
        const auto *upper = even.ptr<double>(2 * y), *lower = even.ptr<double>(2 * y + 1);
        auto* out = half.ptr<double>(y);
        for (int x = 0; x < half.cols; ++x)
            out[x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) / 4;
    }
    return half;
}

} // namespace

double l1(const cv::Mat& a, const cv::Mat& b)
{
    requirePair(a, b, 1);
    return cv::norm(a, b, cv::NORM_L1) / (255.0 * static_cast<double>(a.total()));
}

double psnr(const cv::Mat& a, const cv::Mat& b)
{
    requirePair(a, b, 1);
    const double meanSquare = cv::norm(a, b, cv::NORM_L2SQR) / static_cast<double>(a.total());
    return meanSquare == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(255.0 * 255.0 / meanSquare);
}

double ssim(const cv::Mat& a, const cv::Mat& b)
{
    requirePair(a, b, window);
    return similarity(asDouble(a), asDouble(b)).whole;
}

double msSsim(const cv::Mat& a, const cv::Mat& b)
{
    requirePair(a, b, (window - 1) * (1 << (scaleWeights.size() - 1)) + 1);
    cv::Mat left = asDouble(a), right = asDouble(b);
    double product = 1;
    for (std::size_t scale = 0; scale < scaleWeights.size(); ++scale) {
        const Similarity found = similarity(left, right);
        const bool coarsest = scale + 1 == scaleWeights.size();
        product *= std::pow(std::max(coarsest ? found.whole : found.structure, 0.0), scaleWeights[scale]);
        if (coarsest)
            break;
        left = halve(left);
        right = halve(right);
    }
    return product;
}

} // namespace sonosketch
