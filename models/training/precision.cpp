// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/precision.h"

#include "core/base/error.h"
#include "models/kernels/conv_function.h"
#include "models/kernels/tensor_memory.h"
#include "models/nn/cpu_setup.h"

namespace sonosketch::training {

Machine chooseMachine(DeviceChoice choice)
{
    Machine machine;
    const bool cuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !cuda)
        throw Error(ErrorCode::Device, "no CUDA device can be used", {}, "Use --device cpu, or a LibTorch built with CUDA");
    if (cuda && choice != DeviceChoice::Cpu) {
        machine.device = torch::Device(torch::kCUDA, 0);
        machine.bf16 = true;
        machine.name = "cuda:0";
        return machine;
    }
    const int threads = nn::prepareCpu();
    kernels::keepTensorMemory();
    machine.bf16 = kernels::fastPathEnabled();
    machine.name = "cpu (" + std::to_string(threads) + " threads)";
    return machine;
}

} // namespace sonosketch::training
