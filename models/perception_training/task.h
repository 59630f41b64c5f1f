// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "models/metrics/perception_card.h"
#include "models/perception_training/pictures.h"
#include "models/perception_training/recipe.h"

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::perception {

/// What the training loop needs to know of a network and its data. A batch depends on (seed, step) alone.
class Task {
public:
    using Batch = std::vector<torch::Tensor>; ///< on the CPU; what they are is the task's own affair

    virtual ~Task() = default;
    virtual torch::nn::Module& network() = 0;
    virtual std::size_t examples() const = 0;
    /// Const and free of side effects: runs beside a step.
    virtual Batch batch(std::int64_t step) const = 0;
    virtual torch::Tensor loss(const Batch& batch) = 0;
    /// After the last step: statistics the model needs, and measures on the val split ("val_images", ...), if there is one.
    virtual std::map<std::string, double> finish(const ProgressFunction& progress) = 0;
    /// Writes the model; the card comes with everything but the architecture, the purpose and the limits.
    virtual void save(const std::filesystem::path& folder, metrics::PerceptionCard card) = 0;
};

/// Learns label maps: cross-entropy plus soft Dice.
std::unique_ptr<Task> makeSegmenterTask(
    const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress);
/// Learns lesion classes and degradations; its features are the purpose.
std::unique_ptr<Task> makeEncoderTask(
    const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress);

/// Rate of a step (0-based): rises linearly over the first 5 % of the steps, then falls to 0 along a cosine.
double learningRateAt(const Recipe& recipe, std::int64_t step);

} // namespace sonosketch::perception
