// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_io.h"

#include "core/base/error.h"
#include "core/imaging/overlay_removal.h"
#include "core/imaging/read_image.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <map>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

std::string sizeText(cv::Size size)
{
    return fmt::format("{}x{}", size.width, size.height);
}

/// An index image whose values are all ids of the palette; empty otherwise.
cv::Mat readIds(const fs::path& path, const LabelPalette& palette)
{
    cv::Mat ids;
    try {
        ids = readImageIndexed(path);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported)
            throw;
        return {};
    }
    double highest = 0;
    cv::minMaxLoc(ids, nullptr, &highest);
    return palette.contains(static_cast<int>(highest)) ? ids : cv::Mat();
}

/// Annotation colours to ids.
cv::Mat readColors(const fs::path& path, const LabelPalette& palette)
{
    const auto key = [](int red, int green, int blue) { return red << 16 | green << 8 | blue; };
    std::map<int, std::uint8_t> idOf;
    for (const LabelClass& entry : palette.classes()) {
        const auto [place, added] = idOf.emplace(key(entry.annotationRed, entry.annotationGreen, entry.annotationBlue), entry.id);
        if (!added)
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("The palette \"{}\" gives {} and {} the same annotation colour", palette.name(),
                    palette.classes()[place->second].name, entry.name),
                path.string(), "Use an index image");
    }
    const cv::Mat bgr = readImageColor(path);
    cv::Mat ids(bgr.size(), CV_8UC1);
    int known = -1;
    std::uint8_t id = 0;
    for (int y = 0; y < bgr.rows; ++y) {
        const auto* pixel = bgr.ptr<cv::Vec3b>(y);
        auto* out = ids.ptr<std::uint8_t>(y);
        for (int x = 0; x < bgr.cols; ++x) {
            const int color = key(pixel[x][2], pixel[x][1], pixel[x][0]);
            // Neighbours are mostly equal: the map is asked at borders only.
            if (color != known) {
                const auto found = idOf.find(color);
                if (found == idOf.end())
                    throw Error(ErrorCode::InvalidArgument,
                        fmt::format("The mask holds the colour #{:06x}, which the palette \"{}\" does not know", color, palette.name()),
                        fmt::format("{}, pixel ({}, {})", path.string(), x, y));
                known = color;
                id = found->second;
            }
            out[x] = id;
        }
    }
    return ids;
}

} // namespace

Case caseFromImage(const fs::path& image, const LabelPalette& palette, bool keepOverlay)
{
    const cv::Mat bgr = readImageColor(image);
    const ScanSector sector = findScanSector(bgr);
    cv::Mat gray;
    if (keepOverlay)
        cv::cvtColor(bgr, gray, cv::COLOR_BGR2GRAY);
    else
        gray = removeOverlay(bgr, findOverlay(bgr));

    Case value = Case::blank(palette);
    value.frame = bgr.size();
    value.crop = fitToCanvas(sector.bounds);
    value.source = applyCrop(gray, value.crop);
    value.fieldOfView = applyCrop(sector.mask, value.crop, cv::INTER_NEAREST);
    cv::threshold(value.fieldOfView, value.fieldOfView, 127, 255, cv::THRESH_BINARY);
    value.provenance.title = image.stem().string();
    value.provenance.source = image.filename().string();
    validate(value);
    return value;
}

cv::Mat readLabelMask(const fs::path& mask, const Case& target)
{
    const ImageInfo info = probeImage(mask);
    const cv::Size size(info.width, info.height), canvas(canvasSize, canvasSize);
    // A mask belongs to the file the case was made from; only where that has another size can it be meant for the canvas.
    const bool ofFrame = !target.frame.empty() && size == target.frame;
    if (!ofFrame && size != canvas)
        throw Error(ErrorCode::SizeMismatch,
            target.frame.empty() ? fmt::format("The mask is {} pixels, the canvas {}", sizeText(size), sizeText(canvas))
                                 : fmt::format("The mask is {} pixels, the image {} and the canvas {}", sizeText(size),
                                     sizeText(target.frame), sizeText(canvas)),
            mask.string(), "The mask must have the size of one of them");
    cv::Mat ids = readIds(mask, target.palette);
    if (ids.empty())
        ids = readColors(mask, target.palette);
    if (ofFrame)
        ids = applyCrop(ids, target.crop, cv::INTER_NEAREST);
    validatePlane(Plane::Labels, ids, target.palette);
    return ids;
}

} // namespace sonosketch
