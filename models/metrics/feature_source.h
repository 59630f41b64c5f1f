// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::metrics {

/// A network that turns a picture into a vector, in which distributions of pictures are compared (Frechet and kernel distances), and into
/// maps, in which two pictures are compared (perceptualDistance). Not trained further, evaluation mode. One thread at a time.
class FeatureSource {
public:
    virtual ~FeatureSource() = default;
    /// "feature-encoder" (the project's own) or "inception": only distances in the latter may be called FID.
    virtual std::string name() const = 0;
    /// Length of a feature vector.
    virtual std::int64_t dimensions() const = 0;
    /// `images` uint8 [N, 1, H, W] on the CPU, 512x512 as a rule; result float32 [N, dimensions()] on the CPU. Pictures are processed one at a time or
    /// in small groups, so that N may be large. Throws Error(InvalidArgument) for another type or shape, Error(Device).
    virtual torch::Tensor features(const torch::Tensor& images) = 0;
    /// Activations [N, c, h, w] of successive stages, float32 on the CPU, fine to coarse; empty where the source does not show them (TorchScript).
    virtual std::vector<torch::Tensor> maps(const torch::Tensor& images) = 0;
};

/// The project's own encoder from its model folder (model.json of kind "encoder" and weights). Checks hash, names, shapes, finite values.
/// Throws Error: NotFound, Corrupt, VersionMismatch, Device.
std::unique_ptr<FeatureSource> loadFeatureEncoder(const std::filesystem::path& folder, DeviceChoice device);

/// Inception v3 (Szegedy et al. 2015) weights from a file: .safetensors with torchvision's tensor names (only data; preferred), or .pt, a
/// TorchScript module that takes float32 [N, 3, 299, 299] in -1..1 and answers [N, D]. A TorchScript file holds code, which runs: only for files that one trusts.
/// Throws Error: NotFound, Unsupported (another ending), Corrupt, Device.
std::unique_ptr<FeatureSource> loadInception(const std::filesystem::path& file, DeviceChoice device);

/// Perceptual distance in the manner of LPIPS (Zhang et al. 2018, equation 1, without learned channel weights): each stage's activations are
/// scaled to unit length over the channels, squared differences are summed over channels, averaged over positions, and averaged over stages.
/// 0 for equal pictures, at most 4. `a` and `b` uint8 [N, 1, H, W]; result is the mean over the N pairs.
/// Throws Error(Unsupported) if the source has no maps, Error(SizeMismatch) for shapes that differ.
double perceptualDistance(FeatureSource& source, const torch::Tensor& a, const torch::Tensor& b);

} // namespace sonosketch::metrics
