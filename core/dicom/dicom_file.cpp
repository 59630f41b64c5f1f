// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dicom/dicom_common.h"
#include "core/dicom/dicom_content.h"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

namespace sonosketch {

using namespace dicom;

namespace {

/// Centimetres; other units (seconds, decibels) are of Doppler and M-mode regions.
constexpr long centimetres = 3;

bool usable(const cv::Size2d& spacing)
{
    // From a hundredth of a millimetre to a centimetre: beyond that it is a mistake.
    return spacing.width > 0.001 && spacing.width < 20 && spacing.height > 0.001 && spacing.height < 20;
}

/// The largest 2D tissue region within the picture.
void readRegions(DcmItem& data, DicomInfo& info)
{
    DcmSequenceOfItems* regions = nullptr;
    if (data.findAndGetSequence(DCM_SequenceOfUltrasoundRegions, regions).bad() || regions == nullptr)
        return;
    const cv::Rect frame(0, 0, info.width, info.height);
    for (unsigned long i = 0; i < regions->card(); ++i) {
        DcmItem& region = *regions->getItem(i);
        if (numberOf(region, DCM_RegionSpatialFormat, 0) != 1 || numberOf(region, DCM_RegionDataType, 1) != 1)
            continue;
        std::array<long, 4> corner{numberOf(region, DCM_RegionLocationMinX0, -1), numberOf(region, DCM_RegionLocationMinY0, -1),
            numberOf(region, DCM_RegionLocationMaxX1, -1), numberOf(region, DCM_RegionLocationMaxY1, -1)};
        for (long& edge : corner)
            edge = std::clamp(edge, -1l, 65536l);
        const cv::Rect bounds = cv::Rect(cv::Point(static_cast<int>(corner[0]), static_cast<int>(corner[1])),
                                    cv::Point(static_cast<int>(corner[2]) + 1, static_cast<int>(corner[3]) + 1))
            & frame;
        if (corner[0] < 0 || corner[1] < 0 || corner[2] < corner[0] || corner[3] < corner[1] || bounds.width < 16 || bounds.height < 16) {
            info.notes.emplace_back("an ultrasound region lies outside of the picture");
            continue;
        }
        if (bounds.area() <= info.region.area())
            continue;
        info.region = bounds;
        Float64 across = 0, down = 0;
        const bool known = numberOf(region, DCM_PhysicalUnitsXDirection, 0) == centimetres
            && numberOf(region, DCM_PhysicalUnitsYDirection, 0) == centimetres
            && region.findAndGetFloat64(DCM_PhysicalDeltaX, across).good() && region.findAndGetFloat64(DCM_PhysicalDeltaY, down).good();
        const cv::Size2d spacing(std::abs(across) * 10, std::abs(down) * 10);
        info.spacing.reset();
        info.spacingFrom.clear();
        if (known && usable(spacing)) {
            info.spacing = spacing;
            info.spacingFrom = "ultrasound region";
        }
    }
}

void readSpacing(DcmItem& data, DicomInfo& info)
{
    for (const DcmTagKey& key : {DCM_PixelSpacing, DCM_NominalScannedPixelSpacing}) {
        Float64 down = 0, across = 0;
        if (info.spacing || data.findAndGetFloat64(key, down, 0).bad() || data.findAndGetFloat64(key, across, 1).bad())
            continue;
        if (const cv::Size2d spacing(across, down); usable(spacing)) {
            info.spacing = spacing;
            info.spacingFrom = "pixel spacing";
        }
    }
}

std::string sopClassName(const std::string& uid)
{
    const char* name = dcmFindNameOfUID(uid.c_str());
    std::string words;
    for (const char* letter = name; letter != nullptr && *letter != '\0'; ++letter) {
        const bool capital = *letter >= 'A' && *letter <= 'Z', before = letter != name && letter[-1] >= 'a' && letter[-1] <= 'z';
        if (capital && before)
            words += ' ';
        words += *letter;
    }
    return words.empty() ? uid : words;
}

} // namespace

bool looksLikeDicom(const std::filesystem::path& path)
{
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem))
        return false;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 132> head{};
    return file.read(head.data(), head.size()) && std::memcmp(head.data() + 128, "DICM", 4) == 0;
}

DicomFile::DicomFile(std::unique_ptr<Content> content)
    : m_content(std::move(content))
{
}
DicomFile::DicomFile(DicomFile&&) noexcept = default;
DicomFile& DicomFile::operator=(DicomFile&&) noexcept = default;
DicomFile::~DicomFile() = default;

DicomFile DicomFile::open(const std::filesystem::path& path, const DicomLimits& limits)
{
    return parse(readFile(path, limits.maxFileBytes), path.string(), limits);
}

