// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_paint_page.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/practice/scoring.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace sonosketch {

using practice::Stroke;

namespace {
constexpr double smallest = 4, largest = 120, first = 26;

/// A patch of the overlay as it looks on a picture.
QImage patchOf(std::uint8_t value)
{
    const cv::Mat overlay(16, 28, CV_8UC1, cv::Scalar(value));
    return scoreTint(overlay);
}
} // namespace

PaintPage::PaintPage(PracticePictures& pictures, QWidget* parent)
    : PracticePage(pictures, practice::Kind::Paint, parent)
    , m_view(addView(tr("Where is the lesion?")))
    , m_tools(new QButtonGroup(this))
    , m_undo(new QToolButton)
    , m_diameter(new NumberSlider(smallest, largest, 0, tr(" px")))
    , m_classes(new QListWidget)
{
    setTitle(tr("Find and paint"));
    setInstruction(tr("Paint the lesion, or draw a line around it with the lasso, and say what it is. Then check."));
    buildTools();
    m_diameter->setValue(first);
    m_view->setBrush(first);
    connect(m_view, &PracticeView::pressed, this, [this](QPointF at) {
        m_sheet.end(); // the release of the last stroke may have been lost
        m_sheet.begin(m_tool, m_diameter->value(), {at.x(), at.y()}, elapsed());
        showAnswer();
    });
    connect(m_view, &PracticeView::moved, this, [this](QPointF at) {
        m_sheet.moveTo({at.x(), at.y()}, elapsed());
        showAnswer();
    });
    connect(m_view, &PracticeView::released, this, [this](QPointF) {
        m_sheet.end();
        noteClass(); // one that was chosen meanwhile
        m_undo->setEnabled(m_sheet.canUndo());
    });
    connect(m_view, &ImageView::sizeStepsRequested, this, [this](int steps) { stepDiameter(steps > 0 ? 1.2 : 1 / 1.2); });
}

void PaintPage::buildTools()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    const auto addTool = [&](Stroke::Tool tool, const QString& name, const QString& tip, const char* icon, Qt::Key key) {
        auto* button = new QToolButton;
        button->setCheckable(true);
        button->setIcon(QIcon(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(icon))));
        button->setIconSize({20, 20});
        const QString keys = QKeySequence(key).toString(QKeySequence::NativeText);
        describe(button, name, tip, keys);
        m_tools->addButton(button, static_cast<int>(tool));
        row->addWidget(button);
        auto* shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, tool] { selectTool(tool); });
    };
    addTool(Stroke::Tool::Brush, tr("Brush"), tr("Paints the lesion."), "label-brush", Qt::Key_B);
    addTool(Stroke::Tool::Lasso, tr("Lasso"), tr("Encircles the lesion; the line closes by itself."), "lasso", Qt::Key_L);
    addTool(Stroke::Tool::Eraser, tr("Eraser"), tr("Takes paint away."), "label-eraser", Qt::Key_E);
    m_undo->setIcon(QIcon(QStringLiteral(":/icons/undo.svg")));
    m_undo->setIconSize({20, 20});
    describe(m_undo, tr("Undo"), tr("Takes the last stroke back."), QStringLiteral("Ctrl+Z"));
    row->addWidget(m_undo);
    row->addStretch(1);
    controls().addLayout(row);
    connect(m_tools, &QButtonGroup::idClicked, this, [this](int tool) { selectTool(static_cast<Stroke::Tool>(tool)); });
    connect(m_undo, &QToolButton::clicked, this, &PaintPage::undo);
    const auto addKey = [this](const QKeySequence& keys, auto work) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, work);
    };
    addKey(QKeySequence(QStringLiteral("Ctrl+Z")), [this] { undo(); });
    addKey(QKeySequence(QStringLiteral("[")), [this] { stepDiameter(1 / 1.2); });
    addKey(QKeySequence(QStringLiteral("]")), [this] { stepDiameter(1.2); });
    for (int label = 1; label <= 9; ++label)
        addKey(QKeySequence(Qt::Key_0 + label), [this, label] {
            if (state() == State::Asking && label <= m_classes->count())
                m_classes->setCurrentRow(label - 1);
        });
    m_diameter->describeAs(tr("Brush size"), tr("Diameter of brush and eraser in canvas pixels."), QStringLiteral("[ ]"));
    connect(m_diameter, &NumberSlider::edited, this, [this](double value) { setDiameter(value); });
    controls().addWidget(m_diameter);
    auto* name = new QLabel(tr("What is it?"));
    controls().addWidget(name);
    describe(m_classes, tr("Class of the lesion"), tr("What the lesion is."), tr("its number"));
    m_classes->setIconSize({14, 14});
    m_classes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_classes, &QListWidget::currentRowChanged, this, [this] { noteClass(); });
    controls().addWidget(m_classes);
}

void PaintPage::selectTool(Stroke::Tool tool)
{
    m_tool = tool;
    m_tools->button(static_cast<int>(tool))->setChecked(true);
    m_view->setBrush(tool == Stroke::Tool::Lasso ? 0 : m_diameter->value());
}

void PaintPage::setDiameter(double diameter)
{
    m_diameter->setValue(std::clamp(diameter, smallest, largest));
    m_view->setBrush(m_tool == Stroke::Tool::Lasso ? 0 : m_diameter->value());
}

void PaintPage::stepDiameter(double factor)
{
    setDiameter(m_diameter->value() * factor);
}

void PaintPage::selectClass(const std::string& name)
{
    for (int row = 0; row < m_classes->count(); ++row)
        if (m_classes->item(row)->data(Qt::UserRole).toString() == QString::fromStdString(name))
            m_classes->setCurrentRow(row);
}

