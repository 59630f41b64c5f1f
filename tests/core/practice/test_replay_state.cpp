// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/replay_state.h"

#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::practice;
using Tool = Stroke::Tool;

namespace {
void compare(const Span& line, cv::Point2d from, cv::Point2d to)
{
    QCOMPARE(line.from, from);
    QCOMPARE(line.to, to);
}
} // namespace

class TestReplayState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void calipersAreDraggedTakenAgainAndRemoved()
    {
        const std::vector<Stroke> strokes{{Tool::Caliper, 0, {{10, 10, 100}, {10, 10, 100}, {50, 10, 200}, {90, 10, 300}}, 0},
            {Tool::Caliper, 0, {{40, 0, 400}, {40, 0, 400}, {40, 60, 500}}, 1},
            // The first end of the first one, to the left.
            {Tool::Caliper, 0, {{90, 10, 600}, {10, 10, 600}, {5, 10, 700}}, 0}, {Tool::Undo, 0, {{0, 0, 800}}},
            {Tool::Caliper, 0, {{45, 0, 900}, {45, 0, 900}, {45, 70, 1000}}, 1}};
        QVERIFY(replayState(strokes, 0).calipers.empty());
        QVERIFY(replayState(strokes, 99).calipers.empty());
        compare(replayState(strokes, 250).calipers.at(0), {10, 10}, {50, 10});
        QCOMPARE(replayState(strokes, 250).calipers.size(), std::size_t{1});
        QCOMPARE(replayState(strokes, 500).calipers.size(), std::size_t{2});
        compare(replayState(strokes, 650).calipers.at(0), {90, 10}, {10, 10}); // held, and where it was
        compare(replayState(strokes, 700).calipers.at(0), {90, 10}, {5, 10});
        compare(replayState(strokes, 700).calipers.at(1), {40, 0}, {40, 60});
        QCOMPARE(replayState(strokes, 800).calipers.size(), std::size_t{1});
        const ReplayState last = replayState(strokes, -1);
        QCOMPARE(last.calipers.size(), std::size_t{2});
        compare(last.calipers[1], {45, 0}, {45, 70});
    }
    void everyClickIsSeen()
    {
        const std::vector<Stroke> strokes{{Tool::Click, 0, {{5, 6, 100}, {7, 6, 150}}}, {Tool::Click, 0, {{80, 90, 300}}}};
        QVERIFY(!replayState(strokes, 99).click);
        QCOMPARE(*replayState(strokes, 100).click, cv::Point2d(5, 6));
        QCOMPARE(*replayState(strokes, 299).click, cv::Point2d(7, 6));
        QCOMPARE(*replayState(strokes, 300).click, cv::Point2d(80, 90));
    }
    void slidersAndChoicesSayWhatTheTraineeRead()
    {
        const std::vector<Stroke> strokes{{Tool::Slider, 0, {{2, 1, 100}, {3, 1, 200}}, -1, "Wall", {"0.4 mm", "0.6 mm"}},
            {Tool::Slider, 0, {{80, 0, 300}}, -1, "Size", {"80 %"}}, {Tool::Choice, 0, {{2, 0, 400}}, -1, "The wall"}};
        QVERIFY(replayState(strokes, 0).sliders.empty());
        const ReplayState middle = replayState(strokes, 250);
        QCOMPARE(middle.sliders.size(), std::size_t{1});
        QCOMPARE(middle.sliders[0].index, 1);
        QCOMPARE(middle.sliders[0].name, std::string("Wall"));
        QCOMPARE(middle.sliders[0].text, std::string("0.6 mm"));
        QVERIFY(!middle.choice);
        const ReplayState last = replayState(strokes, 400);
        QCOMPARE(last.sliders.size(), std::size_t{2});
        QCOMPARE(last.sliders[0].name, std::string("Size")); // in the order of the page
        QCOMPARE(last.choice.value(), 2);
        QCOMPARE(last.choiceName, std::string("The wall"));
    }
    void answersOfEarlierVersionsAreShown()
    {
        const std::vector<Stroke> strokes{{Tool::Caliper, 0, {{1, 2, 100}, {30, 40, 100}}}, {Tool::Caliper, 0, {{5, 5, 200}, {9, 9, 200}}},
            {Tool::Slider, 0, {{12.5, 0, 300}, {3, 1, 400}}}, {Tool::Choice, 0, {{1, 0, 500}}}};
        QVERIFY(replayState(strokes, 99).calipers.empty());
        compare(replayState(strokes, 100).calipers.at(0), {1, 2}, {30, 40});
        const ReplayState last = replayState(strokes, -1);
        QCOMPARE(last.calipers.size(), std::size_t{2});
        compare(last.calipers[1], {5, 5}, {9, 9});
        QCOMPARE(last.sliders.size(), std::size_t{2});
        QCOMPARE(last.sliders[0].value, 12.5);
        QVERIFY(last.sliders[0].text.empty());
        QVERIFY(last.choiceName.empty() && last.choice == 1);
    }
    void nonsenseDoesNoHarm()
    {
        const std::vector<Stroke> strokes{{Tool::Undo, 0, {}}, {Tool::Undo, 0, {{0, 0, 1}}},
            {Tool::Slider, 0, {{1, -4000, 2}, {1, 4000, 3}}}, {Tool::Caliper, 0, {{1, 1, 4}, {2, 2, 4}}, maxCalipers - 1},
            {Tool::Click, 0, {{3, 3, 900}, {4, 4, 5}}}};
        const ReplayState state = replayState(strokes, -1);
        QVERIFY(state.sliders.empty());
        compare(state.calipers.at(0), {1, 1}, {2, 2});
        // What comes after the latest sample so far is as late.
        QVERIFY(!replayState(strokes, 800).click);
        QCOMPARE(*state.click, cv::Point2d(4, 4));
    }
};

QTEST_GUILESS_MAIN(TestReplayState)
#include "test_replay_state.moc"
