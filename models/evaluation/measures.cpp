// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/measures.h"

#include "core/base/error.h"
#include "core/condition/condition.h"
#include "core/imaging/canny.h"
#include "core/metrics/edge_agreement.h"
#include "core/metrics/image_metrics.h"
#include "core/metrics/label_agreement.h"
#include "core/metrics/speckle.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sonosketch::evaluation {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int ssimWindow = 11;
constexpr double ssimSigma = 1.5;

/// Window means at all places where the window lies within the image.
cv::Mat windowMean(const cv::Mat& image)
{
    static const cv::Mat kernel = cv::getGaussianKernel(ssimWindow, ssimSigma, CV_64F);
    cv::Mat mean;
    cv::sepFilter2D(image, mean, CV_64F, kernel, kernel);
    constexpr int border = ssimWindow / 2;
    return mean(cv::Rect(border, border, image.cols - 2 * border, image.rows - 2 * border));
}

void requireAlike(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region)
{
    if (a.empty() || a.type() != CV_8UC1 || b.type() != CV_8UC1 || region.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Pictures are compared as 8-bit grey", "evaluation");
    if (a.size() != b.size() || a.size() != region.size())
        throw Error(ErrorCode::SizeMismatch, fmt::format("{}x{} and {}x{} pixels cannot be compared", a.cols, a.rows, b.cols, b.rows),
            "evaluation");
}

double finitePsnr(double meanSquare)
{
    return meanSquare <= 0 ? psnrCeiling : std::min(psnrCeiling, 10 * std::log10(255.0 * 255.0 / meanSquare));
}

} // namespace

const std::vector<Measure>& measures()
{
    static const std::vector<Measure> all{
        {"frechet", "Frechet distance", Better::Lower, 2, false,
            "Distance of the feature distributions of synthesised and real pictures of the split, each seen as a normal distribution "
            "(Heusel et al. "
            "2017). Called FID only with Inception's features."},
        {"kid_x100",
            "KID \xc3\x97"
            "100",
            Better::Lower, 2, false,
            "Unbiased squared maximum mean discrepancy with a cubic kernel on the same features, times 100 (Binkowski et al. 2018); mean "
            "over 100 random "
            "subsets."},
        {"kid_std",
            "KID \xc3\x97"
            "100, std",
            Better::Neither, 2, false, "Standard deviation of the kernel distance over the subsets."},
        {"ms_ssim", "MS-SSIM", Better::Higher, 4, true,
            "Multi-scale structural similarity of each synthesised picture to the real one it was sketched from (Wang et al. 2003), whole "
            "picture."},
        {"ssim", "SSIM", Better::Higher, 4, true, "Structural similarity, 11x11 Gaussian window (Wang et al. 2004), whole picture."},
        {"ssim_fov", "SSIM in view", Better::Higher, 4, true,
            "The same, over the windows centred in the field of view: black surroundings, which are easy, do not count."},
        {"psnr", "PSNR, dB", Better::Higher, 2, true, "Peak signal-to-noise ratio, whole picture; 100 dB at most."},
        {"psnr_fov", "PSNR in view, dB", Better::Higher, 2, true, "The same, pixels of the field of view."},
        {"l1", "L1", Better::Lower, 4, true, "Mean absolute difference as a share of the grey range, whole picture."},
        {"l1_fov", "L1 in view", Better::Lower, 4, true, "The same, pixels of the field of view."},
        {"perceptual", "Perceptual distance", Better::Lower, 4, true,
            "Squared distance of unit-length feature maps, averaged over places and stages (Zhang et al. 2018 without learned weights)."},
        {"speckle_snr", "Speckle SNR", Better::NearReal, 3, true,
            "Mean over standard deviation of grey values in small homogeneous windows in view, median of the windows. To be like the real "
            "pictures', "
            "neither larger (blurred) nor smaller (noisy)."},
        {"texture_energy", "Texture energy", Better::NearReal, 2, true,
            "Standard deviation, in grey levels, of the picture minus its Gaussian blur, in view. To be like the real pictures'."},
        {"edge_f1", "Edge agreement F1", Better::Higher, 4, true,
            "Canny edges of the picture, with the data set's settings, against the sketch that was given, at 2 px, in view and outside "
            "objects "
            "(grown by 2 px), where the sketch speaks. The real pictures' figure is the ceiling."},
        {"edge_precision", "Edge precision", Better::Higher, 4, true, "Share of the picture's edges that lie on the sketch."},
        {"edge_recall", "Edge recall", Better::Higher, 4, true, "Share of the sketch on which the picture has edges."},
        {"dice_synth", "Dice, synthesised", Better::Higher, 4, true,
            "Mask agreement: Dice of any object, as a segmenter trained on real pictures alone finds it in the synthesised picture, with "
            "the label map "
            "that was given. Pictures without an object in either count for nothing."},
        {"dice_real", "Dice, real", Better::Neither, 4, true, "The same on the real pictures: what the segmenter can do."},
        {"dice_ratio", "Dice, synthesised / real", Better::Higher, 3, false, "Ratio of the two means."},
        {"copies", "Copies of training pictures", Better::Lower, 0, false,
            "Pictures whose nearest training picture (32x32 grey means and features) is less than half as far as new real pictures' "
            "usually is. Real "
            "pictures are counted by the same rule."},
        {"ms_per_image", "Milliseconds a picture", Better::Lower, 1, false,
            "Median time of one synthesis after warm-up, batch 1, condition in memory. Models take turns picture by picture."},
    };
    return all;
}

