// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch {

/// One object of a COCO file. Either polygons or runs.
struct CocoObject {
    std::uint8_t label = 0;                   ///< palette id
    std::vector<std::vector<float>> polygons; ///< x, y, x, y, ... in pixels; 0 is the left (top) edge of the first pixel
    std::vector<std::uint32_t> runs;          ///< column by column, from the top left; outside, inside, outside, ...
};

struct CocoImage {
    std::string file; ///< as the JSON names it
    cv::Size size;
    std::vector<CocoObject> objects; ///< in file order
    std::string problem;             ///< not empty: why its label map would be wrong
};

/// A COCO file (cocodataset.org/#format-data) for what SonoSketch needs of it.
struct CocoSet {
    LabelPalette palette;
    std::string license, attribution;
    std::vector<CocoImage> images;
};

/// Limits of a COCO file; numbers of coordinates and runs are bounded by those of the JSON (core/base/nesting.h).
struct CocoLimits {
    std::size_t maxBytes = 512u << 20;
    std::size_t maxValues = 64'000'000;
    std::size_t maxImages = 1'000'000, maxAnnotations = 5'000'000, maxCategories = 10'000;
    int maxSide = 16384;                 ///< of an image, pixels
    std::int64_t maxPixels = 64LL << 20; ///< of an image
    std::size_t maxCorners = 100'000;    ///< of one polygon
};

/// Reads a COCO file. Categories become classes in the order of their ids, a category "background" is id 0; with `palette`, by their names.
/// An annotation that cannot be drawn (a box alone, runs of another size) spoils its image only (CocoImage::problem).
/// Throws Error: Corrupt with the place in the JSON, TooLarge. Any thread.
CocoSet parseCoco(const std::string& text, const std::string& where, const LabelPalette* palette = nullptr, const CocoLimits& limits = {});

/// The label map, CV_8UC1; where objects overlap, the later one wins, as it lies on top. A pixel belongs to a polygon if its centre does.
/// Throws Error(Corrupt) if runs do not fill the image, Error(TooLarge) if outlines cross too often.
cv::Mat cocoLabels(const CocoImage& image);

/// Numbers from COCO's packed string form of run lengths. Throws Error(Corrupt) for another character, a cut end, or a run below 0 or above 2^31.
std::vector<std::uint32_t> unpackCocoRuns(const std::string& packed, const std::string& where);

} // namespace sonosketch
