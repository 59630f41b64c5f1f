// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imaging/read_image.h"

#include <cstdint>
#include <span>

namespace sonosketch {

/// Format and size from a file's first bytes, without any decoder. Internal to core/imaging. `where` names the file in errors.
/// Throws Error: Unreadable (empty, cut off, damaged), Unsupported. Any thread.
ImageInfo parseImageHeader(std::span<const std::uint8_t> bytes, const std::string& where);

/// Whether the end of a PNG or JPEG is there; decoders fill a missing end with grey without a word. True for other formats.
bool endsWhole(std::span<const std::uint8_t> bytes, const std::string& format);

} // namespace sonosketch
