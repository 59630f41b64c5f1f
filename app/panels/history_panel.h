// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/history_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QToolButton;

namespace sonosketch {

class HistoryDelegate;
class NodePictures;

/// The steps of this case as a graph; a click goes to one. Names and notes are edited in the row.
class HistoryPanel : public QWidget {
    Q_OBJECT

public:
    using NodeId = HistoryTree::NodeId;
    HistoryPanel(EditorSession& session, NodePictures& pictures, QWidget* parent = nullptr);

    const HistoryModel& model() const { return *m_model; }
    /// The step that the keys and the menu mean: the selected one, else the current one.
    NodeId selected() const;
    void select(NodeId node);

    bool showsPinnedOnly() const;

    void togglePin();
    void editName();
    void editNote();
    /// Says in a sentence why it cannot be, or what is gone.
    void deleteBranch();

Q_SIGNALS:
    void compareWanted(HistoryTree::NodeId node, bool withScan);
    void modelWanted(HistoryTree::NodeId node);
    void said(const QString& sentence);
    void warned(const QString& sentence);

private:
    void edit(HistoryModel::Role role);
    void goTo(const QModelIndex& index);
    void showMenu(const QPoint& at);
    void askForThumbnails();
    void showCurrent();
    void showCounts();

    EditorSession& m_session;
    NodePictures& m_pictures;
    HistoryModel* m_model;
    QLabel* m_counts;
    QLineEdit* m_filter;
    QToolButton* m_pinnedOnly;
    QTableView* m_view;
    HistoryDelegate* m_delegate;
};

} // namespace sonosketch
