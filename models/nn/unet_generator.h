// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/image_generator.h"

#include <vector>

namespace sonosketch::nn {

/// pix2pix's U-Net generator (Isola et al. 2017, section 6.1.1): eight strided 4x4 convolutions down, eight steps up with skip connections,
/// dropout 0.5 in the three innermost steps while training; tanh. It is the cGAN that Liang et al. 2020 compare with (section 3.2).
/// Two departures: steps up repeat pixels and convolve 3x3 instead of a transposed convolution (no checkerboards, and the same in all our
/// generators), and evaluation runs without dropout, so that equal conditions give equal pixels.
/// Input [N, conditionChannels, s, s], s a multiple of 256; output [N, 1, s, s] in -1..1.
class UnetGeneratorImpl : public ImageGenerator {
public:
    explicit UnetGeneratorImpl(const GeneratorConfig& config);

    /// Throws Error(SizeMismatch) for a size the eight halvings do not divide.
    torch::Tensor forward(const torch::Tensor& condition, const BetweenLayers& between = {}) override;
    const GeneratorConfig& config() const override { return m_config; }
    void grow() override;

private:
    static constexpr int depth = 8;
    GeneratorConfig m_config;
    std::vector<Conv> m_down, m_up;
    std::vector<NormAct> m_downNorm, m_upNorm;
};
TORCH_MODULE(UnetGenerator);

} // namespace sonosketch::nn
