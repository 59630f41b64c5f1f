// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace sonosketch::perception {

/// Random numbers that depend on nothing but (seed, purpose, index), and are the same with every standard library.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index);

    double uniform(); ///< [0, 1)
    double uniform(double low, double high) { return low + uniform() * (high - low); }
    int whole(int low, int high); ///< both included
    bool chance(double probability) { return uniform() < probability; }

private:
    std::mt19937_64 m_engine;
};

/// Which of `total` examples a batch holds: each epoch visits every example once, in an order of its own.
std::vector<std::size_t> batchIndices(std::size_t total, int batch, std::int64_t step, std::uint64_t seed);

} // namespace sonosketch::perception
