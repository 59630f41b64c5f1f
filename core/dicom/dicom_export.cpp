// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dicom/dicom_common.h"
#include "core/dicom/dicom_uid.h"
#include "core/io/synthetic_xmp.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>

namespace sonosketch {

namespace dicom {

namespace {

/// Text for a DICOM element: one line of UTF-8 without the backslash, which parts values there.
std::string value(const std::string& text, std::size_t maxBytes)
{
    std::string clean = plainUtf8(text, maxBytes);
    for (char& letter : clean)
        if (letter == '\\')
            letter = '/';
    return clean;
}

std::string statementOf(const DicomPicture& picture)
{
    return syntheticTexts(picture.record, picture.visibleMark, {}, picture.mark).back().second;
}

void putCalibration(DcmItem& data, const DicomPicture& picture)
{
    if (!picture.mmPerPixel)
        return;
    const double mm = *picture.mmPerPixel;
    if (picture.kind == DicomKind::SecondaryCapture) {
        put(data, DCM_PixelSpacing, decimalText(mm) + "\\" + decimalText(mm));
        // The scale of the scan that the labels were drawn on, which nobody measured in this picture.
        put(data, DCM_PixelSpacingCalibrationType, "GEOMETRY");
        put(data, DCM_PixelSpacingCalibrationDescription, "Scale of the scan that the labels were drawn on");
        return;
    }
    DcmItem& region = addItem(data, DCM_SequenceOfUltrasoundRegions);
    put(region, DCM_RegionSpatialFormat, 1); // 2D
    put(region, DCM_RegionDataType, 1);      // tissue
    put(region, DCM_RegionFlags, 0);
    put(region, DCM_RegionLocationMinX0, 0);
    put(region, DCM_RegionLocationMinY0, 0);
    put(region, DCM_RegionLocationMaxX1, picture.pixels.cols - 1);
    put(region, DCM_RegionLocationMaxY1, picture.pixels.rows - 1);
    put(region, DCM_PhysicalUnitsXDirection, 3); // cm
    put(region, DCM_PhysicalUnitsYDirection, 3);
    putNumbers(region, DCM_PhysicalDeltaX, {mm / 10.0});
    putNumbers(region, DCM_PhysicalDeltaY, {mm / 10.0});
}

void putPixels(DcmItem& data, const cv::Mat& pixels)
{
    put(data, DCM_SamplesPerPixel, 1);
    put(data, DCM_PhotometricInterpretation, "MONOCHROME2");
    put(data, DCM_Rows, pixels.rows);
    put(data, DCM_Columns, pixels.cols);
    put(data, DCM_BitsAllocated, 8);
    put(data, DCM_BitsStored, 8);
    put(data, DCM_HighBit, 7);
    put(data, DCM_PixelRepresentation, 0);
    // Shows every grey level as it is.
    put(data, DCM_WindowCenter, "128");
    put(data, DCM_WindowWidth, "256");
    const cv::Mat whole = pixels.isContinuous() ? pixels : pixels.clone();
    auto* element = new DcmPixelData(DCM_PixelData);
    element->setVR(EVR_OB);
    if (element->putUint8Array(whole.data, static_cast<unsigned long>(whole.total())).bad() || data.insert(element).bad()) {
        delete element;
        throw Error(ErrorCode::WriteFailed, "The pixels do not fit into a DICOM file", "DICOM");
    }
}

} // namespace

const char* sopClassOf(DicomKind kind)
{
    return kind == DicomKind::Ultrasound ? UID_UltrasoundImageStorage : UID_SecondaryCaptureImageStorage;
}

cv::Mat writtenPixels(const DicomPicture& picture)
{
    return picture.visibleMark ? withSyntheticMark(picture.pixels, picture.mark) : picture.pixels;
}

ExportUids uidsOf(const DicomPicture& picture)
{
    const cv::Mat& pixels = picture.pixels;
    if (pixels.empty() || pixels.dims > 2 || pixels.type() != CV_8UC1 || pixels.cols > 65535 || pixels.rows > 65535)
        throw Error(ErrorCode::InvalidArgument, "A synthetic picture is 8-bit grey and not empty", "DICOM");
    if (picture.mmPerPixel && !(std::isfinite(*picture.mmPerPixel) && *picture.mmPerPixel > 0))
        throw Error(ErrorCode::InvalidArgument, "Millimetres per pixel must be a positive number", "DICOM");
    prepareDcmtk();
    cv::Mat written = writtenPixels(picture);
    if (!written.isContinuous())
        written = written.clone();
    ExportUids uids;
    // The program's version too: it stands in the file, and to an archive two files of one UID are one object.
    uids.basis = fmt::format("{}/{}/{}/{}/{}/{}/{}/{}", SONOSKETCH_VERSION, static_cast<int>(picture.kind), pixels.cols, pixels.rows,
        picture.mmPerPixel ? decimalText(*picture.mmPerPixel) : "", picture.created.time_since_epoch().count(), statementOf(picture),
        sha256(std::span(written.data, written.total())));
    uids.study = uidFromName("study/" + uids.basis);
    uids.series = uidFromName("series/" + uids.basis);
    uids.instance = uidFromName("instance/" + uids.basis);
    return uids;
}

void putCommon(DcmItem& data, const DicomPicture& picture, const ExportUids& uids, const char* modality, const char* seriesText)
{
    const std::string day = fmt::format("{:%Y%m%d}", picture.created), time = fmt::format("{:%H%M%S}", picture.created);
    put(data, DCM_SpecificCharacterSet, "ISO_IR 192");
    put(data, DCM_InstanceCreationDate, day);
    put(data, DCM_InstanceCreationTime, time);
    put(data, DCM_TimezoneOffsetFromUTC, "+0000");
    put(data, syntheticDataTag, EVR_CS, "YES");

    put(data, DCM_PatientName, "SYNTHETIC^SONOSKETCH");
    put(data, DCM_PatientID, "SYNTHETIC-" + uids.study.substr(uids.study.size() - 12));
    put(data, DCM_PatientBirthDate, "");
    put(data, DCM_PatientSex, "");
    put(data, DCM_PatientComments, "No real patient. Not for diagnosis.");
    put(data, DCM_PatientIdentityRemoved, "YES");
    put(data, DCM_DeidentificationMethod, "Pixels synthesised by a neural network; patient and UIDs are new");

    put(data, DCM_StudyInstanceUID, uids.study);
    put(data, DCM_StudyDate, day);
    put(data, DCM_StudyTime, time);
    put(data, DCM_AccessionNumber, "");
    put(data, DCM_ReferringPhysicianName, "");
    put(data, DCM_StudyID, "");
    put(data, DCM_StudyDescription, "Synthetic ultrasound, not for diagnosis");
    put(data, DCM_Modality, modality);
    put(data, DCM_SeriesDescription, seriesText);
    put(data, DCM_SeriesDate, day);
    put(data, DCM_SeriesTime, time);

    put(data, DCM_Manufacturer, "SonoSketch contributors");
    put(data, DCM_ManufacturerModelName, "SonoSketch");
    put(data, DCM_DeviceSerialNumber, "0");
    put(data, DCM_SoftwareVersions, SONOSKETCH_VERSION);

    DcmItem& equipment = addItem(data, DCM_ContributingEquipmentSequence);
    putCode(equipment, DCM_PurposeOfReferenceCodeSequence, "109100", "DCM", "Synthesizing Equipment");
    put(equipment, DCM_Manufacturer, "SonoSketch contributors");
    put(equipment, DCM_ManufacturerModelName, "SonoSketch");
    put(equipment, DCM_SoftwareVersions, SONOSKETCH_VERSION);
    put(equipment, DCM_ContributionDescription, value(fmt::format("Generator {}", picture.record.model), 1024));

    put(data, privateCreatorTag, EVR_LO, privateCreator);
    put(data, privateStatementTag, EVR_UT, statementOf(picture));
    if (!picture.record.modelHash.empty())
        put(data, privateModelHashTag, EVR_LO, value(picture.record.modelHash, 64));
    if (!picture.record.conditionHash.empty())
        put(data, privateConditionHashTag, EVR_LO, value(picture.record.conditionHash, 64));
    if (const std::string seed = seedOf(picture.record); !seed.empty())
        put(data, privateSeedTag, EVR_LO, value(seed, 64));
}

} // namespace dicom

using namespace dicom;

std::vector<std::uint8_t> encodeDicomPicture(const DicomPicture& picture)
{
    const ExportUids uids = uidsOf(picture);
    const bool ultrasound = picture.kind == DicomKind::Ultrasound;
    DcmFileFormat file;
    DcmItem& data = *file.getDataset();
    put(data, DCM_SOPClassUID, sopClassOf(picture.kind));
    put(data, DCM_SOPInstanceUID, uids.instance);
    putCommon(data, picture, uids, ultrasound ? "US" : "OT", "Synthetic ultrasound, not for diagnosis");
    put(data, DCM_SeriesInstanceUID, uids.series);
    put(data, DCM_SeriesNumber, 1);
    put(data, DCM_InstanceNumber, 1);
    put(data, DCM_PatientOrientation, "");
    put(data, DCM_Laterality, "");
    if (!ultrasound)
        put(data, DCM_ConversionType, "SYN");
    put(data, DCM_ImageType, "DERIVED\\SECONDARY");
    put(data, DCM_ContentDate, fmt::format("{:%Y%m%d}", picture.created));
    put(data, DCM_ContentTime, fmt::format("{:%H%M%S}", picture.created));
    const SyntheticRecord& record = picture.record;
    put(data, DCM_DerivationDescription,
        value(fmt::format(
                  "Synthesised from labels and a sketch by the neural network {} (weights SHA-256 {}) for the condition SHA-256 {}{}. "
                  "Not for diagnosis. {}",
                  record.model, record.modelHash, record.conditionHash, seedOf(record).empty() ? std::string() : ", seed " + seedOf(record),
                  record.attribution),
            1000));
    put(data, DCM_BurnedInAnnotation, picture.visibleMark ? "YES" : "NO");
    put(data, DCM_LossyImageCompression, "00");
    putCalibration(data, picture);
    putPixels(data, writtenPixels(picture));
    return encodeFile(file);
}

} // namespace sonosketch
