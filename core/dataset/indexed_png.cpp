// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/indexed_png.h"

#include "core/base/error.h"

#include <opencv2/imgcodecs.hpp>
#include <png.h>

#include <algorithm>
#include <csetjmp>

namespace sonosketch {

namespace {

void appendBytes(png_structp png, png_bytep data, png_size_t count)
{
    auto* bytes = static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
    bytes->insert(bytes->end(), data, data + count);
}

void flushNothing(png_structp)
{
}

/// libpng reports errors by longjmp, so nothing with a destructor may live in this function.
bool encode(std::vector<std::uint8_t>& bytes, const png_color* colors, int colorCount, int width, int height, png_bytep* rows)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_write_struct(&png, nullptr);
        return false;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, &bytes, appendBytes, flushNothing);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8, PNG_COLOR_TYPE_PALETTE,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, colors, colorCount);
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, nullptr);
    png_destroy_write_struct(&png, &info);
    return true;
}

} // namespace

std::vector<std::uint8_t> encodeIndexedPng(const cv::Mat& labels, const LabelPalette& palette)
{
    std::vector<png_color> colors;
    for (const LabelClass& entry : palette.classes())
        colors.push_back({entry.red, entry.green, entry.blue});
    double highest = 0;
    cv::minMaxLoc(labels, nullptr, &highest);
    if (!palette.contains(static_cast<int>(highest)))
        throw Error(ErrorCode::InvalidArgument, "the label map holds an id the palette lacks", palette.name());
    std::vector<png_bytep> rows;
    rows.reserve(static_cast<std::size_t>(labels.rows));
    for (int y = 0; y < labels.rows; ++y)
        rows.push_back(const_cast<png_bytep>(labels.ptr(y)));
    std::vector<std::uint8_t> bytes;
    if (!encode(bytes, colors.data(), static_cast<int>(colors.size()), labels.cols, labels.rows, rows.data()))
        throw Error(ErrorCode::WriteFailed, "the label map cannot be written as PNG");
    return bytes;
}

std::vector<std::uint8_t> encodeGrayPng(const cv::Mat& image)
{
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".png", image, bytes, {cv::IMWRITE_PNG_COMPRESSION, 6}))
        throw Error(ErrorCode::WriteFailed, "the image cannot be written as PNG");
    return bytes;
}

} // namespace sonosketch
