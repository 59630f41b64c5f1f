// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition.h"
#include "core/dataset/dataset.h"
#include "models/training/recipe.h"

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch::training {

/// A batch at canvas resolution, on the CPU: condition [N, C, 512, 512] in 0..1, image [N, 1, 512, 512] in -1..1; uint8 until the last moment.
struct Batch {
    torch::Tensor condition; ///< uint8, 0 or 1
    torch::Tensor image;     ///< uint8, 0..255
};

/// Holds one split of a data set in memory and makes batches. Which examples a step gets and how they are varied depends on (seed, step)
/// alone, so that a resumed run goes on exactly as the one that was cut off. Const after construction; any thread.
class BatchLoader {
public:
    /// Throws Error(NotFound) if the split has no examples.
    BatchLoader(
        const std::filesystem::path& data, const std::string& split, const ConditionSpec& spec, const ProgressFunction& progress = {});

    std::size_t size() const { return m_samples.size(); }
    /// The batch of training step `step`: each epoch visits every example once in an order of its own.
    Batch batch(std::int64_t step, const Recipe& recipe) const;
    /// Examples as they are, with the paper's composite as sketch; for samples and validation.
    Batch plain(std::size_t first, std::size_t count) const;
    const DatasetSample& sample(std::size_t index) const { return m_samples.at(index); }

private:
    Batch assemble(const std::vector<DatasetSample>& samples) const;

    ConditionBuilder m_builder;
    std::vector<DatasetSample> m_samples;
};

} // namespace sonosketch::training
