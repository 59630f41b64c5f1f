// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/history_model.h"

#include <QCache>
#include <QPixmap>
#include <QStyledItemDelegate>
#include <QTimer>

namespace sonosketch {

class NodePictures;

/// Draws a step: lanes, thumbnail, text; and edits its name or note in place. Thumbnails are asked for when their row is drawn.
class HistoryDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    HistoryDelegate(const HistoryModel& model, NodePictures& pictures, QObject* parent = nullptr);

    static int rowHeight();
    /// What the next editor edits: HistoryModel::NameRole or NoteRole.
    void setEdited(HistoryModel::Role role) { m_edited = role; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool eventFilter(QObject* object, QEvent* event) override;

Q_SIGNALS:
    /// A row was drawn without its thumbnail: whoever knows what is in view asks for them.
    void thumbnailsMissing() const;
    /// The row of this step looks different now.
    void outdated(HistoryTree::NodeId node);

private:
    int graphWidth() const;
    void paintGraph(QPainter& painter, const QRect& area, HistoryModel::NodeId node) const;
    const QPixmap* thumbnail(HistoryModel::NodeId node) const;

    const HistoryModel& m_model;
    NodePictures& m_pictures;
    HistoryModel::Role m_edited = HistoryModel::NameRole;
    mutable QCache<HistoryModel::NodeId, QPixmap> m_pixmaps{128};
    mutable QTimer m_ask; ///< one question for all rows of a turn
};

} // namespace sonosketch
