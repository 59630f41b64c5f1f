// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

/// What every synthetic picture carries in its file: PNG iTXt entries Software, Description, Source, Disclaimer, an XMP packet, and "SonoSketch" (JSON of
/// all); JPEG the XMP packet and the JSON as comments; DICOM see core/dicom.
struct SyntheticRecord {
    std::string model;         ///< name
    std::string modelHash;     ///< SHA-256 of the weights
    std::string conditionHash; ///< SHA-256 of the condition's bytes
    std::string caseTitle;
    std::string attribution; ///< of the data the model or the case was made from
    std::string origin;      ///< JSON: what this picture can be rebuilt from; empty if unknown
};

/// Where the visible mark sits: its top left corner in image pixels. It can be moved, and is kept inside the picture.
struct MarkPlacement {
    cv::Point position{12, 12};
};

/// Size in pixels of the visible mark "SYNTHETIC".
cv::Size syntheticMarkSize();
/// The picture with the mark burned in; the same drawing that the window shows. CV_8UC1 in and out.
cv::Mat withSyntheticMark(const cv::Mat& image, const MarkPlacement& placement);

/// Writes an 8-bit grey PNG that says it is synthetic: always in its metadata, and visibly too unless `visibleMark` is false, which only the
/// command line's explicit option and data-set export ask for. Atomic. Throws Error(WriteFailed).
void writeSyntheticPng(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark = true);
/// The same as a JPEG of quality 95, which changes pixels a little; for people, not for training. Equal input gives equal bytes. Throws alike.
void writeSyntheticJpeg(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark = true);
/// JPEG for ".jpg" and ".jpeg", else PNG.
void writeSyntheticPicture(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark = true);
/// The text entries of such a file; the last one, "SonoSketch", is JSON of all and stands for the rest in formats with a single comment. `steps`: what an
/// edit story shows, one text a picture. `mark`: where the visible mark was put, so that the same file can be made again.
std::vector<std::pair<std::string, std::string>> syntheticTexts(const SyntheticRecord& record, bool visibleMark,
    const std::vector<std::string>& steps = {}, const std::optional<MarkPlacement>& mark = {});
/// The metadata entry `key` of a PNG, empty if it has none. Throws like probeImage.
std::string readPngText(const std::filesystem::path& path, const std::string& key);

/// What a synthetic picture says of itself.
struct SyntheticStatement {
    SyntheticRecord record;
    bool visibleMark = true;
    std::optional<MarkPlacement> mark; ///< unknown in files written before it was kept
};
/// Of the JSON text of a picture; nothing if it is not ours. Longer than 4 MiB, or fields of other kinds: nothing as well.
std::optional<SyntheticStatement> parseSyntheticStatement(const std::string& json);
/// Of a PNG or JPEG file; nothing if the file says nothing. Throws like probeImage.
std::optional<SyntheticStatement> readSyntheticStatement(const std::filesystem::path& path);

} // namespace sonosketch