void PaintPage::setClassesFixed(bool fixed)
{
    // Not disabled: its colours should stay.
    m_classes->setAttribute(Qt::WA_TransparentForMouseEvents, fixed);
    m_classes->setFocusPolicy(fixed ? Qt::NoFocus : Qt::StrongFocus);
}

void PaintPage::noteClass()
{
    // While a stroke is open nothing else can be noted; it is noted when the stroke ends.
    const auto* item = m_classes->currentItem();
    if (state() != State::Asking || !item || m_sheet.drawing() || m_noted == m_classes->currentRow())
        return;
    m_noted = m_classes->currentRow();
    m_sheet.note({Stroke::Tool::Choice, 0, {{static_cast<double>(m_noted + 1), 0, elapsed()}}, -1,
        item->data(Qt::UserRole).toString().toStdString()});
}

void PaintPage::undo()
{
    if (state() != State::Asking)
        return;
    m_sheet.undo(elapsed());
    m_undo->setEnabled(m_sheet.canUndo());
    showAnswer();
}

void PaintPage::showAnswer()
{
    say({});
    m_view->setTint(tintOf(m_sheet.mask(), practice_colors::answer, 100));
    m_view->setDrawings({{outlineOf(m_sheet.mask()), practice_colors::answer}});
}

void PaintPage::reset()
{
    m_sheet.clear();
    m_task.reset();
    m_noted = -1;
    m_undo->setEnabled(false);
    selectTool(m_tool == Stroke::Tool::Eraser ? Stroke::Tool::Brush : m_tool);
    m_classes->clear();
    setClassesFixed(false);
    for (const LabelClass& each : task().from->palette.classes()) {
        if (each.id == 0)
            continue;
        auto* item = new QListWidgetItem(
            swatch(QColor(each.red, each.green, each.blue)), QStringLiteral("%1  %2").arg(each.id).arg(classText(each.name)), m_classes);
        item->setData(Qt::UserRole, QString::fromStdString(each.name));
    }
    m_classes->setFixedHeight(m_classes->count() * std::max(22, m_classes->sizeHintForRow(0)) + 12);
    m_classes->setCurrentRow(-1);
}

void PaintPage::prepare()
{
    const auto made = std::make_shared<practice::LesionTask>();
    pictures().make(
        [made, start = task()] {
            *made = practice::makeLesionTask(*start.from, start.level, start.seed, start.real);
            return start.real ? std::vector<Case>() : std::vector<Case>{made->hidden};
        },
        [this, made](const PracticePictures::Made& result) {
            m_task = made;
            m_picture = shownPicture(
                made->real ? made->hidden.source : result.pictures.front(), made->hidden.fieldOfView, made->challenge, made->seed);
            m_view->setPicture(m_picture, !made->real);
            ask(result.model);
        },
        [this](const Error& error) { fail(error); });
}

bool PaintPage::complete(QString& why) const
{
    if (cv::countNonZero(m_sheet.mask()) == 0)
        why = tr("Paint the lesion first.");
    else if (!m_classes->currentItem())
        why = tr("Say what it is: choose a class.");
    return why.isEmpty();
}

QString PaintPage::score(practice::Answer& answer, practice::AnswerPictures& kept)
{
    answer.givenClass = m_classes->currentItem()->data(Qt::UserRole).toString().toStdString();
    answer.trueClass = m_task->className;
    const auto found = practice::scorePaint(m_sheet.mask(), m_task->truth, answer.givenClass, answer.trueClass, answer.mmPerPixel);
    answer.dice = found.dice;
    answer.boundary = found.boundary;
    answer.right = found.right();
    m_sheet.end();
    noteClass();
    answer.strokes = m_sheet.strokes();
    kept = {m_picture, m_task->truth};

    setClassesFixed(true);
    m_undo->setEnabled(false);
    m_view->setBrush(0);
    m_view->setTint(scoreTint(found.overlay));
    m_view->setDrawings({{outlineOf(m_task->truth), practice_colors::truth, Qt::DashLine}});
    const double all = static_cast<double>(std::max<std::int64_t>(1, found.hit + found.missed));
    setLegend({{patchOf(practice::overlayHit), tr("hit: %1 % of the lesion").arg(qRound(100 * static_cast<double>(found.hit) / all))},
        {patchOf(practice::overlayMissed), tr("missed: %1 %").arg(qRound(100 * static_cast<double>(found.missed) / all))},
        {patchOf(practice::overlayTooMuch), tr("too much: %1 % of its size").arg(qRound(100 * static_cast<double>(found.tooMuch) / all))}});
    const QString verdict = found.right() ? tr("Well found") : found.classRight ? tr("Not quite: look at the outline") : tr("Not quite");
    const QString named = found.classRight
        ? tr("Class: right, it is %1.").arg(classText(answer.trueClass).toHtmlEscaped())
        : tr("Class: you said %1, it is %2.")
              .arg(classText(answer.givenClass).toHtmlEscaped(), classText(answer.trueClass).toHtmlEscaped());
    return QStringLiteral("<p style='font-size:17px;font-weight:600'>%1</p><p>%2<br>%3</p><p>%4</p>")
        .arg(verdict, tr("Overlap (Dice): <b>%1</b>").arg(locale().toString(found.dice, 'f', 2)),
            tr("Outlines apart (95 %): <b>%1</b>").arg(found.boundary ? lengthText(*found.boundary) : tr("unknown")), named);
}

} // namespace sonosketch
