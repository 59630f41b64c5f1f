// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/job_runner.h"
#include "app/session/project_session.h"
#include "app/session/recent_files.h"
#include "tests/core/io/project_samples.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/foreign_sql.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

/// A session with its project and folder, without a window.
struct Desk {
    explicit Desk(const fs::path& folder)
        : recent(StateFolder(folder).recentFile())
        , project(session, jobs, recent, StateFolder(folder))
    {
    }
    EditorSession session{test::drawnCase()};
    RecentFiles recent;
    JobRunner jobs;
    ProjectSession project;

    void stroke(double y)
    {
        session.beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {60, y}, 9);
        session.continueStroke({300, y}, 9);
        session.endStroke();
    }
    std::optional<std::string> open(const fs::path& path, OpenMode mode = OpenMode::Strict)
    {
        std::optional<std::string> problem;
        bool ended = false;
        jobs.start(
            JobRunner::Kind::Cancellable, {},
            [&, palette = session.value().palette](JobContext& job) { return readDocument(path, palette, job, mode); },
            [&](OpenedDocument opened) {
                project.adopt(std::move(opened));
                ended = true;
            },
            [&](const Error& error) {
                problem = error.what();
                ended = true;
            });
        return QTest::qWaitFor([&] { return ended; }, 20'000) ? problem : "no end";
    }
    std::optional<std::string> saveAs(const fs::path& path, bool replace = false)
    {
        std::optional<std::string> problem;
        bool ended = false;
        project.saveAs(path, replace, [&](const std::optional<Error>& error) {
            if (error)
                problem = error->what();
            ended = true;
        });
        return QTest::qWaitFor([&] { return ended; }, 20'000) ? problem : "no end";
    }
};

std::vector<fs::path> projectsIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (entry.path().extension() == projectSuffix)
            found.push_back(entry.path());
    return found;
}

} // namespace

