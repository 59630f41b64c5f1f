// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/layers.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::nn {

/// Shape of a generator of any architecture.
struct GeneratorConfig {
    /// "pgsgan": residual blocks between two strided and two upsampling convolutions; not grown it is the paper's Sgan.
    /// "unet": pix2pix's encoder and decoder with skip connections (Isola et al. 2017), the paper's cGAN baseline.
    std::string architecture = "pgsgan";
    int conditionChannels = 10;    ///< ConditionSpec::channels()
    int width = 64;                ///< channels after the first convolution; the paper's full width is 64
    int residualBlocks = 10;       ///< of "pgsgan"
    std::string norm = "instance"; ///< parseNorm()
    bool grown = false;            ///< "pgsgan" with FIB-D and FIB-U: works at twice baseSize
    int baseSize = 256;            ///< edge in pixels the network works at before it grows; 512 for baselines that never do
    int hiddenChannel = -1;        ///< a condition channel that this network does not look at (the cGAN's sketch); -1: it sees all
    bool noise = false;            ///< "pgsgan" with noise behind four convolutions (noise_injection.h), from which it makes grain

    /// Channels that the first layer gets.
    int visibleChannels() const { return conditionChannels - (hiddenChannel >= 0 ? 1 : 0); }
    /// Throws Error(InvalidArgument) for values that cannot be built (or would exhaust memory).
    void check() const;
    bool operator==(const GeneratorConfig&) const = default;
};

/// Called between layers; may throw to abandon the pass (a newer stroke made it useless).
using BetweenLayers = std::function<void()>;

/// What every generator is to training, storage and inference. Input [N, conditionChannels, size(), size()] with values 0..1,
/// output [N, 1, size(), size()] with values -1..1. One thread at a time.
class ImageGenerator : public torch::nn::Module {
public:
    virtual torch::Tensor forward(const torch::Tensor& condition, const BetweenLayers& between = {}) = 0;
    virtual const GeneratorConfig& config() const = 0;

    /// Adds fade-in blocks at alpha 0. Throws Error(InvalidArgument) where the architecture has none; no-op if already grown.
    virtual void grow() = 0;
    /// Sets the blend of the fade-in blocks, 0..1; no effect without them.
    virtual void setAlpha(double) { }
    virtual double alpha() const { return 0.0; }
    /// Which noise each picture of the next batches gets, a seed for each; empty (as at first): pictureNoiseSeed for all, so that a picture depends on its
    /// condition alone. No effect on networks without noise.
    virtual void setNoiseSeeds(std::vector<std::uint64_t>) { }
    /// Edge length in pixels that this network is trained for.
    int size() const { return config().grown ? 2 * config().baseSize : config().baseSize; }
};
using GeneratorPtr = std::shared_ptr<ImageGenerator>;

/// A freshly initialised generator of the configured architecture. Throws Error(InvalidArgument).
GeneratorPtr makeGenerator(const GeneratorConfig& config);

} // namespace sonosketch::nn
