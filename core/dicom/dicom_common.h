// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dicom/dicom_elements.h"
#include "core/dicom/dicom_export.h"

#include <string>

namespace sonosketch::dicom {

/// What picture and segmentation share. Internal to core/dicom.

inline constexpr const char* privateCreator = "SONOSKETCH SYNTHETIC 1";
inline const DcmTag privateCreatorTag(0x0071, 0x0010, EVR_LO);
inline const DcmTag privateStatementTag(0x0071, 0x1001, EVR_UT);     ///< the JSON of syntheticTexts
inline const DcmTag privateModelHashTag(0x0071, 0x1002, EVR_LO);     ///< 64 hexadecimal digits fill a LO
inline const DcmTag privateConditionHashTag(0x0071, 0x1003, EVR_LO); ///< likewise
inline const DcmTag privateSeedTag(0x0071, 0x1004, EVR_LO);
inline const DcmTag syntheticDataTag(0x0008, 0x001c, EVR_CS); ///< since PS3.3 2023; DCMTK 3.6.7's dictionary does not know it

/// UIDs of one export: picture and segmentation lie in one study.
struct ExportUids {
    std::string study, series, instance, basis;
};
/// Throws Error(InvalidArgument) for a picture that cannot be written.
ExportUids uidsOf(const DicomPicture& picture);
/// The pixels as written, with the mark where it is wanted.
cv::Mat writtenPixels(const DicomPicture& picture);
const char* sopClassOf(DicomKind kind);

/// Patient, study, series, equipment and "synthetic" of a data set.
void putCommon(DcmItem& data, const DicomPicture& picture, const ExportUids& uids, const char* modality, const char* seriesText);

} // namespace sonosketch::dicom
