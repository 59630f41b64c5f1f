// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/kernel_detail.h"
#include "models/kernels/norm_kernel.h"

// Instance normalisation of numbers of type T: of float32, and (in amx_norm.cpp, which has load() and store() of them) of bf16.

namespace sonosketch::kernels {
namespace {

thread_local Scratch t_sums;
thread_local Scratch t_factors;

/// An image is cut into chunks of pixels, so that few images still keep all workers busy and sums stay short.
struct Chunks {
    Index pixels = 1;
    Index perImage = 1;
    Index count = 1;
};

Chunks cutChunks(const NormShape& shape)
{
    Chunks chunks;
    chunks.pixels = larger(64, Index{64} * 1024 / shape.channels);
    chunks.perImage = ceilDiv(shape.pixels, chunks.pixels);
    chunks.count = chunks.perImage * shape.batch;
    return chunks;
}

/// Calls visit(n, first pixel, pixel count, chunk) for every chunk of this worker.
template <typename Visit>
void forChunks(const NormShape& shape, const Chunks& chunks, int worker, int workers, const Visit& visit)
{
    for (Index chunk = chunks.count * worker / workers; chunk < chunks.count * (worker + 1) / workers; ++chunk) {
        const Index n = chunk / chunks.perImage;
        const Index first = chunk % chunks.perImage * chunks.pixels;
        visit(n, first, smaller(chunks.pixels, shape.pixels - first), chunk);
    }
}

/// Calls block(first channel, integral constant of 16-lane groups) so that groups of channels share a pass over the pixels.
template <typename Block>
void forChannels(Index channels, const Block& block)
{
    Index c = 0;
    if constexpr (lane == 16) // AVX2 has half as many registers
        for (; channels - c > 3 * lane; c += 4 * lane)
            block.template operator()<4>(c);
    for (; channels - c > lane; c += 2 * lane)
        block.template operator()<2>(c);
    if (c < channels)
        block.template operator()<1>(c);
}

template <typename T>
void forward(const NormShape& shape, const Workers& workers, const T* x, const float* weight, const float* bias, const T* residual, T* y,
    float* mean, float* inverse)
{
    const Index channels = shape.channels;
    const Index pitch = roundUp(channels, 4 * lane);
    const Chunks chunks = cutChunks(shape);
    float* partial = t_sums.get<float>(chunks.count * 2 * pitch);
    auto gather = [&](int worker) {
        forChunks(shape, chunks, worker, workers.count, [&](Index n, Index first, Index count, Index chunk) {
            const T* image = x + n * shape.pixels * channels;
            float* out = partial + chunk * 2 * pitch;
            forChannels(channels, [&]<int G>(Index c) {
                Vector shift[G];
                Vector sum[G];
                Vector square[G];
                Lanes mask[G];
                for (int g = 0; g < G; ++g) {
                    mask[g] = firstLanes(channels - c - g * lane);
                    shift[g] = load(image + c + g * lane, mask[g]); // the first pixel: keeps the squares small
                    sum[g] = zeros();
                    square[g] = zeros();
                }
                const T* from = image + first * channels + c;
                for (Index p = 0; p < count; ++p, from += channels) {
                    for (int g = 0; g < G; ++g) {
                        const Vector v = load(from + g * lane, mask[g]) - shift[g];
                        sum[g] += v;
                        square[g] = multiplyAdd(v, v, square[g]);
                    }
                }
                for (int g = 0; g < G; ++g) {
                    store(out + c + g * lane, sum[g]);
                    store(out + pitch + c + g * lane, square[g]);
                }
            });
        });
    };
    onWorkers(workers, gather);

    float* factors = t_factors.get<float>(shape.batch * 2 * pitch);
    for (Index n = 0; n < shape.batch; ++n) {
        for (Index c = 0; c < channels; ++c) {
            double sum = 0;
            double square = 0;
            for (Index k = 0; k < chunks.perImage; ++k) {
                sum += static_cast<double>(partial[(n * chunks.perImage + k) * 2 * pitch + c]);
                square += static_cast<double>(partial[((n * chunks.perImage + k) * 2 + 1) * pitch + c]);
            }
            const T* firstPixel = x + n * shape.pixels * channels + c;
            const double shift = static_cast<double>(firstOf(load(firstPixel, firstLanes(1))));
            const double pixels = static_cast<double>(shape.pixels);
            const double shifted = sum / pixels;
            const double variance = square / pixels - shifted * shifted;
            const double m = shift + shifted;
            const double r = 1.0 / __builtin_sqrt((variance > 0 ? variance : 0) + static_cast<double>(shape.eps));
            mean[n * channels + c] = static_cast<float>(m);
            inverse[n * channels + c] = static_cast<float>(r);
            const double scale = r * (weight != nullptr ? static_cast<double>(weight[c]) : 1.0);
            factors[n * 2 * pitch + c] = static_cast<float>(scale);
            factors[(n * 2 + 1) * pitch + c] = static_cast<float>((bias != nullptr ? static_cast<double>(bias[c]) : 0.0) - m * scale);
        }
    }

    auto apply = [&](int worker) {
        const Vector slope = all(shape.slope);
        forChunks(shape, chunks, worker, workers.count, [&](Index n, Index first, Index count, Index) {
            const float* scale = factors + n * 2 * pitch;
            const float* offset = scale + pitch;
            Index at = (n * shape.pixels + first) * channels;
            for (Index p = 0; p < count; ++p, at += channels) {
                for (Index c = 0; c < channels; c += lane) {
                    const Lanes mask = firstLanes(channels - c);
                    Vector v = multiplyAdd(load(x + at + c, mask), load(scale + c), load(offset + c));
                    v = choose(below(v, zeros()), v * slope, v);
                    if (residual != nullptr)
                        v += load(residual + at + c, mask);
                    store(y + at + c, mask, v);
                }
            }
        });
    };
    onWorkers(workers, apply);
}

template <typename T>
void backward(const NormShape& shape, const Workers& workers, const T* x, const T* gradY, const float* weight, const float* bias,
    const float* mean, const float* inverse, T* gradX, float* gradWeight, float* gradBias)
{
    const Index channels = shape.channels;
    const Index pitch = roundUp(channels, 4 * lane);
    const Chunks chunks = cutChunks(shape);
    const Vector slope = all(shape.slope);
    // Per image: what the forward pass multiplied and added (the sign of their result decides the slope), then the three factors of
    // gradX = f0 * gradient before the activation + f1 * x + f2.
    constexpr Index kinds = 5;
    float* factors = t_factors.get<float>(shape.batch * kinds * pitch);
    const auto weightOf = [&](Index c) { return weight != nullptr ? static_cast<double>(weight[c]) : 1.0; };
    for (Index n = 0; n < shape.batch; ++n) {
        for (Index c = 0; c < channels; ++c) {
            const double scale = static_cast<double>(inverse[n * channels + c]) * weightOf(c);
            const double add = (bias != nullptr ? static_cast<double>(bias[c]) : 0.0) - static_cast<double>(mean[n * channels + c]) * scale;
            factors[n * kinds * pitch + c] = static_cast<float>(scale);
            factors[(n * kinds + 1) * pitch + c] = static_cast<float>(add);
        }
    }

    float* partial = t_sums.get<float>(chunks.count * 2 * pitch);
    auto gather = [&](int worker) {
        forChunks(shape, chunks, worker, workers.count, [&](Index n, Index first, Index count, Index chunk) {
            float* out = partial + chunk * 2 * pitch;
            forChannels(channels, [&]<int G>(Index c) {
                Vector scale[G];
                Vector offset[G];
                Vector middle[G];
                Vector sum[G];
                Vector product[G];
                Lanes mask[G];
                for (int g = 0; g < G; ++g) {
                    const Index at = c + g * lane;
                    mask[g] = firstLanes(channels - at);
                    scale[g] = load(factors + n * kinds * pitch + at, mask[g]);
                    offset[g] = load(factors + (n * kinds + 1) * pitch + at, mask[g]);
                    middle[g] = load(mean + n * channels + at, mask[g]);
                    sum[g] = zeros();
                    product[g] = zeros();
                }
                Index at = (n * shape.pixels + first) * channels + c;
                for (Index p = 0; p < count; ++p, at += channels) {
                    for (int g = 0; g < G; ++g) {
                        const Vector v = load(x + at + g * lane, mask[g]);
                        const Vector d = load(gradY + at + g * lane, mask[g]);
                        const Vector before = multiplyAdd(v, scale[g], offset[g]);
                        const Vector e = choose(notAbove(before, zeros()), d * slope, d);
                        sum[g] += e;
                        product[g] = multiplyAdd(e, v - middle[g], product[g]);
                    }
                }
                for (int g = 0; g < G; ++g) {
                    store(out + c + g * lane, sum[g]);
                    store(out + pitch + c + g * lane, product[g]);
                }
            });
        });
    };
    onWorkers(workers, gather);

    for (Index c = 0; c < channels; ++c) {
        double weightGradient = 0;
        double biasGradient = 0;
        for (Index n = 0; n < shape.batch; ++n) {
            double sum = 0;
            double product = 0;
            for (Index k = 0; k < chunks.perImage; ++k) {
                sum += static_cast<double>(partial[(n * chunks.perImage + k) * 2 * pitch + c]);
                product += static_cast<double>(partial[((n * chunks.perImage + k) * 2 + 1) * pitch + c]);
            }
            const double r = static_cast<double>(inverse[n * channels + c]);
            const double pixels = static_cast<double>(shape.pixels);
            const double f0 = r * weightOf(c);
            const double f1 = -f0 * r * r * product / pixels;
            const double f2 = -f0 * sum / pixels - f1 * static_cast<double>(mean[n * channels + c]);
            factors[(n * kinds + 2) * pitch + c] = static_cast<float>(f0);
            factors[(n * kinds + 3) * pitch + c] = static_cast<float>(f1);
            factors[(n * kinds + 4) * pitch + c] = static_cast<float>(f2);
            weightGradient += product * r;
            biasGradient += sum;
        }
        if (gradWeight != nullptr)
            gradWeight[c] = static_cast<float>(weightGradient);
        if (gradBias != nullptr)
            gradBias[c] = static_cast<float>(biasGradient);
    }

    auto apply = [&](int worker) {
        forChunks(shape, chunks, worker, workers.count, [&](Index n, Index first, Index count, Index) {
            const float* f = factors + n * kinds * pitch;
            Index at = (n * shape.pixels + first) * channels;
            for (Index p = 0; p < count; ++p, at += channels) {
                for (Index c = 0; c < channels; c += lane) {
                    const Lanes mask = firstLanes(channels - c);
                    const Vector v = load(x + at + c, mask);
                    const Vector d = load(gradY + at + c, mask);
                    const Vector before = multiplyAdd(v, load(f + c), load(f + pitch + c));
                    const Vector e = choose(notAbove(before, zeros()), d * slope, d);
                    Vector g = multiplyAdd(v, load(f + 3 * pitch + c), load(f + 4 * pitch + c));
                    g = multiplyAdd(e, load(f + 2 * pitch + c), g);
                    store(gradX + at + c, mask, g);
                }
            }
        });
    };
    onWorkers(workers, apply);
}

} // namespace
} // namespace sonosketch::kernels
