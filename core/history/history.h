// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/delta.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
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
        std::string tool;     ///< id of the tool that made the edit; empty if unknown
        std::string name;     ///< given by a person; empty: none
        std::string note;     ///< likewise, several lines
        bool pinned = false;  ///< to be kept and shown
        bool removed = false; ///< of a deleted branch: empty, belongs to nothing, and its id is never used again
    };
    /// What a file keeps of a node; `children` follow from the parents.
    struct StoredNode {
        NodeId id = 0;
        NodeId parent = 0;
        NodeId redoChild = 0;
        Delta delta;
        std::chrono::system_clock::time_point time;
        std::string tool, name, note;
        bool pinned = false;
    };
    static constexpr std::size_t maxNameBytes = 200, maxNoteBytes = 10'000;
    static constexpr std::size_t maxNodes = 200'000; ///< of a stored history

    HistoryTree();

    /// A tree from stored nodes, which come from a file and are not trusted. It stands at node 0; jumpTo brings it where it was left. Ids rise,
    /// parents come before their children, and the missing ones are removed nodes; an entry for node 0 is optional and has no delta.
    /// Throws Error(Corrupt) naming the node: order, parent, redo child, a plane twice, a rectangle beyond the canvas, runs that do not fill
    /// it, a value that `palette` does not know, Canny settings, text too long; Error(TooLarge) beyond maxNodes.
    static HistoryTree restored(std::vector<StoredNode> nodes, const LabelPalette& palette);
    /// The stored form of a node. Throws Error(InvalidArgument) for one that is not there.
    StoredNode stored(NodeId id) const;

    /// Adds a committed delta below the current node and makes it current. An empty delta adds nothing; returns the current node.
    NodeId add(Delta delta, std::string tool = {});
    bool canUndo() const { return m_current != 0; }
    bool canRedo() const;
    /// These change the document through applyDelta and throw like it, for example while a transaction is open; the history then still
    /// agrees with the document. False if there is nowhere to go.
    bool undo(Document& document);
    bool redo(Document& document);
    /// Walks through the common ancestor, as one change of the document; on an error nothing has changed. Throws Error(InvalidArgument) for an
    /// unknown node.
    void jumpTo(Document& document, NodeId target);

    /// One edge of a walk: the edit of `node`, taken back or made again.
    struct Step {
        NodeId node = 0;
        bool reverse = false;
    };
    /// The edges from one node to another through their common ancestor. Throws Error(InvalidArgument) for an unknown node.
    std::vector<Step> route(NodeId from, NodeId to) const;

    /// What a person says about a node, node 0 included. Throw Error(InvalidArgument) for a node that is not there and for text that is too long.
    void setName(NodeId id, std::string name);
    void setNote(NodeId id, std::string note);
    void setPinned(NodeId id, bool pinned);
    /// Removes a node and all below it; returns their ids. Ids stay what they are. Throws Error(InvalidArgument) for node 0, a node that is not
    /// there, and a branch that the current node is on.
    std::vector<NodeId> removeBranch(NodeId id);

    NodeId current() const { return m_current; }
    const Node& node(NodeId id) const { return m_nodes.at(id); }
    bool contains(NodeId id) const { return id < m_nodes.size() && !m_nodes[id].removed; }
    /// One more than the highest id, removed nodes included.
    std::size_t size() const { return m_nodes.size(); }
    /// Bytes held by deltas.
    std::size_t bytes() const { return m_bytes; }
    /// Text of the step that undo / redo would take; empty if none.
    std::string undoText() const;
    std::string redoText() const;

private:
    Node& existing(NodeId id);

    std::vector<Node> m_nodes;
    NodeId m_current = 0;
    std::size_t m_bytes = 0;
};

} // namespace sonosketch
