// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/delta.h"

#include "core/base/error.h"
#include "core/edit/document_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sonosketch {

namespace {
const cv::Rect canvas(0, 0, canvasSize, canvasSize);
}

std::size_t Delta::bytes() const
{
    std::size_t total = sizeof(Delta) + text.size() + planes.size() * sizeof(PlaneDelta);
    for (const PlaneDelta& plane : planes)
        total += plane.before.size() + plane.after.size();
    if (measurements)
        for (const auto* list : {&measurements->first, &measurements->second})
            for (const Measurement& measurement : *list)
                total += sizeof(Measurement) + measurement.name.size();
    return total;
}

cv::Rect Delta::dirty() const
{
    if (canny || autoSketch)
        return canvas;
    cv::Rect all;
    for (const PlaneDelta& plane : planes)
        all |= plane.rect;
    return all;
}

namespace {
/// Everything is decoded and checked before the first pixel changes: a damaged delta leaves the document as it was.
std::vector<cv::Mat> decodeBlocks(const Delta& delta, bool reverse, const LabelPalette& palette)
{
    std::vector<cv::Mat> blocks;
    for (const PlaneDelta& change : delta.planes) {
        const cv::Rect& rect = change.rect;
        // Bounds by subtraction: the sums in cv::Rect's own operators would overflow on hostile numbers.
        if (rect.x < 0 || rect.y < 0 || rect.width <= 0 || rect.height <= 0 || rect.x >= canvasSize || rect.y >= canvasSize
            || rect.width > canvasSize - rect.x || rect.height > canvasSize - rect.y)
            throw Error(ErrorCode::Corrupt, "A stored edit reaches beyond the canvas", delta.text);
        blocks.push_back(decodeRuns(reverse ? change.before : change.after, rect.size()));
        for (const std::uint8_t pixel : cv::Mat_<std::uint8_t>(blocks.back()))
            if (!isPlaneValue(change.plane, pixel, palette))
                throw Error(ErrorCode::Corrupt, fmt::format("A stored edit holds the unknown value {}", pixel), delta.text);
    }
    if (delta.canny)
        validate(reverse ? delta.canny->first : delta.canny->second);
    if (delta.measurements)
        validate(reverse ? delta.measurements->first : delta.measurements->second);
    return blocks;
}
} // namespace

void applyDelta(Document& document, const Delta& delta, bool reverse)
{
    DocumentWriter writer(document);
    const std::vector<cv::Mat> blocks = decodeBlocks(delta, reverse, document.value().palette);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const PlaneDelta& change = delta.planes[i];
        blocks[i].copyTo(writer.plane(change.plane)(change.rect));
        writer.touch(change.plane, change.rect);
    }
    if (delta.canny)
        writer.setCanny(reverse ? delta.canny->first : delta.canny->second);
    if (delta.autoSketch)
        writer.setAutoSketch(reverse ? delta.autoSketch->first : delta.autoSketch->second);
    if (delta.measurements)
        writer.setMeasurements(reverse ? delta.measurements->first : delta.measurements->second);
    writer.publish();
}

void replayDelta(Case& value, const Delta& delta, bool reverse)
{
    const std::vector<cv::Mat> blocks = decodeBlocks(delta, reverse, value.palette);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        blocks[i].copyTo(value.plane(delta.planes[i].plane)(delta.planes[i].rect));
    if (delta.canny)
        value.canny = reverse ? delta.canny->first : delta.canny->second;
    if (delta.autoSketch)
        value.autoSketch = reverse ? delta.autoSketch->first : delta.autoSketch->second;
    if (delta.measurements)
        value.measurements = reverse ? delta.measurements->first : delta.measurements->second;
}

void applyDeltas(Document& document, const std::vector<DeltaStep>& steps)
{
    DocumentWriter writer(document);
    Case scratch = document.value().clone();
    std::array<cv::Rect, allPlanes.size()> touched;
    for (const DeltaStep& step : steps) {
        replayDelta(scratch, *step.delta, step.reverse);
        for (const PlaneDelta& change : step.delta->planes)
            touched[static_cast<std::size_t>(change.plane)] |= change.rect;
    }
    for (const Plane plane : allPlanes) {
        const cv::Rect& rect = touched[static_cast<std::size_t>(plane)];
        if (rect.empty())
            continue;
        scratch.plane(plane)(rect).copyTo(writer.plane(plane)(rect));
        writer.touch(plane, rect);
    }
    writer.setCanny(scratch.canny);
    writer.setAutoSketch(scratch.autoSketch);
    writer.setMeasurements(scratch.measurements);
    writer.publish();
}

std::vector<std::uint8_t> encodeRuns(const cv::Mat& block)
{
    if (block.type() != CV_8UC1 || block.dims > 2)
        throw Error(ErrorCode::InvalidArgument, "Only 8-bit grey blocks can be run-length coded", "delta");
    std::vector<std::uint8_t> runs;
    for (int y = 0; y < block.rows; ++y) {
        const auto* row = block.ptr<std::uint8_t>(y);
        for (int x = 0; x < block.cols; ++x) {
            // Runs go on across the ends of rows.
            if (!runs.empty() && runs.back() == row[x] && runs[runs.size() - 2] < 255) {
                ++runs[runs.size() - 2];
            } else {
                runs.push_back(1);
                runs.push_back(row[x]);
            }
        }
    }
    return runs;
}

cv::Mat decodeRuns(const std::vector<std::uint8_t>& runs, cv::Size size)
{
    if (size.width < 0 || size.height < 0 || size.width > 1 << 15 || size.height > 1 << 15)
        throw Error(ErrorCode::Corrupt, fmt::format("A stored block is {}x{} pixels", size.width, size.height), "delta");
    std::size_t total = 0;
    for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
        if (runs[i] == 0)
            throw Error(ErrorCode::Corrupt, "A run of a stored edit is empty", "delta");
        total += runs[i];
    }
    const std::size_t expected = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    if (runs.size() % 2 != 0 || total != expected)
        throw Error(ErrorCode::Corrupt, fmt::format("A stored edit covers {} pixels instead of {}", total, expected), "delta");
    cv::Mat block(size, CV_8UC1);
    std::uint8_t* out = block.data;
    for (std::size_t i = 0; i < runs.size(); i += 2)
        out = std::fill_n(out, runs[i], runs[i + 1]);
    return block;
}

} // namespace sonosketch
