// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_image.h"
#include "core/io/project_writer.h"
#include "tests/core/io/project_samples.h"
#include "tests/support/full_disk.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace sonosketch;
using test::FullDisk;
namespace fs = std::filesystem;

namespace {

/// What the writer told, collected from its thread.
struct Told {
    std::mutex mutex;
    std::vector<std::size_t> written;
    std::vector<std::string> failures, refusals;
    std::vector<std::size_t> waiting;
    int recovered = 0;
    std::atomic<bool> otherThread{true};

    ProjectWriter::Events events()
    {
        const auto caller = std::this_thread::get_id();
        const auto check = [this, caller] {
            if (std::this_thread::get_id() == caller)
                otherThread = false;
        };
        ProjectWriter::Events all;
        all.written = [this, check](std::size_t node) {
            const std::lock_guard lock(mutex);
            check(), written.push_back(node);
        };
        all.failed = [this, check](const Error& error, std::size_t left) {
            const std::lock_guard lock(mutex);
            check(), failures.push_back(error.what()), waiting.push_back(left);
        };
        all.refused = [this, check](const Error& error) {
            const std::lock_guard lock(mutex);
            check(), refusals.push_back(error.what());
        };
        all.recovered = [this, check] {
            const std::lock_guard lock(mutex);
            check(), ++recovered;
        };
        return all;
    }
};

} // namespace

class TestProjectWriter : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path m_path;
    std::unique_ptr<Told> m_told;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ProjectWriter> m_writer;
    ProjectContents m_wanted; ///< its history is the editor's
    std::mt19937 m_random{5};

    std::size_t edit()
    {
        const auto node = m_wanted.history.add(test::randomEdit(*m_document, m_random, "edit"), "brush");
        m_wanted.current = node;
        m_writer->commit(m_wanted.history, node);
        return node;
    }
    void moved()
    {
        m_wanted.current = m_wanted.history.current();
        m_writer->moved(m_wanted.history);
    }

