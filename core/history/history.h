// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/delta.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace sonosketch {

/// The edits of one case as a tree of deltas. Node 0 is the case as opened; undo goes to the parent, redo to the child last
/// visited, an edit after undo starts a branch. Lives on the document's thread.
class HistoryTree {
public:
    using NodeId = std::size_t;
    struct Node {
        NodeId parent = 0;
        std::vector<NodeId> children;
        NodeId redoChild = 0; ///< 0: none
        Delta delta;          ///< from the parent to this node
        std::chrono::system_clock::time_point time;
    };

    HistoryTree();

    /// Adds a committed delta below the current node and makes it current. An empty delta adds nothing; returns the current node.
    NodeId add(Delta delta);
    bool canUndo() const { return m_current != 0; }
    bool canRedo() const;
    /// These change the document through applyDelta and throw like it, for example while a transaction is open; the history then still
    /// agrees with the document. False if there is nowhere to go.
    bool undo(Document& document);
    bool redo(Document& document);
    /// Walks through the common ancestor. Throws Error(InvalidArgument) for an unknown node.
    void jumpTo(Document& document, NodeId target);

    NodeId current() const { return m_current; }
    const Node& node(NodeId id) const { return m_nodes.at(id); }
    std::size_t size() const { return m_nodes.size(); }
    /// Bytes held by deltas.
    std::size_t bytes() const { return m_bytes; }
    /// Text of the step that undo / redo would take; empty if none.
    std::string undoText() const;
    std::string redoText() const;

private:
    std::vector<Node> m_nodes;
    NodeId m_current = 0;
    std::size_t m_bytes = 0;
};

} // namespace sonosketch
