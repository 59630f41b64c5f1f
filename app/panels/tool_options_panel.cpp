// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/tool_options_panel.h"

#include "app/commands/command_table.h"
#include "app/panels/measurement_list.h"
#include "app/panels/panel_parts.h"
#include "app/panels/tool_numbers.h"
#include "app/session/text.h"
#include "app/tools/tool_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace sonosketch {

namespace {

/// Choices of "paint over".
enum Rule { Everything, BackgroundOnly, Chosen };

bool isBrush(ToolId id)
{
    return id <= ToolId::FieldEraser;
}
bool hasWidth(ToolId id)
{
    return isBrush(id) || id == ToolId::SketchLine || id == ToolId::SketchCurve;
}
bool writesLabels(ToolId id)
{
    return id == ToolId::LabelBrush || id == ToolId::LabelEraser || (id >= ToolId::Polygon && id <= ToolId::Wand)
        || id == ToolId::MoveObject;
}
bool findsRegions(ToolId id)
{
    return id == ToolId::Fill || id == ToolId::Wand;
}
bool isWand(ToolId id)
{
    return id == ToolId::Wand;
}
bool measures(ToolId id)
{
    return id == ToolId::Caliper || id == ToolId::MeasureEllipse;
}
bool hasNumbers(ToolId id)
{
    return id == ToolId::Ellipse || id == ToolId::Rectangle || id == ToolId::MoveObject || id == ToolId::SketchLine;
}

} // namespace

ToolOptionsPanel::ToolOptionsPanel(ToolBox& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_form(new QFormLayout)
    , m_name(new QLabel)
    , m_numbers(new ToolNumbers(tools))
    , m_measurements(new MeasurementList(tools))
{
    m_name->setObjectName(QStringLiteral("toolName"));
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 10);
    column->setSpacing(8);
    column->addWidget(m_name);
    buildBrush(*m_form);
    buildRules(*m_form);
    buildRegions(*m_form);
    column->addLayout(m_form);
    m_rows.emplace_back(m_numbers, hasNumbers);
    column->addWidget(m_numbers);
    m_rows.emplace_back(m_measurements, measures);
    column->addWidget(m_measurements, 1);
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    column->addWidget(line);
    auto* reshape = new QFormLayout;
    reshape->setHorizontalSpacing(10);
    reshape->setVerticalSpacing(6);
    buildReshape(*reshape);
    column->addLayout(reshape);
    column->addStretch(0);
    m_widest = column->totalMinimumSize().width(); // while no row is hidden

    connect(&tools.session(), &EditorSession::caseOpened, this, &ToolOptionsPanel::fillRules);
    connect(&tools, &ToolBox::toolChanged, this, &ToolOptionsPanel::showState);
    connect(&tools, &ToolBox::optionsChanged, this, &ToolOptionsPanel::showState);
    fillRules();
}

QSize ToolOptionsPanel::minimumSizeHint() const
{
    return QWidget::minimumSizeHint().expandedTo({m_widest, 0});
}

void ToolOptionsPanel::addRow(QFormLayout& form, const QString& label, QWidget* field, std::function<bool(ToolId)> wanted)
{
    form.addRow(label, field);
    m_rows.emplace_back(field, std::move(wanted));
}

void ToolOptionsPanel::buildBrush(QFormLayout& form)
{
    m_size = new NumberSlider(1, 256, 0, tr(" px"), NumberSlider::Curve::SquareRoot);
    m_size->setObjectName(QStringLiteral("brushSize"));
    m_size->describeAs(tr("Brush size"), tr("Diameter in canvas pixels. Shift+wheel does the same."),
        tr("%1 and %2").arg(CommandTable::keyText(Command::SmallerBrush), CommandTable::keyText(Command::LargerBrush)));
    connect(m_size, &NumberSlider::edited, &m_tools, &ToolBox::setDiameter);
    addRow(form, tr("Size"), m_size, hasWidth);

    auto* shapes = new QWidget;
    auto* row = new QHBoxLayout(shapes);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_round = new QToolButton;
    m_square = new QToolButton;
    m_round->setText(tr("Round"));
    m_square->setText(tr("Square"));
    describe(m_round, tr("Round brush"), tr("Paints with a disc."));
    describe(m_square, tr("Square brush"), tr("Paints with a square."));
    for (QToolButton* button : {m_round, m_square}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row->addWidget(button);
    }
    connect(m_round, &QToolButton::clicked, this, [this] { m_tools.setShape(BrushShape::Round); });
    connect(m_square, &QToolButton::clicked, this, [this] { m_tools.setShape(BrushShape::Square); });
    addRow(form, tr("Shape"), shapes, isBrush);

    m_pressure = new QCheckBox(tr("Pen pressure sets the size"));
    describe(m_pressure, tr("Pen pressure sets the size"),
        tr("A light touch of a pen draws a thinner line. A mouse always draws the full size."));
    connect(m_pressure, &QCheckBox::toggled, &m_tools, &ToolBox::setPressureSize);
    form.addRow(m_pressure);
    m_rows.emplace_back(m_pressure, isBrush);
}

