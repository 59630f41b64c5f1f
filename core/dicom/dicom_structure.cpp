// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dicom/dicom_elements.h"
#include "core/dicom/dicom_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace sonosketch::dicom {

namespace {

constexpr std::uint32_t undefined = 0xffffffffu;
constexpr std::uint32_t itemTag = 0xfffee000u, itemEnd = 0xfffee00du, sequenceEnd = 0xfffee0ddu, pixelTag = 0x7fe00010u;

class Walker {
public:
    Walker(std::span<const std::uint8_t> bytes, std::size_t start, bool explicitVr, bool bigEndian, std::string where,
        const DicomLimits& limits)
        : m_bytes(bytes)
        , m_at(start)
        , m_bigEndian(bigEndian)
        , m_where(std::move(where))
        , m_limits(limits)
    {
        m_frames.push_back({bytes.size(), false, false, explicitVr});
    }

    /// All elements; or only those of group 2, returning where the others begin.
    std::size_t walk(bool headerOnly, Structure& structure);
    const std::string& syntax() const { return m_syntax; }

private:
    struct Frame {
        std::size_t end; ///< where it ends at the latest
        bool open;       ///< ends with a delimiter
        bool sequence;   ///< holds items, not elements
        bool explicitVr;
    };

    [[noreturn]] void damaged(const char* what) const
    {
        throw Error(
            ErrorCode::Unreadable, fmt::format("The DICOM file is damaged ({}, byte {})", what, m_at), m_where, "Copy or export it again");
    }
    std::size_t left() const { return m_frames.back().end - m_at; }
    std::uint32_t number(std::size_t at, int count) const
    {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i)
            value = value << 8 | m_bytes[at + static_cast<std::size_t>(m_bigEndian ? i : count - 1 - i)];
        return value;
    }
    std::uint32_t tagAt(std::size_t at) const { return number(at, 2) << 16 | number(at + 2, 2); }
    void count();
    void push(std::size_t length, bool open, bool sequence, bool explicitVr);
    void pop(bool sequence);
    void item(std::uint32_t length);
    void element(std::uint32_t tag);
    void fragments();
    bool isSequence(std::uint32_t tag, std::string_view vr, std::uint32_t length) const;

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at;
    bool m_bigEndian;
    std::string m_where, m_syntax;
    const DicomLimits& m_limits;
    std::vector<Frame> m_frames;
    int m_elements = 0, m_depth = 0, m_deepest = 0;
};

void Walker::count()
{
    if (++m_elements > m_limits.maxElements)
        throw Error(ErrorCode::TooLarge, fmt::format("The DICOM file has more than {} elements", m_limits.maxElements), m_where);
}

void Walker::push(std::size_t length, bool open, bool sequence, bool explicitVr)
{
    if (!open && length > left())
        damaged("a length leaves the file");
    if (sequence && ++m_depth > m_limits.maxDepth)
        throw Error(ErrorCode::TooLarge, fmt::format("The DICOM file has sequences within sequences more than {} deep", m_limits.maxDepth),
            m_where);
    m_deepest = std::max(m_deepest, m_depth);
    m_frames.push_back({open ? m_frames.back().end : m_at + length, open, sequence, explicitVr});
}

void Walker::pop(bool sequence)
{
    if (m_frames.size() < 2 || m_frames.back().sequence != sequence)
        damaged("a delimiter without a beginning");
    m_depth -= sequence ? 1 : 0;
    m_frames.pop_back();
}

void Walker::item(std::uint32_t length)
{
    if (!m_frames.back().sequence)
        damaged("an item outside of a sequence");
    push(length, length == undefined, false, m_frames.back().explicitVr);
}

/// Encapsulated pixels: pieces of bytes up to a delimiter.
void Walker::fragments()
{
    for (;;) {
        if (left() < 8)
            damaged("the pixel data is cut off");
        const std::uint32_t tag = tagAt(m_at), length = number(m_at + 4, 4);
        m_at += 8;
        count();
        if (tag == sequenceEnd)
            return;
        if (tag != itemTag || length > left())
            damaged("the pixel data is cut off");
        m_at += length;
    }
}

bool Walker::isSequence(std::uint32_t tag, std::string_view vr, std::uint32_t length) const
{
    if (vr == "SQ")
        return true;
    if (!vr.empty() && vr != "UN")
        return false;
    if (length == undefined)
        return true;
    // Without a VR of its own: what DCMTK's dictionary says; and unknown ones that begin as a sequence does are looked into.
    const DcmEVR known = DcmTag(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xffff)).getEVR();
    return length >= 8 && length <= left() && (vr.empty() ? known == EVR_SQ || known == EVR_UN || known == EVR_UNKNOWN : true)
        && tagAt(m_at) == itemTag;
}