private Q_SLOTS:
    void init()
    {
        const fs::path folder = fs::path(m_dir.path().toStdString()) / "project";
        fs::remove_all(folder);
        fs::create_directory(folder);
        m_path = folder / "case.sonosketch";
        m_wanted = ProjectContents();
        m_wanted.initial = test::sampleCase();
        m_document = std::make_unique<Document>(m_wanted.initial);
        m_told = std::make_unique<Told>();
        // An hour: nothing in these tests is tried again by the clock.
        m_writer = std::make_unique<ProjectWriter>(
            ProjectFile::create(m_path, m_wanted), m_wanted.history, m_told->events(), std::chrono::hours(1));
    }
    void cleanup() { m_writer.reset(); }

    void followsTheHistory()
    {
        for (int i = 0; i < 120; ++i) {
            switch (m_random() % 8) {
            case 0:
                m_wanted.history.undo(*m_document), moved();
                break;
            case 1:
                m_wanted.history.redo(*m_document), moved();
                break;
            case 2: {
                const auto target = m_random() % m_wanted.history.size();
                if (m_wanted.history.contains(target))
                    m_wanted.history.jumpTo(*m_document, target), moved();
                break;
            }
            case 3: {
                const auto node = m_wanted.history.current();
                m_wanted.history.setNote(node, fmt::format("note {}", i));
                m_wanted.history.setPinned(node, i % 2 == 0);
                m_writer->marked(m_wanted.history, node);
                break;
            }
            case 4: {
                const auto node = m_random() % m_wanted.history.size();
                if (node == 0 || !m_wanted.history.contains(node))
                    break;
                const auto parent = m_wanted.history.node(node).parent;
                try {
                    const auto gone = m_wanted.history.removeBranch(node);
                    m_writer->removed(m_wanted.history, gone, parent);
                    for (const auto each : gone)
                        m_wanted.thumbnails.erase(each);
                } catch (const Error&) {
                    // The current step is on it.
                }
                break;
            }
            default: {
                const auto node = edit();
                m_wanted.thumbnails[node] = test::samplePng(32, i);
                m_writer->setThumbnail(node, m_wanted.thumbnails[node]);
            }
            }
        }
        m_wanted.model = {"m", "h"};
        m_writer->setModel(m_wanted.model);
        QVERIFY(!m_writer->flush());
        QCOMPARE(m_writer->pending(), std::size_t(0));
        m_writer.reset();
        ProjectContents found = readProject(m_path);
        // Removed steps at the end leave no trace in the file; everything else is the same.
        m_wanted.history = HistoryTree::restored(kept(), m_wanted.initial.palette);
        QCOMPARE(test::difference(found, m_wanted), std::string());
        QVERIFY(m_told->otherThread && m_told->failures.empty() && m_told->refusals.empty());
        QVERIFY(std::is_sorted(m_told->written.begin(), m_told->written.end()) && m_told->written.size() > 30);
    }
    void closingWritesWhatWaits()
    {
        for (int i = 0; i < 30; ++i)
            edit();
        m_writer.reset();
        QCOMPARE(test::difference(readProject(m_path), m_wanted), std::string());
    }
    void goesOnAfterReopening()
    {
        edit(), edit();
        m_wanted.history.undo(*m_document), moved();
        m_writer.reset();
        auto [file, contents] = ProjectFile::open(m_path);
        m_wanted.history = std::move(contents.history);
        Document fresh(contents.initial);
        m_wanted.history.jumpTo(fresh, contents.current);
        QVERIFY(test::sameState(fresh.value(), m_document->value()));
        m_writer = std::make_unique<ProjectWriter>(std::move(file), m_wanted.history, m_told->events());
        edit();
        m_wanted.history.jumpTo(*m_document, 2), moved();
        m_writer.reset();
        QCOMPARE(test::difference(readProject(m_path), m_wanted), std::string());
    }
    void aFullDiskLosesNothing()
    {
        edit(), edit();
        QVERIFY(!m_writer->flush());
        {
            const FullDisk full(fs::file_size(writeAheadLog(m_path)) + 2000);
            for (int i = 0; i < 5; ++i)
                edit();
            const auto error = m_writer->flush();
            QVERIFY(error && error->code() == ErrorCode::WriteFailed);
            QVERIFY(m_writer->flush()); // and again
            QVERIFY(m_writer->pending() >= 4);
            const std::lock_guard lock(m_told->mutex);
            QVERIFY(m_told->failures.size() == 1 && m_told->recovered == 0); // told once, not at each try
        }
        edit();
        QVERIFY(!m_writer->flush());
        QCOMPARE(m_told->recovered, 1);
        QCOMPARE(m_told->written.size(), std::size_t(8));
        m_writer.reset();
        QCOMPARE(test::difference(readProject(m_path), m_wanted), std::string());
    }
    void savingElsewhereIsAWayOut()
    {
        edit(), edit();
        QVERIFY(!m_writer->flush());
        const fs::path elsewhere = m_path.parent_path() / "elsewhere.sonosketch";
        const std::size_t before = fs::file_size(m_path);
        {
            const FullDisk full(fs::file_size(writeAheadLog(m_path)) + 2000);
            for (int i = 0; i < 5; ++i)
                edit();
            QVERIFY(m_writer->flush());
            // There neither: the steps stay, and so does the old file.
            auto refused = m_writer->saveAs(m_path.parent_path() / "no-folder" / "x.sonosketch");
            QCOMPARE(test::codeOf([&] { refused.get(); }), ErrorCode::WriteFailed);
            QCOMPARE(m_writer->path(), fs::canonical(m_path));
            QVERIFY(m_writer->pending() >= 4);
        }
        m_writer->saveAs(elsewhere).get();
        QCOMPARE(m_writer->path(), fs::canonical(elsewhere));
        QVERIFY(!m_writer->flush());
        edit();
        m_writer.reset();
        QCOMPARE(test::difference(readProject(elsewhere), m_wanted), std::string());
        QVERIFY(readProject(m_path).history.size() >= 3 && fs::file_size(m_path) >= before);
    }
    void whatCanNeverBeWrittenIsSaidAndGivenUp()
    {
        edit();
        m_writer->setThumbnail(1, {1, 2, 3});
        m_writer->setPicture(99, {{}, test::samplePng(8, 8)});
        edit();
        QVERIFY(!m_writer->flush());
        QCOMPARE(m_told->refusals.size(), std::size_t(2));
        m_writer.reset();
        QCOMPARE(test::difference(readProject(m_path), m_wanted), std::string());
    }
    void aReadOnlyProjectKeepsTheStepsUntilItIsSavedElsewhere()
    {
#if defined(__SANITIZE_THREAD__)
        QSKIP("THE THREAD SANITIZER CANNOT FOLLOW THREADS THAT A FORKED CHILD STARTS: this is tested in the other builds");
#endif
        edit();
        m_writer.reset();
        fs::permissions(m_path, fs::perms::owner_read | fs::perms::others_read);
        for (fs::path folder = m_path.parent_path(); folder != fs::temp_directory_path(); folder = folder.parent_path())
            fs::permissions(folder, fs::perms::all);
        const int status = test::asOrdinaryUser([&] {
            auto [file, contents] = ProjectFile::open(m_path);
            m_writer = std::make_unique<ProjectWriter>(std::move(file), m_wanted.history, m_told->events(), std::chrono::hours(1));
            edit();
            if (!m_writer->flush() || m_writer->pending() != 1)
                return 1;
            m_writer->saveAs(m_path.parent_path() / "copy.sonosketch").get();
            if (m_writer->flush())
                return 2;
            m_writer.reset();
            return test::difference(readProject(m_path.parent_path() / "copy.sonosketch"), m_wanted).empty() ? 0 : 3;
        });
        QCOMPARE(status, 0);
        QCOMPARE(readProject(m_path).history.size(), std::size_t(2));
    }

