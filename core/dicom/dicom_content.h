// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dicom/dicom_elements.h"
#include "core/dicom/dicom_file.h"

#include <string>

namespace sonosketch {

/// Behind a DicomFile. Internal to core/dicom.
struct DicomFile::Content {
    DcmFileFormat file;
    std::string where;
    DicomInfo info;
    DicomIdentity identity;
    std::string statement, creationDate, creationTime, sopClassUid;
    E_TransferSyntax syntax = EXS_Unknown;
};

namespace dicom {
/// The pixel description is one we read, within the limits, and the pixels are all there. Fills sizes, frames and photometric of `info`.
void checkPixels(DcmItem& data, E_TransferSyntax syntax, DicomInfo& info, const std::string& where, const DicomLimits& limits);
/// Takes everything away that decoding a picture does not need, so that DCMTK's renderer meets nothing odd.
void keepPixelElements(DcmItem& data);
/// See DicomFile::frame; `number` is in range.
cv::Mat decodeFrame(DcmFileFormat& file, E_TransferSyntax syntax, int number, const DicomInfo& info, const std::string& where);
} // namespace dicom

} // namespace sonosketch
