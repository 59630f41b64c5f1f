// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/generator.h"

#include "core/base/error.h"
#include "models/kernels/noise_plane.h"

#include <algorithm>

namespace sonosketch::nn {

namespace {
using Padding = ConvImpl::Padding;
} // namespace

ResidualBlockImpl::ResidualBlockImpl(int channels, Norm norm)
{
    m_conv1 = register_module("conv1", Conv(channels, channels, 3, 1, 1, Padding::Reflect));
    m_norm1 = register_module("norm1", NormAct(norm, channels, Activation::Relu));
    m_conv2 = register_module("conv2", Conv(channels, channels, 3, 1, 1, Padding::Reflect));
    m_norm2 = register_module("norm2", NormAct(norm, channels, Activation::None));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x)
{
    return m_norm2(m_conv2(m_norm1(m_conv1(x))), x);
}

FadeInDownImpl::FadeInDownImpl(int channels, int hidden)
{
    m_conv1 = register_module("conv1", Conv(channels, hidden, 3, 1, 1));
    m_conv2 = register_module("conv2", Conv(hidden, channels, 3, 2, 1));
}

torch::Tensor FadeInDownImpl::forward(const torch::Tensor& x)
{
    const auto skip = halve(x);
    if (alpha == 0.0) // exact identity with the network before growing, at its price
        return skip;
    const auto main = m_conv2(activate(m_conv1(x), Activation::LeakyRelu));
    return alpha * main + (1.0 - alpha) * skip;
}

FadeInUpImpl::FadeInUpImpl(int width, bool noise)
{
    const int hidden = std::max(width / 2, 1);
    m_conv1 = register_module("conv1", Conv(width, hidden, 3, 1, 1, Padding::Zero, 2));
    m_conv2 = register_module("conv2", Conv(hidden, 1, 7, 1, 3));
    if (noise)
        m_noise = register_module("noise", NoiseInjection(hidden, kernels::fibUpNoise));
}

torch::Tensor FadeInUpImpl::forward(const torch::Tensor& features, const torch::Tensor& image, const std::vector<std::uint64_t>& noiseSeeds)
{
    const auto skip = twice(image);
    if (alpha == 0.0)
        return skip;
    auto hidden = m_conv1(features);
    if (m_noise)
        hidden = m_noise(hidden, noiseSeeds);
    const auto main = torch::tanh(m_conv2(activate(hidden, Activation::Relu)).to(torch::kFloat32));
    return alpha * main + (1.0 - alpha) * skip;
}

GeneratorImpl::GeneratorImpl(const GeneratorConfig& config)
    : m_config(config)
{
    config.check();
    const Norm norm = parseNorm(config.norm);
    const int w = config.width;
    m_stem = register_module("stem", Conv(config.visibleChannels(), w, 7, 1, 3, Padding::Reflect));
    m_stemNorm = register_module("stem_norm", NormAct(norm, w, Activation::Relu));
    m_down1 = register_module("down1", Conv(w, 2 * w, 3, 2, 1));
    m_down1Norm = register_module("down1_norm", NormAct(norm, 2 * w, Activation::Relu));
    m_down2 = register_module("down2", Conv(2 * w, 4 * w, 3, 2, 1));
    m_down2Norm = register_module("down2_norm", NormAct(norm, 4 * w, Activation::Relu));
    m_blocks = register_module("blocks", torch::nn::ModuleList());
    for (int i = 0; i < config.residualBlocks; ++i)
        m_blocks->push_back(ResidualBlock(4 * w, norm));
    m_up1 = register_module("up1", Conv(4 * w, 2 * w, 3, 1, 1, Padding::Zero, 2));
    m_up1Norm = register_module("up1_norm", NormAct(norm, 2 * w, Activation::Relu));
    m_up2 = register_module("up2", Conv(2 * w, w, 3, 1, 1, Padding::Zero, 2));
    m_up2Norm = register_module("up2_norm", NormAct(norm, w, Activation::Relu));
    m_out = register_module("out", Conv(w, 1, 7, 1, 3, Padding::Reflect));
    if (config.noise) {
        m_down2Noise = register_module("down2_noise", NoiseInjection(4 * w, kernels::down2Noise));
        m_up1Noise = register_module("up1_noise", NoiseInjection(2 * w, kernels::up1Noise));
        m_up2Noise = register_module("up2_noise", NoiseInjection(w, kernels::up2Noise));
    }
    initialise(*this);
    if (config.grown) {
        m_config.grown = false;
        grow();
    }
}

void GeneratorImpl::grow()
{
    if (m_config.grown)
        return;
    if (m_config.baseSize != 256)
        throw Error(ErrorCode::InvalidArgument, "only a generator with a base size of 256 can grow");
    m_fibDown = register_module("fib_down", FadeInDown(m_config.visibleChannels(), std::max(m_config.width / 2, 4)));
    m_fibUp = register_module("fib_up", FadeInUp(m_config.width, m_config.noise));
    initialiseHe(*m_fibDown);
    initialise(*m_fibUp);
    const auto options = m_stem->weight.options();
    m_fibDown->to(options.device(), options.dtype().toScalarType());
    m_fibUp->to(options.device(), options.dtype().toScalarType());
    m_config.grown = true;
}

void GeneratorImpl::setAlpha(double alpha)
{
    if (!m_config.grown)
        return;
    m_fibDown->alpha = alpha;
    m_fibUp->alpha = alpha;
}

torch::Tensor GeneratorImpl::forward(const torch::Tensor& condition, const BetweenLayers& between)
{
    const auto step = [&between](torch::Tensor value) {
        if (between)
            between();
        return value;
    };
    const auto noisy = [this](NoiseInjection& noise, const torch::Tensor& features) {
        return noise ? noise(features, m_noiseSeeds) : features;
    };
    auto x = withoutChannel(condition, m_config.hiddenChannel);
    if (m_fibDown)
        x = step(m_fibDown(x));
    x = step(m_stemNorm(m_stem(x)));                        // [N, w, 256, 256]
    x = step(m_down1Norm(m_down1(x)));                      // [N, 2w, 128, 128]
    x = step(m_down2Norm(noisy(m_down2Noise, m_down2(x)))); // [N, 4w, 64, 64]
    for (const auto& block : *m_blocks)
        x = step(block->as<ResidualBlockImpl>()->forward(x));
    x = step(m_up1Norm(noisy(m_up1Noise, m_up1(x))));                   // [N, 2w, 128, 128]
    x = step(m_up2Norm(noisy(m_up2Noise, m_up2(x))));                   // [N, w, 256, 256]
    const auto image = step(torch::tanh(m_out(x).to(torch::kFloat32))); // bfloat16 is too coarse for grey levels
    return m_fibUp ? m_fibUp(x, image, m_noiseSeeds) : image;
}

} // namespace sonosketch::nn
