// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/nifti.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace sonosketch {

namespace {

using Bytes = std::span<const std::uint8_t>;
constexpr std::size_t headerBytes = 352; // with the four bytes that say whether extensions follow

template <class Number>
Number numberAt(Bytes bytes, std::size_t at, bool bigEndian)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        bits = bits << 8 | bytes[at + (bigEndian ? i : sizeof(Number) - 1 - i)];
    if constexpr (sizeof(Number) == 8)
        return std::bit_cast<Number>(bits);
    else if constexpr (sizeof(Number) == 4)
        return std::bit_cast<Number>(static_cast<std::uint32_t>(bits));
    else if constexpr (sizeof(Number) == 2)
        return std::bit_cast<Number>(static_cast<std::uint16_t>(bits));
    else
        return std::bit_cast<Number>(static_cast<std::uint8_t>(bits));
}

bool isPacked(Bytes file)
{
    return file.size() >= 2 && file[0] == 0x1F && file[1] == 0x8B;
}

/// The first `wanted` bytes of a gzip file, fewer if it holds fewer. Memory grows with what is there, not with what a header claims.
std::vector<std::uint8_t> unpack(Bytes file, std::uint64_t wanted, const std::string& where)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        throw Error(ErrorCode::Unreadable, "the file cannot be unpacked", where);
    std::vector<std::uint8_t> result, block(1u << 16);
    int outcome = Z_OK;
    std::size_t at = 0;
    while (outcome == Z_OK && result.size() < wanted) {
        // zlib counts in 32 bits
        const std::size_t given = std::min<std::size_t>(file.size() - at, 1u << 30);
        stream.next_in = const_cast<Bytef*>(file.data() + at); // zlib reads it only
        stream.avail_in = static_cast<uInt>(given);
        stream.next_out = block.data();
        stream.avail_out = static_cast<uInt>(std::min<std::uint64_t>(block.size(), wanted - result.size()));
        const uInt room = stream.avail_out;
        outcome = inflate(&stream, Z_NO_FLUSH);
        at += given - stream.avail_in;
        result.insert(result.end(), block.begin(), block.begin() + (room - stream.avail_out));
        if (outcome == Z_OK && room == stream.avail_out && given == stream.avail_in)
            break;
    }
    inflateEnd(&stream);
    if (outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR)
        throw Error(ErrorCode::Unreadable, "the packed file is damaged", where);
    return result;
}

} // namespace

std::size_t NiftiVolume::bytesOf(Type type)
{
    switch (type) {
    case Type::U8:
    case Type::I8:
        return 1;
    case Type::I16:
    case Type::U16:
        return 2;
    case Type::Rgb:
        return 3;
    case Type::I64:
    case Type::U64:
    case Type::F64:
        return 8;
    default:
        return 4;
    }
}

