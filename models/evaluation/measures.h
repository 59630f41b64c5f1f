// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.h"
#include "models/metrics/segmenter.h"

#include <opencv2/core.hpp>

#include <map>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

/// Which way a measure is better. NearReal: the closer to the real pictures' own figure. Neither: for reading.
enum class Better { Higher, Lower, NearReal, Neither };

/// A row of the report.
struct Measure {
    const char* key;   ///< in report.json
    const char* title; ///< shown to people
    Better better;
    int digits;      ///< behind the point
    bool perImage;   ///< one value a picture, in per_image.csv and with an interval
    const char* how; ///< how it is computed, a sentence or two
};
/// All rows in the order of the report.
const std::vector<Measure>& measures();
/// Throws Error(InvalidArgument) for a key that is no measure.
const Measure& measure(const std::string& key);

/// How far a synthesised edge may lie from a sketched one and still agree, in canvas pixels.
inline constexpr double edgeTolerance = 2;
/// PSNR of equal pictures is infinite; the report ends at this figure, in dB.
inline constexpr double psnrCeiling = 100;

/// Values of one picture by key; NaN where a measure has no value for it.
using PictureValues = std::map<std::string, double>;

/// Dice of one class in one picture, for the classes that its label map holds.
using ClassDice = std::map<int, double>;

/// What a picture's measures need besides the picture; made once for an example and used for every model.
struct Example {
    DatasetSample sample;
    cv::Mat sketch; ///< the composite that the generator was given, 0/255
    cv::Mat spoken; ///< where the sketch speaks: in view and outside objects, 0/255
    CannySettings canny;
};
/// The condition as in training without augmentation: the automatic composite sketch.
Example prepareExample(DatasetSample sample, const CannySettings& canny);

/// Measures of a picture against the example's real one: ms_ssim, ssim, ssim_fov, psnr, psnr_fov, l1, l1_fov.
PictureValues likeness(const cv::Mat& picture, const Example& example);
/// Measures of a picture by itself, of real and synthesised ones alike: speckle_snr, texture_energy, edge_f1, edge_precision, edge_recall.
PictureValues character(const cv::Mat& picture, const Example& example);

/// Dice of what a segmenter sees in the picture with the label map it was made from.
struct MaskAgreement {
    double object = 0; ///< any class against background
    ClassDice classes;
};
MaskAgreement maskAgreement(const cv::Mat& picture, const Example& example, metrics::Segmenter& segmenter);

/// Means over a region (non-zero) only; NaN if it is empty. SSIM as core/metrics has it, averaged over the windows whose centre lies in the region.
double l1Within(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region);
double psnrWithin(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region);
double ssimWithin(const cv::Mat& a, const cv::Mat& b, const cv::Mat& region);

} // namespace sonosketch::evaluation
