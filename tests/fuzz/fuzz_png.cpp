// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/png_file.h"
#include "tests/fuzz/image_reader.h"

#include <zlib.h>

#include <vector>

using namespace sonosketch;

namespace {

/// With sums that fit: libpng would look no further into a chunk whose sum is wrong, as it is after any change.
std::vector<std::uint8_t> mended(fuzz::Bytes bytes)
{
    std::vector<std::uint8_t> result(bytes.begin(), bytes.end());
    for (std::size_t at = 8; at + 12 <= result.size();) {
        const std::size_t length = std::size_t{result[at]} << 24 | result[at + 1] << 16 | result[at + 2] << 8 | result[at + 3];
        if (length > result.size() - at - 12)
            break;
        const auto sum = static_cast<std::uint32_t>(::crc32(0, result.data() + at + 4, static_cast<uInt>(length + 4)));
        for (std::size_t i = 0; i < 4; ++i)
            result[at + 8 + length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
        at += 12 + length;
    }
    return result;
}

void readAll(const std::vector<std::uint8_t>& bytes)
{
    fuzz::readImages(bytes);
    fuzz::read([&] { readPngTexts(bytes, "fuzz"); });
    fuzz::read([&] { decodeGreyPng(bytes, {32, 32}, "fuzz"); });
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::vector<std::uint8_t> raw(data, data + size), whole = mended(raw);
    readAll(whole);
    if (raw != whole)
        readAll(raw);
    return 0;
}
