// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "core/history/history.h"
#include "tests/support/check.h"

#include <QtTest>

#include <functional>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;

class TestHistoryNodes : public QObject {
    Q_OBJECT
    LabelPalette m_palette = test::threeClasses();

    static HistoryTree::NodeId stroke(Document& document, HistoryTree& history, cv::Point2f at, std::uint8_t value)
    {
        Transaction transaction(document, "Brush " + std::to_string(value));
        transaction.paintDab(Plane::Labels, at, 20, value);
        return history.add(*transaction.commit(), "brush");
    }
    ///  0 - 1 - 2
    ///       \- 3 - 4 (current)
    static HistoryTree branched(Document& document)
    {
        HistoryTree history;
        stroke(document, history, {50, 50}, 1);
        stroke(document, history, {60, 50}, 2);
        history.undo(document);
        stroke(document, history, {60, 60}, 3);
        stroke(document, history, {70, 60}, 1);
        return history;
    }
    static std::vector<HistoryTree::StoredNode> storedOf(const HistoryTree& history)
    {
        std::vector<HistoryTree::StoredNode> nodes;
        for (std::size_t id = 0; id < history.size(); ++id)
            if (history.contains(id))
                nodes.push_back(history.stored(id));
        return nodes;
    }

private Q_SLOTS:
    void comesBackFromItsNodes()
    {
        Document document(Case::blank(m_palette));
        HistoryTree history = branched(document);
        const cv::Mat last = document.value().labels.clone();
        history.setName(2, "Two");
        history.setNote(0, "a\nb");
        history.setPinned(4, true);
        HistoryTree again = HistoryTree::restored(storedOf(history), m_palette);
        QCOMPARE(again.size(), std::size_t(5));
        QCOMPARE(again.current(), std::size_t(0));
        QCOMPARE(again.bytes(), history.bytes());
        QCOMPARE(again.node(1).children, (std::vector<std::size_t>{2, 3}));
        QCOMPARE(again.node(2).name, std::string("Two"));
        QCOMPARE(again.node(0).note, std::string("a\nb"));
        QVERIFY(again.node(4).pinned && !again.node(3).pinned);
        QCOMPARE(again.node(4).tool, std::string("brush"));
        QVERIFY(again.node(3).time == history.node(3).time);
        Document fresh(Case::blank(m_palette));
        again.jumpTo(fresh, 4);
        QVERIFY(samePixels(fresh.value().labels, last));
        again.undo(fresh), again.undo(fresh), again.undo(fresh);
        again.redo(fresh), again.redo(fresh);
        QCOMPARE(again.current(), std::size_t(3)); // redo leads where it led
        QCOMPARE(HistoryTree::restored({}, m_palette).size(), std::size_t(1));
    }
    void aDamagedListIsRefused()
    {
        using Nodes = std::vector<HistoryTree::StoredNode>;
        const std::vector<std::pair<const char*, std::function<void(Nodes&)>>> damages{
            {"order", [](Nodes& n) { std::swap(n[2], n[3]); }},
            {"double", [](Nodes& n) { n[3].id = 2; }},
            {"beyond the last", [](Nodes& n) { n[2].id = 90; }},
            {"parent after child", [](Nodes& n) { n[2].parent = 3; }},
            {"its own parent", [](Nodes& n) { n[2].parent = 2; }},
            {"parent missing", [](Nodes& n) { n.erase(n.begin() + 3); }},
            {"redo to no child", [](Nodes& n) { n[2].redoChild = 4; }},
            {"redo to nowhere", [](Nodes& n) { n[2].redoChild = 400; }},
            {"root with a parent", [](Nodes& n) { n[0].parent = 1; }},
            {"root with an edit", [](Nodes& n) { n[0].delta = n[1].delta; }},
            {"empty edit", [](Nodes& n) { n[2].delta = {}; }},
            {"unknown plane", [](Nodes& n) { n[2].delta.planes[0].plane = static_cast<Plane>(7); }},
            {"plane twice", [](Nodes& n) { n[2].delta.planes.push_back(n[2].delta.planes[0]); }},
            {"rectangle out", [](Nodes& n) { n[2].delta.planes[0].rect.x = canvasSize - 3; }},
            {"rectangle far out",
                [](Nodes& n) {
                    n[2].delta.planes[0].rect = {2147483600, 0, 2147483600, 4};
                }},
            {"negative rectangle", [](Nodes& n) { n[2].delta.planes[0].rect.y = -1; }},
            {"short run", [](Nodes& n) { n[2].delta.planes[0].before[0]--; }},
            {"half a run", [](Nodes& n) { n[2].delta.planes[0].after.pop_back(); }},
            {"empty run",
                [](Nodes& n) {
                    n[2].delta.planes[0].after.insert(n[2].delta.planes[0].after.begin(), {0, 0});
                }},
            {"unknown label", [](Nodes& n) { n[2].delta.planes[0].after[1] = 4; }},
            {"Canny",
                [](Nodes& n) {
                    n[2].delta.canny.emplace(CannySettings{}, CannySettings{50, 10, 1, 3});
                }},
            {"long name", [](Nodes& n) { n[2].name.assign(201, 'x'); }},
        };
        Document document(Case::blank(m_palette));
        const HistoryTree history = branched(document);
        for (const auto& [name, damage] : damages) {
            Nodes nodes = storedOf(history);
            damage(nodes);
            QVERIFY2(codeOf([&] { HistoryTree::restored(nodes, m_palette); }) == ErrorCode::Corrupt, name);
        }
        Nodes nodes = storedOf(history);
        nodes.back().id = HistoryTree::maxNodes;
        QCOMPARE(codeOf([&] { HistoryTree::restored(nodes, m_palette); }), ErrorCode::TooLarge);
    }
    void aBranchGoesAndTheRestStays()
    {
        Document document(Case::blank(m_palette));
        HistoryTree history = branched(document);
        QCOMPARE(codeOf([&] { history.removeBranch(0); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { history.removeBranch(3); }), ErrorCode::InvalidArgument); // the current step is on it
        QCOMPARE(codeOf([&] { history.removeBranch(4); }), ErrorCode::InvalidArgument);
        history.jumpTo(document, 2);
        history.undo(document);
        history.jumpTo(document, 3);
        history.undo(document);
        QCOMPARE(history.node(1).redoChild, std::size_t(3));
        QCOMPARE(history.removeBranch(3), (std::vector<std::size_t>{3, 4}));
        QCOMPARE(history.node(1).redoChild, std::size_t(2));
        QCOMPARE(history.node(1).children, (std::vector<std::size_t>{2}));
        QVERIFY(!history.contains(3) && !history.contains(4) && history.contains(2));
        QCOMPARE(history.bytes(), history.node(1).delta.bytes() + history.node(2).delta.bytes());
        QCOMPARE(codeOf([&] { history.jumpTo(document, 3); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { history.setName(3, "x"); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { (void)history.stored(4); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { history.removeBranch(3); }), ErrorCode::InvalidArgument);
        QCOMPARE(stroke(document, history, {200, 200}, 3), std::size_t(5)); // the old numbers are not used again
        const HistoryTree again = HistoryTree::restored(storedOf(history), m_palette);
        QVERIFY(!again.contains(3) && !again.contains(4) && again.contains(5));
        QCOMPARE(again.node(1).children, (std::vector<std::size_t>{2, 5}));
    }
    void textsAreBounded()
    {
        HistoryTree history;
        QCOMPARE(codeOf([&] { history.setName(0, std::string(201, 'x')); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { history.setNote(0, std::string(10'001, 'x')); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { history.setPinned(1, true); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestHistoryNodes)
#include "test_history_nodes.moc"
