// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_file.h"

#include "core/io/project_place.h"
#include "core/io/project_reader.h"
#include "core/io/project_rows.h"

#include <fmt/format.h>

#include <optional>
#include <system_error>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

/// Pages in the write-ahead log before they are folded into the file: 1 MiB, so that a crash leaves little to read twice.
constexpr const char* checkpointPragma = "PRAGMA wal_autocheckpoint = 256";

SqlConnection openForWriting(const fs::path& path)
{
    SqlConnection db = SqlConnection::openFile(path, false);
    db.execute("PRAGMA synchronous = FULL");
    if (db.text("PRAGMA journal_mode = WAL") != "wal")
        throw Error(ErrorCode::WriteFailed, "The project's folder allows no write-ahead log", path.string());
    db.execute(checkpointPragma);
    // Exclusive locking begins with the first write; an empty transaction is one, and says now whether writing is possible at all.
    db.execute("BEGIN IMMEDIATE");
    db.execute("COMMIT");
    return db;
}

/// Fills a new database file; it is whole, closed and without a log when this returns.
void writeDatabase(const fs::path& path, const ProjectContents& contents)
{
    SqlConnection db = SqlConnection::openFile(path, true);
    // Until it is renamed into place nobody sees it: one sync at the end is enough.
    db.execute("PRAGMA synchronous = OFF");
    db.execute("PRAGMA journal_mode = MEMORY");
    project_rows::writeAll(db, contents);
    if (db.text("PRAGMA journal_mode = WAL") != "wal")
        throw Error(ErrorCode::WriteFailed, "The project's folder allows no write-ahead log", path.string());
}

} // namespace

/// The order matters: the connection goes before the lock (see ProjectLock).
struct ProjectFile::Implementation {
    fs::path path;
    std::string readOnlyReason;
    std::unique_ptr<ProjectLock> lock;
    std::optional<SqlConnection> db;

    /// Runs `work` as one transaction.
    template <class Work>
    void transaction(Work work)
    {
        if (!db)
            throw Error(ErrorCode::WriteFailed, "The project is open for reading only", path.string(), readOnlyReason);
        db->execute("BEGIN IMMEDIATE");
        try {
            work(*db);
            db->execute("COMMIT");
        } catch (...) {
            try {
                db->execute("ROLLBACK");
            } catch (const Error&) {
                // SQLite has rolled back by itself after a full disk or an I/O error.
            }
            throw;
        }
    }
};

ProjectFile::ProjectFile(std::unique_ptr<Implementation> implementation)
    : m_impl(std::move(implementation))
{
}
ProjectFile::ProjectFile(ProjectFile&&) noexcept = default;
ProjectFile& ProjectFile::operator=(ProjectFile&&) noexcept = default;
ProjectFile::~ProjectFile() = default;

ProjectFile ProjectFile::create(const fs::path& path, const ProjectContents& contents, Existing existing)
{
    PlacedFile place(path, existing == Existing::Replace);
    writeDatabase(place.temporary(), contents);
    auto file = std::make_unique<Implementation>();
    file->path = place.target();
    file->lock = place.finish();
    file->db.emplace(openForWriting(file->path));
    return ProjectFile(std::move(file));
}

std::pair<ProjectFile, ProjectContents> ProjectFile::open(const fs::path& path)
{
    auto file = std::make_unique<Implementation>();
    std::error_code problem;
    file->path = fs::canonical(path, problem);
    if (problem)
        file->path = path;
    try {
        file->lock = std::make_unique<ProjectLock>(file->path, ProjectLock::Kind::Exclusive);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::WriteFailed)
            throw;
        file->readOnlyReason = error.problem();
        file->lock = std::make_unique<ProjectLock>(file->path, ProjectLock::Kind::Shared);
    }
    ProjectContents contents = readLockedProject(*file->lock, file->path, ReadMode::Strict);
    if (file->readOnlyReason.empty())
        file->readOnlyReason = contents.readOnlyReason;
    if (file->readOnlyReason.empty()) {
        try {
            file->db.emplace(openForWriting(file->path));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::WriteFailed)
                throw;
            file->readOnlyReason = error.problem();
        }
    }
    // SQLite has read the same file and log by its own rules; were the two of different mind, writing would build on sand.
    if (file->db) {
        const auto steps = file->db->number("SELECT count(*) FROM nodes"), current = file->db->number("SELECT current FROM state");
        if (steps != project_rows::count(contents.history) || current != static_cast<std::int64_t>(contents.current))
            throw Error(ErrorCode::Corrupt, "The project's write-ahead log does not fit the file", file->path.string(),
                "Open a recovered copy of it");
    }
    contents.readOnlyReason = file->readOnlyReason;
    return {ProjectFile(std::move(file)), std::move(contents)};
}

