// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace sonosketch::sqlite {

/// What a file is called when something is wrong with it, and what it may hold.
struct Profile {
    const char* name = "log";                         ///< "The NAME is damaged"
    const char* ifDamaged = "Restore it from a copy"; ///< the hint then
    int maxRowBytes = 1 << 20;                        ///< SQLite refuses larger rows and values before it takes memory
    int busyMs = 10'000;                              ///< how long it waits for another writer
};

/// A connection to a file that several windows share, set up for files that are not trusted: no triggers, views, attached files or functions in the
/// schema; cells checked on reading. One thread at a time. SQLite's failures become Error: Corrupt, WriteFailed (full, read-only, I/O, in use for longer
/// than busyMs).
class Database {
public:
    enum class Mode : std::uint8_t {
        Create, ///< for writing; made if there is none
        Read,   ///< for looking; changes nothing, and needs no right to write
    };
    Database(const std::filesystem::path& path, Mode mode, const Profile& profile);

    void execute(const char* sql);
    /// The first number of the first row; 0 without a row.
    std::int64_t number(const char* sql);
    /// Throws the Error for the outcome of an SQLite call.
    [[noreturn]] void fail(int result) const;
    sqlite3* handle() const { return m_handle.get(); }
    /// The file.
    const std::string& where() const { return m_where; }
    const Profile& profile() const { return m_profile; }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_where;
    Profile m_profile;
};

/// A prepared statement. Columns count from 0, parameters from 1. Another type than asked for, or a value out of range, throws Error(Corrupt).
class Statement {
public:
    Statement(Database& database, const char* sql);
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, const std::optional<double>& value); ///< nothing: NULL
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const std::vector<std::uint8_t>& blob); ///< none: NULL
    Statement& bindNull(int index);
    /// True if there is a row; false at the end.
    bool step();
    /// For a statement without rows.
    void run();

    std::int64_t integer(int column, std::int64_t lowest, std::int64_t highest) const;
    /// Finite and not above 1e9 in size; nothing for NULL.
    std::optional<double> number(int column) const;
    /// The bytes as they are: whoever shows or writes them on looks at what they hold.
    std::string text(int column, std::size_t maxBytes) const;
    /// Empty for NULL.
    std::vector<std::uint8_t> blob(int column, std::size_t maxBytes) const;
    bool isNull(int column) const;
    /// Throws Error(Corrupt) about this column.
    [[noreturn]] void refuse(int column, const char* problem) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    void check(int result) const;

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

} // namespace sonosketch::sqlite
