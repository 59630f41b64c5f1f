// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Practice before a study, by real keys: it tells what pictures were, and nothing of it counts.

#include "core/study/report.h"
#include "tests/app/study/reading_fixture.h"

#include <QPlainTextEdit>

using namespace sonosketch;
using namespace sonosketch::study;
using namespace sonosketch::test;
using Stage = ReadingRun::Stage;
namespace fs = std::filesystem;

class TestReadingPractice : public QObject, ReadingFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    /// Practice comes first, tells what it was, is written nowhere, and comes no second time to who has answered.
    void practiceBeforeTheStudy()
    {
        const MadeStudy made = make(4, [](StudyOptions& options) {
            options.practice = 3;
            options.practiceFeedback = true;
            options.goingBack = true;
        });
        QCOMPARE(made.plan.trials.size(), std::size_t{5});
        auto window = openReading(folder(), m_clock.clock());
        signIn(*window, QStringLiteral("Ann"));
        QVERIFY2(
            textOf(*window->findChild<QWidget*>(QStringLiteral("introPage")), "readingText").contains(QStringLiteral("3 other pictures")),
            "the reader is told beforehand");
        press(*window, Qt::Key_Return);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(window->run().practising(), std::optional(i));
            QCOMPARE(textOf(*window, "readingProgress"), QStringLiteral("Practice %1 of 3").arg(i + 1));
            const PracticeImage& image = made.plan.practice[i];
            const cv::Mat expected = readStudyImage(folder(), made.plan, image.id);
            for (int y = 0; y < 64; ++y)
                QCOMPARE(std::memcmp(window->view().shown().constScanLine(y), expected.ptr(y), 64), 0);
            const bool right = i != 1;
            answer(*window, (image.truth == Truth::Real) == right ? Qt::Key_R : Qt::Key_S, Qt::Key_3);
            QVERIFY(window->run().told() && window->run().told()->truth == image.truth);
            const QString text = textOf(*window, "readingQuestion");
            QVERIFY2(text.contains(right ? QStringLiteral("you are right") : QStringLiteral("you said")), qPrintable(text));
            QVERIFY(text.contains(image.truth == Truth::Real ? QStringLiteral("is real") : QStringLiteral("is synthesised")));
            QVERIFY(window->view().hasPicture());
            // What was said cannot be changed, and neither a hurried Space nor a way back leads on.
            for (const Qt::Key key : {Qt::Key_R, Qt::Key_Space, Qt::Key_PageUp, Qt::Key_X})
                press(*window, key);
            QCOMPARE(window->run().practising(), std::optional(i));
            if (i == 0)
                clickButton(*window, "readingGive");
            else
                press(*window, Qt::Key_Return);
        }
        QCOMPARE(window->run().stage(), Stage::Practised);
        QVERIFY(answers().empty());
        press(*window, Qt::Key_Space);
        QCOMPARE(window->run().stage(), Stage::Practised);
        // Closed here, it begins with practice again.
        window.reset();
        window = reading();
        QCOMPARE(window->run().practising(), std::optional(std::size_t{0}));
        window->run().leave();
        window->beginAs(QStringLiteral("Bo"));
        press(*window, Qt::Key_Return);
        for (int i = 0; i < 3; ++i) {
            answer(*window, Qt::Key_R, Qt::Key_1);
            press(*window, Qt::Key_Return);
        }
        press(*window, Qt::Key_Return);
        QVERIFY(!window->run().practising());
        QCOMPARE(textOf(*window, "readingProgress"), QStringLiteral("1 of 5"));
        QVERIFY(textOf(*window, "readingQuestion").startsWith(QString::fromStdString(made.plan.question)));
        QVERIFY(!window->run().draft().answer && !window->run().canGoBack());
        for (int i = 0; i < 2; ++i)
            answer(*window, Qt::Key_S, Qt::Key_2);
        QCOMPARE(answers().size(), std::size_t{2});
        window.reset();
        window = reading(QStringLiteral("Bo"));
        QVERIFY(!window->run().practising());
        QCOMPARE(window->run().trial(), std::size_t{2});
        for (int i = 0; i < 3; ++i)
            answer(*window, Qt::Key_S, Qt::Key_2);
        QCOMPARE(window->run().stage(), Stage::Ended);
        const StudyAnalysis analysis = analyseStudy(made.plan, made.key, answers());
        QCOMPARE(analysis.readers.at(0).answered, std::size_t{5});
        QCOMPARE(static_cast<int>(analysis.readers.at(0).right.trials), 5);
        QVERIFY(studyHtml(analysis).find("practice first") != std::string::npos);
    }

    void practiceThatSaysNothing()
    {
        const MadeStudy made = make(4, [](StudyOptions& options) {
            options.practice = 2;
            options.timeLimitMs = 3000;
        });
        fs::remove(imagePath(folder(), made.plan.practice[0].id));
        auto window = openReading(folder(), m_clock.clock());
        signIn(*window, QStringLiteral("Ann"));
        QVERIFY2(window->warning().contains(QStringLiteral("1 ")), qPrintable(window->warning()));
        press(*window, Qt::Key_Return);
        // One that is missing is left out of practice, and of nothing else.
        QCOMPARE(window->run().stage(), Stage::Blocked);
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().stage(), Stage::Blocked);
        press(*window, Qt::Key_N);
        QCOMPARE(window->run().practising(), std::optional(std::size_t{1}));
        QCOMPARE(window->run().leftOut(), std::size_t{0});
        m_clock.pass(3000);
        window->run().tick();
        QVERIFY(window->run().timeOver() && !window->view().hasPicture());
        press(*window, Qt::Key_X);
        QVERIFY(!window->run().told());
        QCOMPARE(window->run().stage(), Stage::Practised);
        press(*window, Qt::Key_Return);
        QVERIFY(!window->run().practising() && window->view().hasPicture() && answers().empty());
    }

    /// A break, and the time that runs out, in practice.
    void practiceUnderALimit()
    {
        make(4, [](StudyOptions& options) {
            options.practice = 2;
            options.practiceFeedback = true;
            options.timeLimitMs = 3000;
            options.nextAtLimit = true;
            options.freeText = true;
        });
        auto window = reading();
        m_clock.pass(1000);
        press(*window, Qt::Key_P);
        QCOMPARE(window->run().stage(), Stage::Paused);
        m_clock.pass(60'000);
        press(*window, Qt::Key_P);
        press(*window, Qt::Key_T);
        QTest::keyClicks(window->findChild<QPlainTextEdit*>(QStringLiteral("readingRemark")), QStringLiteral("sp"));
        m_clock.pass(2000);
        window->run().tick();
        // It tells, and waits to be read; the rest of the word goes nowhere.
        QVERIFY(window->run().told() && !window->run().told()->answer);
        QVERIFY(window->view().hasPicture());
        for (const Qt::Key key : {Qt::Key_R, Qt::Key_S, Qt::Key_Space})
            press(*window, key);
        QCOMPARE(window->run().practising(), std::optional(std::size_t{0}));
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().practising(), std::optional(std::size_t{1}));
        QCOMPARE(window->run().stage(), Stage::Reading);
        QVERIFY(!window->run().draft().answer);
        QVERIFY(answers().empty());
    }
};

QTEST_MAIN(TestReadingPractice)
#include "test_reading_practice.moc"
