// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_random.h"

#include "core/base/files.h"

#include <bit>
#include <limits>

namespace sonosketch::study {

std::string sha256Text(std::string_view text)
{
    return sha256(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Random::Random(std::string_view material)
{
    const std::string digest = sha256Text(material);
    for (std::size_t i = 0; i < m_state.size(); ++i)
        m_state[i] = std::stoull(digest.substr(16 * i, 16), nullptr, 16);
    // All zero is the one state that never leaves itself; a digest of zeros is not to be feared, but costs nothing to exclude.
    m_state[0] |= 1;
}

std::uint64_t Random::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::unit()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::size_t Random::below(std::size_t count)
{
    // Values above the largest multiple of `count` would favour small results.
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / count * count;
    std::uint64_t value = next();
    while (value >= limit)
        value = next();
    return static_cast<std::size_t>(value % count);
}

} // namespace sonosketch::study
