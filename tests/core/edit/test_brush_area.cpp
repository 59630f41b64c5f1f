// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/brush_area.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <set>

using namespace sonosketch;

namespace {

constexpr int canvas = 64;
using Pixels = std::set<std::pair<int, int>>;

Pixels pixels(cv::Point2f from, cv::Point2f to, double diameter, bool square = false)
{
    const BrushArea area(from, to, diameter, square);
    const cv::Rect box = area.bounds(canvas);
    Pixels result;
    for (int y = 0; y < canvas; ++y)
        for (int x = 0; x < canvas; ++x)
            if (area.covers(x, y) && box.contains({x, y}))
                result.emplace(x, y);
    return result;
}

Pixels dab(cv::Point2f at, double diameter, bool square = false)
{
    return pixels(at, at, diameter, square);
}

/// Distance of a pixel's centre to a segment, found by walking along it: slow and independent of the closed form.
double walkedDistance(int x, int y, cv::Point2f from, cv::Point2f to)
{
    double best = 1e9;
    for (int i = 0; i <= 1000; ++i) {
        const double t = i / 1000.0;
        best = std::min(best, std::hypot(x + 0.5 - (from.x + t * (to.x - from.x)), y + 0.5 - (from.y + t * (to.y - from.y))));
    }
    return best;
}

int pieces(const Pixels& all)
{
    Pixels left = all;
    int count = 0;
    while (!left.empty()) {
        ++count;
        std::vector<std::pair<int, int>> stack{*left.begin()};
        left.erase(left.begin());
        while (!stack.empty()) {
            const auto [x, y] = stack.back();
            stack.pop_back();
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    if (left.erase({x + dx, y + dy}))
                        stack.emplace_back(x + dx, y + dy);
        }
    }
    return count;
}

} // namespace

