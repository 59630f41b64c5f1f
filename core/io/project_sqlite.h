// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_blobs.h"

#include <filesystem>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace sonosketch {

/// A connection to SQLite, set up for files that are not trusted: no extensions, triggers, views, attached files, functions in the schema; cells
/// checked on reading; small limits. Internal to core/io; one thread at a time. Errors become Error: Corrupt, WriteFailed (full, read-only, I/O),
/// TooLarge (memory), ProjectLocked.
class SqlConnection {
public:
    /// A file for reading and writing, in exclusive locking mode.
    static SqlConnection openFile(const std::filesystem::path& path, bool create);
    /// The bytes of a database file, for reading; they must outlive the connection. Nothing touches the disk.
    static SqlConnection openImage(Bytes& image, const std::string& where);

    void execute(const char* sql);
    /// The answer of a statement of one whole number, for example a pragma.
    std::int64_t number(const char* sql);
    std::string text(const char* sql);
    /// Copies all into `target`, which is empty.
    void copyTo(SqlConnection& target);
    /// Throws the Error for the outcome of an SQLite call.
    [[noreturn]] void fail(int result, const char* doing) const;

    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    SqlConnection(sqlite3* handle, std::string where, bool reading);
    void harden();

    std::unique_ptr<int> m_thousandStepsLeft; ///< of SQLite's machine, while reading; outlives the handle that counts on it
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_where;
    bool m_reading;
};

/// A prepared statement. Columns count from 0, parameters from 1.
class SqlStatement {
public:
    SqlStatement(SqlConnection& connection, const char* sql);
    SqlStatement& bind(int index, std::int64_t value);
    SqlStatement& bind(int index, std::string_view text);
    SqlStatement& bind(int index, const Bytes& blob);
    SqlStatement& bindNull(int index);
    /// True if there is a row; false at the end. After the end it can be bound and run again.
    bool step();
    /// For a statement without rows.
    void run();
    void reset();

    /// Each throws Error(Corrupt) on another type or beyond the limits.
    std::int64_t integer(int column, std::int64_t lowest, std::int64_t highest) const;
    std::string text(int column, std::size_t maxBytes, bool lines = false) const;
    Bytes blob(int column, std::size_t maxBytes) const;
    bool isNull(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    SqlConnection* m_connection;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace sonosketch
