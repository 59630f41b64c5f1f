// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/delta.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonosketch {

/// The byte strings of a project file; internal to core/io. Numbers are little-endian. Everything read is untrusted: a size is checked before
/// memory is taken, and a text or a picture beyond its limit is refused. Any thread.
using Bytes = std::vector<std::uint8_t>;

/// zlib, behind the size of what is packed (4 bytes).
Bytes packBytes(std::span<const std::uint8_t> raw);
/// Throws Error: Corrupt (damaged, or more or less than it says), TooLarge (says more than `maxBytes`).
Bytes unpackBytes(std::span<const std::uint8_t> packed, std::size_t maxBytes, const std::string& where);

/// A delta without its text: format version, planes with rectangle and both run-length streams, Canny settings, automatic sketch,
/// measurements; packed. Without measurements it is version 1, which older programs read.
Bytes encodeDelta(const Delta& delta);
/// Structure only: HistoryTree::restored checks what the numbers mean. Throws like unpackBytes.
Delta decodeDelta(std::span<const std::uint8_t> blob, const std::string& where);

/// A canvas plane, packed. Throws like unpackBytes; the values are checked by validate(Case).
Bytes encodePlane(const cv::Mat& plane);
cv::Mat decodePlane(std::span<const std::uint8_t> blob, const std::string& where);

/// A checksum over several fields: each goes in with its length, so that no two lists of fields look alike. The first 16 bytes of SHA-256:
/// against accidents, not against a forger, who could compute it as well.
class Checksum {
public:
    explicit Checksum(std::string_view kind) { add(kind); }
    Checksum& add(std::string_view text) { return addBytes(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size())); }
    Checksum& addBytes(std::span<const std::uint8_t> bytes);
    Checksum& addNumber(std::int64_t number);
    Bytes finish() const;

private:
    Bytes m_bytes;
};

/// One line for a file: control characters become blanks, no more than `maxBytes`, never cut within a UTF-8 character. `lines` keeps line ends.
std::string storedText(std::string text, std::size_t maxBytes, bool lines = false);
/// Whether text from a file is what storedText makes.
bool isStoredText(std::string_view text, std::size_t maxBytes, bool lines = false);

/// Whether bytes begin like a PNG of 1..maxSide pixels a side; the rest is for whoever decodes it.
bool looksLikePng(std::span<const std::uint8_t> bytes, std::uint32_t maxSide);

} // namespace sonosketch
