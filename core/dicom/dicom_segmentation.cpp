// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dicom/dicom_common.h"
#include "core/dicom/dicom_uid.h"
#include "core/dicom/segment_codes.h"
#include "core/io/synthetic_xmp.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

namespace sonosketch {

using namespace dicom;

namespace {

/// CIELab of a display colour, scaled to 16 bits as PS3.3 C.10.7.1.1 says.
void putColor(DcmItem& segment, const LabelClass& of)
{
    const cv::Mat bgr(1, 1, CV_32FC3, cv::Scalar(of.blue / 255.0, of.green / 255.0, of.red / 255.0));
    cv::Mat lab;
    cv::cvtColor(bgr, lab, cv::COLOR_BGR2Lab);
    const cv::Vec3f color = lab.at<cv::Vec3f>(0, 0);
    const auto scaled = [](double part) { return std::clamp(std::round(part * 65535.0), 0.0, 65535.0); };
    putNumbers(segment, DCM_RecommendedDisplayCIELabValue,
        {scaled(color[0] / 100.0), scaled((color[1] + 128.0) / 255.0), scaled((color[2] + 128.0) / 255.0)});
}

void putSegment(DcmItem& data, const LabelClass& of, int number, const std::string& palette)
{
    DcmItem& segment = addItem(data, DCM_SegmentSequence);
    const SegmentCodes codes = segmentCodes(of.name);
    put(segment, DCM_SegmentNumber, number);
    put(segment, DCM_SegmentLabel, plainUtf8(of.name, 64));
    put(segment, DCM_SegmentDescription, plainUtf8(fmt::format("Class {} of the palette {}", of.id, palette), 1024));
    put(segment, DCM_SegmentAlgorithmType, "SEMIAUTOMATIC");
    put(segment, DCM_SegmentAlgorithmName, "SonoSketch");
    putCode(segment, DCM_SegmentedPropertyCategoryCodeSequence, codes.category, "SCT", codes.categoryMeaning);
    putCode(segment, DCM_SegmentedPropertyTypeCodeSequence, codes.type, "SCT", codes.typeMeaning);
    if (codes.region != nullptr)
        putCode(segment, DCM_AnatomicRegionSequence, codes.region, "SCT", codes.regionMeaning);
    putColor(segment, of);
}

/// One frame a segment: which segment it shows, and of which picture.
void putFrame(DcmItem& data, const DicomPicture& picture, const ExportUids& uids, int number)
{
    DcmItem& frame = addItem(data, DCM_PerFrameFunctionalGroupsSequence);
    put(addItem(frame, DCM_SegmentIdentificationSequence), DCM_ReferencedSegmentNumber, number);
    putNumbers(addItem(frame, DCM_FrameContentSequence), DCM_DimensionIndexValues, {static_cast<double>(number)});
    DcmItem& derivation = addItem(frame, DCM_DerivationImageSequence);
    putCode(derivation, DCM_DerivationCodeSequence, "113076", "DCM", "Segmentation");
    DcmItem& source = addItem(derivation, DCM_SourceImageSequence);
    put(source, DCM_ReferencedSOPClassUID, sopClassOf(picture.kind));
    put(source, DCM_ReferencedSOPInstanceUID, uids.instance);
    putCode(source, DCM_PurposeOfReferenceCodeSequence, "121322", "DCM", "Source image for image processing operation");
}

/// Frames of one bit a pixel, one after another without a gap, the first pixel in the lowest bit.
std::vector<Uint8> packed(const cv::Mat& labels, const std::vector<int>& ids)
{
    const std::size_t pixels = labels.total();
    std::vector<Uint8> bits((pixels * ids.size() + 7) / 8);
    std::size_t at = 0;
    for (const int id : ids)
        for (int y = 0; y < labels.rows; ++y) {
            const auto* row = labels.ptr<std::uint8_t>(y);
            for (int x = 0; x < labels.cols; ++x, ++at)
                if (row[x] == id)
                    bits[at / 8] = static_cast<Uint8>(bits[at / 8] | 1u << at % 8);
        }
    if (bits.size() % 2 != 0)
        bits.push_back(0);
    return bits;
}

std::vector<int> idsIn(const DicomPicture& picture, const cv::Mat& labels, const LabelPalette& palette)
{
    if (labels.size() != picture.pixels.size() || labels.type() != CV_8UC1)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format(
                "The labels are {}x{} pixels, the picture {}x{}", labels.cols, labels.rows, picture.pixels.cols, picture.pixels.rows),
            "DICOM segmentation");
    std::array<bool, 256> present{};
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            present[labels.at<std::uint8_t>(y, x)] = true;
    std::vector<int> ids;
    for (int id = 1; id < 256; ++id) {
        if (!present[static_cast<std::size_t>(id)])
            continue;
        if (!palette.contains(id))
            throw Error(
                ErrorCode::InvalidArgument, fmt::format("The palette \"{}\" has no class {}", palette.name(), id), "DICOM segmentation");
        ids.push_back(id);
    }
    if (ids.empty())
        throw Error(ErrorCode::InvalidArgument, "Nothing is labelled, so there is no segment to write", "DICOM segmentation",
            "Label something, or leave the segmentation out");
    return ids;
}

} // namespace

