// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/synthetic_image.h"

#include <string>

namespace sonosketch {

/// The XMP packet of a synthetic picture: IPTC's DigitalSourceType trainedAlgorithmicMedia, which search engines and picture archives read, and model
/// hash, condition hash and seed (of the record's origin, if it has one) in a namespace of our own. Long titles are cut, so that the packet fits
/// JPEG's 64 KB segment; characters that XML forbids become spaces. Any thread.
std::string syntheticXmp(const SyntheticRecord& record);

/// `text` as valid UTF-8 of at most `maxBytes` bytes, without characters that XML 1.0 or a DICOM text forbids.
std::string plainUtf8(const std::string& text, std::size_t maxBytes);

/// "seed" of an origin's JSON as text; empty if there is none.
std::string seedOf(const SyntheticRecord& record);

} // namespace sonosketch
