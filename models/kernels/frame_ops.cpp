// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/kernel_detail.h"
#include "models/kernels/kernel_table.h"

#include <atomic>

namespace sonosketch::kernels {
namespace {

/// Calls visit(row) for the rows of a region, on all workers.
template <typename Visit>
void forRows(const Workers& workers, const FrameRect& region, const Visit& visit)
{
    if (region.empty())
        return;
    const Index bandRows = larger(1, ceilDiv(region.height(), Index{4} * workers.count));
    std::atomic<Index> next{region.y0};
    auto body = [&](int) {
        for (Index first = next.fetch_add(bandRows); first < region.y1; first = next.fetch_add(bandRows))
            for (Index row = first; row < smaller(first + bandRows, region.y1); ++row)
                visit(row);
    };
    onWorkers(workers, body);
}

/// e^x for -20 <= x <= 20: 2^n times a polynomial in the rest (Cephes' coefficients), relative error about 1e-7.
inline Vector exponential(Vector x)
{
    const Vector n = rounded(x * all(1.44269504088896341F));
    Vector r = subtractProduct(x, n, all(0.693359375F));
    r = subtractProduct(r, n, all(-2.12194440e-4F));
    Vector p = all(1.9875691500e-4F);
    constexpr float coefficients[] = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};
    for (const float c : coefficients)
        p = multiplyAdd(p, r, all(c));
    p = multiplyAdd(p, r * r, r + all(1.0F));
    return scaledByPower(p, n);
}

inline Vector hyperbolicTangent(Vector x)
{
    const Vector limit = all(9.5F); // tanh is 1 in float32 from there on
    const Vector clamped = minimum(maximum(x, zeros() - limit), limit);
    const Vector e = exponential(clamped + clamped);
    const Vector one = all(1.0F);
    return (e - one) / (e + one);
}

inline void storeGrey(std::uint8_t* to, Lanes lanes, Vector v)
{
    storeBytes(to, lanes, (v + all(1.0F)) * all(127.5F));
}

} // namespace
} // namespace sonosketch::kernels

namespace sonosketch::kernels::SONOSKETCH_ISA {

void loadPlanes(const Workers& workers, const std::uint8_t* planes, Index skipped, const Frame& frame, const FrameRect& region)
{
    const Index plane = frame.height * frame.width;
    forRows(workers, region, [&](Index row) {
        for (Index c = 0; c < frame.channels; ++c) {
            const std::uint8_t* from = planes + (skipped >= 0 && c >= skipped ? c + 1 : c) * plane + row * frame.width;
            float* to = frame.at(row, 0) + c;
            for (Index x = region.x0; x < region.x1; ++x)
                to[x * frame.channels] = static_cast<float>(from[x]);
        }
    });
}

void channelStatistics(const Workers& workers, const Frame& frame, float* scratch, float* mean, float* variance)
{
    const Index channels = frame.channels;
    const Index bands = ceilDiv(frame.height, statisticsRows);
    // Differences to one pixel: the squares of large means would drown the variance.
    const float* origin = frame.at(0, 0);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        for (Index band = next++; band < bands; band = next++) {
            const Index last = smaller((band + 1) * statisticsRows, frame.height);
            float* out = scratch + band * 2 * channels;
            for (Index c = 0; c < channels; c += 2 * lane) {
                Lanes mask[2];
                Vector zero[2];
                Vector sum[2];
                Vector square[2];
                for (int g = 0; g < 2; ++g) {
                    mask[g] = firstLanes(channels - c - g * lane);
                    zero[g] = load(origin + c + g * lane, mask[g]);
                    sum[g] = square[g] = zeros();
                }
                for (Index row = band * statisticsRows; row < last; ++row) {
                    const float* p = frame.at(row, 0) + c;
                    for (Index x = 0; x < frame.width; ++x, p += channels)
                        for (int g = 0; g < 2; ++g) {
                            const Vector v = load(p + g * lane, mask[g]) - zero[g];
                            sum[g] += v;
                            square[g] = multiplyAdd(v, v, square[g]);
                        }
                }
                for (int g = 0; g < 2; ++g) {
                    store(out + c + g * lane, mask[g], sum[g]);
                    store(out + channels + c + g * lane, mask[g], square[g]);
                }
            }
        }
    };
    onWorkers(workers, body);
    const double count = static_cast<double>(frame.height * frame.width);
    for (Index c = 0; c < channels; ++c) {
        double sum = 0;
        double square = 0;
        for (Index band = 0; band < bands; ++band) {
            sum += static_cast<double>(scratch[band * 2 * channels + c]);
            square += static_cast<double>(scratch[(band * 2 + 1) * channels + c]);
        }
        const double centre = sum / count;
        const double spread = square / count - centre * centre;
        mean[c] = static_cast<float>(centre + static_cast<double>(origin[c]));
        variance[c] = spread > 0 ? static_cast<float>(spread) : 0.0F;
    }
}

