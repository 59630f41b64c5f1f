// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_blobs.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>

namespace sonosketch {

namespace {

/// 2 came with the measurements; an edit without any is still written as 1.
constexpr std::uint8_t deltaVersion = 2, deltaVersionPlain = 1;
constexpr std::size_t planeBytes = std::size_t{canvasSize} * canvasSize;
constexpr std::size_t measurementBytes = 2 + 5 * 8 + 1 + maxMeasurementNameBytes;
/// Both sides of every plane with runs of one pixel, the settings, and both lists of measurements.
constexpr std::size_t maxDeltaBytes = allPlanes.size() * (2 * 2 * planeBytes + 32) + 256 + 2 * maxMeasurements * measurementBytes;
constexpr unsigned hasCanny = 1, hasAutoSketch = 2, hasMeasurements = 4;

void put(Bytes& out, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void putCanny(Bytes& out, const CannySettings& canny)
{
    for (const double value : {canny.low, canny.high, canny.sigma})
        put(out, std::bit_cast<std::uint64_t>(value), 8);
    put(out, static_cast<std::uint32_t>(canny.aperture), 4);
}

void putMeasurements(Bytes& out, const std::vector<Measurement>& measurements)
{
    validate(measurements);
    put(out, measurements.size(), 1);
    for (const Measurement& measurement : measurements) {
        put(out, static_cast<std::uint8_t>(measurement.kind), 1);
        put(out, static_cast<std::uint8_t>(measurement.picture), 1);
        for (const double number : {measurement.from.x, measurement.from.y, measurement.to.x, measurement.to.y, measurement.across})
            put(out, std::bit_cast<std::uint64_t>(number), 8);
        put(out, measurement.name.size(), 1);
        out.insert(out.end(), measurement.name.begin(), measurement.name.end());
    }
}
static_assert(maxMeasurements <= 255 && maxMeasurementNameBytes <= 255);

/// Reads numbers and byte strings, never beyond the end.
class Cursor {
public:
    Cursor(std::span<const std::uint8_t> bytes, const std::string& where)
        : m_bytes(bytes)
        , m_where(where)
    {
    }
    std::uint64_t number(int bytes)
    {
        std::uint64_t value = 0;
        const auto part = take(static_cast<std::size_t>(bytes));
        for (int i = 0; i < bytes; ++i)
            value |= std::uint64_t{part[static_cast<std::size_t>(i)]} << (8 * i);
        return value;
    }
    std::span<const std::uint8_t> take(std::size_t count)
    {
        if (count > m_bytes.size())
            throw Error(ErrorCode::Corrupt, "A stored edit ends too early", m_where);
        const auto part = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return part;
    }
    CannySettings canny()
    {
        CannySettings settings;
        settings.low = std::bit_cast<double>(number(8));
        settings.high = std::bit_cast<double>(number(8));
        settings.sigma = std::bit_cast<double>(number(8));
        settings.aperture = static_cast<int>(static_cast<std::uint32_t>(number(4)) & 0xFFFF);
        return settings;
    }
    std::vector<Measurement> measurements()
    {
        std::vector<Measurement> list(number(1));
        for (Measurement& measurement : list) {
            measurement.kind = static_cast<Measurement::Kind>(number(1));
            measurement.picture = static_cast<Measurement::Picture>(number(1));
            for (double* value : {&measurement.from.x, &measurement.from.y, &measurement.to.x, &measurement.to.y, &measurement.across})
                *value = std::bit_cast<double>(number(8));
            const auto name = take(number(1));
            measurement.name.assign(name.begin(), name.end());
        }
        return list;
    }
    bool flag()
    {
        const std::uint64_t value = number(1);
        if (value > 1)
            throw Error(ErrorCode::Corrupt, "A stored edit holds an unknown value", m_where);
        return value != 0;
    }
    bool atEnd() const { return m_bytes.empty(); }

private:
    std::span<const std::uint8_t> m_bytes;
    const std::string& m_where;
};

} // namespace

Bytes packBytes(std::span<const std::uint8_t> raw)
{
    uLongf size = compressBound(static_cast<uLong>(raw.size()));
    Bytes packed;
    packed.reserve(size + 4);
    put(packed, raw.size(), 4);
    packed.resize(size + 4);
    if (compress2(packed.data() + 4, &size, raw.data(), static_cast<uLong>(raw.size()), Z_DEFAULT_COMPRESSION) != Z_OK)
        throw Error(ErrorCode::TooLarge, "There is no memory to pack an edit", "zlib");
    packed.resize(size + 4);
    return packed;
}

Bytes unpackBytes(std::span<const std::uint8_t> packed, std::size_t maxBytes, const std::string& where)
{
    const std::size_t size = Cursor(packed, where).number(4);
    if (size > maxBytes)
        throw Error(ErrorCode::TooLarge, fmt::format("A packed part holds {} bytes, the limit is {}", size, maxBytes), where);
    Bytes raw(std::max<std::size_t>(size, 1));
    uLongf written = raw.size();
    const int result = uncompress(raw.data(), &written, packed.data() + 4, static_cast<uLong>(packed.size() - 4));
    if (result != Z_OK || written != size)
        throw Error(ErrorCode::Corrupt, "A packed part is damaged", where);
    raw.resize(size);
    return raw;
}

Bytes encodeDelta(const Delta& delta)
{
    Bytes raw;
    put(raw, delta.measurements ? deltaVersion : deltaVersionPlain, 1);
    put(raw, delta.planes.size(), 1);
    for (const PlaneDelta& change : delta.planes) {
        put(raw, static_cast<std::uint8_t>(change.plane), 1);
        for (const int side : {change.rect.x, change.rect.y, change.rect.width, change.rect.height})
            put(raw, static_cast<std::uint16_t>(side), 2);
        for (const auto* runs : {&change.before, &change.after}) {
            put(raw, runs->size(), 4);
            raw.insert(raw.end(), runs->begin(), runs->end());
        }
    }
    put(raw, (delta.canny ? hasCanny : 0u) | (delta.autoSketch ? hasAutoSketch : 0u) | (delta.measurements ? hasMeasurements : 0u), 1);
    if (delta.canny) {
        putCanny(raw, delta.canny->first);
        putCanny(raw, delta.canny->second);
    }
    if (delta.autoSketch) {
        put(raw, delta.autoSketch->first ? 1 : 0, 1);
        put(raw, delta.autoSketch->second ? 1 : 0, 1);
    }
    if (delta.measurements) {
        putMeasurements(raw, delta.measurements->first);
        putMeasurements(raw, delta.measurements->second);
    }
    return packBytes(raw);
}

Delta decodeDelta(std::span<const std::uint8_t> blob, const std::string& where)
{
    const Bytes raw = unpackBytes(blob, maxDeltaBytes, where);
    Cursor in(raw, where);
    const auto version = in.number(1);
    if (version != deltaVersion && version != deltaVersionPlain)
        throw Error(ErrorCode::Corrupt, fmt::format("A stored edit has the unknown form {}", version), where);
    Delta delta;
    const std::size_t planes = in.number(1);
    if (planes > allPlanes.size())
        throw Error(ErrorCode::Corrupt, fmt::format("A stored edit names {} planes", planes), where);
    delta.planes.resize(planes);
    for (PlaneDelta& change : delta.planes) {
        const std::uint64_t plane = in.number(1);
        if (plane >= allPlanes.size())
            throw Error(ErrorCode::Corrupt, fmt::format("A stored edit names plane {}", plane), where);
        change.plane = static_cast<Plane>(plane);
        for (int* side : {&change.rect.x, &change.rect.y, &change.rect.width, &change.rect.height})
            *side = static_cast<int>(in.number(2));
        for (auto* runs : {&change.before, &change.after}) {
            const auto part = in.take(in.number(4));
            runs->assign(part.begin(), part.end());
        }
    }
    const std::uint64_t flags = in.number(1);
    if (flags & hasCanny) {
        const CannySettings before = in.canny();
        delta.canny.emplace(before, in.canny());
    }
    if (flags & hasAutoSketch) {
        const bool before = in.flag();
        delta.autoSketch.emplace(before, in.flag());
    }
    const unsigned known = hasCanny | hasAutoSketch | (version == deltaVersion ? hasMeasurements : 0u);
    if (flags & known & hasMeasurements) {
        auto before = in.measurements();
        delta.measurements.emplace(std::move(before), in.measurements());
    }
    if (!in.atEnd() || flags > known)
        throw Error(ErrorCode::Corrupt, "A stored edit holds more than it should", where);
    return delta;
}

Bytes encodePlane(const cv::Mat& plane)
{
    const cv::Mat whole = plane.isContinuous() ? plane : plane.clone();
    return packBytes(std::span(whole.data, whole.total()));
}

cv::Mat decodePlane(std::span<const std::uint8_t> blob, const std::string& where)
{
    const Bytes raw = unpackBytes(blob, planeBytes, where);
    if (raw.size() != planeBytes)
        throw Error(ErrorCode::Corrupt, fmt::format("A plane has {} pixels instead of {}", raw.size(), planeBytes), where);
    cv::Mat plane(canvasSize, canvasSize, CV_8UC1);
    std::copy(raw.begin(), raw.end(), plane.data);
    return plane;
}

Checksum& Checksum::addBytes(std::span<const std::uint8_t> bytes)
{
    put(m_bytes, bytes.size(), 8);
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    return *this;
}

Checksum& Checksum::addNumber(std::int64_t number)
{
    put(m_bytes, 8, 8);
    put(m_bytes, static_cast<std::uint64_t>(number), 8);
    return *this;
}

Bytes Checksum::finish() const
{
    const std::string hex = sha256(m_bytes);
    const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
    Bytes sum;
    for (std::size_t i = 0; i < 32; i += 2)
        sum.push_back(static_cast<std::uint8_t>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    return sum;
}

namespace {
bool isControl(char c, bool lines)
{
    return (static_cast<unsigned char>(c) < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7F;
}
} // namespace

std::string storedText(std::string text, std::size_t maxBytes, bool lines)
{
    std::replace_if(
        text.begin(), text.end(), [lines](char c) { return isControl(c, lines); }, ' ');
    if (text.size() > maxBytes) {
        std::size_t end = maxBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        text.resize(end);
    }
    return text;
}

bool isStoredText(std::string_view text, std::size_t maxBytes, bool lines)
{
    return text.size() <= maxBytes && std::none_of(text.begin(), text.end(), [lines](char c) { return isControl(c, lines); });
}

bool looksLikePng(std::span<const std::uint8_t> bytes, std::uint32_t maxSide)
{
    constexpr std::array<std::uint8_t, 16> head{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    if (bytes.size() < 24 || !std::equal(head.begin(), head.end(), bytes.begin()))
        return false;
    const auto side = [&](std::size_t at) {
        return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
    };
    return side(16) >= 1 && side(16) <= maxSide && side(20) >= 1 && side(20) <= maxSide;
}

} // namespace sonosketch
