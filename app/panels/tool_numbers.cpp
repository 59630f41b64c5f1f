// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/tool_numbers.h"

#include "app/panels/panel_parts.h"
#include "app/tools/line_tools.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/shape_tools.h"
#include "app/tools/tool_box.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace sonosketch {

ToolNumbers::ToolNumbers(ToolBox& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_draw(new QPushButton(tr("Draw")))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    row(*grid, "first", tr("Place"), {tr("Across, canvas pixels"), tr("Down, canvas pixels")});
    row(*grid, "second", tr("Size"), {tr("Along x"), tr("Along y")});
    row(*grid, "third", tr("Turn"), {tr("Degrees, clockwise"), QString()});
    m_draw->setObjectName(QStringLiteral("drawShape"));
    describe(m_draw, tr("Draw by numbers"), tr("Draws the shape or line of these numbers: one step of the history."));
    connect(m_draw, &QPushButton::clicked, this, &ToolNumbers::draw);
    grid->addWidget(m_draw, 6, 0, 1, 3);
    connect(&tools, &ToolBox::toolChanged, this, &ToolNumbers::showState);
    connect(&tools, &ToolBox::optionsChanged, this, &ToolNumbers::showState);
    connect(&tools, &ToolBox::overlayChanged, this, [this] {
        if (m_tools.currentId() == ToolId::MoveObject)
            showState();
    });
    connect(&tools.session(), &EditorSession::caseOpened, this, &ToolNumbers::showState);
    showState();
}

ToolNumbers::Row& ToolNumbers::row(QGridLayout& grid, const char* name, const QString& label, std::array<QString, 2> tips)
{
    Row& made = m_rows.at(static_cast<std::size_t>(m_rowCount));
    const int line = 2 * m_rowCount++;
    made.label = new QLabel(label);
    grid.addWidget(made.label, line, 0);
    for (std::size_t i = 0; i < 2; ++i) {
        auto* box = made.boxes[i] = new QDoubleSpinBox;
        box->setObjectName(QStringLiteral("%1%2").arg(QLatin1String(name)).arg(i));
        box->setKeyboardTracking(false);
        box->setAlignment(Qt::AlignRight);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setMinimumWidth(62);
        describe(box, label, tips[i].isEmpty() ? label : tips[i]);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ToolNumbers::edited);
        grid.addWidget(box, line, 1 + static_cast<int>(i));
    }
    made.mm = new QLabel;
    made.mm->setObjectName(QStringLiteral("%1Mm").arg(QLatin1String(name)));
    made.mm->setAlignment(Qt::AlignRight);
    made.mm->setForegroundRole(QPalette::PlaceholderText);
    grid.addWidget(made.mm, line + 1, 0, 1, 3);
    return made;
}

void ToolNumbers::setRow(
    Row& row, const QString& label, std::array<double, 2> values, const QString& suffix, int decimals, bool both, bool lengths)
{
    row.label->setText(label);
    for (std::size_t i = 0; i < 2; ++i) {
        QDoubleSpinBox* box = row.boxes[i];
        const QSignalBlocker blocker(box);
        box->setDecimals(decimals);
        box->setSuffix(suffix);
        box->setAccessibleName(i == 0 ? tr("%1, first number").arg(label) : tr("%1, second number").arg(label));
        box->setValue(values[i]);
    }
    row.boxes[1]->setVisible(both);
    const auto spacing = m_tools.session().value().mmPerPixel;
    row.mm->setVisible(lengths && spacing.has_value());
    if (spacing)
        row.mm->setText(tr("%1 \u00d7 %2 mm").arg(values[0] * *spacing, 0, 'f', 1).arg(values[1] * *spacing, 0, 'f', 1));
}

void ToolNumbers::showState()
{
    const ToolId id = m_tools.currentId();
    const auto range = [this](std::size_t index, double lowest, double highest) {
        for (QDoubleSpinBox* box : m_rows[index].boxes) {
            const QSignalBlocker blocker(box);
            box->setRange(lowest, highest);
        }
    };
    const auto showRow = [this](std::size_t index, bool shown) {
        Row& row = m_rows[index];
        row.label->setVisible(shown);
        for (QDoubleSpinBox* box : row.boxes)
            box->setVisible(shown);
        row.mm->setVisible(shown);
    };
    const bool moves = id == ToolId::MoveObject;
    const bool line = id == ToolId::SketchLine;
    const bool enabled = !moves || m_tools.moveTool().hasSelection();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        showRow(i, !(line && i == 2));
        for (QDoubleSpinBox* box : m_rows[i].boxes)
            box->setEnabled(enabled);
    }
    m_draw->setVisible(!moves);
    range(0, -1024, 1536);
    range(2, -360, 360);
    if (moves) {
        const Placement& placement = m_tools.moveTool().placement();
        setRow(m_rows[0], tr("Move"), {placement.move.x, placement.move.y}, tr(" px"), 1, true, true);
        range(1, 100.0 / 32, 3200);
        setRow(m_rows[1], tr("Scale"), {100 * placement.scale.width, 100 * placement.scale.height}, tr(" %"), 1, true, false);
        setRow(m_rows[2], tr("Turn"), {placement.rotation, 0}, tr("\u00b0"), 1, false, false);
    } else if (line) {
        const LineNumbers& numbers = m_tools.lineNumbers();
        setRow(m_rows[0], tr("From"), {numbers.from.x(), numbers.from.y()}, tr(" px"), 1, true, false);
        range(1, -1024, 1536);
        setRow(m_rows[1], tr("To"), {numbers.to.x(), numbers.to.y()}, tr(" px"), 1, true, false);
    } else {
        const ShapeNumbers& numbers = m_tools.shapeNumbers();
        setRow(m_rows[0], tr("Centre"), {numbers.centre.x(), numbers.centre.y()}, tr(" px"), 1, true, false);
        range(1, 1, 2048);
        setRow(m_rows[1], tr("Size"), {numbers.width, numbers.height}, tr(" px"), 1, true, true);
        setRow(m_rows[2], tr("Turn"), {numbers.rotation, 0}, tr("\u00b0"), 1, false, false);
    }
}

void ToolNumbers::edited()
{
    const auto number = [this](std::size_t row, std::size_t index) { return m_rows[row].boxes[index]->value(); };
    switch (m_tools.currentId()) {
    case ToolId::MoveObject: {
        Placement placement = m_tools.moveTool().placement();
        placement.move = {number(0, 0), number(0, 1)};
        placement.scale = {number(1, 0) / 100, number(1, 1) / 100};
        placement.rotation = number(2, 0);
        m_tools.moveTool().setPlacement(placement);
        showState(); // what could not be done is not shown
        return;
    }
    case ToolId::SketchLine:
        m_tools.setLineNumbers({{number(0, 0), number(0, 1)}, {number(1, 0), number(1, 1)}});
        return;
    default:
        m_tools.setShapeNumbers({{number(0, 0), number(0, 1)}, number(1, 0), number(1, 1), number(2, 0)});
        showState();
    }
}

void ToolNumbers::draw()
{
    if (m_tools.currentId() == ToolId::SketchLine)
        drawLine(m_tools, m_tools.lineNumbers());
    else
        drawShape(m_tools, m_tools.currentId(), m_tools.shapeNumbers());
}

} // namespace sonosketch
