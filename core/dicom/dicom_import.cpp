// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_import.h"

#include "core/base/error.h"
#include "core/imaging/overlay_removal.h"
#include "core/imaging/scan_sector.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {

/// Writing is brighter than this, the gap below it darker than the other.
constexpr int writing = 60, dark = 28;

/// Scales along one axis, so that the case's one number of millimetres holds both ways.
void makeSquare(cv::Mat& frame, cv::Rect& region, cv::Size2d& spacing)
{
    const double ratio = spacing.height / spacing.width;
    if (std::abs(ratio - 1) < 0.005)
        return;
    if (ratio > 4 || ratio < 0.25)
        throw Error(
            ErrorCode::Unsupported, fmt::format("A pixel is {:.3f} times as high as wide", ratio), "DICOM", "Resample the picture first");
    const double x = ratio < 1 ? 1 / ratio : 1, y = ratio < 1 ? 1 : ratio;
    const cv::Size size(static_cast<int>(std::lround(frame.cols * x)), static_cast<int>(std::lround(frame.rows * y)));
    if (std::int64_t{size.width} * size.height > DicomLimits{}.maxPixels)
        throw Error(ErrorCode::TooLarge, "With square pixels the frame would be too large", "DICOM", "Export the picture smaller");
    cv::resize(frame, frame, size, 0, 0, cv::INTER_LINEAR);
    region = cv::Rect(static_cast<int>(std::lround(region.x * x)), static_cast<int>(std::lround(region.y * y)),
                 static_cast<int>(std::lround(region.width * x)), static_cast<int>(std::lround(region.height * y)))
        & cv::Rect({}, size);
    spacing.width = spacing.height = std::min(spacing.width, spacing.height);
}

} // namespace

int bannerRows(const cv::Mat& gray)
{
    const int gap = std::max(4, gray.rows / 100);
    int run = 0, cut = 0;
    bool written = false;
    for (int y = 0; y < gray.rows / 4; ++y) {
        double brightest = 0;
        cv::minMaxLoc(gray.row(y), nullptr, &brightest);
        if (brightest <= dark) {
            if (++run == gap && written)
                cut = y + 1;
        } else {
            run = 0;
            written = written || brightest > writing;
        }
    }
    return cut;
}

Case caseFromDicom(DicomFile& file, const LabelPalette& palette, const DicomImport& how)
{
    const DicomInfo& info = file.info();
    cv::Mat frame = file.frame(how.frame);
    cv::Rect area = info.region.empty() ? cv::Rect({}, frame.size()) : info.region;
    cv::Size2d spacing = info.spacing.value_or(cv::Size2d(1, 1));
    makeSquare(frame, area, spacing);
    if (info.region.empty()) {
        cv::Mat gray;
        cv::cvtColor(frame, gray, cv::COLOR_BGR2GRAY);
        const int banner = bannerRows(gray);
        area = cv::Rect(0, banner, frame.cols, frame.rows - banner);
    }
    const cv::Mat part = frame(area).clone();
    const ScanSector sector = findScanSector(part);
    if (info.region.empty() && info.burnedIn && !how.keepIdentity && cv::countNonZero(sector.mask == 0) == 0)
        throw Error(ErrorCode::Unsupported, "No scan sector was found in this frame, so names written in it would stay", "DICOM",
            "Choose another frame; --keep-identity takes it as it is");
    cv::Mat gray;
    if (how.keepOverlay)
        cv::cvtColor(part, gray, cv::COLOR_BGR2GRAY);
    else
        gray = removeOverlay(part, findOverlay(part));
    // What is written beside the sector goes too: its corners are a scanner's favourite place for names.
    gray.setTo(0, sector.mask == 0);

    cv::Mat whole(frame.size(), CV_8UC1, cv::Scalar(0)), field(frame.size(), CV_8UC1, cv::Scalar(0));
    gray.copyTo(whole(area));
    sector.mask.copyTo(field(area));
    Case value = Case::blank(palette);
    value.frame = frame.size();
    value.crop = fitToCanvas(sector.bounds + area.tl());
    value.source = applyCrop(whole, value.crop);
    value.fieldOfView = applyCrop(field, value.crop, cv::INTER_NEAREST);
    cv::threshold(value.fieldOfView, value.fieldOfView, 127, 255, cv::THRESH_BINARY);
    if (info.spacing)
        value.mmPerPixel = spacing.width / value.crop.scale;
    // The file's name is no name for the case: scanners put the patient into it.
    const std::string place = info.frames > 1 ? fmt::format("frame {} of {}", how.frame, info.frames) : "one frame";
    value.provenance.title = info.frames > 1 ? fmt::format("Ultrasound, frame {}", how.frame) : "Ultrasound";
    value.provenance.source = fmt::format("DICOM, {}", place);
    if (how.keepIdentity) {
        const DicomIdentity& who = file.identity();
        // Not into the title: that goes into every picture that is made from the case.
        value.provenance.source = fmt::format("DICOM, {}, patient {} {}, study {} {}, object {}", place, who.patientName, who.patientId,
            who.studyDate, who.studyUid, who.instanceUid);
    }
    validate(value);
    return value;
}

Case caseFromDicom(const std::filesystem::path& path, const LabelPalette& palette, const DicomImport& how)
{
    DicomFile file = DicomFile::open(path);
    return caseFromDicom(file, palette, how);
}

} // namespace sonosketch