DicomFile DicomFile::parse(std::vector<std::uint8_t> bytes, const std::string& where, const DicomLimits& limits)
{
    prepareDcmtk();
    if (bytes.size() > limits.maxFileBytes)
        throw Error(ErrorCode::TooLarge,
            fmt::format("the DICOM file has {} MiB, the limit is {}", bytes.size() >> 20, limits.maxFileBytes >> 20), where);
    const Structure structure = checkStructure(bytes, where, limits);
    auto content = std::make_unique<Content>();
    content->where = where;
    const DcmXfer syntax(structure.transferSyntax.c_str());
    DicomInfo& info = content->info;
    info.transferSyntax = syntax.getXfer() == EXS_Unknown ? structure.transferSyntax : std::string(syntax.getXferName());
    if (syntax.getXfer() == EXS_Unknown || structure.transferSyntax != syntax.getXferID())
        throw Error(ErrorCode::Unsupported, fmt::format("Pictures encoded as \"{}\" are not read", structure.transferSyntax), where,
            "Convert it with dcmconv of DCMTK first");
    content->syntax = syntax.getXfer();

    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    stream.setEos();
    content->file.transferInit();
    const OFCondition read = content->file.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
    content->file.transferEnd();
    if (read.bad())
        throw Error(
            ErrorCode::Unreadable, fmt::format("The DICOM file cannot be read ({})", read.text()), where, "Copy or export it again");
    // Large values stay in the buffer until they are asked for.
    DcmItem& data = *content->file.getDataset();
    data.loadAllDataIntoMemory();

    content->sopClassUid = textOf(data, DCM_SOPClassUID);
    info.sopClass = sopClassName(content->sopClassUid);
    if (content->sopClassUid == UID_SegmentationStorage)
        throw Error(ErrorCode::Unsupported, "The DICOM file holds a segmentation (labels), not a picture", where,
            "Give the picture that it belongs to");
    info.modality = textOf(data, DCM_Modality);
    info.manufacturer = textOf(data, DCM_Manufacturer);
    info.model = textOf(data, DCM_ManufacturerModelName);
    info.burnedIn = textOf(data, DCM_BurnedInAnnotation) != "NO";
    info.synthetic = textOf(data, syntheticDataTag) == "YES";
    DicomIdentity& identity = content->identity;
    identity = {textOf(data, DCM_PatientName), textOf(data, DCM_PatientID), textOf(data, DCM_StudyDate), textOf(data, DCM_StudyInstanceUID),
        textOf(data, DCM_SOPInstanceUID)};
    info.hasIdentity = !identity.patientName.empty() || !identity.patientId.empty();
    content->creationDate = textOf(data, DCM_InstanceCreationDate);
    content->creationTime = textOf(data, DCM_InstanceCreationTime);
    if (textOf(data, privateCreatorTag) == privateCreator) {
        // An archive that keeps objects without types gives it back as unknown bytes.
        DcmElement* found = nullptr;
        const Uint8* raw = nullptr;
        unsigned long size = 0;
        OFString statement;
        if (data.findAndGetElement(privateStatementTag, found).good() && found != nullptr && found->ident() == EVR_UN
            && data.findAndGetUint8Array(privateStatementTag, raw, &size).good() && raw != nullptr) {
            content->statement.assign(reinterpret_cast<const char*>(raw), size);
            while (!content->statement.empty() && (content->statement.back() == ' ' || content->statement.back() == '\0'))
                content->statement.pop_back();
        } else if (data.findAndGetOFStringArray(privateStatementTag, statement).good()) {
            content->statement.assign(statement.c_str(), statement.length());
        }
        info.synthetic = true;
    }
    checkPixels(data, content->syntax, info, where, limits);
    readRegions(data, info);
    readSpacing(data, info);
    Float64 frameMs = 0;
    if (data.findAndGetFloat64(DCM_FrameTime, frameMs).good() && frameMs > 0 && frameMs < 60'000)
        info.frameMs = frameMs;
    keepPixelElements(data);
    return DicomFile(std::move(content));
}

const DicomInfo& DicomFile::info() const
{
    return m_content->info;
}
const DicomIdentity& DicomFile::identity() const
{
    return m_content->identity;
}
const std::string& DicomFile::statement() const
{
    return m_content->statement;
}
const std::string& DicomFile::creationDate() const
{
    return m_content->creationDate;
}
const std::string& DicomFile::creationTime() const
{
    return m_content->creationTime;
}
const std::string& DicomFile::sopClassUid() const
{
    return m_content->sopClassUid;
}

cv::Mat DicomFile::frame(int number)
{
    if (number < 1 || number > m_content->info.frames)
        throw Error(ErrorCode::InvalidArgument, fmt::format("There is no frame {}", number), m_content->where,
            fmt::format("Frames go from 1 to {}", m_content->info.frames));
    return decodeFrame(m_content->file, m_content->syntax, number, m_content->info, m_content->where);
}

} // namespace sonosketch
