// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The clock of the reading window: limits, breaks, looks back, and answers that wait for the disk.

#include "tests/app/study/reading_fixture.h"
#include "tests/support/full_disk.h"

#include <QPlainTextEdit>

using namespace sonosketch;
using namespace sonosketch::study;
using namespace sonosketch::test;
using Stage = ReadingRun::Stage;

class TestReadingTimes : public QObject, ReadingFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void aBreakHidesThePictureAndStopsTheClock()
    {
        make(2);
        auto window = reading();
        m_clock.pass(2000);
        press(*window, Qt::Key_P);
        QCOMPARE(window->run().stage(), Stage::Paused);
        QVERIFY(window->run().picture().empty() && !window->view().isVisible());
        press(*window, Qt::Key_R); // no answers meanwhile
        m_clock.pass(600'000);
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().stage(), Stage::Reading);
        QVERIFY(!window->run().draft().answer && window->view().hasPicture());
        m_clock.pass(500);
        answer(*window, Qt::Key_R, Qt::Key_2);
        QCOMPARE(answers()[0].durationMs, std::int64_t{2500});
        QCOMPARE(answers()[0].shownMs, std::int64_t{2500});
    }

    void theTimeIsOverAndTheQuestionStays()
    {
        make(2, [](StudyOptions& options) { options.timeLimitMs = 3000; });
        auto window = reading();
        QCOMPARE(textOf(*window, "readingTime"), QStringLiteral("3 s"));
        m_clock.pass(2200);
        window->run().tick();
        QCOMPARE(textOf(*window, "readingTime"), QStringLiteral("1 s"));
        QVERIFY(window->view().hasPicture());
        press(*window, Qt::Key_P); // a break does not use the time up
        m_clock.pass(50'000);
        press(*window, Qt::Key_P);
        QVERIFY(window->view().hasPicture());
        m_clock.pass(800);
        window->run().tick();
        QVERIFY(window->run().timeOver() && !window->view().hasPicture());
        m_clock.pass(1000);
        answer(*window, Qt::Key_S, Qt::Key_2);
        QCOMPARE(answers().size(), std::size_t{1});
        QVERIFY(answers()[0].timedOut && answers()[0].answer == Truth::Synthesised);
        QCOMPARE(answers()[0].shownMs, std::int64_t{3000});
        QCOMPARE(answers()[0].durationMs, std::int64_t{4000});
        // The timer of the window itself looks at the clock too.
        m_clock.pass(3001);
        QTRY_VERIFY(window->run().timeOver());
        press(*window, Qt::Key_X);
        QVERIFY(!answers()[1].answer && answers()[1].timedOut && answers()[1].confidence == 0);
        QCOMPARE(window->run().trial(), std::size_t{2});
        QVERIFY(window->view().hasPicture());
    }

    void theTimeIsOverAndTheNextComes()
    {
        make(2, [](StudyOptions& options) {
            options.timeLimitMs = 3000;
            options.nextAtLimit = true;
        });
        auto window = reading();
        m_clock.pass(3000);
        window->run().tick();
        QCOMPARE(window->run().trial(), std::size_t{1});
        press(*window, Qt::Key_R);
        press(*window, Qt::Key_4);
        m_clock.pass(3000);
        window->run().tick();
        QCOMPARE(window->run().trial(), std::size_t{2});
        QCOMPARE(answers().size(), std::size_t{2});
        QVERIFY(!answers()[0].answer && answers()[0].timedOut);
        QVERIFY(answers()[1].answer == Truth::Real && answers()[1].confidence == 4 && answers()[1].timedOut);
    }

    /// The rest of a word that was being typed when the time ran out is no answer to the picture that came.
    void typingPastTheLimitMakesABreak()
    {
        make(2, [](StudyOptions& options) {
            options.timeLimitMs = 3000;
            options.nextAtLimit = true;
            options.freeText = true;
        });
        auto window = reading();
        auto* remark = window->findChild<QPlainTextEdit*>(QStringLiteral("readingRemark"));
        press(*window, Qt::Key_S);
        press(*window, Qt::Key_4);
        press(*window, Qt::Key_T);
        QTest::keyClicks(remark, QStringLiteral("blurred bor"));
        m_clock.pass(3000);
        window->run().tick();
        QCOMPARE(window->run().trial(), std::size_t{1});
        QCOMPARE(window->run().stage(), Stage::Paused);
        QVERIFY(!remark->hasFocus() && !window->view().isVisible());
        for (const Qt::Key key : {Qt::Key_D, Qt::Key_E, Qt::Key_R, Qt::Key_S, Qt::Key_3})
            press(*window, key);
        QCOMPARE(answers().size(), std::size_t{1});
        QCOMPARE(answers()[0].text, std::string("blurred bor"));
        QVERIFY(answers()[0].answer == Truth::Synthesised && answers()[0].timedOut);
        m_clock.pass(90'000);
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().stage(), Stage::Reading);
        QVERIFY(!window->run().draft().answer && window->run().draft().confidence == 0 && window->run().draft().text.isEmpty());
        QCOMPARE(window->run().leftMs().value(), std::int64_t{3000});
        // Without typing, the next one comes without a break.
        m_clock.pass(3000);
        window->run().tick();
        QCOMPARE(window->run().trial(), std::size_t{2});
        QCOMPARE(window->run().stage(), Stage::Reading);
    }

    /// A changed answer stands for all looks at its picture: their times add up, and its time limit is not given anew.
    void timesOfAnAnswerLookedAtAgain()
    {
        make(2, [](StudyOptions& options) {
            options.goingBack = true;
            options.timeLimitMs = 3000;
        });
        auto window = reading();
        m_clock.pass(1000);
        answer(*window, Qt::Key_R, Qt::Key_5);
        m_clock.pass(700);
        answer(*window, Qt::Key_R, Qt::Key_1);
        // A look that changes nothing leaves the times as they were.
        press(*window, Qt::Key_PageUp);
        press(*window, Qt::Key_PageUp);
        QCOMPARE(window->run().leftMs().value(), std::int64_t{2000});
        m_clock.pass(400);
        press(*window, Qt::Key_PageDown);
        QCOMPARE(answers().size(), std::size_t{2});
        QCOMPARE(answers()[0].durationMs, std::int64_t{1000});
        // One that changes it.
        press(*window, Qt::Key_PageUp);
        QCOMPARE(window->run().trial(), std::size_t{0});
        QCOMPARE(window->run().leftMs().value(), std::int64_t{2000});
        m_clock.pass(1500);
        answer(*window, Qt::Key_S, Qt::Key_2);
        auto rows = answers();
        QCOMPARE(rows.size(), std::size_t{3});
        QVERIFY(!rows[0].last && rows[0].durationMs == 1000 && rows[0].shownMs == 1000);
        QVERIFY(rows[1].last && rows[1].revision == 1);
        QCOMPARE(rows[1].durationMs, std::int64_t{2500});
        QCOMPARE(rows[1].shownMs, std::int64_t{2500});
        QVERIFY(!rows[1].timedOut);
        // Once more, beyond the limit: what is shown ends with it, what is thought does not; a break in between counts nowhere.
        QCOMPARE(window->run().trial(), std::size_t{2});
        press(*window, Qt::Key_PageUp);
        press(*window, Qt::Key_PageUp);
        QCOMPARE(window->run().leftMs().value(), std::int64_t{500});
        press(*window, Qt::Key_P);
        m_clock.pass(60'000);
        press(*window, Qt::Key_P);
        m_clock.pass(500);
        window->run().tick();
        QVERIFY(window->run().timeOver() && !window->view().hasPicture());
        QVERIFY2(window->run().revisiting(), "no next picture comes over an answer");
        m_clock.pass(800);
        answer(*window, Qt::Key_R, Qt::Key_3);
        rows = answers();
        QCOMPARE(rows.size(), std::size_t{4});
        QVERIFY(rows[2].last && rows[2].revision == 2 && rows[2].timedOut);
        QCOMPARE(rows[2].durationMs, std::int64_t{3800});
        QCOMPARE(rows[2].shownMs, std::int64_t{3000});
        // Its time is used up: at the next look there is no picture.
        press(*window, Qt::Key_PageUp);
        press(*window, Qt::Key_PageUp);
        QVERIFY(window->run().timeOver() && !window->view().hasPicture());
        QCOMPARE(window->run().answered(), std::size_t{2});
    }

    /// Who makes a break while the disk is full has it until he ends it, also when the answer gets written meanwhile.
    void aBreakWhileAnAnswerWaitsForTheDisk()
    {
        const MadeStudy made = make(2, [](StudyOptions& options) { options.timeLimitMs = 3000; });
        auto window = reading();
        m_clock.pass(1200);
        {
            const FullDisk full(4096);
            answer(*window, Qt::Key_S, Qt::Key_5);
            QVERIFY(window->run().unwritten());
            press(*window, Qt::Key_P);
            QCOMPARE(window->run().stage(), Stage::Paused);
            QVERIFY(window->run().unwritten() && window->run().picture().empty());
            m_clock.pass(10'000);
            window->run().retry();
            QVERIFY(window->run().unwritten());
            QCOMPARE(window->run().stage(), Stage::Paused);
            QVERIFY(!window->close());
            QVERIFY2(window->warning().contains(QStringLiteral("Close again")), qPrintable(window->warning()));
        }
        window->run().retry();
        QVERIFY(!window->run().unwritten());
        QCOMPARE(window->run().stage(), Stage::Paused);
        QVERIFY(window->run().picture().empty() && !window->view().isVisible());
        QVERIFY2(window->warning().isEmpty(), "what was said about closing is no longer so");
        QCOMPARE(answers().size(), std::size_t{1});
        QCOMPARE(answers()[0].durationMs, std::int64_t{1200});
        // The next picture waits behind the break with its whole time.
        m_clock.pass(500'000);
        press(*window, Qt::Key_R);
        window->run().tick();
        QCOMPARE(answers().size(), std::size_t{1});
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().stage(), Stage::Reading);
        QCOMPARE(window->run().trial(), std::size_t{1});
        QVERIFY(window->view().hasPicture() && !window->run().draft().answer);
        QCOMPARE(window->run().leftMs().value(), std::int64_t{3000});
        m_clock.pass(400);
        answer(*window, Qt::Key_R, Qt::Key_2);
        const auto rows = answers();
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[1].durationMs, std::int64_t{400});
        QCOMPARE(rows[1].shownMs, std::int64_t{400});
        QCOMPARE(rows[1].image, made.plan.trials[1]);
    }

    void clocksThatJump()
    {
        make(2);
        auto window = reading();
        m_clock.pass(1500);
        *m_clock.wall -= 86'400'000;
        answer(*window, Qt::Key_R, Qt::Key_1);
        *m_clock.wall += 400'000'000;
        m_clock.pass(700);
        answer(*window, Qt::Key_R, Qt::Key_1);
        QCOMPARE(answers()[0].durationMs, std::int64_t{1500});
        QCOMPARE(answers()[1].durationMs, std::int64_t{700});
    }
};

QTEST_MAIN(TestReadingTimes)
#include "test_reading_times.moc"
