// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/lesson_page.h"

#include "app/canvas/colors.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSlider>
#include <QStackedWidget>
#include <QTextDocument>
#include <QVBoxLayout>

#include <cmath>

namespace sonosketch {

using practice::Lesson;
using practice::LessonSlider;
using practice::SliderKind;

namespace {
constexpr int panelWidth = 384;
constexpr std::size_t mostSamples = 5'000, mostStrokes = 1'000; ///< of sliders

QLabel* wrapped(const char* name = nullptr)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    if (name)
        label->setObjectName(QLatin1String(name));
    return label;
}

void clear(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString html(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

/// Buttons do not break their text by themselves.
QString broken(const QString& text, const QFontMetrics& metrics, int width)
{
    QString lines, line;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && metrics.horizontalAdvance(line + QLatin1Char(' ') + word) > width) {
            lines += line + QLatin1Char('\n');
            line.clear();
        }
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    }
    return lines + line;
}

/// Sliders of numbers of things, and of classes, have no place between two values.
bool isWhole(SliderKind kind)
{
    return kind == SliderKind::Class || kind == SliderKind::Septa;
}
} // namespace

LessonPage::LessonPage(GeneratorFactory factory, std::vector<std::filesystem::path> folders, QWidget* parent)
    : QWidget(parent)
    , m_factory(std::move(factory))
    , m_folders(std::move(folders))
    , m_parts(new QStackedWidget)
    , m_list(new QListWidget)
    , m_listMessage(wrapped("practiceMessage"))
    , m_title(wrapped("welcomeHeading"))
    , m_text(wrapped("welcomeText"))
    , m_state(wrapped("viewDetail"))
    , m_message(wrapped("practiceMessage"))
    , m_result(wrapped("practiceScore"))
    , m_question(wrapped())
    , m_view(new PracticeView(m_transform))
    , m_sliders(new QVBoxLayout)
    , m_choices(new QVBoxLayout)
    , m_choiceGroup(new QButtonGroup(this))
    , m_back(new QPushButton(tr("All lessons")))
    , m_next(new QPushButton)
{
    setAccessibleName(tr("What if"));
    m_parts->addWidget(makeListPart());
    m_parts->addWidget(makeLessonPart());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_parts);
    connect(m_back, &QPushButton::clicked, this, &LessonPage::showList);
    connect(m_next, &QPushButton::clicked, this, &LessonPage::nextStep);
    connect(m_choiceGroup, &QButtonGroup::idClicked, this, &LessonPage::choose);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { openLesson(toPath(item->data(Qt::UserRole).toString())); });
}

LessonPage::~LessonPage() = default;

QWidget* LessonPage::makeListPart()
{
    auto* title = new QLabel(tr("What if \u2026?"));
    title->setObjectName(QStringLiteral("welcomeTitle"));
    auto* text = wrapped("welcomeText");
    text->setText(tr("Short lessons on a case: drag a slider, watch the picture change, answer a question. "
                     "The pictures are synthetic; they show how things look, not what a patient has."));
    m_list->setObjectName(QStringLiteral("lessonList"));
    m_list->setWordWrap(true);
    describe(m_list, tr("Lessons"), tr("Enter or a double click opens one."));
    auto* open = new QPushButton(tr("Open lesson"));
    describe(open, tr("Open lesson"), tr("Opens the chosen lesson."), tr("Enter"));
    connect(open, &QPushButton::clicked, this, [this] {
        if (const auto* item = m_list->currentItem())
            openLesson(toPath(item->data(Qt::UserRole).toString()));
    });
    auto* row = new QHBoxLayout;
    row->addWidget(open);
    row->addStretch(1);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_list, 1);
    column->addWidget(m_listMessage);
    column->addLayout(row);
    return part;
}

