// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/precision.h"

#include "core/base/error.h"
#include "models/kernels/conv_function.h"
#include "models/kernels/tensor_memory.h"
#include "models/nn/cpu_setup.h"

#include <ATen/Context.h>
#include <fmt/format.h>

namespace sonosketch::training {

Machine chooseMachine(DeviceChoice choice, int localRank)
{
    Machine machine;
    const bool cuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !cuda)
        throw Error(ErrorCode::Device, "no CUDA device can be used", {}, "Use --device cpu, or a LibTorch built with CUDA");
    if (cuda && choice != DeviceChoice::Cpu) {
        // A launcher may show each process only its own GPU.
        const auto count = static_cast<int>(torch::cuda::device_count());
        const int index = count == 1 ? 0 : localRank;
        if (index >= count)
            throw Error(ErrorCode::Device, fmt::format("process {} of this machine has no GPU of its own: there are {}", localRank, count),
                {}, "Start at most one process for each GPU");
        machine.device = torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(index));
        machine.bf16 = true;
        machine.name = fmt::format("cuda:{}", index);
        // Shapes change only between phases, so that trying every algorithm once pays.
        at::globalContext().setBenchmarkCuDNN(true);
        return machine;
    }
    const int threads = nn::prepareCpu();
    kernels::keepTensorMemory();
    machine.bf16 = kernels::fastPathEnabled();
    machine.name = "cpu (" + std::to_string(threads) + " threads)";
    return machine;
}

} // namespace sonosketch::training
