// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/engine_plan.h"

#include "core/base/error.h"
#include "models/kernels/noise_plane.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sonosketch::runtime {

namespace {

using kernels::FrameBorder;
using kernels::FrameConvSpec;

constexpr double batchEpsilon = 1e-5;
constexpr float leaky = 0.2F;

/// Reads parameters, folds fixed statistics into the convolution in front of them, and packs.
class Builder {
public:
    Builder(const EngineConfig& config, const FrameEngine::Weights& weights)
        : m_config(config)
        , m_weights(weights)
    {
    }

    std::vector<float> read(const std::string& name, std::int64_t numbers) const
    {
        const auto found = m_weights(name);
        if (static_cast<std::int64_t>(found.size()) != numbers)
            throw Error(
                ErrorCode::InvalidArgument, fmt::format("the weights {} hold {} numbers instead of {}", name, found.size(), numbers));
        return {found.begin(), found.end()};
    }

    /// A convolution that nothing normalises.
    EngineConv plain(const std::string& name, const FrameConvSpec& spec, std::int64_t outSize) const
    {
        return packed(spec, read(name + ".weight", weightNumbers(spec)), read(name + ".bias", spec.outChannels), outSize);
    }

    /// The noise behind a convolution; none if the network has none.
    EngineNoise noise(const std::string& name, kernels::NoiseLayer layer, std::int64_t channels, std::int64_t size) const
    {
        EngineNoise noise;
        if (layer == kernels::noNoise || !m_config.noise)
            return noise;
        noise.scale = read(name + ".scale", channels);
        noise.plane.resize(static_cast<std::size_t>(size * size));
        kernels::fillNoise(m_config.noiseSeed, layer, size, size, noise.plane.data());
        return noise;
    }

    /// A convolution and the normalisation behind it. Fixed statistics leave no layer of their own: `norm` stays empty and the convolution activates,
    /// or the noise behind it where there is some.
    EngineConv normalised(const std::string& name, const std::string& normName, FrameConvSpec spec, float slope, std::int64_t outSize,
        EngineNormLayer& norm, EngineNoise& noise) const
    {
        auto weight = read(name + ".weight", weightNumbers(spec));
        auto bias = read(name + ".bias", spec.outChannels);
        const auto channels = spec.outChannels;
        float& activation = noise.scale.empty() ? spec.slope : noise.slope;
        switch (m_config.norm) {
        case EngineNorm::Instance:
            norm.gamma = read(normName + ".weight", channels);
            norm.beta = read(normName + ".bias", channels);
            break;
        case EngineNorm::Batch: {
            const auto gamma = read(normName + ".weight", channels);
            const auto beta = read(normName + ".bias", channels);
            const auto mean = read(normName + ".running_mean", channels);
            const auto variance = read(normName + ".running_var", channels);
            const std::size_t each = weight.size() / static_cast<std::size_t>(channels);
            for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
                const double scale = gamma[c] / std::sqrt(variance[c] + batchEpsilon);
                for (std::size_t i = 0; i < each; ++i)
                    weight[c * each + i] = static_cast<float>(weight[c * each + i] * scale);
                bias[c] = static_cast<float>((bias[c] - mean[c]) * scale + beta[c]);
                if (!noise.scale.empty())
                    noise.scale[c] = static_cast<float>(noise.scale[c] * scale);
            }
            activation = slope;
            break;
        }
        case EngineNorm::None:
            activation = slope;
            break;
        }
        return packed(spec, weight, std::move(bias), outSize);
    }

private:
    static std::int64_t weightNumbers(const FrameConvSpec& spec) { return spec.inChannels * spec.outChannels * spec.kernel * spec.kernel; }

    static EngineConv packed(const FrameConvSpec& spec, const std::vector<float>& weight, std::vector<float> bias, std::int64_t outSize)
    {
        EngineConv conv;
        conv.spec = spec;
        conv.bias = std::move(bias);
        conv.winograd = kernels::winogradFits(spec, outSize, outSize);
        conv.panel = FloatMemory(conv.winograd ? kernels::winogradPanelNumbers(spec) : kernels::framePanelNumbers(spec));
        if (conv.winograd)
            kernels::packWinogradPanel(spec, weight.data(), conv.panel.data());
        else
            kernels::packFramePanel(spec, weight.data(), conv.panel.data());
        return conv;
    }

    const EngineConfig& m_config;
    const FrameEngine::Weights& m_weights;
};

} // namespace

kernels::FrameRect EngineConv::written(const kernels::FrameRect& region) const
{
    const std::int64_t tile = winograd ? 4 : spec.upsample;
    const auto down = [tile](std::int64_t v) { return v / tile * tile; };
    const auto up = [tile](std::int64_t v) { return (v + tile - 1) / tile * tile; };
    return {down(region.x0), down(region.y0), up(region.x1), up(region.y1)};
}