void scaleShift(const Workers& workers, const Frame& x, const float* scale, const float* shift, float slope, const Frame* residual,
    const Frame& y, const FrameRect& region)
{
    const Index channels = x.channels;
    const Vector factor = all(slope);
    forRows(workers, region, [&](Index row) {
        for (Index c = 0; c < channels; c += 2 * lane) {
            Lanes mask[2];
            Vector a[2];
            Vector b[2];
            for (int g = 0; g < 2; ++g) {
                mask[g] = firstLanes(channels - c - g * lane);
                a[g] = load(scale + c + g * lane, mask[g]);
                b[g] = load(shift + c + g * lane, mask[g]);
            }
            const float* from = x.at(row, region.x0) + c;
            const float* more = residual == nullptr ? nullptr : residual->at(row, region.x0) + c;
            float* to = y.at(row, region.x0) + c;
            for (Index i = 0; i < region.width(); ++i, from += channels, to += channels) {
                for (int g = 0; g < 2; ++g) {
                    Vector v = multiplyAdd(load(from + g * lane, mask[g]), a[g], b[g]);
                    v = maximum(v, v * factor);
                    if (more != nullptr)
                        v += load(more + g * lane, mask[g]);
                    store(to + g * lane, mask[g], v);
                }
                if (more != nullptr)
                    more += channels;
            }
        }
    });
}

void addNoise(const Workers& workers, const float* plane, const float* scale, float slope, const Frame& y, const FrameRect& region)
{
    const Index channels = y.channels;
    const Vector factor = all(slope);
    forRows(workers, region, [&](Index row) {
        for (Index c = 0; c < channels; c += lane) {
            const Lanes mask = firstLanes(channels - c);
            const Vector amount = load(scale + c, mask);
            const float* noise = plane + row * y.width + region.x0;
            float* to = y.at(row, region.x0) + c;
            for (Index i = 0; i < region.width(); ++i, to += channels) {
                const Vector v = multiplyAdd(amount, all(noise[i]), load(to, mask));
                store(to, mask, maximum(v, v * factor));
            }
        }
    });
}

void blendHalved(const Workers& workers, float alpha, const Frame& full, const Frame& y, const FrameRect& region)
{
    const float rest = 0.25F * (1.0F - alpha);
    forRows(workers, region, [&](Index row) {
        const Index channels = y.channels;
        for (Index x = region.x0; x < region.x1; ++x) {
            const float* above = full.at(2 * row, 2 * x);
            const float* below = full.at(2 * row + 1, 2 * x);
            float* to = y.at(row, x);
            for (Index c = 0; c < channels; ++c)
                to[c] = alpha * to[c] + rest * (above[c] + above[channels + c] + below[c] + below[channels + c]);
        }
    });
}

void tanhInPlace(const Workers& workers, const Frame& x, const FrameRect& region)
{
    forRows(workers, region, [&](Index row) {
        float* p = x.at(row, region.x0);
        for (Index i = 0; i < region.width(); i += lane) {
            const Lanes mask = firstLanes(region.width() - i);
            store(p + i, mask, hyperbolicTangent(load(p + i, mask)));
        }
    });
}

void finish(const Workers& workers, const Frame& x, std::uint8_t* bytes, const FrameRect& region)
{
    forRows(workers, region, [&](Index row) {
        for (Index i = region.x0; i < region.x1; i += lane) {
            const Lanes mask = firstLanes(region.x1 - i);
            storeGrey(bytes + row * x.width + i, mask, hyperbolicTangent(load(x.at(row, i), mask)));
        }
    });
}

void finishBlended(const Workers& workers, float alpha, const Frame& x, const Frame& half, std::uint8_t* bytes, const FrameRect& region)
{
    // Pixel i of the large image lies between (i - 1) / 2 and its neighbour, a quarter of the way from the nearer one.
    const Vector main = all(alpha);
    const Vector rest = all(1.0F - alpha);
    const Vector lastColumn = all(static_cast<float>(x.width - 1));
    forRows(workers, region, [&](Index row) {
        const float* nearer = half.at(row / 2, 0);
        const float* farther = half.at(row % 2 == 0 ? row / 2 - 1 : row / 2 + 1, 0);
        const auto vertical = [&](Vector column) {
            return multiplyAdd(all(0.75F), gathered(nearer, column), all(0.25F) * gathered(farther, column));
        };
        for (Index i = region.x0; i < region.x1; i += lane) {
            const Lanes mask = firstLanes(region.x1 - i);
            // Lanes beyond the image read its last column.
            const Vector column = minimum(countUp() + all(static_cast<float>(i)), lastColumn);
            const Vector own = rounded(column * all(0.5F) - all(0.25F));
            const Vector other = choose(below(own + own, column), own + all(1.0F), own - all(1.0F));
            const Vector skip = multiplyAdd(all(0.75F), vertical(own), all(0.25F) * vertical(other));
            const Vector detail = hyperbolicTangent(load(x.at(row, i), mask));
            storeGrey(bytes + row * x.width + i, mask, multiplyAdd(main, detail, rest * skip));
        }
    });
}

} // namespace sonosketch::kernels::SONOSKETCH_ISA
