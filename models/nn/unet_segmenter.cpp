// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/unet_segmenter.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace sonosketch::nn {

void UnetSegmenterConfig::check() const
{
    if (classes < 2 || classes > 64 || width < 2 || width > 128 || levels < 1 || levels > 6)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("a segmenter of {} classes, width {} and {} levels cannot be built", classes, width, levels), {},
            "Use 2..64 classes, width 2..128, 1..6 levels");
}

UnetSegmenterImpl::PairImpl::PairImpl(int in, int out)
{
    m_conv1 = register_module("conv1", Conv(in, out, 3, 1, 1));
    m_norm1 = register_module("norm1", NormAct(Norm::Batch, out, Activation::Relu));
    m_conv2 = register_module("conv2", Conv(out, out, 3, 1, 1));
    m_norm2 = register_module("norm2", NormAct(Norm::Batch, out, Activation::Relu));
}

torch::Tensor UnetSegmenterImpl::PairImpl::forward(const torch::Tensor& x)
{
    return m_norm2(m_conv2(m_norm1(m_conv1(x))));
}

UnetSegmenterImpl::UnetSegmenterImpl(const UnetSegmenterConfig& config)
    : m_config(config)
{
    config.check();
    for (int level = 0; level <= config.levels; ++level) {
        const int channels = config.width << level;
        m_down.push_back(register_module(fmt::format("down{}", level), Pair(level == 0 ? 1 : channels / 2, channels)));
    }
    for (int level = 0; level < config.levels; ++level) {
        const int channels = config.width << level;
        m_enlarge.push_back(register_module(fmt::format("enlarge{}", level), Conv(2 * channels, channels, 1, 1, 0)));
        m_up.push_back(register_module(fmt::format("up{}", level), Pair(2 * channels, channels)));
    }
    m_out = register_module("out", Conv(config.width, config.classes, 1, 1, 0));
    initialiseHe(*this);
}

torch::Tensor UnetSegmenterImpl::forward(const torch::Tensor& input)
{
    const std::int64_t multiple = std::int64_t{1} << m_config.levels;
    if (input.dim() != 4 || input.size(1) != 1 || input.size(2) % multiple != 0 || input.size(3) % multiple != 0)
        throw Error(ErrorCode::SizeMismatch, fmt::format("the segmenter takes [N, 1, h, w] with h and w multiples of {}", multiple));
    std::vector<torch::Tensor> skips;
    skips.reserve(m_enlarge.size());
    auto x = m_down[0](input);
    for (std::size_t level = 1; level < m_down.size(); ++level) {
        skips.push_back(x);
        x = m_down[level](torch::max_pool2d(x, 2));
    }
    for (std::size_t level = m_enlarge.size(); level-- > 0;)
        x = m_up[level](torch::cat({skips[level], twice(m_enlarge[level](x))}, 1));
    return m_out(x);
}

} // namespace sonosketch::nn
