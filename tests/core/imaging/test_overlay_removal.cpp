// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/overlay_removal.h"
#include "tests/core/imaging/synthetic_frame.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>

#include <QtTest>

using namespace sonosketch;

namespace {
const cv::Size frameSize(640, 480);

/// Through JPEG, as scanner frames come: colour bleeds and blurs.
cv::Mat throughJpeg(const cv::Mat& bgr)
{
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, 85});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

void cross(cv::Mat& bgr, const cv::Point& at)
{
    cv::line(bgr, at - cv::Point(8, 0), at + cv::Point(8, 0), {0, 255, 255}, 2);
    cv::line(bgr, at - cv::Point(0, 8), at + cv::Point(0, 8), {0, 255, 255}, 2);
}

double deviation(const cv::Mat& gray, const cv::Mat& mask)
{
    cv::Scalar mean, value;
    cv::meanStdDev(gray, mean, value, mask);
    return value[0];
}
} // namespace

class TestOverlayRemoval : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainAndTintedTissueHoldNoOverlay()
    {
        cv::Mat bgr = test::frame(frameSize);
        QCOMPARE(cv::countNonZero(findOverlay(throughJpeg(bgr))), 0);
        cv::Mat tinted = bgr.clone();
        for (int y = 0; y < tinted.rows; ++y) // a bluish grey map
            for (int x = 0; x < tinted.cols; ++x) {
                auto& pixel = tinted.at<cv::Vec3b>(y, x);
                pixel = {cv::saturate_cast<uchar>(pixel[0] * 1.12), pixel[1], cv::saturate_cast<uchar>(pixel[2] * 0.9)};
            }
        QVERIFY(cv::countNonZero(findOverlay(throughJpeg(tinted))) < 40);
    }
    void yellowTextIsFoundAndLeavesSpeckle()
    {
        const cv::Mat clean = test::frame(frameSize);
        cv::Mat drawn = clean.clone(), strokes(frameSize, CV_8UC1, cv::Scalar(0));
        cv::putText(drawn, "R-OV 1", {250, 260}, cv::FONT_HERSHEY_SIMPLEX, 1.0, {0, 255, 255}, 2, cv::LINE_AA);
        cv::putText(strokes, "R-OV 1", {250, 260}, cv::FONT_HERSHEY_SIMPLEX, 1.0, 255, 2);
        drawn = throughJpeg(drawn);
        const cv::Mat overlay = findOverlay(drawn);
        QCOMPARE(cv::countNonZero(strokes & ~overlay), 0);
        QVERIFY(cv::countNonZero(overlay) < 6 * cv::countNonZero(strokes));
        const cv::Mat restored = removeOverlay(drawn, overlay);
        cv::Mat cleanGray;
        cv::cvtColor(clean, cleanGray, cv::COLOR_BGR2GRAY);
        // Neither a bright rest nor a smooth scar: mean and grain are those of the tissue.
        QVERIFY(std::abs(cv::mean(restored, overlay)[0] - cv::mean(cleanGray, overlay)[0]) < 8);
        const double grain = deviation(restored, overlay) / deviation(cleanGray, overlay);
        QVERIFY2(grain > 0.7 && grain < 1.35, qPrintable(QString::number(grain)));
        // Nothing else has changed.
        cv::Mat drawnGray;
        cv::cvtColor(drawn, drawnGray, cv::COLOR_BGR2GRAY);
        drawnGray.copyTo(restored, overlay);
        QVERIFY(test::samePixels(drawnGray, restored));
    }
    void caliperKeepsTheBoundaryBeneath()
    {
        cv::Mat clean = test::frame(frameSize, 110);
        clean(cv::Rect(0, 0, 320, frameSize.height)) *= 0.25; // a straight boundary at x = 320
        cv::Mat drawn = clean.clone();
        cross(drawn, {320, 250});
        drawn = throughJpeg(drawn);
        const cv::Mat restored = removeOverlay(drawn, findOverlay(drawn));
        QVERIFY(cv::mean(restored(cv::Rect(309, 242, 8, 16)))[0] < 50);
        QVERIFY(cv::mean(restored(cv::Rect(324, 242, 8, 16)))[0] > 80);
    }
    void dottedLineBetweenCalipersIsFound()
    {
        cv::Mat drawn = test::frame(frameSize, 50);
        const cv::Point from(230, 200), to(410, 300);
        cross(drawn, from);
        cross(drawn, to);
        std::vector<cv::Point> dots;
        for (int i = 2; i < 28; ++i)
            dots.emplace_back(from.x + (to.x - from.x) * i / 29, from.y + (to.y - from.y) * i / 29);
        for (const cv::Point& dot : dots)
            drawn.at<cv::Vec3b>(dot) = {60, 230, 230};
        const cv::Mat overlay = findOverlay(throughJpeg(drawn));
        int found = 0;
        for (const cv::Point& dot : dots)
            found += overlay.at<uchar>(dot) ? 1 : 0;
        QVERIFY2(found >= 22, qPrintable(QString::number(found)));
    }
    void depthScaleIsFoundSpeckleIsNot()
    {
        cv::Mat drawn;
        cv::cvtColor(test::speckle(frameSize, 50), drawn, cv::COLOR_GRAY2BGR);
        for (int y = 20; y < 470; y += 36)
            drawn(cv::Rect(600, y, 6, 2)).setTo(cv::Scalar::all(240));
        const cv::Mat overlay = findOverlay(throughJpeg(drawn));
        for (int y = 20; y < 470; y += 36)
            QCOMPARE(cv::countNonZero(overlay(cv::Rect(600, y, 6, 2))), 12);
        QCOMPARE(cv::countNonZero(overlay(cv::Rect(0, 0, 590, frameSize.height))), 0);
    }
    void pastedPointerIsFoundBrightEchoIsNot()
    {
        cv::Mat drawn = test::frame(frameSize, 80);
        const std::vector<cv::Point> arrow{{300, 200}, {300, 216}, {304, 212}, {311, 211}};
        cv::fillConvexPoly(drawn, arrow, cv::Scalar::all(255));
        cv::Mat echo(frameSize, CV_8UC1, cv::Scalar(0)); // as white, but soft
        cv::ellipse(echo, {400, 350}, {14, 4}, 20, 0, 360, 255, cv::FILLED);
        cv::GaussianBlur(echo, echo, {}, 2.5);
        cv::cvtColor(echo * 1.4, echo, cv::COLOR_GRAY2BGR);
        drawn = cv::max(drawn, echo);
        const cv::Mat overlay = findOverlay(throughJpeg(drawn));
        QCOMPARE(int(overlay.at<uchar>(209, 302)), 255);
        QCOMPARE(cv::countNonZero(overlay(cv::Rect(370, 330, 60, 40))), 0);
    }
    void measurementBoxIsFound()
    {
        cv::Mat drawn = test::frame(frameSize);
        QVERIFY(findMeasurementBoxes(drawn).empty());
        drawn(cv::Rect(500, 440, 140, 40)).setTo(cv::Scalar::all(40));
        cv::putText(drawn, "1 D 4.27cm", {510, 468}, cv::FONT_HERSHEY_SIMPLEX, 0.65, {0, 255, 255}, 2);
        const auto boxes = findMeasurementBoxes(throughJpeg(drawn));
        QCOMPARE(boxes.size(), std::size_t{1});
        QVERIFY((boxes[0] & cv::Rect(510, 455, 128, 20)) == cv::Rect(510, 455, 128, 20));
        QVERIFY(boxes[0].x > 485 && boxes[0].y > 425);
    }
    void colourFlowIsDopplerTextIsNot()
    {
        cv::Mat drawn = test::frame(frameSize);
        cross(drawn, {300, 200});
        cv::putText(drawn, "SRI II 3 / CRI 2", {480, 30}, cv::FONT_HERSHEY_SIMPLEX, 0.5, {255, 80, 80}, 1);
        QVERIFY(!looksLikeColorDoppler(throughJpeg(drawn)));
        cv::Mat flow = drawn.clone();
        cv::ellipse(flow, {330, 300}, {22, 10}, 30, 0, 360, {30, 60, 230}, cv::FILLED);
        QVERIFY(looksLikeColorDoppler(throughJpeg(flow)));
        cv::Mat outline = drawn.clone(); // a colour box without flow in it
        cv::polylines(outline, std::vector<cv::Point>{{220, 150}, {440, 150}, {500, 420}, {170, 420}}, true, {60, 200, 100}, 2);
        QVERIFY(looksLikeColorDoppler(throughJpeg(outline)));
    }
    void deterministicAndChecked()
    {
        cv::Mat drawn = test::frame(frameSize);
        cv::putText(drawn, "CY", {300, 260}, cv::FONT_HERSHEY_SIMPLEX, 1.0, {0, 255, 255}, 2);
        const cv::Mat overlay = findOverlay(drawn);
        QVERIFY(test::samePixels(removeOverlay(drawn, overlay), removeOverlay(drawn, overlay)));
        QCOMPARE(test::codeOf([&] { removeOverlay(drawn, cv::Mat(3, 3, CV_8UC1, cv::Scalar(0))); }), ErrorCode::SizeMismatch);
    }
    void wholeFrameOverlayDoesNotHang()
    {
        const cv::Mat drawn(90, 120, CV_8UC3, cv::Scalar(0, 255, 255));
        QCOMPARE(removeOverlay(drawn, findOverlay(drawn)).size(), drawn.size());
        QCOMPARE(removeOverlay(drawn, cv::Mat(90, 120, CV_8UC1, cv::Scalar(255))).size(), drawn.size());
    }
};

QTEST_GUILESS_MAIN(TestOverlayRemoval)
#include "test_overlay_removal.moc"
