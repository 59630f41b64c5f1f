// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/distributed/launcher.h"

#include <memory>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace sonosketch::distributed {

/// The processes of one training run, and what they tell each other: data parallel training with synchronous averaging of gradients
/// (Goyal et al. 2017, "Accurate, Large Minibatch SGD", section 3). Over LibTorch's c10d: Gloo between CPUs, NCCL between GPUs.
///
/// Every process must call the same functions in the same order; each call returns when all have come to it. All of them throw Error(Device)
/// when another process is gone or silent for longer than the launch's timeout; the group is of no use afterwards. One thread at a time.
class ProcessGroup {
public:
    /// Meets the other processes. `cudaDevice` is the index of this process's GPU, -1 for the CPU. Returns within the launch's timeout and some
    /// seconds. Throws Error(Device) if not all come, if two claim the same rank, if rank 0 cannot listen at its port, or if this build
    /// cannot do it (see available()).
    static std::unique_ptr<ProcessGroup> join(const Launch& launch, int cudaDevice = -1);
    /// Whether this build can work with several processes, on CPUs or with CUDA.
    static bool available(bool cuda);

    ~ProcessGroup();
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    int rank() const;
    int size() const;
    bool isFirst() const { return rank() == 0; } ///< the one that writes files
    std::string transport() const;               ///< "gloo" or "nccl"

    /// Replaces each parameter's gradient by its mean over the processes. Parameters without a gradient are left out; all processes must
    /// agree on which those are. Gradients of 16 bits travel as float32.
    void averageGradients(const std::vector<at::Tensor>& parameters);
    /// Overwrites the tensors with those of rank 0, in place. Same shapes and types everywhere.
    void broadcast(const std::vector<at::Tensor>& tensors);
    /// Element-wise sums over the processes.
    std::vector<double> sum(const std::vector<double>& values);
    /// Element-wise means over the processes.
    std::vector<double> mean(const std::vector<double>& values);
    /// Whether the value is true in any process.
    bool any(bool value);
    /// Rank 0's value.
    double fromFirst(double value);
    /// Throws Error(InvalidArgument) in every process if the value differs between them; `what` names it ("the recipe").
    void requireEqual(const std::string& what, const std::string& value);
    /// Returns when all processes have come here.
    void barrier();

private:
    class Impl;
    explicit ProcessGroup(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A contiguous part of a batch.
struct Shard {
    int first = 0, count = 0;
};

/// The examples of a batch that `rank` of `size` works on. Throws Error(InvalidArgument) if the batch is not a multiple of the size.
Shard shardOf(int batch, int rank, int size);

} // namespace sonosketch::distributed
