// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_lanes.h"

#include <QTest>

using namespace sonosketch;

/// Where nodes and lines stand in the graph of the history.
class TestHistoryLanes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLineStaysInOneLane()
    {
        HistoryLanes lanes;
        lanes.clear();
        for (HistoryTree::NodeId id = 1; id <= 5; ++id)
            lanes.add(id, id - 1);
        QCOMPARE(lanes.count(), 1);
        const auto middle = lanes.pieces(3);
        QVERIFY(middle.size() == 1 && middle[0].above && middle[0].below);
        QVERIFY(!lanes.pieces(0)[0].above && lanes.pieces(0)[0].below);
        QVERIFY(lanes.pieces(5)[0].above && !lanes.pieces(5)[0].below);
    }
    void branchesStandApartAndLanesAreUsedAgain()
    {
        // 0-1-2-3, 4 below 1, 5 below 4, 6 below 3 again, 7 below 6, 8 below 6.
        HistoryLanes lanes;
        lanes.clear();
        lanes.add(1, 0);
        lanes.add(2, 1);
        lanes.add(3, 2);
        lanes.add(4, 1);
        lanes.add(5, 4);
        lanes.add(6, 3);
        QCOMPARE(lanes.lane(3), 0);
        QCOMPARE(lanes.lane(4), 1);
        QCOMPARE(lanes.lane(5), 1);
        QCOMPARE(lanes.lane(6), 0);
        lanes.add(7, 6);
        lanes.add(8, 6);
        QCOMPARE(lanes.lane(7), 0);
        QCOMPARE(lanes.lane(8), 1); // lane 1 ended at 5, above 6
        QCOMPARE(lanes.count(), 2);
        // In the row of 3 the branch to 4 passes by.
        const auto pieces = lanes.pieces(3);
        QCOMPARE(pieces.size(), std::size_t{2});
        QVERIFY(pieces[1].lane == 1 && pieces[1].above && pieces[1].below && pieces[1].child == 4);
        // In the row of 1 it begins.
        const auto start = lanes.pieces(1);
        QVERIFY(start[1].lane == 1 && !start[1].above && start[1].below);
        lanes.remove({4, 5});
        QCOMPARE(lanes.pieces(3).size(), std::size_t{1});
    }
    void noTwoEdgesShareAPlace()
    {
        // Any tree: in every row, a lane holds one line at most, and each node has its own edge coming in.
        HistoryLanes lanes;
        lanes.clear();
        std::vector<HistoryTree::NodeId> parents{0};
        std::uint32_t random = 7;
        for (HistoryTree::NodeId id = 1; id < 300; ++id) {
            random = random * 1664525u + 1013904223u;
            const auto parent = (random >> 8) % 4 != 0 ? id - 1 : id - 1 - (random >> 16) % std::min<HistoryTree::NodeId>(id, 6);
            parents.push_back(parent);
            lanes.add(id, parent);
        }
        QVERIFY(lanes.count() < HistoryLanes::maxLanes);
        for (HistoryTree::NodeId id = 1; id < 300; ++id) {
            bool comesIn = false;
            for (const auto& piece : lanes.pieces(id)) {
                comesIn |= piece.lane == lanes.lane(id) && piece.above;
                if (piece.lane != lanes.lane(id) && piece.above)
                    QVERIFY(piece.below && parents[piece.child] < id && piece.child > id); // passes by
            }
            QVERIFY(comesIn);
        }
    }
};

QTEST_APPLESS_MAIN(TestHistoryLanes)
#include "test_history_lanes.moc"
