// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/png_file.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cstring>

namespace sonosketch {

namespace {

/// What libpng's callbacks see. libpng reports errors through longjmp; throwing from its callbacks through C frames is not portable, so the
/// functions below keep every object with a destructor outside of the frames that are jumped over.
struct Session {
    std::string error;
    std::vector<std::uint8_t>* out = nullptr;
    const std::vector<std::uint8_t>* in = nullptr;
    std::size_t position = 0;
};

[[noreturn]] void onError(png_structp png, png_const_charp message)
{
    auto* session = static_cast<Session*>(png_get_error_ptr(png));
    session->error = message ? message : "unknown";
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp)
{
}

void onWrite(png_structp png, png_bytep data, std::size_t size)
{
    auto* session = static_cast<Session*>(png_get_io_ptr(png));
    session->out->insert(session->out->end(), data, data + size);
}

void onFlush(png_structp)
{
}

void onRead(png_structp png, png_bytep data, std::size_t size)
{
    auto* session = static_cast<Session*>(png_get_io_ptr(png));
    if (session->in->size() - session->position < size)
        png_error(png, "the file ends too early");
    std::memcpy(data, session->in->data() + session->position, size);
    session->position += size;
}

/// Entries may be packed: without limits a small file could fill the memory. Texts beyond them are passed over.
void limit(png_structp png)
{
    png_set_user_limits(png, 16384, 16384);
    png_set_chunk_malloc_max(png, maxPngTextBytes);
    png_set_chunk_cache_max(png, maxPngTexts);
}

/// Whether every chunk lies in the file, up to the one that ends it: libpng takes memory for what a chunk claims to hold, and its own limit is a mere
/// warning; the head of a chunk cut off at the end of the file is enough for it.
bool chunksFit(const std::vector<std::uint8_t>& file)
{
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t length =
            std::size_t{file[at]} << 24 | std::size_t{file[at + 1]} << 16 | std::size_t{file[at + 2]} << 8 | file[at + 3];
        if (length > file.size() - at - 12)
            return false;
        if (std::memcmp(file.data() + at + 4, "IEND", 4) == 0)
            return true;
        at += 12 + length;
    }
    return false;
}

bool write(png_structp png, png_infop info, const PngContent& content, std::vector<png_text>& texts, std::vector<png_color>& colors)
{
    if (setjmp(png_jmpbuf(png))) // NOLINT: libpng's way
        return false;
    const bool indexed = !colors.empty();
    png_set_IHDR(png, info, static_cast<png_uint_32>(content.pixels.cols), static_cast<png_uint_32>(content.pixels.rows), 8,
        indexed ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (indexed)
        png_set_PLTE(png, info, colors.data(), static_cast<int>(colors.size()));
    if (!texts.empty())
        png_set_text(png, info, texts.data(), static_cast<int>(texts.size()));
    png_write_info(png, info);
    for (int y = 0; y < content.pixels.rows; ++y)
        png_write_row(png, content.pixels.ptr<std::uint8_t>(y));
    png_write_end(png, nullptr);
    return true;
}

/// Reads the head; the pixels too if they are as wanted. `rows` point into the picture.
bool readGrey(png_structp png, png_infop info, const cv::Size& wanted, std::vector<png_bytep>& rows, cv::Size& found, bool& grey)
{
    if (setjmp(png_jmpbuf(png))) // NOLINT: libpng's way
        return false;
    png_read_info(png, info);
    found = cv::Size(static_cast<int>(png_get_image_width(png, info)), static_cast<int>(png_get_image_height(png, info)));
    grey = png_get_color_type(png, info) == PNG_COLOR_TYPE_GRAY && png_get_bit_depth(png, info) == 8;
    if (!grey || found != wanted)
        return true;
    png_read_image(png, rows.data());
    png_read_end(png, nullptr);
    return true;
}

/// Reads through the whole file; the pixels are only passed over, to reach the entries behind them.
bool readAll(png_structp png, png_infop info, png_infop endInfo, std::vector<std::uint8_t>& row)
{
    if (setjmp(png_jmpbuf(png))) // NOLINT: libpng's way
        return false;
    png_read_info(png, info);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    row.resize(png_get_rowbytes(png, info));
    const png_uint_32 height = png_get_image_height(png, info);
    for (int pass = 0; pass < passes; ++pass)
        for (png_uint_32 y = 0; y < height; ++y)
            png_read_row(png, row.data(), nullptr);
    png_read_end(png, endInfo);
    return true;
}

} // namespace

std::vector<std::uint8_t> encodePng(const PngContent& content)
{
    if (content.pixels.empty() || content.pixels.dims > 2 || content.pixels.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Only 8-bit grey or indexed pictures are written", "PNG");
    std::vector<png_color> colors;
    for (const auto& [red, green, blue] : content.colors)
        colors.push_back({red, green, blue});
    if (!colors.empty()) {
        double highest = 0;
        cv::minMaxLoc(content.pixels, nullptr, &highest);
        if (colors.size() > 256 || highest >= static_cast<double>(colors.size()))
            throw Error(ErrorCode::InvalidArgument, fmt::format("Index {} has no colour among {}", highest, colors.size()), "PNG");
    }
    // libpng takes char*, so the texts need copies that can be written to. An embedded NUL would cut the entry short.
    std::vector<std::pair<std::string, std::string>> owned = content.texts;
    std::vector<png_text> texts;
    char none[] = "";
    for (auto& [key, text] : owned) {
        if (key.empty() || key.size() > 79)
            throw Error(ErrorCode::InvalidArgument, "A PNG keyword has 1..79 bytes", key.substr(0, 80));
        std::replace(text.begin(), text.end(), '\0', ' ');
        png_text entry{};
        entry.compression = PNG_ITXT_COMPRESSION_NONE;
        entry.key = key.data();
        entry.text = text.data();
        entry.itxt_length = text.size();
        entry.lang = none;
        entry.lang_key = none;
        texts.push_back(entry);
    }

    std::vector<std::uint8_t> bytes;
    Session session;
    session.out = &bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &session, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    bool done = false;
    if (info) {
        png_set_write_fn(png, &session, onWrite, onFlush);
        done = write(png, info, content, texts, colors);
    }
    png_destroy_write_struct(&png, &info);
    if (!done)
        throw Error(ErrorCode::WriteFailed, "The PNG could not be encoded: " + session.error, "PNG");
    return bytes;
}

cv::Mat decodeGreyPng(const std::vector<std::uint8_t>& file, cv::Size size, const std::string& where)
{
    if (file.size() < 8 || png_sig_cmp(file.data(), 0, 8) != 0)
        throw Error(ErrorCode::Unsupported, "This is not a PNG picture", where);
    if (!chunksFit(file))
        throw Error(ErrorCode::Unreadable, "The PNG is damaged: the file ends too early", where);
    cv::Mat pixels(size, CV_8UC1, cv::Scalar(0));
    std::vector<png_bytep> rows;
    rows.reserve(static_cast<std::size_t>(size.height));
    for (int y = 0; y < size.height; ++y)
        rows.push_back(pixels.ptr(y));
    Session session;
    session.in = &file;
    cv::Size found;
    bool grey = false, done = false;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &session, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (info) {
        png_set_read_fn(png, &session, onRead);
        limit(png);
        done = readGrey(png, info, size, rows, found, grey);
    }
    png_destroy_read_struct(&png, &info, nullptr);
    if (!done)
        throw Error(ErrorCode::Unreadable, "The PNG is damaged: " + session.error, where);
    if (!grey)
        throw Error(ErrorCode::Unsupported, "The picture is no 8-bit grey PNG", where);
    if (found != size)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The picture is {}x{} pixels, expected {}x{}", found.width, found.height, size.width, size.height), where);
    return pixels;
}

std::vector<std::pair<std::string, std::string>> readPngTexts(const std::vector<std::uint8_t>& file, const std::string& where)
{
    if (file.empty())
        throw Error(ErrorCode::Unreadable, "The file is empty", where);
    if (file.size() < 8 || png_sig_cmp(file.data(), 0, 8) != 0)
        throw Error(ErrorCode::Unsupported, "This is not a PNG file", where);
    if (!chunksFit(file))
        throw Error(ErrorCode::Unreadable, "The PNG is damaged: the file ends too early", where);
    Session session;
    session.in = &file;
    std::vector<std::uint8_t> row;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &session, onError, onWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    png_infop endInfo = info ? png_create_info_struct(png) : nullptr;
    bool done = false;
    std::vector<std::pair<std::string, std::string>> result;
    if (endInfo) {
        png_set_read_fn(png, &session, onRead);
        limit(png);
        done = readAll(png, info, endInfo, row);
        for (png_infop part : {info, endInfo}) {
            png_textp texts = nullptr;
            int count = 0;
            if (done)
                png_get_text(png, part, &texts, &count);
            for (int i = 0; i < count; ++i)
                result.emplace_back(texts[i].key, texts[i].text ? texts[i].text : "");
        }
    }
    png_destroy_read_struct(&png, &info, &endInfo);
    if (!done)
        throw Error(ErrorCode::Unreadable, "The PNG is damaged: " + session.error, where);
    return result;
}

} // namespace sonosketch