void Walker::element(std::uint32_t tag)
{
    const bool explicitVr = m_frames.back().explicitVr;
    std::string_view vr;
    std::uint32_t length = 0;
    if (!explicitVr) {
        length = number(m_at + 4, 4);
        m_at += 8;
    } else {
        constexpr std::array<std::string_view, 13> longForms{"OB", "OW", "OF", "OL", "OD", "OV", "SQ", "UC", "UR", "UT", "UN", "SV", "UV"};
        constexpr std::array<std::string_view, 21> shortForms{
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US"};
        vr = std::string_view(reinterpret_cast<const char*>(m_bytes.data()) + m_at + 4, 2);
        if (std::find(longForms.begin(), longForms.end(), vr) != longForms.end()) {
            if (left() < 12)
                damaged("cut off");
            length = number(m_at + 8, 4);
            m_at += 12;
        } else if (std::find(shortForms.begin(), shortForms.end(), vr) != shortForms.end()) {
            length = number(m_at + 6, 2);
            m_at += 8;
        } else {
            throw Error(ErrorCode::Unsupported,
                fmt::format("The DICOM file has an element ({:04x},{:04x}) of no known kind", tag >> 16, tag & 0xffff), m_where,
                "Convert it with dcmconv of DCMTK first");
        }
    }
    if (tag == pixelTag && length == undefined)
        return fragments();
    if (isSequence(tag, vr, length))
        // What is unknown and of undefined length is encoded implicitly (CP 246).
        return push(length, length == undefined, true, explicitVr && vr != "UN");
    if (length == undefined)
        damaged("a value without an end");
    if (length > left())
        damaged("a length leaves the file");
    if (tag == 0x00020010u && m_frames.size() == 1) {
        m_syntax.assign(reinterpret_cast<const char*>(m_bytes.data()) + m_at, std::min<std::size_t>(length, 64));
        while (!m_syntax.empty() && (m_syntax.back() == '\0' || m_syntax.back() == ' '))
            m_syntax.pop_back();
    }
    m_at += length;
}

std::size_t Walker::walk(bool headerOnly, Structure& structure)
{
    for (;;) {
        while (m_frames.size() > 1 && m_at >= m_frames.back().end) {
            if (m_frames.back().open)
                damaged("a sequence without an end");
            pop(m_frames.back().sequence);
        }
        if (m_at == m_bytes.size())
            break;
        if (left() < 8)
            damaged("cut off");
        const std::uint32_t tag = tagAt(m_at), length = number(m_at + 4, 4);
        if (headerOnly && m_frames.size() == 1 && tag >> 16 != 2)
            break;
        count();
        if (tag == itemTag || tag == itemEnd || tag == sequenceEnd) {
            m_at += 8;
            if (tag == itemTag)
                item(length);
            else if (!m_frames.back().open)
                damaged("a delimiter without a beginning");
            else
                pop(tag == sequenceEnd);
        } else if (m_frames.back().sequence) {
            damaged("an element between items");
        } else {
            element(tag);
        }
    }
    structure.elements += m_elements;
    structure.depth = std::max(structure.depth, m_deepest);
    return m_at;
}

/// A raw deflate stream, with a limit: a small file could fill the memory.
std::vector<std::uint8_t> inflated(std::span<const std::uint8_t> bytes, const std::string& where, const DicomLimits& limits)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        throw Error(ErrorCode::Unreadable, "The deflated DICOM file cannot be read", where);
    std::vector<std::uint8_t> result;
    std::vector<std::uint8_t> piece(1u << 18);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    int state = Z_OK;
    while (state == Z_OK && result.size() <= limits.maxInflatedBytes) {
        stream.next_out = piece.data();
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        result.insert(result.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(piece.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    if (result.size() > limits.maxInflatedBytes)
        throw Error(
            ErrorCode::TooLarge, fmt::format("The deflated DICOM file is larger than {} MiB", limits.maxInflatedBytes >> 20), where);
    if (state != Z_STREAM_END)
        throw Error(ErrorCode::Unreadable, "The deflated DICOM file is damaged", where, "Copy or export it again");
    return result;
}

} // namespace

Structure checkStructure(std::span<const std::uint8_t> file, const std::string& where, const DicomLimits& limits)
{
    if (file.size() < 132 || std::memcmp(file.data() + 128, "DICM", 4) != 0)
        throw Error(ErrorCode::Unsupported, "This is not a DICOM file (no \"DICM\" at byte 128)", where);
    Structure structure;
    Walker header(file, 132, true, false, where, limits);
    const std::size_t begin = header.walk(true, structure);
    structure.transferSyntax = header.syntax();
    // DCMTK ends the header where its first element says, we where another group begins: the data must be the same for both.
    constexpr std::uint8_t groupLength[8] = {2, 0, 0, 0, 'U', 'L', 4, 0};
    if (file.size() >= 144 && std::memcmp(file.data() + 132, groupLength, sizeof(groupLength)) == 0) {
        std::uint32_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length |= std::uint32_t{file[140 + i]} << (8 * i);
        if (std::uint64_t{144} + length != begin)
            throw Error(ErrorCode::Unreadable, "The header of the DICOM file is not as long as it says", where, "Copy or export it again");
    }
    const bool deflated = structure.transferSyntax == UID_DeflatedExplicitVRLittleEndianTransferSyntax;
    const bool implicit = structure.transferSyntax == UID_LittleEndianImplicitTransferSyntax;
    const bool bigEndian = structure.transferSyntax == UID_BigEndianExplicitTransferSyntax;
    if (structure.transferSyntax.empty())
        throw Error(ErrorCode::Unreadable, "The DICOM file does not say how it is encoded", where, "Copy or export it again");
    if (deflated) {
        const std::vector<std::uint8_t> bytes = inflated(file.subspan(begin), where, limits);
        Walker(bytes, 0, true, false, where, limits).walk(false, structure);
    } else {
        Walker(file, begin, !implicit, bigEndian, where, limits).walk(false, structure);
    }
    return structure;
}

} // namespace sonosketch::dicom
