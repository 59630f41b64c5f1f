// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/tool_options_panel.h"

#include "app/commands/command_table.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "app/tools/tool_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace sonosketch {

ToolOptionsPanel::ToolOptionsPanel(ToolBox& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_name(new QLabel)
    , m_size(new NumberSlider(1, 256, 0, tr(" px"), NumberSlider::Curve::SquareRoot))
    , m_round(new QToolButton)
    , m_square(new QToolButton)
    , m_pressure(new QCheckBox(tr("Pen pressure sets the size")))
    , m_over(new QComboBox)
{
    m_name->setObjectName(QStringLiteral("toolName"));
    m_size->setObjectName(QStringLiteral("brushSize"));
    m_size->describeAs(tr("Brush size"), tr("Diameter in canvas pixels. Shift+wheel does the same."),
        tr("%1 and %2").arg(CommandTable::keyText(Command::SmallerBrush), CommandTable::keyText(Command::LargerBrush)));
    connect(m_size, &NumberSlider::edited, &tools, &ToolBox::setDiameter);

    m_round->setText(tr("Round"));
    m_square->setText(tr("Square"));
    describe(m_round, tr("Round brush"), tr("Paints with a disc."));
    describe(m_square, tr("Square brush"), tr("Paints with a square."));
    auto* shapes = new QHBoxLayout;
    shapes->setSpacing(4);
    for (QToolButton* button : {m_round, m_square}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        shapes->addWidget(button);
    }
    connect(m_round, &QToolButton::clicked, this, [this] { m_tools.setShape(BrushShape::Round); });
    connect(m_square, &QToolButton::clicked, this, [this] { m_tools.setShape(BrushShape::Square); });

    describe(m_pressure, tr("Pen pressure sets the size"),
        tr("A light touch of a pen draws a thinner line. A mouse always draws the full size."));
    connect(m_pressure, &QCheckBox::toggled, &tools, &ToolBox::setPressureSize);

    m_over->setObjectName(QStringLiteral("paintOver"));
    m_over->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_over->setMinimumContentsLength(12);
    describe(m_over, tr("Paint over"), tr("Which labels the label tools may change. Locked classes never change."));
    connect(m_over, &QComboBox::activated, this, [this](int index) {
        const int choice = m_over->itemData(index).toInt();
        if (choice == -2)
            m_tools.setPaintOver(PaintRule::Over::Everywhere);
        else if (choice == -1)
            m_tools.setPaintOver(PaintRule::Over::OnlyBackground);
        else
            m_tools.setPaintOver(PaintRule::Over::OnlyChosen, std::uint64_t{1} << choice);
    });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 10);
    column->setSpacing(8);
    column->addWidget(m_name);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(10);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Size"), m_size);
    form->addRow(tr("Shape"), shapes);
    form->addRow(tr("Over"), m_over);
    column->addLayout(form);
    column->addWidget(m_pressure);
    column->addStretch(1);

    connect(&tools.session(), &EditorSession::caseOpened, this, &ToolOptionsPanel::fillRules);
    connect(&tools, &ToolBox::toolChanged, this, &ToolOptionsPanel::showState);
    connect(&tools, &ToolBox::optionsChanged, this, &ToolOptionsPanel::showState);
    fillRules();
}

void ToolOptionsPanel::fillRules()
{
    const QSignalBlocker blocker(m_over);
    m_over->clear();
    m_over->addItem(tr("Everything"), -2);
    m_over->addItem(tr("Background only"), -1);
    for (const LabelClass& label : m_tools.session().value().palette.classes())
        if (label.id != 0)
            m_over->addItem(
                swatch(QColor(label.red, label.green, label.blue)), tr("Only %1").arg(classText(label.name)), static_cast<int>(label.id));
    showState();
}

void ToolOptionsPanel::showState()
{
    const ToolId id = m_tools.currentId();
    const bool paints = m_tools.current().paints();
    m_name->setText(ToolBox::name(id));
    if (paints)
        m_size->setValue(m_tools.diameter());
    m_size->setEnabled(paints);
    m_round->setEnabled(paints);
    m_square->setEnabled(paints);
    m_pressure->setEnabled(paints);
    m_over->setEnabled(id == ToolId::LabelBrush || id == ToolId::LabelEraser);
    const QSignalBlocker pressureBlocker(m_pressure);
    (m_tools.shape() == BrushShape::Round ? m_round : m_square)->setChecked(true);
    m_pressure->setChecked(m_tools.pressureSize());
    const PaintRule& rule = m_tools.paintRule();
    int choice = -2;
    if (rule.over == PaintRule::Over::OnlyBackground)
        choice = -1;
    else if (rule.over == PaintRule::Over::OnlyChosen)
        for (choice = 0; choice < 63 && !((rule.chosen >> choice) & 1u);)
            ++choice;
    m_over->setCurrentIndex(m_over->findData(choice));
}

} // namespace sonosketch
