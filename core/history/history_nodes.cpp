// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/history.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sonosketch {

namespace {

[[noreturn]] void refuse(HistoryTree::NodeId id, const std::string& problem)
{
    throw Error(ErrorCode::Corrupt, problem, fmt::format("step {} of the history", id));
}

/// The checks of applyDelta, without a document and without taking memory for the pixels.
void checkRuns(HistoryTree::NodeId id, const PlaneDelta& change, const std::vector<std::uint8_t>& runs, const LabelPalette& palette)
{
    if (runs.size() % 2 != 0)
        refuse(id, "The pixels of a stored edit end in the middle of a run");
    std::size_t total = 0;
    for (std::size_t i = 0; i < runs.size(); i += 2) {
        if (runs[i] == 0)
            refuse(id, "A run of a stored edit is empty");
        if (!isPlaneValue(change.plane, runs[i + 1], palette))
            refuse(id, fmt::format("A stored edit puts the unknown value {} into the {}", runs[i + 1], planeName(change.plane)));
        total += runs[i];
    }
    if (total != static_cast<std::size_t>(change.rect.area()))
        refuse(id, fmt::format("A stored edit covers {} pixels instead of {}", total, change.rect.area()));
}

void checkDelta(HistoryTree::NodeId id, const Delta& delta, const LabelPalette& palette)
{
    if (delta.empty())
        refuse(id, "A stored edit changes nothing");
    std::array<bool, allPlanes.size()> seen{};
    for (const PlaneDelta& change : delta.planes) {
        const auto index = static_cast<std::size_t>(change.plane);
        if (index >= seen.size() || seen[index])
            refuse(id, "A stored edit names an unknown plane, or one twice");
        seen[index] = true;
        const cv::Rect& rect = change.rect;
        // By subtraction: sums would overflow on hostile numbers.
        if (rect.x < 0 || rect.y < 0 || rect.width <= 0 || rect.height <= 0 || rect.x >= canvasSize || rect.y >= canvasSize
            || rect.width > canvasSize - rect.x || rect.height > canvasSize - rect.y)
            refuse(id, "A stored edit reaches beyond the canvas");
        checkRuns(id, change, change.before, palette);
        checkRuns(id, change, change.after, palette);
    }
    try {
        if (delta.canny) {
            validate(delta.canny->first);
            validate(delta.canny->second);
        }
        if (delta.measurements) {
            validate(delta.measurements->first);
            validate(delta.measurements->second);
        }
    } catch (const Error& error) {
        refuse(id, error.problem());
    }
}

} // namespace

HistoryTree HistoryTree::restored(std::vector<StoredNode> nodes, const LabelPalette& palette)
{
    HistoryTree tree;
    if (nodes.empty())
        return tree;
    const NodeId last = nodes.back().id;
    if (last >= maxNodes)
        throw Error(ErrorCode::TooLarge, fmt::format("Step {} is beyond the limit of {} steps", last, maxNodes), "history");
    // The last entry is no upper bound unless the ids rise; that is checked before each use.
    tree.m_nodes.resize(last + 1);
    for (NodeId id = 1; id <= last; ++id)
        tree.m_nodes[id].removed = true;
    std::optional<NodeId> previous;
    for (StoredNode& stored : nodes) {
        const NodeId id = stored.id;
        if (id > last || (previous && id <= *previous))
            refuse(id, "The steps are not in order");
        previous = id;
        Node& node = tree.m_nodes[id];
        if (stored.name.size() > maxNameBytes || stored.note.size() > maxNoteBytes)
            refuse(id, "The name or the note is too long");
        if (id == 0) {
            if (stored.parent != 0 || !stored.delta.empty())
                refuse(id, "The first step has a parent or an edit");
        } else {
            if (stored.parent >= id || tree.m_nodes[stored.parent].removed)
                refuse(id, fmt::format("The step before it, {}, is missing", stored.parent));
            checkDelta(id, stored.delta, palette);
            tree.m_nodes[stored.parent].children.push_back(id);
            tree.m_bytes += stored.delta.bytes();
        }
        node.parent = stored.parent;
        node.redoChild = stored.redoChild;
        node.delta = std::move(stored.delta);
        node.time = stored.time;
        node.tool = std::move(stored.tool);
        node.name = std::move(stored.name);
        node.note = std::move(stored.note);
        node.pinned = stored.pinned;
        node.removed = false;
    }
    for (NodeId id = 0; id <= last; ++id) {
        const Node& node = tree.m_nodes[id];
        if (node.redoChild != 0 && std::find(node.children.begin(), node.children.end(), node.redoChild) == node.children.end())
            refuse(id, fmt::format("Redo would lead to {}, which does not follow it", node.redoChild));
    }
    return tree;
}

HistoryTree::StoredNode HistoryTree::stored(NodeId id) const
{
    if (!contains(id))
        throw Error(ErrorCode::InvalidArgument, "The history has no such step", std::to_string(id));
    const Node& node = m_nodes[id];
    return {id, node.parent, node.redoChild, node.delta, node.time, node.tool, node.name, node.note, node.pinned};
}

HistoryTree::Node& HistoryTree::existing(NodeId id)
{
    if (!contains(id))
        throw Error(ErrorCode::InvalidArgument, "The history has no such step", std::to_string(id));
    return m_nodes[id];
}

void HistoryTree::setName(NodeId id, std::string name)
{
    if (name.size() > maxNameBytes)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A name has at most {} bytes", maxNameBytes), name.substr(0, 40));
    existing(id).name = std::move(name);
}

void HistoryTree::setNote(NodeId id, std::string note)
{
    if (note.size() > maxNoteBytes)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A note has at most {} bytes", maxNoteBytes), note.substr(0, 40));
    existing(id).note = std::move(note);
}

void HistoryTree::setPinned(NodeId id, bool pinned)
{
    existing(id).pinned = pinned;
}

std::vector<HistoryTree::NodeId> HistoryTree::removeBranch(NodeId id)
{
    Node& top = existing(id);
    if (id == 0)
        throw Error(ErrorCode::InvalidArgument, "The first step cannot be removed", "history");
    for (NodeId node = m_current; node >= id; node = m_nodes[node].parent)
        if (node == id)
            throw Error(ErrorCode::InvalidArgument, "The current step is on this branch", std::to_string(id), "Go to another step first");
    std::vector<NodeId> gone{id};
    for (std::size_t i = 0; i < gone.size(); ++i) {
        const std::vector<NodeId>& below = m_nodes[gone[i]].children;
        gone.insert(gone.end(), below.begin(), below.end());
    }
    Node& parent = m_nodes[top.parent];
    std::erase(parent.children, id);
    if (parent.redoChild == id)
        parent.redoChild = parent.children.empty() ? 0 : parent.children.back();
    for (const NodeId each : gone) {
        m_bytes -= m_nodes[each].delta.bytes();
        m_nodes[each] = Node();
        m_nodes[each].removed = true;
    }
    std::sort(gone.begin(), gone.end());
    return gone;
}

} // namespace sonosketch
