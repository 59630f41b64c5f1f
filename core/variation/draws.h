// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sonosketch {

/// Random numbers that belong to one variation of one case, whoever asks and whenever: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", SC 2011), a function of key and counter without a state to hand on. The key is a hash of seed, case and
/// variation. Distributions are our own, because those of the standard library differ between libraries. A plain value; one thread at a time.
class Draws {
public:
    /// `identity` of the source case, as caseIdentity gives it.
    Draws(std::uint64_t seed, std::string_view identity, std::uint64_t variation);

    /// Numbers of their own for one purpose: what another purpose draws, and how often, does not shift them.
    Draws stream(std::string_view purpose, std::uint64_t index = 0) const;

    std::uint32_t bits();
    /// 0 <= value < 1, in steps of 2^-53.
    double uniform();
    /// low <= value < high; low where they are equal.
    double between(double low, double high);
    bool coin(double probability);
    /// 0 .. count - 1; 0 for a count of 0.
    std::size_t below(std::size_t count);

private:
    std::uint64_t m_key = 0, m_stream = 0, m_count = 0;
    std::uint32_t m_block[4] = {};
    unsigned m_used = 4;
};

} // namespace sonosketch
