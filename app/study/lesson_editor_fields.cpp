// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/panel_parts.h"
#include "app/study/lesson_editor.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

// The fields of the lesson editor and how they hang together.
namespace sonosketch {

namespace {
QPlainTextEdit* lines(int rows)
{
    auto* edit = new QPlainTextEdit;
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * rows + 14);
    return edit;
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setObjectName(QStringLiteral("welcomeHeading"));
    return label;
}
} // namespace

LessonEditor::LessonEditor(Case value, GeneratorFactory factory, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_factory(std::move(factory))
    , m_view(new PracticeView(m_transform))
    , m_steps(new QListWidget)
    , m_title(new QLineEdit)
    , m_summary(new QLineEdit)
    , m_author(new QLineEdit)
    , m_stepTitle(new QLineEdit)
    , m_question(new QLineEdit)
    , m_why(new QLineEdit)
    , m_sources(lines(2))
    , m_text(lines(6))
    , m_choices(lines(3))
    , m_sliders(new QTableWidget(0, 6))
    , m_right(new QSpinBox)
    , m_message(new QLabel)
{
    setWindowTitle(tr("Lesson editor \u2013 SonoSketch"));
    setObjectName(QStringLiteral("welcome")); // the theme's background
    setAttribute(Qt::WA_StyledBackground);
    resize(1180, 820);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::RichText);
    m_view->setAccessibleName(tr("The case: click on the lesion that the sliders change"));
    m_view->setActive(true);
    connect(m_view, &PracticeView::pressed, this, &LessonEditor::setObjectPlace);

    auto* left = new QVBoxLayout;
    auto* hint = new QLabel(tr("Click on the lesion that the sliders of this step change."));
    hint->setObjectName(QStringLiteral("viewDetail"));
    left->addWidget(m_view, 1);
    left->addWidget(hint);
    left->addWidget(makeSteps());

    auto* fields = new QScrollArea;
    fields->setWidget(makeFields());
    fields->setWidgetResizable(true);
    fields->setFrameShape(QFrame::NoFrame);
    fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* save = new QPushButton(tr("&Save\u2026"));
    auto* open = new QPushButton(tr("&Open\u2026"));
    auto* attempt = new QPushButton(tr("&Try it"));
    describe(save, tr("Save"), tr("Writes the lesson as a folder."));
    describe(open, tr("Open"), tr("Opens a lesson to change it."));
    describe(attempt, tr("Try it"), tr("Runs the lesson in a window of its own; answers are not kept."));
    connect(save, &QPushButton::clicked, this, [this] { askForFolder(true); });
    connect(open, &QPushButton::clicked, this, [this] { askForFolder(false); });
    connect(attempt, &QPushButton::clicked, this, [this] { tryOut(); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_message, 1);
    buttons->addWidget(open);
    buttons->addWidget(attempt);
    buttons->addWidget(save);
    auto* right = new QVBoxLayout;
    right->addWidget(fields, 1);
    right->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 14, 14, 12);
    row->setSpacing(14);
    row->addLayout(left, 5);
    row->addLayout(right, 6);

    practice::Lesson lesson;
    lesson.value = std::move(value);
    lesson.title = lesson.value.provenance.title;
    setLesson(std::move(lesson));
}

QWidget* LessonEditor::makeSteps()
{
    describe(m_steps, tr("Steps"), tr("The steps of the lesson, in their order."));
    m_steps->setFixedHeight(124);
    connect(m_steps, &QListWidget::currentRowChanged, this, &LessonEditor::selectStep);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(heading(tr("Steps")));
    column->addWidget(m_steps);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& text, const QString& tip, auto work) {
        auto* button = new QPushButton(text);
        describe(button, text, tip);
        connect(button, &QPushButton::clicked, this, work);
        row->addWidget(button);
    };
    add(tr("Add"), tr("Adds a step after this one."), [this] { addStep(); });
    add(tr("Remove"), tr("Removes this step."), [this] { removeStep(); });
    add(tr("Up"), tr("Moves this step up."), [this] { moveStep(-1); });
    add(tr("Down"), tr("Moves this step down."), [this] { moveStep(1); });
    row->addStretch(1);
    column->addLayout(row);
    return part;
}

