// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch::test {

/// A NIfTI-1 file, field by field; what a test wants wrong, it sets wrong.
struct NiftiBytes {
    std::vector<std::int16_t> dims{2, 4, 3, 1, 1, 1, 1, 1}; ///< the number of dimensions, and their extents
    std::int16_t type = 2, bits = 8;
    float across = 1, down = 1, offset = 352, slope = 0, intercept = 0;
    std::uint8_t units = 2;
    std::string magic = "n+1";
    std::int32_t headerSize = 348;
    bool bigEndian = false;
    std::string voxels; ///< as stored

    std::string bytes() const
    {
        std::string file(352, '\0');
        put(file, 0, static_cast<std::uint32_t>(headerSize), 4);
        for (std::size_t i = 0; i < dims.size() && i < 8; ++i)
            put(file, 40 + 2 * i, static_cast<std::uint16_t>(dims[i]), 2);
        put(file, 70, static_cast<std::uint16_t>(type), 2);
        put(file, 72, static_cast<std::uint16_t>(bits), 2);
        put(file, 80, std::bit_cast<std::uint32_t>(across), 4);
        put(file, 84, std::bit_cast<std::uint32_t>(down), 4);
        put(file, 108, std::bit_cast<std::uint32_t>(offset), 4);
        put(file, 112, std::bit_cast<std::uint32_t>(slope), 4);
        put(file, 116, std::bit_cast<std::uint32_t>(intercept), 4);
        file[123] = static_cast<char>(units);
        file.replace(344, magic.size(), magic);
        return file + voxels;
    }
    /// One number behind the others.
    void add(std::uint64_t number, int size)
    {
        const std::size_t at = voxels.size();
        voxels.resize(at + static_cast<std::size_t>(size));
        put(voxels, at, number, size);
    }

private:
    void put(std::string& text, std::size_t at, std::uint64_t number, int size) const
    {
        for (int i = 0; i < size; ++i)
            text[at + static_cast<std::size_t>(bigEndian ? size - 1 - i : i)] = static_cast<char>(number >> (8 * i));
    }
};

} // namespace sonosketch::test
