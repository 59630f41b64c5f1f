// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_rows.h"

#include <fmt/format.h>

#include <map>

namespace sonosketch::project_rows {

namespace {

constexpr std::size_t sumBytes = 16;

[[noreturn]] void refuse(NodeId node, const std::string& problem)
{
    throw Error(ErrorCode::InvalidArgument, problem, fmt::format("step {} of the project", node));
}

std::int64_t number(NodeId node)
{
    return static_cast<std::int64_t>(node);
}

void requireSize(NodeId node, std::size_t size, std::size_t limit, const char* what)
{
    if (size > limit)
        refuse(node, fmt::format("{} has {} bytes, the limit is {}", what, size, limit));
}

/// The sum of a node, or of the case for node 0.
Bytes sumOf(SqlConnection& db, NodeId node)
{
    SqlStatement row(db, node == 0 ? "SELECT sum FROM initial_case WHERE id = 1 + ?" : "SELECT sum FROM nodes WHERE id = ?");
    if (!row.bind(1, number(node)).step())
        refuse(node, "The project has no such step");
    return row.blob(0, sumBytes);
}

/// Inserts with the parent's sum known; returns the new one.
Bytes insert(SqlConnection& db, const HistoryTree::StoredNode& node, const Bytes& parentSum)
{
    const std::int64_t id = number(node.id), parent = number(node.parent), time = microseconds(node.time);
    const std::string text = storedText(node.delta.text, project_limits::text), tool = storedText(node.tool, project_limits::tool);
    const Bytes delta = encodeDelta(node.delta);
    requireSize(node.id, delta.size(), project_limits::delta, "The edit");
    Bytes sum = nodeSum(parentSum, id, parent, time, text, tool, delta);
    SqlStatement old(db, "SELECT sum FROM nodes WHERE id = ?");
    if (old.bind(1, id).step()) {
        if (old.blob(0, sumBytes) != sum)
            refuse(node.id, "The project has another step of this number");
        return {};
    }
    SqlStatement row(db, "INSERT INTO nodes(id, parent, time, text, tool, delta, sum) VALUES(?, ?, ?, ?, ?, ?, ?)");
    row.bind(1, id).bind(2, parent).bind(3, time).bind(4, text).bind(5, tool).bind(6, delta).bind(7, sum).run();
    return sum;
}

void requirePlace(const HistoryTree::StoredNode& node)
{
    if (node.id == 0 || node.id >= HistoryTree::maxNodes || node.parent >= node.id || node.delta.empty())
        refuse(node.id, "This step has no place in a project");
}

} // namespace

void writeAll(SqlConnection& db, const ProjectContents& contents)
{
    const HistoryTree& history = contents.history;
    const CaseRow stored = encodeCase(contents.initial);
    db.execute(fmt::format("PRAGMA application_id = {}", projectApplicationId).c_str());
    db.execute(fmt::format("PRAGMA user_version = {}", projectUserVersion).c_str());
    db.execute("BEGIN");
    for (const ProjectTable& table : projectTables)
        db.execute(table.sql);
    SqlStatement(db, "INSERT INTO meta(id, format, major, minor, created_by, created) VALUES(1, 'sonosketch-project', ?, ?, ?, ?)")
        .bind(1, std::int64_t{projectMajor})
        .bind(2, std::int64_t{projectMinor})
        .bind(3, "SonoSketch " SONOSKETCH_VERSION)
        .bind(4, microseconds(std::chrono::system_clock::now()))
        .run();
    SqlStatement row(db, "INSERT INTO initial_case(id, fields, source, labels, sketch, field_of_view, sum) VALUES(1, ?, ?, ?, ?, ?, ?)");
    row.bind(1, stored.fields).bind(3, stored.labels).bind(4, stored.sketch).bind(5, stored.fieldOfView).bind(6, stored.sum());
    stored.source.empty() ? row.bindNull(2) : row.bind(2, stored.source);
    row.run();

    std::map<NodeId, Bytes> sums{{0, stored.sum()}};
    for (NodeId id = 0; id < history.size(); ++id) {
        if (!history.contains(id))
            continue;
        const HistoryTree::StoredNode node = history.stored(id);
        if (id != 0) {
            requirePlace(node);
            sums.emplace(id, insert(db, node, sums.at(node.parent)));
        }
        if (!node.name.empty() || !node.note.empty() || node.pinned)
            setMarks(db, id, node.name, node.note, node.pinned);
    }
    for (const auto& [id, sum] : sums)
        if (history.node(id).redoChild != 0)
            setRedo(db, id, history.node(id).redoChild);
    for (const auto& [node, png] : contents.thumbnails)
        if (history.contains(node))
            setThumbnail(db, node, png);
    for (const auto& [node, picture] : contents.pictures)
        if (history.contains(node))
            setPicture(db, node, picture);
    if (!history.contains(contents.current))
        refuse(contents.current, "The history has no such step");
    SqlStatement(db, "INSERT INTO state(id, current, nodes, model, model_hash, sum) VALUES(1, 0, 0, '', '', ?)")
        .bind(1, stateSum(0, 0, {}))
        .run();
    changeState(db, [&](State& state) { state = {number(contents.current), count(history), contents.model}; });
    db.execute("COMMIT");
}

std::int64_t count(const HistoryTree& history)
{
    std::int64_t nodes = 0;
    for (NodeId id = 1; id < history.size(); ++id)
        nodes += history.contains(id) ? 1 : 0;
    return nodes;
}

void raiseMinor(SqlConnection& db)
{
    if (db.number("SELECT minor FROM meta") >= projectMinor)
        return;
    SqlStatement(db, "UPDATE meta SET minor = ? WHERE id = 1").bind(1, std::int64_t{projectMinor}).run();
    db.execute(fmt::format("PRAGMA user_version = {}", projectUserVersion).c_str());
}

void requireNode(SqlConnection& db, NodeId node)
{
    sumOf(db, node);
}

bool insertNode(SqlConnection& db, const HistoryTree::StoredNode& node)
{
    requirePlace(node);
    return !insert(db, node, sumOf(db, node.parent)).empty();
}

std::int64_t removeNode(SqlConnection& db, NodeId node)
{
    SqlStatement row(db, "SELECT 1 FROM nodes WHERE id = ?");
    const bool there = row.bind(1, number(node)).step();
    row.reset();
    for (const char* sql : {"DELETE FROM nodes WHERE id = ?", "DELETE FROM redo WHERE node = ?", "DELETE FROM marks WHERE node = ?",
             "DELETE FROM thumbnails WHERE node = ?", "DELETE FROM pictures WHERE node = ?"})
        SqlStatement(db, sql).bind(1, number(node)).run();
    return there ? 1 : 0;
}

void requireNoOrphans(SqlConnection& db)
{
    if (db.number("SELECT count(*) FROM nodes WHERE parent <> 0 AND parent NOT IN (SELECT id FROM nodes)") != 0
        || db.number("SELECT count(*) FROM redo WHERE child NOT IN (SELECT id FROM nodes)") != 0)
        throw Error(ErrorCode::InvalidArgument, "A branch can only be removed with all that follows it", "project");
}

void setRedo(SqlConnection& db, NodeId node, NodeId child)
{
    if (child == 0) {
        SqlStatement(db, "DELETE FROM redo WHERE node = ?").bind(1, number(node)).run();
        return;
    }
    SqlStatement row(db, "SELECT parent FROM nodes WHERE id = ?");
    if (!row.bind(1, number(child)).step() || row.integer(0, 0, HistoryTree::maxNodes) != number(node))
        refuse(node, fmt::format("Redo cannot lead to {}, which does not follow it", child));
    row.reset();
    SqlStatement(db, "INSERT OR REPLACE INTO redo(node, child, sum) VALUES(?, ?, ?)")
        .bind(1, number(node))
        .bind(2, number(child))
        .bind(3, redoSum(number(node), number(child)))
        .run();
}

void setMarks(SqlConnection& db, NodeId node, const std::string& name, const std::string& note, bool pinned)
{
    const std::string keptName = storedText(name, HistoryTree::maxNameBytes), keptNote = storedText(note, HistoryTree::maxNoteBytes, true);
    SqlStatement(db, "INSERT OR REPLACE INTO marks(node, name, note, pinned, sum) VALUES(?, ?, ?, ?, ?)")
        .bind(1, number(node))
        .bind(2, keptName)
        .bind(3, keptNote)
        .bind(4, std::int64_t{pinned ? 1 : 0})
        .bind(5, marksSum(number(node), keptName, keptNote, pinned))
        .run();
}

void setThumbnail(SqlConnection& db, NodeId node, const Bytes& png)
{
    requireSize(node, png.size(), project_limits::thumbnail, "The thumbnail");
    if (!looksLikePng(png, project_limits::thumbnailSide))
        refuse(node, "The thumbnail is no PNG of a fitting size");
    SqlStatement(db, "INSERT OR REPLACE INTO thumbnails(node, png, sum) VALUES(?, ?, ?)")
        .bind(1, number(node))
        .bind(2, png)
        .bind(3, thumbnailSum(number(node), png))
        .run();
}

void setPicture(SqlConnection& db, NodeId node, const ProjectPicture& picture)
{
    requireSize(node, picture.png.size(), project_limits::picture, "The picture");
    if (!looksLikePng(picture.png, project_limits::pictureSide))
        refuse(node, "The picture is no PNG of a fitting size");
    const ProjectModel model{storedText(picture.model.name, project_limits::model), storedText(picture.model.hash, project_limits::model)};
    SqlStatement(db, "INSERT OR REPLACE INTO pictures(node, model, model_hash, png, sum) VALUES(?, ?, ?, ?, ?)")
        .bind(1, number(node))
        .bind(2, model.name)
        .bind(3, model.hash)
        .bind(4, picture.png)
        .bind(5, pictureSum(number(node), model, picture.png))
        .run();
}

void removePicture(SqlConnection& db, NodeId node)
{
    SqlStatement(db, "DELETE FROM pictures WHERE node = ?").bind(1, number(node)).run();
}

void changeState(SqlConnection& db, const std::function<void(State&)>& change)
{
    SqlStatement row(db, "SELECT current, nodes, model, model_hash FROM state WHERE id = 1");
    if (!row.step())
        throw Error(ErrorCode::Corrupt, "The project does not say where it was left", "project");
    State state{row.integer(0, 0, INT64_MAX), row.integer(1, 0, INT64_MAX),
        {row.text(2, project_limits::model), row.text(3, project_limits::model)}};
    row.reset();
    change(state);
    state.model = {storedText(state.model.name, project_limits::model), storedText(state.model.hash, project_limits::model)};
    SqlStatement(db, "UPDATE state SET current = ?, nodes = ?, model = ?, model_hash = ?, sum = ? WHERE id = 1")
        .bind(1, state.current)
        .bind(2, state.nodes)
        .bind(3, state.model.name)
        .bind(4, state.model.hash)
        .bind(5, stateSum(state.current, state.nodes, state.model))
        .run();
}

} // namespace sonosketch::project_rows
