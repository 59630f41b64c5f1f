// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/draws.h"

#include "core/base/files.h"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace sonosketch {

namespace {

std::uint64_t hash64(const std::string& text)
{
    const std::string hex = sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    std::uint64_t value = 0;
    std::from_chars(hex.data(), hex.data() + 16, value, 16);
    return value;
}

} // namespace

Draws::Draws(std::uint64_t seed, std::string_view identity, std::uint64_t variation)
    : m_key(hash64(fmt::format("sonosketch-variation/{}/{}/{}", seed, identity, variation)))
{
}

Draws Draws::stream(std::string_view purpose, std::uint64_t index) const
{
    Draws result = *this;
    result.m_stream = hash64(fmt::format("{}/{}", purpose, index));
    result.m_count = 0;
    result.m_used = 4;
    return result;
}

std::uint32_t Draws::bits()
{
    if (m_used == 4) {
        const auto high = [](std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); };
        const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
        std::uint32_t x[4] = {low(m_count), high(m_count), low(m_stream), high(m_stream)};
        std::uint32_t key0 = low(m_key), key1 = high(m_key);
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t a = std::uint64_t{0xD2511F53u} * x[0], b = std::uint64_t{0xCD9E8D57u} * x[2];
            const std::uint32_t next[4] = {high(b) ^ x[1] ^ key0, low(b), high(a) ^ x[3] ^ key1, low(a)};
            for (int i = 0; i < 4; ++i)
                x[i] = next[i];
            key0 += 0x9E3779B9u;
            key1 += 0xBB67AE85u;
        }
        for (int i = 0; i < 4; ++i)
            m_block[i] = x[i];
        ++m_count;
        m_used = 0;
    }
    return m_block[m_used++];
}

double Draws::uniform()
{
    const std::uint64_t high = bits(), low = bits();
    return static_cast<double>(((high << 32) | low) >> 11) * 0x1.0p-53;
}

double Draws::between(double low, double high)
{
    return low + (high - low) * uniform();
}

bool Draws::coin(double probability)
{
    return uniform() < probability;
}

std::size_t Draws::below(std::size_t count)
{
    // Counts are small here: the bias of a 53-bit fraction is far below anything that could be measured.
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

} // namespace sonosketch
