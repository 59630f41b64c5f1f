// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/recent_files.h"
#include "core/base/files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <thread>

using namespace sonosketch;
namespace fs = std::filesystem;

class TestRecentFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path made(const std::string& name) const
    {
        const fs::path path = fs::path(m_dir->path().toStdString()) / name;
        writeFileAtomically(path, std::string_view("x"));
        return path;
    }
    fs::path list() const { return fs::path(m_dir->path().toStdString()) / "recent.ini"; }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void newestFirstAndNoneTwice()
    {
        RecentFiles recent(list());
        QSignalSpy changes(&recent, &RecentFiles::changed);
        recent.add(made("a"), "A");
        recent.add(made("b"), "B, with; odd = \"signs\" \u00e9");
        recent.add(made("a"), "A again");
        QCOMPARE(changes.count(), 3);
        const auto entries = RecentFiles(list()).entries(); // what another start of the program sees
        QCOMPARE(entries.size(), std::size_t{2});
        QCOMPARE(entries[0].title, QStringLiteral("A again"));
        QCOMPARE(entries[1].title, QStringLiteral("B, with; odd = \"signs\" \u00e9"));
        QVERIFY(entries[0].path.is_absolute() && entries[0].time.isValid());
        recent.remove(made("a"));
        QCOMPARE(recent.entries().size(), std::size_t{1});
        recent.clear();
        QVERIFY(recent.entries().empty());
    }

    void twelveAtMost()
    {
        RecentFiles recent(list());
        for (int number = 0; number < 20; ++number)
            recent.add(made(fmt::format("case{}", number)), QString::number(number));
        const auto entries = recent.entries();
        QCOMPARE(entries.size(), std::size_t{RecentFiles::maxEntries});
        QCOMPARE(entries.front().title, QStringLiteral("19"));
        QCOMPARE(entries.back().title, QStringLiteral("8"));
    }

    void missingOnesAreDropped()
    {
        RecentFiles recent(list());
        recent.add(made("stays"), "stays");
        recent.add(made("goes"), "goes");
        fs::remove(fs::path(m_dir->path().toStdString()) / "goes");
        QCOMPARE(recent.entries().size(), std::size_t{1});
        made("goes");
        QCOMPARE(recent.entries().size(), std::size_t{1}); // forgotten, not hidden
    }

    void aDamagedListIsAnEmptyOne()
    {
        writeFileAtomically(list(), std::string_view("\x01\x02[[[recent\nsize=-5\npath=%%%"));
        RecentFiles recent(list());
        QVERIFY(recent.entries().empty());
        recent.add(made("a"), "A");
        QCOMPARE(recent.entries().size(), std::size_t{1});
    }

    void twoThreadsLoseNothing()
    {
        std::vector<fs::path> files;
        for (int number = 0; number < 10; ++number)
            files.push_back(made(fmt::format("case{}", number)));
        const auto addAll = [this, &files](std::size_t first) {
            RecentFiles recent(list());
            for (std::size_t index = first; index < files.size(); index += 2)
                recent.add(files[index], QString::number(index));
        };
        std::thread other(addAll, 1);
        addAll(0);
        other.join();
        QCOMPARE(RecentFiles(list()).entries().size(), files.size());
    }
};

QTEST_GUILESS_MAIN(TestRecentFiles)
#include "test_recent_files.moc"
