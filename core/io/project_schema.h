// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_contents.h"
#include "core/io/project_sqlite.h"

#include <array>
#include <string>
#include <string_view>

namespace sonosketch {

/// What the tables of a project file are and hold; internal to core/io. STRICT tables, so that SQLite itself keeps the types.

inline constexpr std::uint32_t projectApplicationId = 0x536E536Bu; ///< "SnSk"
/// SQLite's user_version: major * 1000 + minor.
inline constexpr std::uint32_t projectUserVersion = projectMajor * 1000 + projectMinor;

struct ProjectTable {
    std::string_view name;
    const char* sql;
};
/// Since version 1.0; 1.1 added measurements, within the fields and the deltas. A later minor version may add tables and columns with defaults, no more.
inline constexpr std::array projectTables{
    ProjectTable{"meta",
        "CREATE TABLE meta(id INTEGER PRIMARY KEY CHECK(id = 1), format TEXT NOT NULL, major INTEGER NOT NULL, minor INTEGER NOT NULL, "
        "created_by TEXT NOT NULL, created INTEGER NOT NULL) STRICT"},
    // fields: JSON of core/io/case_fields.h; source: PNG or nothing; planes: zlib.
    ProjectTable{"initial_case",
        "CREATE TABLE initial_case(id INTEGER PRIMARY KEY CHECK(id = 1), fields TEXT NOT NULL, source BLOB, labels BLOB NOT NULL, "
        "sketch BLOB NOT NULL, field_of_view BLOB NOT NULL, sum BLOB NOT NULL) STRICT"},
    // Written once. time: microseconds since 1970; sum covers the parent's sum (the case's for node 0), so it stands for the whole way to here.
    ProjectTable{"nodes",
        "CREATE TABLE nodes(id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, time INTEGER NOT NULL, text TEXT NOT NULL, "
        "tool TEXT NOT NULL, delta BLOB NOT NULL, sum BLOB NOT NULL) STRICT"},
    // What may change about a node, apart from its large row.
    ProjectTable{"redo", "CREATE TABLE redo(node INTEGER PRIMARY KEY, child INTEGER NOT NULL, sum BLOB NOT NULL) STRICT"},
    ProjectTable{"marks",
        "CREATE TABLE marks(node INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, pinned INTEGER NOT NULL, "
        "sum BLOB NOT NULL) STRICT"},
    ProjectTable{"thumbnails", "CREATE TABLE thumbnails(node INTEGER PRIMARY KEY, png BLOB NOT NULL, sum BLOB NOT NULL) STRICT"},
    ProjectTable{"pictures",
        "CREATE TABLE pictures(node INTEGER PRIMARY KEY, model TEXT NOT NULL, model_hash TEXT NOT NULL, png BLOB NOT NULL, "
        "sum BLOB NOT NULL) STRICT"},
    // nodes: how many rows that table has, so that none can go missing.
    ProjectTable{"state",
        "CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id = 1), current INTEGER NOT NULL, nodes INTEGER NOT NULL, model TEXT NOT NULL, "
        "model_hash TEXT NOT NULL, sum BLOB NOT NULL) STRICT"},
};

namespace project_limits {
inline constexpr std::size_t text = 1000;                 ///< bytes of an edit's text
inline constexpr std::size_t tool = 100;                  ///< of a tool's id
inline constexpr std::size_t model = 200;                 ///< of a model's name and hash
inline constexpr std::size_t fields = 256 << 10;          ///< of the case's JSON
inline constexpr std::size_t source = 4 << 20;            ///< of the source's PNG
inline constexpr std::size_t delta = 4 << 20;             ///< of a packed delta
inline constexpr std::size_t thumbnail = 1 << 20;         ///< of a thumbnail's PNG
inline constexpr std::size_t picture = 16 << 20;          ///< of a picture's PNG
inline constexpr std::size_t history = 2048ull << 20;     ///< of all deltas unpacked
inline constexpr std::uint32_t thumbnailSide = 1024;      ///< pixels
inline constexpr std::uint32_t pictureSide = 4096;        ///< pixels
inline constexpr std::int64_t time = 253402300799'000000; ///< the end of the year 9999
} // namespace project_limits

/// The row of the case as it lies in the file.
struct CaseRow {
    std::string fields;
    Bytes source; ///< empty: none
    Bytes labels, sketch, fieldOfView;
    Bytes sum() const;
};
CaseRow encodeCase(const Case& value);
/// Throws Error(Corrupt) and like validate(Case).
Case decodeCase(const CaseRow& row, const std::string& where);

/// Checksums of the other rows.
Bytes nodeSum(const Bytes& parentSum, std::int64_t id, std::int64_t parent, std::int64_t time, const std::string& text,
    const std::string& tool, const Bytes& delta);
Bytes redoSum(std::int64_t node, std::int64_t child);
Bytes marksSum(std::int64_t node, const std::string& name, const std::string& note, bool pinned);
Bytes thumbnailSum(std::int64_t node, const Bytes& png);
Bytes pictureSum(std::int64_t node, const ProjectModel& model, const Bytes& png);
Bytes stateSum(std::int64_t current, std::int64_t nodes, const ProjectModel& model);

std::int64_t microseconds(std::chrono::system_clock::time_point time);
std::chrono::system_clock::time_point timeOf(std::int64_t microseconds);

/// What the first page says about the version. Throws Error: Unsupported (another SQLite file), VersionMismatch (another major version, with both
/// versions), Corrupt. Returns the minor version.
int checkProjectHeader(const Bytes& image, const std::string& where);

} // namespace sonosketch
