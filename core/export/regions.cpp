// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/regions.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace sonosketch {

namespace {

const std::array<cv::Point, 4> steps{cv::Point{1, 0}, {0, 1}, {-1, 0}, {0, -1}}; // clockwise: right, down, left, up

/// For each corner of the pixel grid, which of the four steps from it run along the region with the region on their right.
class EdgeGrid {
public:
    explicit EdgeGrid(const cv::Mat& mask)
        : m_edges(mask.rows + 1, mask.cols + 1, CV_8UC1, cv::Scalar(0))
    {
        const auto inside = [&](int x, int y) {
            return x >= 0 && y >= 0 && x < mask.cols && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0;
        };
        for (int y = 0; y < mask.rows; ++y)
            for (int x = 0; x < mask.cols; ++x) {
                if (!inside(x, y))
                    continue;
                if (!inside(x, y - 1))
                    at({x, y}) |= 1;
                if (!inside(x + 1, y))
                    at({x + 1, y}) |= 2;
                if (!inside(x, y + 1))
                    at({x + 1, y + 1}) |= 4;
                if (!inside(x - 1, y))
                    at({x, y + 1}) |= 8;
            }
    }
    cv::Size size() const { return m_edges.size(); }
    bool any(cv::Point corner) { return at(corner) != 0; }
    /// Walks one closed line from a corner and takes its edges away; corners where it goes straight on are left out.
    std::vector<cv::Point> takeLoop(cv::Point from)
    {
        std::vector<cv::Point> loop;
        int direction = 0;
        while ((at(from) & (1 << direction)) == 0)
            ++direction;
        cv::Point corner = from;
        int before = -1;
        do {
            // Where two pixels touch by a corner the left turn goes around both: parts are 8-connected.
            if (before >= 0)
                for (const int turn : {3, 0, 1})
                    if (at(corner) & (1 << ((before + turn) % 4))) {
                        direction = (before + turn) % 4;
                        break;
                    }
            at(corner) = static_cast<std::uint8_t>(at(corner) & ~(1 << direction));
            if (direction != before)
                loop.push_back(corner);
            before = direction;
            corner += steps[static_cast<std::size_t>(direction)];
        } while (corner != from || (at(corner) & (1 << ((before + 3) % 4))) != 0);
        return loop;
    }

private:
    std::uint8_t& at(cv::Point corner) { return m_edges.at<std::uint8_t>(corner); }
    cv::Mat m_edges;
};

} // namespace

std::vector<LabelRegion> labelRegions(const cv::Mat& labels)
{
    std::vector<LabelRegion> regions;
    std::array<bool, 256> present{};
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            present[labels.at<std::uint8_t>(y, x)] = true;
    for (int label = 1; label < 256; ++label) {
        if (!present[static_cast<std::size_t>(label)])
            continue;
        cv::Mat parts, statistics, centres;
        const int count = cv::connectedComponentsWithStats(labels == label, parts, statistics, centres, 8, CV_32S);
        for (int part = 1; part < count; ++part) {
            LabelRegion region;
            region.label = static_cast<std::uint8_t>(label);
            region.box = {statistics.at<int>(part, cv::CC_STAT_LEFT), statistics.at<int>(part, cv::CC_STAT_TOP),
                statistics.at<int>(part, cv::CC_STAT_WIDTH), statistics.at<int>(part, cv::CC_STAT_HEIGHT)};
            region.area = statistics.at<int>(part, cv::CC_STAT_AREA);
            region.mask = parts(region.box) == part;
            regions.push_back(std::move(region));
        }
    }
    const auto first = [](const LabelRegion& region) {
        int x = 0;
        while (region.mask.at<std::uint8_t>(0, x) == 0)
            ++x;
        return std::pair(region.box.y, region.box.x + x);
    };
    std::sort(regions.begin(), regions.end(), [&](const LabelRegion& a, const LabelRegion& b) { return first(a) < first(b); });
    return regions;
}

std::vector<int> columnRuns(const LabelRegion& region, cv::Size size)
{
    std::vector<int> runs;
    bool value = false;
    int length = 0;
    const auto add = [&](bool next, int count) {
        if (next != value) {
            runs.push_back(length);
            value = next;
            length = 0;
        }
        length += count;
    };
    for (int x = 0; x < size.width; ++x) {
        if (x < region.box.x || x >= region.box.x + region.box.width) {
            add(false, size.height);
            continue;
        }
        if (region.box.y > 0)
            add(false, region.box.y);
        for (int y = 0; y < region.box.height; ++y)
            add(region.mask.at<std::uint8_t>(y, x - region.box.x) != 0, 1);
        if (const int below = size.height - region.box.y - region.box.height; below > 0)
            add(false, below);
    }
    runs.push_back(length);
    return runs;
}

std::vector<cv::Point> edgePolygon(const LabelRegion& region)
{
    EdgeGrid grid(region.mask);
    std::vector<cv::Point> polygon;
    for (int y = 0; y < grid.size().height; ++y)
        for (int x = 0; x < grid.size().width; ++x)
            while (grid.any({x, y})) {
                const std::vector<cv::Point> loop = grid.takeLoop({x, y});
                const bool isFirst = polygon.empty();
                if (!isFirst && polygon.back() != polygon.front())
                    polygon.push_back(cv::Point(polygon.front()));
                polygon.insert(polygon.end(), loop.begin(), loop.end());
                if (!isFirst) {
                    // There and back along the same line: it adds no area.
                    polygon.push_back(loop.front());
                    polygon.push_back(cv::Point(polygon.front()));
                }
            }
    for (cv::Point& point : polygon)
        point += region.box.tl();
    return polygon;
}

} // namespace sonosketch