QWidget* LessonEditor::makeFields()
{
    // What a lesson may have, so that one that is opened is not cut.
    m_title->setMaxLength(static_cast<int>(practice::maxLessonLine));
    m_stepTitle->setMaxLength(static_cast<int>(practice::maxLessonLine));
    m_right->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_right->setRange(1, static_cast<int>(practice::maxLessonChoices));
    m_sliders->setHorizontalHeaderLabels({tr("Changes"), tr("Name"), tr("From"), tr("To"), tr("Start"), tr("Classes")});
    m_sliders->verticalHeader()->hide();
    m_sliders->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_sliders->horizontalHeader()->setSectionResizeMode(5, QHeaderView::Stretch);
    m_sliders->setFixedHeight(118);
    describe(m_sliders, tr("Sliders"), tr("What a trainee may change in this step; up to four. Classes by name, with commas between."));
    for (const auto& [edit, name] : std::initializer_list<std::pair<QWidget*, QString>>{{m_title, tr("Title")}, {m_summary, tr("Summary")},
             {m_author, tr("Author")}, {m_sources, tr("Sources")}, {m_stepTitle, tr("Title of the step")}, {m_text, tr("Text")},
             {m_question, tr("Question")}, {m_choices, tr("Choices")}, {m_right, tr("Right choice")}, {m_why, tr("Explanation")}})
        edit->setAccessibleName(name);

    auto* whole = new QFormLayout;
    whole->addRow(tr("Title"), m_title);
    whole->addRow(tr("Summary"), m_summary);
    whole->addRow(tr("Author"), m_author);
    whole->addRow(tr("Sources, one a line"), m_sources);
    auto* step = new QFormLayout;
    step->addRow(tr("Title"), m_stepTitle);
    step->addRow(tr("Text, a paragraph a line"), m_text);
    auto* sliderRow = new QHBoxLayout;
    auto* addSlider = new QPushButton(tr("Add slider"));
    auto* removeSlider = new QPushButton(tr("Remove slider"));
    describe(addSlider, addSlider->text(), tr("Adds a slider to this step."));
    describe(removeSlider, removeSlider->text(), tr("Removes the chosen slider."));
    sliderRow->addWidget(addSlider);
    sliderRow->addWidget(removeSlider);
    sliderRow->addStretch(1);
    connect(addSlider, &QPushButton::clicked, this, [this] {
        commitCell();
        if (m_sliders->rowCount() >= static_cast<int>(practice::maxLessonSliders))
            return say(tr("A step has up to %1 sliders.").arg(practice::maxLessonSliders), true);
        addSliderRow({practice::SliderKind::Size, tr("Size").toStdString(), 50, 120, 100, {}});
        take();
        showObject();
    });
    connect(removeSlider, &QPushButton::clicked, this, [this] {
        const int row = m_sliders->currentRow();
        commitCell();
        m_sliders->removeRow(row < 0 ? m_sliders->rowCount() - 1 : row);
        take();
    });
    auto* question = new QFormLayout;
    question->addRow(tr("Question"), m_question);
    question->addRow(tr("Choices, one a line"), m_choices);
    question->addRow(tr("Right one"), m_right);
    question->addRow(tr("Explanation"), m_why);

    for (QLineEdit* edit : {m_title, m_summary, m_author})
        connect(edit, &QLineEdit::textChanged, this, &LessonEditor::forgetWarnings);
    connect(m_sources, &QPlainTextEdit::textChanged, this, &LessonEditor::forgetWarnings);
    for (QLineEdit* edit : {m_stepTitle, m_question, m_why})
        connect(edit, &QLineEdit::textChanged, this, &LessonEditor::take);
    for (QPlainTextEdit* edit : {m_text, m_choices})
        connect(edit, &QPlainTextEdit::textChanged, this, &LessonEditor::take);
    connect(m_right, &QSpinBox::valueChanged, this, &LessonEditor::take);
    connect(m_sliders, &QTableWidget::cellChanged, this, &LessonEditor::take);

    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(heading(tr("The lesson")));
    column->addLayout(whole);
    column->addWidget(heading(tr("This step")));
    column->addLayout(step);
    column->addWidget(m_sliders);
    column->addLayout(sliderRow);
    column->addWidget(heading(tr("Its question (leave it empty for none)")));
    column->addLayout(question);
    column->addStretch(1);
    return part;
}

} // namespace sonosketch
