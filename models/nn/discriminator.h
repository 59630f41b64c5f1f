// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/generator.h" // FadeInDown

#include <vector>

namespace sonosketch::nn {

/// Shape of the PatchGAN.
struct DiscriminatorConfig {
    int conditionChannels = 10;
    int width = 64; ///< channels after the first convolution
    std::string norm = "instance";
    bool grown = false;        ///< with a FIB-D behind the input, for 512x512
    int hiddenChannel = -1;    ///< a condition channel it does not look at, as GeneratorConfig::hiddenChannel
    bool spectralNorm = false; ///< ConvImpl::useSpectralNorm() on every convolution

    /// Channels of the condition that the first layer gets.
    int visibleChannels() const { return conditionChannels - (hiddenChannel >= 0 ? 1 : 0); }
    /// Throws Error(InvalidArgument).
    void check() const;
    bool operator==(const DiscriminatorConfig&) const = default;
};

/// 70x70 PatchGAN (Isola et al. 2017) on condition and image, which judges 30x30 overlapping patches, of 256x256 and, grown by a FIB-D, of 512x512
/// (Liang et al. 2020, sections 2.1 and 2.3). Not grown, at 512x512 (for the baselines that do not grow), it judges 62x62 patches. Inputs [N, conditionChannels, s, s] and [N, 1, s, s]; output logits [N, 1, 30, 30].
class DiscriminatorImpl : public torch::nn::Module {
public:
    explicit DiscriminatorImpl(const DiscriminatorConfig& config);

    torch::Tensor forward(const torch::Tensor& condition, const torch::Tensor& image) { return layers(condition, image).back(); }
    /// The activations of every layer, the logits last; feature matching compares them.
    std::vector<torch::Tensor> layers(const torch::Tensor& condition, const torch::Tensor& image);

    void grow();
    void setAlpha(double alpha);
    double alpha() const { return m_fibDown ? m_fibDown->alpha : 0.0; }
    const DiscriminatorConfig& config() const { return m_config; }

private:
    DiscriminatorConfig m_config;
    Conv m_conv1{nullptr}, m_conv2{nullptr}, m_conv3{nullptr}, m_conv4{nullptr}, m_conv5{nullptr};
    NormAct m_norm2{nullptr}, m_norm3{nullptr}, m_norm4{nullptr};
    FadeInDown m_fibDown{nullptr};
};
TORCH_MODULE(Discriminator);

} // namespace sonosketch::nn
