// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/read_image.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/imaging/image_header.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <fstream>
#include <vector>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

void checkLimits(const ImageInfo& info, const ImageLimits& limits, const std::string& where)
{
    if (info.width > limits.maxSide || info.height > limits.maxSide || std::int64_t{info.width} * info.height > limits.maxPixels)
        throw Error(ErrorCode::TooLarge,
            fmt::format("the image is {}x{} pixels, the limit is {} a side and {} million in all", info.width, info.height, limits.maxSide,
                limits.maxPixels >> 20),
            where, "Crop or scale it down first");
}

void checkFile(const fs::path& path, const ImageLimits& limits)
{
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status))
        throw Error(ErrorCode::NotFound, "there is no such image", path.string());
    if (!fs::is_regular_file(status))
        throw Error(ErrorCode::Unreadable, "this is no file", path.string());
    const std::uintmax_t size = fs::file_size(path, failure);
    if (failure)
        throw Error(ErrorCode::Unreadable, "the image cannot be read (" + failure.message() + ")", path.string());
    if (size > limits.maxFileBytes)
        throw Error(ErrorCode::TooLarge, fmt::format("the image file has {} MiB, the limit is {}", size >> 20, limits.maxFileBytes >> 20),
            path.string());
}

/// The whole file, its header already checked against the limits.
std::vector<std::uint8_t> readChecked(const fs::path& path, const ImageLimits& limits, ImageInfo& info)
{
    checkFile(path, limits);
    std::vector<std::uint8_t> bytes = readFile(path, limits.maxFileBytes);
    info = parseImageHeader(bytes, path.string());
    checkLimits(info, limits, path.string());
    if (!endsWhole(bytes, info.format))
        throw Error(ErrorCode::Unreadable, "the image file is cut off", path.string(), "Copy or export it again");
    if (info.format == "png")
        return withoutExtras(bytes, path.string());
    if (info.format == "jpeg" && countScans(bytes) > maxScans)
        throw Error(ErrorCode::TooLarge, fmt::format("the JPEG has more than {} scans", maxScans), path.string(), "Save it as PNG");
    return bytes;
}

/// Colour times alpha: what lies under a transparent pixel shows as black, the scanner's own background.
cv::Mat compositeOnBlack(const cv::Mat& bgra)
{
    cv::Mat bgr(bgra.size(), CV_8UC3);
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* from = bgra.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgra.cols; ++x)
            for (int c = 0; c < 3; ++c)
                to[x][c] = static_cast<uchar>((from[x][c] * from[x][3] + 127) / 255);
    }
    return bgr;
}

struct PngSource {
    const std::uint8_t* data;
    std::size_t left;
};

void readPngBytes(png_structp png, png_bytep target, png_size_t count)
{
    auto* source = static_cast<PngSource*>(png_get_io_ptr(png));
    if (count > source->left)
        png_error(png, "cut off");
    std::memcpy(target, source->data, count);
    source->data += count;
    source->left -= count;
}

[[noreturn]] void onPngError(png_structp png, png_const_charp)
{
    std::longjmp(png_jmpbuf(png), 1);
}

void onPngWarning(png_structp, png_const_charp)
{
}

enum class IndexedResult { Ok, Damaged, NotIndexed };

/// libpng reports errors by longjmp, so nothing with a destructor may live in this function.
IndexedResult decodeIndexed(PngSource& source, cv::Mat& target, png_bytep* rows)
{
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, onPngError, onPngWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        return IndexedResult::Damaged;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, nullptr);
        return IndexedResult::Damaged;
    }
    png_set_read_fn(png, &source, readPngBytes);
    png_read_info(png, info);
    const int kind = png_get_color_type(png, info);
    const bool indexed = (kind == PNG_COLOR_TYPE_GRAY || kind == PNG_COLOR_TYPE_PALETTE) && png_get_bit_depth(png, info) <= 8;
    if (indexed) {
        png_set_packing(png); // 1, 2 and 4 bits to a byte each, values unchanged
        png_set_interlace_handling(png);
        png_read_update_info(png, info);
        if (png_get_rowbytes(png, info) != static_cast<std::size_t>(target.cols)
            || png_get_image_height(png, info) != static_cast<png_uint_32>(target.rows))
            png_error(png, "size");
        png_read_image(png, rows);
        png_read_end(png, nullptr);
    }
    png_destroy_read_struct(&png, &info, nullptr);
    return indexed ? IndexedResult::Ok : IndexedResult::NotIndexed;
}

} // namespace

