// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/cuda_pass.h"

#include "models/runtime/plane_changes.h"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/torch.h>

#include <cuda_runtime_api.h>

#include <cstring>
#include <utility>

namespace sonosketch::runtime {

struct CudaPass::Implementation {
    nn::GeneratorPtr generator;
    int channels;
    std::int64_t size;
    c10::cuda::CUDAStream stream = c10::cuda::getStreamFromPool(/*isHighPriority=*/true);
    torch::Tensor planes, picture;   ///< on the device, at addresses that the graph remembers
    torch::Tensor staging, received; ///< pinned; staging always holds what the device has
    bool deviceKnown = true;         ///< false while a pass is under way: after an error nobody knows what arrived
    at::cuda::CUDAGraph graph;

    Implementation(nn::GeneratorPtr given, int conditionChannels, int edge)
        : generator(std::move(given))
        , channels(conditionChannels)
        , size(edge)
    {
        const c10::cuda::CUDAStreamGuard guard(stream);
        const torch::NoGradGuard noGradients;
        generator->to(torch::Device(torch::kCUDA, stream.device_index()), torch::kFloat16);
        for (auto& parameter : generator->parameters())
            if (parameter.dim() == 4)
                parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
        const auto bytes = torch::TensorOptions().dtype(torch::kUInt8);
        planes = torch::zeros({1, channels, size, size}, bytes.device(torch::kCUDA, stream.device_index()));
        picture = torch::zeros({1, 1, size, size}, planes.options());
        staging = torch::zeros({channels, size, size}, bytes).pin_memory();
        received = torch::zeros({size, size}, bytes).pin_memory();
        // Libraries choose their kernels and take their memory in the first passes, which must not be recorded.
        for (int i = 0; i < 3; ++i)
            compute();
        stream.synchronize();
        graph.capture_begin();
        compute();
        graph.capture_end();
    }

    void compute()
    {
        auto x = planes.to(torch::kFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
        const bool smaller = generator->size() < size;
        if (smaller)
            x = nn::halve(x);
        auto image = generator->forward(x).to(torch::kFloat32);
        if (smaller)
            image = nn::twice(image);
        picture.copy_(image.add(1.0).mul(127.5).round().clamp(0, 255));
    }

    void upload(const std::uint8_t* given)
    {
        PlaneChange change = changedPlanes(staging.data_ptr<std::uint8_t>(), given, channels, size);
        if (!std::exchange(deviceKnown, false))
            change = {{0, 0, size, size}, 0, channels - 1};
        if (change.rect.empty())
            return;
        const auto width = static_cast<std::size_t>(change.rect.width());
        for (int c = change.firstPlane; c <= change.lastPlane; ++c) {
            const std::int64_t first = (c * size + change.rect.y0) * size + change.rect.x0;
            std::uint8_t* from = staging.data_ptr<std::uint8_t>() + first;
            for (std::int64_t y = 0; y < change.rect.height(); ++y)
                std::memcpy(from + y * size, given + first + y * size, width);
            C10_CUDA_CHECK(cudaMemcpy2DAsync(planes.data_ptr<std::uint8_t>() + first, static_cast<std::size_t>(size), from,
                static_cast<std::size_t>(size), width, static_cast<std::size_t>(change.rect.height()), cudaMemcpyHostToDevice, stream));
        }
    }

    cv::Mat run(const std::uint8_t* given)
    {
        const c10::cuda::CUDAStreamGuard guard(stream);
        upload(given);
        graph.replay();
        C10_CUDA_CHECK(cudaMemcpyAsync(
            received.data_ptr(), picture.data_ptr(), static_cast<std::size_t>(size * size), cudaMemcpyDeviceToHost, stream));
        stream.synchronize();
        deviceKnown = true;
        return cv::Mat(static_cast<int>(size), static_cast<int>(size), CV_8UC1, received.data_ptr()).clone();
    }
};

CudaPass::CudaPass(nn::GeneratorPtr generator, int channels, int size)
    : m_impl(std::make_unique<Implementation>(std::move(generator), channels, size))
{
}

CudaPass::~CudaPass() = default;

cv::Mat CudaPass::run(const std::uint8_t* planes)
{
    return m_impl->run(planes);
}

} // namespace sonosketch::runtime
