// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace sonosketch {

namespace {

/// SPLIT/images/ID.nii.gz and SPLIT/labels/ID.nii.gz: one slice each, NIfTI-1 (nifti.nimh.nih.gov/nifti-1): a header of 348 bytes and an extension with
/// our JSON. zlib alone is needed; a library for a header this small would bring more than it takes away.
class NiftiLayout : public SetLayout {
public:
    std::string name() const override { return "nifti"; }
    ItemPart item(const ItemView& view) const override
    {
        ItemPart part;
        const auto path = [&](const char* kind) { return fmt::format("{}/{}/{}.nii.gz", view.item.split, kind, view.item.id); };
        part.files.push_back({path("images"), packed(volume(view.image, view, false))});
        part.files.push_back({path("labels"), packed(volume(view.labels, view, true))});
        return part;
    }
    void finish(SetReader& set) const override { set.write("palette.json", set.plan().palette.toJson()); }

private:
    class Header {
    public:
        void text(std::size_t at, const std::string& value, std::size_t size)
        {
            std::memcpy(m_bytes.data() + at, value.data(), std::min(value.size(), size - 1));
        }
        void word(std::size_t at, std::int16_t value) { number(at, static_cast<std::uint16_t>(value), 2); }
        void whole(std::size_t at, std::int32_t value) { number(at, static_cast<std::uint32_t>(value), 4); }
        void real(std::size_t at, float value)
        {
            std::uint32_t bits = 0;
            std::memcpy(&bits, &value, 4);
            number(at, bits, 4);
        }
        void byte(std::size_t at, std::uint8_t value) { m_bytes[at] = value; }
        std::vector<std::uint8_t>& bytes() { return m_bytes; }

    private:
        void number(std::size_t at, std::uint32_t value, int size)
        {
            for (int i = 0; i < size; ++i)
                m_bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * i));
        }
        std::vector<std::uint8_t> m_bytes = std::vector<std::uint8_t>(352, 0);
    };

    static std::vector<std::uint8_t> volume(const cv::Mat& plane, const ItemView& view, bool labels)
    {
        const std::string json = view.texts.empty() ? std::string() : view.texts.back().second;
        const std::size_t extension = json.empty() ? 0 : (json.size() + 8 + 15) / 16 * 16;
        const auto mm = static_cast<float>(view.mmPerPixel.value_or(1));
        Header header;
        header.whole(0, 348);
        const std::int16_t dims[8] = {3, static_cast<std::int16_t>(plane.cols), static_cast<std::int16_t>(plane.rows), 1, 1, 1, 1, 1};
        for (std::size_t i = 0; i < 8; ++i)
            header.word(40 + 2 * i, dims[i]);
        if (labels)
            header.word(68, 1002); // NIFTI_INTENT_LABEL
        header.word(70, 2);        // unsigned 8 bit
        header.word(72, 8);
        header.real(76, 1);
        for (std::size_t i = 1; i <= 3; ++i)
            header.real(76 + 4 * i, i == 3 ? 1 : mm);
        header.real(108, static_cast<float>(352 + extension));
        header.real(112, 1);
        header.byte(123, view.mmPerPixel ? 2 : 0); // millimetres, or unknown
        header.text(148, fmt::format("SYNTHETIC, not for diagnosis. SonoSketch {}", view.item.id), 80);
        header.word(252, 0);
        header.word(254, 1); // scanner coordinates: a picture lies as other tools put one, first row at the back, first column on the right
        header.real(280, -mm);
        header.real(300, -mm);
        header.real(320, 1);
        header.text(344, "n+1", 4);
        std::vector<std::uint8_t>& bytes = header.bytes();
        if (extension > 0) {
            bytes[348] = 1;
            const auto add = [&](std::uint32_t value) {
                for (int i = 0; i < 4; ++i)
                    bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
            };
            add(static_cast<std::uint32_t>(extension));
            add(6); // NIFTI_ECODE_COMMENT: plain text
            bytes.insert(bytes.end(), json.begin(), json.end());
            bytes.resize(352 + extension, 0);
        }
        for (int y = 0; y < plane.rows; ++y)
            bytes.insert(bytes.end(), plane.ptr<std::uint8_t>(y), plane.ptr<std::uint8_t>(y) + plane.cols);
        return std::move(bytes);
    }

    /// gzip without name and time: the same bytes each time.
    static std::vector<std::uint8_t> packed(std::vector<std::uint8_t> bytes)
    {
        z_stream stream{};
        if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw Error(ErrorCode::WriteFailed, "zlib cannot begin", "nifti");
        std::vector<std::uint8_t> result(deflateBound(&stream, static_cast<uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<uInt>(bytes.size());
        stream.next_out = result.data();
        stream.avail_out = static_cast<uInt>(result.size());
        const int outcome = deflate(&stream, Z_FINISH);
        result.resize(stream.total_out);
        deflateEnd(&stream);
        if (outcome != Z_STREAM_END)
            throw Error(ErrorCode::WriteFailed, "zlib cannot pack the volume", "nifti");
        return result;
    }
};

} // namespace

std::unique_ptr<SetLayout> makeNiftiLayout()
{
    return std::make_unique<NiftiLayout>();
}

} // namespace sonosketch
