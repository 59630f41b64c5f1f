// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// What is practised on: bundled cases, the editor's open one, folders and data sets; and practice from the editor's menu.

#include "app/session/settings.h"
#include "app/study/lesson_editor.h"
#include "core/edit/transaction.h"
#include "core/io/examples.h"
#include "core/metrics/diameters.h"
#include "core/practice/practice_cases.h"
#include "tests/app/study/practice_window_driver.h"
#include "tests/core/practice/practice_set.h"
#include "tests/support/dialog_hand.h"
#include "tests/support/window_driver.h"

#include <QAction>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace sonosketch;
using namespace sonosketch::test;
using State = PracticePage::State;
using Page = PracticeWindow::Page;
namespace fs = std::filesystem;

class TestCaseChoice : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++); }
    fs::path freshLog() { return fresh() / "practice.sqlite"; }

    static CaseChoice::Cases bundled() { return {std::make_shared<const Case>(drawnCase())}; }
    static std::shared_ptr<const Case> repainted(const std::string& title = "Open")
    {
        Case value = namedCase(title);
        value.labels(cv::Rect(200, 200, 40, 40)).setTo(2);
        return std::make_shared<const Case>(std::move(value));
    }
    static std::set<std::string> titles(const CaseChoice& choice)
    {
        std::set<std::string> all;
        for (const auto& each : choice.cases())
            all.insert(each->provenance.title);
        return all;
    }
    static bool read(CaseChoice& choice, const std::vector<fs::path>& folders)
    {
        QSignalSpy finished(&choice, &CaseChoice::finished);
        choice.read(folders);
        return (finished.count() > 0 || finished.wait(20'000)) && finished.front().front().toBool();
    }
    /// Both calipers where they belong; the score as it is written.
    static QString measured(PracticeWindow& window)
    {
        window.showPage(Page::Measure);
        MeasurePage& page = window.measure();
        if (!PracticeStage::waitFor(page) || page.state() != State::Asking)
            return QStringLiteral("no task");
        const auto truths = diametersOfRegion(page.lesion().truth);
        for (const Span& line : {truths->longest, truths->across})
            dragThrough(page.view(), {QPointF(line.from.x, line.from.y), QPointF(line.to.x, line.to.y)});
        page.checkOrNext();
        return page.scoreText();
    }
    static QAction* menuAction(QWidget& window, const char* name) { return window.findChild<QAction*>(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase() { qputenv("SONOSKETCH_STATE_DIR", m_dir.filePath("state").toUtf8()); }
    void cleanup() { openSettings()->remove(QStringLiteral("practice")); }

    void theOpenCaseJoinsTheBundledOnes()
    {
        CaseChoice choice(bundled(), 1);
        QSignalSpy changed(&choice, &CaseChoice::changed);
        QCOMPARE(choice.cases().size(), std::size_t{1});
        choice.setOpenCase(repainted());
        QVERIFY(titles(choice) == (std::set<std::string>{"Drawn case", "Open"}));
        QVERIFY2(choice.text().contains("the open one"), qPrintable(choice.text()));
        QCOMPARE(changed.count(), 1);
        // A lesion of fewer than minLesionPixels, the bundled case itself, or none: nothing joins.
        choice.setOpenCase(std::make_shared<const Case>(caseWithoutLesion("speck")));
        QVERIFY(titles(choice) == (std::set<std::string>{"Drawn case"}));
        QVERIFY(!choice.text().contains("the open one"));
        choice.setOpenCase(std::make_shared<const Case>(namedCase("Under another name")));
        QCOMPARE(choice.cases().size(), std::size_t{1});
        choice.setOpenCase(std::make_shared<const Case>(namedCase("Another scale", 0.1)));
        QCOMPARE(choice.cases().size(), std::size_t{2});
        choice.setOpenCase(nullptr);
        QCOMPARE(choice.cases().size(), std::size_t{1});
    }
    void realPicturesAreMeasuredInMillimetresWhereTheCaseKnowsItsScale_data()
    {
        QTest::addColumn<double>("spacing");
        QTest::newRow("known") << 0.125;
        QTest::newRow("unknown") << 0.0;
    }
    void realPicturesAreMeasuredInMillimetresWhereTheCaseKnowsItsScale()
    {
        QFETCH(double, spacing);
        const fs::path log = freshLog();
        const auto known = spacing > 0 ? std::optional(spacing) : std::nullopt;
        PracticeSetup setup;
        setup.cases = {std::make_shared<const Case>(namedCase("Real", known))};
        setup.factory = drawingFactory(setup.cases.front()->palette, std::make_shared<DrawingControl>());
        setup.storeFile = log;
        setup.seed = 5;
        PracticeWindow window(std::move(setup));
        window.show();
        window.setSource(PracticeWindow::Source::Real);
        const QString score = measured(window);
        QVERIFY(window.measure().lesion().real);
        const double pixels = diametersOfRegion(window.measure().lesion().truth)->longest.length();
        const QString wanted = known ? QLocale().toString(pixels * spacing, 'f', 1) + " mm" : QLocale().toString(pixels, 'f', 0) + " px";
        QVERIFY2(score.contains(wanted), qPrintable(score + " lacks " + wanted));
        QCOMPARE(score.contains("mm"), known.has_value());
        QCOMPARE(practice::ProgressStore::open(log).answers().at(0).mmPerPixel, known);
    }
    void aFolderOfCases()
    {
        const fs::path folder = fresh() / "ward";
        saveCase(namedCase("one", 0.125), folder / "a");
        saveCase(namedCase("two", 0.125), folder / "b");
        saveCase(caseWithoutLesion("none"), folder / "c");
        writeDamagedCase(folder / "damaged");
        PracticeStage stage(freshLog());
        CaseChoice& choice = stage.window->choice();
        QVERIFY(read(choice, {folder}));
        QVERIFY(titles(choice) == (std::set<std::string>{"one", "two"}));
        QVERIFY2(choice.text().contains("ward") && choice.text().contains('2'), qPrintable(choice.text()));
        QVERIFY2(choice.problem().contains("damaged") && choice.problem().contains("1"), qPrintable(choice.problem()));
        QVERIFY(stage.window->findChild<QLabel*>("practisedOnProblem")->isVisible());
        // Their scale is the tasks' scale, of synthesised pictures too.
        stage.window->showPage(Page::Measure);
        QVERIFY(PracticeStage::waitFor(stage.window->measure()));
        QVERIFY(stage.window->measure().lesion().hidden.provenance.title != "Drawn case");
        QCOMPARE(stage.window->measure().lesion().hidden.mmPerPixel, std::optional(0.125));
        // The open case stays out of what was chosen, and is back with the bundled ones.
        choice.setOpenCase(repainted());
        QCOMPARE(choice.cases().size(), std::size_t{2});
        choice.useBundled();
        QVERIFY(titles(choice) == (std::set<std::string>{"Drawn case", "Open"}));
        QVERIFY(choice.problem().isEmpty());
    }
    void aDataSetOfRealPicturesInMillimetres()
    {
        const fs::path folder = fresh() / "clinic";
        writeDataset(folder, {namedCase("", 0.125), caseWithoutLesion(""), namedCase("", 0.125), namedCase("", 0.125)});
        fs::remove(folder / "labels" / "set-2.png");
        PracticeStage stage(freshLog());
        CaseChoice& choice = stage.window->choice();
        QVERIFY(read(choice, {folder}));
        QVERIFY(titles(choice) == (std::set<std::string>{"set-0", "set-3"}));
        QVERIFY2(choice.problem().contains("set-2"), qPrintable(choice.problem()));
        stage.window->setSource(PracticeWindow::Source::Real);
        const QString score = measured(*stage.window);
        QVERIFY2(score.contains("mm") && !score.contains("px"), qPrintable(score));
        QVERIFY(stage.window->measure().lesion().real);
        QCOMPARE(stage.control->passes.load(), 0);
    }
    void whatIsOfNoUseChangesNothing()
    {
        const fs::path folder = fresh();
        writeDamagedCase(folder / "broken");
        saveCase(caseWithoutLesion("none"), folder / "none");
        PracticeStage stage(freshLog());
        stage.window->showPage(Page::Paint);
        QVERIFY(PracticeStage::waitFor(stage.window->paint()));
        stage.window->showPage(Page::Start);
        CaseChoice& choice = stage.window->choice();
        QSignalSpy changed(&choice, &CaseChoice::changed), chosen(&choice, &CaseChoice::chosen);
        for (const fs::path& each : {folder, folder / "none", folder / "broken", folder / "nowhere"}) {
            QVERIFY(!read(choice, {each}));
            QVERIFY(!choice.problem().isEmpty() && !choice.isReading());
            QVERIFY(titles(choice) == (std::set<std::string>{"Drawn case"}));
        }
        QVERIFY2(choice.problem().contains("nowhere"), qPrintable(choice.problem()));
        QCOMPARE(changed.count() + chosen.count(), 0);
        // A choice before it stays, too, and so does the task that was begun.
        saveCase(namedCase("one"), folder / "good");
        QVERIFY(read(choice, {folder / "good"}));
        QVERIFY(!read(choice, {folder / "broken"}));
        QVERIFY(titles(choice) == (std::set<std::string>{"one"}));
        stage.window->showPage(Page::Paint);
        QCOMPARE(stage.window->paint().state(), State::Asking);
        QCOMPARE(stage.window->paint().lesion().hidden.provenance.title, std::string("Drawn case"));
    }
    void tasksWaitForTheirCases()
    {
        const fs::path folder = fresh();
        saveCase(namedCase("one"), folder);
        PracticeStage stage(freshLog());
        PracticeWindow& window = *stage.window;
        // An answer that was scored makes room for the new cases; the page does not open before they are read.
        measured(window);
        QCOMPARE(window.measure().state(), State::Scored);
        window.showPage(Page::Start);
        window.choice().read({folder});
        window.showPage(Page::Measure);
        QCOMPARE(window.page(), Page::Start);
        QVERIFY(QTest::qWaitFor([&] { return window.page() == Page::Measure; }, 20'000));
        QVERIFY(PracticeStage::waitFor(window.measure()));
        QCOMPARE(window.measure().state(), State::Asking);
        QCOMPARE(window.measure().lesion().hidden.provenance.title, std::string("one"));
        // Who goes elsewhere meanwhile stays there.
        window.choice().read({folder});
        window.showPage(Page::Spot);
        window.showPage(Page::Progress);
        QVERIFY(QTest::qWaitFor([&] { return !window.choice().isReading(); }, 20'000));
        QCOMPARE(window.page(), Page::Progress);
        // Where nothing is of use, the start page says so.
        window.choice().read({folder / "nowhere"});
        window.showPage(Page::Spot);
        QVERIFY(QTest::qWaitFor([&] { return !window.choice().isReading(); }, 20'000));
        QCOMPARE(window.page(), Page::Start);
        QVERIFY(!window.choice().problem().isEmpty());
        // The bundled ones need no reading.
        window.choice().read({folder});
        window.choice().useBundled();
        QVERIFY(!window.choice().isReading());
        window.showPage(Page::Spot);
        QCOMPARE(window.page(), Page::Spot);
        QVERIFY(titles(window.choice()) == (std::set<std::string>{"Drawn case"}));
    }
    void standardPracticeHasTheBundledCases()
    {
        const auto setup = standardPractice(drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()));
        QCOMPARE(setup.cases.size(), exampleCases().size());
        QVERIFY(!setup.cases.empty());
        for (const auto& each : setup.cases)
            QVERIFY(practice::hasLesion(*each));
        QVERIFY(QString::fromStdString(setup.storeFile.string()).startsWith(m_dir.path()));
        QVERIFY(setup.lessonFolders == (std::vector<fs::path>{practice::bundledLessons(), ownLessons()}));
        QVERIFY(setup.folders.empty() && !setup.open);
    }
    void theEditorsMenuOpensEachPage()
    {
        auto editor =
            openWindow(*repainted("In the editor"), drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()));
        QVERIFY(editor);
        for (const auto& [command, page] :
            {std::pair(Command::PractisePaint, Page::Paint), {Command::PractiseSpot, Page::Spot}, {Command::PractiseMeasure, Page::Measure},
                {Command::PractiseWhatIf, Page::WhatIf}, {Command::PractiseProgress, Page::Progress}}) {
            editor->commands().action(command)->trigger();
            const auto windows = editor->findChildren<PracticeWindow*>();
            QCOMPARE(windows.size(), 1);
            QVERIFY(windows.front()->isVisible());
            QCOMPARE(windows.front()->page(), page);
        }
        auto* window = editor->findChild<PracticeWindow*>();
        // The open case is among them, and follows the editor when practice is asked for again.
        QCOMPARE(window->choice().cases().size(), exampleCases().size() + 1);
        QVERIFY(titles(window->choice()).contains("In the editor"));
        editor->session().restore(*repainted("Opened later"), HistoryTree());
        QVERIFY(titles(window->choice()).contains("Opened later") && !titles(window->choice()).contains("In the editor"));
        editor->session().edit(
            QStringLiteral("Clear"), {}, [](Transaction& edit) { edit.fill(Plane::Labels, edit.value().labels != 0, 0); });
        editor->commands().action(Command::PractisePaint)->trigger();
        QCOMPARE(window->choice().cases().size(), exampleCases().size());
        editor->commands().action(Command::LessonEditor)->trigger();
        auto* lessons = editor->findChild<LessonEditor*>();
        QVERIFY(lessons && lessons->isVisible());
        QCOMPARE(lessons->lesson().title, std::string("Opened later"));
        window->close();
    }
    void aFolderChosenByHandIsRemembered()
    {
        const fs::path folder = fresh() / "ward";
        saveCase(namedCase("one"), folder / "a");
        const auto remembered = [] { return openSettings()->value("practice/folders").toStringList(); };
        auto editor = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()));
        QVERIFY(editor);
        PracticeWindow* window = editor->practice();
        QVERIFY(window);
        const QString path = QString::fromStdString(folder.string());
        QVERIFY(answerFileDialog({}, [&] { menuAction(*window, "practiseOnFolder")->trigger(); })); // cancelled
        QVERIFY(!window->choice().isReading());
        QSignalSpy finished(&window->choice(), &CaseChoice::finished);
        QVERIFY(answerFileDialog(path, [&] { menuAction(*window, "practiseOnFolder")->trigger(); }));
        QVERIFY(finished.count() > 0 || finished.wait(20'000));
        QVERIFY(titles(window->choice()) == (std::set<std::string>{"one"}));
        QCOMPARE(remembered(), QStringList{path});
        // The next window begins with it; one that is gone is named, and the bundled cases are there.
        window->close();
        window = editor->practice();
        window->showPage(Page::Paint);
        QVERIFY(QTest::qWaitFor([&] { return window->page() == Page::Paint; }, 20'000));
        QVERIFY(titles(window->choice()) == (std::set<std::string>{"one"}));
        window->close();
        fs::remove_all(folder);
        window = editor->practice();
        QVERIFY(QTest::qWaitFor([&] { return !window->choice().isReading(); }, 20'000));
        QVERIFY2(window->choice().problem().contains("ward"), qPrintable(window->choice().problem()));
        QVERIFY(window->choice().cases().size() >= exampleCases().size());
        QCOMPARE(remembered(), QStringList{path}); // a drive may come back
        // What a program asks for is not remembered.
        saveCase(namedCase("two"), fresh());
        QVERIFY(read(window->choice(), {fs::path(m_dir.path().toStdString()) / std::to_string(m_next - 1)}));
        QCOMPARE(remembered(), QStringList{path});
        menuAction(*window, "practiseOnBundled")->trigger();
        QVERIFY(remembered().isEmpty());
        window->close();
    }
};

QTEST_MAIN(TestCaseChoice)
#include "test_case_choice.moc"
