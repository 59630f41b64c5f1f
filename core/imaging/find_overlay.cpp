// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/chroma.h"
#include "core/imaging/overlay_removal.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace sonosketch {

namespace {

constexpr double chromaSeed = 20.0; ///< surely drawn: above what JPEG does to grey tissue
constexpr double chromaGrow = 9.0;  ///< fringe of something drawn, only beside a seed

struct Mark {
    cv::Rect box;
    cv::Point2d centre;
    int index(const Mark& first, double step) const { return static_cast<int>(std::lround((centre.y - first.centre.y) / step)); }
};

cv::Mat ellipse(int size)
{
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size, size});
}

/// Small bright marks that stand out from what is around them: ticks, pointers, and much speckle.
std::vector<Mark> brightMarks(const cv::Mat& gray, const cv::Rect& area, cv::Mat& labels, cv::Mat& binary)
{
    cv::Mat hat;
    cv::morphologyEx(gray(area), hat, cv::MORPH_TOPHAT, ellipse(13));
    binary = (hat > 45) & (gray(area) > 90);
    cv::Mat stats, centroids;
    const int count = cv::connectedComponentsWithStats(binary, labels, stats, centroids, 8);
    std::vector<Mark> marks;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH),
            stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (box.width <= 14 && box.height <= 4 && box.width + 1 >= box.height)
            marks.push_back({box + area.tl(), {centroids.at<double>(i, 0) + area.x, centroids.at<double>(i, 1) + area.y}});
    }
    return marks;
}

/// A depth scale: at least five small marks below one another at even distances. Speckle lies in columns now and then, but not evenly.
void markRuler(const cv::Mat& gray, const cv::Rect& area, cv::Mat& overlay)
{
    cv::Mat labels, binary;
    const std::vector<Mark> marks = brightMarks(gray, area, labels, binary);
    std::vector<const Mark*> best;
    double bestScore = 0, bestStep = 0;
    // Long and short ticks share one edge.
    for (std::size_t i = 0; i < 2 * marks.size(); ++i) {
        const Mark& seed = marks[i / 2];
        const std::size_t edge = i % 2;
        std::vector<const Mark*> column;
        for (const Mark& mark : marks)
            if (edge == 0 ? std::abs(mark.box.x - seed.box.x) <= 1 : std::abs(mark.box.br().x - seed.box.br().x) <= 1)
                column.push_back(&mark);
        if (column.size() < 5)
            continue;
        for (const Mark* second : column) {
            const double step = second->centre.y - seed.centre.y;
            if (step < 12 || step > gray.rows / 4.0)
                continue;
            std::vector<const Mark*> even;
            int firstIndex = 0, lastIndex = 0;
            for (const Mark* mark : column) {
                const double index = (mark->centre.y - seed.centre.y) / step;
                const int whole = static_cast<int>(std::lround(index));
                if (std::abs(mark->centre.y - seed.centre.y - whole * step) > 1.3 + 0.15 * std::abs(whole))
                    continue;
                if (!even.empty() && std::abs(even.back()->centre.y - mark->centre.y) < step / 2)
                    continue;
                firstIndex = even.empty() ? whole : std::min(firstIndex, whole);
                lastIndex = even.empty() ? whole : std::max(lastIndex, whole);
                even.push_back(mark);
            }
            const double filled = static_cast<double>(even.size()) / (lastIndex - firstIndex + 1);
            const double score = static_cast<double>(even.size()) * filled;
            if (even.size() >= (filled > 0.99 ? 5U : 6U) && filled >= 0.75 && score > bestScore
                && (lastIndex - firstIndex) * step > gray.rows * 0.25) {
                bestScore = score;
                best = even;
                bestStep = (even.back()->centre.y - even.front()->centre.y) / std::max(1, even.back()->index(*even.front(), step));
            }
        }
    }
    if (best.empty())
        return;
    int left = gray.cols, right = 0;
    for (const Mark* mark : best) {
        left = std::min(left, mark->box.x);
        right = std::max(right, mark->box.br().x);
        cv::rectangle(overlay, cv::Rect(mark->box.x - 2, mark->box.y - 2, mark->box.width + 4, mark->box.height + 4), 255, cv::FILLED);
    }
    // Ticks that merged with bright tissue are where the others say.
    cv::Mat hat;
    cv::morphologyEx(gray(area), hat, cv::MORPH_TOPHAT, ellipse(9));
    const double anchor = best.front()->centre.y;
    for (int k = -static_cast<int>(anchor / bestStep); anchor + k * bestStep < gray.rows; ++k) {
        const cv::Rect place = cv::Rect(left - 1, cvRound(anchor + k * bestStep) - 2, right - left + 2, 5) & area;
        double high = 0;
        if (place.area() > 0)
            cv::minMaxLoc(hat(place - area.tl()), nullptr, &high);
        if (high > 22)
            cv::rectangle(overlay, place, 255, cv::FILLED);
    }
    // The pointer of the focal zone: a small bright triangle within a few millimetres of the scale.
    cv::Mat bright = gray(area) > 170, ids, stats, centroids;
    const int count = cv::connectedComponentsWithStats(bright, ids, stats, centroids, 8);
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT) + area.x, stats.at<int>(i, cv::CC_STAT_TOP) + area.y,
            stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const double fill = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.area());
        if (box.br().x < left - 34 || box.x > right + 34 || box.width < 3 || box.width > 12 || box.height < 6 || box.height > 15
            || fill < 0.4 || fill > 0.85)
            continue;
        const cv::Rect ring = cv::Rect(box.x - 3, box.y - 3, box.width + 6, box.height + 6) & cv::Rect({}, gray.size());
        const double around = (cv::sum(gray(ring))[0] - cv::sum(gray(box))[0]) / std::max(1, ring.area() - box.area());
        if (around < 90)
            cv::rectangle(overlay, cv::Rect(box.x - 2, box.y - 2, box.width + 4, box.height + 4), 255, cv::FILLED);
    }
}

