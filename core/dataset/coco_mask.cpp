// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dataset/coco.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {

/// Rows of one outline that are looked at, times its edges; a real outline needs some thousands.
constexpr std::size_t maxCrossings = 64'000'000;

[[noreturn]] void refuse(const CocoImage& image, const char* problem)
{
    throw Error(ErrorCode::Corrupt, problem, image.file);
}

void paintRuns(const CocoImage& image, const CocoObject& object, cv::Mat& labels)
{
    const auto total = static_cast<std::uint64_t>(image.size.area()), height = static_cast<std::uint64_t>(image.size.height);
    std::uint64_t at = 0;
    bool inside = false;
    for (const std::uint32_t run : object.runs) {
        if (run > total - at)
            refuse(image, "an object's runs go beyond its image");
        for (const std::uint64_t end = at + run; inside && at < end;) {
            const std::uint64_t column = at / height, row = at % height, rows = std::min(height - row, end - at);
            labels(cv::Rect(static_cast<int>(column), static_cast<int>(row), 1, static_cast<int>(rows))).setTo(object.label);
            at += rows;
        }
        at += inside ? 0 : run;
        inside = !inside;
    }
    if (at != total)
        refuse(image, "an object's runs do not fill its image");
}

/// Where the outline crosses the middle of each row of the image.
std::vector<std::vector<float>> crossings(const std::vector<float>& outline, int height)
{
    std::vector<std::vector<float>> rows(static_cast<std::size_t>(height));
    std::size_t found = 0;
    for (std::size_t i = 0; i + 1 < outline.size(); i += 2) {
        const std::size_t next = (i + 2) % outline.size();
        const double x0 = outline[i], y0 = outline[i + 1], x1 = outline[next], y1 = outline[next + 1];
        const double top = std::min(y0, y1), bottom = std::max(y0, y1);
        const int first = static_cast<int>(std::clamp(std::ceil(top - 0.5), 0.0, static_cast<double>(height)));
        for (int y = first; y < height && y + 0.5 < bottom; ++y) {
            if (++found > maxCrossings)
                throw Error(ErrorCode::TooLarge, "an object's outline is too winding");
            rows[static_cast<std::size_t>(y)].push_back(static_cast<float>(x0 + (x1 - x0) * (y + 0.5 - y0) / (y1 - y0)));
        }
    }
    return rows;
}

void paintOutline(const std::vector<float>& outline, std::uint8_t label, cv::Mat& labels)
{
    std::vector<std::vector<float>> rows = crossings(outline, labels.rows);
    // From a crossing on, the first pixel whose centre lies behind it.
    const auto column = [&](float x) { return static_cast<int>(std::clamp(std::ceil(x - 0.5F), 0.0F, static_cast<float>(labels.cols))); };
    for (int y = 0; y < labels.rows; ++y) {
        std::vector<float>& row = rows[static_cast<std::size_t>(y)];
        std::sort(row.begin(), row.end());
        for (std::size_t i = 0; i + 1 < row.size(); i += 2)
            if (const int from = column(row[i]), to = column(row[i + 1]); from < to)
                std::fill(labels.ptr<uchar>(y) + from, labels.ptr<uchar>(y) + to, label);
    }
}

} // namespace

std::vector<std::uint32_t> unpackCocoRuns(const std::string& packed, const std::string& where)
{
    // As COCO's own mask functions write it: 5 bits a character from '0' on, lowest first, 32 for "more", 16 in the last for a sign; from the third
    // number on, the difference to the number before the last.
    std::vector<std::uint32_t> runs;
    for (std::size_t at = 0; at < packed.size();) {
        std::int64_t value = 0;
        int shift = 0;
        bool more = true;
        while (more) {
            const int c = at < packed.size() ? packed[at++] - '0' : -1;
            if (c < 0 || c > 63 || shift > 35)
                throw Error(ErrorCode::Corrupt, "the packed run lengths are damaged", where);
            value |= std::int64_t{c & 31} << shift;
            more = (c & 32) != 0;
            shift += 5;
            if (!more && (c & 16) != 0)
                value -= std::int64_t{1} << shift;
        }
        if (runs.size() > 2)
            value += runs[runs.size() - 2];
        if (value < 0 || value > INT32_MAX)
            throw Error(ErrorCode::Corrupt, fmt::format("a packed run length is {}", value), where);
        runs.push_back(static_cast<std::uint32_t>(value));
    }
    return runs;
}

cv::Mat cocoLabels(const CocoImage& image)
{
    cv::Mat labels(image.size, CV_8UC1, cv::Scalar(0));
    for (const CocoObject& object : image.objects) {
        if (object.polygons.empty())
            paintRuns(image, object, labels);
        for (const std::vector<float>& outline : object.polygons)
            paintOutline(outline, object.label, labels);
    }
    return labels;
}

} // namespace sonosketch
