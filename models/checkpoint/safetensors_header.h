// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace sonosketch::checkpoint {

/// Where one tensor's values lie in a safetensors file.
struct TensorEntry {
    std::string name;
    std::string dtype;               ///< "F32", "F16", "BF16" or "I64"
    std::vector<std::int64_t> shape; ///< at most 8 extents, none negative
    std::uint64_t begin = 0;         ///< from the file's first byte
    std::uint64_t bytes = 0;         ///< just what dtype and shape need
};

struct SafetensorsHeader {
    std::map<std::string, std::string> metadata;
    std::vector<TensorEntry> tensors; ///< in file order, without gaps, up to the last byte
};

/// Reads and checks the header of a whole weights file: size (32 MiB at most), JSON and its depth, names, dtypes, shapes against byte counts, offsets
/// in order, in bounds, without gaps. Without LibTorch. Throws Error(Corrupt or TooLarge) naming the tensor. Any thread.
SafetensorsHeader parseSafetensorsHeader(std::span<const std::uint8_t> file, const std::string& where);

} // namespace sonosketch::checkpoint
