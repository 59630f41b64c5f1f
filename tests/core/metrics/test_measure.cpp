// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/measure.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using test::codeOf;

namespace {

/// A filled ellipse by pixel centres.
cv::Mat filled(cv::Point2d centre, double a, double b, double degrees)
{
    cv::Mat mask = cv::Mat::zeros(300, 300, CV_8UC1);
    const double c = std::cos(degrees * CV_PI / 180), s = std::sin(degrees * CV_PI / 180);
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x) {
            const double dx = x + 0.5 - centre.x, dy = y + 0.5 - centre.y;
            if (std::pow((c * dx + s * dy) / a, 2) + std::pow((c * dy - s * dx) / b, 2) <= 1)
                mask.at<std::uint8_t>(y, x) = 1;
        }
    return mask;
}

bool near(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestMeasure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void calipersMeasurePixelsAndMillimetres()
    {
        const Length length = caliper({10, 10}, {40, 50}, 0.2);
        QCOMPARE(length.pixels, 50.0);
        QCOMPARE(length.mm.value(), 10.0);
        QVERIFY(!caliper({10, 10}, {40, 50}).mm);
        QCOMPARE(caliper({7, 7}, {7, 7}, 1.0).pixels, 0.0);
    }
    void circumferenceAgreesWithTheIntegral()
    {
        // Perimeters by numerical integration of the elliptic integral.
        QVERIFY(near(ellipseCircumference(1, 1), 2 * CV_PI, 1e-12));
        QVERIFY(near(ellipseCircumference(1, 0.8), 5.672333577794877, 1e-9));
        QVERIFY(near(ellipseCircumference(0.5, 1), 4.844224110273846, 1e-8));
        QVERIFY(near(ellipseCircumference(100, 25), 428.9210887578409, 2e-4));
        QVERIFY(near(ellipseCircumference(1, 0), 4, 2e-3));
        QCOMPARE(ellipseCircumference(0, 0), 0.0);
    }
    void anEllipseFromItsDiameters()
    {
        const Ellipse lying = ellipseFromAxes({10, 20}, {110, 20}, 60);
        QCOMPARE(lying.centre, cv::Point2d(60, 20));
        QVERIFY(lying.major == 50 && lying.minor == 30 && lying.rotation == 0);
        const Ellipse upright = ellipseFromAxes({110, 20}, {10, 20}, 160); // the other one is longer
        QVERIFY(upright.major == 80 && upright.minor == 50 && near(std::abs(upright.rotation), 90, 1e-9) && upright.rotation > -90);
        QVERIFY(near(ellipseFromAxes({0, 0}, {10, 10}, 3).rotation, 45, 1e-9));
        QVERIFY(near(ellipseFromAxes({10, 10}, {0, 0}, 3).rotation, 45, 1e-9));
        const EllipseMeasure measured = measure(lying, 0.5);
        QVERIFY(near(measured.areaPixels, CV_PI * 1500, 1e-9));
        QVERIFY(near(measured.areaMm2.value(), CV_PI * 375, 1e-9));
        QCOMPARE(measured.majorDiameter.mm.value(), 50.0);
        QCOMPARE(measured.minorDiameter.pixels, 60.0);
        QVERIFY(near(measured.circumference.mm.value(), ellipseCircumference(25, 15), 1e-9));
        QVERIFY(!measure(lying).areaMm2 && !measure(lying).circumference.mm);
    }
    void theEllipseOfAFilledEllipse()
    {
        for (const double degrees : {0.0, 20.0, 45.0, 90.0, -70.0}) {
            const Ellipse found = ellipseOfRegion(filled({150.3, 140.8}, 90, 55, degrees)).value();
            QVERIFY(near(found.major, 90, 0.2) && near(found.minor, 55, 0.2));
            QVERIFY(near(found.centre.x, 150.3, 0.05) && near(found.centre.y, 140.8, 0.05));
            QVERIFY(near(std::abs(std::remainder(found.rotation - degrees, 180)), 0, 0.3));
            QVERIFY(found.rotation > -90 && found.rotation <= 90);
        }
    }
    void smallRegions()
    {
        cv::Mat mask = cv::Mat::zeros(20, 20, CV_8UC1);
        QVERIFY(!ellipseOfRegion(mask));
        mask.at<std::uint8_t>(7, 3) = 255;
        const Ellipse dot = ellipseOfRegion(mask).value();
        QCOMPARE(dot.centre, cv::Point2d(3.5, 7.5));
        QVERIFY(near(measure(dot).areaPixels, CV_PI / 3, 1e-9)); // near one pixel, not zero
        mask.row(7).setTo(255);
        const Ellipse line = ellipseOfRegion(mask).value();
        QVERIFY(near(line.major, 20 / std::sqrt(3.0), 1e-6) && near(line.minor, 1 / std::sqrt(3.0), 1e-6) && near(line.rotation, 0, 1e-9));
    }
    void badNumbersAreRefused()
    {
        const auto refused = [](auto work) { return codeOf(work) == ErrorCode::InvalidArgument; };
        for (const double bad : {std::nan(""), HUGE_VAL, 1e7}) {
            QVERIFY(refused([&] { caliper({bad, 0}, {0, 0}); }));
            QVERIFY(refused([&] { caliper({0, 0}, {0, bad}); }));
            QVERIFY(refused([&] { caliper({0, 0}, {0, 1}, bad); }));
            QVERIFY(refused([&] { ellipseFromAxes({0, 0}, {1, 1}, bad); }));
            QVERIFY(refused([&] { ellipseCircumference(bad, 1); }));
            QVERIFY(refused([&] { measure(Ellipse{{0, 0}, bad, 1, 0}); }));
        }
        for (const double bad : {0.0, -1.0})
            QVERIFY(refused([&] { caliper({0, 0}, {0, 1}, bad); }));
        QVERIFY(refused([&] { ellipseCircumference(1, -1); }));
        QVERIFY(refused([&] { ellipseOfRegion(cv::Mat()); }));
        QVERIFY(refused([&] { ellipseOfRegion(cv::Mat::zeros(9, 9, CV_32F)); }));
    }
};

QTEST_GUILESS_MAIN(TestMeasure)
#include "test_measure.moc"
