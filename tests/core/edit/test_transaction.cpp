// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;

namespace {

Case stripes()
{
    // Four upright bands with labels 0, 1, 2, 3.
    Case value = Case::blank(test::threeClasses());
    for (int label = 0; label < 4; ++label)
        value.labels(cv::Rect(label * 128, 0, 128, canvasSize)).setTo(label);
    return value;
}

bool equalCases(const Case& a, const Case& b)
{
    return samePixels(a.labels, b.labels) && samePixels(a.sketch, b.sketch) && samePixels(a.fieldOfView, b.fieldOfView)
        && a.canny == b.canny && a.autoSketch == b.autoSketch;
}

} // namespace

class TestTransaction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDabIsSeenAtOnceWithItsRectangle()
    {
        Document document(Case::blank(test::threeClasses()));
        std::vector<DocumentChange> seen;
        document.addObserver([&](const DocumentChange& change) { seen.push_back(change); });
        Transaction stroke(document, "Brush");
        const std::uint64_t before = document.revision();
        stroke.paintDab(Plane::Labels, {100, 200}, 2, 1);
        QCOMPARE(document.revision(), before + 1);
        QCOMPARE(seen.size(), std::size_t(1));
        QCOMPARE(seen[0].dirty, cv::Rect(99, 199, 2, 2));
        QVERIFY(seen[0].planes && !seen[0].settings && !seen[0].replaced);
        QCOMPARE(cv::countNonZero(document.value().labels), 4);
        stroke.paintSegment(Plane::Labels, {100, 200}, {120, 200}, 2, 1);
        // Only what is new: the capsule's first pixels were painted before.
        QCOMPARE(seen[1].dirty, cv::Rect(101, 199, 20, 2));
        stroke.paintDab(Plane::Labels, {100, 200}, 2, 1);
        QCOMPARE(seen.size(), std::size_t(2)); // changed nothing, said nothing
        stroke.commit();
        QCOMPARE(seen.size(), std::size_t(2));
    }
    void commitReturnsTheSmallestDelta()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction stroke(document, "Brush: Cyst");
        stroke.paintDab(Plane::Labels, {300, 300}, 40, 1);
        stroke.paintDab(Plane::Labels, {300, 300}, 60, 0); // erased again
        stroke.paintDab(Plane::Labels, {10, 20}, 1, 1);
        stroke.paintDab(Plane::Labels, {12, 25}, 1, 2);
        stroke.paintDab(Plane::Sketch, {50, 50}, 1, SketchErased);
        const auto delta = stroke.commit();
        QVERIFY(delta.has_value());
        QCOMPARE(delta->text, std::string("Brush: Cyst"));
        QCOMPARE(delta->planes.size(), std::size_t(2));
        QCOMPARE(delta->planes[0].rect, cv::Rect(10, 20, 3, 6));
        QCOMPARE(delta->planes[1].rect, cv::Rect(50, 50, 1, 1));
        QVERIFY(!delta->canny && !delta->autoSketch);
    }
    void nothingChangedLeavesNoDelta()
    {
        Document document(stripes());
        const Case before = document.value().clone();
        {
            Transaction click(document, "click");
            click.paintDab(Plane::Labels, {5, 5}, 3, 0);
            click.setCanny(before.canny);
            QVERIFY(!click.commit());
        }
        Transaction thereAndBack(document, "there and back");
        thereAndBack.paintDab(Plane::Labels, {50, 50}, 30, 2);
        thereAndBack.setPlane(Plane::Labels, before.labels);
        thereAndBack.setCanny({1, 2, 0, 3});
        thereAndBack.setCanny(before.canny);
        QVERIFY(!thereAndBack.commit());
        QVERIFY(equalCases(document.value(), before));
    }
    void rollbackAndDestructionRestoreExactly()
    {
        std::mt19937 random(21);
        std::uniform_real_distribution<float> place(-20, canvasSize + 20);
        for (int round = 0; round < 10; ++round) {
            Document document(stripes());
            const Case before = document.value().clone();
            cv::Rect told;
            document.addObserver([&](const DocumentChange& change) { told |= change.dirty; });
            const auto scribble = [&](Transaction& t) {
                for (int i = 0; i < 20; ++i) {
                    const cv::Point2f a(place(random), place(random)), b(place(random), place(random));
                    t.paintSegment(Plane::Labels, a, b, 1 + i, static_cast<std::uint8_t>(random() % 4),
                        i % 2 ? BrushShape::Round : BrushShape::Square);
                    t.paintSegment(Plane::Sketch, b, a, 3, static_cast<std::uint8_t>(random() % 3));
                    t.paintDab(Plane::FieldOfView, a, 30, random() % 2 ? 255 : 0);
                }
                t.setCanny({10, 20, 1, 5});
                t.setAutoSketch(false);
            };
            {
                Transaction lost(document, "lost");
                scribble(lost);
                QVERIFY(!equalCases(document.value(), before));
                if (round % 2 == 0) {
                    told = {};
                    const std::uint64_t revision = document.revision();
                    lost.rollback();
                    QCOMPARE(document.revision(), revision + 1);
                    QCOMPARE(told, cv::Rect(0, 0, canvasSize, canvasSize));
                    lost.rollback(); // harmless
                }
            }
            QVERIFY(equalCases(document.value(), before));

            // A committed one is undone and redone to the bit.
            Transaction kept(document, "kept");
            scribble(kept);
            const Delta delta = *kept.commit();
            const Case after = document.value().clone();
            applyDelta(document, delta, true);
            QVERIFY(equalCases(document.value(), before));
            applyDelta(document, delta, false);
            QVERIFY(equalCases(document.value(), after));
        }
    }
    void anExceptionOnTheWayRollsBack()
    {
        Document document(stripes());
        const Case before = document.value().clone();
        try {
            Transaction stroke(document, "stroke");
            stroke.paintDab(Plane::Labels, {50, 50}, 50, 3);
            throw std::runtime_error("tool failed");
        } catch (const std::runtime_error&) {
        }
        QVERIFY(equalCases(document.value(), before));
        Transaction next(document, "the document is free again");
    }
    void aThrowingObserverDoesNotEndTheProgram()
    {
        Document document(stripes());
        const Case before = document.value().clone();
        int told = 0;
        document.addObserver([&](const DocumentChange&) {
            if (++told == 2)
                throw std::runtime_error("observer failed");
        });
        {
            Transaction stroke(document, "stroke");
            stroke.paintDab(Plane::Labels, {50, 50}, 50, 3);
        }
        QCOMPARE(told, 2);
        QVERIFY(equalCases(document.value(), before));
    }
    void ruleOverWhatIsRespected()
    {
        // One line across all bands, two pixels wide.
        const auto paint = [](const PaintRule& rule, std::uint8_t value) {
            Document document(stripes());
            Transaction stroke(document, "stroke");
            stroke.setRule(rule);
            stroke.paintSegment(Plane::Labels, {-5, 100}, {600, 100}, 2, value);
            stroke.commit();
            std::array<int, 4> labels{};
            for (std::size_t band = 0; band < 4; ++band)
                labels[band] = document.value().labels.at<std::uint8_t>(100, static_cast<int>(band) * 128 + 64);
            return labels;
        };
        using Bands = std::array<int, 4>;
        QCOMPARE(paint({}, 2), (Bands{2, 2, 2, 2}));
        QCOMPARE(paint({PaintRule::Over::OnlyBackground, ~0ull, 0}, 2), (Bands{2, 1, 2, 3}));
        QCOMPARE(paint({PaintRule::Over::OnlyChosen, 0b1010, 0}, 2), (Bands{0, 2, 2, 2}));
        QCOMPARE(paint({PaintRule::Over::OnlyChosen, 0, 0}, 2), (Bands{0, 1, 2, 3}));
        QCOMPARE(paint({PaintRule::Over::Everywhere, ~0ull, 0b0010}, 2), (Bands{2, 1, 2, 2}));
        QCOMPARE(paint({PaintRule::Over::OnlyChosen, 0b1010, 0b1000}, 0), (Bands{0, 0, 2, 3}));
        QCOMPARE(paint({PaintRule::Over::Everywhere, ~0ull, 0b0100}, 2), (Bands{0, 1, 2, 3})); // a locked label does not grow either
    }
    void ruleHoldsForFillAndPlaneButNotForOtherPlanes()
    {
        Document document(stripes());
        Transaction edit(document, "edit");
        edit.setRule({PaintRule::Over::Everywhere, ~0ull, 0b0011});
        edit.fill(Plane::Labels, cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(1)), 3);
        QCOMPARE(document.value().labels.at<std::uint8_t>(9, 10), std::uint8_t(0));
        QCOMPARE(document.value().labels.at<std::uint8_t>(9, 140), std::uint8_t(1));
        QCOMPARE(document.value().labels.at<std::uint8_t>(9, 300), std::uint8_t(3));
        cv::Mat other(canvasSize, canvasSize, CV_8UC1, cv::Scalar(2));
        other(cv::Rect(0, 0, canvasSize, 5)).setTo(1);
        edit.setPlane(Plane::Labels, other);
        QCOMPARE(document.value().labels.at<std::uint8_t>(9, 10), std::uint8_t(0));
        QCOMPARE(document.value().labels.at<std::uint8_t>(9, 300), std::uint8_t(2));
        QCOMPARE(document.value().labels.at<std::uint8_t>(3, 300), std::uint8_t(3)); // 1 is locked, so it does not spread
        edit.fill(Plane::Sketch, other, SketchPen);
        QCOMPARE(cv::countNonZero(document.value().sketch), canvasSize * canvasSize);
    }
    void fillFollowsTheMask()
    {
        Document document(Case::blank(test::threeClasses()));
        cv::Mat mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        mask(cv::Rect(500, 500, 12, 12)).setTo(7);
        Transaction edit(document, "Fill");
        edit.fill(Plane::Labels, mask, 3);
        const auto delta = edit.commit();
        QCOMPARE(delta->planes.at(0).rect, cv::Rect(500, 500, 12, 12));
        QCOMPARE(cv::countNonZero(document.value().labels == 3), 144);
    }
    void paintingIsClippedAtTheBorders()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "edit");
        edit.paintDab(Plane::Labels, {0, 0}, 10, 1);
        edit.paintDab(Plane::Labels, {512, 512}, 10, 1);
        edit.paintSegment(Plane::Labels, {-1e9f, 256}, {1e9f, 256}, 2, 2);
        edit.paintDab(Plane::Labels, {-400, 3000}, 256, 3);
        QCOMPARE(document.value().labels.at<std::uint8_t>(0, 0), std::uint8_t(1));
        QCOMPARE(document.value().labels.at<std::uint8_t>(511, 511), std::uint8_t(1));
        QCOMPARE(cv::countNonZero(document.value().labels == 2), 2 * canvasSize);
        QCOMPARE(cv::countNonZero(document.value().labels == 3), 0);
    }
    void badArgumentsAreRefusedAndChangeNothing()
    {
        Document document(Case::blank(test::threeClasses()));
        const std::uint64_t revision = document.revision();
        Transaction edit(document, "edit");
        QCOMPARE(codeOf([&] { edit.paintDab(Plane::Labels, {9, 9}, 5, 4); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.paintDab(Plane::Sketch, {9, 9}, 5, 3); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.paintDab(Plane::FieldOfView, {9, 9}, 5, 1); }), ErrorCode::InvalidArgument);
        for (const double diameter : {0.0, 0.99, 256.5, -3.0, std::nan("")})
            QCOMPARE(codeOf([&] { edit.paintDab(Plane::Labels, {9, 9}, diameter, 1); }), ErrorCode::InvalidArgument);
        const cv::Mat small = cv::Mat::ones(10, 10, CV_8UC1), wide = cv::Mat::ones(canvasSize, canvasSize, CV_32F);
        QCOMPARE(codeOf([&] { edit.fill(Plane::Labels, small, 1); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { edit.fill(Plane::Labels, wide, 1); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.setPlane(Plane::Labels, small); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { edit.setPlane(Plane::Labels, cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(9))); }),
            ErrorCode::InvalidArgument);
        QVERIFY(codeOf([&] { edit.setCanny({50, 10, 1, 3}); }).has_value());
        const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
        edit.paintDab(Plane::Labels, {nan, 9}, 5, 1);
        edit.paintSegment(Plane::Labels, {9, 9}, {infinity, 9}, 5, 1);
        QCOMPARE(document.revision(), revision);
        QVERIFY(!edit.commit());
    }
    void oneAtATimeAndNoneAfterTheEnd()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "first");
        QCOMPARE(codeOf([&] { Transaction second(document, "second"); }), ErrorCode::InvalidArgument);
        edit.commit();
        QCOMPARE(codeOf([&] { edit.paintDab(Plane::Labels, {9, 9}, 5, 1); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.commit(); }), ErrorCode::InvalidArgument);
        Transaction next(document, "next");
    }
    void settingsAreInTheDelta()
    {
        Document document(Case::blank(test::threeClasses()));
        DocumentChange seen;
        document.addObserver([&](const DocumentChange& change) { seen = change; });
        Transaction edit(document, "Canny");
        edit.setCanny({10, 20, 1, 3});
        QVERIFY(seen.settings && !seen.planes);
        edit.setCanny({30, 40, 1, 3});
        edit.setAutoSketch(false);
        const auto delta = edit.commit();
        QVERIFY(delta && delta->planes.empty());
        QVERIFY(delta->canny->first == CannySettings{} && delta->canny->second == (CannySettings{30, 40, 1, 3}));
        QVERIFY(delta->autoSketch->first && !delta->autoSketch->second);
    }
};

QTEST_GUILESS_MAIN(TestTransaction)
#include "test_transaction.moc"
