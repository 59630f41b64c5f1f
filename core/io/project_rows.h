// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_schema.h"

#include <functional>

namespace sonosketch::project_rows {

/// Writing of single rows, each with its checksum; inside a transaction of the caller's. Internal to core/io.
/// Throw Error: WriteFailed, InvalidArgument (a value that could not be read back).
using NodeId = HistoryTree::NodeId;

/// Tables and rows of a new file.
void writeAll(SqlConnection& db, const ProjectContents& contents);
/// Steps of a tree, node 0 and removed ones apart.
std::int64_t count(const HistoryTree& history);

/// A file of an older minor version becomes one of this program's: before something goes in that the older one did not know.
void raiseMinor(SqlConnection& db);

void requireNode(SqlConnection& db, NodeId node);
/// False if the very same node is there already.
bool insertNode(SqlConnection& db, const HistoryTree::StoredNode& node);
/// 1 if it was there.
std::int64_t removeNode(SqlConnection& db, NodeId node);
/// Throws if a step was left without its parent.
void requireNoOrphans(SqlConnection& db);
/// `child` 0: none.
void setRedo(SqlConnection& db, NodeId node, NodeId child);
void setMarks(SqlConnection& db, NodeId node, const std::string& name, const std::string& note, bool pinned);
void setThumbnail(SqlConnection& db, NodeId node, const Bytes& png);
void setPicture(SqlConnection& db, NodeId node, const ProjectPicture& picture);
void removePicture(SqlConnection& db, NodeId node);

struct State {
    std::int64_t current = 0, nodes = 0;
    ProjectModel model;
};
void changeState(SqlConnection& db, const std::function<void(State&)>& change);

} // namespace sonosketch::project_rows
