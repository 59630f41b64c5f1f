// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace sonosketch::study {

/// A connection to the log of answers. Unlike that of a project it is shared: several readers' windows write to one file. Internal to core/study;
/// one thread at a time. SQLite's failures become Error: Corrupt, WriteFailed (full, read-only, I/O, busy for 10 seconds).
class Database {
public:
    enum class Mode : std::uint8_t { Create, Read };
    Database(const std::filesystem::path& path, Mode mode);

    void execute(const char* sql);
    std::int64_t number(const char* sql);
    [[noreturn]] void fail(int result) const;
    sqlite3* handle() const { return m_handle.get(); }
    const std::string& where() const { return m_where; }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_where;
};

/// A prepared statement. Columns count from 0, parameters from 1. Reading another type than asked for throws Error(Corrupt).
class Statement {
public:
    Statement(Database& database, const char* sql);
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bindNull(int index);
    /// True if there is a row; false at the end.
    bool step();
    /// For a statement without rows.
    void run();

    std::int64_t integer(int column, std::int64_t lowest, std::int64_t highest) const;
    std::string text(int column, std::size_t maxBytes, bool lines = false) const;
    bool isNull(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    [[noreturn]] void refuse(int column, const char* problem) const;

    Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// BEGIN IMMEDIATE ... COMMIT; taken back unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

} // namespace sonosketch::study
