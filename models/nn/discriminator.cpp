// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/discriminator.h"

#include "core/base/error.h"

namespace sonosketch::nn {

void DiscriminatorConfig::check() const
{
    if (conditionChannels < 2 || conditionChannels > 66 || width < 2 || width > 256)
        throw Error(ErrorCode::InvalidArgument, "discriminator setting out of range", {}, "conditionChannels 2 to 66, width 2 to 256");
    if (hiddenChannel < -1 || hiddenChannel >= conditionChannels)
        throw Error(ErrorCode::InvalidArgument, "the discriminator's hidden channel is none of its condition's");
    parseNorm(norm);
}

DiscriminatorImpl::DiscriminatorImpl(const DiscriminatorConfig& config)
    : m_config(config)
{
    config.check();
    const Norm norm = parseNorm(config.norm);
    const int w = config.width;
    m_conv1 = register_module("conv1", Conv(config.visibleChannels() + 1, w, 4, 2, 1));
    m_conv2 = register_module("conv2", Conv(w, 2 * w, 4, 2, 1));
    m_norm2 = register_module("norm2", NormAct(norm, 2 * w, Activation::LeakyRelu));
    m_conv3 = register_module("conv3", Conv(2 * w, 4 * w, 4, 2, 1));
    m_norm3 = register_module("norm3", NormAct(norm, 4 * w, Activation::LeakyRelu));
    m_conv4 = register_module("conv4", Conv(4 * w, 8 * w, 4, 1, 1));
    m_norm4 = register_module("norm4", NormAct(norm, 8 * w, Activation::LeakyRelu));
    m_conv5 = register_module("conv5", Conv(8 * w, 1, 4, 1, 1));
    initialise(*this);
    if (config.spectralNorm) {
        for (auto* conv : {&m_conv1, &m_conv2, &m_conv3, &m_conv4, &m_conv5})
            (*conv)->useSpectralNorm();
    }
    if (config.grown) {
        m_config.grown = false;
        grow();
    }
}

void DiscriminatorImpl::grow()
{
    if (m_config.grown)
        return;
    m_fibDown = register_module("fib_down", FadeInDown(m_config.visibleChannels() + 1, std::max(m_config.width / 2, 4)));
    initialiseHe(*m_fibDown);
    const auto options = m_conv1->weight.options();
    m_fibDown->to(options.device(), options.dtype().toScalarType());
    m_config.grown = true;
}

void DiscriminatorImpl::setAlpha(double alpha)
{
    if (m_config.grown)
        m_fibDown->alpha = alpha;
}

std::vector<torch::Tensor> DiscriminatorImpl::layers(const torch::Tensor& condition, const torch::Tensor& image)
{
    auto x = torch::cat({withoutChannel(condition, m_config.hiddenChannel), image}, 1);
    if (m_fibDown)
        x = m_fibDown(x);
    std::vector<torch::Tensor> activations;
    activations.push_back(activate(m_conv1(x), Activation::LeakyRelu)); // [N, w, 128, 128]
    activations.push_back(m_norm2(m_conv2(activations.back())));        // [N, 2w, 64, 64]
    activations.push_back(m_norm3(m_conv3(activations.back())));        // [N, 4w, 32, 32]
    activations.push_back(m_norm4(m_conv4(activations.back())));        // [N, 8w, 31, 31]
    activations.push_back(m_conv5(activations.back()));                 // [N, 1, 30, 30]
    return activations;
}

} // namespace sonosketch::nn
