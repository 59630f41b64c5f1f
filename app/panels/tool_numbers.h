// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace sonosketch {

class ToolBox;

/// Shapes, lines and a moved object by numbers: the grid of the current tool, and a button that draws. Sizes in canvas pixels, with the
/// millimetres beside them where the case knows its spacing.
class ToolNumbers : public QWidget {
    Q_OBJECT

public:
    explicit ToolNumbers(ToolBox& tools, QWidget* parent = nullptr);

private:
    /// Two numbers in a row, the second may be missing.
    struct Row {
        QLabel* label = nullptr;
        std::array<QDoubleSpinBox*, 2> boxes{};
        QLabel* mm = nullptr;
    };
    Row& row(QGridLayout& grid, const char* name, const QString& label, std::array<QString, 2> tips);
    void setRow(Row& row, const QString& label, std::array<double, 2> values, const QString& suffix, int decimals, bool both, bool lengths);
    void showState();
    void edited();
    void draw();

    ToolBox& m_tools;
    std::array<Row, 3> m_rows;
    int m_rowCount = 0;
    QPushButton* m_draw;
};

} // namespace sonosketch
