// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_uid.h"

#include "core/base/files.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace sonosketch::dicom {

std::string uidFromName(const std::string& name)
{
    const std::string hash = sha256(std::span(reinterpret_cast<const std::uint8_t*>(name.data()), name.size()));
    std::array<unsigned, 16> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned>(std::stoul(hash.substr(2 * i, 2), nullptr, 16));
    bytes[6] = (bytes[6] & 0x0fu) | 0x80u; // version 8: of our own making
    bytes[8] = (bytes[8] & 0x3fu) | 0x80u; // variant
    // 128 bits to decimal, by long division.
    std::string digits;
    while (std::any_of(bytes.begin(), bytes.end(), [](unsigned byte) { return byte != 0; })) {
        unsigned rest = 0;
        for (unsigned& byte : bytes) {
            const unsigned value = rest << 8 | byte;
            byte = value / 10;
            rest = value % 10;
        }
        digits.push_back(static_cast<char>('0' + rest));
    }
    std::reverse(digits.begin(), digits.end());
    return "2.25." + digits;
}

} // namespace sonosketch::dicom
