// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imaging/read_image.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sonosketch {

/// Format and size from a file's first bytes, without any decoder. Internal to core/imaging. `where` names the file in errors.
/// Throws Error: Unreadable (empty, cut off, damaged), Unsupported. Any thread.
ImageInfo parseImageHeader(std::span<const std::uint8_t> bytes, const std::string& where);

/// Whether the end of a PNG or JPEG is there; decoders fill a missing end with grey without a word. True for other formats.
bool endsWhole(std::span<const std::uint8_t> bytes, const std::string& format);

/// The pixels of a PNG alone: chunks that a decoder may pass over (texts, profiles, animation) are left out. A packed text of a few bytes would
/// fill the memory, and decoders keep hundreds of them. Throws Error(Unreadable) if a chunk or the end is missing.
std::vector<std::uint8_t> withoutExtras(std::span<const std::uint8_t> png, const std::string& where);

/// How often a decoder goes over all of a JPEG. A progressive one has about ten scans; thousands fit into a small file, to keep a program busy.
std::size_t countScans(std::span<const std::uint8_t> jpeg);
inline constexpr std::size_t maxScans = 100;

} // namespace sonosketch
