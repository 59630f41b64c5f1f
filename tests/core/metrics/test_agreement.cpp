// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/edge_agreement.h"
#include "core/metrics/label_agreement.h"
#include "tests/support/check.h"
#include "tests/support/fixed_inputs.h"

#include <QtTest>

#include <limits>

using namespace sonosketch;
using test::codeOf;

namespace {

cv::Mat block(int size, const cv::Rect& rect, int label)
{
    cv::Mat map = cv::Mat::zeros(size, size, CV_8UC1);
    map(rect).setTo(label);
    return map;
}

cv::Mat column(int size, int x)
{
    return block(size, {x, 0, 1, size}, 255);
}

} // namespace

class TestAgreement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalMapsAgree()
    {
        const cv::Mat map = test::fixedLabelMaps(40, 30, 1).second;
        LabelAgreement agreement(6);
        QVERIFY(!agreement.dice(0) && !agreement.meanDice() && !agreement.objectDice());
        agreement.add(map, map);
        for (int label = 0; label < 4; ++label)
            QCOMPARE(agreement.dice(label).value(), 1.0);
        QVERIFY(!agreement.dice(4) && !agreement.dice(5));
        QCOMPARE(agreement.meanDice().value(), 1.0);
        QCOMPARE(agreement.objectDice().value(), 1.0);
    }
    void aShiftedBlock()
    {
        // 8x10 of 100 pixels in common; half of the found ones carry another label.
        const cv::Mat truth = block(40, {10, 10, 10, 10}, 1);
        cv::Mat found = block(40, {12, 10, 10, 10}, 1);
        LabelAgreement agreement(3);
        agreement.add(found, truth);
        QCOMPARE(agreement.dice(1).value(), 0.8);
        QCOMPARE(agreement.objectDice().value(), 0.8);
        found(cv::Rect(12, 15, 10, 5)).setTo(2);
        LabelAgreement relabelled(3);
        relabelled.add(found, truth);
        QCOMPARE(relabelled.dice(1).value(), 2.0 * 40 / 150);
        QCOMPARE(relabelled.dice(2).value(), 0.0);
        QCOMPARE(relabelled.meanDice().value(), 2.0 * 40 / 150); // label 2 is not in the truth
        QCOMPARE(relabelled.objectDice().value(), 0.8);
    }
    void backgroundOnly()
    {
        LabelAgreement agreement(2);
        const cv::Mat empty = cv::Mat::zeros(5, 5, CV_8UC1);
        agreement.add(empty, empty);
        QCOMPARE(agreement.dice(0).value(), 1.0);
        QVERIFY(!agreement.meanDice() && !agreement.objectDice());
        agreement.add(block(5, {0, 0, 2, 2}, 1), empty);
        QVERIFY(!agreement.meanDice());
        QCOMPARE(agreement.objectDice().value(), 0.0);
    }
    void poolingIsAddingPixels()
    {
        const auto [found, truth] = test::fixedLabelMaps(40, 30, 1);
        const auto [found2, truth2] = test::fixedLabelMaps(20, 30, 9);
        LabelAgreement together(6), one(6), two(6);
        together.add(found, truth);
        together.add(found2, truth2);
        one.add(found, truth);
        two.add(found2, truth2);
        one.add(two);
        for (int label = 0; label < 6; ++label)
            QCOMPARE(one.dice(label), together.dice(label));
        QCOMPARE(one.objectDice(), together.objectDice());
        QVERIFY(together.dice(1) != two.dice(1));
    }
    void badMapsAreRefused()
    {
        const cv::Mat map = block(10, {0, 0, 2, 2}, 5), other = cv::Mat::zeros(9, 10, CV_8UC1);
        LabelAgreement agreement(5);
        QCOMPARE(codeOf([&] { agreement.add(map, map); }), ErrorCode::InvalidArgument);
        QVERIFY(!agreement.dice(0));
        QCOMPARE(codeOf([&] { agreement.add(map, other); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { agreement.add(map, cv::Mat()); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { agreement.add(cv::Mat::zeros(9, 9, CV_32S), other); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { agreement.add(LabelAgreement(6)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { agreement.dice(5); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { agreement.dice(-1); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { LabelAgreement(1); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { LabelAgreement(257); }), ErrorCode::InvalidArgument);
    }

    void edgesWithinTheTolerance()
    {
        for (int distance = 0; distance <= 4; ++distance) {
            const auto agreement = edgeAgreement(column(30, 10 + distance), column(30, 10));
            const double expected = distance <= 2 ? 1 : 0;
            QCOMPARE(agreement.precision().value(), expected);
            QCOMPARE(agreement.recall().value(), expected);
            QCOMPARE(agreement.f1().value(), expected);
        }
        // Diagonal neighbours are 1.41 px away.
        const cv::Mat one = block(9, {3, 3, 1, 1}, 255), other = block(9, {4, 4, 1, 1}, 255);
        QCOMPARE(edgeAgreement(one, other, {}, 1.0).f1().value(), 0.0);
        QCOMPARE(edgeAgreement(one, other, {}, 1.4143).f1().value(), 1.0);
    }
    void oneLineOfTwoIsFound()
    {
        const cv::Mat wanted = column(30, 5) | column(30, 20);
        const auto half = edgeAgreement(column(30, 6), wanted);
        QCOMPARE(half.precision().value(), 1.0);
        QCOMPARE(half.recall().value(), 0.5);
        QCOMPARE(half.f1().value(), 2.0 / 3);
        const auto tooMany = edgeAgreement(wanted, column(30, 6));
        QCOMPARE(tooMany.precision().value(), 0.5);
        QCOMPARE(tooMany.recall().value(), 1.0);
        auto pooled = half;
        pooled += tooMany;
        QCOMPARE(pooled.found, std::int64_t{90});
        QCOMPARE(pooled.precision().value(), 2.0 / 3);
        QCOMPARE(pooled.recall().value(), 2.0 / 3);
    }
    void onlyTheRegionCounts()
    {
        const cv::Mat wanted = column(30, 5) | column(30, 20), found = column(30, 5) | column(30, 27);
        const cv::Mat region = block(30, {0, 0, 15, 30}, 255);
        QCOMPARE(edgeAgreement(found, wanted).f1().value(), 0.5);
        QCOMPARE(edgeAgreement(found, wanted, region).f1().value(), 1.0);
        // A partner outside of the region is none.
        const auto across = edgeAgreement(column(30, 14), column(30, 15), region);
        QCOMPARE(across.wanted, std::int64_t{0});
        QCOMPARE(across.f1().value(), 0.0);
    }
    void withoutEdges()
    {
        const cv::Mat none = cv::Mat::zeros(30, 30, CV_8UC1), line = column(30, 4);
        const auto both = edgeAgreement(none, none);
        QVERIFY(!both.precision() && !both.recall() && !both.f1());
        const auto missed = edgeAgreement(none, line);
        QVERIFY(!missed.precision());
        QCOMPARE(missed.recall().value(), 0.0);
        QCOMPARE(missed.f1().value(), 0.0);
        const auto invented = edgeAgreement(line, none);
        QVERIFY(!invented.recall());
        QCOMPARE(invented.precision().value(), 0.0);
        QCOMPARE(invented.f1().value(), 0.0);
    }
    void badEdgesAreRefused()
    {
        const cv::Mat edges = column(30, 4);
        QCOMPARE(codeOf([&] { edgeAgreement(edges, column(31, 4)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { edgeAgreement(edges, edges, column(31, 4)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { edgeAgreement(cv::Mat(), edges); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edgeAgreement(edges, cv::Mat::zeros(30, 30, CV_32F)); }), ErrorCode::InvalidArgument);
        for (const double tolerance : {-1.0, 101.0, std::numeric_limits<double>::quiet_NaN()})
            QCOMPARE(codeOf([&] { edgeAgreement(edges, edges, {}, tolerance); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestAgreement)
#include "test_agreement.moc"
