// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/scan_sector.h"
#include "tests/core/imaging/synthetic_frame.h"
#include "tests/support/check.h"

#include <QtTest>

using namespace sonosketch;
using test::codeOf;

namespace {
double overlap(const cv::Mat& a, const cv::Mat& b)
{
    return cv::countNonZero(a & b) / static_cast<double>(cv::countNonZero(a | b));
}
const cv::Size frameSize(800, 540);
} // namespace

class TestScanSector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheSectorWithoutTextAndBar()
    {
        cv::Mat bgr = test::frame(frameSize);
        const cv::Mat truth = test::sectorMask(frameSize);
        for (int y = 40; y < 300; ++y) // a grey map at the left
            bgr(cv::Rect(4, y, 9, 1)).setTo(cv::Scalar::all(250 - (y - 40) * 0.9));
        cv::putText(bgr, "C6 / M7", {700, 30}, cv::FONT_HERSHEY_SIMPLEX, 0.6, cv::Scalar(255, 90, 90), 2);
        for (int y = 30; y < 500; y += 40) // a depth scale
            bgr(cv::Rect(30, y, 5, 2)).setTo(cv::Scalar::all(230));
        const ScanSector sector = findScanSector(bgr);
        QCOMPARE(sector.mask.size(), frameSize);
        QVERIFY2(overlap(sector.mask, truth) > 0.96, qPrintable(QString::number(overlap(sector.mask, truth))));
        QCOMPARE(int(sector.mask.at<uchar>(100, 8)), 0);
        QCOMPARE(int(sector.mask.at<uchar>(24, 720)), 0);
        QCOMPARE(int(sector.mask.at<uchar>(10, 400)), 0); // the probe itself
        QVERIFY((sector.bounds & cv::boundingRect(sector.mask)) == cv::boundingRect(sector.mask));
    }
    void echoFreeCystBelongsToTheSector()
    {
        cv::Mat bgr = test::frame(frameSize);
        cv::circle(bgr, {400, 320}, 110, cv::Scalar::all(0), cv::FILLED);
        QCOMPARE(int(findScanSector(bgr).mask.at<uchar>(320, 400)), 255);
    }
    void blankedBoxIsOutOfView()
    {
        cv::Mat bgr;
        cv::cvtColor(test::speckle(frameSize, 90), bgr, cv::COLOR_GRAY2BGR);
        bgr(cv::Rect(600, 430, 180, 90)).setTo(0);
        const ScanSector sector = findScanSector(bgr);
        QCOMPARE(int(sector.mask.at<uchar>(470, 690)), 0);
        QCOMPARE(int(sector.mask.at<uchar>(400, 690)), 255);
        QCOMPARE(int(sector.mask.at<uchar>(470, 560)), 255);
    }
    void frameWithoutSectorIsKeptWhole_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("value");
        QTest::newRow("black") << 300 << 200 << 0;
        QTest::newRow("white") << 300 << 200 << 255;
        QTest::newRow("one pixel") << 1 << 1 << 77;
        QTest::newRow("a line") << 900 << 2 << 77;
        QTest::newRow("a column") << 33 << 2000 << 0;
    }
    void frameWithoutSectorIsKeptWhole()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, value);
        const ScanSector sector = findScanSector(cv::Mat(height, width, CV_8UC3, cv::Scalar::all(value)));
        QCOMPARE(sector.mask.size(), cv::Size(width, height));
        QVERIFY(sector.bounds.area() > 0);
        QVERIFY(cv::countNonZero(sector.mask) > 0.8 * width * height);
    }
    void cropKeepsTheAspectRatio()
    {
        const CanvasCrop crop = fitToCanvas({10, 20, 400, 100});
        QCOMPARE(crop.scale, 512.0 / 400.0);
        QCOMPARE(crop.offset.x, 0);
        QCOMPARE(crop.offset.y, (512 - 128) / 2);
        cv::Mat image(200, 500, CV_8UC1, cv::Scalar(9));
        const cv::Mat canvas = applyCrop(image, crop, cv::INTER_NEAREST);
        QCOMPARE(canvas.size(), cv::Size(512, 512));
        QCOMPARE(cv::boundingRect(canvas), cv::Rect(0, 192, 512, 128));
    }
    void labelsAreNotBlended()
    {
        cv::Mat labels(300, 200, CV_8UC1, cv::Scalar(0));
        labels(cv::Rect(50, 60, 77, 91)).setTo(8);
        const cv::Mat canvas = applyCrop(labels, fitToCanvas({0, 0, 200, 300}), cv::INTER_NEAREST);
        QCOMPARE(cv::countNonZero((canvas != 0) & (canvas != 8)), 0);
    }
    void cropOutsideTheImageIsRefused()
    {
        const cv::Mat image(50, 50, CV_8UC1, cv::Scalar(0));
        QCOMPARE(codeOf([&] { applyCrop(image, fitToCanvas({10, 10, 50, 50})); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { applyCrop(image, {{0, 0, 50, 50}, 1e9, {0, 400}}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { applyCrop(image, {{0, 0, 50, 50}, std::nan(""), {0, 0}}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { fitToCanvas({0, 0, 0, 5}); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestScanSector)
#include "test_scan_sector.moc"