ImageInfo probeImage(const fs::path& path, const ImageLimits& limits)
{
    checkFile(path, limits);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::Unreadable, "the image cannot be opened", path.string());
    // A JPEG may carry large profiles before its frame header, a TIFF its directory at the end: those read on.
    std::vector<std::uint8_t> bytes(1u << 16);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    ImageInfo info;
    try {
        info = parseImageHeader(bytes, path.string());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unreadable || bytes.size() < (1u << 16))
            throw;
        info = parseImageHeader(readFile(path, limits.maxFileBytes), path.string());
    }
    checkLimits(info, limits, path.string());
    return info;
}

cv::Mat readImageColor(const fs::path& path, const ImageLimits& limits)
{
    ImageInfo info;
    const std::vector<std::uint8_t> bytes = readChecked(path, limits, info);
    cv::Mat image;
    try {
        image = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception&) {
        image.release();
    }
    if (image.empty() || image.cols != info.width || image.rows != info.height)
        throw Error(ErrorCode::Unreadable, fmt::format("the {} image is damaged", info.format), path.string(), "Copy or export it again");
    if (image.depth() == CV_16U)
        image.convertTo(image, CV_8U, 1.0 / 257.0);
    if (image.depth() != CV_8U)
        throw Error(ErrorCode::Unsupported, "the image has samples other than 8 or 16 bits", path.string(), "Save it as 8-bit PNG");
    switch (image.channels()) {
    case 1:
        cv::cvtColor(image, image, cv::COLOR_GRAY2BGR);
        return image;
    case 3:
        return image;
    case 4:
        return compositeOnBlack(image);
    default:
        throw Error(ErrorCode::Unsupported, fmt::format("the image has {} channels", image.channels()), path.string(),
            "Save it as grey or RGB PNG");
    }
}

cv::Mat readImageGray(const fs::path& path, const ImageLimits& limits)
{
    cv::Mat gray;
    cv::cvtColor(readImageColor(path, limits), gray, cv::COLOR_BGR2GRAY);
    return gray;
}

cv::Mat readImageIndexed(const fs::path& path, const ImageLimits& limits)
{
    ImageInfo info;
    const std::vector<std::uint8_t> bytes = readChecked(path, limits, info);
    if (info.format != "png")
        throw Error(ErrorCode::Unsupported, "a label map is a PNG, this is " + info.format, path.string(), "Save it as an indexed PNG");
    cv::Mat labels(info.height, info.width, CV_8UC1, cv::Scalar(0));
    std::vector<png_bytep> rows(static_cast<std::size_t>(info.height));
    for (int y = 0; y < info.height; ++y)
        rows[static_cast<std::size_t>(y)] = labels.ptr(y);
    PngSource source{bytes.data(), bytes.size()};
    switch (decodeIndexed(source, labels, rows.data())) {
    case IndexedResult::Ok:
        return labels;
    case IndexedResult::NotIndexed:
        throw Error(ErrorCode::Unsupported, "a label map holds 8-bit grey or palette values, this PNG holds RGB or 16-bit samples",
            path.string(), "Save it as an indexed PNG");
    default:
        throw Error(ErrorCode::Unreadable, "the PNG is damaged", path.string(), "Copy or export it again");
    }
}

} // namespace sonosketch
