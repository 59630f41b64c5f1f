// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_sqlite.h"

#include "core/base/error.h"
#include "core/io/project_contents.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cstring>
#include <utility>

namespace sonosketch {

namespace {

/// No row of a project comes near; SQLite refuses larger ones before it takes memory.
constexpr int maxRowBytes = 32 << 20;
/// Steps of SQLite's machine in thousands before reading is given up; a file of the largest size needs a tenth of it.
constexpr int maxThousandSteps = 200'000;

struct Limit {
    int which;
    int value;
};
constexpr std::array limits{Limit{SQLITE_LIMIT_LENGTH, maxRowBytes}, Limit{SQLITE_LIMIT_SQL_LENGTH, 10'000}, Limit{SQLITE_LIMIT_COLUMN, 64},
    Limit{SQLITE_LIMIT_EXPR_DEPTH, 50}, Limit{SQLITE_LIMIT_COMPOUND_SELECT, 4}, Limit{SQLITE_LIMIT_VDBE_OP, 25'000},
    Limit{SQLITE_LIMIT_FUNCTION_ARG, 8}, Limit{SQLITE_LIMIT_ATTACHED, 0}, Limit{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    Limit{SQLITE_LIMIT_VARIABLE_NUMBER, 20}, Limit{SQLITE_LIMIT_TRIGGER_DEPTH, 1}, Limit{SQLITE_LIMIT_WORKER_THREADS, 0}};

int countSteps(void* left)
{
    return --*static_cast<int*>(left) < 0 ? 1 : 0;
}

} // namespace

void SqlConnection::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

SqlConnection::SqlConnection(sqlite3* handle, std::string where, bool reading)
    : m_handle(handle)
    , m_where(std::move(where))
    , m_reading(reading)
{
}

SqlConnection SqlConnection::openFile(const std::filesystem::path& path, bool create)
{
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0);
    const int result = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    SqlConnection connection(handle, path.string(), false);
    if (result != SQLITE_OK)
        connection.fail(result, "opened");
    connection.harden();
    // SQLite's own lock for as long as it is open: no shared-memory file, and other SQLite programs are kept out.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE");
    return connection;
}

SqlConnection SqlConnection::openImage(Bytes& image, const std::string& where)
{
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_MEMORY;
    int result = sqlite3_open_v2(":memory:", &handle, flags, nullptr);
    SqlConnection connection(handle, where, true);
    if (result != SQLITE_OK)
        connection.fail(result, "opened");
    const auto size = static_cast<sqlite3_int64>(image.size());
    result = sqlite3_deserialize(handle, "main", image.data(), size, size, SQLITE_DESERIALIZE_READONLY);
    if (result != SQLITE_OK)
        connection.fail(result, "read");
    connection.harden();
    return connection;
}

void SqlConnection::harden()
{
    sqlite3* db = handle();
    for (const auto& [which, value] : limits)
        sqlite3_limit(db, which, value);
    struct Switch {
        int which;
        int on;
    };
    constexpr std::array switches{Switch{SQLITE_DBCONFIG_DEFENSIVE, 1}, Switch{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        Switch{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, Switch{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        Switch{SQLITE_DBCONFIG_DQS_DDL, 0}, Switch{SQLITE_DBCONFIG_DQS_DML, 0}};
    for (const auto& [which, on] : switches)
        if (sqlite3_db_config(db, which, on, nullptr) != SQLITE_OK)
            throw Error(ErrorCode::Unsupported, "This SQLite lacks a protection that project files need", sqlite3_libversion());
    execute("PRAGMA cell_size_check = ON");
    execute("PRAGMA temp_store = MEMORY");
    if (m_reading) {
        // A file may be made so that a search never ends.
        m_thousandStepsLeft = std::make_unique<int>(maxThousandSteps);
        sqlite3_progress_handler(db, 1000, countSteps, m_thousandStepsLeft.get());
    }
}

void SqlConnection::fail(int result, const char* doing) const
{
    const std::string reason = m_handle ? sqlite3_errmsg(handle()) : sqlite3_errstr(result);
    const int cause = m_handle ? sqlite3_system_errno(handle()) : 0;
    const std::string detail = cause != 0 ? fmt::format("{}, {}", reason, std::strerror(cause)) : reason;
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw ProjectLocked(m_where);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        throw Error(ErrorCode::Corrupt, fmt::format("The project is damaged ({})", reason), m_where, "Open a recovered copy of it");
    case SQLITE_NOMEM:
        throw Error(ErrorCode::TooLarge, "There is no memory for the project", m_where);
    case SQLITE_FULL:
        throw Error(ErrorCode::WriteFailed, "The disk is full", m_where, "Free some space, or save the project elsewhere");
    case SQLITE_READONLY:
        throw Error(ErrorCode::WriteFailed, "The project or its folder is read-only", m_where, "Save the project elsewhere");
    default:
        break;
    }
    if (m_reading)
        throw Error(
            ErrorCode::Corrupt, fmt::format("The project cannot be {} ({})", doing, detail), m_where, "Open a recovered copy of it");
    throw Error(ErrorCode::WriteFailed, fmt::format("The project cannot be {} ({})", doing, detail), m_where,
        "Check the folder and the free space, or save the project elsewhere");
}

void SqlConnection::execute(const char* sql)
{
    const int result = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        fail(result, m_reading ? "read" : "written");
}

std::int64_t SqlConnection::number(const char* sql)
{
    SqlStatement statement(*this, sql);
    if (!statement.step())
        throw Error(ErrorCode::Corrupt, "SQLite gave no answer", m_where);
    return statement.integer(0, INT64_MIN, INT64_MAX);
}

std::string SqlConnection::text(const char* sql)
{
    SqlStatement statement(*this, sql);
    return statement.step() ? statement.text(0, 1000, true) : std::string();
}

void SqlConnection::copyTo(SqlConnection& target)
{
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", handle(), "main");
    if (!backup)
        target.fail(sqlite3_extended_errcode(target.handle()), "copied");
    sqlite3_backup_step(backup, -1);
    const int result = sqlite3_backup_finish(backup);
    if (result != SQLITE_OK)
        target.fail(result, "copied");
}

void SqlStatement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

SqlStatement::SqlStatement(SqlConnection& connection, const char* sql)
    : m_connection(&connection)
{
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v2(connection.handle(), sql, -1, &statement, nullptr);
    m_statement.reset(statement);
    if (result != SQLITE_OK)
        connection.fail(result, "read");
}

SqlStatement& SqlStatement::bind(int index, std::int64_t value)
{
    if (const int result = sqlite3_bind_int64(m_statement.get(), index, value); result != SQLITE_OK)
        m_connection->fail(result, "written");
    return *this;
}

SqlStatement& SqlStatement::bind(int index, std::string_view text)
{
    const int result =
        sqlite3_bind_text64(m_statement.get(), index, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (result != SQLITE_OK)
        m_connection->fail(result, "written");
    return *this;
}

SqlStatement& SqlStatement::bind(int index, const Bytes& blob)
{
    const int result = blob.empty() ? sqlite3_bind_zeroblob(m_statement.get(), index, 0)
                                    : sqlite3_bind_blob64(m_statement.get(), index, blob.data(), blob.size(), SQLITE_TRANSIENT);
    if (result != SQLITE_OK)
        m_connection->fail(result, "written");
    return *this;
}

SqlStatement& SqlStatement::bindNull(int index)
{
    sqlite3_bind_null(m_statement.get(), index);
    return *this;
}

bool SqlStatement::step()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        m_connection->fail(result, sqlite3_stmt_readonly(m_statement.get()) != 0 ? "read" : "written");
    reset();
    return false;
}

void SqlStatement::run()
{
    while (step()) { }
}

void SqlStatement::reset()
{
    sqlite3_reset(m_statement.get());
}

namespace {
[[noreturn]] void refuseColumn(sqlite3_stmt* statement, int column, const char* problem)
{
    const char* name = sqlite3_column_name(statement, column);
    throw Error(ErrorCode::Corrupt, problem, fmt::format("column {} of the project", name ? name : "?"), "Open a recovered copy of it");
}
} // namespace

std::int64_t SqlStatement::integer(int column, std::int64_t lowest, std::int64_t highest) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_INTEGER)
        refuseColumn(m_statement.get(), column, "A whole number is expected");
    const std::int64_t value = sqlite3_column_int64(m_statement.get(), column);
    if (value < lowest || value > highest)
        refuseColumn(m_statement.get(), column, "A number is out of range");
    return value;
}

std::string SqlStatement::text(int column, std::size_t maxBytes, bool lines) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_TEXT)
        refuseColumn(m_statement.get(), column, "Text is expected");
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    const std::string_view found(start ? start : "", start ? size : 0);
    if (!isStoredText(found, maxBytes, lines))
        refuseColumn(m_statement.get(), column, "A text is too long or holds control characters");
    return std::string(found);
}

Bytes SqlStatement::blob(int column, std::size_t maxBytes) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_BLOB)
        refuseColumn(m_statement.get(), column, "Bytes are expected");
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    if (size > maxBytes)
        refuseColumn(m_statement.get(), column, "A part is too large");
    return start ? Bytes(start, start + size) : Bytes();
}

bool SqlStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

} // namespace sonosketch
