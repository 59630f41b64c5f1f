// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/enlarging_conv.h"

#include <algorithm>
#include <vector>

namespace sonosketch::kernels {

namespace {

using Index = std::int64_t;

constexpr Index edge = 4; ///< of the larger kernel

/// The convolution of stride 2 from y back to x.
ConvShape halving(const ConvShape& shape)
{
    return {.batch = shape.batch,
        .height = 2 * shape.height,
        .width = 2 * shape.width,
        .inChannels = shape.outChannels,
        .outChannels = shape.inChannels,
        .kernelHeight = edge,
        .kernelWidth = edge,
        .stride = 2,
        .padding = 1};
}

/// Its weights lie as [channel of x][row][column][channel of y].
WeightStrides largeStrides(const ConvShape& shape)
{
    return {.out = edge * edge * shape.outChannels, .in = 1, .row = edge * shape.outChannels, .column = shape.outChannels};
}

/// Calls visit(small, large) for all pairs of a weight and one of the larger kernel's that it is a part of: along each axis, weight k is one of 2 - k
/// and of 3 - k.
template <typename Visit>
void forPairs(const ConvShape& shape, const WeightStrides& strides, const Visit& visit)
{
    const WeightStrides large = largeStrides(shape);
    for (Index c = 0; c < shape.inChannels; ++c)
        for (Index ky = 0; ky < 3; ++ky)
            for (Index kx = 0; kx < 3; ++kx)
                for (Index part = 0; part < 4; ++part) {
                    const Index to = c * large.out + (2 - ky + part / 2) * large.row + (2 - kx + part % 2) * large.column;
                    const Index from = c * strides.in + ky * strides.row + kx * strides.column;
                    for (Index o = 0; o < shape.outChannels; ++o)
                        visit(from + o * strides.out, to + o);
                }
}

std::vector<float> largeKernel(const ConvShape& shape, const float* weight, const WeightStrides& strides)
{
    std::vector<float> large(static_cast<std::size_t>(edge * edge * shape.inChannels * shape.outChannels), 0.0F);
    forPairs(shape, strides, [&](Index small, Index place) { large[static_cast<std::size_t>(place)] += weight[small]; });
    return large;
}

/// Sums over all pixels, by rows and in their order, whoever computes them.
void sumPixels(const ConvShape& shape, const Workers& workers, const float* gradY, float* sums)
{
    const Index rows = shape.batch * shape.outHeight();
    const Index width = shape.outWidth();
    const Index channels = shape.outChannels;
    struct Task {
        const float* from;
        std::vector<float> sums;
        Index rows, width, channels;
        int workers;
    } task{gradY, std::vector<float>(static_cast<std::size_t>(rows * channels), 0.0F), rows, width, channels, std::max(workers.count, 1)};
    const auto body = [](void* argument, int worker) {
        auto& t = *static_cast<Task*>(argument);
        for (Index row = worker; row < t.rows; row += t.workers) {
            const float* pixel = t.from + row * t.width * t.channels;
            float* sum = t.sums.data() + row * t.channels;
            for (Index x = 0; x < t.width; ++x, pixel += t.channels)
                for (Index c = 0; c < t.channels; ++c)
                    sum[c] += pixel[c];
        }
    };
    if (workers.launch == nullptr || task.workers == 1)
        for (int worker = 0; worker < task.workers; ++worker)
            body(&task, worker);
    else
        workers.launch(task.workers, body, &task);
    for (Index c = 0; c < channels; ++c) {
        double sum = 0;
        for (Index row = 0; row < rows; ++row)
            sum += static_cast<double>(task.sums[static_cast<std::size_t>(row * channels + c)]);
        sums[c] = static_cast<float>(sum);
    }
}

} // namespace

bool enlargesTwice(const ConvShape& shape)
{
    return shape.upsample == 2 && shape.kernelHeight == 3 && shape.kernelWidth == 3 && shape.stride == 1 && shape.padding == 1
        && shape.border == Border::Zero;
}

void enlargingForward(
    const ConvShape& shape, Workers workers, const float* x, const float* weight, WeightStrides strides, const float* bias, float* y)
{
    const auto large = largeKernel(shape, weight, strides);
    floatConvTransposed(halving(shape), workers, x, large.data(), largeStrides(shape), bias, y);
}

void enlargingBackwardData(
    const ConvShape& shape, Workers workers, const float* gradY, const float* weight, WeightStrides strides, float* gradX)
{
    const auto large = largeKernel(shape, weight, strides);
    floatConvForward(halving(shape), workers, gradY, large.data(), largeStrides(shape), nullptr, gradX);
}

void enlargingBackwardWeights(
    const ConvShape& shape, Workers workers, const float* x, const float* gradY, float* gradWeight, WeightStrides strides, float* gradBias)
{
    std::vector<float> large(static_cast<std::size_t>(edge * edge * shape.inChannels * shape.outChannels));
    floatConvBackwardWeights(halving(shape), workers, gradY, x, large.data(), largeStrides(shape), nullptr);
    forPairs(shape, strides, [&](Index small, Index) { gradWeight[small] = 0; });
    forPairs(shape, strides, [&](Index small, Index place) { gradWeight[small] += large[static_cast<std::size_t>(place)]; });
    if (gradBias != nullptr)
        sumPixels(shape, workers, gradY, gradBias);
}

} // namespace sonosketch::kernels
