// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/unet_generator.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace sonosketch::nn {

namespace {
constexpr double dropout = 0.5;
constexpr int dropoutSteps = 3;

/// Channels after the n-th strided convolution: w, 2w, 4w, then 8w.
int channelsAfter(int level, int width)
{
    return width * std::min(1 << level, 8);
}
} // namespace

UnetGeneratorImpl::UnetGeneratorImpl(const GeneratorConfig& config)
    : m_config(config)
{
    config.check();
    const Norm norm = parseNorm(config.norm);
    const int w = config.width;
    for (int level = 0; level < depth; ++level) {
        const int in = level == 0 ? config.visibleChannels() : channelsAfter(level - 1, w);
        const int out = channelsAfter(level, w);
        m_down.push_back(register_module(fmt::format("down{}", level + 1), Conv(in, out, 4, 2, 1)));
        // The first layer has no normalisation in pix2pix; the innermost picture is a single pixel at 256, which instance statistics would erase.
        const Norm own = level == 0 || level == depth - 1 ? Norm::None : norm;
        m_downNorm.push_back(register_module(fmt::format("down{}_norm", level + 1), NormAct(own, out, Activation::LeakyRelu)));
    }
    for (int level = depth - 1; level >= 0; --level) {
        const int in = channelsAfter(level, w) * (level == depth - 1 ? 1 : 2);
        const int out = level == 0 ? 1 : channelsAfter(level - 1, w);
        m_up.push_back(register_module(fmt::format("up{}", level + 1), Conv(in, out, 3, 1, 1, ConvImpl::Padding::Zero, 2)));
        m_upNorm.push_back(register_module(fmt::format("up{}_norm", level + 1),
            NormAct(level == 0 ? Norm::None : norm, out, level == 0 ? Activation::None : Activation::Relu)));
    }
    initialise(*this);
}

void UnetGeneratorImpl::grow()
{
    throw Error(
        ErrorCode::InvalidArgument, "a U-Net generator has no fade-in blocks and cannot grow", {}, "Use a recipe without growing phases");
}

torch::Tensor UnetGeneratorImpl::forward(const torch::Tensor& condition, const BetweenLayers& between)
{
    if (condition.size(2) % (1 << depth) != 0 || condition.size(3) % (1 << depth) != 0)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format(
                "a U-Net generator takes edges that are multiples of {}, not {}x{}", 1 << depth, condition.size(3), condition.size(2)));
    auto x = withoutChannel(condition, m_config.hiddenChannel);
    std::vector<torch::Tensor> skips;
    for (std::size_t level = 0; level < m_down.size(); ++level) {
        x = m_downNorm[level](m_down[level](x));
        skips.push_back(x);
        if (between)
            between();
    }
    for (std::size_t step = 0; step < m_up.size(); ++step) {
        if (step > 0)
            x = torch::cat({x, skips[skips.size() - 1 - step]}, 1);
        x = m_upNorm[step](m_up[step](x));
        if (step < dropoutSteps)
            x = torch::dropout(x, dropout, is_training());
        if (between)
            between();
    }
    return torch::tanh(x.to(torch::kFloat32)); // bfloat16 is too coarse for grey levels
}

} // namespace sonosketch::nn
