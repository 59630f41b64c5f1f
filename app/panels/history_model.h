// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/history_lanes.h"

#include <QAbstractTableModel>
#include <QString>

#include <set>

namespace sonosketch {

class EditorSession;

/// The history as rows, in the order the steps were made. Every change of the session becomes the smallest change of the rows: nothing here
/// walks through all steps but opening a case, deleting a branch and changing the filter.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using NodeId = HistoryTree::NodeId;
    enum Role { NodeRole = Qt::UserRole, TextRole, NameRole, NoteRole, TimeRole, ToolRole, PinnedRole, PlaceRole };
    /// Where a step lies, seen from the current one: on the way to it, itself, where redo leads, on another branch.
    enum Place { Behind, Current, Ahead, Aside };

    explicit HistoryModel(EditorSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// NameRole and NoteRole. False, with refused(), if the history does not take it.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// Invalid for a step that the filter hides.
    QModelIndex indexOf(NodeId node) const;
    NodeId nodeAt(const QModelIndex& index) const;
    const HistoryLanes& lanes() const { return m_lanes; }
    Place place(NodeId node) const;

    /// Words that must all occur in a step's text, name or note; without case.
    void setFilter(const QString& words, bool pinnedOnly);
    bool isFiltered() const { return m_pinnedOnly || !m_words.isEmpty(); }

    std::size_t steps() const { return m_steps; }
    std::size_t branches() const { return m_tips.size(); }
    std::size_t pinned() const { return m_pinned.size(); }
    /// How many steps all updates have looked at so far, which tests hold against the number of edits.
    std::uint64_t work() const { return m_work; }

Q_SIGNALS:
    /// The current step changed, or the line through it.
    void currentChanged();
    void countsChanged();
    void refused(const QString& reason);

private:
    void reset();
    void added(NodeId node);
    void marked(NodeId node);
    void removed(const std::vector<NodeId>& nodes, NodeId parent);
    void followLine();
    void extendLine();
    void cutLine(std::size_t length);
    bool matches(NodeId id) const;
    void touch(NodeId first, NodeId last);

    EditorSession& m_session;
    std::vector<NodeId> m_rows; ///< ascending
    std::vector<NodeId> m_line; ///< from the first step through the current one to where redo ends; ascending
    NodeId m_current = 0;
    HistoryLanes m_lanes;
    std::size_t m_steps = 1;
    std::set<NodeId> m_tips, m_pinned;
    QStringList m_words;
    bool m_pinnedOnly = false;
    std::uint64_t m_work = 0;
};

} // namespace sonosketch
