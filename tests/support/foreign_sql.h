// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest>

#include <filesystem>

#include <sqlite3.h>

namespace sonosketch::test {

/// Changes a closed project with SQL, as another program could.
inline void executeForeign(const std::filesystem::path& path, const char* sql)
{
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    QCOMPARE(sqlite3_close(db), SQLITE_OK);
}

/// What a later version of the program might write: read, but not written by this one.
inline constexpr const char* newerMinorSql = "PRAGMA user_version = 1007; UPDATE meta SET minor = 7; CREATE TABLE later(x)";
/// And one that this one does not read at all.
inline constexpr const char* newerMajorSql = "PRAGMA user_version = 2000; UPDATE meta SET major = 2";

} // namespace sonosketch::test