class TestProjectSession : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path state() const { return fs::canonical(m_dir->path().toStdString()) / "state"; }
    fs::path place(const char* name) const { return fs::canonical(m_dir->path().toStdString()) / name; }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aTitleIsMadeAFileName()
    {
        Desk desk(state());
        Case value = test::drawnCase();
        value.provenance.title = "Left / right: \xc3\xa9";
        desk.session.restore(value, HistoryTree());
        QCOMPARE(desk.project.title(), QString::fromUtf8("Left / right: \xc3\xa9"));
        QCOMPARE(desk.project.fileName(), QString::fromUtf8("Left - right- \xc3\xa9"));
    }

    void lookingLeavesNoFile()
    {
        {
            Desk desk(state());
            desk.project.setThumbnail(0, test::samplePng(64, 9));
            desk.project.setModel({"m", "h"});
            QVERIFY(desk.project.state() == ProjectSession::State::Unchanged);
            QVERIFY(desk.project.path().empty());
        }
        QVERIFY(projectsIn(state() / "unsaved").empty() && projectsIn(state() / "kept").empty());
    }

    void everyKindOfStepReachesTheDiskByItself()
    {
        Desk desk(state());
        QSignalSpy written(&desk.project, &ProjectSession::stepWritten);
        desk.project.setModel({"m", "h"});
        desk.project.setThumbnail(0, test::samplePng(64, 9));
        desk.stroke(100);
        desk.stroke(150);
        desk.session.undo();
        desk.stroke(200); // a branch
        desk.project.setThumbnail(3, test::samplePng(64, 50));
        desk.project.setPicture(3, {"m", "h"}, test::samplePng(512, 60));
        desk.session.jumpTo(2);
        desk.project.setModel({"other", "hash"});
        QVERIFY(desk.project.settle(20'000));
        QVERIFY(desk.project.state() == ProjectSession::State::Saved);
        QTRY_COMPARE(written.count(), 3);
        // Locked while it is open: a copy is looked at, with its log.
        const fs::path open = desk.project.path();
        QVERIFY(open.parent_path() == state() / "unsaved");
        fs::copy_file(open, place("copy.sonosketch"));
        fs::copy_file(writeAheadLogOf(open), writeAheadLogOf(place("copy.sonosketch")));
        const ProjectContents found = readProject(place("copy.sonosketch"));
        QCOMPARE(found.history.size(), std::size_t{4});
        QCOMPARE(found.current, std::size_t{2});
        QVERIFY(found.model == (ProjectModel{"other", "hash"}));
        QCOMPARE(found.thumbnails.size(), std::size_t{2});
        QVERIFY(found.pictures.contains(3));
        QVERIFY(test::sameState(found.initial, test::drawnCase()));
    }

    void marksAndRemovedBranchesArriveToo()
    {
        const fs::path path = place("a.sonosketch");
        {
            Desk desk(state());
            desk.stroke(100);
            desk.stroke(150);
            desk.session.jumpTo(0);
            desk.stroke(200);
            QVERIFY(!desk.saveAs(path));
            // As the panel that names and deletes steps does it.
            auto& history = const_cast<HistoryTree&>(desk.session.history());
            history.setNote(3, "keep");
            Q_EMIT desk.session.nodeMarked(3);
            const auto gone = history.removeBranch(1);
            Q_EMIT desk.session.branchRemoved(gone, 0);
        }
        const ProjectContents found = readProject(path);
        QCOMPARE(found.history.node(3).note, std::string("keep"));
        QVERIFY(!found.history.contains(1) && !found.history.contains(2) && found.history.contains(3));
    }

    void aClosedUntitledCaseIsKeptUnderRecent()
    {
        {
            Desk desk(state());
            desk.stroke(100);
        }
        QVERIFY(projectsIn(state() / "unsaved").empty());
        const auto kept = projectsIn(state() / "kept");
        QCOMPARE(kept.size(), std::size_t{1});
        QCOMPARE(readProject(kept.front()).history.size(), std::size_t{2});
        Desk next(state());
        const auto entries = next.recent.entries();
        QCOMPARE(entries.size(), std::size_t{1});
        QVERIFY(entries.front().title.startsWith("Untitled"));
        // Opened again it goes on where it is, and is listed once.
        QVERIFY(!next.open(entries.front().path));
        QVERIFY(next.project.isUntitled() && next.project.path() == kept.front());
        QVERIFY(next.session.canUndo());
        next.stroke(150);
        QVERIFY(next.project.settle(20'000));
        QVERIFY(findLeftProjects(next.project.folder()).empty()); // at work here, not left behind
        next.session.restore(test::drawnCase(), HistoryTree());
        QTRY_COMPARE(readProjectSteps(kept.front()), std::size_t{3});
        QCOMPARE(next.recent.entries().size(), std::size_t{1});
    }

    void openingAnotherCaseKeepsTheFirst()
    {
        Desk desk(state());
        desk.stroke(100);
        QSignalSpy listed(&desk.recent, &RecentFiles::changed);
        desk.session.restore(test::drawnCase(), HistoryTree());
        QVERIFY(desk.project.path().empty());
        QTRY_COMPARE(listed.count(), 1);
        QCOMPARE(projectsIn(state() / "kept").size(), std::size_t{1});
        desk.stroke(120);
        QVERIFY(desk.project.settle(20'000));
        QCOMPARE(projectsIn(state() / "unsaved").size(), std::size_t{1});
    }

    void saveAsGoesOnThereAndReopensAsItWas()
    {
        const fs::path path = place("mine.sonosketch");
        Case last;
        {
            Desk desk(state());
            desk.stroke(100);
            desk.stroke(150);
            const fs::path first = desk.project.path();
            QVERIFY(!desk.saveAs(path));
            QVERIFY(!fs::exists(first));
            QVERIFY(!desk.project.isUntitled() && desk.project.title() == "mine" && desk.project.path() == path);
            desk.stroke(200);
            desk.session.undo();
            last = desk.session.value().clone();
            // A second place that exists is left alone unless it may be replaced.
            writeFileAtomically(place("other.sonosketch"), std::string_view("precious"));
            const auto refusal = desk.saveAs(place("other.sonosketch"));
            QVERIFY(refusal && refusal->find("other.sonosketch") != std::string::npos);
            QCOMPARE(readTextFile(place("other.sonosketch")), std::string("precious"));
            QVERIFY(desk.project.path() == path);
        }
        QVERIFY(projectsIn(state() / "unsaved").empty() && projectsIn(state() / "kept").empty());
        Desk again(state());
        QVERIFY(!again.open(path));
        QVERIFY(test::sameState(again.session.value(), last));
        QCOMPARE(again.session.history().size(), std::size_t{4});
        QVERIFY(again.session.canRedo());
        again.session.redo();
        QVERIFY(!test::sameState(again.session.value(), last));
    }

    void leftProjectsAreFound()
    {
        const StateFolder folder(state());
        test::SampleProject sample = test::sampleProject(6);
        const fs::path left = folder.newProject();
        ProjectFile::create(left, sample.contents);
        const fs::path bad = folder.newProject();
        writeFileAtomically(bad, std::string_view("no project"));
        const fs::path busy = folder.newProject();
        const ProjectFile held = ProjectFile::create(busy, sample.contents);
        // Kept ones count if their last window was killed, too: then the log is still there.
        const fs::path quiet = folder.keep([&] {
            const fs::path path = folder.newProject();
            ProjectFile::create(path, sample.contents);
            return path;
        }());
        QVERIFY(folder.keeps(quiet) && fs::exists(quiet));
        const auto found = findLeftProjects(folder);
        QCOMPARE(found.size(), std::size_t{2});
        const auto& sound = found[0].path == left ? found[0] : found[1];
        const auto& damaged = found[0].path == left ? found[1] : found[0];
        QVERIFY(sound.path == left && sound.steps == 6 && !sound.damaged && !sound.thumbnail.empty());
        QVERIFY(damaged.path == bad && damaged.damaged);
        writeFileAtomically(writeAheadLogOf(quiet), std::string_view(""));
        QCOMPARE(findLeftProjects(folder).size(), std::size_t{3});
        folder.discard(bad);
        folder.discard(busy); // another's: stays
        folder.discard(place("elsewhere.sonosketch"));
        QVERIFY(!fs::exists(bad) && fs::exists(busy));
        QVERIFY(folder.keep(busy) == busy);
    }

    void readOnlyProjectsAreCopiedAtTheFirstEdit()
    {
        const fs::path path = place("newer.sonosketch");
        test::SampleProject sample = test::sampleProject(5);
        ProjectFile::create(path, sample.contents);
        test::executeForeign(path, test::newerMinorSql);
        const auto bytes = readFile(path);
        {
            Desk desk(state());
            QVERIFY(!desk.open(path));
            QVERIFY(desk.project.isUntitled() && desk.project.path().empty());
            QCOMPARE(desk.session.history().size(), std::size_t{6});
            desk.stroke(100);
            QVERIFY(desk.project.settle(20'000));
            QCOMPARE(desk.session.history().size(), std::size_t{7});
        }
        QCOMPARE(readProject(projectsIn(state() / "kept").front()).history.size(), std::size_t{7});
        QVERIFY(readFile(path) == bytes);
    }

    void aFileWithoutWritePermissionIsReadOnly()
    {
        const fs::path path = place("theirs.sonosketch");
        ProjectFile::create(path, test::sampleProject(3).contents);
        fs::permissions(path, fs::perms::owner_read | fs::perms::others_read);
        fs::permissions(path.parent_path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
        const int answer = test::asOrdinaryUser([&] {
            JobContext job;
            const OpenedDocument opened = readDocument(path, test::threeClasses(), job);
            return !opened.file && !opened.contents.readOnlyReason.empty() && opened.history.size() == 4 ? 0 : 1;
        });
        QCOMPARE(answer, 0);
    }

    void salvagedCasesAreNewOnes()
    {
        const fs::path path = place("damaged.sonosketch");
        ProjectFile::create(path, test::sampleProject(9).contents);
        auto bytes = readFile(path);
        const std::string text = "Edit 6";
        const auto found = std::search(bytes.begin(), bytes.end(), text.begin(), text.end());
        QVERIFY(found != bytes.end());
        *found = 'e';
        writeFileAtomically(path, bytes);
        {
            Desk desk(state());
            const auto problem = desk.open(path);
            QVERIFY(problem && problem->find("damaged.sonosketch") != std::string::npos);
            QVERIFY(!desk.open(path, OpenMode::Salvage));
            QVERIFY(desk.project.isUntitled());
        }
        QVERIFY(readFile(path) == bytes);
        const auto kept = projectsIn(state() / "kept"); // even without an edit: the file it came from is damaged
        QCOMPARE(kept.size(), std::size_t{1});
        QVERIFY(readProject(kept.front()).history.size() > 3);
    }

private:
    /// 0 while it is open.
    static std::size_t readProjectSteps(const fs::path& project)
    {
        try {
            return readProject(project).history.size();
        } catch (const Error&) {
            return 0;
        }
    }
    static fs::path writeAheadLogOf(const fs::path& project)
    {
        fs::path log = project;
        log += "-wal";
        return log;
    }
};

QTEST_GUILESS_MAIN(TestProjectSession)
#include "test_project_session.moc"
