// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_blobs.h"
#include "tests/core/io/project_samples.h"
#include "tests/support/foreign_sql.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <fstream>
#include <set>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sonosketch;
using test::codeOf;
using test::executeForeign;
using test::messageOf;
namespace fs = std::filesystem;

class TestProjectFile : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path m_path;

    int filesInFolder() const
    {
        return static_cast<int>(std::distance(fs::directory_iterator(m_path.parent_path()), fs::directory_iterator()));
    }

private Q_SLOTS:
    void init()
    {
        const fs::path folder = fs::path(m_dir.path().toStdString()) / "project";
        fs::remove_all(folder);
        fs::create_directory(folder);
        m_path = folder / "case.sonosketch";
    }
    void comesBackAsItWas()
    {
        const test::SampleProject sample = test::sampleProject(40);
        ProjectFile::create(m_path, sample.contents);
        QCOMPARE(filesInFolder(), 1); // the log is folded in
        const std::string before = sha256File(m_path);
        ProjectContents found = readProject(m_path);
        QCOMPARE(test::difference(found, sample.contents), std::string());
        QVERIFY(QString::fromStdString(found.createdBy).startsWith("SonoSketch "));
        QVERIFY(found.damage.empty() && found.notes.empty() && found.readOnlyReason.empty());
        QCOMPARE(found.fileBytes, fs::file_size(m_path));
        Document document(found.initial);
        for (std::size_t id = found.history.size() - 1; id > 0; --id) {
            found.history.jumpTo(document, id);
            QVERIFY2(test::sameState(document.value(), sample.states[id]), std::to_string(id).c_str());
        }
        QCOMPARE(test::difference(readProject(m_path, ReadMode::Salvage), sample.contents), std::string());
        QCOMPARE(sha256File(m_path), before);
        QCOMPARE(filesInFolder(), 1);
    }
    void aCaseWithoutSourceOrEdits()
    {
        ProjectContents contents;
        contents.initial = Case::blank(test::threeClasses());
        ProjectFile::create(m_path, contents);
        const ProjectContents found = readProject(m_path);
        QCOMPARE(test::difference(found, contents), std::string());
        QVERIFY(found.initial.source.empty() && readProject(m_path, ReadMode::Salvage).damage.empty());
    }
    void everyCallIsInTheFile()
    {
        test::SampleProject sample = test::sampleProject(6);
        ProjectFile file = ProjectFile::create(m_path, sample.contents);
        ProjectContents wanted = std::move(sample.contents);
        Document document(wanted.initial);
        wanted.history.jumpTo(document, wanted.current);
        std::mt19937 random(9);
        const auto add = [&] {
            wanted.current = wanted.history.add(test::randomEdit(document, random, "more"), "lasso");
            file.commit(wanted.history.stored(wanted.current));
        };
        const auto begun = wanted.history.current();
        add(), add();
        const auto branch = wanted.history.current() - 1;
        file.commit(wanted.history.stored(wanted.current)); // twice does no harm
        wanted.history.jumpTo(document, begun);
        add();
        wanted.history.setName(wanted.current, "Name");
        wanted.history.setPinned(wanted.current, true);
        file.setMarks(wanted.current, "Name", "", true);
        wanted.thumbnails[wanted.current] = test::samplePng(32, 7);
        file.setThumbnail(wanted.current, wanted.thumbnails[wanted.current]);
        wanted.pictures[wanted.current] = {{"other", "hash"}, test::samplePng(512, 8)};
        file.setPicture(wanted.current, wanted.pictures[wanted.current]);
        file.removePicture(1);
        wanted.pictures.erase(1);
        wanted.model = {"other", "hash"};
        file.setModel(wanted.model);
        const auto gone = wanted.history.removeBranch(branch);
        QCOMPARE(gone.size(), std::size_t(2));
        file.remove(gone, {begun, wanted.history.node(begun).redoChild});
        const auto left = wanted.history.current();
        wanted.history.undo(document);
        wanted.current = wanted.history.current();
        file.setPosition(wanted.current, {{wanted.current, left}});
        fs::path copy = m_path.parent_path() / "copy.sonosketch";
        file.copyTo(copy);
        QCOMPARE(test::difference(readProject(copy), wanted), std::string());
        {
            const ProjectFile closed = std::move(file);
        }
        QCOMPARE(test::difference(readProject(m_path), wanted), std::string());
        QCOMPARE(test::difference(ProjectFile::open(m_path).second, wanted), std::string());
        QCOMPARE(test::difference(ProjectFile::open(copy).second, wanted), std::string());
        QCOMPARE(filesInFolder(), 2);
    }
    void whatCouldNotBeReadBackIsRefused()
    {
        const test::SampleProject sample = test::sampleProject(3);
        ProjectFile file = ProjectFile::create(m_path, sample.contents);
        HistoryTree::StoredNode node = sample.contents.history.stored(2);
        node.id = 50, node.parent = 40;
        QCOMPARE(codeOf([&] { file.commit(node); }), ErrorCode::InvalidArgument);
        node.parent = 60;
        QCOMPARE(codeOf([&] { file.commit(node); }), ErrorCode::InvalidArgument);
        node = sample.contents.history.stored(2);
        node.delta.text = "another";
        QCOMPARE(codeOf([&] { file.commit(node); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { file.setThumbnail(1, {1, 2, 3}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { file.setPicture(77, {{}, test::samplePng(8, 8)}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { file.setPosition(77, {}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { file.setPosition(1, {{1, 3}, {3, 1}}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { file.remove({sample.contents.current}, {0, 0}); }), ErrorCode::InvalidArgument);
        {
            const ProjectFile closed = std::move(file);
        }
        QCOMPARE(test::difference(readProject(m_path), sample.contents), std::string()); // not half of any of it
    }
    void anotherInstanceIsKeptOut()
    {
        const test::SampleProject sample = test::sampleProject(3);
        const auto attempts = [&] {
            for (int i = 0; i < 4; ++i)
                try {
                    if (i == 0)
                        ProjectFile::open(m_path);
                    else if (i == 3)
                        ProjectFile::create(m_path, sample.contents, ProjectFile::Existing::Replace);
                    else
                        readProject(m_path, i == 1 ? ReadMode::Strict : ReadMode::Salvage);
                    return i + 1;
                } catch (const ProjectLocked& error) {
                    if (!std::strstr(error.what(), "open in another window"))
                        return 20;
                }
            return 0;
        };
        // Forked before the project is open here, so that the child knows of it only through the file.
        int start[2];
        QCOMPARE(::pipe(start), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            char byte = 0;
            ::close(start[1]);
            ::_exit(::read(start[0], &byte, 1) == 1 ? attempts() : 21);
        }
        {
            const ProjectFile file = ProjectFile::create(m_path, sample.contents);
            QCOMPARE(attempts(), 0); // within one program
            QCOMPARE(::write(start[1], "x", 1), 1);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(WEXITSTATUS(status), 0);
            ::close(start[0]), ::close(start[1]);
            sqlite3* foreign = nullptr;
            QCOMPARE(sqlite3_open(m_path.c_str(), &foreign), SQLITE_OK);
            QCOMPARE(sqlite3_exec(foreign, "DELETE FROM nodes", nullptr, nullptr, nullptr), SQLITE_BUSY);
            sqlite3_close(foreign);
        }
        QCOMPARE(test::difference(ProjectFile::open(m_path).second, sample.contents), std::string());
    }
    void savingReplacesOnlyWhenAsked()
    {
        const test::SampleProject one = test::sampleProject(2), other = test::sampleProject(5, 2);
        ProjectFile::create(m_path, one.contents);
        QCOMPARE(codeOf([&] { ProjectFile::create(m_path, other.contents); }), ErrorCode::WriteFailed);
        QCOMPARE(test::difference(readProject(m_path), one.contents), std::string());
        ProjectFile::create(m_path, other.contents, ProjectFile::Existing::Replace);
        QCOMPARE(test::difference(readProject(m_path), other.contents), std::string());
        QCOMPARE(codeOf([&] { ProjectFile::create(m_path.parent_path() / "no" / "folder", one.contents); }), ErrorCode::WriteFailed);
        QCOMPARE(codeOf([&] { ProjectFile::create(m_path.parent_path(), one.contents, ProjectFile::Existing::Replace); }),
            ErrorCode::Unreadable);
        QCOMPARE(filesInFolder(), 1);
    }
    void aLogLeftByAnEarlierFileIsNotPlayedIntoTheNewOne()
    {
        const test::SampleProject one = test::sampleProject(2), other = test::sampleProject(5, 2);
        const fs::path log = m_path.string() + "-wal", kept = m_path.parent_path() / "kept";
        {
            ProjectFile file = ProjectFile::create(m_path, one.contents);
            file.setModel({"written to the log", ""});
            fs::copy_file(log, kept);
        }
        fs::remove(m_path);
        fs::rename(kept, log);
        ProjectFile::create(m_path, other.contents);
        QCOMPARE(test::difference(readProject(m_path), other.contents), std::string());
        QVERIFY(fs::exists(log.string() + ".old"));
        // Put there later, it is found out, and the copy without it is whole.
        fs::rename(log.string() + ".old", log);
        QCOMPARE(codeOf([&] { ProjectFile::open(m_path); }), ErrorCode::Corrupt);
        const ProjectContents saved = readProject(m_path, ReadMode::Salvage);
        QVERIFY(!saved.damage.empty());
        QCOMPARE(saved.history.size(), other.contents.history.size());
    }
    void versions()
    {
        const test::SampleProject sample = test::sampleProject(4);
        ProjectFile::create(m_path, sample.contents);
        executeForeign(m_path,
            "PRAGMA user_version = 1007; UPDATE meta SET minor = 7; CREATE TABLE later(x); "
            "ALTER TABLE nodes ADD COLUMN weight REAL NOT NULL DEFAULT 1.0");
        const std::string before = sha256File(m_path);
        {
            auto [file, contents] = ProjectFile::open(m_path);
            QCOMPARE(test::difference(contents, sample.contents), std::string());
            QVERIFY(file.readOnly());
            QVERIFY(QString::fromStdString(contents.readOnlyReason).contains("1.7"));
            QCOMPARE(codeOf([&file = file] { file.setModel({}); }), ErrorCode::WriteFailed);
            file.copyTo(m_path.parent_path() / "copy.sonosketch");
        }
        QCOMPARE(sha256File(m_path), before);
        QCOMPARE(sha256File(m_path.parent_path() / "copy.sonosketch"), before);
        executeForeign(m_path, "CREATE TRIGGER t AFTER INSERT ON nodes BEGIN SELECT 1; END");
        QCOMPARE(codeOf([&] { readProject(m_path); }), ErrorCode::Corrupt);
        executeForeign(m_path, "DROP TRIGGER t; PRAGMA user_version = 2000");
        const std::string message = messageOf([&] { ProjectFile::open(m_path); });
        QVERIFY2(message.find("2.0") != std::string::npos && message.find("1.x") != std::string::npos, message.c_str());
        QCOMPARE(codeOf([&] { readProject(m_path, ReadMode::Salvage); }), ErrorCode::VersionMismatch);
    }
    void aProjectFromBeforeMeasurementsOpensAndTakesThem()
    {
        test::SampleProject sample = test::sampleProject(2);
        sample.contents.initial.measurements.clear();
        ProjectFile::create(m_path, sample.contents);
        executeForeign(m_path, "PRAGMA user_version = 1000; UPDATE meta SET minor = 0");
        const auto plain = [](const Delta& delta) { return unpackBytes(encodeDelta(delta), 1 << 20, "test").front(); };
        HistoryTree::StoredNode node = sample.contents.history.stored(1);
        QCOMPARE(plain(node.delta), std::uint8_t{1}); // what older programs read
        node.id = 3;
        node.parent = 1;
        node.redoChild = 0;
        {
            auto [file, contents] = ProjectFile::open(m_path);
            QVERIFY(!file.readOnly());
            QCOMPARE(contents.minor, 0);
            QCOMPARE(test::difference(contents, sample.contents), std::string());
            file.commit(node);
        }
        QCOMPARE(readProject(m_path).minor, 0); // nothing went in that an older program does not know
        node.id = 4;
        node.delta = {};
        node.delta.text = "Measure";
        node.delta.measurements.emplace();
        node.delta.measurements->second = test::sampleCase().measurements;
        QCOMPARE(plain(node.delta), std::uint8_t{2});
        ProjectFile::open(m_path).first.commit(node);
        const ProjectContents found = readProject(m_path);
        QCOMPARE(found.minor, projectMinor);
        QCOMPARE(found.history.node(4).delta.measurements->second, test::sampleCase().measurements);
    }
    void damagedMeasurementsAreRefused()
    {
        Delta delta;
        delta.measurements.emplace();
        delta.measurements->second = test::sampleCase().measurements;
        const Bytes raw = unpackBytes(encodeDelta(delta), 1 << 20, "test");
        QCOMPARE(decodeDelta(packBytes(raw), "test").measurements, delta.measurements);
        for (std::size_t end = 0; end < raw.size(); ++end)
            QCOMPARE(codeOf([&] { decodeDelta(packBytes(std::span(raw).first(end)), "test"); }), ErrorCode::Corrupt);
        Bytes other = raw;
        other.front() = 1; // version 1 knows no measurements
        QCOMPARE(codeOf([&] { decodeDelta(packBytes(other), "test"); }), ErrorCode::Corrupt);
        delta.measurements->second[0].to.x = 513;
        QCOMPARE(codeOf([&] { encodeDelta(delta); }), ErrorCode::InvalidArgument);
    }
    void hostileTables()
    {
        const test::SampleProject sample = test::sampleProject(4);
        for (const char* sql : {"CREATE VIEW v AS SELECT 1", "CREATE TRIGGER t AFTER INSERT ON nodes BEGIN SELECT 1; END",
                 "CREATE TABLE extra(x)", "CREATE INDEX i ON nodes(parent)", "DROP TABLE marks", "CREATE VIRTUAL TABLE f USING fts5(x)",
                 "DELETE FROM nodes WHERE id = 2", "DELETE FROM nodes WHERE id = 4", "UPDATE nodes SET parent = 3 WHERE id = 2",
                 "UPDATE nodes SET text = 'other' WHERE id = 1", "UPDATE nodes SET delta = x'00' WHERE id = 1",
                 "UPDATE nodes SET delta = zeroblob(6000000) WHERE id = 1", "UPDATE nodes SET time = -1 WHERE id = 1",
                 "INSERT INTO nodes VALUES(900000, 0, 0, '', '', x'', x'')", "UPDATE state SET current = 77",
                 "UPDATE state SET current = 2", "UPDATE state SET model = char(10)", "DELETE FROM state", "DELETE FROM initial_case",
                 "UPDATE initial_case SET fields = '{}'", "UPDATE initial_case SET source = NULL", "UPDATE marks SET pinned = 0",
                 "UPDATE redo SET child = 1", "UPDATE meta SET minor = 2", "UPDATE meta SET format = 'x'",
                 "UPDATE thumbnails SET png = x'89'", "UPDATE pictures SET node = 3", "INSERT INTO thumbnails VALUES(99, x'', x'')",
                 "PRAGMA application_id = 7", "PRAGMA user_version = 0"}) {
            ProjectFile::create(m_path, sample.contents, ProjectFile::Existing::Replace);
            executeForeign(m_path, sql);
            const std::string before = sha256File(m_path);
            QVERIFY2(codeOf([&] { ProjectFile::open(m_path); }), sql);
            QCOMPARE(sha256File(m_path), before);
            codeOf([&] { readProject(m_path, ReadMode::Salvage); }); // whatever it says, it ends
        }
    }
    void salvageKeepsWhatHolds()
    {
        test::SampleProject sample = test::sampleProject(12);
        ProjectFile::create(m_path, sample.contents);
        executeForeign(
            m_path, "UPDATE nodes SET text = 'flipped' WHERE id = 5; DELETE FROM state; UPDATE thumbnails SET png = x'00' WHERE node = 3");
        ProjectContents found = readProject(m_path, ReadMode::Salvage);
        QVERIFY(found.damage.size() >= 3);
        // All but 5 and what follows from it.
        std::set<std::size_t> lost{5};
        const HistoryTree& whole = sample.contents.history;
        for (std::size_t id = 6; id < whole.size(); ++id)
            if (lost.contains(whole.node(id).parent))
                lost.insert(id);
        Document document(found.initial);
        for (std::size_t id = 1; id < whole.size(); ++id) {
            QCOMPARE(found.history.contains(id), !lost.contains(id));
            if (lost.contains(id))
                continue;
            found.history.jumpTo(document, id);
            QVERIFY(test::sameState(document.value(), sample.states[id]));
        }
        QVERIFY(!found.thumbnails.contains(3) && found.pictures.contains(1));
        // It makes a new project.
        const fs::path copy = m_path.parent_path() / "recovered.sonosketch";
        ProjectFile::create(copy, readProject(m_path, ReadMode::Salvage));
        QCOMPARE(readProject(copy).history.size(), found.history.size());
    }
    void readOnlyFileAndFolder()
    {
        const test::SampleProject sample = test::sampleProject(3);
        ProjectFile::create(m_path, sample.contents);
        fs::permissions(m_dir.path().toStdString(), fs::perms::all);
        const auto openedReadOnly = [&] {
            auto [file, contents] = ProjectFile::open(m_path);
            const bool refused = codeOf([&file = file] { file.setModel({"x", ""}); }) == ErrorCode::WriteFailed;
            return test::difference(contents, sample.contents).empty() && file.readOnly() && refused
                    && contents.readOnlyReason == file.readOnlyReason()
                ? 0
                : 1;
        };
        const std::string before = sha256File(m_path);
        fs::permissions(m_path, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
        QCOMPARE(test::asOrdinaryUser(openedReadOnly), 0); // the file
        fs::permissions(m_path, fs::perms::all);
        const auto folder = fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec;
        fs::permissions(m_path.parent_path(), folder);
        QCOMPARE(test::asOrdinaryUser(openedReadOnly), 0); // the folder
        QCOMPARE(test::asOrdinaryUser([&] {
            const auto path = m_path.parent_path() / "new.sonosketch";
            return codeOf([&] { ProjectFile::create(path, sample.contents); }) == ErrorCode::WriteFailed ? 0 : 1;
        }),
            0);
        fs::permissions(m_path.parent_path(), fs::perms::all);
        QCOMPARE(sha256File(m_path), before);
        QCOMPARE(filesInFolder(), 1);
    }
    void whatIsNoProject()
    {
        QCOMPARE(codeOf([&] { ProjectFile::open(m_path); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { ProjectFile::open(m_path.parent_path()); }), ErrorCode::Unreadable);
        std::ofstream(m_path).close();
        QCOMPARE(codeOf([&] { ProjectFile::open(m_path); }), ErrorCode::Unsupported);
        executeForeign(m_path, "CREATE TABLE mine(x)");
        const std::string before = sha256File(m_path);
        QCOMPARE(codeOf([&] { ProjectFile::open(m_path); }), ErrorCode::Unsupported);
        QCOMPARE(sha256File(m_path), before);
        QCOMPARE(::mkfifo((m_path.parent_path() / "pipe").c_str(), 0600), 0);
        QCOMPARE(codeOf([&] { readProject(m_path.parent_path() / "pipe"); }), ErrorCode::Unreadable);
    }
};

QTEST_GUILESS_MAIN(TestProjectFile)
#include "test_project_file.moc"
