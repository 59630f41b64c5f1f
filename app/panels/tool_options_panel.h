// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

class QAction;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace sonosketch {

class MeasurementList;
class NumberSlider;
class ToolBox;
class ToolNumbers;

/// The options of the current tool; only the rows it needs are shown. Below them how far the commands that reshape a label go.
class ToolOptionsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ToolOptionsPanel(ToolBox& tools, QWidget* parent = nullptr);
    /// As wide as the widest row of any tool, so that nothing is cut off when another tool is taken up.
    QSize minimumSizeHint() const override;
    /// The commands that reshape the active label, for the button below their amounts.
    void setReshapeActions(const QList<QAction*>& actions);

private:
    void buildBrush(QFormLayout& form);
    void buildRules(QFormLayout& form);
    void buildRegions(QFormLayout& form);
    void buildReshape(QFormLayout& form);
    /// A row that is shown for the tools that `wanted` names.
    void addRow(QFormLayout& form, const QString& label, QWidget* field, std::function<bool(ToolId)> wanted);
    void fillRules();
    void chooseRule(int choice);
    void showState();

    ToolBox& m_tools;
    int m_widest = 0;
    QFormLayout* m_form;
    std::vector<std::pair<QWidget*, std::function<bool(ToolId)>>> m_rows;
    QLabel* m_name;
    NumberSlider* m_size;
    QToolButton* m_round;
    QToolButton* m_square;
    QCheckBox* m_pressure;
    QComboBox* m_over;
    QToolButton* m_chosen;
    QMenu* m_chosenMenu;
    QCheckBox* m_contiguous;
    NumberSlider* m_tolerance;
    NumberSlider* m_smoothing;
    ToolNumbers* m_numbers;
    MeasurementList* m_measurements;
    QDoubleSpinBox* m_amount;
    QDoubleSpinBox* m_islands;
    QMenu* m_reshape;
};

} // namespace sonosketch
