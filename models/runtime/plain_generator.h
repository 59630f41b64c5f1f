// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

/// Time of a convolution and of what follows it up to the next one.
struct LayerTime {
    std::string name; ///< of the convolution's parameters
    double milliseconds = 0;
    std::int64_t multiplyAdds = 0; ///< of the network as it is written; 0 where nobody counted
};

/// The plain path that speed is measured against: the same weights in eager float32 LibTorch with contiguous (NCHW) tensors and nothing but
/// torch's own layers, as anyone would write it first. Same threads and same memory settings as loadGenerator()'s, no gradients.
class PlainGenerator : public Generator {
public:
    /// Multiply-adds of the convolutions of one pass, counted while it ran: for every output value as many as the kernel has weights for it.
    /// That is the network as it is written down; a faster engine may get by with fewer.
    virtual std::int64_t multiplyAdds() const = 0;
    /// One pass, layer by layer. The condition must fit the model.
    virtual std::vector<LayerTime> layers(const Condition& condition) = 0;
};

/// One exact pass of the live engine after a complete change of the condition, part by part; empty where the engine does not run this model.
/// Best of `repeat` passes for each part. Throws like loadGenerator().
std::vector<LayerTime> engineLayers(const std::filesystem::path& folder, const Condition& condition, int repeat);

/// Loads a model folder; throws like loadGenerator(). The first pass has run when it returns.
std::unique_ptr<PlainGenerator> loadPlainGenerator(const std::filesystem::path& folder, DeviceChoice device);

} // namespace sonosketch
