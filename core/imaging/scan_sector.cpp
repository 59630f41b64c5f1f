// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/scan_sector.h"

#include "core/imaging/overlay_removal.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sonosketch {

namespace {

/// Scanner frames are black outside the sector but for compression noise.
constexpr int echoLevel = 6;

cv::Mat ellipse(int size)
{
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size | 1, size | 1});
}

/// The grey map drawn beside the sector: constant along each row, running from dark to bright over a good part of the height.
std::vector<cv::Rect> greyBars(const cv::Mat& gray)
{
    std::vector<cv::Rect> bars;
    constexpr int width = 5;
    const int strip = std::min(24, gray.cols / 8);
    for (const int start : {0, gray.cols - strip}) {
        cv::Rect best;
        for (int x = start; x + width <= start + strip; ++x) {
            int top = 0;
            for (int y = 0; y <= gray.rows; ++y) {
                bool flat = false;
                if (y < gray.rows) {
                    int low = 255, high = 0;
                    for (int dx = 0; dx < width; ++dx) {
                        low = std::min<int>(low, gray.at<uchar>(y, x + dx));
                        high = std::max<int>(high, gray.at<uchar>(y, x + dx));
                    }
                    flat = high - low <= 8 && low > echoLevel;
                    if (flat && y > top && std::abs(gray.at<uchar>(y, x + 2) - gray.at<uchar>(y - 1, x + 2)) > 8)
                        flat = false;
                }
                if (flat)
                    continue;
                const int length = y - top;
                if (length > gray.rows / 8 && std::abs(gray.at<uchar>(top, x + 2) - gray.at<uchar>(y - 1, x + 2)) > 40
                    && length >= best.height)
                    best = best.height > 0 && length - best.height < 4 ? best | cv::Rect(x, top, width, length)
                                                                       : cv::Rect(x, top, width, length);
                top = y + 1;
            }
        }
        if (best.height > 0)
            bars.push_back(cv::Rect(best.x - 3, best.y - 4, best.width + 6, best.height + 8) & cv::Rect({}, gray.size()));
    }
    return bars;
}

/// The probe's face cuts a round notch into the top of the hull; a notch is convex itself, side shadows are not round.
void cutProbeFace(cv::Mat& hull, const cv::Mat& region)
{
    cv::Mat closed;
    const int reach = std::max(5, std::min(hull.rows, hull.cols) / 40);
    cv::morphologyEx(region, closed, cv::MORPH_CLOSE, ellipse(reach));
    cv::Mat gap = hull & ~closed, labels, stats, centroids;
    cv::morphologyEx(gap, gap, cv::MORPH_OPEN, ellipse(std::max(7, hull.cols / 30)));
    const int count = cv::connectedComponentsWithStats(gap, labels, stats, centroids, 8);
    const cv::Rect bounds = cv::boundingRect(hull);
    for (int i = 1; i < count; ++i) {
        const int left = stats.at<int>(i, cv::CC_STAT_LEFT), top = stats.at<int>(i, cv::CC_STAT_TOP);
        const int width = stats.at<int>(i, cv::CC_STAT_WIDTH), height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        if (top > bounds.y + bounds.height / 50 + 2 || width > bounds.width * 3 / 4 || height > bounds.height / 3 || height > width * 3 / 4)
            continue;
        if (left <= bounds.x + 2 || left + width >= bounds.br().x - 2)
            continue;
        std::vector<cv::Point> points, outline;
        cv::findNonZero(labels == i, points);
        cv::convexHull(points, outline);
        if (static_cast<double>(points.size()) < 0.85 * cv::contourArea(outline))
            continue; // ragged: dark tissue
        cv::Mat notch(hull.size(), CV_8UC1, cv::Scalar(0));
        cv::fillConvexPoly(notch, outline, 255);
        hull.setTo(0, notch & ~closed);
    }
}

