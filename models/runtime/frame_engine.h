// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sonosketch::runtime {

/// How the layers of a PGSgan generator normalise.
enum class EngineNorm : std::uint8_t { None, Instance, Batch };

/// The shape of a generator as models/nn/generator.h builds it ("pgsgan" alone: grown, or at full size without growing).
struct EngineConfig {
    int conditionChannels = 10;
    int hiddenChannel = -1; ///< a condition channel that the network does not look at; -1: none
    int width = 64;
    int residualBlocks = 10;
    EngineNorm norm = EngineNorm::Instance;
    bool grown = true;
    int baseSize = 256;
    double alpha = 0.5; ///< of the fade-in blocks
    bool noise = false; ///< four convolutions add noise planes to their outputs (kernels::fillNoise), scaled for each channel
    std::uint64_t noiseSeed = 0;

    int visibleChannels() const { return conditionChannels - (hiddenChannel >= 0 ? 1 : 0); }
    int size() const { return grown ? 2 * baseSize : baseSize; } ///< edge in pixels of condition and picture
};

/// What start-up measured on this machine.
struct EngineCosts {
    double exactMs = 0;        ///< of one exact pass after a small change
    double previewBaseMs = 0;  ///< of a preview of nothing
    double previewPixelMs = 0; ///< for each pixel of the changed rectangle
    /// Changed rectangles above this area (in pixels) are left to an exact pass.
    std::int64_t largestPreview = 0;
};

/// The generator's forward pass in float32 on AVX-512 or AVX2, without torch: weights packed once, activations kept in memory of its own, nothing allocated per
/// picture but the result. The exact pass computes every pixel behind the first normalisation; what lies before it depends on the condition alone and
/// is only brought up to date where the condition changed. A preview recomputes what a change reaches, layer by layer, on the normalisation statistics of
/// the last exact pass (spatially incremental inference: Li et al. 2022, "Efficient Spatially Sparse Inference"); inside the residual blocks its
/// surroundings grow by at most `halo` pixels (of 8x8), beyond which a change is hardly felt.
///
/// With fixed statistics (EngineNorm::None, Batch) normalisation is folded into the convolutions.
/// One thread at a time. An exact picture does not depend on what was computed before, nor on the number of threads.
class FrameEngine {
public:
    /// Finds a parameter by its name ("stem.weight", "blocks.3.norm1.bias"); the size has been checked by the caller. Throws if there is none.
    using Weights = std::function<std::span<const float>(const std::string& name)>;
    /// Called between layers; may throw to abandon the pass. The last exact picture stays a valid start for previews.
    using BetweenLayers = std::function<void()>;

    /// True if this CPU can run it.
    static bool available();

    /// Throws Error(InvalidArgument) for a config or weights that do not fit each other. Measures its costs: some passes long.
    FrameEngine(const EngineConfig& config, const Weights& weights, int threads);
    ~FrameEngine();
    FrameEngine(const FrameEngine&) = delete;
    FrameEngine& operator=(const FrameEngine&) = delete;

    /// `planes`: [channel][row][column] of bytes 0 or 1, conditionChannels x size x size. Result CV_8UC1 of size x size.
    cv::Mat exact(const std::uint8_t* planes, const BetweenLayers& between = {});
    /// Empty without a finished exact pass, after one of a condition that is the same everywhere, or where an exact pass would not take longer. Finds the change by comparing the planes with those it saw last.
    std::optional<cv::Mat> preview(const std::uint8_t* planes, const BetweenLayers& between = {});

    /// What the parts of an exact pass are called that end with a call of BetweenLayers, in their order; the last part ends with the pass.
    std::vector<std::string> partNames() const;
    const EngineCosts& costs() const;
    /// Replaces the measured limit, so that tests and comparisons do not depend on the machine's mood.
    void limitPreviews(std::int64_t largest);

    /// Residual blocks let a preview's region grow by this many pixels of the 8x8 times smaller image.
    static constexpr int halo = 3;

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch::runtime
