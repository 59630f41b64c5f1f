// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"

#include <torch/types.h>

// The networks' two costly layers as differentiable functions of tensors: on a CPU with AMX, AVX-512 or AVX2 by our own kernels, anywhere else by torch.
// First derivatives only: a gradient penalty needs torch's own layers.
namespace sonosketch::kernels {

struct ConvOptions {
    std::int64_t stride = 1;
    std::int64_t padding = 0;
    Border border = Border::Zero; ///< what the padding shows; mirroring here costs nothing, unlike torch::reflection_pad2d before
    std::int64_t upsample = 1;    ///< nearest-neighbour enlargement of x before the padding, as cheap
};

/// y = conv(pad(upsample(x)), weight) + bias for x [N, C, H, W], weight [O, C, kH, kW] and bias [O] or undefined; y has x's type.
/// On AMX tiles: float32 or bfloat16 x (a copy is made unless it is channels-last) and float32 weights; products of bf16-rounded numbers,
/// float32 sums, y channels-last. Weights kept channels-last are packed fastest. Stride at most 4.
/// With AVX-512 or AVX2 alone: the same for float32 x, in float32 throughout; bfloat16 x goes through torch.
torch::Tensor conv2d(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias, const ConvOptions& options);
torch::Tensor conv2d(
    const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias, std::int64_t stride = 1, std::int64_t padding = 0);

enum class Act : std::uint8_t { None, Relu, LeakyRelu }; ///< leaky: 0.2 below zero

/// act((x - mean) / sqrt(variance + eps) * weight + bias) + residual with the statistics of each image and channel.
/// weight, bias ([C], float32) and residual (like x) may be undefined; the result has x's type.
torch::Tensor instanceNormAct(const torch::Tensor& x, const torch::Tensor& weight = {}, const torch::Tensor& bias = {}, double eps = 1e-5,
    Act activation = Act::None, const torch::Tensor& residual = {});

/// Who computes these layers for CPU tensors, the slowest first.
enum class KernelPath : std::uint8_t {
    Torch, ///< LibTorch
    Float, ///< our float32 kernels, where the CPU has AVX-512 or AVX2 (float_isa.h)
    Tiles, ///< our bf16 kernels, where the CPU has AMX
};
/// The best path that this CPU has and that setKernelPath() allows.
KernelPath kernelPath();
/// Allows no better path than this one, for the whole process: comparisons, tests.
void setKernelPath(KernelPath best);

/// True on the Tiles path: activations are then best kept bfloat16 and channels-last.
bool fastPathEnabled();
/// Allows all paths, or LibTorch alone.
void setFastPath(bool enabled);

} // namespace sonosketch::kernels
