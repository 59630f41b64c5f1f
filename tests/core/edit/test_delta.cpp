// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/delta.h"
#include "core/edit/transaction.h"
#include "tests/support/check.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace sonosketch;
using test::codeOf;

class TestDelta : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsRestoreAnyBlock()
    {
        std::mt19937 random(11);
        for (int i = 0; i < 60; ++i) {
            cv::Mat whole(1 + static_cast<int>(random() % 60), 2 + static_cast<int>(random() % 60), CV_8UC1);
            for (auto it = whole.begin<std::uint8_t>(); it != whole.end<std::uint8_t>(); ++it)
                *it = static_cast<std::uint8_t>(random() % (i % 2 == 0 ? 2 : 256));
            const cv::Mat part = whole(cv::Rect(1, 0, whole.cols - 1, whole.rows)); // not continuous in memory
            QVERIFY(test::samePixels(decodeRuns(encodeRuns(part), part.size()), part));
        }
        const cv::Mat plain(40, 50, CV_8UC1, cv::Scalar(7)); // 2000 = 7 * 255 + 215
        const auto runs = encodeRuns(plain);
        QCOMPARE(runs.size(), std::size_t(16));
        QCOMPARE(runs[14], std::uint8_t(215));
        QVERIFY(encodeRuns(cv::Mat()).empty());
    }
    void damagedRunsAreRefused()
    {
        using Runs = std::vector<std::uint8_t>;
        QVERIFY(test::samePixels(decodeRuns({3, 5, 1, 0}, {2, 2}), (cv::Mat_<std::uint8_t>(2, 2) << 5, 5, 5, 0)));
        for (const Runs& runs : {Runs{}, Runs{3, 5}, Runs{3, 5, 2, 0}, Runs{4}, Runs{4, 1, 9}, Runs{0, 1, 4, 1}})
            QCOMPARE(codeOf([&] { decodeRuns(runs, {2, 2}); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { decodeRuns({1, 1}, {-1, -1}); }), ErrorCode::Corrupt);
    }
    void playsBothWaysAndTellsOnce()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction transaction(document, "edit");
        transaction.paintDab(Plane::Labels, {50, 60}, 10, 2);
        transaction.paintDab(Plane::Sketch, {90, 60}, 4, SketchPen);
        const Delta delta = *transaction.commit();
        const Case after = document.value().clone();
        int told = 0;
        DocumentChange seen;
        document.addObserver([&](const DocumentChange& change) { ++told, seen = change; });
        applyDelta(document, delta, true);
        QCOMPARE(told, 1);
        QCOMPARE(seen.dirty, delta.dirty());
        QCOMPARE(cv::countNonZero(document.value().labels) + cv::countNonZero(document.value().sketch), 0);
        applyDelta(document, delta, false);
        QVERIFY(test::samePixels(document.value().labels, after.labels));
        QVERIFY(test::samePixels(document.value().sketch, after.sketch));
    }
    void settingsPlayToo()
    {
        Document document(Case::blank(test::threeClasses()));
        Delta delta;
        delta.canny.emplace(CannySettings{}, CannySettings{1, 2, 3, 5});
        delta.autoSketch.emplace(true, false);
        QCOMPARE(delta.dirty(), cv::Rect(0, 0, canvasSize, canvasSize));
        applyDelta(document, delta, false);
        QVERIFY(document.value().canny == (CannySettings{1, 2, 3, 5}));
        QVERIFY(!document.value().autoSketch);
        applyDelta(document, delta, true);
        QVERIFY(document.value().canny == CannySettings{});
        QVERIFY(document.value().autoSketch);
    }
    void aDamagedDeltaChangesNothing()
    {
        Document document(Case::blank(test::threeClasses()));
        const std::uint64_t revision = document.revision();
        const PlaneDelta good{Plane::Sketch, {0, 0, 2, 2}, {4, 0}, {4, 1}};
        const int huge = std::numeric_limits<int>::max();
        const std::vector<PlaneDelta> bad{{Plane::Labels, {0, 0, 2, 2}, {4, 0}, {3, 1}}, // too short
            {Plane::Labels, {0, 0, 2, 2}, {4, 0}, {4, 4}},                               // no such label
            {Plane::FieldOfView, {0, 0, 2, 2}, {4, 255}, {4, 1}},                        // no such value
            {Plane::Labels, {511, 511, 2, 2}, {4, 0}, {4, 1}},                           // beyond the canvas
            {Plane::Labels, {-1, 0, 2, 2}, {4, 0}, {4, 1}}, {Plane::Labels, {huge, huge, huge, huge}, {4, 0}, {4, 1}},
            {static_cast<Plane>(7), {0, 0, 2, 2}, {4, 0}, {4, 1}}};
        for (const PlaneDelta& plane : bad) {
            Delta delta;
            delta.planes = {good, plane};
            QCOMPARE(codeOf([&] { applyDelta(document, delta, false); }), ErrorCode::Corrupt);
        }
        Delta settings;
        settings.planes = {good};
        settings.canny.emplace(CannySettings{}, CannySettings{-1, 2, 3, 5});
        QVERIFY(codeOf([&] { applyDelta(document, settings, false); }).has_value());
        QCOMPARE(document.revision(), revision);
        QCOMPARE(cv::countNonZero(document.value().sketch), 0);
    }
    void notInTheMiddleOfAStroke()
    {
        Document document(Case::blank(test::threeClasses()));
        Delta delta;
        delta.planes = {{Plane::Sketch, {0, 0, 2, 2}, {4, 0}, {4, 1}}};
        Transaction stroke(document, "stroke");
        QCOMPARE(codeOf([&] { applyDelta(document, delta, false); }), ErrorCode::InvalidArgument);
        stroke.commit();
        applyDelta(document, delta, false);
        QCOMPARE(cv::countNonZero(document.value().sketch), 4);
    }
    void bytesGrowWithTheRuns()
    {
        Delta small, large;
        small.planes = {{Plane::Sketch, {0, 0, 2, 2}, {4, 0}, {4, 1}}};
        large.planes = {{Plane::Sketch, {0, 0, 2, 2}, {1, 0, 1, 1, 1, 0, 1, 1}, {4, 1}}};
        QCOMPARE(large.bytes(), small.bytes() + 6);
        QVERIFY(Delta().empty() && !small.empty());
        QVERIFY(Delta().dirty().empty());
    }
};

QTEST_GUILESS_MAIN(TestDelta)
#include "test_delta.moc"
