// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/synthetic_image.h"
#include "core/io/synthetic_xmp.h"

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace sonosketch {

namespace {

constexpr int quality = 95;
constexpr std::size_t maxSegment = 65533; ///< bytes of a JPEG segment behind its length

void append(std::vector<std::uint8_t>& bytes, std::string_view text)
{
    bytes.insert(bytes.end(), text.begin(), text.end());
}

void addSegment(std::vector<std::uint8_t>& bytes, std::uint8_t marker, std::string_view head, std::string_view text)
{
    const std::size_t length = head.size() + text.size() + 2;
    bytes.insert(bytes.end(), {0xff, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xff)});
    append(bytes, head);
    append(bytes, text);
}

} // namespace

void writeSyntheticJpeg(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark)
{
    if (image.empty() || image.dims > 2 || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A synthetic picture is 8-bit grey and not empty", path.string());
    std::vector<std::uint8_t> jpeg;
    bool encoded = false;
    try {
        encoded =
            cv::imencode(".jpg", visibleMark ? withSyntheticMark(image, placement) : image, jpeg, {cv::IMWRITE_JPEG_QUALITY, quality});
    } catch (const cv::Exception&) {
        encoded = false;
    }
    if (!encoded || jpeg.size() < 20)
        throw Error(ErrorCode::WriteFailed, "The JPEG could not be encoded", path.string());

    // After the start of the image and the JFIF segment, where readers expect them.
    const std::size_t head = jpeg[2] == 0xff && jpeg[3] == 0xe0 ? 4 + static_cast<std::size_t>(jpeg[4] << 8 | jpeg[5]) : 2;
    const auto texts = syntheticTexts(record, visibleMark, {}, placement);
    std::vector<std::uint8_t> file(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(head));
    addSegment(file, 0xe1, std::string_view("http://ns.adobe.com/xap/1.0/\0", 29), syntheticXmp(record));
    // The JSON as comments, one after another where it is long; a reader joins them.
    const std::string& json = texts.back().second;
    for (std::size_t at = 0; at < json.size(); at += maxSegment)
        addSegment(file, 0xfe, {}, std::string_view(json).substr(at, maxSegment));
    file.insert(file.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(head), jpeg.end());
    writeFileAtomically(path, file);
}

void writeSyntheticPicture(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
        [](char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); });
    const auto write = extension == ".jpg" || extension == ".jpeg" ? writeSyntheticJpeg : writeSyntheticPng;
    write(path, image, record, placement, visibleMark);
}

} // namespace sonosketch
