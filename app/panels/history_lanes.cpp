// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_lanes.h"

#include <algorithm>

namespace sonosketch {

void HistoryLanes::clear()
{
    m_lane.assign(1, 0);
    m_spans.assign(1, {});
}

void HistoryLanes::add(NodeId node, NodeId parent)
{
    const auto isFree = [&](int lane) {
        const auto& spans = m_spans[static_cast<std::size_t>(lane)];
        return spans.empty() || spans.back().to <= parent;
    };
    int chosen = lane(parent);
    if (!isFree(chosen)) {
        chosen = 0;
        while (chosen < count() && !isFree(chosen))
            ++chosen;
        chosen = std::min(chosen, maxLanes - 1);
    }
    if (chosen == count())
        m_spans.emplace_back();
    m_spans[static_cast<std::size_t>(chosen)].push_back({parent, node});
    if (m_lane.size() <= node)
        m_lane.resize(node + 1, 0);
    m_lane[node] = static_cast<std::uint8_t>(chosen);
}

void HistoryLanes::remove(const std::vector<NodeId>& nodes)
{
    for (auto& spans : m_spans)
        std::erase_if(spans, [&](const Span& span) { return std::binary_search(nodes.begin(), nodes.end(), span.to); });
    while (m_spans.size() > 1 && m_spans.back().empty())
        m_spans.pop_back();
}

std::vector<HistoryLanes::Piece> HistoryLanes::pieces(NodeId node) const
{
    std::vector<Piece> result;
    for (int lane = 0; lane < count(); ++lane) {
        const auto& spans = m_spans[static_cast<std::size_t>(lane)];
        auto next = std::lower_bound(spans.begin(), spans.end(), node, [](const Span& span, NodeId id) { return span.to < id; });
        Piece piece;
        piece.lane = lane;
        for (; next != spans.end() && next->from <= node; ++next) {
            piece.above |= next->from < node;
            if (next->to > node) {
                piece.below = true;
                piece.child = next->to;
            } else {
                piece.child = node;
            }
        }
        if (piece.above || piece.below)
            result.push_back(piece);
    }
    return result;
}

} // namespace sonosketch
