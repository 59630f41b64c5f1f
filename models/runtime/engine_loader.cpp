// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/engine_loader.h"

#include "core/base/error.h"
#include "core/condition/condition.h"
#include "core/inference/picture_seed.h"
#include "models/kernels/conv_function.h"
#include "models/nn/noise_injection.h"

#include <torch/torch.h>

#include <map>

namespace sonosketch::runtime {

namespace {

static_assert(nn::pictureNoiseSeed == std::uint64_t{pictureSeed}, "saved pictures name the seed that their noise has");

EngineConfig engineConfig(const nn::ImageGenerator& generator)
{
    const auto& config = generator.config();
    const auto norm = nn::parseNorm(config.norm);
    return {.conditionChannels = config.conditionChannels,
        .hiddenChannel = config.hiddenChannel,
        .width = config.width,
        .residualBlocks = config.residualBlocks,
        .norm = norm == nn::Norm::Instance ? EngineNorm::Instance
            : norm == nn::Norm::Batch      ? EngineNorm::Batch
                                           : EngineNorm::None,
        .grown = config.grown,
        .baseSize = config.baseSize,
        .alpha = generator.alpha(),
        .noise = config.noise,
        .noiseSeed = nn::pictureNoiseSeed};
}

} // namespace

std::unique_ptr<FrameEngine> makeEngine(const nn::ImageGenerator& generator)
{
    const bool fits = generator.config().architecture == "pgsgan" && generator.size() == canvasSize;
    if (!fits || !FrameEngine::available() || kernels::kernelPath() == kernels::KernelPath::Torch)
        return nullptr;
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& list : {generator.named_parameters(), generator.named_buffers()})
        for (const auto& item : list)
            tensors[item.key()] = item.value().detach().to(torch::kFloat32).contiguous();
    const auto find = [&tensors](const std::string& name) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Error(ErrorCode::InvalidArgument, "the live engine misses the weights " + name);
        return std::span<const float>(found->second.data_ptr<float>(), static_cast<std::size_t>(found->second.numel()));
    };
    return std::make_unique<FrameEngine>(engineConfig(generator), find, at::get_num_threads());
}

} // namespace sonosketch::runtime
