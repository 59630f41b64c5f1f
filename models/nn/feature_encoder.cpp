// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/feature_encoder.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace sonosketch::nn {

namespace {
constexpr int stageHalfWidths[] = {2, 3, 4, 6, 8}; // times width / 2
constexpr int tapEighths[] = {1, 1, 2, 4};         // of the dimensions, from stage 1 on
} // namespace

void FeatureEncoderConfig::check() const
{
    if (width < 2 || width > 256 || width % 2 != 0 || dimensions < 8 || dimensions > 2048 || dimensions % 8 != 0)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("a feature encoder of width {} and {} dimensions cannot be built", width, dimensions), {},
            "Use an even width up to 256 and a multiple of 8 dimensions");
}

FeatureEncoderImpl::FeatureEncoderImpl(const FeatureEncoderConfig& config)
    : m_config(config)
{
    config.check();
    int in = 1;
    for (int stage = 0; stage < 5; ++stage) {
        const int out = config.width / 2 * stageHalfWidths[stage];
        const int kernel = stage == 0 ? 5 : 3; // the first one sees a whole speckle
        m_convs.push_back(register_module(fmt::format("stage{}", stage), Conv(in, out, kernel, 2, kernel / 2)));
        m_norms.push_back(register_module(fmt::format("norm{}", stage), NormAct(Norm::Batch, out, Activation::Relu)));
        if (stage > 0)
            m_taps.push_back(
                register_module(fmt::format("tap{}", stage), Conv(out, config.dimensions / 8 * tapEighths[stage - 1], 1, 1, 0)));
        in = out;
    }
    m_mean = register_buffer("feature_mean", torch::zeros({config.dimensions}));
    m_scale = register_buffer("feature_scale", torch::ones({config.dimensions}));
    initialiseHe(*this);
}

std::vector<torch::Tensor> FeatureEncoderImpl::stages(const torch::Tensor& input)
{
    if (input.dim() != 4 || input.size(1) != 1 || input.size(2) < 32 || input.size(3) < 32)
        throw Error(ErrorCode::SizeMismatch, "the feature encoder takes [N, 1, h, w] with h and w of at least 32");
    std::vector<torch::Tensor> activations;
    activations.reserve(m_convs.size());
    auto x = input;
    for (std::size_t stage = 0; stage < m_convs.size(); ++stage) {
        x = m_norms[stage](m_convs[stage](x));
        activations.push_back(x);
    }
    return activations;
}

torch::Tensor FeatureEncoderImpl::forward(const torch::Tensor& input)
{
    const auto activations = stages(input);
    std::vector<torch::Tensor> pooled;
    pooled.reserve(m_taps.size());
    for (std::size_t tap = 0; tap < m_taps.size(); ++tap)
        pooled.push_back(torch::relu(m_taps[tap](activations[tap + 1])).mean({2, 3}));
    return torch::asinh((torch::cat(pooled, 1) - m_mean) * m_scale);
}

void FeatureEncoderImpl::standardise(const torch::Tensor& features)
{
    torch::NoGradGuard guard;
    if (features.dim() != 2 || features.size(0) < 2 || features.size(1) != m_config.dimensions)
        throw Error(ErrorCode::SizeMismatch, "standardising takes the features of two pictures at least");
    // Back to what the taps gave, should there be an earlier scale.
    const auto raw = torch::sinh(features) / m_scale + m_mean;
    const auto deviation = raw.std(0, /*unbiased=*/true);
    // A unit that hardly ever speaks must not become a loud one: its deviation counts as a tenth of the usual one at least.
    const double least = std::max(0.1 * deviation.median().item<double>(), 1e-6);
    m_mean.copy_(raw.mean(0));
    m_scale.copy_(1.0 / deviation.clamp_min(least));
}

} // namespace sonosketch::nn