private:
    /// The steps of the wanted history that are there.
    std::vector<HistoryTree::StoredNode> kept() const
    {
        std::vector<HistoryTree::StoredNode> nodes;
        for (std::size_t id = 0; id < m_wanted.history.size(); ++id)
            if (m_wanted.history.contains(id))
                nodes.push_back(m_wanted.history.stored(id));
        return nodes;
    }
    void aProjectThatIsNotThereYetIsMadeFirst()
    {
        test::SampleProject sample = test::sampleProject(4);
        HistoryTree history = sample.contents.history; // stands where the contents say
        const fs::path path = fs::path(m_dir.path().toStdString()) / "late.sonosketch";
        std::atomic<int> settled{0};
        ProjectWriter::Events events;
        events.settled = [&] { ++settled; };
        {
            ProjectWriter writer(path, sample.contents, events);
            history.setNote(1, "while it is being made");
            writer.marked(history, 1);
            QVERIFY(!writer.flush());
            QVERIFY(writer.path() == path);
        }
        QVERIFY(settled > 0);
        sample.contents.history = history;
        QCOMPARE(test::difference(readProject(path), sample.contents), std::string());
    }

    void aProjectThatCannotBeMadeWaitsAndMovesElsewhere()
    {
        const test::SampleProject sample = test::sampleProject(3);
        Told told;
        const fs::path folder = fs::path(m_dir.path().toStdString());
        {
            ProjectWriter writer(folder / "no such folder" / "a.sonosketch", sample.contents, told.events(), std::chrono::milliseconds(5));
            const std::optional<Error> problem = writer.flush();
            QVERIFY(problem && problem->code() == ErrorCode::WriteFailed);
            QVERIFY(writer.pending() > 0);
            writer.saveAs(folder / "elsewhere.sonosketch").get();
            QVERIFY(!writer.flush());
            QVERIFY(writer.path() == folder / "elsewhere.sonosketch");
        }
        QCOMPARE(told.recovered, 1);
        QVERIFY(!fs::exists(folder / "no such folder"));
        QCOMPARE(test::difference(readProject(folder / "elsewhere.sonosketch"), sample.contents), std::string());
    }

    void aProjectAppearsOnceItsFolderDoes()
    {
        const fs::path folder = fs::path(m_dir.path().toStdString()) / "later";
        Told told;
        ProjectWriter writer(folder / "a.sonosketch", test::sampleProject(2).contents, told.events(), std::chrono::hours(1));
        QVERIFY(writer.flush().has_value());
        fs::create_directory(folder);
        writer.retry(); // not after an hour
        QTRY_COMPARE(writer.pending(), std::size_t{0});
        QVERIFY(fs::exists(folder / "a.sonosketch"));
    }
};

QTEST_GUILESS_MAIN(TestProjectWriter)
#include "test_project_writer.moc"