const fs::path& ProjectFile::path() const
{
    return m_impl->path;
}

const std::string& ProjectFile::readOnlyReason() const
{
    return m_impl->readOnlyReason;
}

void ProjectFile::commit(const HistoryTree::StoredNode& node)
{
    m_impl->transaction([&](SqlConnection& db) {
        if (!project_rows::insertNode(db, node))
            return;
        if (node.delta.measurements)
            project_rows::raiseMinor(db);
        project_rows::setRedo(db, node.parent, node.id);
        if (!node.name.empty() || !node.note.empty() || node.pinned)
            project_rows::setMarks(db, node.id, node.name, node.note, node.pinned);
        project_rows::changeState(db, [&](project_rows::State& state) {
            state.current = static_cast<std::int64_t>(node.id);
            ++state.nodes;
        });
    });
}

void ProjectFile::setPosition(NodeId current, const std::vector<std::pair<NodeId, NodeId>>& redo)
{
    m_impl->transaction([&](SqlConnection& db) {
        project_rows::requireNode(db, current);
        for (const auto& [node, child] : redo)
            project_rows::setRedo(db, node, child);
        project_rows::changeState(db, [&](project_rows::State& state) { state.current = static_cast<std::int64_t>(current); });
    });
}

void ProjectFile::setMarks(NodeId node, const std::string& name, const std::string& note, bool pinned)
{
    m_impl->transaction([&](SqlConnection& db) {
        project_rows::requireNode(db, node);
        project_rows::setMarks(db, node, name, note, pinned);
    });
}

void ProjectFile::setModel(const ProjectModel& model)
{
    m_impl->transaction(
        [&](SqlConnection& db) { project_rows::changeState(db, [&](project_rows::State& state) { state.model = model; }); });
}

void ProjectFile::setThumbnail(NodeId node, const std::vector<std::uint8_t>& png)
{
    m_impl->transaction([&](SqlConnection& db) {
        project_rows::requireNode(db, node);
        project_rows::setThumbnail(db, node, png);
    });
}

void ProjectFile::setPicture(NodeId node, const ProjectPicture& picture)
{
    m_impl->transaction([&](SqlConnection& db) {
        project_rows::requireNode(db, node);
        project_rows::setPicture(db, node, picture);
    });
}

void ProjectFile::removePicture(NodeId node)
{
    m_impl->transaction([&](SqlConnection& db) { project_rows::removePicture(db, node); });
}

void ProjectFile::remove(const std::vector<NodeId>& nodes, std::pair<NodeId, NodeId> redoOfParent)
{
    m_impl->transaction([&](SqlConnection& db) {
        project_rows::changeState(db, [&](project_rows::State& state) {
            for (const NodeId node : nodes) {
                if (static_cast<std::int64_t>(node) == state.current)
                    throw Error(ErrorCode::InvalidArgument, "The current step cannot be removed", m_impl->path.string());
                state.nodes -= project_rows::removeNode(db, node);
            }
        });
        project_rows::setRedo(db, redoOfParent.first, redoOfParent.second);
        project_rows::requireNoOrphans(db);
    });
}

void ProjectFile::copyTo(const fs::path& path, Existing existing)
{
    PlacedFile place(path, existing == Existing::Replace);
    if (m_impl->db) {
        SqlConnection copy = SqlConnection::openFile(place.temporary(), true);
        copy.execute("PRAGMA synchronous = OFF");
        m_impl->db->copyTo(copy);
    } else {
        // What this program may not write it may still hand on, unknown tables included.
        place.write(readProjectImage(*m_impl->lock, m_impl->path).bytes);
    }
    place.finish();
}

} // namespace sonosketch
