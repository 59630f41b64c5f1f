// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Replays: what an answer had come to at a moment, of all four kinds of tasks; whole sessions; and what the pages note down for them.

#include "app/session/text.h"
#include "core/imaging/canvas_size.h"
#include "tests/app/study/practice_window_driver.h"

#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace sonosketch;
using namespace sonosketch::test;
using Page = PracticeWindow::Page;
using practice::Answer;
using practice::Kind;
using Tool = practice::Stroke::Tool;
using Drawing = PracticeView::Drawing;
namespace fs = std::filesystem;

namespace {
cv::Mat disc()
{
    cv::Mat mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    cv::ellipse(mask, {250, 200}, {80, 40}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    return mask;
}

Answer answerOf(Kind kind, std::int64_t durationMs, std::vector<practice::Stroke> strokes)
{
    Answer answer;
    answer.kind = kind;
    answer.durationMs = durationMs;
    answer.source = "Drawn case";
    answer.model = "fake";
    answer.trueClass = "Teratoma";
    answer.strokes = std::move(strokes);
    return answer;
}

/// Those in one of the colours.
std::vector<Drawing> drawn(const PracticeView& view, const QColor& color)
{
    std::vector<Drawing> found;
    std::ranges::copy_if(view.drawings(), std::back_inserter(found), [&](const Drawing& each) { return each.color == color; });
    return found;
}

bool nothingPainted(const PracticeView& view)
{
    return view.tint() == tintOf(cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1), practice_colors::answer, 100);
}

/// A log and the page over it.
class Replayed {
public:
    explicit Replayed(const fs::path& file)
        : store(practice::ProgressStore::open(file))
        , page(LabelPalette::bundled("mmotu"))
    {
    }
    std::int64_t add(Answer answer, std::int64_t session = 0)
    {
        answer.session = session != 0 ? session : store.beginSession(1);
        return store.record(answer, {cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(70)), disc()});
    }
    void show()
    {
        page.setStore(&store);
        page.show();
    }
    QPushButton* button(const QString& name)
    {
        for (auto* each : page.findChildren<QPushButton*>())
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    }
    /// Shows it and halts at its beginning.
    bool hold(std::int64_t id)
    {
        const bool shown = page.replay(id);
        button("Play")->click();
        page.seek(0);
        return shown && !page.isPlaying();
    }

    practice::ProgressStore store;
    ProgressPage page;
};
} // namespace

class TestPracticeReplay : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path freshLog() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++) / "practice.sqlite"; }

