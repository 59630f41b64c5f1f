// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/sketch_lines.h"

#include "core/base/error.h"
#include "core/edit/checks.h"
#include "core/edit/transaction.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace sonosketch {

namespace {

/// The eight neighbours P2 .. P9 of Zhang and Suen: from north, clockwise; 0 or 1.
using Ring = std::array<int, 8>;

Ring ringAt(const cv::Mat& padded, int y, int x)
{
    constexpr std::array<std::array<int, 2>, 8> steps{{{-1, 0}, {-1, 1}, {0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}}};
    Ring ring{};
    for (std::size_t i = 0; i < 8; ++i)
        ring[i] = padded.at<std::uint8_t>(y + steps[i][0], x + steps[i][1]);
    return ring;
}

int countOf(const Ring& ring)
{
    int count = 0;
    for (const int pixel : ring)
        count += pixel;
    return count;
}

/// Condition (b) of the paper: the number of 0 -> 1 patterns on the way around.
int risesOf(const Ring& ring)
{
    int rises = 0;
    for (std::size_t i = 0; i < 8; ++i)
        rises += ring[i] == 0 && ring[(i + 1) % 8] == 1 ? 1 : 0;
    return rises;
}

/// One sub-iteration: pixels are chosen on the state before and then deleted together. True if any went.
bool zhangSuenPass(cv::Mat& padded, bool second)
{
    std::vector<cv::Point> deleted;
    for (int y = 1; y + 1 < padded.rows; ++y)
        for (int x = 1; x + 1 < padded.cols; ++x) {
            if (padded.at<std::uint8_t>(y, x) == 0)
                continue;
            const Ring p = ringAt(padded, y, x);
            const int count = countOf(p);
            // From 3 neighbours on, after Lu and Wang: the original's 2 eats up diagonal lines of two pixels' width.
            if (count < 3 || count > 6 || risesOf(p) != 1)
                continue;
            const int north = p[0], east = p[2], south = p[4], west = p[6];
            const bool border =
                second ? north * east * west == 0 && north * south * west == 0 : north * east * south == 0 && east * south * west == 0;
            if (border)
                deleted.emplace_back(x, y); // NOLINT(performance-inefficient-vector-operation): unknown count
        }
    for (const cv::Point& pixel : deleted)
        padded.at<std::uint8_t>(pixel) = 0;
    return !deleted.empty();
}

/// The number of 8-connected pieces that the neighbours of a pixel fall into, one that only it holds together counted once (Yokoi,
/// Toriwaki and Fukumura 1975, for 8-connected figures). 1: deleting the pixel neither breaks a line nor opens a hole.
int crossings(const Ring& ring)
{
    int number = 0;
    for (std::size_t i = 0; i < 8; i += 2) {
        const int here = 1 - ring[i], diagonal = 1 - ring[i + 1], next = 1 - ring[(i + 2) % 8];
        number += here - here * diagonal * next;
    }
    return number;
}

/// Corner pixels of staircases: two direct neighbours, and not needed to hold the line together. One after the other, as each changes its
/// neighbours; the last step of a staircase has one direct neighbour, so that the line is not eaten from its end.
void removeCorners(cv::Mat& padded)
{
    for (int y = 1; y + 1 < padded.rows; ++y)
        for (int x = 1; x + 1 < padded.cols; ++x) {
            if (padded.at<std::uint8_t>(y, x) == 0)
                continue;
            const Ring ring = ringAt(padded, y, x);
            if (ring[0] + ring[2] + ring[4] + ring[6] >= 2 && crossings(ring) == 1)
                padded.at<std::uint8_t>(y, x) = 0;
        }
}

/// Parts of `before` of which `padded` has nothing left get the pixel nearest to their centre of gravity.
void keepEveryPart(const cv::Mat& before, cv::Mat& padded)
{
    cv::Mat numbers, stats, centres;
    const int count = cv::connectedComponentsWithStats(before, numbers, stats, centres, 8, CV_32S);
    std::vector<double> nearest(static_cast<std::size_t>(count), std::numeric_limits<double>::max());
    std::vector<cv::Point> middle(static_cast<std::size_t>(count));
    std::vector<bool> left(static_cast<std::size_t>(count), false);
    for (int y = 0; y < before.rows; ++y)
        for (int x = 0; x < before.cols; ++x) {
            const int part = numbers.at<int>(y, x);
            const auto index = static_cast<std::size_t>(part);
            if (padded.at<std::uint8_t>(y, x) != 0)
                left[index] = true;
            const double dx = x - centres.at<double>(part, 0), dy = y - centres.at<double>(part, 1), away = dx * dx + dy * dy;
            if (away < nearest[index]) {
                nearest[index] = away;
                middle[index] = {x, y};
            }
        }
    for (std::size_t part = 1; part < left.size(); ++part)
        if (!left[part])
            padded.at<std::uint8_t>(middle[part]) = 1;
}

void requireMarks(const cv::Mat& marks, const char* where)
{
    requireGrey(marks, where);
    double most = 0;
    cv::minMaxLoc(marks, nullptr, &most);
    if (most > static_cast<int>(SketchErased))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The sketch holds the unknown mark {:.0f}", most), where);
}

} // namespace

