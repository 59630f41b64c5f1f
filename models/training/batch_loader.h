// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition_spec.h"
#include "models/training/recipe.h"
#include "models/training/training_set.h"

#include <torch/torch.h>

#include <span>
#include <vector>

namespace sonosketch::training {

/// A batch at canvas resolution, on the CPU, uint8 until the last moment.
struct Batch {
    torch::Tensor condition; ///< uint8 [N, C, 512, 512], 0 or 1
    torch::Tensor image;     ///< uint8 [N, 1, 512, 512], 0..255
};

/// Which example a batch shows and how it is varied.
struct Draw {
    struct Hole {
        int x, y, width, height;
    };
    std::size_t index = 0;
    bool wholeSketch = false; ///< edges inside objects stay; else the paper's composite (Liang et al. 2020, section 2.2)
    std::vector<Hole> holes;  ///< where the sketch is missing, in the unmirrored picture
    bool mirror = false;      ///< all planes, left to right
};

/// The planes of one example as a person would look at them, uint8 [512, 512].
struct ExamplePlanes {
    torch::Tensor labels;      ///< palette ids
    torch::Tensor sketch;      ///< the paper's composite, 0/255
    torch::Tensor fieldOfView; ///< 0/255
    torch::Tensor image;       ///< grey levels
};

/// Makes batches of one split. Which examples a step gets and how they are varied depends on (seed, step) alone, so that a resumed run goes on exactly
/// as the one that was cut off. Conditions are those of core's ConditionBuilder, to the bit (a test), but made without OpenCV. Const after construction; any thread.
class BatchLoader {
public:
    /// Throws Error(NotFound) if the split has no examples, Error(InvalidArgument) if it holds an id beyond the spec.
    BatchLoader(SplitPlanes planes, const ConditionSpec& spec);

    std::size_t size() const { return m_planes.size(); }
    /// Page-locked batches, which a CUDA device fetches while it computes. Call it before the first batch, and only where CUDA works.
    void pinMemory() { m_pinned = true; }

    /// The batch of training step `step`: each epoch visits every example once in an order of its own.
    Batch batch(std::int64_t step, const Recipe& recipe) const { return assemble(draw(step, recipe)); }
    /// The recipe.batch draws of a step, in order. A machine that computes a part of the batch assembles its part of these.
    std::vector<Draw> draw(std::int64_t step, const Recipe& recipe) const;
    Batch assemble(std::span<const Draw> draws) const;
    /// Examples as they are, with the paper's composite as sketch; for samples and validation. Fewer than `count` at the end.
    Batch plain(std::size_t first, std::size_t count) const;
    ExamplePlanes example(std::size_t index) const;

private:
    SplitPlanes m_planes;
    ConditionSpec m_spec;
    bool m_pinned = false;
};

} // namespace sonosketch::training
