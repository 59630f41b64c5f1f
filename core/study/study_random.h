// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sonosketch::study {

/// Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna 2018), seeded with the SHA-256 of a text.
/// Never shown to readers: from a few raw outputs the rest could be computed. Internal to core/study.
class Random {
public:
    explicit Random(std::string_view material);

    std::uint64_t next();
    /// Uniform in [0, 1).
    double unit();
    /// Uniform in 0..count-1, without bias. `count` > 0.
    std::size_t below(std::size_t count);
    template <class Item>
    void shuffle(std::vector<Item>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

/// Lower-case hexadecimal SHA-256 of a text.
std::string sha256Text(std::string_view text);

} // namespace sonosketch::study
