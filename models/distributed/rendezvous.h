// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/distributed/launcher.h"

#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace sonosketch::distributed {

/// A connection among all processes: the few operations of c10d that ProcessGroup builds on. Internal to this folder; it keeps c10d's headers, which
/// differ between LibTorch's versions and builds, in one source file. The functions throw whatever c10d, Gloo or NCCL throw.
class Link {
public:
    virtual ~Link() = default;
    virtual std::string transport() const = 0;
    /// Sums over all processes, in place. The tensor is contiguous, on the CPU for "gloo" and on the GPU for "nccl".
    virtual void allReduce(at::Tensor& tensor) = 0;
    virtual void broadcast(at::Tensor& tensor) = 0;
};

bool linkAvailable(bool cuda);
/// See ProcessGroup::join().
std::unique_ptr<Link> joinGroup(const Launch& launch, int cudaDevice);
/// LibTorch's messages carry a stack trace; the first line says what happened.
std::string firstLine(const std::string& text);

} // namespace sonosketch::distributed