QWidget* LessonPage::makeLessonPart()
{
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(m_sliders);
    column->addWidget(m_message);
    column->addSpacing(4);
    column->addWidget(m_question);
    column->addLayout(m_choices);
    column->addWidget(m_result);
    column->addStretch(1);
    column->addWidget(m_state);
    auto* scroll = new QScrollArea;
    scroll->setWidget(panel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 0, 16, 12);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next, 1);
    m_next->setMinimumHeight(34);
    m_back->setMinimumHeight(34);
    describe(m_back, tr("All lessons"), tr("Leaves this lesson."));
    auto* side = new QWidget;
    side->setFixedWidth(panelWidth);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addWidget(scroll, 1);
    sideColumn->addLayout(buttons);
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_view, 1);
    row->addWidget(side);
    m_view->setAccessibleName(tr("The picture of the lesson"));
    return part;
}

void LessonPage::say(const QString& text, bool warning)
{
    auto* label = isOpen() ? m_message : m_listMessage;
    label->setText(warning ? QStringLiteral("<span style='color:%1'>%2</span>").arg(colors::warning.name(), text.toHtmlEscaped())
                           : text.toHtmlEscaped());
    label->setVisible(!text.isEmpty());
}

QString LessonPage::message() const
{
    QTextDocument document;
    document.setHtml((isOpen() ? m_message : m_listMessage)->text());
    return document.toPlainText();
}

void LessonPage::showList()
{
    m_live.reset();
    m_session.reset();
    if (m_folders.empty() && isWindow()) { // a lesson that is being tried out
        close();
        return;
    }
    m_list->clear();
    say({});
    for (const auto& root : m_folders)
        for (const auto& found : practice::findLessons(root)) {
            const bool good = found.problem.empty();
            auto* item = new QListWidgetItem(good
                    ? QString::fromStdString(found.title + "\n" + found.summary)
                    : tr("%1\nCannot be used: %2").arg(toText(found.folder.filename()), QString::fromStdString(found.problem)),
                m_list);
            item->setData(Qt::UserRole, toText(found.folder));
            if (!good)
                item->setForeground(colors::warning);
        }
    if (m_list->count() == 0)
        say(tr("There are no lessons. Practise > Lesson editor makes one from the open case."));
    m_list->setCurrentRow(0);
    m_parts->setCurrentIndex(0);
    m_list->setFocus();
}

bool LessonPage::openLesson(const std::filesystem::path& folder)
{
    try {
        begin(practice::loadLesson(folder), true);
        return true;
    } catch (const Error& error) {
        showList();
        say(QString::fromStdString(error.what()), true);
        return false;
    }
}

void LessonPage::tryLesson(Lesson lesson)
{
    begin(std::move(lesson), false);
}

void LessonPage::begin(Lesson lesson, bool scored)
{
    m_live.reset();
    m_session.reset();
    m_lesson = std::move(lesson);
    m_scored = scored;
    m_session = std::make_unique<EditorSession>(m_lesson.value);
    m_live = std::make_unique<LiveController>(*m_session, m_factory);
    connect(m_live.get(), &LiveController::pictureChanged, this, &LessonPage::showPicture);
    connect(m_live.get(), &LiveController::statusChanged, this, &LessonPage::showPicture);
    m_transform.fit();
    m_view->setPicture({}, false);
    m_view->setNotice(tr("The generator is drawing\u2026"));
    m_parts->setCurrentIndex(1);
    showStep(0);
}

void LessonPage::showPicture()
{
    if (!m_live)
        return;
    const LiveStatus status = m_live->status();
    if (status.hasPicture)
        m_view->setPicture(m_live->picture(), true);
    else if (!status.error.isEmpty())
        m_view->setNotice(status.error);
    QString state = !status.error.isEmpty() ? status.error
        : status.stale                      ? tr("The picture follows\u2026")
        : status.exact                      ? tr("The picture is up to date.")
                                            : tr("A preview; the exact picture follows.");
    state += QStringLiteral("<br>") + tr("Synthetic pictures. Not for diagnosis.");
    m_state->setText(state);
}

