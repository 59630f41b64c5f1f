// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/kernels/frame_conv.h"
#include "models/kernels/frame_ops.h"
#include "models/kernels/worker_pool.h"
#include "models/runtime/engine_memory.h"
#include "models/runtime/frame_engine.h"

#include <optional>
#include <vector>

namespace sonosketch::runtime {

/// A convolution with its packed weights.
struct EngineConv {
    kernels::FrameConvSpec spec;
    FloatMemory panel;
    std::vector<float> bias;
    bool winograd = false;

    /// What run() writes when it is asked for a region: some convolutions work in tiles. What follows must treat all of it alike.
    kernels::FrameRect written(const kernels::FrameRect& region) const;
    void run(const kernels::Workers& workers, const kernels::Frame& x, const kernels::Frame& y, const kernels::FrameRect& region) const;
};

/// Scale and shift behind statistics that are taken anew in each exact pass; empty where there are none.
struct EngineNormLayer {
    std::vector<float> gamma, beta;
};

/// Noise on a convolution's output, ahead of its normalisation (Karras et al. 2019, section 3.2). The same for all pictures: previews keep it.
struct EngineNoise {
    std::vector<float> scale; ///< of each channel; empty where there is no noise
    std::vector<float> plane; ///< of the whole output
    float slope = 1.0F;       ///< of the activation that follows where nothing is normalised in between

    void add(const kernels::Workers& workers, const kernels::Frame& y, const kernels::FrameRect& written) const;
};

/// One convolution with what follows it, between two frames of an Activations set.
struct EngineStep {
    std::string name; ///< of the convolution's parameters
    EngineConv conv;
    EngineNoise noise;
    EngineNormLayer norm;
    float slope = 1.0F; ///< of the activation behind the normalisation (the convolution's own where there is none)
    kernels::FrameBorder border = kernels::FrameBorder::Zero;
    std::size_t input = 0, output = 0;
    std::optional<std::size_t> residual; ///< the frame that is added
    bool inBlock = false;
};

/// The network as the engine runs it. Frame 0 is the activation behind the first convolution.
struct EnginePlan {
    struct FrameShape {
        std::int64_t channels = 0;
        std::int64_t size = 0;
        std::int64_t border = 0;
    };

    /// Throws Error(InvalidArgument).
    EnginePlan(const EngineConfig& config, const FrameEngine::Weights& weights);

    std::vector<FrameShape> frames;
    std::optional<EngineConv> fadeDown1, fadeDown2, stem, out, fadeUp1, fadeUp2; ///< the fade-in blocks only if grown
    EngineNoise fadeUpNoise;
    EngineNormLayer stemNorm;
    std::vector<EngineStep> steps;
    std::int64_t widest = 0; ///< channels of the widest frame
};

} // namespace sonosketch::runtime
