// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/notice_bar.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/io/case_io.h"
#include "core/io/open_raster.h"
#include "tests/core/io/project_samples.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/foreign_sql.h"
#include "tests/support/full_disk.h"
#include "tests/support/window_driver.h"

#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace sonosketch;
using test::drawnCase;
using test::executeForeign;
namespace fs = std::filesystem;

/// Projects through the real window: what is opened, saved, recovered, and what is said when that does not work.
class TestProjects : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder;
    std::shared_ptr<test::DrawingControl> control;
    std::unique_ptr<MainWindow> window;

    fs::path at(const char* name) const { return fs::canonical(folder->path().toStdString()) / name; }
    fs::path unsaved() const { return at("state") / "unsaved"; }
    void openTheWindow()
    {
        control = std::make_shared<test::DrawingControl>();
        window = test::openWindow(drawnCase(), test::drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void stroke(double y) { strokeThrough(*window, {{160, y}, {300, y}}); }
    bool saved()
    {
        return QTest::qWaitFor([this] { return window->project().state() == ProjectSession::State::Saved; }, 20'000);
    }
    QString savedText() const { return window->findChild<QLabel*>(QStringLiteral("statusSaved"))->text(); }
    QPushButton* noticeButton(const char* name) const
    {
        for (auto* button : window->notices().findChildren<QPushButton*>(QString::fromLatin1(name)))
            if (!button->isHidden() && button->parentWidget()->isVisible())
                return button;
        return nullptr;
    }
    static std::vector<fs::path> filesIn(const fs::path& where)
    {
        std::vector<fs::path> found;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(where, none))
            found.push_back(entry.path());
        return found;
    }
    /// A project with our palette that lies somewhere, with `edits` steps.
    fs::path made(const char* name, int edits = 6)
    {
        ProjectFile::create(at(name), test::sampleProject(edits).contents, ProjectFile::Existing::Replace);
        return at(name);
    }

private Q_SLOTS:
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        qputenv("SONOSKETCH_STATE_DIR", QByteArray::fromStdString(at("state").string()));
        openTheWindow();
    }
    void cleanup() { window.reset(); }

    void everyStepIsSavedByItself()
    {
        QCOMPARE(savedText(), QStringLiteral("No changes"));
        QVERIFY(filesIn(unsaved()).empty());
        stroke(200);
        QVERIFY(saved());
        QTRY_COMPARE(savedText(), QStringLiteral("Saved"));
        QVERIFY(window->project().path().parent_path() == unsaved());
        QVERIFY(window->windowTitle().startsWith("Drawn case"));
        QVERIFY(window->close());
        window.reset();
        const auto kept = filesIn(at("state") / "kept");
        QCOMPARE(kept.size(), std::size_t{1});
        const ProjectContents contents = readProject(kept.front());
        QCOMPARE(contents.history.size(), std::size_t{2});
        QCOMPARE(contents.model.name, std::string("fake"));
    }

    void aWindowThatOnlyLookedLeavesNothing()
    {
        QVERIFY(window->close());
        window.reset();
        QVERIFY(filesIn(unsaved()).empty() && filesIn(at("state") / "kept").empty());
    }

    void saveAsNamesTheWindowAndReopens()
    {
        stroke(200);
        stroke(240);
        window->session().undo();
        const Case before = window->session().value().clone();
        QVERIFY2(window->saveProjectAs(at("patient 7.sonosketch")), qPrintable(window->statusMessage()));
        QVERIFY(window->windowTitle().startsWith("patient 7"));
        QVERIFY(window->statusMessage().contains("patient 7.sonosketch"));
        QVERIFY(filesIn(unsaved()).empty());
        stroke(280);
        QVERIFY(saved());
        window->commands().action(Command::Save)->trigger();
        QTRY_VERIFY(window->statusMessage().contains("Saved in"));
        QVERIFY(window->windowTitle().startsWith("patient 7"));
        window->session().undo();
        window->close();
        window.reset();
        openTheWindow();
        QVERIFY2(window->openPath(at("patient 7.sonosketch")), qPrintable(window->statusMessage()));
        QVERIFY(test::sameState(window->session().value(), before));
        QCOMPARE(window->session().history().size(), std::size_t{4});
        QVERIFY(window->session().canRedo() && window->session().canUndo());
        QVERIFY(window->windowTitle().startsWith("patient 7"));
        QCOMPARE(window->project().model().name, std::string("fake"));
        QVERIFY(window->openPath(at("patient 7.sonosketch")));
        QVERIFY(window->statusMessage().contains("open already"));
    }

    void openingChangesNothingInTheFile()
    {
        const fs::path path = made("quiet.sonosketch");
        const auto before = readFile(path);
        QVERIFY(window->openPath(path));
        window->close();
        window.reset();
        QVERIFY(readFile(path) == before);
        openTheWindow();
        QVERIFY(window->openPath(path));
        stroke(200);
        QVERIFY(saved());
        window->close();
        window.reset();
        QCOMPARE(readProject(path).model.name, std::string("fake"));
    }

    void recentCasesAreInTheMenu()
    {
        auto* menu = window->findChild<QMenu*>(QStringLiteral("recentMenu"));
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY(!menu->actions().front()->isEnabled());
        QVERIFY(window->openPath(made("a & b.sonosketch")));
        QVERIFY(window->openPath(made("c.sonosketch")));
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions()[1]->text(), QStringLiteral("a && b.sonosketch"));
        menu->actions()[1]->trigger();
        QTRY_COMPARE(window->project().title(), QStringLiteral("a & b"));
    }

    void newCaseKeepsPaletteAndThePresentCase()
    {
        stroke(200);
        window->commands().action(Command::NewCase)->trigger();
        QCOMPARE(cv::countNonZero(window->session().value().labels), 0);
        QVERIFY(window->session().value().source.empty());
        QVERIFY(window->session().value().palette == LabelPalette::bundled("mmotu"));
        QVERIFY(window->windowTitle().startsWith("Untitled case"));
        QTRY_COMPARE(filesIn(at("state") / "kept").size(), std::size_t{1});
    }

    void whatAKilledProgramLeftIsOffered()
    {
        test::SampleProject left = test::sampleProject(5);
        left.contents.thumbnails[left.contents.current] = test::samplePng(64, 80);
        ProjectFile::create(window->project().folder().newProject(), left.contents);
        window->offerRecovery();
        QTRY_VERIFY(window->notices().has("noticeRecovery"));
        QVERIFY(window->notices().isVisible());
        const QString text = window->notices().text("noticeRecovery");
        QVERIFY2(text.contains(QString::fromUtf8("Cyst \xc3\xa9 7")) && text.contains('5'), qPrintable(text));
        QVERIFY(!window->notices().findChild<QWidget*>("noticeRecovery")->findChildren<QLabel*>().isEmpty());
        QTest::mouseClick(noticeButton("noticeRecovery0"), Qt::LeftButton);
        QTRY_COMPARE(window->session().history().size(), std::size_t{6});
        QVERIFY(test::sameState(window->session().value(), left.states.at(left.contents.current)));
        QVERIFY(!window->notices().has("noticeRecovery"));
        stroke(200);
        QVERIFY(saved());
        window->close();
        window.reset();
        QVERIFY(filesIn(unsaved()).empty());
        QCOMPARE(filesIn(at("state") / "kept").size(), std::size_t{1});
    }

    void severalLeftCasesGoUnderRecent()
    {
        for (int edits : {2, 3, 4})
            ProjectFile::create(window->project().folder().newProject(), test::sampleProject(edits).contents);
        window->offerRecovery();
        QTRY_VERIFY(window->notices().has("noticeRecovery"));
        QTest::mouseClick(noticeButton("noticeRecovery0"), Qt::LeftButton);
        QTRY_COMPARE(window->recent().entries().size(), std::size_t{2});
        QTRY_VERIFY(!window->project().path().empty());
    }

    void leftCasesCanBeDiscardedOrLeft()
    {
        const fs::path left = window->project().folder().newProject();
        ProjectFile::create(left, test::sampleProject(3).contents);
        window->offerRecovery();
        QTRY_VERIFY(window->notices().has("noticeRecovery"));
        QTest::mouseClick(noticeButton("noticeRecovery2"), Qt::LeftButton); // later
        QVERIFY(!window->notices().has("noticeRecovery") && fs::exists(left));
        window->offerRecovery();
        QTRY_VERIFY(window->notices().has("noticeRecovery"));
        QTest::mouseClick(noticeButton("noticeRecovery1"), Qt::LeftButton);
        QTRY_VERIFY(!fs::exists(left));
        QCOMPARE(window->session().history().size(), std::size_t{1});
    }

    void aDamagedProjectIsSalvagedOnRequest()
    {
        const fs::path path = made("damaged.sonosketch", 9);
        auto bytes = readFile(path);
        const std::string text = "Edit 6";
        *std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) ^= 32;
        writeFileAtomically(path, bytes);
        const auto revision = window->session().document().revision();
        QVERIFY(!window->openPath(path));
        QVERIFY(window->statusMessage().contains("damaged.sonosketch"));
        QCOMPARE(window->session().document().revision(), revision);
        QVERIFY(window->notices().has("noticeDamaged"));
        QTest::mouseClick(noticeButton("noticeDamaged0"), Qt::LeftButton);
        QTRY_VERIFY(window->session().history().size() > 3);
        QVERIFY2(window->statusMessage().contains("Recovered"), qPrintable(window->statusMessage()));
        QVERIFY(window->project().isUntitled());
        QVERIFY(saved());
        QVERIFY(readFile(path) == bytes);
    }

    void newerVersionsAreNeverWritten()
    {
        const fs::path minor = made("minor.sonosketch"), major = made("major.sonosketch");
        executeForeign(minor, test::newerMinorSql);
        executeForeign(major, test::newerMajorSql);
        const auto minorBytes = readFile(minor), majorBytes = readFile(major);
        QVERIFY(!window->openPath(major));
        QVERIFY2(window->statusMessage().contains("major.sonosketch"), qPrintable(window->statusMessage()));
        QVERIFY(window->openPath(minor));
        QVERIFY2(window->statusMessage().contains("reading only"), qPrintable(window->statusMessage()));
        stroke(200);
        QVERIFY(saved());
        QVERIFY(window->project().path().parent_path() == unsaved());
        QVERIFY(readFile(minor) == minorBytes && readFile(major) == majorBytes);
    }

    void aFileWithoutWritePermissionIsCopied()
    {
        if (::geteuid() == 0)
            QSKIP("root may write everything; app_test_project_session looks at it as another user");
        const fs::path path = made("locked away.sonosketch");
        fs::permissions(path, fs::perms::owner_read);
        const auto bytes = readFile(path);
        QVERIFY(window->openPath(path));
        QVERIFY(window->statusMessage().contains("reading only"));
        stroke(200);
        QVERIFY(saved());
        QVERIFY(readFile(path) == bytes);
    }

    void aLockedProjectIsASentence()
    {
        const fs::path path = at("busy.sonosketch");
        const ProjectFile other = ProjectFile::create(path, test::sampleProject(3).contents);
        const auto revision = window->session().document().revision();
        QVERIFY(!window->openPath(path));
        QVERIFY2(window->statusMessage().contains("open in another"), qPrintable(window->statusMessage()));
        QVERIFY(!window->saveProjectAs(path, true));
        QVERIFY2(window->statusMessage().contains("open in another"), qPrintable(window->statusMessage()));
        QCOMPARE(window->session().document().revision(), revision);
        QCOMPARE(readProjectCopy(path).history.size(), std::size_t{4});
    }

    void aFullDiskIsSaidAndNothingIsLost()
    {
        saveCase(drawnCase(), at("case"));
        stroke(200);
        QVERIFY(saved());
        auto* notSaved = &window->notices();
        {
            const test::FullDisk full(4096); // neither the file nor its log can grow
            stroke(230);
            QTRY_VERIFY_WITH_TIMEOUT(notSaved->has("noticeNotSaved"), 20'000);
            QVERIFY2(notSaved->text("noticeNotSaved").contains("Not saved"), qPrintable(notSaved->text("noticeNotSaved")));
            QCOMPARE(savedText(), QStringLiteral("Not saved"));
            QVERIFY(window->isWindowModified());
            stroke(260);
            QCOMPARE(window->session().history().size(), std::size_t{4});
            // Another case would be the end of these steps.
            QVERIFY(!window->openPath(at("case")));
            QVERIFY2(window->statusMessage().contains("another place"), qPrintable(window->statusMessage()));
            window->commands().action(Command::NewCase)->trigger();
            QCOMPARE(window->session().history().size(), std::size_t{4});
        }
        QTest::mouseClick(noticeButton("noticeNotSaved1"), Qt::LeftButton); // try again
        QVERIFY(saved());
        QVERIFY(!notSaved->has("noticeNotSaved"));
        window->close();
        window.reset();
        QCOMPARE(readProject(filesIn(at("state") / "kept").front()).history.size(), std::size_t{4});
    }

    void anotherPlaceHelpsWhenTheFirstIsGone()
    {
        writeFileAtomically(at("state") / "unsaved", std::string_view("a file where the folder should be"));
        stroke(200);
        QTRY_VERIFY_WITH_TIMEOUT(window->notices().has("noticeNotSaved"), 20'000);
        QVERIFY2(window->saveProjectAs(at("elsewhere.sonosketch")), qPrintable(window->statusMessage()));
        QVERIFY(saved());
        QVERIFY(!window->notices().has("noticeNotSaved"));
        window->close();
        window.reset();
        QCOMPARE(readProject(at("elsewhere.sonosketch")).history.size(), std::size_t{2});
    }

    void layersGoOutAndComeBackAsOneStep()
    {
        stroke(200);
        const Case before = window->session().value().clone();
        QTRY_VERIFY(!window->live().isPreview() && !window->live().status().stale);
        QVERIFY2(window->exportOpenRaster(at("layers.ora")), qPrintable(window->statusMessage()));
        // The file says which model made what of these layers.
        const auto said = readOpenRasterRecord(at("layers.ora"));
        QVERIFY(said.has_value());
        const auto model = window->live().info();
        QCOMPARE(said->record.modelHash, model->hash);
        QCOMPARE(said->record.conditionHash, sha256(ConditionBuilder(model->spec).build(before).values));
        const cv::Mat picture = window->live().picture();
        QCOMPARE(said->pixelsSha256, sha256({picture.data, picture.total()}));
        window->session().clearLabels({});
        QCOMPARE(window->session().history().size(), std::size_t{3});
        QVERIFY2(window->importOpenRaster(at("layers.ora")), qPrintable(window->statusMessage()));
        QCOMPARE(window->session().history().size(), std::size_t{4});
        QVERIFY(test::sameState(window->session().value(), before));
        window->session().undo();
        QCOMPARE(cv::countNonZero(window->session().value().labels), 0);
        // And as a case of its own.
        QVERIFY2(window->openPath(at("layers.ora")), qPrintable(window->statusMessage()));
        QVERIFY(test::sameState(window->session().value(), before));
        QCOMPARE(window->session().history().size(), std::size_t{1});
        QVERIFY(!window->importOpenRaster(at("none.ora")));
        QVERIFY(window->statusMessage().contains("none.ora"));
    }

    void slowJobsShowProgressAndCanBeCancelled()
    {
        std::atomic<bool> reached{false}, cancelled{false};
        auto* box = window->findChild<QWidget*>(QStringLiteral("jobBox"));
        QVERIFY(box->isHidden());
        window->jobs().start(
            JobRunner::Kind::Cancellable, QStringLiteral("Counting"),
            [&](JobContext& job) {
                job.setProgress(0.5);
                reached = true;
                while (!job.cancel().isCancelled())
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
            },
            [] {}, [&](const Error& error) { cancelled = error.code() == ErrorCode::Cancelled; });
        QTRY_VERIFY(box->isVisible());
        QTRY_COMPARE(box->findChild<QProgressBar*>()->value(), 500);
        QCOMPARE(box->findChild<QLabel*>()->text(), QStringLiteral("Counting"));
        QVERIFY(!QGuiApplication::overrideCursor());
        stroke(200); // nobody waits for it
        QCOMPARE(window->session().history().size(), std::size_t{2});
        QTest::mouseClick(box->findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(cancelled && box->isHidden());
        QVERIFY(reached);
    }

    void aMaskForAnotherCaseIsNotImported()
    {
        // The job begins with the first case on show and ends with the second.
        std::mutex mutex;
        std::condition_variable go;
        bool open = false;
        window->jobs().start(
            JobRunner::Kind::Silent, {},
            [&](JobContext&) {
                std::unique_lock lock(mutex);
                go.wait(lock, [&] { return open; });
            },
            [] {});
        saveCase(drawnCase(), at("case"));
        QTimer::singleShot(0, this, [&] {
            window->session().restore(Case::blank(LabelPalette::bundled("mmotu")), HistoryTree());
            const std::lock_guard lock(mutex);
            open = true;
            go.notify_all();
        });
        QVERIFY(!window->importMask(at("case") / "labels.png"));
        QVERIFY(window->statusMessage().contains("another case"));
        QCOMPARE(cv::countNonZero(window->session().value().labels), 0);
    }

private:
    /// Of a project that is open: nothing may look at the file itself.
    ProjectContents readProjectCopy(const fs::path& path)
    {
        fs::copy_file(path, at("copy.sonosketch"));
        fs::path log = path;
        log += "-wal";
        if (fs::exists(log))
            fs::copy_file(log, fs::path(at("copy.sonosketch")) += "-wal");
        return readProject(at("copy.sonosketch"));
    }
};

QTEST_MAIN(TestProjects)
#include "test_projects.moc"