void LessonPage::showStep(std::size_t index)
{
    m_step = index;
    const practice::LessonStep& step = m_lesson.steps[index];
    m_hasAnswered = false;
    m_done.clear();
    m_samples = 0;
    m_values.clear();
    m_clock.start();
    m_title->setText(
        QStringLiteral("%1<br><span style='font-size:18px'>%2</span>")
            .arg(tr("%1 \u2013 step %2 of %3").arg(html(m_lesson.title)).arg(index + 1).arg(m_lesson.steps.size()), html(step.title)));
    QString text;
    for (const std::string& paragraph : step.text)
        text += QStringLiteral("<p style='margin:0 0 8px 0;line-height:125%'>%1</p>").arg(html(paragraph));
    m_text->setText(text);
    clear(*m_sliders);
    for (std::size_t i = 0; i < step.sliders.size(); ++i) {
        m_values.push_back(step.sliders[i].start);
        m_sliders->addWidget(makeSlider(i));
    }
    say({});
    apply();
    showQuestion();
    m_next->setText(index + 1 < m_lesson.steps.size() ? tr("Next step") : tr("End of the lesson"));
    describe(m_next, m_next->text(), tr("Goes on."));
    showPicture();
}

QWidget* LessonPage::makeSlider(std::size_t index)
{
    const LessonSlider& slider = m_lesson.steps[m_step].sliders[index];
    auto* name = new QLabel;
    name->setTextFormat(Qt::PlainText); // lessons come from elsewhere
    auto* bar = new QSlider(Qt::Horizontal);
    bar->setObjectName(QStringLiteral("lessonSlider%1").arg(index));
    // Tenths, but for things that are counted.
    const double unit = isWhole(slider.kind) ? 1 : 10;
    bar->setRange(static_cast<int>(std::lround(slider.from * unit)), static_cast<int>(std::lround(slider.to * unit)));
    bar->setSingleStep(isWhole(slider.kind) ? 1 : slider.kind == SliderKind::Size ? 20 : 5);
    bar->setPageStep(isWhole(slider.kind) ? 1 : std::max(1, (bar->maximum() - bar->minimum()) / 10));
    bar->setValue(static_cast<int>(std::lround(slider.start * unit)));
    describe(bar, QString::fromStdString(slider.name), tr("Changes the case; the picture follows."), tr("arrow keys"));
    const auto write = [this, name, index](double value) {
        const LessonSlider& each = m_lesson.steps[m_step].sliders[index];
        name->setText(QStringLiteral("%1: %2").arg(QString::fromStdString(each.name), valueText(each, value)));
    };
    write(slider.start);
    connect(bar, &QSlider::valueChanged, this, [this, index, unit, write](int position) {
        write(position / unit);
        slide(index, position / unit);
    });
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(2);
    column->addWidget(name);
    column->addWidget(bar);
    return part;
}

QString LessonPage::valueText(const LessonSlider& slider, double value) const
{
    switch (slider.kind) {
    case SliderKind::Size:
        return tr("%1 %").arg(locale().toString(value, 'f', 0));
    case SliderKind::Class:
        return classText(slider.classes.at(std::min(static_cast<std::size_t>(std::lround(value)), slider.classes.size() - 1)));
    case SliderKind::Septa:
        return locale().toString(value, 'f', 0);
    case SliderKind::Wall:
    case SliderKind::Septum:
    case SliderKind::Papilla:
        break;
    }
    if (value < 0.5)
        return tr("none");
    if (m_lesson.value.mmPerPixel)
        return tr("%1 mm").arg(locale().toString(value * *m_lesson.value.mmPerPixel, 'f', 1));
    return tr("%1 px").arg(locale().toString(value, 'f', 1));
}

void LessonPage::setSlider(std::size_t index, double value)
{
    if (auto* bar = findChild<QSlider*>(QStringLiteral("lessonSlider%1").arg(index)))
        bar->setValue(static_cast<int>(std::lround(value * (isWhole(m_lesson.steps[m_step].sliders[index].kind) ? 1 : 10))));
}

