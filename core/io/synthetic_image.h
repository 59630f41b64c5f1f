// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

/// What every synthetic picture carries in its file: PNG iTXt entries Software, Description, Source, Disclaimer and "SonoSketch" (JSON of all).
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
/// The text entries of such a file; the last one, "SonoSketch", is JSON of all and stands for the rest in formats with a single comment. `steps`: what an
/// edit story shows, one text a picture.
std::vector<std::pair<std::string, std::string>> syntheticTexts(
    const SyntheticRecord& record, bool visibleMark, const std::vector<std::string>& steps = {});
/// The metadata entry `key` of a PNG, empty if it has none. Throws like probeImage.
std::string readPngText(const std::filesystem::path& path, const std::string& key);

} // namespace sonosketch
