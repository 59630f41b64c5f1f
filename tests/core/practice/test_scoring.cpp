// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/scoring.h"
#include "tests/support/check.h"

#include <opencv2/imgproc.hpp>

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using namespace sonosketch::practice;
using test::codeOf;

namespace {
cv::Mat box(const cv::Rect& rect)
{
    cv::Mat mask = cv::Mat::zeros(512, 512, CV_8UC1);
    mask(rect).setTo(255);
    return mask;
}
} // namespace

class TestScoring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paintingIsScoredByOverlapOutlineAndClass()
    {
        const cv::Mat truth = box({100, 100, 60, 60}), answer = box({110, 100, 60, 60});
        const PaintScore score = scorePaint(answer, truth, "Cyst", "Cyst", 0.2);
        QCOMPARE(score.hit, 3000);
        QCOMPARE(score.missed, 600);
        QCOMPARE(score.tooMuch, 600);
        QCOMPARE(score.dice, 2 * 3000.0 / (3600 + 3600));
        QCOMPARE(score.boundary.value(), 10.0);
        QCOMPARE(score.boundaryMm.value(), 2.0);
        QVERIFY(score.classRight && score.right());
        QCOMPARE(int(score.overlay.at<std::uint8_t>(120, 105)), int(overlayMissed));
        QCOMPARE(int(score.overlay.at<std::uint8_t>(120, 130)), int(overlayHit));
        QCOMPARE(int(score.overlay.at<std::uint8_t>(120, 165)), int(overlayTooMuch));
        QCOMPARE(int(score.overlay.at<std::uint8_t>(20, 20)), int(overlayNone));
        QVERIFY(!scorePaint(answer, truth, "Solid", "Cyst", {}).right());
        QVERIFY(!scorePaint(answer, truth, "Cyst", "Cyst", {}).boundaryMm);
    }
    void nothingPaintedScoresNothing()
    {
        const PaintScore score = scorePaint(cv::Mat::zeros(512, 512, CV_8UC1), box({10, 10, 5, 5}), "Cyst", "Cyst", 0.1);
        QCOMPARE(score.dice, 0.0);
        QVERIFY(!score.boundary && !score.right());
        QCOMPARE(codeOf([] { scorePaint(cv::Mat::zeros(5, 5, CV_8UC1), box({10, 10, 5, 5}), "", "", {}); }), ErrorCode::SizeMismatch);
    }
    void aClickCountsOnTheObjectAndJustBesideIt()
    {
        const cv::Mat changed = box({200, 200, 40, 40});
        QCOMPARE(scoreSpot({220.5, 220.5}, changed, {}).distance, 0.0);
        const SpotScore beside = scoreSpot({250, 220}, changed, 0.5);
        QCOMPARE(beside.distance, 10.0);
        QCOMPARE(beside.distanceMm.value(), 5.0);
        QVERIFY(beside.right());
        QVERIFY(!scoreSpot({260, 220}, changed, {}).right());
        QCOMPARE(scoreSpot({200 - 3, 200 - 4}, changed, {}).distance, 5.0);
        QCOMPARE(codeOf([] { scoreSpot({1, 1}, cv::Mat::zeros(9, 9, CV_8UC1), {}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { scoreSpot({std::nan(""), 1}, changed, {}); }), ErrorCode::InvalidArgument);
    }
    void calipersAreScoredByLengthAndPlace()
    {
        const cv::Mat truth = box({100, 200, 120, 50}); // longest: the diagonal, 130
        const Span diagonal{{100, 200}, {220, 250}};
        const auto truths = diametersOfRegion(truth);
        const MeasureScore exact = scoreMeasure(diagonal, truths->across, truth, 0.2);
        QCOMPARE(exact.longest.truePixels, 130.0);
        QCOMPARE(exact.longest.errorPixels(), 0.0);
        QCOMPARE(exact.longest.mm.value(), 26.0);
        QCOMPARE(exact.longest.errorMm().value(), 0.0);
        QVERIFY(exact.right());
        // The order does not matter.
        QVERIFY(scoreMeasure(truths->across, diagonal, truth, {}).right());
        // A tenth too short is just enough, more is not.
        const MeasureScore tooShort = scoreMeasure({{100, 200}, {196, 240}}, truths->across, truth, {});
        QVERIFY(std::abs(tooShort.longest.relative() + 0.2) < 1e-9);
        QVERIFY(!tooShort.longest.right() && tooShort.across.right() && !tooShort.longest.errorMm());
        // One line twice is no second diameter, however long a round lesion is across.
        cv::Mat disc = cv::Mat::zeros(512, 512, CV_8UC1);
        cv::circle(disc, {256, 256}, 60, cv::Scalar(255), cv::FILLED);
        const Span level{{196, 256}, {316, 256}}, upright{{256, 196}, {256, 316}};
        QVERIFY(scoreMeasure(level, upright, disc, {}).right());
        QVERIFY(!scoreMeasure(level, level, disc, {}).right());
        // The right length at a wrong place.
        const MeasureScore elsewhere = scoreMeasure({{300, 400}, {420, 450}}, truths->across, truth, {});
        QVERIFY(!elsewhere.longest.onLesion && !elsewhere.right());
    }
};

QTEST_GUILESS_MAIN(TestScoring)
#include "test_scoring.moc"