class TestBrushArea : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void diameterOneIsThePixelUnderThePosition()
    {
        std::mt19937 random(1);
        std::uniform_real_distribution<float> place(0, canvas - 0.01f);
        for (int i = 0; i < 500; ++i) {
            const cv::Point2f at(place(random), place(random));
            const Pixels expected{{static_cast<int>(at.x), static_cast<int>(at.y)}};
            QVERIFY(dab(at, 1) == expected);
            QVERIFY(dab(at, 1, true) == expected);
        }
        QVERIFY((dab({10, 10}, 1) == Pixels{{10, 10}})); // on the corner of four
    }
    void roundDabsAreDiscs()
    {
        for (const double diameter : {1.5, 2.0, 3.0, 4.7, 12.0, 40.0})
            for (const cv::Point2f at : {cv::Point2f(30, 30), cv::Point2f(30.5f, 31.5f), cv::Point2f(28.3f, 33.9f)}) {
                const Pixels found = dab(at, diameter);
                QVERIFY(!found.empty());
                for (int y = 0; y < canvas; ++y)
                    for (int x = 0; x < canvas; ++x) {
                        const double distance = std::hypot(x + 0.5 - at.x, y + 0.5 - at.y);
                        if (std::abs(distance - diameter / 2) > 1e-5)
                            QCOMPARE(found.count({x, y}) == 1, distance < diameter / 2);
                    }
            }
        QCOMPARE(dab({20, 20}, 2).size(), std::size_t(4));
        QCOMPARE(dab({20.5, 20.5}, 3).size(), std::size_t(9));
        QCOMPARE(dab({20.5, 20.5}, 2).size(), std::size_t(5)); // a centre at exactly the radius counts
    }
    void squareDabsHaveTheirSide()
    {
        std::mt19937 random(2);
        std::uniform_real_distribution<float> place(20, 40);
        for (const int side : {1, 2, 3, 8, 17})
            for (int i = 0; i < 100; ++i)
                QCOMPARE(dab({place(random), place(random)}, side, true).size(), static_cast<std::size_t>(side * side));
        QCOMPARE(dab({20.5, 20.5}, 2, true).size(), std::size_t(4));
    }
    void segmentsAreCapsules()
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<float> place(-10, canvas + 10);
        for (int i = 0; i < 12; ++i) {
            const cv::Point2f from(place(random), place(random)), to(place(random), place(random));
            const double diameter = 1.5 + i;
            const Pixels found = pixels(from, to, diameter);
            for (int y = 0; y < canvas; ++y)
                for (int x = 0; x < canvas; ++x) {
                    const double distance = walkedDistance(x, y, from, to);
                    if (std::abs(distance - diameter / 2) > 0.02)
                        QCOMPARE(found.count({x, y}) == 1, distance < diameter / 2);
                }
        }
    }
    void squareSegmentsAreSweptSquares()
    {
        std::mt19937 random(4);
        std::uniform_real_distribution<float> place(8, canvas - 8);
        for (int i = 0; i < 12; ++i) {
            const cv::Point2f from(place(random), place(random)), to(place(random), place(random));
            const double side = 2 + i % 6;
            const Pixels found = pixels(from, to, side, true);
            Pixels inner, outer;
            for (int step = 0; step <= 800; ++step) {
                const auto t = static_cast<float>(step) / 800.0f;
                const cv::Point2f at = from + t * (to - from);
                for (int y = 0; y < canvas; ++y)
                    for (int x = 0; x < canvas; ++x) {
                        const double d = std::max(std::abs(x + 0.5 - at.x), std::abs(y + 0.5 - at.y));
                        if (d < side / 2 - 1e-4)
                            inner.emplace(x, y);
                        if (d < side / 2 + 0.05)
                            outer.emplace(x, y);
                    }
            }
            QVERIFY(std::includes(found.begin(), found.end(), inner.begin(), inner.end()));
            QVERIFY(std::includes(outer.begin(), outer.end(), found.begin(), found.end()));
        }
        // Along an axis the sweep of a 2x2 square is a clean bar.
        QCOMPARE(pixels({10, 20}, {30, 20}, 2, true).size(), std::size_t(22 * 2));
        QCOMPARE(pixels({20, 30}, {20, 10}, 2, true).size(), std::size_t(22 * 2));
        QVERIFY(pixels({10, 20}, {30, 20}, 2, true) == pixels({30, 20}, {10, 20}, 2, true));
    }
    void segmentsNeverHaveGaps()
    {
        std::mt19937 random(5);
        std::uniform_real_distribution<float> place(0, canvas);
        for (int i = 0; i < 300; ++i)
            for (const double diameter : {1.0, 1.3, 1.5, 2.0}) {
                const cv::Point2f from(place(random), place(random)), to(place(random), place(random));
                for (const bool square : {false, true}) {
                    const Pixels found = pixels(from, to, diameter, square);
                    QCOMPARE(pieces(found), 1);
                    QVERIFY(
                        found.count({std::min(canvas - 1, static_cast<int>(from.x)), std::min(canvas - 1, static_cast<int>(from.y))}) == 1
                        || diameter >= 1.5);
                }
            }
    }
    void thinLinesStayThin()
    {
        QCOMPARE(pixels({5, 9}, {25.9f, 9.9f}, 1).size(), std::size_t(21));
        QCOMPARE(pixels({5, 5}, {25, 25}, 1).size(), std::size_t(21));
    }
    void boundsAreSafeFarOutside()
    {
        QVERIFY(BrushArea({-50, -50}, {-20, -20}, 10, false).bounds(canvas).empty());
        QVERIFY(BrushArea({1e30f, 5}, {1e30f, 5}, 10, false).bounds(canvas).empty());
        QCOMPARE(BrushArea({-1e30f, 5}, {1e30f, 5}, 2, false).bounds(canvas), cv::Rect(0, 4, canvas, 2));
        QVERIFY((dab({0, 0}, 2) == Pixels{{0, 0}}));
        QVERIFY((dab({canvas, canvas}, 2) == Pixels{{canvas - 1, canvas - 1}}));
    }
};

QTEST_GUILESS_MAIN(TestBrushArea)
#include "test_brush_area.moc"
