// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/frame_ops.h"

#include "models/kernels/avx512_detail.h"

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

/// Rows that channelStatistics() adds up before it goes on with the next band.
constexpr Index sumRows = 4;

/// e^x for -20 <= x <= 20: 2^n times a polynomial in the rest (Cephes' coefficients), relative error about 1e-7.
inline __m512 exponential(__m512 x)
{
    const __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504088896341F)), 0);
    __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375F), x);
    r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4F), r);
    __m512 p = _mm512_set1_ps(1.9875691500e-4F);
    constexpr float coefficients[] = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};
    for (const float c : coefficients)
        p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(c));
    p = _mm512_fmadd_ps(p, _mm512_mul_ps(r, r), _mm512_add_ps(r, _mm512_set1_ps(1.0F)));
    return _mm512_scalef_ps(p, n);
}

inline __m512 hyperbolicTangent(__m512 x)
{
    const __m512 limit = _mm512_set1_ps(9.5F); // tanh is 1 in float32 from there on
    const __m512 clamped = _mm512_min_ps(_mm512_max_ps(x, _mm512_sub_ps(_mm512_setzero_ps(), limit)), limit);
    const __m512 e = exponential(_mm512_add_ps(clamped, clamped));
    const __m512 one = _mm512_set1_ps(1.0F);
    return _mm512_div_ps(_mm512_sub_ps(e, one), _mm512_add_ps(e, one));
}

inline void storeGrey(std::uint8_t* to, __mmask16 mask, __m512 v)
{
    const __m512 grey = _mm512_mul_ps(_mm512_add_ps(v, _mm512_set1_ps(1.0F)), _mm512_set1_ps(127.5F));
    const __m512i whole = _mm512_cvt_roundps_epi32(grey, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512i inside = _mm512_min_epi32(_mm512_max_epi32(whole, _mm512_setzero_si512()), _mm512_set1_epi32(255));
    _mm512_mask_cvtepi32_storeu_epi8(to, mask, inside);
}

/// The source of a border's row or column.
inline Index mirrored(Index v, Index size, FrameBorder kind)
{
    if (kind == FrameBorder::Replicate)
        return smaller(larger(v, 0), size - 1);
    return v < 0 ? -v : v >= size ? 2 * (size - 1) - v : v;
}

} // namespace

void fillBorder(const Frame& frame, FrameBorder kind, Index width)
{
    const Index c = frame.channels;
    const auto bytes = [](Index numbers) { return static_cast<std::size_t>(numbers) * sizeof(float); };
    for (Index row = 0; row < frame.height; ++row)
        for (Index i = 1; i <= width; ++i) {
            const Index right = frame.width - 1 + i;
            if (kind == FrameBorder::Zero) {
                std::memset(frame.at(row, -i), 0, bytes(c));
                std::memset(frame.at(row, right), 0, bytes(c));
            } else {
                std::memcpy(frame.at(row, -i), frame.at(row, mirrored(-i, frame.width, kind)), bytes(c));
                std::memcpy(frame.at(row, right), frame.at(row, mirrored(right, frame.width, kind)), bytes(c));
            }
        }
    const std::size_t line = bytes((frame.width + 2 * width) * c);
    for (Index i = 1; i <= width; ++i) {
        const Index below = frame.height - 1 + i;
        if (kind == FrameBorder::Zero) {
            std::memset(frame.at(-i, -width), 0, line);
            std::memset(frame.at(below, -width), 0, line);
        } else {
            std::memcpy(frame.at(-i, -width), frame.at(mirrored(-i, frame.height, kind), -width), line);
            std::memcpy(frame.at(below, -width), frame.at(mirrored(below, frame.height, kind), -width), line);
        }
    }
}

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

Index sumNumbers(const Frame& frame)
{
    return ceilDiv(frame.height, sumRows) * 2 * frame.channels;
}

