// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/image_header.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sonosketch {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 8> pngSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::array<std::uint8_t, 8> pngEnd{'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

bool startsWith(Bytes bytes, Bytes prefix)
{
    return bytes.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

[[noreturn]] void damaged(const char* format, const std::string& where)
{
    throw Error(ErrorCode::Unreadable, std::string("the ") + format + " header is cut off or damaged", where, "Export the image again");
}

std::uint32_t number(Bytes bytes, std::size_t offset, int count, bool bigEndian)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        const std::size_t place = offset + static_cast<std::size_t>(bigEndian ? i : count - 1 - i);
        value = value << 8 | bytes[place];
    }
    return value;
}

/// Sizes beyond int are as refused as negative ones.
int side(std::uint32_t value)
{
    return value > static_cast<std::uint32_t>(std::numeric_limits<int>::max()) ? std::numeric_limits<int>::max() : static_cast<int>(value);
}

ImageInfo parsePng(Bytes bytes, const std::string& where)
{
    if (bytes.size() < 33 || number(bytes, 8, 4, true) != 13
        || !startsWith(bytes.subspan(12), std::array<std::uint8_t, 4>{'I', 'H', 'D', 'R'}))
        damaged("PNG", where);
    return {"png", side(number(bytes, 16, 4, true)), side(number(bytes, 20, 4, true))};
}

ImageInfo parseJpeg(Bytes bytes, const std::string& where)
{
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (bytes[at] != 0xFF)
            damaged("JPEG", where);
        const std::uint8_t marker = bytes[at + 1];
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
            continue;
        }
        const std::size_t length = number(bytes, at + 2, 2, true);
        if (length < 2 || marker == 0xD9 || marker == 0xDA)
            damaged("JPEG", where);
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            if (at + 9 > bytes.size())
                damaged("JPEG", where);
            return {"jpeg", side(number(bytes, at + 7, 2, true)), side(number(bytes, at + 5, 2, true))};
        }
        at += 2 + length;
    }
    damaged("JPEG", where);
}

ImageInfo parseBmp(Bytes bytes, const std::string& where)
{
    if (bytes.size() < 26)
        damaged("BMP", where);
    if (number(bytes, 14, 4, false) == 12)
        return {"bmp", side(number(bytes, 18, 2, false)), side(number(bytes, 20, 2, false))};
    const auto height = static_cast<std::int32_t>(number(bytes, 22, 4, false));
    if (height == std::numeric_limits<std::int32_t>::min())
        damaged("BMP", where);
    return {"bmp", side(number(bytes, 18, 4, false)), height < 0 ? -height : height};
}

ImageInfo parseTiff(Bytes bytes, const std::string& where)
{
    enum Tag : std::uint32_t { Width = 256, Height = 257, TileWidth = 322, TileHeight = 323 };
    constexpr std::uint32_t shortType = 3, longType = 4;
    if (bytes.size() < 8)
        damaged("TIFF", where);
    const bool bigEndian = bytes[0] == 'M';
    const std::size_t directory = number(bytes, 4, 4, bigEndian);
    if (directory < 8 || directory + 2 > bytes.size())
        damaged("TIFF", where);
    const std::size_t count = number(bytes, directory, 2, bigEndian);
    std::array<std::uint32_t, 4> found{}; // by the order of the tags
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (entry + 12 > bytes.size())
            damaged("TIFF", where);
        const std::uint32_t tag = number(bytes, entry, 2, bigEndian), type = number(bytes, entry + 2, 2, bigEndian);
        const std::size_t slot = tag == Width ? 0 : tag == Height ? 1 : tag == TileWidth ? 2 : 3;
        if (slot == 3 && tag != TileHeight)
            continue;
        // A size that is given twice, or in a type that lies elsewhere, would be another one to the decoder.
        if ((type != shortType && type != longType) || number(bytes, entry + 4, 4, bigEndian) != 1 || found[slot] != 0)
            damaged("TIFF", where);
        found[slot] = number(bytes, entry + 8, type == shortType ? 2 : 4, bigEndian);
    }
    const ImageInfo info{"tiff", side(found[0]), side(found[1])};
    // The decoder takes memory for a whole tile, however small the picture.
    constexpr std::uint32_t usualTile = 1024;
    if (found[2] > std::max(usualTile, found[0] + 15) || found[3] > std::max(usualTile, found[1] + 15))
        throw Error(ErrorCode::TooLarge, "the TIFF's tiles are larger than its picture", where, "Save it without tiles");
    return info;
}

} // namespace

