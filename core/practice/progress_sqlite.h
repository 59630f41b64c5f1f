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

namespace sonosketch::practice {

/// A connection to the practice log. Internal to core/practice; one thread at a time. SQLite's failures become Error: Corrupt, WriteFailed
/// (full, read-only, I/O, busy for 5 seconds).
class Database {
public:
    Database(const std::filesystem::path& path, bool create);

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

/// A prepared statement. Columns count from 0, parameters from 1. Another type or a value out of range throws Error(Corrupt).
class Statement {
public:
    Statement(Database& database, const char* sql);
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, const std::optional<double>& value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const std::vector<std::uint8_t>& blob);
    bool step();
    void run();

    std::int64_t integer(int column, std::int64_t lowest, std::int64_t highest) const;
    std::optional<double> number(int column) const;
    std::string text(int column, std::size_t maxBytes) const;
    std::vector<std::uint8_t> blob(int column, std::size_t maxBytes) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    [[noreturn]] void refuse(int column, const char* problem) const;
    void check(int result) const;

    Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace sonosketch::practice
