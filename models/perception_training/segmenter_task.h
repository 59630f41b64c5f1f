// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metrics/label_agreement.h"
#include "models/nn/unet_segmenter.h"
#include "models/perception_training/task.h"

namespace sonosketch::perception {

/// Cross-entropy plus soft Dice loss (Milletari et al. 2016, with sums instead of squares) averaged over the classes, background included, that the
/// batch's labels hold. `logits` [N, C, s, s], `labels` int64 [N, s, s].
torch::Tensor segmentationLoss(const torch::Tensor& logits, const torch::Tensor& labels);

/// uint8 images [N, 1, s, s] and int64 labels [N, s, s].
Task::Batch assemble(const std::vector<LabelledPicture>& pictures);

/// The augmented batch of a step.
Task::Batch segmenterBatch(const std::vector<LabelledPicture>& pictures, const Recipe& recipe, std::int64_t step);

/// A fresh network of the recipe's shape, drawn from its seed.
nn::UnetSegmenter makeSegmenter(const Recipe& recipe, int classes, torch::Device device);

/// How well a network finds what pictures of any multiple of the recipe's resolution show.
struct SegmenterScore {
    double lesion = 0;             ///< Dice of any lesion, pixels pooled over all pictures
    double lesionPerPicture = 0;   ///< the same per picture, averaged over those with a lesion
    double mean = 0;               ///< mean over the classes that occur, pixels of a class pooled over all pictures
    std::map<int, double> classes; ///< the same, one by one
};
SegmenterScore scoreSegmenter(nn::UnetSegmenter& network, const std::vector<LabelledPicture>& pictures, int resolution, int classes,
    torch::Device device, const ProgressFunction& progress = {});

} // namespace sonosketch::perception