void NiftiVolume::readHeader(Bytes head, const NiftiLimits& limits)
{
    if (head.size() < headerBytes)
        throw Error(ErrorCode::Unreadable, "this is no NIfTI file, or one that is cut off", m_where);
    const auto little = numberAt<std::int32_t>(head, 0, false), big = numberAt<std::int32_t>(head, 0, true);
    if (little == 540 || big == 540)
        throw Error(ErrorCode::Unsupported, "this is a NIfTI-2 file", m_where, "Save it as NIfTI-1");
    if ((little != 348 && big != 348) || std::memcmp(head.data() + 344, "n+1", 4) != 0) {
        if (std::memcmp(head.data() + 344, "ni1", 4) == 0)
            throw Error(ErrorCode::Unsupported, "the voxels lie in a file of their own", m_where, "Save it as one .nii file");
        throw Error(ErrorCode::Unreadable, "this is no NIfTI file", m_where);
    }
    m_bigEndian = little != 348;
    const auto word = [&](std::size_t at) { return numberAt<std::int16_t>(head, at, m_bigEndian); };
    const auto real = [&](std::size_t at) { return numberAt<float>(head, at, m_bigEndian); };

    const int dimensions = word(40);
    if (dimensions < 2 || dimensions > 7)
        throw Error(ErrorCode::Unsupported, fmt::format("it has {} dimensions, 2 or 3 are expected", dimensions), m_where);
    m_size = {word(42), word(44)};
    m_slices = dimensions > 2 ? word(46) : 1;
    for (int i = 4; i <= dimensions; ++i)
        if (word(40 + 2 * static_cast<std::size_t>(i)) != 1)
            throw Error(ErrorCode::Unsupported, fmt::format("dimension {} holds more than one picture", i), m_where, "Take one out of it");
    if (m_size.width < 1 || m_size.height < 1 || m_slices < 1)
        throw Error(ErrorCode::Unreadable, "the header gives no size", m_where);
    if (m_size.width > limits.maxSide || m_size.height > limits.maxSide || std::int64_t{m_size.width} * m_size.height > limits.maxPixels)
        throw Error(ErrorCode::TooLarge, fmt::format("a slice has {}x{} pixels", m_size.width, m_size.height), m_where);

    constexpr std::pair<int, Type> types[] = {{2, Type::U8}, {256, Type::I8}, {4, Type::I16}, {512, Type::U16}, {8, Type::I32},
        {768, Type::U32}, {1024, Type::I64}, {1280, Type::U64}, {16, Type::F32}, {64, Type::F64}, {128, Type::Rgb}};
    const auto* known = std::find_if(std::begin(types), std::end(types), [&](const auto& entry) { return entry.first == word(70); });
    if (known == std::end(types))
        throw Error(ErrorCode::Unsupported, fmt::format("its voxels are of type {}", word(70)), m_where, "Save it as 8 or 16 bit numbers");
    m_type = known->second;
    if (word(72) != 0 && word(72) != static_cast<int>(8 * bytesOf(m_type)))
        throw Error(ErrorCode::Unreadable, fmt::format("voxels of type {} have {} bits", word(70), word(72)), m_where);

    m_saysLabels = word(68) == 1002;

    const float offset = real(108), slope = real(112), intercept = real(116);
    if (!(offset >= static_cast<float>(headerBytes)) || !(offset <= 1e8F) || offset != std::floor(offset))
        throw Error(ErrorCode::Unreadable, "the header does not say where the voxels begin", m_where);
    m_begin = static_cast<std::uint64_t>(offset);
    m_end = m_begin + static_cast<std::uint64_t>(m_size.area()) * static_cast<std::uint64_t>(m_slices) * bytesOf(m_type);
    if (m_end > limits.maxBytes)
        throw Error(
            ErrorCode::TooLarge, fmt::format("the volume takes {} MiB, the limit is {}", m_end >> 20, limits.maxBytes >> 20), m_where);
    // A slope of 0 means no scaling, by the format's definition.
    if (std::isfinite(slope) && std::isfinite(intercept) && slope != 0) {
        m_slope = slope;
        m_intercept = intercept;
    }
    const int unit = head[123] & 7;
    const double mm = unit == 1 ? 1000 : unit == 2 ? 1 : unit == 3 ? 0.001 : 0;
    const double across = mm * real(80), down = mm * real(84);
    if (across >= 1e-4 && across <= 10 && std::abs(across - down) <= 0.01 * across)
        m_mmPerPixel = (across + down) / 2;
}

void NiftiVolume::readComment(Bytes before)
{
    if (before.size() < headerBytes || before[348] == 0)
        return;
    constexpr std::size_t head = 8; // size of the extension with these bytes, a multiple of 16, and its kind
    for (std::size_t at = headerBytes; at + head <= before.size();) {
        const auto size = numberAt<std::int32_t>(before, at, m_bigEndian), kind = numberAt<std::int32_t>(before, at + 4, m_bigEndian);
        if (size < 16 || static_cast<std::size_t>(size) > before.size() - at)
            return; // what it says of itself makes no sense; the picture is none the worse
        if (kind == 6) {
            const Bytes text = before.subspan(at + head, static_cast<std::size_t>(size) - head);
            m_comment.assign(text.begin(), std::find(text.begin(), text.end(), std::uint8_t{0}));
            return;
        }
        at += static_cast<std::size_t>(size);
    }
}

NiftiVolume NiftiVolume::parse(Bytes file, const std::string& where, const NiftiLimits& limits)
{
    NiftiVolume volume;
    volume.m_where = where;
    if (isPacked(file)) {
        volume.readHeader(unpack(file, headerBytes, where), limits);
        volume.m_voxels = unpack(file, volume.m_end, where);
    } else {
        volume.readHeader(file, limits);
        volume.m_voxels.assign(
            file.begin(), file.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(file.size(), volume.m_end)));
    }
    if (volume.m_voxels.size() < volume.m_end)
        throw Error(ErrorCode::Unreadable, "the file is cut off", where, "Copy or export it again");
    volume.readComment(Bytes(volume.m_voxels).first(static_cast<std::size_t>(volume.m_begin)));
    volume.m_voxels.erase(volume.m_voxels.begin(), volume.m_voxels.begin() + static_cast<std::ptrdiff_t>(volume.m_begin));
    return volume;
}

