// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commands/command_table.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sonosketch {

/// Every command with its keys, to be looked up and changed: choose a row, press the keys. What is changed here counts at once in every window.
class KeyPage : public QWidget {
    Q_OBJECT

public:
    explicit KeyPage(QWidget* parent = nullptr);

private:
    void fill();
    void showKeys();
    void applyFilter();
    void showChoice();
    void assign(bool add);
    std::optional<Command> chosen() const;

    QComboBox* m_preset;
    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    QKeySequenceEdit* m_record;
    QPushButton* m_set;
    QPushButton* m_add;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QLabel* m_note;
};

} // namespace sonosketch
