// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/history.h"

#include "core/base/error.h"

#include <string>

namespace sonosketch {

HistoryTree::HistoryTree()
    : m_nodes(1)
{
    m_nodes.front().time = std::chrono::system_clock::now();
}

HistoryTree::NodeId HistoryTree::add(Delta delta, std::string tool)
{
    if (delta.empty())
        return m_current;
    const NodeId id = m_nodes.size();
    m_bytes += delta.bytes();
    Node node;
    node.parent = m_current;
    node.delta = std::move(delta);
    node.tool = std::move(tool);
    node.time = std::chrono::system_clock::now();
    m_nodes.push_back(std::move(node));
    m_nodes[m_current].children.push_back(id);
    m_nodes[m_current].redoChild = id;
    m_current = id;
    return id;
}

bool HistoryTree::canRedo() const
{
    return m_nodes[m_current].redoChild != 0;
}

bool HistoryTree::undo(Document& document)
{
    if (!canUndo())
        return false;
    const Node& node = m_nodes[m_current];
    applyDelta(document, node.delta, true);
    m_nodes[node.parent].redoChild = m_current;
    m_current = node.parent;
    return true;
}

bool HistoryTree::redo(Document& document)
{
    if (!canRedo())
        return false;
    const NodeId child = m_nodes[m_current].redoChild;
    applyDelta(document, m_nodes[child].delta, false);
    m_current = child;
    return true;
}

std::vector<HistoryTree::Step> HistoryTree::route(NodeId from, NodeId to) const
{
    for (const NodeId end : {from, to})
        if (!contains(end))
            throw Error(ErrorCode::InvalidArgument, "The history has no such step", std::to_string(end));
    // A child's id is always above its parent's, so the larger of two ids is never the common ancestor.
    std::vector<Step> steps, down;
    while (from != to) {
        if (from > to) {
            steps.push_back({from, true});
            from = m_nodes[from].parent;
        } else {
            down.push_back({to, false});
            to = m_nodes[to].parent;
        }
    }
    steps.insert(steps.end(), down.rbegin(), down.rend());
    return steps;
}

void HistoryTree::jumpTo(Document& document, NodeId target)
{
    const std::vector<Step> steps = route(m_current, target);
    if (steps.empty())
        return;
    std::vector<DeltaStep> deltas;
    deltas.reserve(steps.size());
    for (const Step& step : steps)
        deltas.push_back({&m_nodes[step.node].delta, step.reverse});
    applyDeltas(document, deltas);
    for (const Step& step : steps)
        m_nodes[m_nodes[step.node].parent].redoChild = step.node;
    m_current = target;
}

std::string HistoryTree::undoText() const
{
    return canUndo() ? m_nodes[m_current].delta.text : std::string();
}

std::string HistoryTree::redoText() const
{
    return canRedo() ? m_nodes[m_nodes[m_current].redoChild].delta.text : std::string();
}

} // namespace sonosketch
