// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/prepare_example.h"

#include "core/base/error.h"
#include "core/dataset/annotation.h"
#include "core/dataset/splits.h"
#include "core/imaging/overlay_removal.h"
#include "core/imaging/read_image.h"
#include "core/imaging/scan_sector.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

namespace sonosketch {

PreparedExample prepareExample(const SourceExample& source, const SourceSet& set, const CannySettings& canny)
{
    const DecodedPair decoded = source.decode ? source.decode() : DecodedPair{};
    const cv::Mat bgr = decoded.image.empty() ? readImageColor(source.image) : decoded.image;
    const cv::Mat labels = decoded.labels.empty() ? readAnnotation(source.labels, set.palette, set.encoding) : decoded.labels;
    if (labels.size() != bgr.size())
        throw Error(ErrorCode::SizeMismatch, fmt::format("mask is {}x{}, image {}x{}", labels.cols, labels.rows, bgr.cols, bgr.rows));
    if (looksLikeColorDoppler(bgr))
        throw Error(ErrorCode::Unsupported, "colour Doppler");

    const cv::Mat overlay = findOverlay(bgr);
    ScanSector sector = findScanSector(bgr);
    // What a reader outlined was in view, even where the sector's finder lost it in a shadow.
    const cv::Mat object = labels > 0;
    sector.mask |= object;
    sector.bounds |= cv::boundingRect(object);

    cv::Mat gray = removeOverlay(bgr, overlay);
    gray.setTo(0, sector.mask == 0);
    const CanvasCrop crop = fitToCanvas(sector.bounds);
    PreparedExample result;
    result.sample.image = applyCrop(gray, crop);
    result.sample.labels = applyCrop(labels, crop, cv::INTER_NEAREST);
    result.sample.fieldOfView = applyCrop(sector.mask, crop, cv::INTER_NEAREST);
    result.sample.image.setTo(0, result.sample.fieldOfView == 0);
    result.sample.sketch = cannyEdges(result.sample.image, canny, result.sample.fieldOfView);
    result.thumbnail = splitThumbnail(result.sample.image);
    if (const auto spacing = source.mmPerPixel ? source.mmPerPixel : decoded.mmPerPixel)
        result.mmPerPixel = *spacing / crop.scale;
    return result;
}

} // namespace sonosketch
