// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"
#include "core/io/synthetic_image.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace sonosketch {

enum class DicomKind : std::uint8_t {
    SecondaryCapture, ///< Secondary Capture Image Storage: every archive takes it
    Ultrasound,       ///< Ultrasound Image Storage: viewers measure in it by its region calibration
};

/// A synthetic picture on its way out. Equal values give equal bytes, UIDs included.
struct DicomPicture {
    cv::Mat pixels; ///< CV_8UC1, without the mark
    SyntheticRecord record;
    MarkPlacement mark;
    bool visibleMark = true;          ///< burned in, and said in Burned In Annotation
    std::optional<double> mmPerPixel; ///< of `pixels`
    DicomKind kind = DicomKind::SecondaryCapture;
    std::chrono::sys_seconds created{}; ///< UTC; DICOM wants to know when something was made
};

/// A whole DICOM file in explicit little endian: synthetic patient, Synthetic Data YES, DERIVED\SECONDARY, and the record in private elements
/// (core/dicom/README.md lists the tags). Throws Error(InvalidArgument) for other pixels than CV_8UC1 or a spacing that is no positive number. Any thread.
std::vector<std::uint8_t> encodeDicomPicture(const DicomPicture& picture);

/// The labels as a Segmentation of that picture, a binary segment for each class that occurs, the background left out. `labels`: CV_8UC1 of the
/// picture's size, palette ids. Throws Error(InvalidArgument) where nothing is labelled or an id is not in the palette, Error(SizeMismatch).
std::vector<std::uint8_t> encodeDicomSegmentation(const DicomPicture& picture, const cv::Mat& labels, const LabelPalette& palette);

/// What a DICOM file of ours says of itself, and when it was made.
struct DicomStatement {
    SyntheticStatement statement;
    DicomKind kind = DicomKind::SecondaryCapture;
    std::optional<double> mmPerPixel;
    std::chrono::sys_seconds created{};
};
/// Nothing if the file is not ours. Throws like DicomFile::open, also for a Segmentation.
std::optional<DicomStatement> readDicomStatement(const std::filesystem::path& path);

} // namespace sonosketch
