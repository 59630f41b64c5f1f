// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"

// What a person does with the steps of the history besides going through them.
namespace sonosketch {

void EditorSession::setNodeName(HistoryTree::NodeId node, const QString& name)
{
    std::string text = name.simplified().toStdString();
    if (m_history.contains(node) && m_history.node(node).name == text)
        return;
    m_history.setName(node, std::move(text));
    Q_EMIT nodeMarked(node);
}

void EditorSession::setNodeNote(HistoryTree::NodeId node, const QString& note)
{
    std::string text = note.trimmed().toStdString();
    if (m_history.contains(node) && m_history.node(node).note == text)
        return;
    m_history.setNote(node, std::move(text));
    Q_EMIT nodeMarked(node);
}

void EditorSession::setNodePinned(HistoryTree::NodeId node, bool pinned)
{
    if (m_history.contains(node) && m_history.node(node).pinned == pinned)
        return;
    m_history.setPinned(node, pinned);
    Q_EMIT nodeMarked(node);
}

void EditorSession::removeBranch(HistoryTree::NodeId node)
{
    const HistoryTree::NodeId parent = m_history.contains(node) ? m_history.node(node).parent : 0;
    const std::vector<HistoryTree::NodeId> gone = m_history.removeBranch(node);
    Q_EMIT branchRemoved(gone, parent);
    Q_EMIT historyChanged();
}

} // namespace sonosketch
