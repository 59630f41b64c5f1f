// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "core/history/history.h"
#include "tests/support/check.h"

#include <QtTest>

#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;

class TestHistory : public QObject {
    Q_OBJECT

    static HistoryTree::NodeId stroke(Document& document, HistoryTree& history, cv::Point2f at, std::uint8_t value)
    {
        Transaction transaction(document, "Brush " + std::to_string(value));
        transaction.paintDab(Plane::Labels, at, 20, value);
        return history.add(*transaction.commit());
    }

private Q_SLOTS:
    void startsEmpty()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        QCOMPARE(history.size(), std::size_t(1));
        QCOMPARE(history.current(), std::size_t(0));
        QVERIFY(!history.canUndo() && !history.canRedo());
        QVERIFY(!history.undo(document) && !history.redo(document));
        QVERIFY(history.undoText().empty() && history.redoText().empty());
        QCOMPARE(history.bytes(), std::size_t(0));
        QCOMPARE(history.add(Delta()), std::size_t(0));
        QCOMPARE(history.size(), std::size_t(1));
        QCOMPARE(document.revision(), std::uint64_t(1));
    }
    void undoAndRedoWalkOneLine()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        stroke(document, history, {50, 50}, 1);
        const cv::Mat one = document.value().labels.clone();
        stroke(document, history, {55, 50}, 2);
        const cv::Mat two = document.value().labels.clone();
        QCOMPARE(history.undoText(), std::string("Brush 2"));
        QVERIFY(history.undo(document));
        QVERIFY(samePixels(document.value().labels, one));
        QCOMPARE(history.redoText(), std::string("Brush 2"));
        QVERIFY(history.undo(document));
        QCOMPARE(cv::countNonZero(document.value().labels), 0);
        QVERIFY(!history.undo(document));
        QVERIFY(history.redo(document) && history.redo(document));
        QVERIFY(!history.redo(document));
        QVERIFY(samePixels(document.value().labels, two));
        QCOMPARE(history.bytes(), history.node(1).delta.bytes() + history.node(2).delta.bytes());
    }
    void editAfterUndoBranchesAndRedoFollowsTheLastVisit()
    {
        //  0 - 1 - 2
        //       \- 3 - 4
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        std::vector<cv::Mat> states{document.value().labels.clone()};
        const auto keep = [&] { states.push_back(document.value().labels.clone()); };
        stroke(document, history, {50, 50}, 1), keep();
        stroke(document, history, {60, 50}, 2), keep();
        history.undo(document);
        QCOMPARE(stroke(document, history, {60, 60}, 3), std::size_t(3));
        keep();
        stroke(document, history, {70, 60}, 1), keep();
        QCOMPARE(history.node(3).parent, std::size_t(1));
        QCOMPARE(history.node(1).children, (std::vector<std::size_t>{2, 3}));
        QVERIFY(history.undo(document) && history.undo(document));
        QCOMPARE(history.current(), std::size_t(1));
        QVERIFY(history.redo(document));
        QCOMPARE(history.current(), std::size_t(3)); // not 2

        history.jumpTo(document, 2);
        QCOMPARE(history.current(), std::size_t(2));
        QVERIFY(samePixels(document.value().labels, states[2]));
        QVERIFY(!history.canRedo());
        history.undo(document);
        history.redo(document);
        QCOMPARE(history.current(), std::size_t(2)); // the branch visited last
        history.jumpTo(document, 0);
        QVERIFY(samePixels(document.value().labels, states[0]));
        history.jumpTo(document, 4);
        QVERIFY(samePixels(document.value().labels, states[4]));
        const std::uint64_t revision = document.revision();
        history.jumpTo(document, 4);
        QCOMPARE(document.revision(), revision);
        QCOMPARE(codeOf([&] { history.jumpTo(document, 5); }), ErrorCode::InvalidArgument);
        QCOMPARE(history.current(), std::size_t(4));
    }
    void anyWalkThroughAnyTreeRestoresEveryState()
    {
        std::mt19937 random(31);
        std::uniform_real_distribution<float> place(0, canvasSize);
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        std::vector<Case> states{document.value().clone()};
        for (int step = 0; step < 300; ++step) {
            switch (random() % 5) {
            case 0:
                history.undo(document);
                break;
            case 1:
                history.redo(document);
                break;
            case 2:
                history.jumpTo(document, random() % history.size());
                break;
            default: {
                Transaction transaction(document, "random");
                transaction.paintSegment(Plane::Labels, {place(random), place(random)}, {place(random), place(random)},
                    1 + static_cast<double>(random() % 40), static_cast<std::uint8_t>(random() % 4));
                transaction.paintDab(Plane::Sketch, {place(random), place(random)}, 9, static_cast<std::uint8_t>(random() % 3));
                if (random() % 4 == 0)
                    transaction.setCanny({static_cast<double>(random() % 30), 50, 1, 3});
                if (auto delta = transaction.commit()) {
                    QCOMPARE(history.add(std::move(*delta)), states.size());
                    states.push_back(document.value().clone());
                }
            }
            }
            const Case& expected = states[history.current()];
            QVERIFY(samePixels(document.value().labels, expected.labels));
            QVERIFY(samePixels(document.value().sketch, expected.sketch));
            QVERIFY(document.value().canny == expected.canny);
        }
        QVERIFY(history.size() > 50);
        std::size_t bytes = 0;
        for (std::size_t id = 1; id < history.size(); ++id)
            bytes += history.node(id).delta.bytes();
        QCOMPARE(history.bytes(), bytes);
    }
    void undoDuringAStrokeIsRefused()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        stroke(document, history, {50, 50}, 1);
        Transaction open(document, "stroke");
        QCOMPARE(codeOf([&] { history.undo(document); }), ErrorCode::InvalidArgument);
        QCOMPARE(history.current(), std::size_t(1));
        open.rollback();
        QVERIFY(history.undo(document));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
