// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/answer_sheet.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using namespace sonosketch::practice;
using test::codeOf;
using test::samePixels;

namespace {
AnswerSheet paintedSheet()
{
    AnswerSheet sheet;
    sheet.begin(Stroke::Tool::Brush, 20, {100.123, 100.456}, 10);
    sheet.moveTo({160, 110}, 20);
    sheet.end();
    sheet.begin(Stroke::Tool::Lasso, 1, {200, 200}, 100);
    for (const cv::Point2d at : {cv::Point2d(300, 200), {300, 300}, {200, 300}})
        sheet.moveTo(at, 150);
    sheet.end();
    sheet.begin(Stroke::Tool::Brush, 50, {400, 400}, 200);
    sheet.end();
    sheet.undo(250);
    sheet.begin(Stroke::Tool::Eraser, 10, {120, 100}, 300);
    sheet.moveTo({120, 130}, 320);
    sheet.end();
    sheet.note({Stroke::Tool::Choice, 0, {{3, 0, 400}}});
    return sheet;
}
} // namespace

class TestAnswerSheet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toolsPaint()
    {
        const AnswerSheet sheet = paintedSheet();
        QCOMPARE(int(sheet.mask().at<std::uint8_t>(105, 140)), 255);
        QCOMPARE(int(sheet.mask().at<std::uint8_t>(101, 120)), 0); // rubbed out
        QCOMPARE(int(sheet.mask().at<std::uint8_t>(400, 400)), 0); // taken back
        QCOMPARE(cv::countNonZero(sheet.mask()(cv::Rect(200, 200, 100, 100))), 10'000);
        QCOMPARE(sheet.strokes().size(), std::size_t{6});
    }
    void replayingTheStoredStrokesGivesTheSameMask()
    {
        const AnswerSheet sheet = paintedSheet();
        const auto stored = strokesFromJson(strokesToJson(sheet.strokes()), "test");
        QVERIFY(stored == sheet.strokes());
        QVERIFY(samePixels(AnswerSheet::replayed(stored), sheet.mask()));
        // In between: the third stroke is there until it is taken back.
        QCOMPARE(int(AnswerSheet::replayed(stored, 220).at<std::uint8_t>(400, 400)), 255);
        QCOMPARE(int(AnswerSheet::replayed(stored, 260).at<std::uint8_t>(400, 400)), 0);
        QCOMPARE(cv::countNonZero(AnswerSheet::replayed(stored, 5)), 0);
    }
    void whatIsFarAwayOrLateIsReadAgain()
    {
        AnswerSheet sheet;
        sheet.begin(Stroke::Tool::Lasso, 1, {100, 100}, 0);
        sheet.moveTo({9000, -9000}, 25LL * 3600 * 1000);
        sheet.moveTo({300, 300}, 25LL * 3600 * 1000);
        sheet.end();
        const auto stored = strokesFromJson(strokesToJson(sheet.strokes()), "test");
        QVERIFY(stored == sheet.strokes());
        QVERIFY(samePixels(AnswerSheet::replayed(stored), sheet.mask()));
    }
    /// A lasso of many samples is filled once for each look, not at each sample.
    void longLassosAreFilledOnce()
    {
        constexpr int samples = 20'000;
        const auto around = [](int i) {
            const double angle = 2 * CV_PI * i / samples;
            return cv::Point2d(256 + 120 * std::cos(angle), 256 + 90 * std::sin(angle));
        };
        AnswerSheet sheet;
        sheet.begin(Stroke::Tool::Lasso, 1, around(0), 0);
        for (int i = 1; i < samples; ++i)
            sheet.moveTo(around(i), i);
        QCOMPARE(sheet.fills(), std::size_t{0}); // nobody has looked
        const int half = cv::countNonZero(sheet.mask());
        QCOMPARE(cv::countNonZero(sheet.mask()), half);
        QCOMPARE(sheet.fills(), std::size_t{1});
        sheet.end();
        QCOMPARE(sheet.fills(), std::size_t{1});
        QVERIFY(std::abs(half - CV_PI * 120 * 90) < 300);
        StrokeReplay whole(sheet.strokes());
        QVERIFY(samePixels(whole.at(-1), sheet.mask()));
        QCOMPARE(whole.fills(), std::size_t{1});
        QCOMPARE(whole.painted(), std::size_t{samples});
    }
    /// Played forwards, every sample is painted once; what is seen is what painting anew up to there gives.
    void aReplayGoesOnFromWhereItStands()
    {
        AnswerSheet sheet = paintedSheet();
        sheet.begin(Stroke::Tool::Lasso, 1, {20, 300}, 500);
        for (int i = 0; i < 200; ++i)
            sheet.moveTo({20 + 0.5 * i, 300.0 + i % 40}, 501 + i);
        sheet.end();
        sheet.undo(800);
        std::size_t samples = 0;
        for (const Stroke& stroke : sheet.strokes())
            samples += stroke.tool == Stroke::Tool::Choice || stroke.tool == Stroke::Tool::Undo ? 0 : stroke.samples.size();
        StrokeReplay replay(sheet.strokes());
        int looks = 0;
        for (std::int64_t ms = 0; ms <= 840; ms += 7, ++looks)
            QVERIFY2(samePixels(replay.at(ms), AnswerSheet::replayed(sheet.strokes(), ms)), qPrintable(QString::number(ms)));
        QCOMPARE(replay.painted(), samples);
        QVERIFY(replay.fills() <= static_cast<std::size_t>(looks));
        QVERIFY(samePixels(replay.at(-1), sheet.mask()));
        // Back, and to the end again.
        QVERIFY(samePixels(replay.at(160), AnswerSheet::replayed(sheet.strokes(), 160)));
        QVERIFY(samePixels(replay.at(700), AnswerSheet::replayed(sheet.strokes(), 700)));
        const cv::Mat early = replay.at(700).clone();
        QVERIFY(!samePixels(early, replay.at(840)));
    }
    void strokesThatGoBackInTimeAreReplayed()
    {
        const std::vector<Stroke> strokes{
            {Stroke::Tool::Brush, 10, {{50, 50, 1000}, {60, 50, 200}}}, {Stroke::Tool::Brush, 10, {{90, 90, 100}}}};
        StrokeReplay replay(strokes);
        QCOMPARE(cv::countNonZero(replay.at(999)), 0);
        QCOMPARE(int(replay.at(1000).at<std::uint8_t>(90, 90)), 255);
        QCOMPARE(int(replay.at(1000).at<std::uint8_t>(50, 60)), 255);
        QCOMPARE(cv::countNonZero(StrokeReplay().at(-1)), 0);
    }
    void aCancelledStrokeLeavesNothing()
    {
        AnswerSheet sheet;
        sheet.begin(Stroke::Tool::Brush, 20, {50, 50}, 1);
        sheet.cancel();
        QVERIFY(sheet.strokes().empty() && cv::countNonZero(sheet.mask()) == 0 && !sheet.canUndo());
        QCOMPARE(codeOf([&] { sheet.begin(Stroke::Tool::Click, 20, {50, 50}, 1); }), ErrorCode::InvalidArgument);
    }
    void whatWasReadIsStoredInOneLine()
    {
        AnswerSheet sheet;
        sheet.noteMore({1, 1, 1}); // of nothing
        sheet.note({Stroke::Tool::Slider, 0, {{2, 0, 10}}, -1, "Wall\nor so", {"2.0 mm"}});
        sheet.noteMore({3, 0, 20}, "3.0\tmm");
        sheet.note({Stroke::Tool::Caliper, 0, {{5, 5, 30}, {9, 9, 30}}, 1});
        // Two bytes each: cut between two of them, however long the text is.
        std::string name = "x";
        for (std::size_t i = 0; i < maxStrokeLine; ++i)
            name += "\u00e4";
        sheet.note({Stroke::Tool::Choice, 0, {{1, 0, 40}}, -1, name});
        sheet.note({Stroke::Tool::Choice, 0, {{1, 0, 40}}, -1, std::string(3 * maxStrokeLine, '\xff')});
        const auto stored = strokesFromJson(strokesToJson(sheet.strokes()), "test");
        QCOMPARE(stored.size(), std::size_t{4});
        QCOMPARE(stored[0].name, std::string("Wall or so"));
        QCOMPARE(stored[0].values, (std::vector<std::string>{"2.0 mm", "3.0 mm"}));
        QCOMPARE(stored[0].samples.size(), std::size_t{2});
        QCOMPARE(stored[1].caliper, 1);
        QCOMPARE(stored[2].name, name.substr(0, maxStrokeLine - 1));
        // Nothing goes on behind a stroke that paints.
        sheet.begin(Stroke::Tool::Brush, 5, {1, 1}, 50);
        sheet.noteMore({9, 9, 60});
        sheet.end();
        QCOMPARE(sheet.strokes().back().samples.size(), std::size_t{1});
    }
    /// Answers of earlier versions, word for word as they were stored.
    void strokesOfEarlierVersionsAreRead()
    {
        const auto read = strokesFromJson("{\"strokes\":[{\"diameter\":0.0,\"samples\":[[12.5,0.0,40],[3.0,1.0,50]],\"tool\":\"slider\"},"
                                          "{\"diameter\":0.0,\"samples\":[[1.0,0.0,90]],\"tool\":\"choice\"}]}",
            "test");
        const std::vector<Stroke> wanted{{Stroke::Tool::Slider, 0, {{12.5, 0, 40}, {3, 1, 50}}}, {Stroke::Tool::Choice, 0, {{1, 0, 90}}}};
        QVERIFY(read == wanted);
        QVERIFY(strokesFromJson(strokesToJson(wanted), "test") == wanted);
    }
    void aFullSheetTakesNoMore()
    {
        AnswerSheet sheet;
        for (std::size_t i = 0; i < maxStrokes + 10; ++i) {
            sheet.begin(Stroke::Tool::Brush, 2, {5, 5}, 0);
            sheet.end();
        }
        QCOMPARE(sheet.strokes().size(), maxStrokes);
        // What would have gone on with a note that was not taken does not go on with another one.
        AnswerSheet notes;
        for (std::size_t i = 0; i < maxStrokes + 1; ++i)
            notes.note({Stroke::Tool::Click, 0, {{1, 1, 0}}});
        notes.noteMore({2, 2, 0});
        QCOMPARE(notes.strokes().back().samples.size(), std::size_t{1});
    }
    void badStrokesAreRefused()
    {
        for (const char* text : {"[]", "{\"strokes\": 3}", "{\"strokes\": [{\"tool\": \"axe\", \"diameter\": 3, \"samples\": [[1,1,1]]}]}",
                 "{\"strokes\": [{\"tool\": \"brush\", \"diameter\": 3000, \"samples\": [[1,1,1]]}]}",
                 "{\"strokes\": [{\"tool\": \"brush\", \"diameter\": 3, \"samples\": [[1,1]]}]}",
                 "{\"strokes\": [{\"tool\": \"brush\", \"diameter\": 3, \"samples\": []}]}",
                 "{\"strokes\": [{\"tool\": \"brush\", \"diameter\": 3, \"samples\": [[1e9,1,1]]}]}",
                 "{\"strokes\": [{\"tool\": \"brush\", \"diameter\": 3, \"samples\": [[1,1,-1]]}]}",
                 "{\"strokes\": [{\"tool\": \"caliper\", \"diameter\": 0, \"samples\": [[1,1,1]], \"caliper\": 99}]}",
                 "{\"strokes\": [{\"tool\": \"slider\", \"diameter\": 0, \"samples\": [[1,0,1]], \"name\": \"two\\nlines\"}]}",
                 "{\"strokes\": [{\"tool\": \"slider\", \"diameter\": 0, \"samples\": [[1,0,1]], \"values\": [\"1\", \"2\"]}]}",
                 "{\"strokes\": [{\"tool\": \"slider\", \"diameter\": 0, \"samples\": [[1,0,1]], \"values\": [1]}]}"})
            QCOMPARE(codeOf([&] { strokesFromJson(text, "test"); }), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestAnswerSheet)
#include "test_answer_sheet.moc"
