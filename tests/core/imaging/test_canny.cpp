// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/canny.h"
#include "tests/core/imaging/synthetic_frame.h"
#include "tests/support/check.h"

#include <QtTest>

using namespace sonosketch;
using test::codeOf;

namespace {
cv::Mat disc()
{
    cv::Mat image(200, 200, CV_8UC1, cv::Scalar(40));
    cv::circle(image, {100, 100}, 50, 160, cv::FILLED);
    return image;
}
} // namespace

class TestCanny : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheBoundaryAndNothingElse()
    {
        const cv::Mat edges = cannyEdges(disc(), {});
        QCOMPARE(edges.type(), CV_8UC1);
        QCOMPARE(cv::countNonZero((edges != 0) & (edges != 255)), 0);
        cv::Mat ring(200, 200, CV_8UC1, cv::Scalar(0));
        cv::circle(ring, {100, 100}, 50, 255, 5);
        QVERIFY(cv::countNonZero(edges) > 250);
        QCOMPARE(cv::countNonZero(edges & ~ring), 0);
    }
    void leavesItsInputAlone()
    {
        const cv::Mat image = disc(), before = image.clone();
        cannyEdges(image, {});
        QVERIFY(test::samePixels(image, before));
    }
    void speckleAloneGivesFewEdges()
    {
        const cv::Mat edges = cannyEdges(test::speckle({300, 300}, 90), {});
        QVERIFY2(cv::countNonZero(edges) < 300 * 300 * 0.12, qPrintable(QString::number(cv::countNonZero(edges))));
    }
    void noEdgeAtTheSectorsBorder()
    {
        cv::Mat fieldOfView(200, 200, CV_8UC1, cv::Scalar(0));
        fieldOfView(cv::Rect(20, 20, 160, 160)).setTo(255);
        cv::Mat image(200, 200, CV_8UC1, cv::Scalar(0));
        image.setTo(150, fieldOfView);
        QVERIFY(cv::countNonZero(cannyEdges(image, {})) > 400);
        QCOMPARE(cv::countNonZero(cannyEdges(image, {}, fieldOfView)), 0);
    }
    void thresholdsMeanTheSameForEachAperture()
    {
        const int three = cv::countNonZero(cannyEdges(disc(), {20, 50, 2.5, 3}));
        for (const int aperture : {5, 7}) {
            const int other = cv::countNonZero(cannyEdges(disc(), {20, 50, 2.5, aperture}));
            QVERIFY2(std::abs(other - three) < three / 5, qPrintable(QString("%1 %2").arg(three).arg(other)));
            QCOMPARE(cv::countNonZero(cannyEdges(disc(), {900, 1000, 0, aperture})), 0);
        }
    }
    void outOfRangeIsNamed()
    {
        const auto message = [](const CannySettings& settings) { return test::messageOf([&] { validate(settings); }); };
        QVERIFY(message({60, 50, 2, 3}).find("low") != std::string::npos);
        QVERIFY(message({0, 1001, 2, 3}).find("high") != std::string::npos);
        QVERIFY(message({0, 10, std::nan(""), 3}).find("sigma") != std::string::npos);
        QVERIFY(message({0, 10, 2, 4}).find("aperture") != std::string::npos);
        QCOMPARE(codeOf([] { validate(CannySettings{}); }), std::nullopt);
        QCOMPARE(codeOf([] { cannyEdges(cv::Mat(5, 5, CV_8UC3), {}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { cannyEdges(disc(), {}, cv::Mat(5, 5, CV_8UC1)); }), ErrorCode::SizeMismatch);
    }
};

QTEST_GUILESS_MAIN(TestCanny)
#include "test_canny.moc"