void channelStatistics(const Workers& workers, const Frame& frame, float* scratch, float* mean, float* variance)
{
    const Index channels = frame.channels;
    const Index bands = ceilDiv(frame.height, sumRows);
    // Differences to one pixel: the squares of large means would drown the variance.
    const float* origin = frame.at(0, 0);
    std::atomic<Index> next{0};
    auto body = [&](int) {
        for (Index band = next++; band < bands; band = next++) {
            const Index last = smaller((band + 1) * sumRows, frame.height);
            float* out = scratch + band * 2 * channels;
            for (Index c = 0; c < channels; c += 2 * lane) {
                __mmask16 mask[2];
                __m512 zero[2];
                __m512 sum[2];
                __m512 square[2];
                for (int g = 0; g < 2; ++g) {
                    mask[g] = firstLanes(channels - c - g * lane);
                    zero[g] = _mm512_maskz_loadu_ps(mask[g], origin + c + g * lane);
                    sum[g] = square[g] = _mm512_setzero_ps();
                }
                for (Index row = band * sumRows; row < last; ++row) {
                    const float* p = frame.at(row, 0) + c;
                    for (Index x = 0; x < frame.width; ++x, p += channels)
                        for (int g = 0; g < 2; ++g) {
                            const __m512 v = _mm512_sub_ps(_mm512_maskz_loadu_ps(mask[g], p + g * lane), zero[g]);
                            sum[g] = _mm512_add_ps(sum[g], v);
                            square[g] = _mm512_fmadd_ps(v, v, square[g]);
                        }
                }
                for (int g = 0; g < 2; ++g) {
                    _mm512_mask_storeu_ps(out + c + g * lane, mask[g], sum[g]);
                    _mm512_mask_storeu_ps(out + channels + c + g * lane, mask[g], square[g]);
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
    const __m512 factor = _mm512_set1_ps(slope);
    forRows(workers, region, [&](Index row) {
        for (Index c = 0; c < channels; c += 2 * lane) {
            __mmask16 mask[2];
            __m512 a[2];
            __m512 b[2];
            for (int g = 0; g < 2; ++g) {
                mask[g] = firstLanes(channels - c - g * lane);
                a[g] = _mm512_maskz_loadu_ps(mask[g], scale + c + g * lane);
                b[g] = _mm512_maskz_loadu_ps(mask[g], shift + c + g * lane);
            }
            const float* from = x.at(row, region.x0) + c;
            const float* more = residual == nullptr ? nullptr : residual->at(row, region.x0) + c;
            float* to = y.at(row, region.x0) + c;
            for (Index i = 0; i < region.width(); ++i, from += channels, to += channels) {
                for (int g = 0; g < 2; ++g) {
                    __m512 v = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(mask[g], from + g * lane), a[g], b[g]);
                    v = _mm512_max_ps(v, _mm512_mul_ps(v, factor));
                    if (more != nullptr)
                        v = _mm512_add_ps(v, _mm512_maskz_loadu_ps(mask[g], more + g * lane));
                    _mm512_mask_storeu_ps(to + g * lane, mask[g], v);
                }
                if (more != nullptr)
                    more += channels;
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
            const __mmask16 mask = firstLanes(region.width() - i);
            _mm512_mask_storeu_ps(p + i, mask, hyperbolicTangent(_mm512_maskz_loadu_ps(mask, p + i)));
        }
    });
}

void finish(const Workers& workers, const Frame& x, std::uint8_t* bytes, const FrameRect& region)
{
    forRows(workers, region, [&](Index row) {
        for (Index i = region.x0; i < region.x1; i += lane) {
            const __mmask16 mask = firstLanes(region.x1 - i);
            storeGrey(bytes + row * x.width + i, mask, hyperbolicTangent(_mm512_maskz_loadu_ps(mask, x.at(row, i))));
        }
    });
}

void finishBlended(const Workers& workers, float alpha, const Frame& x, const Frame& half, std::uint8_t* bytes, const FrameRect& region)
{
    // Pixel i of the large image lies between (i - 1) / 2 and its neighbour, a quarter of the way from the nearer one.
    const __m512i index = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512 main = _mm512_set1_ps(alpha);
    const __m512 rest = _mm512_set1_ps(1.0F - alpha);
    forRows(workers, region, [&](Index row) {
        const float* nearer = half.at(row / 2, 0);
        const float* farther = half.at(row % 2 == 0 ? row / 2 - 1 : row / 2 + 1, 0);
        const auto vertical = [&](__m512i column) {
            const __m512 a = _mm512_i32gather_ps(column, nearer, 4);
            const __m512 b = _mm512_i32gather_ps(column, farther, 4);
            return _mm512_fmadd_ps(_mm512_set1_ps(0.75F), a, _mm512_mul_ps(_mm512_set1_ps(0.25F), b));
        };
        for (Index i = region.x0; i < region.x1; i += lane) {
            const __mmask16 mask = firstLanes(region.x1 - i);
            // Lanes beyond the image read its last column.
            const __m512i column = _mm512_min_epi32(
                _mm512_add_epi32(index, _mm512_set1_epi32(static_cast<int>(i))), _mm512_set1_epi32(static_cast<int>(x.width) - 1));
            const __m512i own = _mm512_srai_epi32(column, 1);
            const __mmask16 odd = _mm512_test_epi32_mask(column, _mm512_set1_epi32(1));
            const __m512i other = _mm512_mask_add_epi32(_mm512_sub_epi32(own, _mm512_set1_epi32(1)), odd, own, _mm512_set1_epi32(1));
            const __m512 skip =
                _mm512_fmadd_ps(_mm512_set1_ps(0.75F), vertical(own), _mm512_mul_ps(_mm512_set1_ps(0.25F), vertical(other)));
            const __m512 detail = hyperbolicTangent(_mm512_maskz_loadu_ps(mask, x.at(row, i)));
            storeGrey(bytes + row * x.width + i, mask, _mm512_fmadd_ps(main, detail, _mm512_mul_ps(rest, skip)));
        }
    });
}

} // namespace sonosketch::kernels
