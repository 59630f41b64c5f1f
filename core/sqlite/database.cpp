// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/sqlite/database.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <cstring>
#include <utility>

namespace sonosketch::sqlite {

namespace fs = std::filesystem;

namespace {

constexpr const char* kept = "Answers that were given before are kept";

/// As SQLite wants it in a file: URI.
std::string uriOf(const fs::path& path)
{
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string())
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
    return uri;
}

} // namespace

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const fs::path& path, Mode mode, const Profile& profile)
    : m_where(path.string())
    , m_profile(profile)
{
    const auto open = [this](const std::string& name, int access) {
        sqlite3* handle = nullptr;
        int result =
            sqlite3_open_v2(name.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI, nullptr);
        m_handle.reset(handle);
        if (handle)
            sqlite3_busy_timeout(handle, m_profile.busyMs); // another window may just be making the file
        if (result == SQLITE_OK)
            result = sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
        return result;
    };
    const std::string uri = uriOf(path);
    int result = open(uri, SQLITE_OPEN_READWRITE | (mode == Mode::Create ? SQLITE_OPEN_CREATE : 0));
    if (mode == Mode::Read) {
        // Opened for writing where that is possible, because a reader that may not write leaves the files of the write-ahead log behind.
        if (result == SQLITE_OK)
            result = sqlite3_exec(handle(), "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
        else
            result = open(uri, SQLITE_OPEN_READONLY);
        // On a read-only medium there is no room for the shared memory of the write-ahead log; without a log none is needed.
        std::error_code ignored;
        if (result != SQLITE_OK && !fs::exists(path.string() + "-wal", ignored))
            result = open(uri + "?immutable=1", SQLITE_OPEN_READONLY);
    }
    if (result != SQLITE_OK)
        fail(result);
    // The file may come from elsewhere.
    sqlite3_limit(handle(), SQLITE_LIMIT_LENGTH, m_profile.maxRowBytes);
    sqlite3_limit(handle(), SQLITE_LIMIT_ATTACHED, 0);
    for (const auto& [option, on] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
             {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0}})
        sqlite3_db_config(handle(), option, on, nullptr);
    execute("PRAGMA cell_size_check = ON");
}

void Database::fail(int result) const
{
    const std::string reason = m_handle ? sqlite3_errmsg(handle()) : sqlite3_errstr(result);
    const int cause = m_handle ? sqlite3_system_errno(handle()) : 0;
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(ErrorCode::WriteFailed, fmt::format("The {} is in use by another program", m_profile.name), m_where, "Try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        throw Error(ErrorCode::Corrupt, fmt::format("The {} is damaged ({})", m_profile.name, reason), m_where, m_profile.ifDamaged);
    case SQLITE_FULL:
        throw Error(
            ErrorCode::WriteFailed, "The disk is full; this answer is not saved", m_where, fmt::format("Free some space. {}", kept));
    case SQLITE_READONLY:
        throw Error(ErrorCode::WriteFailed, fmt::format("The {} or its folder is read-only", m_profile.name), m_where,
            fmt::format("Change its permissions. {}", kept));
    default:
        throw Error(ErrorCode::WriteFailed,
            fmt::format(
                "The {} cannot be used ({}{}{})", m_profile.name, reason, cause != 0 ? ", " : "", cause != 0 ? std::strerror(cause) : ""),
            m_where, fmt::format("Check the folder and the free space. {}", kept));
    }
}

void Database::execute(const char* sql)
{
    if (const int result = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr); result != SQLITE_OK)
        fail(result);
}

std::int64_t Database::number(const char* sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0, INT64_MIN, INT64_MAX) : 0;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, const char* sql)
    : m_database(&database)
{
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v2(database.handle(), sql, -1, &statement, nullptr);
    m_statement.reset(statement);
    if (result == SQLITE_ERROR)
        throw Error(ErrorCode::Corrupt, fmt::format("The {} lacks a part ({})", database.profile().name, sqlite3_errmsg(database.handle())),
            database.where(), database.profile().ifDamaged);
    check(result);
}

void Statement::check(int result) const
{
    if (result != SQLITE_OK)
        m_database->fail(result);
}

Statement& Statement::bind(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement.get(), index, value));
    return *this;
}

Statement& Statement::bind(int index, const std::optional<double>& value)
{
    check(value ? sqlite3_bind_double(m_statement.get(), index, *value) : sqlite3_bind_null(m_statement.get(), index));
    return *this;
}

Statement& Statement::bind(int index, std::string_view text)
{
    check(sqlite3_bind_text64(m_statement.get(), index, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int index, const std::vector<std::uint8_t>& blob)
{
    check(blob.empty() ? sqlite3_bind_null(m_statement.get(), index)
                       : sqlite3_bind_blob64(m_statement.get(), index, blob.data(), blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bindNull(int index)
{
    check(sqlite3_bind_null(m_statement.get(), index));
    return *this;
}

bool Statement::step()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        m_database->fail(result);
    sqlite3_reset(m_statement.get());
    return false;
}

void Statement::run()
{
    while (step()) { }
}

void Statement::refuse(int column, const char* problem) const
{
    const char* name = sqlite3_column_name(m_statement.get(), column);
    const Profile& profile = m_database->profile();
    throw Error(ErrorCode::Corrupt, fmt::format("The {} is damaged (column {}: {})", profile.name, name ? name : "?", problem),
        m_database->where(), profile.ifDamaged);
}

std::int64_t Statement::integer(int column, std::int64_t lowest, std::int64_t highest) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_INTEGER)
        refuse(column, "a whole number is expected");
    const std::int64_t value = sqlite3_column_int64(m_statement.get(), column);
    if (value < lowest || value > highest)
        refuse(column, "a number is out of range");
    return value;
}

std::optional<double> Statement::number(int column) const
{
    const int type = sqlite3_column_type(m_statement.get(), column);
    if (type == SQLITE_NULL)
        return std::nullopt;
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        refuse(column, "a number is expected");
    const double value = sqlite3_column_double(m_statement.get(), column);
    if (!std::isfinite(value) || std::abs(value) > 1e9)
        refuse(column, "a number is out of range");
    return value;
}

std::string Statement::text(int column, std::size_t maxBytes) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_TEXT)
        refuse(column, "text is expected");
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    if (!start || bytes > maxBytes)
        refuse(column, "a text is too long");
    return {start, bytes};
}

std::vector<std::uint8_t> Statement::blob(int column, std::size_t maxBytes) const
{
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL)
        return {};
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_BLOB)
        refuse(column, "bytes are expected");
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    if (bytes > maxBytes)
        refuse(column, "too many bytes");
    return start ? std::vector<std::uint8_t>(start, start + bytes) : std::vector<std::uint8_t>();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    m_database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    // SQLite itself takes a transaction back after some failures; then this one has nothing to do.
    if (m_open && sqlite3_get_autocommit(m_database.handle()) == 0)
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
}

} // namespace sonosketch::sqlite