NiftiVolume NiftiVolume::read(const std::filesystem::path& path, const NiftiLimits& limits)
{
    return parse(readFile(path, limits.maxBytes), path.string(), limits);
}

cv::Mat NiftiVolume::values(int slice) const
{
    const auto count = static_cast<std::size_t>(m_size.area());
    const std::size_t bytes = bytesOf(m_type);
    const Bytes voxels = Bytes(m_voxels).subspan(static_cast<std::size_t>(slice) * count * bytes, count * bytes);
    cv::Mat result(m_size, CV_32FC1);
    const auto fill = [&]<class Number>(Number) {
        auto* to = result.ptr<float>();
        for (std::size_t i = 0; i < count; ++i) {
            const double value = m_slope * static_cast<double>(numberAt<Number>(voxels, i * sizeof(Number), m_bigEndian)) + m_intercept;
            // A double beyond a float's range has no float that stands for it.
            to[i] = std::abs(value) <= 3e38 ? static_cast<float>(value) : NAN;
        }
    };
    switch (m_type) {
    case Type::U8:
        fill(std::uint8_t{});
        break;
    case Type::I8:
        fill(std::int8_t{});
        break;
    case Type::I16:
        fill(std::int16_t{});
        break;
    case Type::U16:
        fill(std::uint16_t{});
        break;
    case Type::I32:
        fill(std::int32_t{});
        break;
    case Type::U32:
        fill(std::uint32_t{});
        break;
    case Type::I64:
        fill(std::int64_t{});
        break;
    case Type::U64:
        fill(std::uint64_t{});
        break;
    case Type::F32:
        fill(float{});
        break;
    case Type::F64:
        fill(double{});
        break;
    case Type::Rgb:
        throw Error(ErrorCode::Unsupported, "the voxels are colours, numbers are expected", m_where);
    }
    return result;
}

cv::Mat NiftiVolume::picture(int slice) const
{
    cv::Mat color;
    if (m_type == Type::Rgb) {
        const std::size_t bytes = 3 * static_cast<std::size_t>(m_size.area());
        color.create(m_size, CV_8UC3);
        std::memcpy(color.data, m_voxels.data() + static_cast<std::size_t>(slice) * bytes, bytes);
        cv::cvtColor(color, color, cv::COLOR_RGB2BGR);
        return color;
    }
    cv::Mat numbers = values(slice);
    float low = INFINITY, high = -INFINITY;
    bool asTheyAre = true;
    for (auto it = numbers.begin<float>(); it != numbers.end<float>(); ++it) {
        asTheyAre = asTheyAre && *it >= 0 && *it <= 255 && *it == std::floor(*it);
        if (std::isfinite(*it)) {
            low = std::min(low, *it);
            high = std::max(high, *it);
        }
    }
    cv::Mat grey;
    if (asTheyAre) {
        numbers.convertTo(grey, CV_8U);
    } else {
        grey = cv::Mat(m_size, CV_8UC1, cv::Scalar(0));
        const double range = static_cast<double>(high) - static_cast<double>(low);
        for (int y = 0; y < grey.rows && range > 0; ++y)
            for (int x = 0; x < grey.cols; ++x)
                if (const float value = numbers.at<float>(y, x); std::isfinite(value))
                    grey.at<uchar>(y, x) =
                        static_cast<uchar>(std::lround(255 * (static_cast<double>(value) - static_cast<double>(low)) / range));
    }
    cv::cvtColor(grey, color, cv::COLOR_GRAY2BGR);
    return color;
}

cv::Mat NiftiVolume::labels(int slice) const
{
    const cv::Mat numbers = values(slice);
    cv::Mat result(m_size, CV_8UC1);
    for (int y = 0; y < result.rows; ++y)
        for (int x = 0; x < result.cols; ++x) {
            const float value = numbers.at<float>(y, x);
            if (!(value >= 0 && value <= 255) || value != std::floor(value))
                throw Error(
                    ErrorCode::Unsupported, fmt::format("the label map holds {} at x {}, y {}, which is no label", value, x, y), m_where);
            result.at<uchar>(y, x) = static_cast<uchar>(value);
        }
    return result;
}

int NiftiVolume::fullestSlice() const
{
    int best = 0, most = -1;
    for (int slice = 0; slice < m_slices; ++slice)
        if (const int count = m_slices == 1 ? 0 : cv::countNonZero(values(slice)); count > most) {
            best = slice;
            most = count;
        }
    return best;
}

} // namespace sonosketch
