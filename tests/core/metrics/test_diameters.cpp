// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/boundary_distance.h"
#include "core/metrics/diameters.h"
#include "tests/support/check.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

#include <cmath>

using namespace sonosketch;
using test::codeOf;

class TestDiameters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRectangleHasItsDiagonal()
    {
        cv::Mat mask = cv::Mat::zeros(100, 100, CV_8UC1);
        mask(cv::Rect(10, 20, 30, 40)).setTo(255);
        const auto found = diametersOfRegion(mask);
        QVERIFY(found);
        QCOMPARE(found->longest.length(), 50.0); // 3-4-5
        // Across the diagonal of an a x b rectangle: a line through a corner of the other diagonal.
        QVERIFY(std::abs(found->across.length() - 37.5) < 1);
        const cv::Point2d u = found->longest.to - found->longest.from, v = found->across.to - found->across.from;
        QVERIFY(std::abs(u.dot(v)) < 1e-6 * found->longest.length() * found->across.length());
    }
    void aTurnedEllipseHasItsAxes()
    {
        cv::Mat mask = cv::Mat::zeros(300, 300, CV_8UC1);
        const double c = std::cos(0.6), s = std::sin(0.6);
        for (int y = 0; y < 300; ++y)
            for (int x = 0; x < 300; ++x) {
                const double dx = x + 0.5 - 150, dy = y + 0.5 - 140;
                if (std::pow((c * dx + s * dy) / 90, 2) + std::pow((c * dy - s * dx) / 40, 2) <= 1)
                    mask.at<std::uint8_t>(y, x) = 1;
            }
        const auto found = diametersOfRegion(mask);
        QVERIFY(found);
        QVERIFY(std::abs(found->longest.length() - 180) < 2);
        QVERIFY(std::abs(found->across.length() - 80) < 2);
        QVERIFY(std::abs(std::atan2(found->longest.to.y - found->longest.from.y, found->longest.to.x - found->longest.from.x) - 0.6) < 0.03
            || std::abs(std::atan2(found->longest.from.y - found->longest.to.y, found->longest.from.x - found->longest.to.x) - 0.6) < 0.03);
    }
    void onePixelAndNone()
    {
        cv::Mat mask = cv::Mat::zeros(20, 20, CV_8UC1);
        QVERIFY(!diametersOfRegion(mask));
        mask.at<std::uint8_t>(5, 7) = 1;
        QCOMPARE(diametersOfRegion(mask)->longest.length(), std::sqrt(2.0));
        QCOMPARE(codeOf([] { diametersOfRegion(cv::Mat()); }), ErrorCode::InvalidArgument);
    }
    void boundariesAndTheirDistance()
    {
        cv::Mat a = cv::Mat::zeros(60, 60, CV_8UC1);
        a(cv::Rect(10, 10, 20, 20)).setTo(9);
        QCOMPARE(cv::countNonZero(boundaryOf(a)), 4 * 19);
        cv::Mat whole(10, 10, CV_8UC1, cv::Scalar(1));
        QCOMPARE(cv::countNonZero(boundaryOf(whole)), 4 * 9); // the rim of the picture
        cv::Mat b = cv::Mat::zeros(60, 60, CV_8UC1);
        b(cv::Rect(13, 10, 20, 20)).setTo(255);
        QCOMPARE(boundaryDistance(a, b).value(), 3.0);
        QCOMPARE(boundaryDistance(a, a).value(), 0.0);
        // One stray pixel counts for the whole distance, not for 95 per cent of it.
        cv::Mat stray = a.clone();
        stray.at<std::uint8_t>(50, 50) = 1;
        QVERIFY(boundaryDistance(stray, a, 100).value() > 25);
        QCOMPARE(boundaryDistance(stray, a).value(), 0.0);
        QVERIFY(!boundaryDistance(cv::Mat::zeros(60, 60, CV_8UC1), a));
        QCOMPARE(codeOf([&] { boundaryDistance(whole, a); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { boundaryDistance(a, a, 101); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestDiameters)
#include "test_diameters.moc"
