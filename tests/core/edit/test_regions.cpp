// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/regions.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace sonosketch;
using test::codeOf;
using test::plane;
using test::samePixels;

namespace {

/// The connected part once more, pixel by pixel.
cv::Mat walked(const cv::Mat& mask, cv::Point seed, bool diagonal)
{
    cv::Mat result = cv::Mat::zeros(mask.size(), CV_8UC1);
    std::vector<cv::Point> open{seed};
    while (!open.empty()) {
        const cv::Point at = open.back();
        open.pop_back();
        if (!cv::Rect({}, mask.size()).contains(at) || mask.at<std::uint8_t>(at) == 0 || result.at<std::uint8_t>(at) != 0)
            continue;
        result.at<std::uint8_t>(at) = 255;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (diagonal || dx == 0 || dy == 0)
                    open.push_back(at + cv::Point(dx, dy));
    }
    return result;
}

} // namespace

class TestRegions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connectedPartsAreThoseOfAWalk()
    {
        std::mt19937 random(3);
        for (unsigned seed = 0; seed < 10; ++seed) {
            cv::Mat mask = test::blobs(seed, 60);
            cv::Mat noise(mask.size(), CV_8UC1);
            for (std::uint8_t& pixel : cv::Mat_<std::uint8_t>(noise))
                pixel = random() % 3 == 0 ? 9 : 0; // any value but 0 is set
            mask = seed % 2 ? mask : noise;
            for (int i = 0; i < 10; ++i) {
                const cv::Point at(static_cast<int>(random() % 60), static_cast<int>(random() % 60));
                for (const bool diagonal : {false, true})
                    QVERIFY(
                        samePixels(connectedPart(mask, at, diagonal ? Neighbours::Eight : Neighbours::Four), walked(mask, at, diagonal)));
            }
        }
        for (const cv::Point& outside : {cv::Point(-1, 0), cv::Point(0, 60), cv::Point(1 << 30, 1 << 30)})
            QCOMPARE(cv::countNonZero(connectedPart(test::blobs(1, 60), outside, Neighbours::Four)), 0);
    }
    void floodTakesTheLabelUnderThePoint()
    {
        // Two squares of label 1 that touch at a corner, a third one far away.
        const cv::Mat labels = plane({{10, 10, 5, 5}, {15, 15, 5, 5}, {400, 400, 5, 5}}, 1);
        QVERIFY(samePixels(floodRegion(labels, {10, 10}), plane({{10, 10, 5, 5}})));
        QVERIFY(samePixels(floodRegion(labels, {14.99, 14.99}), plane({{10, 10, 5, 5}})));
        QVERIFY(samePixels(floodRegion(labels, {12, 12}, {true, Neighbours::Eight, {}}), plane({{10, 10, 5, 5}, {15, 15, 5, 5}})));
        QVERIFY(samePixels(floodRegion(labels, {12, 12}, {false, Neighbours::Four, {}}), labels != 0));
        QVERIFY(samePixels(floodRegion(labels, {0, 0}), labels == 0));
        // Bounded by a field of view, from its inside and outside.
        const cv::Mat view = plane({{0, 0, 13, canvasSize}});
        QVERIFY(samePixels(floodRegion(labels, {12, 12}, {true, Neighbours::Four, view}), plane({{10, 10, 3, 5}})));
        QCOMPARE(cv::countNonZero(floodRegion(labels, {14, 12}, {true, Neighbours::Four, view})), 0);
    }
    void aPointBesideTheCanvasGivesNothing()
    {
        const cv::Mat labels = test::emptyPlane();
        for (const cv::Point2d& at : {cv::Point2d(-0.01, 5), cv::Point2d(5, 512), cv::Point2d(-60000, 60000)}) {
            QCOMPARE(cv::countNonZero(floodRegion(labels, at)), 0);
            QCOMPARE(cv::countNonZero(wandRegion(labels, at)), 0);
            QCOMPARE(canvasPixel(at), cv::Point(-1, -1));
        }
        QCOMPARE(canvasPixel({511.99, 0}), cv::Point(511, 0));
    }
    void wandTakesGreysWithinItsTolerance()
    {
        // A ramp: column x has the grey x / 2.
        cv::Mat source = test::emptyPlane();
        for (int x = 0; x < canvasSize; ++x)
            source.col(x).setTo(x / 2);
        WandOptions options;
        options.tolerance = 10;
        QVERIFY(samePixels(wandRegion(source, {200, 50}, options), plane({{180, 0, 42, canvasSize}}))); // greys 90 .. 110
        options.tolerance = 0;
        QVERIFY(samePixels(wandRegion(source, {200, 50}, options), plane({{200, 0, 2, canvasSize}})));
        options.tolerance = 255;
        QCOMPARE(cv::countNonZero(wandRegion(source, {200, 50}, options)), canvasSize * canvasSize);
        // Two islands of one grey.
        const cv::Mat islands = plane({{50, 50, 20, 20}, {300, 300, 20, 20}}, 90);
        options.tolerance = 16;
        QVERIFY(samePixels(wandRegion(islands, {60, 60}, options), plane({{50, 50, 20, 20}})));
        options.contiguous = false;
        QVERIFY(samePixels(wandRegion(islands, {60, 60}, options), islands != 0));
        options.within = plane({{0, 0, 60, canvasSize}});
        QVERIFY(samePixels(wandRegion(islands, {59, 60}, options), plane({{50, 50, 10, 20}})));
        QCOMPARE(cv::countNonZero(wandRegion(islands, {60, 60}, options)), 0);
    }
    void smoothingCalmsSpeckle()
    {
        // A dark disc on bright ground, both with salt and pepper.
        std::mt19937 random(4);
        cv::Mat source(canvasSize, canvasSize, CV_8UC1, cv::Scalar(150)), disc = test::emptyPlane();
        cv::circle(disc, {256, 256}, 80, 255, -1);
        source.setTo(50, disc);
        for (std::uint8_t& pixel : cv::Mat_<std::uint8_t>(source))
            pixel = static_cast<std::uint8_t>(pixel + static_cast<int>(random() % 81) - 40);
        WandOptions options;
        options.tolerance = 30;
        const auto overlap = [&](const cv::Mat& found) {
            return 2.0 * cv::countNonZero(found & disc) / (cv::countNonZero(found) + cv::countNonZero(disc));
        };
        const double rough = overlap(wandRegion(source, {256, 256}, options));
        options.smoothing = 3;
        const double calm = overlap(wandRegion(source, {256, 256}, options));
        QVERIFY2(calm > 0.95 && calm > rough + 0.05, qPrintable(QString("%1 %2").arg(calm).arg(rough)));
    }
    void whatLiesOutsideHasNoPartInTheSmoothing()
    {
        // Even grey inside the field of view, black outside: the border must not darken.
        const cv::Mat view = plane({{100, 100, 200, 200}});
        WandOptions options;
        options.tolerance = 1;
        options.smoothing = 8;
        options.within = view;
        QVERIFY(samePixels(wandRegion(plane({{100, 100, 200, 200}}, 120), {101, 101}, options), view));
    }
    void badArgumentsAreRefused()
    {
        const cv::Mat good = test::emptyPlane(), small = cv::Mat::zeros(9, 9, CV_8UC1), wide = cv::Mat::zeros(512, 512, CV_16UC1);
        const double nan = std::nan("");
        QCOMPARE(codeOf([&] { floodRegion(small, {1, 1}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { floodRegion(wide, {1, 1}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { floodRegion(good, {1, 1}, {true, Neighbours::Four, small}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { floodRegion(good, {nan, 1}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { wandRegion(good, {1, std::numeric_limits<double>::infinity()}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { wandRegion({}, {1, 1}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { wandRegion(small, {1, 1}); }), ErrorCode::SizeMismatch);
        for (const double bad : {nan, -1.0, 255.5}) {
            WandOptions options;
            options.tolerance = bad;
            QCOMPARE(codeOf([&] { wandRegion(good, {1, 1}, options); }), ErrorCode::InvalidArgument);
        }
        for (const double bad : {nan, -1.0, 10.5}) {
            WandOptions options;
            options.smoothing = bad;
            QCOMPARE(codeOf([&] { wandRegion(good, {1, 1}, options); }), ErrorCode::InvalidArgument);
        }
        QCOMPARE(codeOf([&] { connectedPart(cv::Mat(), {0, 0}, Neighbours::Four); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestRegions)
#include "test_regions.moc"
