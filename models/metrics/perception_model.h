// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"
#include "models/metrics/perception_card.h"

#include <torch/torch.h>

#include <opencv2/core.hpp>

#include <filesystem>

namespace sonosketch::metrics {

/// Writes the module's weights as float16 and the card with their hash into `folder`, the card last. Throws Error(WriteFailed).
void savePerceptionModel(const std::filesystem::path& folder, const torch::nn::Module& module, PerceptionCard card);

/// Fills a module from the weights beside a card, whose hash has been checked, and puts it into evaluation mode. Throws Error: NotFound, Corrupt.
void loadPerceptionWeights(const std::filesystem::path& folder, const PerceptionCard& card, torch::nn::Module& module);

/// Makes the CPU ready and picks the device. Throws Error(Device) if CUDA is asked for and missing.
torch::Device perceptionDevice(DeviceChoice choice);

/// uint8 0..255 to float32 -1..1, channels-last, on the device.
torch::Tensor toUnitRange(const torch::Tensor& bytes, torch::Device device);
/// A CV_8UC1 picture as uint8 [1, 1, rows, columns]; a copy.
torch::Tensor toTensor(const cv::Mat& image);

} // namespace sonosketch::metrics
