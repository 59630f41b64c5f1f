// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::metrics {

/// Picture in, label map out. One thread at a time. No torch type is visible here.
class Segmenter {
public:
    virtual ~Segmenter() = default;
    /// `image` CV_8UC1 512x512; result CV_8UC1 512x512 with palette ids, 0 background. Deterministic.
    /// Throws Error(SizeMismatch), Error(Device).
    virtual cv::Mat segment(const cv::Mat& image) = 0;
    /// Of the model, for example "unet-segmenter".
    virtual std::string name() const = 0;
    /// Edge in pixels of what the network sees; larger pictures are averaged down to it, its logits enlarged (bilinear).
    virtual int resolution() const = 0;
    /// Names of the foreground classes, id 1 first.
    virtual const std::vector<std::string>& classes() const = 0;
};

/// Loads a segmenter's model folder (model.json of kind "segmenter" and weights). Checks hash, names, shapes, finite values.
/// Throws Error: NotFound, Corrupt, VersionMismatch, Device.
std::unique_ptr<Segmenter> loadSegmenter(const std::filesystem::path& folder, DeviceChoice device);

/// Folders of the bundled models, below weightsDir(). Whether they exist is for the loaders to say.
std::filesystem::path bundledSegmenter();
std::filesystem::path bundledFeatureEncoder();

} // namespace sonosketch::metrics
