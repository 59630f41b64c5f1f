// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/stored_png.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace sonosketch::study {

namespace {

using Bytes = std::vector<std::uint8_t>;

void putNumber(Bytes& bytes, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0})
        bytes.push_back(static_cast<std::uint8_t>(value >> shift & 0xFF));
}

void putChunk(Bytes& file, const std::array<char, 4>& type, const Bytes& data)
{
    putNumber(file, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = file.size();
    file.insert(file.end(), type.begin(), type.end());
    file.insert(file.end(), data.begin(), data.end());
    putNumber(file, static_cast<std::uint32_t>(crc32(0, file.data() + start, static_cast<uInt>(file.size() - start))));
}

/// A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4). Written here, so that the split into blocks hangs on no library's version.
Bytes stored(const Bytes& raw)
{
    constexpr std::size_t largest = 65535;
    Bytes stream{0x78, 0x01};
    for (std::size_t at = 0; at < raw.size(); at += largest) {
        const std::size_t size = std::min(largest, raw.size() - at);
        stream.push_back(at + size == raw.size() ? 1 : 0);
        for (const std::size_t value : {size, ~size}) {
            stream.push_back(static_cast<std::uint8_t>(value & 0xFF));
            stream.push_back(static_cast<std::uint8_t>(value >> 8 & 0xFF));
        }
        stream.insert(stream.end(), raw.begin() + static_cast<std::ptrdiff_t>(at), raw.begin() + static_cast<std::ptrdiff_t>(at + size));
    }
    putNumber(stream, static_cast<std::uint32_t>(adler32(adler32(0, nullptr, 0), raw.data(), static_cast<uInt>(raw.size()))));
    return stream;
}

} // namespace

std::vector<std::uint8_t> encodeStoredPng(const cv::Mat& image)
{
    if (image.empty() || image.dims > 2 || image.type() != CV_8UC1 || image.cols > 8192 || image.rows > 8192)
        throw Error(ErrorCode::InvalidArgument, "A picture of a study is 8-bit grey, not empty, and at most 8192 pixels an edge", "PNG");
    Bytes header;
    putNumber(header, static_cast<std::uint32_t>(image.cols));
    putNumber(header, static_cast<std::uint32_t>(image.rows));
    for (const std::uint8_t value : std::array<std::uint8_t, 5>{8, 0, 0, 0, 0}) // bits, grey, deflate, the five filters, not interlaced
        header.push_back(value);
    Bytes raw;
    raw.reserve((static_cast<std::size_t>(image.cols) + 1) * static_cast<std::size_t>(image.rows));
    for (int y = 0; y < image.rows; ++y) {
        raw.push_back(0); // this row is not filtered
        raw.insert(raw.end(), image.ptr<std::uint8_t>(y), image.ptr<std::uint8_t>(y) + image.cols);
    }
    Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    putChunk(file, {'I', 'H', 'D', 'R'}, header);
    putChunk(file, {'I', 'D', 'A', 'T'}, stored(raw));
    putChunk(file, {'I', 'E', 'N', 'D'}, {});
    return file;
}

} // namespace sonosketch::study