void ToolOptionsPanel::buildRules(QFormLayout& form)
{
    m_over = new QComboBox;
    m_over->setObjectName(QStringLiteral("paintOver"));
    m_over->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_over->setMinimumContentsLength(8);
    m_over->addItem(tr("Everything"), Everything);
    m_over->addItem(tr("Background only"), BackgroundOnly);
    m_over->addItem(tr("Chosen labels"), Chosen);
    describe(m_over, tr("Paint over"), tr("Which labels the label tools may change. Locked classes never change."));
    connect(m_over, &QComboBox::activated, this, [this](int index) { chooseRule(m_over->itemData(index).toInt()); });
    addRow(form, tr("Over"), m_over, writesLabels);

    m_chosen = new QToolButton;
    m_chosen->setObjectName(QStringLiteral("paintOverChosen"));
    m_chosen->setPopupMode(QToolButton::InstantPopup);
    m_chosen->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_chosenMenu = new QMenu(m_chosen);
    m_chosen->setMenu(m_chosenMenu);
    describe(m_chosen, tr("Labels to paint over"), tr("Tick every label that may be painted over."));
    addRow(form, QString(), m_chosen,
        [this](ToolId id) { return writesLabels(id) && m_tools.paintRule().over == PaintRule::Over::OnlyChosen; });
}

void ToolOptionsPanel::buildRegions(QFormLayout& form)
{
    const auto change = [this](auto set) {
        ToolOptions options = m_tools.options();
        set(options);
        m_tools.setOptions(options);
    };
    m_tolerance = new NumberSlider(0, 255, 0, {}, NumberSlider::Curve::SquareRoot);
    m_tolerance->setObjectName(QStringLiteral("wandTolerance"));
    m_tolerance->describeAs(tr("Tolerance"), tr("How many grey levels a pixel may differ. Dragging the wand up or down changes it too."));
    connect(m_tolerance, &NumberSlider::edited, this,
        [change](double value) { change([value](ToolOptions& options) { options.wandTolerance = value; }); });
    addRow(form, tr("Tolerance"), m_tolerance, isWand);
    m_smoothing = new NumberSlider(0, 10, 1, tr(" px"), NumberSlider::Curve::SquareRoot);
    m_smoothing->setObjectName(QStringLiteral("wandSmoothing"));
    m_smoothing->describeAs(tr("Smoothing"), tr("Calms the speckle before greys are compared; the picture stays as it is."));
    connect(m_smoothing, &NumberSlider::edited, this,
        [change](double value) { change([value](ToolOptions& options) { options.wandSmoothing = value; }); });
    addRow(form, tr("Smoothing"), m_smoothing, isWand);
    m_contiguous = new QCheckBox(tr("Only what hangs together"));
    m_contiguous->setObjectName(QStringLiteral("contiguous"));
    describe(m_contiguous, tr("Only what hangs together"), tr("Off: every pixel of such a label or grey, wherever it lies."));
    connect(
        m_contiguous, &QCheckBox::toggled, this, [change](bool on) { change([on](ToolOptions& options) { options.contiguous = on; }); });
    form.addRow(m_contiguous);
    m_rows.emplace_back(m_contiguous, findsRegions);
}

