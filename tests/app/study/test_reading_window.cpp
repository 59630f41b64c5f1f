// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The window of a reader study, by real keys and clicks: from the name to the report, and everything that may go wrong on the way.

#include "app/study/reading_pages.h"
#include "app/study/reading_view.h"
#include "core/base/files.h"
#include "core/study/report.h"
#include "tests/app/study/reading_fixture.h"
#include "tests/support/check.h"
#include "tests/support/full_disk.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>

using namespace sonosketch;
using namespace sonosketch::study;
using namespace sonosketch::test;
using Stage = ReadingRun::Stage;
namespace fs = std::filesystem;

class TestReadingWindow : public QObject, ReadingFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void fortyAnswersToTheReport()
    {
        const MadeStudy made = make(17, [](StudyOptions& options) { options.repeats = 6; });
        QCOMPARE(made.plan.trials.size(), std::size_t{40});
        auto window = openReading(folder(), m_clock.clock());
        QCOMPARE(window->run().stage(), Stage::Reader);
        signIn(*window, QStringLiteral("Ann"));
        QCOMPARE(window->run().stage(), Stage::Intro);
        press(*window, Qt::Key_Return);
        std::map<std::string, Truth> told;
        int right = 0;
        for (std::size_t trial = 0; trial < 40; ++trial) {
            QCOMPARE(window->run().stage(), Stage::Reading);
            QCOMPARE(textOf(*window, "readingProgress"), QStringLiteral("%1 of 40").arg(trial + 1));
            // What is on the screen is the picture of this trial.
            const std::string id = made.plan.trials[trial];
            const cv::Mat expected = readStudyImage(folder(), made.plan, id);
            const QImage& shown = window->view().shown();
            QCOMPARE(shown.size(), QSize(64, 64));
            for (int y = 0; y < 64; ++y)
                QCOMPARE(std::memcmp(shown.constScanLine(y), expected.ptr(y), 64), 0);
            // Every fourth one wrong, and twice the same for the same picture.
            const Truth truth = made.key.sets[made.key.setOf(id)].truth;
            if (!told.contains(id)) {
                const bool wrong = told.size() % 4 == 3;
                right += wrong ? 0 : 1;
                told[id] = (truth == Truth::Real) != wrong ? Truth::Real : Truth::Synthesised;
            }
            m_clock.pass(1000 + static_cast<std::int64_t>(trial));
            const auto confidence = static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(trial % 5));
            answer(*window, told[id] == Truth::Real ? Qt::Key_R : Qt::Key_S, confidence, trial % 2 ? Qt::Key_Space : Qt::Key_Return);
            QCOMPARE(answers().size(), trial + 1); // on the disk at once
        }
        QCOMPARE(window->run().stage(), Stage::Ended);
        QVERIFY(window->warning().isEmpty());

        const StudyAnalysis analysis = analyseStudy(made.plan, made.key, answers());
        const ReaderResult& ann = analysis.readers.at(0);
        QCOMPARE(ann.name, std::string("Ann"));
        QCOMPARE(ann.answered, std::size_t{40});
        QCOMPARE(static_cast<int>(ann.right.successes), right);
        QCOMPARE(static_cast<int>(ann.right.trials), 34);
        QCOMPARE(ann.intra->value, 1.0);
        QCOMPARE(ann.time->median, 1019.5);
        for (const LoggedAnswer& row : answers()) {
            QCOMPARE(row.answer, told[made.plan.trials[row.trial]]);
            QCOMPARE(row.confidence, 1 + static_cast<int>(row.trial % 5));
            QCOMPARE(row.durationMs, 1000 + static_cast<std::int64_t>(row.trial));
        }
        QVERIFY(studyHtml(analysis).find("Ann") != std::string::npos);
    }

    void buttonsDoTheSame()
    {
        make(2);
        auto window = reading();
        clickButton(*window, "answerSynthesised");
        clickButton(*window, "confidence4");
        clickButton(*window, "readingGive");
        QCOMPARE(answers().size(), std::size_t{1});
        QVERIFY(answers()[0].answer == Truth::Synthesised && answers()[0].confidence == 4);
        // The next one starts with nothing chosen.
        QVERIFY(!window->run().draft().answer && window->run().draft().confidence == 0);
        QVERIFY(!window->findChild<QAbstractButton*>(QStringLiteral("answerSynthesised"))->isChecked());
    }

    void whatLacksIsSaid()
    {
        make(2);
        auto window = reading();
        press(*window, Qt::Key_Return);
        QVERIFY2(window->warning().contains(QStringLiteral("R or S")), qPrintable(window->warning()));
        press(*window, Qt::Key_R);
        press(*window, Qt::Key_Space);
        QVERIFY2(window->warning().contains(QStringLiteral("1 to 5")), qPrintable(window->warning()));
        press(*window, Qt::Key_6);
        press(*window, Qt::Key_X); // no way out without a time limit
        press(*window, Qt::Key_PageUp);
        QVERIFY(answers().empty());
        QCOMPARE(window->run().trial(), std::size_t{0});
        // A held key answers one picture, not all.
        press(*window, Qt::Key_3);
        for (int i = 0; i < 4; ++i) {
            QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QString(), i > 0);
            QCoreApplication::sendEvent(window.get(), &held);
        }
        QCOMPARE(answers().size(), std::size_t{1});
    }

    void fullScreenGoesAndComesOnEveryPage()
    {
        make(2);
        auto window = openReading(folder(), m_clock.clock());
        for (const Stage stage : {Stage::Reader, Stage::Intro, Stage::Reading}) {
            if (stage == Stage::Intro)
                signIn(*window, QStringLiteral("Ann"));
            else if (stage == Stage::Reading)
                press(*window, Qt::Key_Return);
            QCOMPARE(window->run().stage(), stage);
            press(*window, Qt::Key_F11);
            QVERIFY(window->isFullScreen());
            press(*window, Qt::Key_F11);
            QVERIFY(!window->isFullScreen());
        }
        QVERIFY(!window->run().draft().answer && answers().empty());
    }

    void closedAndGoneOnAtTheSamePicture()
    {
        const MadeStudy made = make(3);
        {
            auto window = reading();
            answer(*window, Qt::Key_R, Qt::Key_5);
            answer(*window, Qt::Key_S, Qt::Key_1);
            press(*window, Qt::Key_R); // chosen, not given
            window->close();
        }
        auto window = openReading(folder(), m_clock.clock());
        auto* list = window->findChild<QListWidget*>(QStringLiteral("readerList"));
        QCOMPARE(list->count(), 1);
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("2 of 6")), qPrintable(list->item(0)->text()));
        list->setCurrentRow(0);
        clickButton(*window, "readerBegin");
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().trial(), std::size_t{2});
        QVERIFY(!window->run().draft().answer);
        for (int i = 0; i < 4; ++i)
            answer(*window, Qt::Key_S, Qt::Key_2);
        QCOMPARE(window->run().stage(), Stage::Ended);
        QCOMPARE(answers().size(), std::size_t{6});
        // Somebody else, in the same window.
        clickButton(*window, "endOther");
        QCOMPARE(list->count(), 1);
        window->findChild<QWidget*>(QStringLiteral("readerName"))->setFocus();
        window->beginAs(QStringLiteral("Bo"));
        press(*window, Qt::Key_Return);
        QCOMPARE(window->run().trial(), std::size_t{0});
        // Ann has nothing left to do.
        window->run().leave();
        window->beginAs(QStringLiteral("Ann"));
        QCOMPARE(window->run().stage(), Stage::Ended);
    }

    void theWayBack()
    {
        make(2, [](StudyOptions& options) {
            options.goingBack = true;
            options.freeText = true;
        });
        auto window = reading();
        press(*window, Qt::Key_T);
        auto* remark = window->findChild<QPlainTextEdit*>(QStringLiteral("readingRemark"));
        QVERIFY(remark->hasFocus());
        QTest::keyClicks(remark, QStringLiteral("rs1 speckle"));
        QVERIFY2(!window->run().draft().answer, "letters in the remark are no answers");
        QTest::keyClick(remark, Qt::Key_Escape);
        answer(*window, Qt::Key_R, Qt::Key_5);
        answer(*window, Qt::Key_S, Qt::Key_4);
        press(*window, Qt::Key_PageUp);
        press(*window, Qt::Key_PageUp);
        QCOMPARE(window->run().trial(), std::size_t{0});
        QVERIFY(window->run().draft().answer == Truth::Real && window->run().draft().confidence == 5);
        QCOMPARE(remark->toPlainText(), QStringLiteral("rs1 speckle"));
        // Looked at and left as it was: no new row. Then changed.
        press(*window, Qt::Key_PageDown);
        QCOMPARE(window->run().trial(), std::size_t{1});
        press(*window, Qt::Key_Backspace);
        QCOMPARE(answers().size(), std::size_t{2});
        answer(*window, Qt::Key_S, Qt::Key_3);
        QCOMPARE(window->run().trial(), std::size_t{2});
        const auto rows = answers();
        QCOMPARE(rows.size(), std::size_t{3});
        QVERIFY(!rows[0].last && rows[1].last && rows[1].revision == 1 && rows[1].answer == Truth::Synthesised);
        QCOMPARE(rows[1].text, std::string("rs1 speckle"));
        QCOMPARE(window->run().answered(), std::size_t{2});
    }

    void remarksThatTheLogWouldRefuse()
    {
        make(2, [](StudyOptions& options) { options.freeText = true; });
        auto window = reading();
        auto* remark = window->findChild<QPlainTextEdit*>(QStringLiteral("readingRemark"));
        remark->setPlainText(QStringLiteral("a\x01") + QChar(0x2028) + QString(5000, QChar(0x20AC)));
        answer(*window, Qt::Key_R, Qt::Key_1);
        QCOMPARE(answers().size(), std::size_t{1});
        QVERIFY(answers()[0].text.starts_with("a\n\xe2\x82\xac") && answers()[0].text.size() <= maxTextBytes);
    }

    void twoWindows()
    {
        make(2);
        auto first = reading();
        auto second = openReading(folder(), m_clock.clock());
        second->beginAs(QStringLiteral("Ann"));
        QCOMPARE(second->run().stage(), Stage::Reader);
        QVERIFY2(second->warning().contains(QStringLiteral("another window")), qPrintable(second->warning()));
        // Under another name both may read.
        second->beginAs(QStringLiteral("Bo"));
        press(*second, Qt::Key_Return);
        answer(*first, Qt::Key_R, Qt::Key_1);
        answer(*second, Qt::Key_S, Qt::Key_2);
        QCOMPARE(answers().size(), std::size_t{2});
        second->run().leave();
        // The first window hangs, and the second takes over.
        m_clock.pass(leaseMs + 1);
        second->beginAs(QStringLiteral("Ann"));
        press(*second, Qt::Key_Return);
        QCOMPARE(second->run().trial(), std::size_t{1});
        answer(*first, Qt::Key_R, Qt::Key_5);
        QCOMPARE(first->run().stage(), Stage::Lost);
        QVERIFY2(first->warning().contains(QStringLiteral("took over")), qPrintable(first->warning()));
        answer(*second, Qt::Key_S, Qt::Key_3);
        const auto rows = answers();
        QCOMPARE(rows.size(), std::size_t{3}); // nothing counts twice
        QVERIFY(rows[1].reader == "Ann" && rows[1].trial == 1 && rows[1].answer == Truth::Synthesised);
        press(*first, Qt::Key_Return);
        QCOMPARE(first->run().stage(), Stage::Reader);
    }

    void heartbeatsKeepTheReader()
    {
        make(2);
        auto first = reading();
        auto second = openReading(folder(), m_clock.clock());
        for (int i = 0; i < 8; ++i) {
            m_clock.pass(beatMs);
            first->run().beat();
        }
        second->beginAs(QStringLiteral("Ann"));
        QCOMPARE(second->run().stage(), Stage::Reader);
    }

    void aMissingPicture()
    {
        const MadeStudy made = make(2);
        const fs::path lost = imagePath(folder(), made.plan.trials[1]);
        fs::rename(lost, root() / "kept.png");
        auto window = openReading(folder(), m_clock.clock());
        window->beginAs(QStringLiteral("Ann"));
        QVERIFY2(window->warning().contains(QStringLiteral("1 ")), qPrintable(window->warning()));
        press(*window, Qt::Key_Return);
        answer(*window, Qt::Key_R, Qt::Key_1);
        QCOMPARE(window->run().stage(), Stage::Blocked);
        QVERIFY2(window->warning().contains(QString::fromStdString(made.plan.trials[1])), qPrintable(window->warning()));
        press(*window, Qt::Key_Return); // still missing
        QCOMPARE(window->run().stage(), Stage::Blocked);
        press(*window, Qt::Key_N);
        answer(*window, Qt::Key_R, Qt::Key_2);
        answer(*window, Qt::Key_R, Qt::Key_3);
        QCOMPARE(window->run().stage(), Stage::Ended);
        QCOMPARE(window->run().leftOut(), std::size_t{1});
        fs::rename(root() / "kept.png", lost);
        clickButton(*window, "endRetry");
        QCOMPARE(window->run().trial(), std::size_t{1});
        answer(*window, Qt::Key_S, Qt::Key_4);
        QCOMPARE(answers().size(), std::size_t{4});
        QCOMPARE(window->run().leftOut(), std::size_t{0});
    }

    void filesChangedByHand()
    {
        const MadeStudy made = make(2);
        const fs::path picture = imagePath(folder(), made.plan.trials[0]);
        auto bytes = readFile(picture, 1 << 20);
        bytes[bytes.size() / 2] ^= 1;
        writeFileAtomically(picture, bytes);
        auto window = reading();
        QCOMPARE(window->run().stage(), Stage::Blocked);
        QVERIFY2(window->warning().contains(QStringLiteral("changed")), qPrintable(window->warning()));
        window.reset();
        std::string text = readTextFile(folder() / "study.json");
        text.replace(text.find("first round"), 5, "other");
        writeFileAtomically(folder() / "study.json", text);
        QCOMPARE(codeOf([&] { ReadingRun run(folder()); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { ReadingRun run(root()); }), ErrorCode::NotFound);
    }

    void aDamagedLogIsSaid()
    {
        make(2);
        writeFileAtomically(folder() / "answers.sqlite", std::string(4096, 'x'));
        auto window = openReading(folder(), m_clock.clock());
        QVERIFY2(window->warning().contains(QStringLiteral("answers.sqlite")), qPrintable(window->warning()));
        window->beginAs(QStringLiteral("Ann"));
        QCOMPARE(window->run().stage(), Stage::Reader);
        QVERIFY(!window->warning().isEmpty());
    }

    void aFullDiskInTheMiddle()
    {
        make(3);
        auto window = reading();
        answer(*window, Qt::Key_R, Qt::Key_1);
        {
            const FullDisk full(4096);
            answer(*window, Qt::Key_S, Qt::Key_5);
            QVERIFY(window->run().unwritten());
            QVERIFY2(window->warning().contains(QStringLiteral("Not written yet")), qPrintable(window->warning()));
            QCOMPARE(window->run().trial(), std::size_t{1});
            // Nothing else can be answered, and the answer cannot be changed, until it is on the disk.
            press(*window, Qt::Key_R);
            press(*window, Qt::Key_Return);
            QVERIFY(window->run().unwritten());
            QVERIFY(!window->close());
            QVERIFY2(window->warning().contains(QStringLiteral("Close again")), qPrintable(window->warning()));
        }
        clickButton(*window, "readingRetry");
        QVERIFY(!window->run().unwritten() && window->warning().isEmpty());
        QCOMPARE(window->run().trial(), std::size_t{2});
        const auto rows = answers();
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(rows[1].answer == Truth::Synthesised && rows[1].confidence == 5);
        {
            // Without a click it is tried again by itself.
            std::optional<FullDisk> full(std::in_place, rlim_t{4096});
            answer(*window, Qt::Key_R, Qt::Key_3);
            QVERIFY(window->run().unwritten());
            full.reset();
            QTRY_VERIFY_WITH_TIMEOUT(!window->run().unwritten(), 10'000);
        }
        QCOMPARE(answers().size(), std::size_t{3});
    }

    void zoomAndGreyLevels()
    {
        make(2);
        auto window = reading();
        ReadingView& view = window->view();
        const QImage before = view.shown();
        press(*window, Qt::Key_Plus);
        QVERIFY(view.zoom() > 1.2);
        QWheelEvent wheel(QPointF(view.rect().center()), view.mapToGlobal(QPointF(view.rect().center())), {}, {0, 120}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
        QVERIFY(view.zoom() > 1.4);
        const QPoint centre = view.rect().center();
        QTest::mousePress(&view, Qt::RightButton, {}, centre);
        QTest::mouseMove(&view, centre + QPoint(-60, -40));
        QTest::mouseRelease(&view, Qt::RightButton, {}, centre + QPoint(-60, -40));
        QCOMPARE(view.greyWidth(), 195.0);
        QCOMPARE(view.greyLevel(), 107.5);
        QVERIFY(view.shown() != before);
        press(*window, Qt::Key_0);
        QCOMPARE(view.zoom(), 1.0);
        QVERIFY(view.shown() == before);
        press(*window, Qt::Key_Up);
        QVERIFY(qGray(view.shown().pixel(3, 3)) >= qGray(before.pixel(3, 3)) && view.shown() != before);
        // The next picture starts plain, so that all are first seen alike.
        answer(*window, Qt::Key_R, Qt::Key_1);
        QCOMPARE(view.greyLevel(), 127.5);
    }
};

QTEST_MAIN(TestReadingWindow)
#include "test_reading_window.moc"
