// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonosketch {

/// Writes beside the target and renames, so that a reader sees the old file or the new one, never half of one.
/// Throws Error(WriteFailed); the temporary file is removed then. Any thread.
void writeFileAtomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The whole file. Throws Error: NotFound, Unreadable, or TooLarge above `maxBytes`.
std::vector<std::uint8_t> readFile(const std::filesystem::path& path, std::uintmax_t maxBytes = 1ull << 30);
std::string readTextFile(const std::filesystem::path& path, std::uintmax_t maxBytes = 64ull << 20);

/// Lower-case hexadecimal SHA-256.
std::string sha256(std::span<const std::uint8_t> bytes);
std::string sha256File(const std::filesystem::path& path);

/// The folder that holds palettes/, recipes/, examples/ ...: $SONOSKETCH_RESOURCES if set, else the one installed
/// beside the program (../share/sonosketch), else the source tree the program was built from.
/// Throws Error(NotFound) naming the places that were tried.
std::filesystem::path resourceDir();
/// The folder with the bundled models: $SONOSKETCH_WEIGHTS, else ../share/sonosketch/weights, else the source tree.
std::filesystem::path weightsDir();

} // namespace sonosketch
