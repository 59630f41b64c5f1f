// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sonosketch {

/// Small files for the planes of training examples, for machines where no picture library is at hand: no OpenCV, whole numbers only, so that
/// every machine decodes the same bytes. Planes are 8 bits a pixel, row by row, width and height 1 to 4096; the sizes are not stored. Any thread.

/// Grey pictures, each pixel off by at most `tolerance` (0 to 15; 0: lossless). Each pixel is predicted from twelve decoded neighbours by normalised
/// least mean squares (Haykin, Adaptive Filter Theory, chapter 6), the rounded difference goes into an adaptive binary range coder (Martin 1979) whose
/// contexts are the local contrast, in the manner of CALIC (Wu and Memon 1997) and of the near-lossless mode of JPEG-LS.
/// Throws Error(InvalidArgument) for sizes out of range or another number of pixels than width * height.
std::vector<std::uint8_t> encodeGreyPlane(std::span<const std::uint8_t> pixels, int width, int height, int tolerance);
/// Throws Error(Corrupt) if the bytes end early, Error(InvalidArgument) like the encoder. Damage elsewhere gives wrong pixels: keep a hash.
std::vector<std::uint8_t> decodeGreyPlane(std::span<const std::uint8_t> bytes, int width, int height, int tolerance);

/// Planes of few values (label ids, edges, a field of view), lossless: "as the pixel to the left" is coded with eleven neighbours as context (JBIG's
/// template, ITU-T T.82), else one of the other neighbours or the value itself. Errors as above.
std::vector<std::uint8_t> encodeMaskPlane(std::span<const std::uint8_t> pixels, int width, int height);
std::vector<std::uint8_t> decodeMaskPlane(std::span<const std::uint8_t> bytes, int width, int height);

} // namespace sonosketch
