// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/image_generator.h"
#include "models/nn/noise_injection.h"

namespace sonosketch::nn {

class ResidualBlockImpl : public torch::nn::Module {
public:
    ResidualBlockImpl(int channels, Norm norm);
    torch::Tensor forward(const torch::Tensor& x);

private:
    Conv m_conv1{nullptr}, m_conv2{nullptr};
    NormAct m_norm1{nullptr}, m_norm2{nullptr};
};
TORCH_MODULE(ResidualBlock);

/// Fade-in block that halves the resolution (paper Fig. 3, left): alpha * convolutions(x) + (1 - alpha) * halve(x).
/// [N, channels, 2s, 2s] -> [N, channels, s, s].
class FadeInDownImpl : public torch::nn::Module {
public:
    FadeInDownImpl(int channels, int hidden);
    torch::Tensor forward(const torch::Tensor& x);
    double alpha = 0.0; ///< 0: only the skip path, 1: only the added convolutions

private:
    Conv m_conv1{nullptr}, m_conv2{nullptr};
};
TORCH_MODULE(FadeInDown);

/// Fade-in block that doubles the resolution (paper Fig. 3, right): alpha * convolutions(features) + (1 - alpha) * twice(image).
/// The added convolutions work on the features the old output layer saw, as in Karras et al. 2018; from the finished one-channel image alone they
/// could not add detail. features [N, width, s, s], image [N, 1, s, s] -> [N, 1, 2s, 2s] in -1..1.
class FadeInUpImpl : public torch::nn::Module {
public:
    explicit FadeInUpImpl(int width, bool noise = false);
    torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& image, const std::vector<std::uint64_t>& noiseSeeds = {});
    double alpha = 0.0;

private:
    Conv m_conv1{nullptr}, m_conv2{nullptr};
    NoiseInjection m_noise{nullptr};
};
TORCH_MODULE(FadeInUp);

/// PGSgan's generator (Liang et al. 2020, sections 2.1 and 2.3): 7x7 convolution, two strided convolutions, residual blocks at a
/// quarter of the base resolution, two upsampling steps, 7x7 convolution, tanh; grown by a FIB-D behind the input and a FIB-U before the output.
/// Without growing, at a base size of 256 or 512, it is the paper's Sgan. Any multiple of 8 (16 when grown) runs besides size().
class GeneratorImpl : public ImageGenerator {
public:
    explicit GeneratorImpl(const GeneratorConfig& config);

    torch::Tensor forward(const torch::Tensor& condition, const BetweenLayers& between = {}) override;

    /// Adds the fade-in blocks at alpha 0, freshly initialised; every weight that was there stays. No-op if already grown.
    void grow() override;
    /// The paper stops at 0.5.
    void setAlpha(double alpha) override;
    double alpha() const override { return m_fibDown ? m_fibDown->alpha : 0.0; }
    void setNoiseSeeds(std::vector<std::uint64_t> seeds) override { m_noiseSeeds = std::move(seeds); }
    const GeneratorConfig& config() const override { return m_config; }

private:
    GeneratorConfig m_config;
    std::vector<std::uint64_t> m_noiseSeeds;
    Conv m_stem{nullptr}, m_down1{nullptr}, m_down2{nullptr}, m_up1{nullptr}, m_up2{nullptr}, m_out{nullptr};
    NormAct m_stemNorm{nullptr}, m_down1Norm{nullptr}, m_down2Norm{nullptr}, m_up1Norm{nullptr}, m_up2Norm{nullptr};
    torch::nn::ModuleList m_blocks{nullptr};
    NoiseInjection m_down2Noise{nullptr}, m_up1Noise{nullptr}, m_up2Noise{nullptr}; ///< only with GeneratorConfig::noise
    FadeInDown m_fibDown{nullptr};
    FadeInUp m_fibUp{nullptr};
};
TORCH_MODULE(Generator);

} // namespace sonosketch::nn
