// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sonosketch {

/// DICOM files come from anywhere; these limits are checked before memory is taken or DCMTK sees the bytes.
struct DicomLimits {
    std::uintmax_t maxFileBytes = 1ull << 30;
    std::uintmax_t maxInflatedBytes = 1ull << 30; ///< of a deflated data set
    int maxDepth = 16;                            ///< sequences within sequences
    int maxElements = 1'000'000;                  ///< elements, items and fragments together
    int maxSide = 16384;                          ///< rows, columns
    std::int64_t maxPixels = 64ll << 20;          ///< of one frame
    int maxFrames = 100'000;
};

/// What a file says about its pictures; no name, number, date or UID of a person or an examination.
struct DicomInfo {
    std::string sopClass;            ///< "Ultrasound Multi-frame Image Storage"; the UID if it is unknown
    std::string modality;            ///< "US"
    std::string transferSyntax;      ///< "JPEG Baseline"
    std::string photometric;         ///< "YBR_FULL_422"
    std::string manufacturer, model; ///< of the scanner
    int width = 0, height = 0;       ///< pixels
    int frames = 1;
    int bitsStored = 8, samples = 1;
    double frameMs = 0;                ///< between two frames; 0 if unknown
    cv::Rect region;                   ///< the 2D tissue region, in pixels; empty if the file names none
    std::optional<cv::Size2d> spacing; ///< millimetres per pixel across and down; from the region, else from Pixel Spacing
    std::string spacingFrom;           ///< "ultrasound region", "pixel spacing" or empty
    bool synthetic = false;            ///< Synthetic Data is YES, or it is a file of ours
    bool burnedIn = true;              ///< false only where Burned In Annotation is NO
    bool hasIdentity = false;          ///< a name or number of a patient is there
    std::vector<std::string> notes;    ///< what was passed over
};

/// Who was examined; only for those who ask for it.
struct DicomIdentity {
    std::string patientName, patientId, studyDate, studyUid, instanceUid;
};

/// Whether "DICM" stands at byte 128; false for anything that cannot be read. Any thread.
bool looksLikeDicom(const std::filesystem::path& path);

/// An open DICOM file with pictures in it; frames are decoded when they are asked for. One thread at a time.
class DicomFile {
public:
    /// Throws Error: NotFound, Unreadable (damaged, cut off, not decodable), Unsupported (an encoding or kind we do not read; says which), TooLarge.
    static DicomFile open(const std::filesystem::path& path, const DicomLimits& limits = {});
    /// The same of bytes in memory. `where` is for messages.
    static DicomFile parse(std::vector<std::uint8_t> bytes, const std::string& where, const DicomLimits& limits = {});
    DicomFile(DicomFile&&) noexcept;
    DicomFile& operator=(DicomFile&&) noexcept;
    ~DicomFile();

    const DicomInfo& info() const;
    const DicomIdentity& identity() const;
    /// The statement of a file of ours: JSON; empty if there is none.
    const std::string& statement() const;
    /// Instance Creation Date and Time, "YYYYMMDD" and "HHMMSS".
    const std::string& creationDate() const;
    const std::string& creationTime() const;
    /// UID of the kind of object.
    const std::string& sopClassUid() const;
    /// Frame `number`, counted from 1 as DICOM does, as people see it: CV_8UC3 BGR. MONOCHROME1 is turned over, palettes are looked up, YBR is converted,
    /// more than 8 bits go through the file's window (else the range of the frame). Throws Error: InvalidArgument (no such frame), Unreadable, Unsupported.
    cv::Mat frame(int number);

private:
    struct Content;
    explicit DicomFile(std::unique_ptr<Content> content);
    std::unique_ptr<Content> m_content;
};

namespace dicom {
/// What stands in the first bytes.
struct Structure {
    std::string transferSyntax; ///< UID
    int elements = 0;           ///< elements, items and fragments
    int depth = 0;              ///< deepest sequence
};
/// Walks the elements of a DICOM file without recursion and without DCMTK, whose parser would follow nested sequences to the end of the stack.
/// Throws Error: Unsupported (no "DICM", a VR that does not exist), Unreadable (lengths that leave the file, delimiters without a beginning), TooLarge.
Structure checkStructure(std::span<const std::uint8_t> file, const std::string& where, const DicomLimits& limits = {});
} // namespace dicom

} // namespace sonosketch
