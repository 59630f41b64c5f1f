// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <filesystem>

namespace sonosketch {

/// A case folder: case.json (format "sonosketch-case", version 1: palette, crop, spacing, Canny settings, provenance, file names),
/// source.png, labels.png (indexed with the palette's colours), sketch.png (SketchMark values), fov.png. Exchange and bundled examples.
/// Everything is bounds-checked; file names may not leave the folder. Throws Error (NotFound, Corrupt, VersionMismatch, Unreadable ...).
Case loadCase(const std::filesystem::path& folder);
/// Writes all into a folder beside the target and renames: a new case appears whole; over an old one case.json goes first and comes back
/// last, so that a half-written folder is not a case. Other files in the folder stay. Throws like validate(Case), and Error(WriteFailed).
void saveCase(const Case& value, const std::filesystem::path& folder);

/// A new case from any image file: sector found, cropped, burned-in graphics removed; labels empty. `keepOverlay` leaves calipers and text in.
Case caseFromImage(const std::filesystem::path& image, const LabelPalette& palette, bool keepOverlay = false);
/// A label mask for an existing case: an index image, or an RGB annotation in the palette's annotation colours, of the source's
/// (target.frame, then cropped like the source) or the canvas' size; the source's counts where both are equal. Throws Error(SizeMismatch) naming both sizes, Error(InvalidArgument) naming an unknown colour and where it is.
cv::Mat readLabelMask(const std::filesystem::path& mask, const Case& target);

} // namespace sonosketch