void LessonPage::slide(std::size_t index, double value)
{
    m_values[index] = value;
    // A stroke for each slider that is taken; who drags for hours is noted down up to a limit.
    const LessonSlider& slider = m_lesson.steps[m_step].sliders[index];
    const practice::Stroke::Sample sample{value, static_cast<double>(index), m_clock.elapsed()};
    const std::string text = valueText(slider, value).toStdString();
    const auto& done = m_done.strokes();
    const bool goesOn = !done.empty() && done.back().samples.front().y == sample.y;
    if (!m_hasAnswered && m_samples < mostSamples && (goesOn || done.size() < mostStrokes)) {
        ++m_samples;
        if (goesOn)
            m_done.noteMore(sample, text);
        else
            m_done.note({practice::Stroke::Tool::Slider, 0, {sample}, -1, slider.name, {text}});
    }
    apply();
}

void LessonPage::apply()
{
    const practice::LessonStep& step = m_lesson.steps[m_step];
    try {
        if (step.sliders.empty())
            m_session->cancelPreview(); // the case as it is
        else
            m_session->preview(QStringLiteral("Lesson"), {}, [&](Transaction& edit) { practice::applySliders(edit, step, m_values); });
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
    }
}

void LessonPage::showQuestion()
{
    clear(*m_choices);
    m_result->clear();
    m_result->hide();
    const auto& question = m_lesson.steps[m_step].question;
    m_question->setVisible(question.has_value());
    m_next->setEnabled(!question);
    if (!question)
        return;
    m_question->setText(QStringLiteral("<b>%1</b>").arg(html(question->text)));
    for (std::size_t i = 0; i < question->choices.size(); ++i) {
        const QString text = QString::fromStdString(question->choices[i]);
        auto* choice = new QRadioButton(broken(text, fontMetrics(), panelWidth - 80));
        choice->setAccessibleName(text);
        choice->setAccessibleDescription(tr("An answer to the question"));
        m_choiceGroup->addButton(choice, static_cast<int>(i));
        m_choices->addWidget(choice);
    }
}

void LessonPage::choose(int chosen)
{
    const auto& question = m_lesson.steps[m_step].question;
    if (!question || m_hasAnswered || chosen < 0 || chosen >= static_cast<int>(question->choices.size()))
        return;
    m_hasAnswered = true;
    m_choiceGroup->button(chosen)->setChecked(true);
    for (QAbstractButton* button : m_choiceGroup->buttons())
        button->setEnabled(false);
    const bool right = chosen == question->right;
    const std::string& wanted = question->choices[static_cast<std::size_t>(question->right)];
    m_result->setText(QStringLiteral("<p style='font-size:17px;font-weight:600'>%1</p><p>%2</p>")
                          .arg(right ? tr("Right") : tr("Not quite: %1").arg(html(wanted)), html(question->why)));
    m_result->show();
    m_next->setEnabled(true);
    m_next->setFocus();
    if (!m_scored)
        return;
    practice::Answer answer;
    answer.kind = practice::Kind::WhatIf;
    answer.wallMs = QDateTime::currentMSecsSinceEpoch();
    answer.durationMs = m_clock.elapsed();
    answer.source = m_lesson.title + ": " + m_lesson.steps[m_step].title;
    answer.model = m_live->info() ? m_live->info()->name : std::string();
    answer.trueClass = wanted;
    answer.givenClass = question->choices[static_cast<std::size_t>(chosen)];
    answer.right = right;
    m_done.note({practice::Stroke::Tool::Choice, 0, {{static_cast<double>(chosen), 0, answer.durationMs}}, -1, answer.givenClass});
    answer.strokes = m_done.strokes();
    Q_EMIT answered(answer, {m_live->picture(), {}});
}

void LessonPage::nextStep()
{
    if (!isOpen() || !m_next->isEnabled())
        return;
    if (m_step + 1 < m_lesson.steps.size())
        showStep(m_step + 1);
    else
        showList();
}

} // namespace sonosketch
