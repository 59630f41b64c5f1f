// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace sonosketch {

/// The plain path that speed is measured against: the same weights in eager float32 LibTorch with contiguous (NCHW) tensors and nothing but
/// torch's own layers, as anyone would write it first. Same threads and same memory settings as loadGenerator()'s, no gradients.
class PlainGenerator : public Generator {
public:
    /// Multiply-adds of the convolutions of one pass, counted while it ran: for every output value as many as the kernel has weights for it.
    /// That is the network as it is written down; a faster engine may get by with fewer.
    virtual std::int64_t multiplyAdds() const = 0;
};

/// Loads a model folder; throws like loadGenerator(). The first pass has run when it returns.
std::unique_ptr<PlainGenerator> loadPlainGenerator(const std::filesystem::path& folder, DeviceChoice device);

} // namespace sonosketch
