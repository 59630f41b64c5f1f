// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <optional>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace sonosketch {

class ToolBox;

/// The measurements of the case with what they amount to; the one that is selected here is selected in the picture. It can be named and deleted.
class MeasurementList : public QWidget {
    Q_OBJECT

public:
    explicit MeasurementList(ToolBox& tools, QWidget* parent = nullptr);

private:
    void refresh();
    void showSelection();
    std::optional<std::size_t> selected() const;

    ToolBox& m_tools;
    QListWidget* m_list;
    QLineEdit* m_name;
    QPushButton* m_delete;
};

} // namespace sonosketch
