// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/perception_model.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"
#include "models/kernels/tensor_memory.h"
#include "models/metrics/segmenter.h"
#include "models/nn/cpu_setup.h"

#include <cstring>

namespace sonosketch::metrics {

void savePerceptionModel(const std::filesystem::path& folder, const torch::nn::Module& module, PerceptionCard card)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, "cannot make folder (" + error.message() + ")", folder.string());
    checkpoint::TensorFile file;
    checkpoint::collect(module, "", file);
    for (auto& [name, tensor] : file.tensors)
        tensor = tensor.to(torch::kFloat16);
    file.metadata["format"] = "sonosketch-" + card.kind;
    card.weights = card.kind + ".safetensors";
    checkpoint::writeSafetensors(folder / card.weights, file);
    card.sha256 = sha256File(folder / card.weights);
    writeFileAtomically(folder / "model.json", card.toJson());
}

void loadPerceptionWeights(const std::filesystem::path& folder, const PerceptionCard& card, torch::nn::Module& module)
{
    const auto path = folder / card.weights;
    checkpoint::restore(module, "", checkpoint::readSafetensors(path), path.string());
    module.eval();
}

torch::Device perceptionDevice(DeviceChoice choice)
{
    nn::prepareCpu();
    kernels::keepTensorMemory();
    const bool cuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !cuda)
        throw Error(ErrorCode::Device, "no CUDA device can be used", {}, "Use --device cpu, or build against a LibTorch with CUDA");
    return cuda && choice != DeviceChoice::Cpu ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
}

torch::Tensor toUnitRange(const torch::Tensor& bytes, torch::Device device)
{
    return bytes.to(device).to(torch::kFloat32).mul_(1.0 / 127.5).sub_(1.0).contiguous(torch::MemoryFormat::ChannelsLast);
}

torch::Tensor toTensor(const cv::Mat& image)
{
    if (image.empty() || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "an 8-bit grey picture is wanted");
    auto tensor = torch::empty({1, 1, image.rows, image.cols}, torch::kUInt8);
    const cv::Mat plain = image.isContinuous() ? image : image.clone();
    std::memcpy(tensor.data_ptr(), plain.data, plain.total());
    return tensor;
}

std::filesystem::path bundledSegmenter()
{
    return weightsDir() / "unet-segmenter";
}

std::filesystem::path bundledFeatureEncoder()
{
    return weightsDir() / "feature-encoder";
}

} // namespace sonosketch::metrics
