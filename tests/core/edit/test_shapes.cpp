// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/shapes.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace sonosketch;
using test::codeOf;
using test::plane;
using test::samePixels;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
using Points = std::vector<cv::Point2d>;

/// Winding number of a polygon around a point by the angles it turns through: independent of scan lines.
bool windsAround(const Points& corners, cv::Point2d at)
{
    double turned = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const cv::Point2d a = corners[i] - at, b = corners[(i + 1) % corners.size()] - at;
        turned += std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
    }
    return std::abs(turned) > CV_PI;
}

} // namespace

class TestShapes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void polygonsTakePixelsByTheirCentres()
    {
        QVERIFY(samePixels(polygonMask({{10, 20}, {14, 20}, {14, 23}, {10, 23}}), plane({{10, 20, 4, 3}})));
        // The upper left edge belongs to it, the lower right one does not.
        QVERIFY(samePixels(polygonMask({{10.5, 20.5}, {14.5, 20.5}, {14.5, 23.5}, {10.5, 23.5}}), plane({{10, 20, 4, 3}})));
        QVERIFY(samePixels(polygonMask({{10.51, 20.51}, {14.5, 20.51}, {14.5, 23.5}, {10.51, 23.5}}), plane({{11, 21, 3, 2}})));
        QVERIFY(samePixels(polygonMask({{10, 20}, {10, 23}, {14, 23}, {14, 20}}), plane({{10, 20, 4, 3}}))); // the other way round
        QCOMPARE(cv::countNonZero(polygonMask({{3, 3}, {3, 3}, {3, 3}})), 0);
        QCOMPARE(cv::countNonZero(polygonMask({{0, 0}, {9, 9}, {18, 18}})), 0); // no area
    }
    void polygonsAgreeWithTheWindingNumber()
    {
        std::mt19937 random(5);
        std::uniform_real_distribution<double> place(-60, canvasSize + 60);
        for (int round = 0; round < 6; ++round) {
            Points corners;
            for (int i = 0; i < 3 + round * 2; ++i)
                corners.emplace_back(place(random), place(random));
            const cv::Mat mask = polygonMask(corners);
            for (int i = 0; i < 3000; ++i) {
                const int x = static_cast<int>(random() % canvasSize), y = static_cast<int>(random() % canvasSize);
                QCOMPARE(mask.at<std::uint8_t>(y, x) != 0, windsAround(corners, {x + 0.5, y + 0.5}));
            }
        }
    }
    void polygonsThatShareAnEdgeTile()
    {
        std::mt19937 random(6);
        std::uniform_real_distribution<double> place(0, canvasSize);
        for (int round = 0; round < 20; ++round) {
            const cv::Point2d middle(place(random), place(random)), end = canvasSize * cv::Point2d(1, 1);
            const cv::Mat all[] = {polygonMask({{0, 0}, {end.x, 0}, middle}), polygonMask({{end.x, 0}, end, middle}),
                polygonMask({end, {0, end.y}, middle}), polygonMask({{0, end.y}, {0, 0}, middle})};
            int sum = 0;
            for (const cv::Mat& part : all)
                sum += cv::countNonZero(part);
            QCOMPARE(sum, canvasSize * canvasSize);
            QCOMPARE(cv::countNonZero(all[0] | all[1] | all[2] | all[3]), canvasSize * canvasSize);
        }
    }
    void aCrossedLassoHasNoHole()
    {
        // A square run round twice, and a figure of eight.
        const Points twice{{10, 10}, {50, 10}, {50, 50}, {10, 50}, {10, 10}, {60, 10}, {60, 60}, {10, 60}};
        QCOMPARE(lassoMask(twice).at<std::uint8_t>(30, 30), std::uint8_t(255));
        const cv::Mat eight = lassoMask({{10, 10}, {50, 50}, {50, 10}, {10, 50}});
        QCOMPARE(eight.at<std::uint8_t>(30, 15), std::uint8_t(255));
        QCOMPARE(eight.at<std::uint8_t>(30, 45), std::uint8_t(255));
        QCOMPARE(eight.at<std::uint8_t>(12, 30), std::uint8_t(0));
        for (const Points& click : {Points{}, Points{{5, 5}}, Points{{5, 5}, {90, 90}}})
            QCOMPARE(cv::countNonZero(lassoMask(click)), 0);
    }
    void ellipsesAndRectangles()
    {
        QVERIFY(samePixels(rectangleMask({20, 30}, {5, 3}), plane({{15, 27, 10, 6}})));
        QVERIFY(samePixels(rectangleMask({20, 30}, {5, 3}, 90), plane({{17, 25, 6, 10}})));
        QVERIFY(samePixels(rectangleMask({20, 30}, {5, 3}, 180), plane({{15, 27, 10, 6}})));
        QVERIFY(samePixels(ellipseMask({20.5, 30.5}, {1, 1}), lineMask({20.5, 30.5}, {20.5, 30.5}, 2))); // a round dab: a plus sign
        QCOMPARE(cv::countNonZero(ellipseMask({20.5, 30.5}, {1, 1})), 5);
        QVERIFY(samePixels(ellipseMask({20.5, 30.5}, {0.1, 0.1}), plane({{20, 30, 1, 1}})));
        QCOMPARE(cv::countNonZero(ellipseMask({20, 30}, {0.1, 0.1})), 0);
        const cv::Mat upright = ellipseMask({256, 256}, {80, 30}), lying = ellipseMask({256, 256}, {30, 80}, 90);
        QVERIFY(samePixels(upright, lying));
        QVERIFY(std::abs(cv::countNonZero(upright) - CV_PI * 80 * 30) < 30);
        // Turned by 45 degrees the long axis points down right.
        const cv::Mat turned = ellipseMask({256, 256}, {80, 30}, 45);
        QCOMPARE(turned.at<std::uint8_t>(306, 306), std::uint8_t(255));
        QCOMPARE(turned.at<std::uint8_t>(306, 206), std::uint8_t(0));
        QVERIFY(samePixels(rectangleMask({0, 0}, {4, 4}), plane({{0, 0, 4, 4}}))); // clipped
        QCOMPARE(cv::countNonZero(ellipseMask({-3000, 9}, {100, 100})), 0);
        QCOMPARE(cv::countNonZero(rectangleMask({256, 256}, {1024, 1024}, 33)), canvasSize * canvasSize);
    }
    void linesAreTheBrushesPixels()
    {
        std::mt19937 random(8);
        std::uniform_real_distribution<float> place(-30, canvasSize + 30);
        for (int round = 0; round < 12; ++round) {
            const cv::Point2f from(place(random), place(random)), to(place(random), place(random));
            const double width = round < 4 ? 1 : 1 + round;
            Document document(Case::blank(test::threeClasses()));
            Transaction stroke(document, "stroke");
            stroke.paintSegment(Plane::Sketch, from, to, width, SketchPen);
            QVERIFY(samePixels(lineMask(from, to, width) / 255, stroke.value().sketch));
            QVERIFY(samePixels(curveMask({from, to}, width), lineMask(from, to, width)));
        }
    }
    void curvesPassTheirPointsWithoutGaps()
    {
        std::mt19937 random(9);
        std::uniform_real_distribution<double> place(20, canvasSize - 20);
        for (int round = 0; round < 10; ++round) {
            Points points;
            for (int i = 0; i < 6; ++i)
                points.emplace_back(place(random), place(random));
            const bool closed = round % 2 == 1;
            const cv::Mat curve = curveMask(points, 1, closed);
            for (const cv::Point2d& point : points)
                QCOMPARE(curve.at<std::uint8_t>(static_cast<int>(point.y), static_cast<int>(point.x)), std::uint8_t(255));
            cv::Mat numbers;
            QCOMPARE(cv::connectedComponents(curve, numbers, 8), 2);
            const Points path = smoothPath(points, closed);
            QVERIFY(path.front() == points.front() && path.back() == (closed ? points.front() : points.back()));
            for (std::size_t i = 1; i < path.size(); ++i)
                QVERIFY(cv::norm(path[i] - path[i - 1]) < 3);
        }
        // On a straight line it stays there, through eight points of a circle it stays near.
        for (const cv::Point2d& at : smoothPath({{10, 10}, {20, 20}, {45, 45}, {50, 50}}))
            QVERIFY(std::abs(at.x - at.y) < 1e-9);
        Points circle;
        for (int i = 0; i < 8; ++i)
            circle.emplace_back(100 + 50 * std::cos(i * CV_PI / 4), 100 + 50 * std::sin(i * CV_PI / 4));
        for (const cv::Point2d& at : smoothPath(circle, true))
            QVERIFY(std::abs(cv::norm(at - cv::Point2d(100, 100)) - 50) < 0.5);
        QVERIFY(smoothPath({}).empty());
        QCOMPARE(smoothPath({{5, 5}, {5, 5}, {5, 5}}).size(), std::size_t(1));
        QVERIFY(samePixels(curveMask({{5.5, 5.5}, {5.5, 5.5}}, 1, true), plane({{5, 5, 1, 1}})));
        QCOMPARE(cv::countNonZero(curveMask({}, 5)), 0);
    }
    void badNumbersAreRefused()
    {
        const auto refused = [](auto work) { return codeOf(work) == ErrorCode::InvalidArgument; };
        for (const double bad : {notANumber, infinity, -infinity, 1e9}) {
            QVERIFY(refused([&] { polygonMask({{0, 0}, {9, bad}, {9, 9}}); }));
            QVERIFY(refused([&] { lassoMask({{bad, 0}, {9, 0}, {9, 9}}); }));
            QVERIFY(refused([&] { ellipseMask({bad, 0}, {9, 9}); }));
            QVERIFY(refused([&] { ellipseMask({9, 9}, {9, bad}); }));
            QVERIFY(refused([&] { ellipseMask({9, 9}, {9, 9}, bad); }));
            QVERIFY(refused([&] { rectangleMask({9, 9}, {bad, 9}); }));
            QVERIFY(refused([&] { lineMask({9, 9}, {9, bad}, 3); }));
            QVERIFY(refused([&] { lineMask({9, 9}, {9, 9}, bad); }));
            QVERIFY(refused([&] { curveMask({{9, 9}, {bad, 9}}, 3); }));
        }
        QVERIFY(refused([] { polygonMask({{0, 0}, {9, 9}}); }));
        QVERIFY(refused([] { ellipseMask({9, 9}, {0, 9}); }));
        QVERIFY(refused([] { rectangleMask({9, 9}, {-1, 9}); }));
        QVERIFY(refused([] { lineMask({9, 9}, {9, 9}, 0.5); }));
        QVERIFY(refused([] { curveMask({}, 257); }));
        QVERIFY(refused([] { curveMask(Points(maxCurvePoints + 1), 3); }));
        QVERIFY(refused([] { lassoMask(Points(maxShapePoints + 1)); }));
    }
};

QTEST_GUILESS_MAIN(TestShapes)
#include "test_shapes.moc"
