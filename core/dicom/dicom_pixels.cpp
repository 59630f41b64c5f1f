// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dicom/dicom_content.h"

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

namespace sonosketch::dicom {

namespace {

constexpr std::array<std::string_view, 7> photometrics{
    "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT"};

[[noreturn]] void unsupported(const std::string& what, const std::string& where)
{
    throw Error(ErrorCode::Unsupported, what, where, "Convert it with dcmconv or dcmdjpeg of DCMTK, or export it as PNG");
}

bool isSupported(E_TransferSyntax syntax)
{
    switch (syntax) {
    case EXS_LittleEndianImplicit:
    case EXS_LittleEndianExplicit:
    case EXS_BigEndianExplicit:
    case EXS_DeflatedLittleEndianExplicit:
    case EXS_JPEGProcess1:
    case EXS_JPEGProcess2_4:
    case EXS_JPEGProcess14:
    case EXS_JPEGProcess14SV1:
    case EXS_JPEGLSLossless:
    case EXS_JPEGLSLossy:
    case EXS_RLELossless:
        return true;
    default:
        return false;
    }
}

void checkPalette(DcmItem& data, const std::string& where)
{
    const std::array<std::pair<DcmTagKey, DcmTagKey>, 3> tables{
        {{DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData},
            {DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData},
            {DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData}}};
    for (const auto& [descriptor, table] : tables) {
        DcmElement* head = nullptr;
        DcmElement* values = nullptr;
        if (data.findAndGetElement(descriptor, head).bad() || head->getVM() != 3)
            throw Error(ErrorCode::Unreadable, "The DICOM file has a colour palette without a descriptor", where);
        if (data.findAndGetElement(table, values).bad() || values->getLength() == 0)
            unsupported("The DICOM file has a colour palette in segments", where);
        Uint16 count = 0, bits = 0;
        const bool read = (head->getUint16(count, 0).good() || head->getVR() == EVR_SS) && head->getUint16(bits, 2).good();
        if (head->getVR() == EVR_SS) {
            Sint16 number = 0;
            head->getSint16(number, 0);
            count = static_cast<Uint16>(number);
            head->getSint16(number, 2);
            bits = static_cast<Uint16>(number);
        } else if (!read) {
            throw Error(ErrorCode::Unreadable, "The DICOM file has a damaged colour palette", where);
        }
        const std::size_t entries = count == 0 ? 65536 : count;
        if ((bits != 8 && bits != 16) || (values->getLength() != entries * 2 && values->getLength() != entries + entries % 2))
            throw Error(ErrorCode::Unreadable, "The DICOM file has a damaged colour palette", where);
    }
}

} // namespace

void checkPixels(DcmItem& data, E_TransferSyntax syntax, DicomInfo& info, const std::string& where, const DicomLimits& limits)
{
    DcmElement* pixels = nullptr;
    if (data.findAndGetElement(DCM_PixelData, pixels).bad() || pixels == nullptr)
        throw Error(ErrorCode::Unsupported,
            fmt::format("There is no picture in this DICOM file ({})", info.sopClass.empty() ? "of no known kind" : info.sopClass), where);
    if (!isSupported(syntax))
        unsupported(fmt::format("Pictures encoded as \"{}\" are not read", info.transferSyntax), where);
    info.height = static_cast<int>(numberOf(data, DCM_Rows, 0));
    info.width = static_cast<int>(numberOf(data, DCM_Columns, 0));
    info.samples = static_cast<int>(numberOf(data, DCM_SamplesPerPixel, 0));
    info.bitsStored = static_cast<int>(numberOf(data, DCM_BitsStored, 0));
    info.photometric = textOf(data, DCM_PhotometricInterpretation);
    const long frames = numberOf(data, DCM_NumberOfFrames, 1), allocated = numberOf(data, DCM_BitsAllocated, 0),
               highBit = numberOf(data, DCM_HighBit, info.bitsStored - 1);
    if (info.width < 1 || info.height < 1)
        throw Error(ErrorCode::Unreadable, "The DICOM file does not say how large its pictures are", where);
    if (info.width > limits.maxSide || info.height > limits.maxSide || std::int64_t{info.width} * info.height > limits.maxPixels)
        throw Error(ErrorCode::TooLarge,
            fmt::format("the pictures are {}x{} pixels, the limit is {} a side and {} million in all", info.width, info.height,
                limits.maxSide, limits.maxPixels >> 20),
            where);
    if (frames < 1 || frames > limits.maxFrames)
        throw Error(ErrorCode::TooLarge, fmt::format("The DICOM file claims {} frames, the limit is {}", frames, limits.maxFrames), where);
    info.frames = static_cast<int>(frames);
    if (std::find(photometrics.begin(), photometrics.end(), info.photometric) == photometrics.end() || info.photometric == "YBR_RCT")
        unsupported(fmt::format("Pictures of the colour model \"{}\" are not read", info.photometric), where);
    const bool color = info.photometric == "RGB" || info.photometric.starts_with("YBR");
    if ((allocated != 8 && allocated != 16) || info.bitsStored < 1 || info.bitsStored > allocated || highBit >= allocated
        || highBit + 1 < info.bitsStored || info.samples != (color ? 3 : 1) || (color && allocated != 8))
        unsupported(fmt::format("Pixels of {} samples with {} of {} bits are not read", info.samples, info.bitsStored, allocated), where);
    if (info.photometric == "PALETTE COLOR")
        checkPalette(data, where);
    if (!DcmXfer(syntax).isEncapsulated()) {
        const std::int64_t pairs = info.photometric == "YBR_FULL_422" ? 2 : info.samples;
        const std::int64_t needed = std::int64_t{info.width} * info.height * pairs * (allocated / 8) * frames;
        if (static_cast<std::int64_t>(pixels->getLengthField()) < needed)
            throw Error(ErrorCode::Unreadable,
                fmt::format("The DICOM file holds {} bytes of pixels where {} belong", pixels->getLengthField(), needed), where,
                "Copy or export it again");
    }
}

void keepPixelElements(DcmItem& data)
{
    static const std::set<DcmTagKey> wanted{DCM_SOPClassUID, DCM_SamplesPerPixel, DCM_PhotometricInterpretation, DCM_PlanarConfiguration,
        DCM_NumberOfFrames, DCM_Rows, DCM_Columns, DCM_BitsAllocated, DCM_BitsStored, DCM_HighBit, DCM_PixelRepresentation,
        DCM_WindowCenter, DCM_WindowWidth, DCM_RescaleIntercept, DCM_RescaleSlope, DCM_RedPaletteColorLookupTableDescriptor,
        DCM_GreenPaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData,
        DCM_GreenPaletteColorLookupTableData, DCM_BluePaletteColorLookupTableData, DCM_PixelData};
    for (unsigned long at = data.card(); at-- > 0;)
        if (!wanted.contains(data.getElement(at)->getTag()))
            delete data.remove(at);
    if (textOf(data, DCM_PhotometricInterpretation) == "MONOCHROME1")
        put(data, DCM_PhotometricInterpretation, "MONOCHROME2"); // see decodeFrame
}

cv::Mat decodeFrame(DcmFileFormat& file, E_TransferSyntax syntax, int number, const DicomInfo& info, const std::string& where)
{
    const auto damaged = [&](const std::string& why) {
        return Error(ErrorCode::Unreadable, fmt::format("Frame {} cannot be decoded ({})", number, why), where, "Copy or export it again");
    };
    DicomImage image(file.getDataset(), syntax, CIF_UsePartialAccessToPixelData | CIF_NeverAccessEmbeddedOverlays,
        static_cast<unsigned long>(number - 1), 1);
    if (image.getStatus() != EIS_Normal)
        throw damaged(DicomImage::getString(image.getStatus()));
    if (image.getWidth() != static_cast<unsigned long>(info.width) || image.getHeight() != static_cast<unsigned long>(info.height)
        || image.getFrameCount() < 1)
        throw damaged("another size than the header says");
    const bool gray = image.isMonochrome() != 0;
    if (gray) {
        // 8 bits are shown as they are (after their rescale) unless the file gives a window; more bits need one.
        const bool eight = info.bitsStored == 8;
        const bool rescaled = file.getDataset()->tagExistsWithValue(DCM_RescaleSlope);
        const int set = image.getWindowCount() > 0 ? image.setWindow(0)
            : eight && rescaled                    ? image.setWindow(128, 256)
            : eight                                ? image.setNoVoiTransformation()
                                                   : 0;
        if (set == 0)
            image.setMinMaxWindow(0);
    }
    cv::Mat pixels(info.height, info.width, gray ? CV_8UC1 : CV_8UC3, cv::Scalar::all(0));
    const std::size_t size = pixels.total() * pixels.elemSize();
    if (image.getOutputDataSize(8) > size || image.getOutputData(pixels.data, static_cast<unsigned long>(size), 8, 0, 0) == 0)
        throw damaged("no pixels came out");
    // Turned over here and not by the renderer, whose rounding is off by one then.
    if (info.photometric == "MONOCHROME1")
        cv::bitwise_not(pixels, pixels);
    cv::cvtColor(pixels, pixels, gray ? cv::COLOR_GRAY2BGR : cv::COLOR_RGB2BGR);
    return pixels;
}

} // namespace sonosketch::dicom
