// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/imaging/overlay_removal.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace sonosketch {

namespace {

constexpr int tile = 16;  ///< overlay is filled tile by tile, each from one place
constexpr int rim = 5;    ///< pixels around a tile that must match
constexpr int reach = 48; ///< how far a matching place may lie

/// All shifts to try, nearest first, so that ties go to the nearest.
std::vector<cv::Point> shifts()
{
    std::vector<cv::Point> list;
    for (int y = -reach; y <= reach; y += 3)
        for (int x = -reach; x <= reach; x += 3)
            if (x * x + y * y >= 36 && x * x + y * y <= reach * reach)
                list.emplace_back(x, y);
    std::stable_sort(list.begin(), list.end(), [](const cv::Point& a, const cv::Point& b) { return a.dot(a) < b.dot(b); });
    return list;
}

} // namespace

cv::Mat removeOverlay(const cv::Mat& bgr, const cv::Mat& overlay)
{
    if (bgr.size() != overlay.size())
        throw Error(ErrorCode::SizeMismatch, fmt::format("overlay is {}x{}, image {}x{}", overlay.cols, overlay.rows, bgr.cols, bgr.rows));
    cv::Mat gray;
    cv::cvtColor(bgr, gray, cv::COLOR_BGR2GRAY);
    if (cv::countNonZero(overlay) == 0)
        return gray;
    cv::Mat filled;
    cv::inpaint(gray, overlay, filled, 4, cv::INPAINT_TELEA);
    cv::Mat base;
    cv::GaussianBlur(filled, base, {}, 2.5);
    cv::Mat result = filled.clone();
    const std::vector<cv::Point> candidates = shifts();
    const cv::Rect frame({}, gray.size());

    for (int ty = 0; ty < gray.rows; ty += tile) {
        for (int tx = 0; tx < gray.cols; tx += tile) {
            const cv::Rect cell = cv::Rect(tx, ty, tile, tile) & frame;
            if (cv::countNonZero(overlay(cell)) == 0)
                continue;
            std::vector<cv::Point> holes, known;
            const cv::Rect around = cv::Rect(tx - rim, ty - rim, tile + 2 * rim, tile + 2 * rim) & frame;
            for (int y = around.y; y < around.br().y; ++y)
                for (int x = around.x; x < around.br().x; ++x) {
                    if (!overlay.at<uchar>(y, x))
                        known.emplace_back(x, y);
                    else if (cell.contains({x, y}))
                        holes.emplace_back(x, y);
                }
            double bestCost = std::numeric_limits<double>::max();
            cv::Point best;
            for (const cv::Point& shift : candidates) {
                bool usable = true;
                for (const cv::Point& p : holes) {
                    const cv::Point q = p + shift;
                    if (!frame.contains(q) || overlay.at<uchar>(q)) {
                        usable = false;
                        break;
                    }
                }
                if (!usable)
                    continue;
                double cost = 0, compared = 0;
                for (const cv::Point& p : known) {
                    const cv::Point q = p + shift;
                    if (!frame.contains(q) || overlay.at<uchar>(q))
                        continue;
                    const double difference = static_cast<double>(gray.at<uchar>(p)) - gray.at<uchar>(q);
                    cost += difference * difference;
                    ++compared;
                    if (cost > bestCost * static_cast<double>(known.size()))
                        break;
                }
                if (compared < 0.5 * static_cast<double>(known.size()) || compared < 12)
                    continue;
                cost /= compared;
                // Where tissue is as dark or bright as here, its speckle is as strong as here.
                for (const cv::Point& p : holes) {
                    const double difference = static_cast<double>(base.at<uchar>(p)) - base.at<uchar>(p + shift);
                    cost += difference * difference / static_cast<double>(holes.size());
                }
                if (cost < bestCost) {
                    bestCost = cost;
                    best = shift;
                }
            }
            if (bestCost == std::numeric_limits<double>::max())
                continue;
            for (const cv::Point& p : holes) {
                const double detail = static_cast<double>(gray.at<uchar>(p + best)) - base.at<uchar>(p + best);
                result.at<uchar>(p) = cv::saturate_cast<uchar>(base.at<uchar>(p) + detail);
            }
        }
    }
    return result;
}

} // namespace sonosketch
