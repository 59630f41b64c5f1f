// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_model.h"

#include "app/session/editor_session.h"
#include "core/base/error.h"

#include <QDateTime>

#include <algorithm>

namespace sonosketch {

HistoryModel::HistoryModel(EditorSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &EditorSession::caseOpened, this, &HistoryModel::reset);
    connect(&session, &EditorSession::nodeAdded, this, &HistoryModel::added);
    connect(&session, &EditorSession::nodeMarked, this, &HistoryModel::marked);
    connect(&session, &EditorSession::branchRemoved, this, &HistoryModel::removed);
    connect(&session, &EditorSession::historyChanged, this, &HistoryModel::followLine);
    reset();
}

void HistoryModel::reset()
{
    beginResetModel();
    const HistoryTree& history = m_session.history();
    m_rows.clear();
    m_tips.clear();
    m_pinned.clear();
    m_lanes.clear();
    m_steps = 0;
    for (NodeId id = 0; id < history.size(); ++id) {
        if (!history.contains(id))
            continue;
        const HistoryTree::Node& node = history.node(id);
        ++m_steps;
        if (id != 0)
            m_lanes.add(id, node.parent);
        if (node.children.empty())
            m_tips.insert(id);
        if (node.pinned)
            m_pinned.insert(id);
        if (matches(id))
            m_rows.push_back(id);
    }
    m_current = history.current();
    m_line.clear();
    for (NodeId id = m_current; id != 0; id = history.node(id).parent)
        m_line.push_back(id);
    m_line.push_back(0);
    std::reverse(m_line.begin(), m_line.end());
    extendLine();
    endResetModel();
    Q_EMIT currentChanged();
    Q_EMIT countsChanged();
}

void HistoryModel::added(NodeId node)
{
    ++m_work;
    const NodeId parent = m_session.history().node(node).parent;
    m_lanes.add(node, parent);
    m_tips.erase(parent);
    m_tips.insert(node);
    ++m_steps;
    if (matches(node)) {
        // Ids rise, so a new step is always the last row.
        const int row = static_cast<int>(m_rows.size());
        beginInsertRows({}, row, row);
        m_rows.push_back(node);
        endInsertRows();
    }
    Q_EMIT countsChanged();
}

void HistoryModel::marked(NodeId node)
{
    ++m_work;
    if (m_session.history().node(node).pinned)
        m_pinned.insert(node);
    else
        m_pinned.erase(node);
    Q_EMIT countsChanged();
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), node);
    const int row = static_cast<int>(at - m_rows.begin());
    const bool shown = at != m_rows.end() && *at == node, wanted = matches(node);
    if (shown && wanted) {
        Q_EMIT dataChanged(index(row, 0), index(row, 0));
    } else if (shown) {
        beginRemoveRows({}, row, row);
        m_rows.erase(at);
        endRemoveRows();
    } else if (wanted) {
        beginInsertRows({}, row, row);
        m_rows.insert(at, node);
        endInsertRows();
    }
}

