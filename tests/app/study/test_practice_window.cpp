// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Tasks in the real practice window, with mouse and keys: paint, spot, measure; the log, replays, plots and CSV of what was done.

#include "core/base/files.h"
#include "core/practice/scoring.h"
#include "core/sqlite/database.h"
#include "tests/app/study/practice_window_driver.h"
#include "tests/support/full_disk.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QtTest>

#include <array>
#include <cmath>

using namespace sonosketch;
using namespace sonosketch::test;
using State = PracticePage::State;
using Page = PracticeWindow::Page;
using practice::Kind;
namespace fs = std::filesystem;

class TestPracticeWindow : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path freshLog() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++) / "practice.sqlite"; }

    /// Paints a rectangle with the lasso and names a class.
    static void answerPaint(PaintPage& page, const cv::Rect& rect, const std::string& name)
    {
        page.selectTool(practice::Stroke::Tool::Lasso);
        const QPointF a(rect.x, rect.y), b(rect.x + rect.width, rect.y), c(rect.x + rect.width, rect.y + rect.height),
            d(rect.x, rect.y + rect.height);
        dragThrough(page.view(), {a, b, c, d, a});
        page.selectClass(name);
    }

private Q_SLOTS:
    void paintingByMouseGivesTheKnownDice()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        stage.window->showPage(Page::Paint);
        PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        QCOMPARE(page.state(), State::Asking);
        QVERIFY(!page.view().shown().isNull());
        const cv::Mat truth = page.lesion().truth;
        // Enter without an answer says what is missing.
        QTest::keyClick(&page.view(), Qt::Key_Return);
        QCOMPARE(page.state(), State::Asking);

        const cv::Rect rect = cv::boundingRect(truth);
        answerPaint(page, rect, page.lesion().className);
        QCOMPARE(cv::countNonZero(page.sheet().mask()), rect.area());
        const double wanted = 2.0 * cv::countNonZero(truth) / (cv::countNonZero(truth) + rect.area());
        QTest::keyClick(&page.view(), Qt::Key_Return);
        QCOMPARE(page.state(), State::Scored);
        const auto answers = practice::ProgressStore::open(log).answers(true);
        QCOMPARE(answers.size(), std::size_t{1});
        QVERIFY(std::abs(answers[0].dice.value() - wanted) < 1e-12);
        QCOMPARE(answers[0].right, wanted >= practice::enoughDice);
        QVERIFY(page.scoreText().contains(QLocale().toString(wanted, 'f', 2)));
        QVERIFY(answers[0].boundary.value() > 0);
        QCOMPARE(answers[0].mmPerPixel.value(), 0.2); // of the drawn case
        QCOMPARE(answers[0].model, std::string("fake"));
        // The overlay: too much in the corner of the box, hit inside.
        const QImage tint = page.view().tint();
        const QColor corner = QColor::fromRgba(tint.pixel(rect.x + 1, rect.y + 1));
        QVERIFY(truth.at<std::uint8_t>(rect.y + 1, rect.x + 1) == 0 && corner.red() > corner.blue() + 60);
        const QPointF inside = middleOf(truth);
        const QColor hit = QColor::fromRgba(tint.pixel(inside.toPoint()));
        QVERIFY(hit.blue() > hit.red() + 60);
        // And on.
        QTest::keyClick(page.window(), Qt::Key_Escape);
        page.checkOrNext();
        QVERIFY(PracticeStage::waitFor(page));
        QCOMPARE(page.state(), State::Asking);
        QVERIFY(page.sheet().strokes().empty());
        QVERIFY(!samePixels(page.lesion().truth, truth));
    }
    void brushEraserUndoAndKeys()
    {
        PracticeStage stage(freshLog());
        stage.window->showPage(Page::Paint);
        PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        stage.window->activateWindow();
        QTest::keyClick(&page.view(), Qt::Key_B);
        page.setDiameter(20);
        dragThrough(page.view(), {{100, 100}, {150, 100}});
        const int painted = cv::countNonZero(page.sheet().mask());
        QVERIFY(std::abs(painted - (50 * 20 + 314)) < 40);
        QTest::keyClick(&page.view(), Qt::Key_E);
        dragThrough(page.view(), {{150, 100}, {151, 100}});
        QVERIFY(cv::countNonZero(page.sheet().mask()) < painted);
        QTest::keyClick(&page.view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(cv::countNonZero(page.sheet().mask()), painted);
        QTest::keyClick(&page.view(), Qt::Key_3);
        page.checkOrNext();
        QCOMPARE(page.state(), State::Scored);
        const auto row = stage.window->paint().sheet().strokes();
        QCOMPARE(row.back().tool, practice::Stroke::Tool::Choice);
        QCOMPARE(row.back().samples.front().x, 3.0);
    }
    void aChangeIsSpottedOnIt_data()
    {
        QTest::addColumn<bool>("onIt");
        QTest::newRow("on it") << true;
        QTest::newRow("beside") << false;
    }
    void aChangeIsSpottedOnIt()
    {
        QFETCH(bool, onIt);
        const fs::path log = freshLog();
        PracticeStage stage(log);
        stage.window->showPage(Page::Spot);
        SpotPage& page = stage.window->spot();
        QVERIFY(PracticeStage::waitFor(page));
        QCOMPARE(page.state(), State::Asking);
        QVERIFY(page.first().shown() != page.second().shown());
        page.checkOrNext();
        QCOMPARE(page.state(), State::Asking); // nothing was clicked
        const QPointF at = onIt ? middleOf(page.change().changed) : QPointF(5, 500);
        dragThrough(onIt ? page.second() : page.first(), {at});
        page.checkOrNext();
        QCOMPARE(page.state(), State::Scored);
        QVERIFY(page.blinking());
        const auto answer = practice::ProgressStore::open(log).answers(true).at(0);
        QCOMPARE(answer.right, onIt);
        QCOMPARE(answer.distance.value() == 0, onIt);
        QCOMPARE(answer.strokes.size(), std::size_t{1});
        // It blinks between both pictures.
        const QImage now = page.second().shown();
        QVERIFY(QTest::qWaitFor([&] { return page.second().shown() != now; }, 5000));
    }
    void aKnownLengthIsMeasured()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        stage.window->showPage(Page::Measure);
        MeasurePage& page = stage.window->measure();
        QVERIFY(PracticeStage::waitFor(page));
        const auto truths = diametersOfRegion(page.lesion().truth);
        const auto point = [](cv::Point2d at) { return QPointF(at.x, at.y); };
        // The longest a twentieth too short, the other one exact.
        const QPointF from = point(truths->longest.from), to = point(truths->longest.to);
        dragThrough(page.view(), {from, to - 0.05 * (to - from)});
        page.checkOrNext();
        QCOMPARE(page.state(), State::Asking); // the second caliper is missing
        dragThrough(page.view(), {point(truths->across.from), point(truths->across.to)});
        page.checkOrNext();
        QCOMPARE(page.state(), State::Scored);
        const auto answer = practice::ProgressStore::open(log).answers().at(0);
        QVERIFY(answer.right);
        QVERIFY(std::abs(answer.length.value() - 0.95 * truths->longest.length()) < 0.5);
        QVERIFY(std::abs(answer.trueLength.value() - truths->longest.length()) < 1e-9);
        QVERIFY(page.scoreText().contains(QLocale().toString(truths->longest.length() * 0.2, 'f', 1))); // millimetres
        QVERIFY(std::abs(answer.score() - 0.975) < 0.01);
    }
    void realPicturesAreTheScan()
    {
        PracticeStage stage(freshLog());
        stage.window->setSource(PracticeWindow::Source::Real);
        stage.window->showPage(Page::Paint);
        PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        QVERIFY(page.lesion().real);
        QCOMPARE(stage.control->passes.load(), 0); // no generator was asked
    }
    void whatWasDoneCanBeSeenAgain()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        window.showPage(Page::Paint);
        QVERIFY(PracticeStage::waitFor(window.paint()));
        const double before = window.level(Kind::Paint);
        answerPaint(window.paint(), cv::boundingRect(window.paint().lesion().truth), window.paint().lesion().className);
        const cv::Mat painted = window.paint().sheet().mask().clone();
        window.paint().checkOrNext();
        QVERIFY(window.level(Kind::Paint) > before);
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        dragThrough(window.spot().first(), {{5, 500}});
        window.spot().checkOrNext();
        QVERIFY(window.level(Kind::Spot) < before);

        window.showPage(Page::Progress);
        ProgressPage& page = window.progress();
        QCOMPARE(page.answerCount(), 2);
        const auto answers = practice::ProgressStore::open(log).answers(true);
        // The plot has each answer where it belongs.
        std::size_t points = 0;
        for (const auto& series : page.plot().series())
            for (const QPointF& point : series.points) {
                ++points;
                QCOMPARE(point.y(), answers.at(static_cast<std::size_t>(point.x()) - 1).score());
            }
        QCOMPARE(points, std::size_t{2});
        // The replay ends with the mask that was painted.
        QVERIFY(page.replay(answers[0].id));
        page.seek(static_cast<int>(answers[0].durationMs) + 1);
        QCOMPARE(page.replayView().tint(), tintOf(painted, practice_colors::answer, 100));
        QVERIFY(!page.replayView().shown().isNull());
        const fs::path csv = log.parent_path() / "out.csv";
        page.exportCsv(csv);
        QCOMPARE(readTextFile(csv), practice::progressCsv(answers));
        // Another sitting goes on at the level that was reached.
        const double level = window.level(Kind::Paint);
        PracticeStage next(log);
        QCOMPARE(next.window->level(Kind::Paint), level);
    }
    void aGeneratorThatFailsIsNoEnd()
    {
        PracticeStage stage(freshLog());
        stage.control->fail = true;
        stage.window->showPage(Page::Paint);
        PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        QCOMPARE(page.state(), State::Failed);
        stage.control->fail = false;
        page.checkOrNext();
        QVERIFY(PracticeStage::waitFor(page));
        QCOMPARE(page.state(), State::Asking);
    }
    void aFullDiskKeepsTheAnswerUntilThereIsRoom()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        dragThrough(window.spot().first(), {middleOf(window.spot().change().changed)});
        {
            const FullDisk full(8 << 10);
            window.spot().checkOrNext();
            QCOMPARE(window.spot().state(), State::Scored);
            QCOMPARE(window.unsaved(), std::size_t{1});
            QVERIFY(!window.problem().isEmpty());
            // Closing says it first.
            QVERIFY(!window.close());
            QVERIFY(window.problem().contains("Close again"));
        }
        window.mend();
        QCOMPARE(window.unsaved(), std::size_t{0});
        QVERIFY(window.problem().isEmpty());
        QCOMPARE(practice::ProgressStore::open(log).answers().size(), std::size_t{1});
    }
    void aDamagedLogIsKeptAndPutAside()
    {
        const fs::path log = freshLog();
        fs::create_directories(log.parent_path());
        writeFileAtomically(log, "this was a log once, now it is not one any more");
        const std::string was = readTextFile(log);
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        QVERIFY(window.problem().contains("damaged"));
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        dragThrough(window.spot().first(), {{5, 500}});
        window.spot().checkOrNext();
        QCOMPARE(window.unsaved(), std::size_t{1});
        QCOMPARE(readTextFile(log), was);
        window.mend();
        QVERIFY(window.problem().isEmpty());
        QCOMPARE(window.unsaved(), std::size_t{0});
        QCOMPARE(practice::ProgressStore::open(log).answers().size(), std::size_t{1});
        QCOMPARE(readTextFile(log.parent_path() / "practice-aside-1.sqlite"), was);
    }
    /// The button that says "Try again" never puts a log aside, whatever has become of it meanwhile.
    void aLogIsPutAsideOnlyAfterThatWasOffered()
    {
        const fs::path log = freshLog(), aside = log.parent_path() / "practice-aside-1.sqlite";
        fs::create_directories(log); // held up: a folder stands where the log is to go
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        QVERIFY2(window.problem().contains("cannot be used"), qPrintable(window.problem()));
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        dragThrough(window.spot().first(), {{5, 500}});
        window.spot().checkOrNext();
        const double level = window.level(Kind::Spot);
        // Before the click, a damaged file comes in its place.
        fs::remove(log);
        writeFileAtomically(log, "this was a log once, now it is not one any more");
        const std::string was = readTextFile(log);
        window.mend();
        QVERIFY2(window.problem().contains("damaged"), qPrintable(window.problem()));
        QVERIFY(!fs::exists(aside));
        QCOMPARE(readTextFile(log), was);
        QCOMPARE(window.unsaved(), std::size_t{1});
        // Closing asks for something else, and its "Try again" is no consent either.
        QVERIFY(!window.close());
        QVERIFY(window.problem().contains("Close again"));
        window.mend();
        QVERIFY(!fs::exists(aside) && window.problem().contains("damaged"));
        // Something else is the matter than what was offered for: said again first.
        fs::remove(log);
        sqlite::Database(log, sqlite::Database::Mode::Create, {}).execute("CREATE TABLE other(a); PRAGMA application_id = 7");
        window.mend();
        QVERIFY2(window.problem().contains("no practice log"), qPrintable(window.problem()));
        QVERIFY(!fs::exists(aside));
        // Now it is offered, and done.
        window.mend();
        QVERIFY(window.problem().isEmpty() && window.unsaved() == 0);
        QVERIFY(fs::exists(aside));
        QCOMPARE(practice::ProgressStore::open(log).answers().size(), std::size_t{1});
        QCOMPARE(window.level(Kind::Spot), level); // the answer that waited counts in the difficulty too
    }
    void aLogDamagedInTheMiddleIsPutAside()
    {
        const fs::path log = freshLog();
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        window.showPage(Page::Spot);
        QVERIFY(PracticeStage::waitFor(window.spot()));
        sqlite::Database(log, sqlite::Database::Mode::Create, {}).execute("DROP TABLE answers");
        dragThrough(window.spot().first(), {{5, 500}});
        window.spot().checkOrNext();
        QCOMPARE(window.unsaved(), std::size_t{1});
        QVERIFY2(window.problem().contains("lacks a part"), qPrintable(window.problem()));
        window.showPage(Page::Progress); // nothing to show, and no crash
        QCOMPARE(window.progress().answerCount(), 0);
        window.mend();
        QVERIFY(window.problem().isEmpty() && window.unsaved() == 0);
        QVERIFY(fs::exists(log.parent_path() / "practice-aside-1.sqlite"));
        QCOMPARE(practice::ProgressStore::open(log).answers().size(), std::size_t{1});
    }
    void controlsHaveNames()
    {
        PracticeStage stage(freshLog());
        for (const Page page : {Page::Start, Page::Paint, Page::Spot, Page::Measure, Page::WhatIf, Page::Progress}) {
            stage.window->showPage(page);
            for (const auto* button : stage.window->findChildren<QAbstractButton*>())
                QVERIFY2(!button->isVisible() || !button->accessibleName().isEmpty() || !button->text().isEmpty(),
                    qPrintable(button->toolTip()));
            for (const auto* slider : stage.window->findChildren<QAbstractSlider*>())
                QVERIFY(!slider->isVisible() || slider->objectName().startsWith("qt_") || !slider->accessibleName().isEmpty()
                    || qobject_cast<const QWidget*>(slider->parent())->objectName().startsWith("qt_"));
        }
    }
    /// Colours of the score as people see them who lack one of the three cones (Machado, Oliveira and Fernandes 2009, severity 1).
    void coloursAreToldApartByColourBlindPeople()
    {
        using Matrix = std::array<std::array<double, 3>, 3>;
        const std::array<Matrix, 3> eyes{
            Matrix{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
            Matrix{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
            Matrix{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}};
        const auto linear = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
        const auto lab = [&](const QColor& color, const Matrix& eye) {
            const std::array rgb{linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
            std::array<double, 3> seen{};
            for (std::size_t i = 0; i < 3; ++i)
                seen[i] = std::clamp(eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2], 0.0, 1.0);
            const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
            const double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
            const double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
            const double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
            return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
        };
        for (const Matrix& eye : eyes) {
            const std::array<std::array<double, 3>, 3> seen{
                lab(practice_colors::hit, eye), lab(practice_colors::missed, eye), lab(practice_colors::tooMuch, eye)};
            for (std::size_t i = 0; i < 3; ++i)
                for (std::size_t j = i + 1; j < 3; ++j) {
                    const double apart = std::hypot(seen[i][0] - seen[j][0], seen[i][1] - seen[j][1], seen[i][2] - seen[j][2]);
                    qInfo("%zu and %zu: %.0f apart", i, j, apart);
                    QVERIFY(apart > 30); // a difference of 2 can just be seen
                }
        }
    }
};

QTEST_MAIN(TestPracticeWindow)
#include "test_practice_window.moc"
