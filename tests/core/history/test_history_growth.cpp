// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "core/history/history.h"
#include "tests/support/check.h"

#include <QtTest>

#include <atomic>
#include <cstdlib>
#include <new>
#include <random>

using namespace sonosketch;
using test::samePixels;

namespace {
std::atomic<std::size_t> allocations{0}, allocatedBytes{0};
}

// Counts what a step costs, instead of timing it.
void* operator new(std::size_t size)
{
    ++allocations;
    allocatedBytes += size;
    if (void* memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

/// Ten thousand edits on one case.
class TestHistoryGrowth : public QObject {
    Q_OBJECT

    std::mt19937 random{5};

    Delta stroke(Document& document, cv::Point2f from, cv::Point2f to, std::uint8_t value)
    {
        Transaction transaction(document, "Brush");
        transaction.paintSegment(Plane::Labels, from, to, 12, value);
        auto delta = transaction.commit();
        return delta ? std::move(*delta) : Delta();
    }
    void grow(Document& document, HistoryTree& history, std::size_t nodes)
    {
        std::uniform_real_distribution<float> place(20, 490), way(-30, 30);
        while (history.size() < nodes) {
            const cv::Point2f at(place(random), place(random));
            history.add(stroke(document, at, at + cv::Point2f(way(random), way(random)), static_cast<std::uint8_t>(random() % 4)));
        }
    }
    /// Allocations and bytes of `work`.
    template <class Work>
    static std::pair<std::size_t, std::size_t> costOf(Work work)
    {
        const std::size_t count = allocations, bytes = allocatedBytes;
        work();
        return {allocations - count, allocatedBytes - bytes};
    }

private Q_SLOTS:
    void tenThousandEditsStaySmallAndGoBackExactly()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        grow(document, history, 5'000);
        const cv::Mat middle = document.value().labels.clone();
        grow(document, history, 10'001);
        const cv::Mat end = document.value().labels.clone();
        // A stroke of 12 pixels' width touches some 60x60 pixels: unpacked, 10,000 of them would take over 50 MB, whole planes 5 GB.
        qInfo("10,000 strokes: %zu bytes of deltas", history.bytes());
        QVERIFY2(history.bytes() < std::size_t{20} << 20, qPrintable(QString::number(history.bytes())));
        std::size_t sum = 0;
        for (HistoryTree::NodeId id = 1; id < history.size(); ++id)
            sum += history.node(id).delta.bytes();
        QCOMPARE(history.bytes(), sum);
        int changes = 0;
        const int observer = document.addObserver([&](const DocumentChange&) { ++changes; });
        history.jumpTo(document, 4'999);
        QCOMPARE(changes, 1); // one change, however far
        QVERIFY(samePixels(document.value().labels, middle));
        history.jumpTo(document, 0);
        QCOMPARE(cv::countNonZero(document.value().labels), 0);
        history.jumpTo(document, 10'000);
        QVERIFY(samePixels(document.value().labels, end));
        document.removeObserver(observer);
    }

    void aStepCostsTheSameHoweverManyThereAre()
    {
        Document small(Case::blank(test::threeClasses())), large(Case::blank(test::threeClasses()));
        HistoryTree few, many;
        grow(large, many, 10'001);
        // The same edit in the same place on both.
        const auto same = [&](Document& document, HistoryTree& history) {
            Transaction transaction(document, "Fill");
            transaction.fill(Plane::Labels, cv::Mat(512, 512, CV_8UC1, cv::Scalar(255)), 1);
            auto delta = transaction.commit();
            if (delta)
                history.add(std::move(*delta));
            history.add(stroke(document, {100, 100}, {140, 120}, 2));
        };
        same(small, few);
        same(large, many);
        const auto undoFew = costOf([&] { few.undo(small); }), undoMany = costOf([&] { many.undo(large); });
        QCOMPARE(undoMany, undoFew);
        const auto redoFew = costOf([&] { few.redo(small); }), redoMany = costOf([&] { many.redo(large); });
        QCOMPARE(redoMany, redoFew);
        QVERIFY(undoFew.first > 0); // the counter counts
        // A commit may make room for more nodes now and then; the edit itself costs the same.
        Delta one = stroke(small, {200, 200}, {230, 210}, 3), other = stroke(large, {200, 200}, {230, 210}, 3);
        QCOMPARE(one.bytes(), other.bytes());
        const auto addFew = costOf([&] { few.add(std::move(one)); });
        const auto addMany = costOf([&] { many.add(std::move(other)); });
        QVERIFY(addMany.first <= addFew.first + 1);
    }

    void aDamagedEditOnTheWayLeavesEverythingAsItWas()
    {
        Document document(Case::blank(test::threeClasses()));
        const Delta first = stroke(document, {50, 50}, {60, 60}, 1);
        Delta second = stroke(document, {150, 50}, {160, 60}, 2);
        second.planes[0].before.resize(second.planes[0].before.size() - 2);
        const cv::Mat before = document.value().labels.clone();
        const auto revision = document.revision();
        QCOMPARE(test::codeOf([&] { applyDeltas(document, {{&first, true}, {&second, true}}); }), ErrorCode::Corrupt);
        QVERIFY(samePixels(document.value().labels, before));
        QCOMPARE(document.revision(), revision);
        applyDeltas(document, {{&first, true}});
        QCOMPARE(document.revision(), revision + 1);
        QCOMPARE(document.value().labels.at<std::uint8_t>(55, 55), std::uint8_t{0});
    }

    void routeRunsThroughTheCommonAncestor()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        history.add(stroke(document, {50, 50}, {60, 60}, 1)); // 1
        history.add(stroke(document, {80, 50}, {90, 60}, 2)); // 2
        history.jumpTo(document, 1);
        history.add(stroke(document, {110, 50}, {120, 60}, 3)); // 3
        const auto steps = history.route(3, 2);
        QCOMPARE(steps.size(), std::size_t{2});
        QVERIFY(steps[0].node == 3 && steps[0].reverse && steps[1].node == 2 && !steps[1].reverse);
        QVERIFY(history.route(2, 2).empty());
        QCOMPARE(test::codeOf([&] { history.route(0, 9); }), ErrorCode::InvalidArgument);
        // The same walk on a plain copy gives the same pixels.
        Case copy = document.value().clone();
        for (const auto& step : steps)
            replayDelta(copy, history.node(step.node).delta, step.reverse);
        history.jumpTo(document, 2);
        QVERIFY(samePixels(copy.labels, document.value().labels));
    }
};

QTEST_APPLESS_MAIN(TestHistoryGrowth)
#include "test_history_growth.moc"