cv::Mat edgesInside(const Case& value, const CannySettings& settings, const std::optional<cv::Rect>& inside)
{
    if (value.source.empty())
        throw Error(ErrorCode::InvalidArgument, "This case has no source image", "edges", "Open a scan, or draw with the pen");
    if (inside && (inside->width <= 0 || inside->height <= 0))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The rectangle has {}x{} pixels", inside->width, inside->height), "edges");
    cv::Mat edges = cannyEdges(value.source, settings, value.fieldOfView);
    if (!inside)
        return edges;
    // In 64 bits: sums would overflow on far rectangles.
    const auto clip = [](std::int64_t at) { return static_cast<int>(std::clamp<std::int64_t>(at, 0, canvasSize)); };
    const cv::Point first(clip(inside->x), clip(inside->y));
    const cv::Point last(clip(std::int64_t{inside->x} + inside->width), clip(std::int64_t{inside->y} + inside->height));
    cv::Mat result = cv::Mat::zeros(edges.size(), CV_8UC1);
    const cv::Rect area(first, last);
    if (!area.empty())
        edges(area).copyTo(result(area));
    return result;
}

void burnEdges(Transaction& edit, const CannySettings& settings, const std::optional<cv::Rect>& inside)
{
    edit.fill(Plane::Sketch, edgesInside(edit.value(), settings, inside), SketchPen);
}

cv::Mat thinned(const cv::Mat& mask)
{
    requireGrey(mask, "thin");
    cv::Mat padded;
    cv::copyMakeBorder((mask != 0) / 255, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    const cv::Mat before = padded.clone();
    while (true) {
        const bool first = zhangSuenPass(padded, false), second = zhangSuenPass(padded, true);
        if (!first && !second)
            break;
    }
    keepEveryPart(before, padded);
    removeCorners(padded);
    return padded(cv::Rect(1, 1, mask.cols, mask.rows)) != 0;
}

void thinPen(Transaction& edit)
{
    const cv::Mat pen = penPlane(edit.value().sketch);
    edit.fill(Plane::Sketch, pen & (thinned(pen) == 0), SketchNone);
}

cv::Mat penPlane(const cv::Mat& marks)
{
    requireMarks(marks, "sketch");
    return marks == SketchPen;
}

cv::Mat withImportedSketch(const cv::Mat& marks, const cv::Mat& plane, SketchImport how, bool darkLines)
{
    requireMarks(marks, "sketch import");
    requireGrey(plane, "sketch import");
    if (plane.size() != marks.size())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The sketch is {}x{} pixels, expected {}x{}", plane.cols, plane.rows, marks.cols, marks.rows), "sketch import");
    cv::Mat result = marks.clone();
    if (how == SketchImport::Replace)
        result.setTo(SketchNone, marks == SketchPen);
    const cv::Mat drawn = darkLines ? plane < 128 : plane >= 128;
    result.setTo(SketchPen, drawn);
    return result;
}

void importSketch(Transaction& edit, const cv::Mat& plane, SketchImport how, bool darkLines)
{
    edit.setPlane(Plane::Sketch, withImportedSketch(edit.value().sketch, plane, how, darkLines));
}

} // namespace sonosketch