ImageInfo parseImageHeader(Bytes bytes, const std::string& where)
{
    if (bytes.empty())
        throw Error(ErrorCode::Unreadable, "the image file is empty", where, "Export the image again");
    ImageInfo info;
    if (startsWith(bytes, pngSignature))
        info = parsePng(bytes, where);
    else if (startsWith(bytes, std::array<std::uint8_t, 3>{0xFF, 0xD8, 0xFF}))
        info = parseJpeg(bytes, where);
    else if (startsWith(bytes, std::array<std::uint8_t, 2>{'B', 'M'}))
        info = parseBmp(bytes, where);
    else if (startsWith(bytes, std::array<std::uint8_t, 4>{'I', 'I', 42, 0})
        || startsWith(bytes, std::array<std::uint8_t, 4>{'M', 'M', 0, 42}))
        info = parseTiff(bytes, where);
    else
        throw Error(ErrorCode::Unsupported, "this is no PNG, JPEG, BMP or TIFF image", where, "Save the picture as PNG");
    if (info.width <= 0 || info.height <= 0)
        throw Error(ErrorCode::Unreadable, "the image header gives no size", where, "Export the image again");
    return info;
}

bool endsWhole(Bytes bytes, const std::string& format)
{
    if (format == "png")
        return std::search(bytes.begin(), bytes.end(), pngEnd.begin(), pngEnd.end()) != bytes.end();
    if (format == "jpeg") {
        // Some programs pad the file; the end marker is looked for in its last part, where no thumbnail lies.
        const std::size_t tail = std::min<std::size_t>(bytes.size(), std::max<std::size_t>(64, bytes.size() / 8));
        const std::array<std::uint8_t, 2> end{0xFF, 0xD9};
        return std::search(bytes.end() - static_cast<std::ptrdiff_t>(tail), bytes.end(), end.begin(), end.end()) != bytes.end();
    }
    return true;
}

std::vector<std::uint8_t> withoutExtras(Bytes png, const std::string& where)
{
    std::vector<std::uint8_t> kept(pngSignature.begin(), pngSignature.end());
    for (std::size_t at = pngSignature.size(); at + 12 <= png.size();) {
        const std::size_t length = number(png, at, 4, true);
        if (length > png.size() - at - 12)
            break;
        const Bytes chunk = png.subspan(at, length + 12), type = chunk.subspan(4, 4);
        constexpr std::array<std::uint8_t, 4> transparency{'t', 'R', 'N', 'S'}, end{'I', 'E', 'N', 'D'};
        const bool needed = (type[0] & 0x20) == 0; // by the format's own rule: a capital letter
        if (needed || startsWith(type, transparency))
            kept.insert(kept.end(), chunk.begin(), chunk.end());
        if (startsWith(type, end))
            return kept;
        at += length + 12;
    }
    throw Error(ErrorCode::Unreadable, "the image file is cut off", where, "Copy or export it again");
}

std::size_t countScans(Bytes jpeg)
{
    std::size_t scans = 0;
    for (std::size_t i = 0; i + 1 < jpeg.size(); ++i)
        scans += jpeg[i] == 0xFF && jpeg[i + 1] == 0xDA ? 1 : 0; // between two scans 0xFF is followed by other bytes
    return scans;
}

} // namespace sonosketch
