// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "packaging/gpu/carry.h"

#include "core/base/error.h"
#include "models/checkpoint/safetensors.h"

#include <string>

namespace sonosketch::gpu {

namespace {

constexpr const char* smallFormat = "sonosketch-shrunk-checkpoint";
// The names that RunState::save and Adam::save give.
const std::string generator = "generator.", average = "average.";

bool isMean(const std::string& name)
{
    return name.starts_with("adam_") && name.find(".mean.") != std::string::npos;
}

bool isVariance(const std::string& name)
{
    return name.starts_with("adam_") && name.find(".variance.") != std::string::npos;
}

} // namespace

void shrinkCheckpoint(const std::filesystem::path& checkpoint, const std::filesystem::path& small)
{
    auto file = checkpoint::readSafetensors(checkpoint, 4ull << 30);
    checkpoint::TensorFile result;
    result.metadata = file.metadata;
    result.metadata["kept_format"] = file.metadata["format"];
    result.metadata["format"] = smallFormat;
    for (const auto& [name, tensor] : file.tensors) {
        if (name.starts_with(generator) || isMean(name))
            continue;
        const bool moment = isVariance(name);
        result.tensors[name] = tensor.is_floating_point() ? tensor.to(moment ? torch::kBFloat16 : torch::kFloat16) : tensor;
    }
    checkpoint::writeSafetensors(small, result);
}

void growCheckpoint(const std::filesystem::path& small, const std::filesystem::path& checkpoint)
{
    auto file = checkpoint::readSafetensors(small, 4ull << 30);
    if (file.metadata["format"] != smallFormat)
        throw Error(ErrorCode::Corrupt, "this is no checkpoint that was shrunk for carrying", small.string());
    checkpoint::TensorFile result;
    result.metadata = file.metadata;
    result.metadata["format"] = file.metadata["kept_format"];
    result.metadata.erase("kept_format");
    for (const auto& [name, tensor] : file.tensors) {
        const auto full = tensor.is_floating_point() ? tensor.to(torch::kFloat32) : tensor;
        result.tensors[name] = full;
        if (name.starts_with(average))
            result.tensors[generator + name.substr(average.size())] = full;
        if (isVariance(name)) {
            std::string mean = name;
            mean.replace(mean.find(".variance."), std::string(".variance.").size(), ".mean.");
            result.tensors[mean] = torch::zeros_like(full);
        }
    }
    checkpoint::writeSafetensors(checkpoint, result);
}

} // namespace sonosketch::gpu
