// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

/// Our PNG files, by way of libpng: what OpenCV's codec cannot do (palettes, text entries). Bytes depend on the input alone.
struct PngContent {
    cv::Mat pixels;                                         ///< CV_8UC1: grey, or indices into `colors`
    std::vector<std::array<std::uint8_t, 3>> colors;        ///< red, green, blue; empty for a grey picture, 256 at most
    std::vector<std::pair<std::string, std::string>> texts; ///< iTXt entries: keyword (Latin-1, 1..79 bytes) and UTF-8 text
};

/// Throws Error(InvalidArgument) on another pixel type or an index without a colour, Error(WriteFailed) if libpng fails.
std::vector<std::uint8_t> encodePng(const PngContent& content);

/// The pixels of an 8-bit grey PNG that is `size` pixels; CV_8UC1. For our own pictures, from a file that is not trusted: anything else is refused
/// before memory is taken. Throws Error: Unreadable (damaged), Unsupported (another kind), SizeMismatch.
cv::Mat decodeGreyPng(const std::vector<std::uint8_t>& file, cv::Size size, const std::string& where);

/// What is read of a file's text entries; what lies beyond is passed over.
inline constexpr std::uint32_t maxPngTexts = 64;
inline constexpr std::size_t maxPngTextBytes = 2u << 20;

/// Every text entry of a PNG, before and after the pixels, within these limits. `where` is for messages. Throws Error: Unreadable, Unsupported, TooLarge.
std::vector<std::pair<std::string, std::string>> readPngTexts(const std::vector<std::uint8_t>& file, const std::string& where);

} // namespace sonosketch
