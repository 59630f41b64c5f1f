// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace sonosketch {

class NumberSlider;
class ToolBox;

/// Size, shape, pen pressure and the paint-over rule of the current tool.
class ToolOptionsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ToolOptionsPanel(ToolBox& tools, QWidget* parent = nullptr);

private:
    void fillRules();
    void showState();

    ToolBox& m_tools;
    QLabel* m_name;
    NumberSlider* m_size;
    QToolButton* m_round;
    QToolButton* m_square;
    QCheckBox* m_pressure;
    QComboBox* m_over;
};

} // namespace sonosketch
