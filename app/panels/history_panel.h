// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QListWidget;

namespace sonosketch {

class EditorSession;

/// The steps of this session in the order they were made; a click jumps. Steps of another branch are dimmed and can be reached all the same.
class HistoryPanel : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(EditorSession& session, QWidget* parent = nullptr);

private:
    void refresh();

    EditorSession& m_session;
    QListWidget* m_list;
};

} // namespace sonosketch
