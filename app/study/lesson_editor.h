// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_view.h"
#include "core/inference/generator_factory.h"
#include "core/practice/lesson.h"

#include <QWidget>

#include <filesystem>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QSpinBox;
class QTableWidget;

namespace sonosketch {

class LessonPage;

/// Makes a lesson from a case: steps with text, sliders for an object, and a question. Nothing is written before it is saved.
class LessonEditor : public QWidget {
    Q_OBJECT

public:
    LessonEditor(Case value, GeneratorFactory factory, QWidget* parent = nullptr);

    /// What is in the fields, not checked.
    practice::Lesson lesson() const;
    void setLesson(practice::Lesson lesson);
    int stepCount() const;
    void selectStep(int index);
    void addStep();
    void removeStep();
    /// The place on the lesion that the step's sliders change: a click on the picture.
    void setObjectPlace(QPointF canvas);
    /// False, with a sentence at the bottom, if something is missing or the folder cannot be written; an older lesson there is kept then.
    bool saveTo(const std::filesystem::path& folder);
    bool openFrom(const std::filesystem::path& folder);
    /// Runs it in a window of its own, without scores; nullptr if something is missing.
    LessonPage* tryOut();
    QString message() const;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeSteps();
    QWidget* makeFields();
    void moveStep(int by);
    /// From the fields into m_lesson.steps[m_step], and back.
    void take();
    void showStep(std::size_t index);
    void fillList();
    void addSliderRow(const practice::LessonSlider& slider);
    /// A kind was chosen in a row: numbers that mean nothing to it make room for its own.
    void fitRange(int row);
    /// Takes what is being typed into a cell of the sliders, as leaving the cell does.
    void commitCell();
    /// The lesson has changed: whoever was warned that it is not saved is warned again.
    void forgetWarnings() { m_warnedAtClose = m_warnedAtOpen = false; }
    std::vector<practice::LessonSlider> sliders() const;
    void showObject();
    void askForFolder(bool save);
    void say(const QString& text, bool warning = false);

    practice::Lesson m_lesson;
    practice::Lesson m_saved; ///< what is on the disk, or at the start
    GeneratorFactory m_factory;
    std::size_t m_step = 0;
    bool m_filling = false, m_warnedAtClose = false, m_warnedAtOpen = false;

    ViewTransform m_transform;
    PracticeView* m_view;
    QListWidget* m_steps;
    QLineEdit *m_title, *m_summary, *m_author, *m_stepTitle, *m_question, *m_why;
    QPlainTextEdit *m_sources, *m_text, *m_choices;
    QTableWidget* m_sliders;
    QSpinBox* m_right;
    QLabel* m_message;
};

} // namespace sonosketch
