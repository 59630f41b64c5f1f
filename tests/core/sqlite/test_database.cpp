// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A file that several windows write to, that may be damaged, and whose disk may be full.

#include "core/base/files.h"
#include "core/sqlite/database.h"
#include "tests/support/check.h"
#include "tests/support/full_disk.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace sonosketch;
using namespace sonosketch::sqlite;
using test::codeOf;
using test::messageOf;
namespace fs = std::filesystem;

namespace {
constexpr Profile profile{.name = "diary", .ifDamaged = "Ask the writer", .maxRowBytes = 100'000, .busyMs = 50};
}

class TestDatabase : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh(const char* name = "log") { return m_dir.filePath(QStringLiteral("%1%2").arg(name).arg(m_next++)).toStdString(); }
    static Database made(const fs::path& file)
    {
        Database database(file, Database::Mode::Create, profile);
        database.execute("CREATE TABLE t(i INTEGER, d REAL, s TEXT, b BLOB)");
        return database;
    }

private Q_SLOTS:
    void valuesGoRound()
    {
        Database database = made(fresh("with %3F? and # "));
        const std::vector<std::uint8_t> bytes{0, 1, 255};
        Statement insert(database, "INSERT INTO t VALUES(?1, ?2, ?3, ?4)");
        insert.bind(1, INT64_MIN).bind(2, std::optional(0.1)).bind(3, std::string_view("a\0b", 3)).bind(4, bytes).run();
        insert.bind(1, std::int64_t{7})
            .bind(2, std::optional<double>())
            .bind(3, std::string_view())
            .bind(4, std::vector<std::uint8_t>())
            .run();
        insert.bindNull(1).run();
        Statement rows(database, "SELECT i, d, s, b FROM t ORDER BY rowid");
        QVERIFY(rows.step());
        QCOMPARE(rows.integer(0, INT64_MIN, 0), INT64_MIN);
        QCOMPARE(rows.number(1).value(), 0.1);
        QCOMPARE(rows.text(2, 3), std::string("a\0b", 3));
        QVERIFY(rows.blob(3, 3) == bytes);
        QVERIFY(rows.step());
        QCOMPARE(rows.number(0).value(), 7.0);
        QVERIFY(!rows.number(1) && rows.isNull(1) && rows.text(2, 0).empty() && rows.blob(3, 0).empty());
        QVERIFY(rows.step() && rows.isNull(0));
        QVERIFY(!rows.step());
        QCOMPARE(database.number("SELECT count(*) FROM t"), std::int64_t{3});
        QCOMPARE(database.number("SELECT i FROM t WHERE i = 99"), std::int64_t{0});
    }
    void whatIsNotAsExpectedIsDamage()
    {
        Database database = made(fresh());
        database.execute("INSERT INTO t VALUES('x', 1e300, x'00', 3), (5, 2, 'long text', x'010203')");
        Statement rows(database, "SELECT i, d, s, b FROM t ORDER BY rowid");
        rows.step();
        for (const auto& read : std::vector<std::function<void()>>{[&] { (void)rows.integer(0, 0, 9); }, [&] { (void)rows.number(0); },
                 [&] { (void)rows.number(1); }, [&] { (void)rows.text(2, 9); }, [&] { (void)rows.blob(3, 9); }})
            QCOMPARE(codeOf(read), ErrorCode::Corrupt);
        rows.step();
        for (const auto& read : std::vector<std::function<void()>>{
                 [&] { (void)rows.integer(0, 6, 9); }, [&] { (void)rows.text(2, 8); }, [&] { (void)rows.blob(3, 2); }})
            QCOMPARE(codeOf(read), ErrorCode::Corrupt);
        const std::string message = messageOf([&] { (void)rows.text(2, 8); });
        QVERIFY2(message.find("The diary is damaged (column s: a text is too long)") != std::string::npos
                && message.find("Ask the writer") != std::string::npos,
            message.c_str());
        QVERIFY(messageOf([&] { Statement(database, "SELECT gone FROM t"); }).find("The diary lacks a part") != std::string::npos);
    }
    void aTransactionIsWholeOrNothing()
    {
        Database database = made(fresh());
        {
            Transaction dropped(database);
            database.execute("INSERT INTO t(i) VALUES(1)");
        }
        QCOMPARE(database.number("SELECT count(*) FROM t"), std::int64_t{0});
        Transaction kept(database);
        database.execute("INSERT INTO t(i) VALUES(1)");
        kept.commit();
        QCOMPARE(database.number("SELECT count(*) FROM t"), std::int64_t{1});
    }
    void heldUpReadOnlyAndMissing()
    {
        const fs::path file = fresh();
        Database first = made(file);
        Database second(file, Database::Mode::Create, profile), reader(file, Database::Mode::Read, profile);
        {
            Transaction held(first);
            QVERIFY(messageOf([&] { Transaction other(second); }).find("in use by another program") != std::string::npos);
        }
        Transaction free(second);
        free.commit();
        QCOMPARE(codeOf([&] { reader.execute("INSERT INTO t(i) VALUES(1)"); }), ErrorCode::WriteFailed);
        QCOMPARE(reader.number("SELECT count(*) FROM t"), std::int64_t{0});
        const fs::path missing = fresh();
        QCOMPARE(codeOf([&] { Database(missing, Database::Mode::Read, profile); }), ErrorCode::WriteFailed);
        QVERIFY(!fs::exists(missing));
    }
    void damagedAndFull()
    {
        const fs::path garbage = fresh();
        writeFileAtomically(garbage, std::string(5000, 'x'));
        QCOMPARE(codeOf([&] { Database(garbage, Database::Mode::Create, profile); }), ErrorCode::Corrupt);
        QCOMPARE(readTextFile(garbage), std::string(5000, 'x'));
        Database database = made(fresh());
        database.execute("INSERT INTO t(s) VALUES('kept')");
        {
            const test::FullDisk full(9000);
            Statement insert(database, "INSERT INTO t(s) VALUES(?1)");
            insert.bind(1, std::string(50'000, 'y'));
            QCOMPARE(codeOf([&] { insert.run(); }), ErrorCode::WriteFailed);
        }
        QCOMPARE(database.number("SELECT count(*) FROM t"), std::int64_t{1});
        // A row beyond the limit is refused before it is made.
        Statement large(database, "INSERT INTO t(s) VALUES(?1)");
        QVERIFY_THROWS_EXCEPTION(Error, large.bind(1, std::string(200'000, 'z')));
    }
    void nothingOfAStrangersFileRuns()
    {
        const fs::path file = fresh();
        Database database = made(file);
        database.execute("CREATE TABLE seen(x); CREATE TRIGGER spy AFTER INSERT ON t BEGIN INSERT INTO seen VALUES(1); END;"
                         "CREATE VIEW v AS SELECT 1 AS x");
        database.execute("INSERT INTO t(i) VALUES(1)");
        QCOMPARE(database.number("SELECT count(*) FROM seen"), std::int64_t{0});
        QVERIFY_THROWS_EXCEPTION(Error, database.number("SELECT x FROM v"));
        QVERIFY_THROWS_EXCEPTION(Error, database.execute("ATTACH ':memory:' AS other"));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
