// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dicom/dicom_file.h"
#include "core/document/case.h"

namespace sonosketch {

struct DicomImport {
    int frame = 1;             ///< counted from 1
    bool keepIdentity = false; ///< writes the patient's name and number, date and UIDs into the case's provenance
    bool keepOverlay = false;  ///< leaves calipers and text within the scan sector
};

/// A new case from one frame: cropped to the ultrasound region (without one, a band of text at the top is cut off), the scan sector found, everything
/// outside of it black, burned-in graphics removed, labels empty. Pixels that are not square are made square first; spacing becomes the canvas'.
/// Names, numbers, dates and UIDs of the file, its own name included, are left behind unless `keepIdentity` asks for them. Throws like DicomFile, and
/// Error(Unsupported) for pixels more than four times as long as wide.
Case caseFromDicom(DicomFile& file, const LabelPalette& palette, const DicomImport& how = {});
Case caseFromDicom(const std::filesystem::path& path, const LabelPalette& palette, const DicomImport& how = {});

/// Rows at the top of a scanner's frame that hold writing, ended by a dark gap; 0 if there is no such band. `gray`: CV_8UC1.
int bannerRows(const cv::Mat& gray);

} // namespace sonosketch
