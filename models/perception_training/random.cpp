// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/random.h"

#include <numeric>

namespace sonosketch::perception {

namespace {

constexpr std::uint64_t orderPurpose = 1;

std::mt19937_64 engineFor(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index)
{
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), static_cast<std::uint32_t>(purpose),
        static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)};
    return std::mt19937_64(sequence);
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t epoch)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed, orderPurpose, epoch);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[static_cast<std::size_t>(random.whole(0, static_cast<int>(i) - 1))]);
    return order;
}

} // namespace

Random::Random(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index)
    : m_engine(engineFor(seed, purpose, index))
{
}

double Random::uniform()
{
    return static_cast<double>(m_engine() >> 11) * 0x1.0p-53;
}

int Random::whole(int low, int high)
{
    return low + static_cast<int>(uniform() * (high - low + 1));
}

std::vector<std::size_t> batchIndices(std::size_t total, int batch, std::int64_t step, std::uint64_t seed)
{
    std::vector<std::size_t> chosen;
    chosen.reserve(static_cast<std::size_t>(batch));
    std::vector<std::size_t> order;
    std::uint64_t epoch = 0;
    for (int i = 0; i < batch; ++i) {
        const auto position = static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(batch) + static_cast<std::uint64_t>(i);
        if (order.empty() || position / total != epoch) {
            epoch = position / total;
            order = shuffled(total, seed, epoch);
        }
        chosen.push_back(order[position % total]);
    }
    return chosen;
}

} // namespace sonosketch::perception
