// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/device_choice.h"

#include <torch/torch.h>

#include <string>

namespace sonosketch::training {

/// Where and how a run computes.
struct Machine {
    torch::Device device{torch::kCPU};
    bool bf16 = false; ///< activations in bfloat16, weights and optimiser in float32
    std::string name;  ///< "cpu (2 threads)" or "cuda:0 NAME"
    std::string precision() const { return bf16 ? "bf16" : "fp32"; }
};

/// Picks the device, sets thread counts, and chooses bf16 where it pays: on CUDA, and on CPUs with AMX. Throws Error(Device) if CUDA is asked for and missing.
/// `localRank` is this process's number among those of a run on this machine; each takes a GPU of its own.
Machine chooseMachine(DeviceChoice choice, int localRank = 0);

} // namespace sonosketch::training