std::vector<std::uint8_t> encodeDicomSegmentation(const DicomPicture& picture, const cv::Mat& labels, const LabelPalette& palette)
{
    const ExportUids uids = uidsOf(picture);
    const std::vector<int> ids = idsIn(picture, labels, palette);
    const std::vector<Uint8> bits = packed(labels, ids);
    const std::string basis = uids.basis + "/" + palette.toJson() + "/" + std::string(bits.begin(), bits.end());

    DcmFileFormat file;
    DcmItem& data = *file.getDataset();
    put(data, DCM_SOPClassUID, UID_SegmentationStorage);
    put(data, DCM_SOPInstanceUID, uidFromName("segmentation/" + basis));
    putCommon(data, picture, uids, "SEG", "Labels of a synthetic ultrasound image");
    put(data, DCM_SeriesInstanceUID, uidFromName("segmentation series/" + basis));
    put(data, DCM_SeriesNumber, 2);
    put(data, DCM_InstanceNumber, 1);
    put(data, DCM_PatientOrientation, "");
    put(data, DCM_ContentDate, fmt::format("{:%Y%m%d}", picture.created));
    put(data, DCM_ContentTime, fmt::format("{:%H%M%S}", picture.created));
    put(data, DCM_ContentLabel, "LABELS");
    put(data, DCM_ContentDescription, "Labels that the picture was synthesised from");
    put(data, DCM_ContentCreatorName, "SONOSKETCH");
    put(data, DCM_ImageType, "DERIVED\\PRIMARY");
    put(data, DCM_BurnedInAnnotation, "NO");
    put(data, DCM_LossyImageCompression, "00");
    put(data, DCM_SegmentationType, "BINARY");
    put(data, DCM_SegmentsOverlap, "NO");

    const std::string organisation = uidFromName("dimensions/" + basis);
    put(addItem(data, DCM_DimensionOrganizationSequence), DCM_DimensionOrganizationUID, organisation);
    DcmItem& dimension = addItem(data, DCM_DimensionIndexSequence);
    put(dimension, DCM_DimensionOrganizationUID, organisation);
    dimension.putAndInsertTagKey(DCM_DimensionIndexPointer, DCM_ReferencedSegmentNumber);
    dimension.putAndInsertTagKey(DCM_FunctionalGroupPointer, DCM_SegmentIdentificationSequence);

    DcmItem& series = addItem(data, DCM_ReferencedSeriesSequence);
    put(series, DCM_SeriesInstanceUID, uids.series);
    DcmItem& instance = addItem(series, DCM_ReferencedInstanceSequence);
    put(instance, DCM_ReferencedSOPClassUID, sopClassOf(picture.kind));
    put(instance, DCM_ReferencedSOPInstanceUID, uids.instance);

    DcmItem& shared = addItem(data, DCM_SharedFunctionalGroupsSequence);
    if (picture.mmPerPixel) {
        const std::string mm = decimalText(*picture.mmPerPixel);
        DcmItem& measures = addItem(shared, DCM_PixelMeasuresSequence);
        put(measures, DCM_PixelSpacing, mm + "\\" + mm);
        put(measures, DCM_SliceThickness, mm);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        putSegment(data, palette.classes()[static_cast<std::size_t>(ids[i])], number, palette.name());
        putFrame(data, picture, uids, number);
    }

    put(data, DCM_SamplesPerPixel, 1);
    put(data, DCM_PhotometricInterpretation, "MONOCHROME2");
    put(data, DCM_NumberOfFrames, static_cast<int>(ids.size()));
    put(data, DCM_Rows, labels.rows);
    put(data, DCM_Columns, labels.cols);
    put(data, DCM_BitsAllocated, 1);
    put(data, DCM_BitsStored, 1);
    put(data, DCM_HighBit, 0);
    put(data, DCM_PixelRepresentation, 0);
    auto* element = new DcmPixelData(DCM_PixelData);
    element->setVR(EVR_OB);
    if (element->putUint8Array(bits.data(), static_cast<unsigned long>(bits.size())).bad() || data.insert(element).bad()) {
        delete element;
        throw Error(ErrorCode::WriteFailed, "The segments do not fit into a DICOM file", "DICOM segmentation");
    }
    return encodeFile(file);
}

} // namespace sonosketch