private Q_SLOTS:
    void paintComesStrokeByStrokeAndTheTruthLast()
    {
        const std::vector<practice::Stroke> strokes{{Tool::Choice, 0, {{2, 0, 100}}, -1, "Simple_Cyst"},
            {Tool::Brush, 20, {{100, 100, 200}, {150, 100, 400}, {200, 100, 600}}}, {Tool::Choice, 0, {{3, 0, 1003}}, -1, "Teratoma"}};
        Replayed all(freshLog());
        const auto id = all.add(answerOf(Kind::Paint, 1000, strokes));
        all.show();
        QVERIFY(all.hold(id));
        const PracticeView& view = all.page.replayView();
        QVERIFY(!view.shown().isNull());
        QVERIFY(nothingPainted(view));
        QVERIFY(view.drawings().empty());
        QCOMPARE(all.page.replayText(), QString());
        all.page.seek(500);
        const cv::Mat half = practice::AnswerSheet::replayed(strokes, 500), whole = practice::AnswerSheet::replayed(strokes);
        QVERIFY(cv::countNonZero(half) > 0 && cv::countNonZero(half) < cv::countNonZero(whole));
        QCOMPARE(view.tint(), tintOf(half, practice_colors::answer, 100));
        QCOMPARE(drawn(view, practice_colors::answer).at(0).path, outlineOf(half));
        QCOMPARE(all.page.replayText(), "Class: " + classText("Simple_Cyst"));
        all.page.seek(999);
        QVERIFY(drawn(view, practice_colors::truth).empty());
        // The end shows all of it, also what was noted while the answer was checked.
        all.page.seek(1000);
        QCOMPARE(view.tint(), tintOf(whole, practice_colors::answer, 100));
        QVERIFY(all.page.replayText().startsWith("Class: " + classText("Teratoma")));
        const auto truth = drawn(view, practice_colors::truth);
        QCOMPARE(truth.size(), std::size_t{1});
        QCOMPARE(truth[0].path, outlineOf(disc()));
        QCOMPARE(truth[0].style, Qt::DashLine);
        // And back.
        all.page.seek(0);
        QVERIFY(nothingPainted(view) && view.drawings().empty());
    }
    void aCaliperGrowsAsItWasDragged()
    {
        Answer answer = answerOf(Kind::Measure, 1000,
            {{Tool::Caliper, 0, {{100, 100, 200}, {100, 100, 200}, {140, 100, 300}, {180, 100, 400}}, 0},
                {Tool::Caliper, 0, {{150, 50, 500}, {150, 50, 500}, {150, 90, 600}}, 1}, {Tool::Undo, 0, {{0, 0, 700}}}});
        answer.mmPerPixel = 0.5;
        Replayed all(freshLog());
        const auto id = all.add(answer);
        all.show();
        QVERIFY(all.hold(id));
        const PracticeView& view = all.page.replayView();
        QVERIFY(view.drawings().empty());
        all.page.seek(350);
        QCOMPARE(view.drawings().size(), std::size_t{1});
        QCOMPARE(view.drawings()[0].path, caliperPath({100, 100}, {140, 100}));
        QCOMPARE(view.drawings()[0].text, QLocale().toString(20.0, 'f', 1) + " mm");
        all.page.seek(650);
        QCOMPARE(view.drawings().size(), std::size_t{2});
        QCOMPARE(view.drawings()[1].path, caliperPath({150, 50}, {150, 90}));
        all.page.seek(1000);
        QCOMPARE(drawn(view, practice_colors::answer).size(), std::size_t{1}); // one was removed
        // The outline, and the two true lines.
        const auto truth = drawn(view, practice_colors::truth);
        QCOMPARE(truth.size(), std::size_t{3});
        QCOMPARE(truth[0].path, outlineOf(disc()));
    }
    void aLessonSaysWhatItsSlidersShowed()
    {
        Replayed all(freshLog());
        Answer answer = answerOf(Kind::WhatIf, 1000,
            {{Tool::Slider, 0, {{90, 0, 200}, {60, 0, 400}}, -1, "Size of the cyst", {"90 %", "60 %"}},
                {Tool::Slider, 0, {{2, 1, 500}}, -1, "Septa", {"2"}}, {Tool::Choice, 0, {{1, 0, 900}}, -1, "A septum"}});
        answer.givenClass = "A septum";
        const auto id = all.add(answer);
        all.show();
        QVERIFY(all.hold(id));
        QCOMPARE(all.page.replayText(), QString());
        all.page.seek(300);
        QCOMPARE(all.page.replayText(), QString("Size of the cyst: 90 %"));
        all.page.seek(899);
        QCOMPARE(all.page.replayText(), QString("Size of the cyst: 60 %\nSepta: 2"));
        all.page.seek(900);
        QVERIFY(all.page.replayText().endsWith("Answer: A septum"));
    }
    /// They hold less, and show what they hold.
    void answersOfEarlierVersionsAreReplayed()
    {
        Replayed all(freshLog());
        Answer lesson = answerOf(Kind::WhatIf, 1000, {{Tool::Slider, 0, {{12.5, 1, 200}}}, {Tool::Choice, 0, {{1, 0, 900}}}});
        lesson.givenClass = "A septum";
        Answer painted = answerOf(Kind::Paint, 1000, {{Tool::Brush, 20, {{100, 100, 200}}}, {Tool::Choice, 0, {{3, 0, 1001}}}});
        painted.givenClass = "Teratoma";
        const auto lessonId = all.add(lesson), paintedId = all.add(painted),
                   measuredId = all.add(answerOf(Kind::Measure, 1000, {{Tool::Caliper, 0, {{10, 20, 300}, {90, 80, 300}}}})),
                   spottedId = all.add(answerOf(Kind::Spot, 1000, {{Tool::Click, 0, {{30, 40, 300}}}}));
        all.show();
        const PracticeView& view = all.page.replayView();
        QVERIFY(all.hold(lessonId));
        all.page.seek(950);
        QCOMPARE(all.page.replayText(), "Slider 2: " + QLocale().toString(12.5, 'f', 1) + "\nAnswer: A septum");
        QVERIFY(all.hold(paintedId));
        QCOMPARE(all.page.replayText(), QString());
        all.page.seek(1000);
        QVERIFY(all.page.replayText().startsWith("Class: " + classText("Teratoma")));
        QVERIFY(all.hold(measuredId));
        all.page.seek(300);
        QCOMPARE(view.drawings().at(0).path, caliperPath({10, 20}, {90, 80}));
        QVERIFY(all.hold(spottedId));
        QVERIFY(view.drawings().empty());
        all.page.seek(300);
        QCOMPARE(view.drawings().at(0).path, crossAt({30, 40}));
    }
    void playingGoesOnByItself()
    {
        Replayed all(freshLog());
        const auto longId = all.add(answerOf(Kind::Spot, 3'600'000, {{Tool::Click, 0, {{30, 40, 100}}}}));
        const auto shortId = all.add(answerOf(Kind::Spot, 100, {{Tool::Click, 0, {{30, 40, 60}}}}));
        all.show();
        QVERIFY(all.page.replay(longId));
        QCOMPARE(all.page.moment(), 0);
        QVERIFY(all.page.isPlaying());
        QTRY_COMPARE_WITH_TIMEOUT(drawn(all.page.replayView(), practice_colors::answer).size(), std::size_t{1}, 30'000);
        QVERIFY(all.page.moment() >= 100);
        all.button("Play")->click();
        QVERIFY(!all.page.isPlaying());
        // Another one while one plays; it halts at its end, and begins anew from there.
        QVERIFY(all.page.replay(longId));
        QVERIFY(all.page.replay(shortId));
        QVERIFY(all.page.isPlaying());
        QTRY_VERIFY_WITH_TIMEOUT(!all.page.isPlaying(), 30'000);
        QCOMPARE(all.page.moment(), 100);
        QVERIFY(!drawn(all.page.replayView(), practice_colors::truth).empty());
        all.button("Play")->click();
        QVERIFY(all.page.isPlaying());
        QCOMPARE(all.page.moment(), 0);
    }
    void aSessionIsPlayedInItsOrder()
    {
        Replayed all(freshLog());
        const auto one = all.store.beginSession(1), two = all.store.beginSession(2);
        const auto brief = [](Kind kind) { return answerOf(kind, 60, {{Tool::Click, 0, {{30, 40, 20}}}}); };
        // Two windows that wrote in turn.
        std::vector<std::int64_t> wanted;
        wanted.push_back(all.add(brief(Kind::Spot), one));
        all.add(brief(Kind::Spot), two);
        wanted.push_back(all.add(brief(Kind::Measure), one));
        all.add(brief(Kind::Paint), two);
        wanted.push_back(all.add(brief(Kind::Spot), one));
        all.show();
        QVERIFY(!all.page.replaySession(99));
        QVERIFY(all.hold(wanted[1]));
        QCOMPARE(all.page.replayTitle(), practiceKindText(Kind::Measure) + QStringLiteral(" \u2013 Drawn case"));
        all.button("Play session")->click();
        QVERIFY(all.page.isPlaying());
        std::vector<std::int64_t> seen;
        QStringList titles;
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (seen.empty() || seen.back() != all.page.replayedId()) {
                    seen.push_back(all.page.replayedId());
                    titles += all.page.replayTitle();
                }
                return !all.page.isPlaying();
            },
            60'000));
        QCOMPARE(seen, wanted);
        QVERIFY2(titles[1].startsWith("Answer 2 of 3") && titles[1].contains(practiceKindText(Kind::Measure)), qPrintable(titles[1]));
        QVERIFY(titles[2].startsWith("Answer 3 of 3"));
        // One answer alone ends with itself again.
        QVERIFY(all.page.replay(wanted[0]));
        QVERIFY(!all.page.replayTitle().contains("of 3"));
        QTRY_VERIFY_WITH_TIMEOUT(!all.page.isPlaying(), 30'000);
        QCOMPARE(all.page.replayedId(), wanted[0]);
    }
    void calipersAreNotedAsTheyAreSet()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        stage.window->showPage(Page::Measure);
        MeasurePage& page = stage.window->measure();
        QVERIFY(PracticeStage::waitFor(page));
        stage.window->activateWindow();
        PracticeView& view = page.view();
        sendMouse(view, QEvent::MouseButtonPress, {100, 100}, true);
        for (const QPointF at : {QPointF(150, 100), QPointF(200, 100), QPointF(250, 100)}) {
            QTest::qWait(20); // a drag takes its time
            sendMouse(view, QEvent::MouseMove, at, true);
        }
        sendMouse(view, QEvent::MouseButtonRelease, {250, 100}, false);
        dragThrough(view, {{300, 300}, {300, 350}});
        QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
        dragThrough(view, {{400, 300}}); // a click is no line
        dragThrough(view, {{180, 60}, {180, 140}});
        QTest::qWait(20);
        dragThrough(view, {{100, 100}, {90, 100}, {80, 100}}); // an end again
        page.checkOrNext();
        QCOMPARE(page.state(), PracticePage::State::Scored);

        const Answer answer = practice::ProgressStore::open(log).answers(true).at(0);
        std::vector<Tool> tools;
        for (const auto& stroke : answer.strokes)
            tools.push_back(stroke.tool);
        QVERIFY(tools == (std::vector{Tool::Caliper, Tool::Caliper, Tool::Undo, Tool::Caliper, Tool::Undo, Tool::Caliper, Tool::Caliper}));
        const auto& drag = answer.strokes[0].samples;
        QVERIFY(drag.size() >= 5 && drag[2].ms > drag[0].ms && drag[4].ms > drag[2].ms);
        // Replayed: in the middle of the first drag, before and after an end was taken again.
        stage.window->showPage(Page::Progress);
        ProgressPage& progress = stage.window->progress();
        QVERIFY(progress.replay(answer.id));
        const auto replayedAt = [&](std::int64_t ms) {
            progress.seek(static_cast<int>(ms));
            return drawn(progress.replayView(), practice_colors::answer);
        };
        QCOMPARE(replayedAt(drag[3].ms - 1).at(0).path, caliperPath({100, 100}, {drag[2].x, drag[2].y}));
        const auto before = replayedAt(answer.strokes[6].samples.front().ms - 1);
        QCOMPARE(before.size(), std::size_t{2});
        QCOMPARE(before[0].path, caliperPath({100, 100}, {250, 100}));
        const auto last = replayedAt(answer.durationMs);
        QCOMPARE(last.size(), std::size_t{2});
        QCOMPARE(last[0].path, caliperPath({250, 100}, {80, 100}));
        QCOMPARE(last[1].path, caliperPath({180, 60}, {180, 140}));
    }
    void clicksClassesAndSlidersAreNoted()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log, {practice::bundledLessons()});
        PracticeWindow& window = *stage.window;
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        dragThrough(window.spot().first(), {{5, 400}});
        QTest::qWait(20);
        dragThrough(window.spot().second(), {{60, 420}, {64, 420}});
        window.spot().checkOrNext();

        window.showPage(Page::Paint);
        QVERIFY(PracticeStage::waitFor(window.paint()));
        window.paint().selectClass("Teratoma");
        window.paint().selectTool(Tool::Brush);
        sendMouse(window.paint().view(), QEvent::MouseButtonPress, {200, 200}, true);
        window.paint().selectClass("Simple_Cyst"); // by key, with the button down
        sendMouse(window.paint().view(), QEvent::MouseButtonRelease, {200, 200}, false);
        window.paint().checkOrNext();

        window.showPage(Page::WhatIf);
        LessonPage& lessons = window.lessons();
        QVERIFY(lessons.openLesson(practice::bundledLessons() / "unilocular-cyst"));
        lessons.setSlider(0, 60);
        lessons.setSlider(0, 50);
        QVERIFY(QTest::qWaitFor([&] { return lessons.live().status().hasPicture; }, 20'000));
        lessons.choose(1);
        lessons.setSlider(0, 40); // after the answer: no part of it

        const auto answers = practice::ProgressStore::open(log).answers(true);
        QCOMPARE(answers.size(), std::size_t{3});
        const auto& clicks = answers[0].strokes;
        QCOMPARE(clicks.size(), std::size_t{2});
        QVERIFY(clicks[1].tool == Tool::Click && clicks[1].samples.front().ms > clicks[0].samples.front().ms);
        QVERIFY(std::abs(clicks[1].samples.back().x - 64) < 0.1 && std::abs(clicks[0].samples.back().x - 5) < 0.1);
        const auto& painted = answers[1].strokes;
        QCOMPARE(painted.size(), std::size_t{3});
        QCOMPARE(painted[0].name, std::string("Teratoma"));
        QCOMPARE(painted[2].name, std::string("Simple_Cyst"));
        QCOMPARE(answers[1].givenClass, painted[2].name);
        const auto& lesson = answers[2].strokes;
        QCOMPARE(lesson.size(), std::size_t{2});
        QCOMPARE(lesson[0].name, std::string("Size of the cyst"));
        QCOMPARE(lesson[0].values, (std::vector<std::string>{"60 %", "50 %"}));
        QCOMPARE(lesson[1].name, std::string("A septum from wall to wall"));
    }
};

QTEST_MAIN(TestPracticeReplay)
#include "test_practice_replay.moc"
