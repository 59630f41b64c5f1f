// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/image_generator.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <memory>

namespace sonosketch::runtime {

/// A generator's exact pass on a CUDA device: half precision, channels-last, recorded once as a CUDA graph and replayed on a stream of its own. Only the
/// rows and columns that changed travel up, from pinned memory, and one grey picture comes down. Built only where LibTorch has CUDA.
/// One thread at a time. Throws c10::Error where the device fails (out of memory, lost).
class CudaPass {
public:
    /// Takes the generator over: it moves to the device. `channels` and `size` are those of the condition.
    CudaPass(nn::GeneratorPtr generator, int channels, int size);
    ~CudaPass();
    CudaPass(const CudaPass&) = delete;
    CudaPass& operator=(const CudaPass&) = delete;

    /// `planes`: [channel][row][column] of bytes 0 or 1. Result CV_8UC1, size x size.
    cv::Mat run(const std::uint8_t* planes);

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch::runtime
