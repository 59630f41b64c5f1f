// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace sonosketch::nn {

/// The noise of every picture that is shown, saved or measured.
inline constexpr std::uint64_t pictureNoiseSeed = 0;

/// Adds one plane of white noise (kernels/noise_plane.h), times a learned scale for each channel, to what a convolution made, before it is normalised or
/// activated (Karras et al. 2019, "A Style-Based Generator Architecture for GANs", section 3.2). Inside a large object the condition is the same
/// everywhere, so that without noise a convolutional network has nothing to make grain from and paints bands instead; real speckle, too, comes from
/// scatterers that no label tells. The noise belongs to the place, not to the pass: an edit leaves the grain elsewhere as it was.
class NoiseInjectionImpl : public torch::nn::Module {
public:
    /// `layer` tells the planes of one network apart, 0 to 63.
    NoiseInjectionImpl(int channels, int layer);

    /// x [N, C, H, W] -> the same shape. `seeds` holds one for each picture, or is empty for pictureNoiseSeed.
    torch::Tensor forward(const torch::Tensor& x, const std::vector<std::uint64_t>& seeds);

    torch::Tensor scale; ///< [C]; zero at first, which adds nothing

private:
    int m_layer;
    torch::Tensor m_plane; ///< of pictureNoiseSeed, [1, 1, H, W], as the last pass needed it
};
TORCH_MODULE(NoiseInjection);

} // namespace sonosketch::nn