const Measure& measure(const std::string& key)
{
    for (const auto& row : measures()) {
        if (row.key == key)
            return row;
    }
    throw Error(ErrorCode::InvalidArgument, "There is no measure \"" + key + "\"", "evaluation");
}

Example prepareExample(DatasetSample sample, const CannySettings& canny)
{
    Example example;
    example.sample = std::move(sample);
    example.canny = canny;
    example.sketch = composeSketch(example.sample.sketch, example.sample.labels, {});
    constexpr int reach = 2 * static_cast<int>(edgeTolerance) + 1;
    cv::Mat objects;
    cv::dilate(example.sample.labels != 0, objects, cv::getStructuringElement(cv::MORPH_ELLIPSE, {reach, reach}));
    example.spoken = (example.sample.fieldOfView != 0) & (objects == 0);
    return example;
}

double l1Within(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region)
{
    requireAlike(a, b, region);
    const int count = cv::countNonZero(region);
    return count == 0 ? none : cv::norm(a, b, cv::NORM_L1, region) / (255.0 * count);
}

double psnrWithin(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region)
{
    requireAlike(a, b, region);
    const int count = cv::countNonZero(region);
    return count == 0 ? none : finitePsnr(cv::norm(a, b, cv::NORM_L2SQR, region) / count);
}

double ssimWithin(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region)
{
    requireAlike(a, b, region);
    if (std::min(a.cols, a.rows) < ssimWindow)
        throw Error(ErrorCode::InvalidArgument, "The pictures are smaller than the window of SSIM", "evaluation");
    constexpr double c1 = (0.01 * 255) * (0.01 * 255), c2 = (0.03 * 255) * (0.03 * 255);
    cv::Mat x, y;
    a.convertTo(x, CV_64F);
    b.convertTo(y, CV_64F);
    const cv::Mat mx = windowMean(x), my = windowMean(y);
    const cv::Mat xx = windowMean(x.mul(x)) - mx.mul(mx), yy = windowMean(y.mul(y)) - my.mul(my), xy = windowMean(x.mul(y)) - mx.mul(my);
    const cv::Mat above = (2 * mx.mul(my) + c1).mul(2 * xy + c2);
    const cv::Mat below = (mx.mul(mx) + my.mul(my) + c1).mul(xx + yy + c2);
    const cv::Mat inside = region(cv::Rect(ssimWindow / 2, ssimWindow / 2, mx.cols, mx.rows));
    return cv::countNonZero(inside) == 0 ? none : cv::mean(above / below, inside)[0];
}

PictureValues likeness(const cv::Mat& picture, const Example& example)
{
    const cv::Mat& real = example.sample.image;
    const cv::Mat& view = example.sample.fieldOfView;
    PictureValues values;
    values["ms_ssim"] = msSsim(picture, real);
    values["ssim"] = ssim(picture, real);
    values["ssim_fov"] = ssimWithin(picture, real, view);
    values["psnr"] = std::min(psnrCeiling, psnr(picture, real));
    values["psnr_fov"] = psnrWithin(picture, real, view);
    values["l1"] = l1(picture, real);
    values["l1_fov"] = l1Within(picture, real, view);
    return values;
}

PictureValues character(const cv::Mat& picture, const Example& example)
{
    const cv::Mat& view = example.sample.fieldOfView;
    PictureValues values;
    values["speckle_snr"] = speckleSnr(picture, view).snr.value_or(none);
    values["texture_energy"] = textureEnergy(picture, view).value_or(none);
    const auto edges = edgeAgreement(cannyEdges(picture, example.canny, view), example.sketch, example.spoken, edgeTolerance);
    values["edge_f1"] = edges.f1().value_or(none);
    values["edge_precision"] = edges.precision().value_or(none);
    values["edge_recall"] = edges.recall().value_or(none);
    return values;
}

MaskAgreement maskAgreement(const cv::Mat& picture, const Example& example, metrics::Segmenter& segmenter)
{
    LabelAgreement agreement(static_cast<int>(segmenter.classes().size()) + 1);
    agreement.add(segmenter.segment(picture), example.sample.labels);
    MaskAgreement result;
    result.object = agreement.objectDice().value_or(none);
    for (int id = 1; id < agreement.labelCount(); ++id) {
        if (cv::countNonZero(example.sample.labels == id) > 0)
            result.classes[id] = agreement.dice(id).value_or(none);
    }
    return result;
}

} // namespace sonosketch::evaluation
