// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/lesson_editor.h"

#include "app/canvas/colors.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "app/study/lesson_page.h"
#include "app/study/practice_window.h"
#include "core/base/error.h"
#include "core/edit/objects.h"
#include "core/imaging/canvas_size.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextDocument>

#include <cmath>
#include <utility>

namespace sonosketch {

using practice::LessonSlider;
using practice::LessonStep;
using practice::SliderKind;

namespace {

enum Column : int { Kind, Name, From, To, Start, Classes };

std::vector<std::string> linesOf(const QPlainTextEdit& edit)
{
    std::vector<std::string> lines;
    for (const QString& line : edit.toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        if (!line.trimmed().isEmpty())
            lines.push_back(line.simplified().toStdString());
    return lines;
}

QString linesFrom(const std::vector<std::string>& lines)
{
    QStringList all;
    for (const std::string& line : lines)
        all << QString::fromStdString(line);
    return all.join(QLatin1Char('\n'));
}

std::string lineOf(const QLineEdit& edit)
{
    return edit.text().simplified().toStdString();
}

/// As people write numbers here and everywhere; what is none goes into no lesson (checkLesson).
double numberOf(const QString& text, const QLocale& locale)
{
    bool good = false;
    const double plain = text.toDouble(&good);
    if (good)
        return plain;
    const double local = locale.toDouble(text, &good);
    return good ? local : std::nan("");
}

QString numberText(double value)
{
    return std::isfinite(value) ? QString::number(value) : QString();
}

bool sameText(const practice::Lesson& a, const practice::Lesson& b)
{
    return a.title == b.title && a.summary == b.summary && a.author == b.author && a.sources == b.sources && a.steps == b.steps;
}

} // namespace

practice::Lesson LessonEditor::lesson() const
{
    practice::Lesson lesson = m_lesson;
    lesson.title = lineOf(*m_title);
    lesson.summary = lineOf(*m_summary);
    lesson.author = lineOf(*m_author);
    lesson.sources = linesOf(*m_sources);
    return lesson;
}

void LessonEditor::setLesson(practice::Lesson lesson)
{
    m_lesson = std::move(lesson);
    if (m_lesson.steps.empty())
        m_lesson.steps.push_back({tr("First step").toStdString(), {}, {0, 0}, {}, {}});
    m_filling = true;
    m_title->setText(QString::fromStdString(m_lesson.title));
    m_summary->setText(QString::fromStdString(m_lesson.summary));
    m_author->setText(QString::fromStdString(m_lesson.author));
    for (QLineEdit* edit : {m_title, m_summary, m_author})
        edit->setCursorPosition(0);
    m_sources->setPlainText(linesFrom(m_lesson.sources));
    m_filling = false;
    m_saved = this->lesson();
    m_view->setPicture(m_lesson.value.source.empty() ? cv::Mat(m_lesson.value.labels != 0) : m_lesson.value.source, false);
    m_view->setTint(tintOf(m_lesson.value.labels, practice_colors::answer, 60));
    fillList();
    selectStep(0);
}

int LessonEditor::stepCount() const
{
    return static_cast<int>(m_lesson.steps.size());
}

void LessonEditor::fillList()
{
    const QSignalBlocker quiet(m_steps);
    m_steps->clear();
    for (std::size_t i = 0; i < m_lesson.steps.size(); ++i)
        m_steps->addItem(QStringLiteral("%1  %2").arg(i + 1).arg(QString::fromStdString(m_lesson.steps[i].title)));
}

void LessonEditor::selectStep(int index)
{
    if (index < 0 || index >= stepCount())
        return;
    commitCell();
    m_step = static_cast<std::size_t>(index);
    const QSignalBlocker quiet(m_steps);
    m_steps->setCurrentRow(index);
    showStep(m_step);
}

void LessonEditor::addStep()
{
    commitCell();
    if (m_lesson.steps.size() >= practice::maxLessonSteps)
        return say(tr("A lesson has up to %1 steps.").arg(practice::maxLessonSteps), true);
    LessonStep step;
    step.title = tr("New step").toStdString();
    step.object = m_lesson.steps[m_step].object;
    forgetWarnings();
    m_lesson.steps.insert(m_lesson.steps.begin() + static_cast<std::ptrdiff_t>(m_step) + 1, step);
    fillList();
    selectStep(static_cast<int>(m_step) + 1);
}

void LessonEditor::removeStep()
{
    commitCell();
    if (m_lesson.steps.size() < 2)
        return say(tr("A lesson has one step at least."), true);
    forgetWarnings();
    m_lesson.steps.erase(m_lesson.steps.begin() + static_cast<std::ptrdiff_t>(m_step));
    fillList();
    selectStep(static_cast<int>(std::min(m_step, m_lesson.steps.size() - 1)));
}

void LessonEditor::moveStep(int by)
{
    commitCell();
    const int to = static_cast<int>(m_step) + by;
    if (to < 0 || to >= stepCount())
        return;
    forgetWarnings();
    std::swap(m_lesson.steps[m_step], m_lesson.steps[static_cast<std::size_t>(to)]);
    fillList();
    selectStep(to);
}

void LessonEditor::showStep(std::size_t index)
{
    const LessonStep& step = m_lesson.steps[index];
    m_filling = true;
    m_stepTitle->setText(QString::fromStdString(step.title));
    m_text->setPlainText(linesFrom(step.text));
    m_sliders->setRowCount(0);
    for (const LessonSlider& slider : step.sliders)
        addSliderRow(slider);
    m_question->setText(step.question ? QString::fromStdString(step.question->text) : QString());
    m_choices->setPlainText(step.question ? linesFrom(step.question->choices) : QString());
    m_right->setValue(step.question ? step.question->right + 1 : 1);
    m_why->setText(step.question ? QString::fromStdString(step.question->why) : QString());
    m_filling = false;
    showObject();
}

void LessonEditor::take()
{
    if (m_filling)
        return;
    forgetWarnings();
    LessonStep& step = m_lesson.steps[m_step];
    step.title = lineOf(*m_stepTitle);
    step.text = linesOf(*m_text);
    step.sliders = sliders();
    step.question.reset();
    // An explanation alone is half a question too: it is kept, and saving says what is missing.
    if (!m_question->text().trimmed().isEmpty() || !m_choices->toPlainText().trimmed().isEmpty() || !m_why->text().trimmed().isEmpty())
        step.question = practice::LessonQuestion{lineOf(*m_question), linesOf(*m_choices), m_right->value() - 1, lineOf(*m_why)};
    if (auto* item = m_steps->item(static_cast<int>(m_step)))
        item->setText(QStringLiteral("%1  %2").arg(m_step + 1).arg(QString::fromStdString(step.title)));
}

void LessonEditor::addSliderRow(const LessonSlider& slider)
{
    const bool wasFilling = std::exchange(m_filling, true);
    const int row = m_sliders->rowCount();
    m_sliders->insertRow(row);
    auto* kind = new QComboBox;
    for (const SliderKind each :
        {SliderKind::Size, SliderKind::Class, SliderKind::Wall, SliderKind::Septa, SliderKind::Septum, SliderKind::Papilla})
        kind->addItem(QString::fromLatin1(practice::sliderName(each)), static_cast<int>(each));
    kind->setCurrentIndex(static_cast<int>(slider.kind));
    describe(
        kind, tr("What the slider changes"), tr("Size in per cent; wall, septum and papilla in pixels; septa by number; or the class."));
    m_sliders->setCellWidget(row, Kind, kind);
    m_sliders->setItem(row, Name, new QTableWidgetItem(QString::fromStdString(slider.name)));
    for (const auto& [column, value] : {std::pair(From, slider.from), {To, slider.to}, {Start, slider.start}})
        m_sliders->setItem(row, column, new QTableWidgetItem(numberText(value)));
    QStringList classes;
    for (const std::string& name : slider.classes)
        classes << QString::fromStdString(name);
    m_sliders->setItem(row, Classes, new QTableWidgetItem(classes.join(QStringLiteral(", "))));
    m_filling = wasFilling;
    connect(kind, &QComboBox::currentIndexChanged, this, [this, kind] {
        for (int each = 0; each < m_sliders->rowCount(); ++each)
            if (m_sliders->cellWidget(each, Kind) == kind)
                fitRange(each);
        take();
    });
}

void LessonEditor::fitRange(int row)
{
    const LessonSlider slider = sliders().at(static_cast<std::size_t>(row));
    double from = slider.from, to = slider.to, start = slider.start;
    if (slider.kind == SliderKind::Class) {
        start = 0;
    } else {
        const auto [low, high] = practice::sliderLimits(slider.kind);
        if (from >= low && to <= high && from < to && start >= from && start <= to)
            return;
        from = low;
        to = high;
        start = slider.kind == SliderKind::Size ? 100 : low;
    }
    const bool wasFilling = std::exchange(m_filling, true);
    for (const auto& [column, value] : {std::pair(From, from), {To, to}, {Start, start}})
        m_sliders->item(row, column)->setText(numberText(value));
    m_filling = wasFilling;
}

void LessonEditor::commitCell()
{
    m_sliders->setCurrentCell(-1, -1); // its editor closes and hands over
}

std::vector<LessonSlider> LessonEditor::sliders() const
{
    std::vector<LessonSlider> all;
    for (int row = 0; row < m_sliders->rowCount(); ++row) {
        LessonSlider slider;
        const auto text = [&](Column column) {
            const auto* item = m_sliders->item(row, column);
            return item ? item->text().simplified() : QString();
        };
        slider.kind = static_cast<SliderKind>(qobject_cast<QComboBox*>(m_sliders->cellWidget(row, Kind))->currentData().toInt());
        slider.name = text(Name).toStdString();
        slider.from = numberOf(text(From), locale());
        slider.to = numberOf(text(To), locale());
        slider.start = numberOf(text(Start), locale());
        if (slider.kind == SliderKind::Class) {
            for (const QString& name : text(Classes).split(QLatin1Char(','), Qt::SkipEmptyParts))
                slider.classes.push_back(name.trimmed().toStdString());
            slider.from = 0;
            slider.to = std::max(0.0, static_cast<double>(slider.classes.size()) - 1);
        }
        all.push_back(std::move(slider));
    }
    return all;
}

void LessonEditor::setObjectPlace(QPointF canvas)
{
    const auto inside = [](double value) { return std::clamp(std::floor(value), 0.0, canvasSize - 1.0) + 0.5; };
    m_lesson.steps[m_step].object = {inside(canvas.x()), inside(canvas.y())};
    forgetWarnings();
    showObject();
}

void LessonEditor::showObject()
{
    const LessonStep& step = m_lesson.steps[m_step];
    std::vector<PracticeView::Drawing> drawings;
    if (const auto object = objectAt(m_lesson.value, step.object)) {
        cv::Mat mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        object->mask.copyTo(mask(object->area));
        drawings.push_back(
            {outlineOf(mask), practice_colors::truth, Qt::SolidLine, classText(object->className), QPointF(step.object.x, step.object.y)});
        say({});
    } else if (!step.sliders.empty()) {
        say(tr("Click on the lesion that the sliders change."));
    }
    m_view->setDrawings(std::move(drawings));
}

bool LessonEditor::saveTo(const std::filesystem::path& folder)
{
    commitCell();
    try {
        const practice::Lesson whole = lesson();
        practice::saveLesson(whole, folder);
        m_saved = whole;
        m_lesson.folder = folder;
        say(tr("Saved: %1").arg(toText(folder)));
        return true;
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
        return false;
    }
}

bool LessonEditor::openFrom(const std::filesystem::path& folder)
{
    try {
        setLesson(practice::loadLesson(folder));
        m_warnedAtOpen = false;
        say(tr("Opened: %1").arg(toText(folder)));
        return true;
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
        return false;
    }
}

void LessonEditor::askForFolder(bool save)
{
    commitCell();
    std::error_code ignored;
    const bool bundled = std::filesystem::equivalent(m_lesson.folder.parent_path(), practice::bundledLessons(), ignored);
    if (save && !m_lesson.folder.empty() && !bundled) {
        saveTo(m_lesson.folder); // where it came from
        return;
    }
    if (!save && !sameText(lesson(), m_saved) && !std::exchange(m_warnedAtOpen, true)) {
        say(tr("The lesson is not saved. Open again to drop it."), true);
        return;
    }
    // There the practice window finds them.
    std::filesystem::create_directories(ownLessons(), ignored);
    const QString start = toText(ownLessons());
    const QString folder = save ? QFileDialog::getSaveFileName(this, tr("Save lesson as a folder"), start + QStringLiteral("/lesson"), {},
                               nullptr, QFileDialog::DontConfirmOverwrite)
                                : QFileDialog::getExistingDirectory(this, tr("Open a lesson"), start);
    if (folder.isEmpty())
        return;
    if (save)
        saveTo(toPath(folder));
    else
        openFrom(toPath(folder));
}

LessonPage* LessonEditor::tryOut()
{
    commitCell();
    practice::Lesson whole = lesson();
    try {
        practice::checkLesson(whole);
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
        return nullptr;
    }
    auto* page = new LessonPage(m_factory, {}, this);
    page->setWindowFlag(Qt::Window);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->setWindowTitle(tr("Try the lesson \u2013 SonoSketch"));
    page->resize(1000, 680);
    page->tryLesson(std::move(whole));
    page->show();
    return page;
}

void LessonEditor::say(const QString& text, bool warning)
{
    m_message->setText(warning ? QStringLiteral("<span style='color:%1'>%2</span>").arg(colors::warning.name(), text.toHtmlEscaped())
                               : text.toHtmlEscaped());
}

QString LessonEditor::message() const
{
    QTextDocument document;
    document.setHtml(m_message->text());
    return document.toPlainText();
}

void LessonEditor::closeEvent(QCloseEvent* event)
{
    commitCell();
    if (!sameText(lesson(), m_saved) && !m_warnedAtClose) {
        m_warnedAtClose = true;
        say(tr("The lesson is not saved. Close again to drop it."), true);
        event->ignore();
        return;
    }
    event->accept();
}

} // namespace sonosketch
