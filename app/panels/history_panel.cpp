// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_panel.h"

#include "app/commands/command_table.h"
#include "app/panels/panel_parts.h"
#include "app/session/editor_session.h"

#include <QDateTime>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <set>

namespace sonosketch {

HistoryPanel::HistoryPanel(EditorSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_list(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 8);
    column->addWidget(m_list);
    m_list->setObjectName(QStringLiteral("historyList"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    describe(m_list, tr("History"), tr("Click a step to go there; later steps stay and can be reached again."),
        tr("%1, %2").arg(CommandTable::keyText(Command::Undo), CommandTable::keyText(Command::Redo)));
    const auto jump = [this](const QListWidgetItem* item) { m_session.jumpTo(item->data(Qt::UserRole).toULongLong()); };
    connect(m_list, &QListWidget::itemClicked, this, jump);
    connect(m_list, &QListWidget::itemActivated, this, jump);
    connect(&session, &EditorSession::historyChanged, this, &HistoryPanel::refresh);
    refresh();
}

void HistoryPanel::refresh()
{
    const HistoryTree& history = m_session.history();
    // The active line: from the root to the current step, and on along redo.
    std::set<HistoryTree::NodeId> line{0};
    for (auto node = history.current(); node != 0; node = history.node(node).parent)
        line.insert(node);
    for (auto node = history.node(history.current()).redoChild; node != 0; node = history.node(node).redoChild)
        line.insert(node);

    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (HistoryTree::NodeId id = 0; id < history.size(); ++id) {
        const auto& node = history.node(id);
        const QString text = id == 0 ? tr("Case opened") : QString::fromStdString(node.delta.text);
        auto* item = new QListWidgetItem(id == 0 ? text : QStringLiteral("%1  %2").arg(id).arg(text), m_list);
        item->setData(Qt::UserRole, static_cast<qulonglong>(id));
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(node.time.time_since_epoch()).count();
        if (id != 0)
            item->setToolTip(tr("%1, made at %2").arg(text, QDateTime::fromSecsSinceEpoch(seconds).time().toString()));
        if (!line.contains(id)) {
            QFont font = item->font();
            font.setItalic(true);
            item->setFont(font);
        }
        if (!line.contains(id) || (id > history.current() && line.contains(id)))
            item->setForeground(palette().brush(QPalette::PlaceholderText));
        if (id == history.current())
            m_list->setCurrentItem(item);
    }
    m_list->scrollToItem(m_list->currentItem());
}

} // namespace sonosketch
