// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history.h"

#include <vector>

namespace sonosketch {

/// Where the history's nodes stand when they are drawn in the order they were made, like a graph of commits: each node in a lane, each edge running down
/// its child's lane. Lanes are used again once they are free. Adding a node costs no more than the number of lanes.
class HistoryLanes {
public:
    using NodeId = HistoryTree::NodeId;
    static constexpr int maxLanes = 32; ///< beyond, branches share the last one

    /// What is drawn of one lane in a node's row.
    struct Piece {
        int lane = 0;
        bool above = false, below = false; ///< from the row's top to its middle, from its middle to its bottom
        NodeId child = 0;                  ///< the node that the part below, or the passing line, leads to
    };

    void clear();
    /// Ids rise from call to call; `parent` was added before, or is 0.
    void add(NodeId node, NodeId parent);
    /// Ascending ids.
    void remove(const std::vector<NodeId>& nodes);

    int lane(NodeId node) const { return node < m_lane.size() ? m_lane[node] : 0; }
    /// Lanes in use.
    int count() const { return static_cast<int>(m_spans.size()); }
    /// Lines that cross, enter or leave this node's row.
    std::vector<Piece> pieces(NodeId node) const;

private:
    /// An edge, by its ends; those of one lane are in order.
    struct Span {
        NodeId from = 0, to = 0;
    };
    std::vector<std::uint8_t> m_lane;
    std::vector<std::vector<Span>> m_spans; ///< by lane
};

} // namespace sonosketch
