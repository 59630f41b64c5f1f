// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>

// Convolutions, forward and both gradients, on Intel AMX tiles: bf16 products, fp32 sums. Raw pointers, no torch.
// Call them only where amxAvailable() is true; any thread may. Bad shapes are the caller's fault (conv_function.cpp checks).
namespace sonosketch::kernels {

/// True if CPU and operating system let this process use AMX bf16 tiles and AVX-512 bf16.
/// The first call asks the kernel for the permission, which holds for every thread; later calls are free.
bool amxAvailable();

enum class Scalar : std::uint8_t { Float32, BFloat16 };
enum class Border : std::uint8_t { Zero, Reflect };

/// Runs body(argument, index) for every index in [0, count), in parallel where it can, and returns when all are done.
struct Workers {
    int count = 1;
    void (*launch)(int count, void (*body)(void* argument, int index), void* argument) = nullptr;
};

/// A convolution over dense NHWC images: y = conv(pad(upsample(x))). Height and width are those of x.
struct ConvShape {
    std::int64_t batch = 0;
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t inChannels = 0;
    std::int64_t outChannels = 0;
    std::int64_t kernelHeight = 0;
    std::int64_t kernelWidth = 0;
    std::int64_t stride = 1;
    std::int64_t padding = 0;
    std::int64_t upsample = 1; ///< nearest-neighbour enlargement before the padding
    Border border = Border::Zero;

    std::int64_t paddedHeight() const { return height * upsample + 2 * padding; }
    std::int64_t paddedWidth() const { return width * upsample + 2 * padding; }
    std::int64_t outHeight() const { return (paddedHeight() - kernelHeight) / stride + 1; }
    std::int64_t outWidth() const { return (paddedWidth() - kernelWidth) / stride + 1; }
};

/// Where element (o, c, y, x) of a weight lies: data[o * out + c * in + y * row + x * column]. Fastest with in == 1 (channels last).
struct WeightStrides {
    std::int64_t out = 0;
    std::int64_t in = 0;
    std::int64_t row = 0;
    std::int64_t column = 0;
};

/// y[n, oy, ox, o] = bias[o] + sum over c, ky, kx. `bias` may be null.
void convForward(const ConvShape& shape, Workers workers, const void* x, Scalar xType, const float* weight, WeightStrides strides,
    const float* bias, void* y, Scalar yType);

/// The gradient of x (every element is written).
void convBackwardData(const ConvShape& shape, Workers workers, const void* gradY, Scalar gradYType, const float* weight,
    WeightStrides strides, void* gradX, Scalar gradXType);

/// The gradients of weight and bias (every element is written; `gradBias` may be null). Same result for the same worker count.
void convBackwardWeights(const ConvShape& shape, Workers workers, const void* x, Scalar xType, const void* gradY, Scalar gradYType,
    float* gradWeight, WeightStrides strides, float* gradBias);

} // namespace sonosketch::kernels
