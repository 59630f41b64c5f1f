// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_panel.h"

#include "app/commands/command_table.h"
#include "app/commands/icons.h"
#include "app/panels/history_delegate.h"
#include "app/panels/panel_parts.h"
#include "app/session/node_pictures.h"
#include "core/base/error.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sonosketch {

HistoryPanel::HistoryPanel(EditorSession& session, NodePictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_pictures(pictures)
    , m_model(new HistoryModel(session, this))
    , m_counts(new QLabel)
    , m_filter(new QLineEdit)
    , m_pinnedOnly(new QToolButton)
    , m_view(new QTableView)
    , m_delegate(new HistoryDelegate(*m_model, pictures, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 8);
    column->setSpacing(5);
    m_counts->setObjectName(QStringLiteral("historyCounts"));
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_counts->setAccessibleName(tr("Size of the history"));
    column->addWidget(m_counts);

    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_filter->setObjectName(QStringLiteral("historyFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    describe(m_filter, tr("Filter"), tr("Shows the steps whose text, name or note holds these words."));
    if (auto* clear = m_filter->findChild<QToolButton*>())
        describe(clear, tr("Clear filter"), tr("Shows all steps again."));
    m_pinnedOnly->setObjectName(QStringLiteral("historyPinnedOnly"));
    m_pinnedOnly->setCheckable(true);
    m_pinnedOnly->setIcon(icon("pin"));
    describe(m_pinnedOnly, tr("Pinned only"), tr("Shows the pinned steps alone."));
    row->addWidget(m_filter, 1);
    row->addWidget(m_pinnedOnly);
    column->addLayout(row);

    m_view->setObjectName(QStringLiteral("historyView"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setShowGrid(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setMinimumSectionSize(HistoryDelegate::rowHeight());
    m_view->verticalHeader()->setDefaultSectionSize(HistoryDelegate::rowHeight());
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    describe(m_view, tr("History"), tr("Click a step to go there; later steps stay and can be reached again."),
        tr("%1, %2").arg(CommandTable::keyText(Command::Undo), CommandTable::keyText(Command::Redo)));
    if (auto* corner = m_view->findChild<QAbstractButton*>()) // between the hidden headers; found by those who walk through all controls
        describe(corner, tr("All steps"), tr("The corner of the table of steps."));
    m_view->setMinimumHeight(2 * HistoryDelegate::rowHeight());
    column->addWidget(m_view, 1);

    connect(m_view, &QTableView::clicked, this, &HistoryPanel::goTo);
    connect(m_view, &QTableView::activated, this, &HistoryPanel::goTo);
    connect(m_view, &QTableView::customContextMenuRequested, this, &HistoryPanel::showMenu);
    const auto filter = [this] { m_model->setFilter(m_filter->text(), m_pinnedOnly->isChecked()); };
    connect(m_filter, &QLineEdit::textChanged, this, filter);
    connect(m_pinnedOnly, &QToolButton::toggled, this, filter);
    connect(m_model, &HistoryModel::currentChanged, this, &HistoryPanel::showCurrent);
    connect(m_model, &HistoryModel::countsChanged, this, &HistoryPanel::showCounts);
    connect(m_model, &HistoryModel::refused, this, &HistoryPanel::warned);
    connect(&pictures, &NodePictures::bytesChanged, this, &HistoryPanel::showCounts);
    connect(m_delegate, &HistoryDelegate::thumbnailsMissing, this, &HistoryPanel::askForThumbnails);
    connect(m_delegate, &HistoryDelegate::outdated, this, [this](NodeId node) {
        if (const QModelIndex index = m_model->indexOf(node); index.isValid())
            m_view->update(index);
    });
    showCurrent();
    showCounts();
}

HistoryPanel::NodeId HistoryPanel::selected() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model->nodeAt(index) : m_session.history().current();
}

void HistoryPanel::select(NodeId node)
{
    m_view->setCurrentIndex(m_model->indexOf(node));
}

void HistoryPanel::askForThumbnails()
{
    // All that are in view, whatever part of it was drawn anew: the wishes before are replaced.
    std::vector<NodeId> wanted;
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    for (int row = std::max(0, m_view->rowAt(0)); row < m_model->rowCount() && (last < 0 || row <= last); ++row)
        if (const NodeId node = m_model->nodeAt(m_model->index(row, 0)); !m_pictures.thumbnail(node))
            wanted.push_back(node);
    m_pictures.wantThumbnails(std::move(wanted));
}

bool HistoryPanel::showsPinnedOnly() const
{
    return m_pinnedOnly->isChecked();
}

void HistoryPanel::showCurrent()
{
    const QModelIndex index = m_model->indexOf(m_session.history().current());
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
}

void HistoryPanel::showCounts()
{
    const std::size_t bytes = m_session.history().bytes() + m_pictures.pictureBytes() + m_pictures.thumbnailBytes();
    const QString steps = m_model->steps() == 1 ? tr("1 step") : tr("%1 steps").arg(m_model->steps());
    const QString branches = m_model->branches() == 1 ? tr("1 branch") : tr("%1 branches").arg(m_model->branches());
    const QString text = tr("%1 \u00b7 %2 \u00b7 %3")
                             .arg(steps, branches)
                             .arg(QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat));
    m_counts->setText(text);
    m_counts->setToolTip(tr("%1, %2 pinned. Held: edits %3, pictures %4, thumbnails %5.")
                             .arg(text)
                             .arg(m_model->pinned())
                             .arg(QLocale().formattedDataSize(static_cast<qint64>(m_session.history().bytes())),
                                 QLocale().formattedDataSize(static_cast<qint64>(m_pictures.pictureBytes())),
                                 QLocale().formattedDataSize(static_cast<qint64>(m_pictures.thumbnailBytes()))));
}

void HistoryPanel::goTo(const QModelIndex& index)
{
    const NodeId node = m_model->nodeAt(index);
    if (m_session.strokeActive())
        return;
    try {
        m_session.jumpTo(node);
    } catch (const Error& error) {
        Q_EMIT warned(QString::fromUtf8(error.what()));
    }
}

void HistoryPanel::togglePin()
{
    const NodeId node = selected();
    const bool pin = !m_session.history().node(node).pinned;
    m_session.setNodePinned(node, pin);
    Q_EMIT said(pin ? tr("Pinned step %1").arg(node) : tr("Unpinned step %1").arg(node));
}

void HistoryPanel::editName()
{
    edit(HistoryModel::NameRole);
}

void HistoryPanel::editNote()
{
    edit(HistoryModel::NoteRole);
}

void HistoryPanel::edit(HistoryModel::Role role)
{
    QModelIndex index = m_model->indexOf(selected());
    if (!index.isValid()) {
        Q_EMIT warned(tr("The filter hides this step."));
        return;
    }
    m_view->scrollTo(index);
    m_view->setCurrentIndex(index);
    m_view->closePersistentEditor(index);
    m_delegate->setEdited(role);
    m_view->edit(index);
}

void HistoryPanel::deleteBranch()
{
    const NodeId node = selected();
    const std::size_t before = m_model->steps();
    try {
        m_session.removeBranch(node);
        Q_EMIT said(tr("Steps deleted: %1").arg(before - m_model->steps()));
    } catch (const Error& error) {
        Q_EMIT warned(QString::fromUtf8(error.what()));
    }
}

void HistoryPanel::showMenu(const QPoint& at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    const NodeId node = m_model->nodeAt(index);
    select(node);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& text, const char* iconName, Command keys, const auto& action) {
        QAction* entry = menu->addAction(iconName ? icon(iconName) : QIcon(), text, this, action);
        // Shown, not bound: the window's own action has the key.
        if (const QString key = CommandTable::keyText(keys); !key.isEmpty())
            entry->setText(text + QLatin1Char('\t') + key);
        return entry;
    };
    const HistoryTree::Node& step = m_session.history().node(node);
    menu->addAction(tr("&Go to this step"), this, [this, node] { goTo(m_model->indexOf(node)); });
    menu->addSeparator();
    add(step.pinned ? tr("Un&pin") : tr("&Pin"), "pin", Command::HistoryPin, [this] { togglePin(); });
    add(tr("&Name\u2026"), nullptr, Command::HistoryRename, [this] { editName(); });
    add(tr("N&ote\u2026"), nullptr, Command::HistoryNote, [this] { editNote(); });
    menu->addSeparator();
    menu->addAction(icon("compare"), tr("&Compare with the present picture"), this, [this, node] { Q_EMIT compareWanted(node, false); });
    menu->addAction(tr("Compare with the real &scan"), this, [this, node] { Q_EMIT compareWanted(node, true); })
        ->setEnabled(!m_session.value().source.empty());
    add(tr("Use this step's &model"), nullptr, Command::HistoryUseModel, [this, node] {
        Q_EMIT modelWanted(node);
    })->setEnabled(m_pictures.isOfAnotherModel(node));
    menu->addSeparator();
    add(tr("&Delete this step and all that follows it"), nullptr, Command::HistoryDelete, [this] { deleteBranch(); });
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

} // namespace sonosketch