/// Boxes that were blanked to hide names: pure black inside the sector, with straight edges on at least two adjoining sides.
std::vector<cv::Rect> blankBoxes(const cv::Mat& gray, const cv::Mat& hull)
{
    cv::Mat blank = (gray == 0) & hull, labels, stats, centroids;
    cv::morphologyEx(blank, blank, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {15, 9}), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
    const int count = cv::connectedComponentsWithStats(blank, labels, stats, centroids, 4);
    std::vector<cv::Rect> boxes;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH),
            stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (box.width < 20 || box.height < 12 || box.area() > gray.rows * gray.cols / 6
            || stats.at<int>(i, cv::CC_STAT_AREA) < box.area() * 6 / 10)
            continue;
        const cv::Mat shape = labels(box) == i;
        const double left = cv::countNonZero(shape.col(1)) / static_cast<double>(box.height);
        const double right = cv::countNonZero(shape.col(box.width - 2)) / static_cast<double>(box.height);
        const double top = cv::countNonZero(shape.row(1)) / static_cast<double>(box.width);
        const double bottom = cv::countNonZero(shape.row(box.height - 2)) / static_cast<double>(box.width);
        if (std::max(left, right) > 0.9 && std::max(top, bottom) > 0.9)
            boxes.push_back(cv::Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2) & cv::Rect({}, gray.size()));
    }
    return boxes;
}

} // namespace

ScanSector findScanSector(const cv::Mat& bgr)
{
    ScanSector sector{cv::Rect({}, bgr.size()), cv::Mat(bgr.size(), CV_8UC1, cv::Scalar(255))};
    if (bgr.cols < 32 || bgr.rows < 32)
        return sector;
    const cv::Mat overlay = findOverlay(bgr);
    const std::vector<cv::Rect> boxes = findMeasurementBoxes(bgr);
    cv::Mat gray;
    cv::cvtColor(bgr, gray, cv::COLOR_BGR2GRAY);
    const std::vector<cv::Rect> bars = greyBars(gray);
    const cv::Mat original = gray.clone();

    cv::Mat smooth;
    gray.setTo(0, overlay);
    cv::medianBlur(gray, smooth, 5);
    cv::Mat region = smooth > echoLevel;
    // Graphics may lie on tissue: bridge them, but add nothing where there are no echoes around.
    cv::Mat bridged;
    cv::morphologyEx(region, bridged, cv::MORPH_CLOSE, ellipse(11));
    region |= bridged & overlay;
    for (const cv::Rect& box : boxes)
        region(box).setTo(0);
    for (const cv::Rect& bar : bars)
        region(bar).setTo(0);
    cv::morphologyEx(
        region, region, cv::MORPH_OPEN, ellipse(std::max(7, std::min(bgr.rows, bgr.cols) / 50)), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);

    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(region, labels, stats, centroids, 8);
    int largest = 0;
    for (int i = 1; i < count; ++i)
        if (largest == 0 || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(largest, cv::CC_STAT_AREA))
            largest = i;
    if (largest == 0 || stats.at<int>(largest, cv::CC_STAT_AREA) < bgr.rows * bgr.cols / 25)
        return sector;
    // Shadows split the sector: pieces of some size belong to it as well.
    cv::Mat pieces(bgr.size(), CV_8UC1, cv::Scalar(0));
    for (int i = 1; i < count; ++i)
        if (i == largest || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(largest, cv::CC_STAT_AREA) / 60)
            pieces.setTo(255, labels == i);
    std::vector<cv::Point> points, outline;
    cv::findNonZero(pieces, points);
    cv::convexHull(points, outline);
    cv::Mat hull(bgr.size(), CV_8UC1, cv::Scalar(0));
    cv::fillConvexPoly(hull, outline, 255);
    cutProbeFace(hull, pieces);
    for (const cv::Rect& box : boxes)
        hull(box).setTo(0);
    for (const cv::Rect& bar : bars)
        hull(bar).setTo(0);
    for (const cv::Rect& box : blankBoxes(original, hull))
        hull(box).setTo(0);
    sector.mask = hull;
    sector.bounds = cv::boundingRect(hull);
    return sector;
}

} // namespace sonosketch