void ToolOptionsPanel::buildReshape(QFormLayout& form)
{
    const auto box = [&](const char* name, const QString& label, const QString& suffix, double highest, const QString& tip) {
        auto* spin = new QDoubleSpinBox;
        spin->setObjectName(QString::fromLatin1(name));
        spin->setDecimals(0);
        spin->setRange(1, highest);
        spin->setSuffix(suffix);
        spin->setKeyboardTracking(false);
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
        spin->setAlignment(Qt::AlignRight);
        describe(spin, label, tip);
        form.addRow(label, spin);
        return spin;
    };
    m_amount = box("reshapeAmount", tr("Reshape by"), tr(" px"), 64,
        tr("How far growing, shrinking, smoothing, opening and closing of the active label reach (menu Labels)."));
    m_islands = box("islandPixels", tr("Islands below"), tr(" px"), 100'000, tr("Smaller parts are removed as islands (menu Labels)."));
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("reshapeButton"));
    button->setText(tr("Reshape active label"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe(button, tr("Reshape active label"), tr("Grow, shrink, smooth and other changes of the whole active label."));
    m_reshape = new QMenu(button);
    m_reshape->setToolTipsVisible(true);
    button->setMenu(m_reshape);
    form.addRow(button);
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        ToolOptions options = m_tools.options();
        options.reshapeAmount = value;
        m_tools.setOptions(options);
    });
    connect(m_islands, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        ToolOptions options = m_tools.options();
        options.islandPixels = static_cast<int>(value);
        m_tools.setOptions(options);
    });
}

void ToolOptionsPanel::setReshapeActions(const QList<QAction*>& actions)
{
    m_reshape->clear();
    m_reshape->addActions(actions);
}

void ToolOptionsPanel::fillRules()
{
    m_chosenMenu->clear();
    for (const LabelClass& label : m_tools.session().value().palette.classes()) {
        QAction* action = m_chosenMenu->addAction(swatch(QColor(label.red, label.green, label.blue)), classText(label.name));
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, id = label.id](bool on) {
            const std::uint64_t bit = std::uint64_t{1} << id;
            const std::uint64_t chosen = m_tools.paintRule().chosen;
            m_tools.setPaintOver(PaintRule::Over::OnlyChosen, on ? chosen | bit : chosen & ~bit);
        });
    }
    showState();
}

void ToolOptionsPanel::chooseRule(int choice)
{
    const std::uint64_t chosen = m_tools.paintRule().chosen;
    if (choice == Everything)
        m_tools.setPaintOver(PaintRule::Over::Everywhere, chosen);
    else if (choice == BackgroundOnly)
        m_tools.setPaintOver(PaintRule::Over::OnlyBackground, chosen);
    else
        m_tools.setPaintOver(PaintRule::Over::OnlyChosen, chosen);
}

void ToolOptionsPanel::showState()
{
    const ToolId id = m_tools.currentId();
    m_name->setText(ToolBox::name(id));
    for (const auto& [field, wanted] : m_rows) {
        const bool show = wanted(id);
        field->setVisible(show);
        if (QWidget* label = m_form->labelForField(field))
            label->setVisible(show);
    }
    if (hasWidth(id))
        m_size->setValue(m_tools.diameter());
    const QSignalBlocker pressureBlocker(m_pressure), contiguousBlocker(m_contiguous), amountBlocker(m_amount), islandsBlocker(m_islands);
    (m_tools.shape() == BrushShape::Round ? m_round : m_square)->setChecked(true);
    m_pressure->setChecked(m_tools.pressureSize());

    const PaintRule& rule = m_tools.paintRule();
    m_over->setCurrentIndex(m_over->findData(rule.over == PaintRule::Over::Everywhere ? Everything
            : rule.over == PaintRule::Over::OnlyBackground                            ? BackgroundOnly
                                                                                      : Chosen));
    const auto& classes = m_tools.session().value().palette.classes();
    QStringList names;
    const auto actions = m_chosenMenu->actions();
    for (qsizetype i = 0; i < actions.size() && i < static_cast<qsizetype>(classes.size()); ++i) {
        const bool on = rule.chosen >> i & 1u;
        const QSignalBlocker blocker(actions[i]);
        actions[i]->setChecked(on);
        if (on)
            names << actions[i]->text();
    }
    m_chosen->setText(names.size() == actions.size() ? tr("All labels")
            : names.size() == 1                      ? names.front()
                                                     : tr("%1 labels").arg(names.size()));

    const ToolOptions& options = m_tools.options();
    m_tolerance->setValue(options.wandTolerance);
    m_smoothing->setValue(options.wandSmoothing);
    m_contiguous->setChecked(options.contiguous);
    m_amount->setValue(options.reshapeAmount);
    m_islands->setValue(options.islandPixels);
}

} // namespace sonosketch
