// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/io/synthetic_image.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// OpenRaster (https://www.openraster.org): one layer per label class, so that labels can be painted in Krita, GIMP or MyPaint, and come back.
/// Layers from the top: "Sketch" (pen strokes), "Erased edges" (automatic edges rubbed out), a layer named like each class of the palette in its colour,
/// "Outside the field of view", and "Source image", locked. sonosketch.json beside them holds palette, crop, spacing, Canny settings and provenance,
/// record.json how the picture of it was made.
namespace open_raster {
inline constexpr const char* sketchLayer = "Sketch";
inline constexpr const char* erasedLayer = "Erased edges";
inline constexpr const char* outsideLayer = "Outside the field of view";
inline constexpr const char* sourceLayer = "Source image";
inline constexpr const char* recordEntry = "record.json";
} // namespace open_raster

/// The picture that a model made of the case when its layers were written; it is not in the file itself. record.json of the archive, which other programs
/// pass over, and drop when they save.
struct OpenRasterRecord {
    SyntheticRecord record;   ///< conditionHash is that of the case in the file
    std::string pixelsSha256; ///< of the picture's grey bytes, row by row; empty if it was not at hand
};

/// Writes the whole case; atomic. Throws like validate(Case), and Error(WriteFailed).
void writeOpenRaster(const Case& value, const std::filesystem::path& path, const std::optional<OpenRasterRecord>& record = {});

/// By which palette layers become labels.
enum class OpenRasterPalette : std::uint8_t {
    OfFile, ///< the file's own if it has one, else the given one
    Given,  ///< the given one: the layers go into a case that is open
};

struct OpenRasterContents {
    Case value;        ///< planes without a layer are blank
    bool ours = false; ///< sonosketch.json was there: crop, spacing and settings are known
    bool hasLabels = false, hasSketch = false, hasFieldOfView = false, hasSource = false; ///< whether layers of these kinds were there
    std::vector<std::string> notes; ///< what a person should know: layers that were passed over
};

/// Reads back what we or another program wrote; the file is not trusted. Labels: the topmost class layer that covers a pixel by more than half wins.
/// Offsets of layers and groups count, opacity and visibility do not: a hidden layer is read as well. Names compare without case.
/// Throws Error: NotFound, Unreadable (damaged), Unsupported (another kind of archive), SizeMismatch (the picture is not the canvas' size), TooLarge,
/// Corrupt (bad XML, paths that leave the archive, a name twice, no layer that means anything to us). Any thread.
OpenRasterContents readOpenRaster(const std::filesystem::path& path, const LabelPalette& palette, OpenRasterPalette use);
/// Nothing if the file says nothing, or nothing that is ours. Throws Error: NotFound, Unreadable, Unsupported, TooLarge, Corrupt. Any thread.
std::optional<OpenRasterRecord> readOpenRasterRecord(const std::filesystem::path& path);
/// By its first bytes: an archive. Never throws; false where it cannot be read.
bool looksLikeOpenRaster(const std::filesystem::path& path);

} // namespace sonosketch