void HistoryModel::removed(const std::vector<NodeId>& nodes, NodeId parent)
{
    m_work += nodes.size();
    m_lanes.remove(nodes);
    m_steps -= nodes.size();
    for (const NodeId node : nodes) {
        m_tips.erase(node);
        m_pinned.erase(node);
    }
    if (m_session.history().node(parent).children.empty())
        m_tips.insert(parent);
    // Runs of neighbouring rows, from below, so that the rows above keep their places.
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        const auto isGone = [&](int row) { return std::binary_search(nodes.begin(), nodes.end(), m_rows[static_cast<std::size_t>(row)]); };
        if (!isGone(last))
            continue;
        int first = last;
        while (first > 0 && isGone(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    const auto cut =
        std::find_if(m_line.begin(), m_line.end(), [&](NodeId node) { return std::binary_search(nodes.begin(), nodes.end(), node); });
    if (cut != m_line.end()) {
        cutLine(static_cast<std::size_t>(cut - m_line.begin()));
        extendLine();
    }
    Q_EMIT countsChanged();
}

void HistoryModel::cutLine(std::size_t length)
{
    if (length >= m_line.size())
        return;
    const NodeId first = m_line[length], last = m_line.back();
    m_work += m_line.size() - length;
    m_line.resize(length);
    touch(first, last);
}

void HistoryModel::extendLine()
{
    const HistoryTree& history = m_session.history();
    const NodeId from = m_line.back();
    for (NodeId next = history.node(from).redoChild; next != 0; next = history.node(next).redoChild) {
        m_line.push_back(next);
        ++m_work;
    }
    touch(from, m_line.back());
}

void HistoryModel::followLine()
{
    const HistoryTree& history = m_session.history();
    const NodeId current = history.current();
    if (current == m_current)
        return;
    std::vector<NodeId> way;
    NodeId branch = current;
    for (; !std::binary_search(m_line.begin(), m_line.end(), branch); branch = history.node(branch).parent)
        way.push_back(branch);
    m_work += way.size() + 1;
    if (!way.empty()) {
        cutLine(static_cast<std::size_t>(std::lower_bound(m_line.begin(), m_line.end(), branch) - m_line.begin()) + 1);
        m_line.insert(m_line.end(), way.rbegin(), way.rend());
        extendLine();
    }
    const NodeId before = std::exchange(m_current, current);
    touch(std::min({before, current, branch}), std::max(before, current));
    Q_EMIT currentChanged();
}

void HistoryModel::touch(NodeId first, NodeId last)
{
    const auto begin = std::lower_bound(m_rows.begin(), m_rows.end(), first), end = std::upper_bound(begin, m_rows.end(), last);
    if (begin != end)
        Q_EMIT dataChanged(
            index(static_cast<int>(begin - m_rows.begin()), 0), index(static_cast<int>(end - m_rows.begin()) - 1, 0), {PlaceRole});
}

HistoryModel::Place HistoryModel::place(NodeId node) const
{
    if (node == m_current)
        return Current;
    if (!std::binary_search(m_line.begin(), m_line.end(), node))
        return Aside;
    return node < m_current ? Behind : Ahead;
}

bool HistoryModel::matches(NodeId id) const
{
    const HistoryTree::Node& node = m_session.history().node(id);
    if (m_pinnedOnly && !node.pinned)
        return false;
    if (m_words.isEmpty())
        return true;
    const QString all = QString::fromStdString(node.delta.text + '\n' + node.name + '\n' + node.note);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

void HistoryModel::setFilter(const QString& words, bool pinnedOnly)
{
    const QStringList list = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (list == m_words && pinnedOnly == m_pinnedOnly)
        return;
    beginResetModel();
    m_words = list;
    m_pinnedOnly = pinnedOnly;
    m_rows.clear();
    for (NodeId id = 0; id < m_session.history().size(); ++id)
        if (m_session.history().contains(id) && matches(id))
            m_rows.push_back(id);
    endResetModel();
    Q_EMIT currentChanged();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QModelIndex HistoryModel::indexOf(NodeId node) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), node);
    return at != m_rows.end() && *at == node ? index(static_cast<int>(at - m_rows.begin()), 0) : QModelIndex();
}

HistoryModel::NodeId HistoryModel::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows.at(static_cast<std::size_t>(index.row())) : m_current;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const NodeId id = nodeAt(index);
    const HistoryTree::Node& node = m_session.history().node(id);
    const auto text = [&] { return id == 0 ? tr("Case opened") : QString::fromStdString(node.delta.text); };
    const auto time = [&] {
        return QDateTime::fromSecsSinceEpoch(std::chrono::duration_cast<std::chrono::seconds>(node.time.time_since_epoch()).count());
    };
    switch (role) {
    case Qt::DisplayRole:
        return node.name.empty() ? text() : QString::fromStdString(node.name);
    case Qt::ToolTipRole: {
        QString tip = tr("<b>%1</b><br>Step %2, made at %3").arg(text().toHtmlEscaped()).arg(id).arg(time().toString(Qt::TextDate));
        if (!node.note.empty())
            tip += QStringLiteral("<br>")
                + QString::fromStdString(node.note).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        return tip;
    }
    case Qt::AccessibleTextRole: {
        static const char* const places[]{
            QT_TR_NOOP("on the way here"), QT_TR_NOOP("current"), QT_TR_NOOP("ahead, redo leads there"), QT_TR_NOOP("on another branch")};
        return tr("Step %1: %2%3, %4%5")
            .arg(id)
            .arg(text(), node.name.empty() ? QString() : tr(", named %1").arg(QString::fromStdString(node.name)), tr(places[place(id)]),
                node.pinned ? tr(", pinned") : QString());
    }
    case NodeRole:
        return static_cast<qulonglong>(id);
    case TextRole:
        return text();
    case NameRole:
        return QString::fromStdString(node.name);
    case NoteRole:
        return QString::fromStdString(node.note);
    case TimeRole:
        return time().time();
    case ToolRole:
        return QString::fromStdString(node.tool);
    case PinnedRole:
        return node.pinned;
    case PlaceRole:
        return place(id);
    default:
        return {};
    }
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

bool HistoryModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || (role != NameRole && role != NoteRole))
        return false;
    try {
        if (role == NameRole)
            m_session.setNodeName(nodeAt(index), value.toString());
        else
            m_session.setNodeNote(nodeAt(index), value.toString());
    } catch (const Error& error) {
        Q_EMIT refused(QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

} // namespace sonosketch