void EngineConv::run(
    const kernels::Workers& workers, const kernels::Frame& x, const kernels::Frame& y, const kernels::FrameRect& region) const
{
    if (winograd)
        kernels::winogradConv(spec, workers, panel.data(), bias.data(), x, y, region);
    else
        kernels::frameConv(spec, workers, panel.data(), bias.data(), x, y, region);
}

void EngineNoise::add(const kernels::Workers& workers, const kernels::Frame& y, const kernels::FrameRect& written) const
{
    if (!scale.empty())
        kernels::addNoise(workers, plane.data(), scale.data(), slope, y, written);
}

EnginePlan::EnginePlan(const EngineConfig& config, const FrameEngine::Weights& weights)
{
    if (config.width < 1 || config.residualBlocks < 0 || config.baseSize < 32 || config.baseSize % 8 != 0 || config.visibleChannels() < 1)
        throw Error(ErrorCode::InvalidArgument, "this generator's shape does not fit the live engine");
    const Builder builder(config, weights);
    const std::int64_t w = config.width;
    const std::int64_t base = config.baseSize;
    const std::int64_t seen = config.visibleChannels();
    const FrameConvSpec down{.inChannels = 0, .outChannels = 0, .kernel = 3, .stride = 2, .padding = 1, .upsample = 1};
    const auto make = [](FrameConvSpec spec, std::int64_t from, std::int64_t to) {
        spec.inChannels = from;
        spec.outChannels = to;
        return spec;
    };
    const FrameConvSpec same{.kernel = 3, .padding = 1};
    const FrameConvSpec twice{.kernel = 3, .padding = 1, .upsample = 2};
    const FrameConvSpec seven{.kernel = 7, .padding = 3};

    if (config.grown) {
        const std::int64_t hidden = std::max<std::int64_t>(w / 2, 4);
        FrameConvSpec first = make(same, seen, hidden);
        first.slope = leaky;
        fadeDown1 = builder.plain("fib_down.conv1", first, config.size());
        fadeDown2 = builder.plain("fib_down.conv2", make(down, hidden, seen), base);
    }
    FrameConvSpec stemSpec = make(seven, seen, w);
    EngineNoise none;
    stem = builder.normalised("stem", "stem_norm", stemSpec, 0.0F, base, stemNorm, none);
    frames.push_back({w, base, 1});

    const auto add = [&](const std::string& name, const std::string& norm, const FrameConvSpec& spec, float slope, FrameBorder border,
                         std::size_t input, std::int64_t size, std::int64_t frameBorder, kernels::NoiseLayer noise = kernels::noNoise,
                         std::optional<std::size_t> residual = {}) {
        EngineStep& step = steps.emplace_back();
        step.noise = builder.noise(name + "_noise", noise, spec.outChannels, size);
        step.conv = builder.normalised(name, norm, spec, slope, size, step.norm, step.noise);
        step.name = name;
        step.slope = slope;
        step.border = border;
        step.input = input;
        step.output = frames.size();
        step.residual = residual;
        step.inBlock = name.starts_with("blocks.");
        frames.push_back({spec.outChannels, size, frameBorder});
        return step.output;
    };
    std::size_t last = add("down1", "down1_norm", make(down, w, 2 * w), 0.0F, FrameBorder::Zero, 0, base / 2, 1);
    last = add("down2", "down2_norm", make(down, 2 * w, 4 * w), 0.0F, FrameBorder::Zero, last, base / 4, 1, kernels::down2Noise);
    const FrameConvSpec inner = make(same, 4 * w, 4 * w);
    for (int i = 0; i < config.residualBlocks; ++i) {
        const std::string block = fmt::format("blocks.{}.", i);
        const std::size_t middle = add(block + "conv1", block + "norm1", inner, 0.0F, FrameBorder::Reflect, last, base / 4, 1);
        last = add(block + "conv2", block + "norm2", inner, 1.0F, FrameBorder::Reflect, middle, base / 4, 1, kernels::noNoise, last);
    }
    // Nothing mirrors into the last block's border, which stays zero as the enlarging convolution wants it.
    last = add("up1", "up1_norm", make(twice, 4 * w, 2 * w), 0.0F, FrameBorder::Zero, last, base / 2, 1, kernels::up1Noise);
    add("up2", "up2_norm", make(twice, 2 * w, w), 0.0F, FrameBorder::Zero, last, base, 3, kernels::up2Noise);

    out = builder.plain("out", make(seven, w, 1), base);
    if (config.grown) {
        const std::int64_t hidden = std::max<std::int64_t>(w / 2, 1);
        FrameConvSpec first = make(twice, w, hidden);
        fadeUpNoise = builder.noise("fib_up.noise", kernels::fibUpNoise, hidden, config.size());
        (fadeUpNoise.scale.empty() ? first.slope : fadeUpNoise.slope) = 0.0F;
        fadeUp1 = builder.plain("fib_up.conv1", first, config.size());
        fadeUp2 = builder.plain("fib_up.conv2", make(seven, hidden, 1), config.size());
    }
    for (const auto& shape : frames)
        widest = std::max(widest, shape.channels);
}

} // namespace sonosketch::runtime