/// Distance measurements: a line of fine dots between two calipers. JPEG takes the colour from single dots, so the line is found by its dots standing
/// out in brightness along the straight way between two coloured marks, and only the dots are taken.
void markDottedLines(const Chroma& chroma, cv::Mat& overlay)
{
    cv::Mat yellow = (chroma.blue < -20) & (cv::abs(chroma.red) < 45), labels, stats, centroids;
    cv::morphologyEx(yellow, yellow, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    const int count = cv::connectedComponentsWithStats(yellow, labels, stats, centroids, 8);
    std::vector<cv::Point2d> calipers;
    for (int i = 1; i < count && calipers.size() < 24; ++i) {
        const int width = stats.at<int>(i, cv::CC_STAT_WIDTH), height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        if (width >= 6 && height >= 6 && width <= 40 && height <= 45)
            calipers.emplace_back(centroids.at<double>(i, 0), centroids.at<double>(i, 1));
    }
    cv::Mat hat, pit, near, nearPit;
    cv::morphologyEx(chroma.luma, hat, cv::MORPH_TOPHAT, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    cv::morphologyEx(chroma.luma, pit, cv::MORPH_BLACKHAT, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    cv::dilate(hat, near, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::dilate(pit, nearPit, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    const cv::Rect frame({}, hat.size());
    // Mean prominence along the line from a to b.
    const auto prominence = [&](const cv::Mat& map, const cv::Point2d& a, const cv::Point2d& b) {
        const cv::Point2d way = b - a;
        const double length = std::hypot(way.x, way.y);
        double sum = 0;
        int samples = 0;
        for (double t = 12; t < length - 12; t += 1.0) {
            const cv::Point p(cvRound(a.x + way.x * t / length), cvRound(a.y + way.y * t / length));
            if (frame.contains(p)) {
                sum += map.at<uchar>(p);
                ++samples;
            }
        }
        return samples > 0 ? sum / samples : 0.0;
    };
    for (std::size_t i = 0; i < calipers.size(); ++i)
        for (std::size_t j = i + 1; j < calipers.size(); ++j) {
            const cv::Point2d way = calipers[j] - calipers[i];
            const double length = std::hypot(way.x, way.y);
            if (length < 45)
                continue;
            const cv::Point2d normal(-way.y / length, way.x / length);
            // On dark tissue the dots are seen by their light, on bright tissue by their shadows.
            cv::Point2d from, to;
            bool dotted = false;
            for (const cv::Mat* map : {&near, &nearPit}) {
                double inside = 0, outside = 0;
                for (int a = -8; a <= 8; ++a)
                    for (int b = -8; b <= 8; ++b) {
                        const double value = prominence(*map, calipers[i] + normal * a, calipers[j] + normal * b);
                        if (value > inside) {
                            inside = value;
                            from = calipers[i] + normal * a;
                            to = calipers[j] + normal * b;
                        }
                    }
                for (const int away : {-13, -10, -7, 7, 10, 13})
                    outside += prominence(*map, from + normal * away, to + normal * away) / 6;
                dotted = inside >= 30 && inside >= 1.8 * outside + 8;
                if (dotted)
                    break;
            }
            if (!dotted)
                continue;
            cv::Mat corridor(hat.size(), CV_8UC1, cv::Scalar(0)), dots;
            cv::line(corridor, {cvRound(from.x), cvRound(from.y)}, {cvRound(to.x), cvRound(to.y)}, 255, 5);
            dots = corridor & ((hat > 10) | (pit > 10)); // each dot has a dark shadow
            cv::dilate(dots, dots, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
            overlay |= dots;
        }
}

/// Hands, arrows and white letters pasted onto the picture: white through and through, small, and with a hard rim that no echo has. Thin letters (and
/// speckle) are too small to tell by themselves, so they count only in a row with a sure one.
void markPasted(const cv::Mat& gray, cv::Mat& overlay)
{
    const cv::Mat white = gray > 225;
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(white, labels, stats, centroids, 8);
    const cv::Rect frame({}, gray.size());
    struct Shape {
        int label;
        cv::Rect box;
        bool taken;
    };
    std::vector<Shape> shapes;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH),
            stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const int area = stats.at<int>(i, cv::CC_STAT_AREA);
        if (area < 8 || area > 400 || box.width > 26 || box.height > 26)
            continue;
        const cv::Rect around = cv::Rect(box.x - 6, box.y - 6, box.width + 12, box.height + 12) & frame;
        const cv::Mat shape = labels(around) == i;
        cv::Mat inner, outer;
        cv::dilate(shape, inner, ellipse(3));
        cv::dilate(shape, outer, ellipse(5));
        const cv::Mat rim = outer & ~inner;
        // Two pixels off, an echo is still bright; a pasted shape has ended, often in a dark outline.
        const double inside = cv::mean(gray(around), shape)[0];
        const double outside = cv::mean(gray(around), rim)[0];
        const double bright = cv::countNonZero(rim & (gray(around) > 200)) / std::max(1.0, static_cast<double>(cv::countNonZero(rim)));
        if (inside < 238 || inside - outside < 70 || bright > 0.27)
            continue;
        // Echoes this bright are streaks.
        std::vector<cv::Point> pixels;
        cv::findNonZero(shape, pixels);
        const cv::Size2f extent = cv::minAreaRect(pixels).size;
        const bool compact = std::max(extent.width, extent.height) + 1 < 1.9F * (std::min(extent.width, extent.height) + 1);
        const bool sure = inside >= 244 && compact && area >= 45 && box.width >= 6 && box.height >= 6 && area * 3 >= box.area();
        shapes.push_back({i, box, sure});
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (Shape& shape : shapes)
            for (const Shape& sure : shapes) {
                if (shape.taken || !sure.taken)
                    continue;
                const int gap = std::max(shape.box.x, sure.box.x) - std::min(shape.box.br().x, sure.box.br().x);
                const int shared = std::min(shape.box.br().y, sure.box.br().y) - std::max(shape.box.y, sure.box.y);
                shape.taken = gap <= 12 && shared * 10 >= 6 * std::min(shape.box.height, sure.box.height) && shared > 0;
                grew = grew || shape.taken;
            }
    }
    for (const Shape& shape : shapes) {
        if (!shape.taken)
            continue;
        const cv::Rect around = cv::Rect(shape.box.x - 6, shape.box.y - 6, shape.box.width + 12, shape.box.height + 12) & frame;
        cv::Mat grown = labels(around) == shape.label;
        cv::dilate(grown, grown, ellipse(9)); // with its outline
        overlay(around) |= grown;
    }
}

/// White scanner text stands in one block with coloured text; inside that block every thin bright stroke is text.
void markCornerText(const cv::Mat& gray, const cv::Mat& drawn, cv::Mat& overlay)
{
    const cv::Rect corner(gray.cols * 6 / 10, 0, gray.cols - gray.cols * 6 / 10, std::max(1, gray.rows / 4));
    cv::Mat joined, labels, stats, centroids;
    cv::morphologyEx(drawn(corner), joined, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {15, 3}));
    const int count = cv::connectedComponentsWithStats(joined, labels, stats, centroids, 8);
    for (int i = 1; i < count; ++i) {
        const cv::Rect line(stats.at<int>(i, cv::CC_STAT_LEFT) + corner.x, stats.at<int>(i, cv::CC_STAT_TOP),
            stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (line.width < 30 || line.height < 6 || line.height > 30 || line.br().x < gray.cols - 40)
            continue;
        const int blockLeft = std::max(0, std::min(line.x, gray.cols - 80) - 4);
        const cv::Rect block(blockLeft, 0, gray.cols - blockLeft, std::min(gray.rows, line.br().y + 4));
        cv::Mat hat, strokes;
        cv::morphologyEx(gray(block), hat, cv::MORPH_TOPHAT, ellipse(7));
        strokes = (hat > 28) & (gray(block) > 75);
        cv::dilate(strokes, strokes, ellipse(3));
        overlay(block) |= strokes;
    }
}

} // namespace

cv::Mat findOverlay(const cv::Mat& bgr)
{
    const Chroma chroma = chromaDeparture(bgr);
    const cv::Mat seed = chroma.distance > chromaSeed;
    cv::Mat near, grown;
    cv::dilate(seed, near, ellipse(7));
    grown = seed | (near & (chroma.distance > chromaGrow));
    cv::Mat overlay = grown.clone();
    // Chroma is subsampled in JPEG: the bright stroke may reach a pixel beyond its colour.
    cv::dilate(overlay, overlay, ellipse(5));

    markDottedLines(chroma, overlay);
    markCornerText(chroma.luma, grown, overlay);
    const int side = std::max(24, std::min(bgr.cols * 15 / 100, bgr.cols / 2));
    markPasted(chroma.luma, overlay);
    if (bgr.cols >= 64 && bgr.rows >= 64) {
        markRuler(chroma.luma, cv::Rect(0, 0, side, bgr.rows), overlay);
        markRuler(chroma.luma, cv::Rect(bgr.cols - side, 0, side, bgr.rows), overlay);
    }
    return overlay;
}

std::vector<cv::Rect> findMeasurementBoxes(const cv::Mat& bgr)
{
    const Chroma chroma = chromaDeparture(bgr);
    const int top = bgr.rows * 60 / 100;
    const cv::Rect low(0, top, bgr.cols, bgr.rows - top);
    // Yellow writing, or the blue head of a box with white writing.
    const cv::Mat yellow = (chroma.blue(low) < -30) & (cv::abs(chroma.red(low)) < 45);
    const cv::Mat head = chroma.blue(low) > 12;
    std::vector<cv::Rect> boxes;
    for (const bool isHead : {false, true}) {
        cv::Mat joined, labels, stats, centroids;
        cv::morphologyEx(isHead ? head : yellow, joined, cv::MORPH_CLOSE,
            cv::getStructuringElement(cv::MORPH_RECT, isHead ? cv::Size(5, 3) : cv::Size(25, 15)));
        const int count = cv::connectedComponentsWithStats(joined, labels, stats, centroids, 8);
        for (int i = 1; i < count; ++i) {
            cv::Rect text(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP) + top, stats.at<int>(i, cv::CC_STAT_WIDTH),
                stats.at<int>(i, cv::CC_STAT_HEIGHT));
            if (text.br().x < bgr.cols - 25
                || (isHead ? text.width < 70 || text.height < 4 || text.height > 24 : text.width < 40 || text.br().y < bgr.rows - 60))
                continue;
            const int pad = isHead ? 3 : 9;
            boxes.push_back(cv::Rect(cv::Point(text.x - pad, text.y - pad), cv::Point(bgr.cols, bgr.rows)) & cv::Rect({}, bgr.size()));
        }
    }
    return boxes;
}

} // namespace sonosketch
