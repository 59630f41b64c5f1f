// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"
#include "models/metrics/segmenter.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

/// A network that turns a picture into a vector; what models/metrics offers, without a torch type, so that tests bring their own.
class FeatureMeter {
public:
    virtual ~FeatureMeter() = default;
    virtual std::string name() const = 0;
    /// Length of a feature vector.
    virtual int dimensions() const = 0;
    /// `image` CV_8UC1; result CV_32FC1, 1 x dimensions(). Deterministic. Throws Error(Device).
    virtual cv::Mat features(const cv::Mat& image) = 0;
    /// Perceptual distance of two pictures of one size (Zhang et al. 2018, without learned weights), 0 for equal ones. Throws Error(Unsupported)
    /// where the network does not show its maps.
    virtual double distance(const cv::Mat& a, const cv::Mat& b) = 0;
};

/// The networks that look at pictures. Any may be missing: what it would measure is then absent from the report, which says so.
/// One thread at a time.
struct Instruments {
    std::unique_ptr<FeatureMeter> features;        ///< for Frechet and kernel distance and the copy check
    bool inception = false;                        ///< whether `features` is Inception: only then is the Frechet distance called FID
    std::unique_ptr<FeatureMeter> perceptual;      ///< for the perceptual distance; null: `features` if it shows its maps
    std::unique_ptr<metrics::Segmenter> segmenter; ///< for mask agreement
    std::vector<std::string> missing;              ///< what could not be had, a sentence each
};

/// Where the networks lie; empty: the bundled one if there is one.
struct InstrumentPaths {
    std::filesystem::path encoder, inception, segmenter;
};
/// Loads what is named, and the bundled ones for what is not. A named one that cannot be loaded is an error (NotFound, Corrupt, VersionMismatch,
/// Unsupported, Device); a bundled one that is not there is noted in `missing`.
Instruments loadInstruments(const InstrumentPaths& paths, DeviceChoice device);

/// The segmenter of a folder, or the bundled one if the path is empty; null if none is bundled. Throws like loadInstruments.
std::unique_ptr<metrics::Segmenter> loadSegmenterIfAny(const std::filesystem::path& folder, DeviceChoice device);

} // namespace sonosketch::evaluation
