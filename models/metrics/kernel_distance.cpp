// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/kernel_distance.h"

#include "core/base/error.h"
#include "models/metrics/feature_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace sonosketch::metrics {

namespace {

/// SplitMix64 (Steele, Lea & Flood 2014): the standard library's distributions differ between platforms.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15u;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t m_state;
};

/// The first `size` places of a shuffle of 0 .. count - 1. The remainder favours small numbers by less than 2^-32 for any count in reach.
torch::Tensor drawRows(Random& random, std::int64_t count, std::int64_t size)
{
    std::vector<std::int64_t> rows(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i)
        std::swap(rows[i], rows[i + random.next() % (rows.size() - i)]);
    return torch::tensor(torch::ArrayRef<std::int64_t>(rows.data(), static_cast<std::size_t>(size)), torch::kInt64);
}

torch::Tensor kernel(const torch::Tensor& x, const torch::Tensor& y)
{
    return (x.matmul(y.t()) / static_cast<double>(x.size(1)) + 1).pow(3);
}

/// Without the diagonal, where a vector meets itself.
double meanOfPairs(const torch::Tensor& within)
{
    const auto size = static_cast<double>(within.size(0));
    return (within.sum() - within.diagonal().sum()).item<double>() / (size * (size - 1));
}

} // namespace

KernelDistance kernelDistance(const torch::Tensor& a, const torch::Tensor& b, int subsets, std::int64_t subsetSize, std::uint64_t seed)
{
    const torch::NoGradGuard guard;
    const auto left = checkedFeatures(a, 2, "first"), right = checkedFeatures(b, 2, "second");
    requireSameLength(left, right);
    if (subsets < 1 || subsets > 100'000)
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} subsets", subsets), "kernel distance", "Allowed is 1 to 100000");
    const auto fewest = std::min(left.size(0), right.size(0));
    if (subsetSize < 2 || subsetSize > fewest)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("Subsets of {} feature vectors from sets of {} and {}", subsetSize, left.size(0), right.size(0)), "kernel distance",
            fmt::format("Allowed is 2 to {}", fewest));
    Random random(seed);
    std::vector<double> found;
    found.reserve(static_cast<std::size_t>(subsets));
    for (int i = 0; i < subsets; ++i) {
        const auto x = left.index_select(0, drawRows(random, left.size(0), subsetSize));
        const auto y = right.index_select(0, drawRows(random, right.size(0), subsetSize));
        found.push_back(meanOfPairs(kernel(x, x)) + meanOfPairs(kernel(y, y)) - 2 * kernel(x, y).mean().item<double>());
    }
    const auto count = static_cast<double>(found.size());
    KernelDistance result;
    result.mean = std::accumulate(found.begin(), found.end(), 0.0) / count;
    double squares = 0;
    for (const double value : found)
        squares += (value - result.mean) * (value - result.mean);
    result.deviation = std::sqrt(squares / count);
    return result;
}

} // namespace sonosketch::metrics
