// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/editor_session.h"
#include "app/session/live_controller.h"
#include "app/study/practice_view.h"
#include "core/practice/lesson.h"
#include "core/practice/progress_store.h"

#include <QElapsedTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace sonosketch {

/// What if: a list of lessons; then the steps of one: text, sliders that change the case and with it the live picture, a question.
class LessonPage : public QWidget {
    Q_OBJECT

public:
    /// `folders` are searched for lessons, in their order.
    LessonPage(GeneratorFactory factory, std::vector<std::filesystem::path> folders, QWidget* parent = nullptr);
    ~LessonPage() override;

    /// Reads the folders again.
    void showList();
    /// False, with a sentence on the page, if it cannot be read.
    bool openLesson(const std::filesystem::path& folder);
    /// A lesson that is not in a folder yet, to try it; answers are not scored.
    void tryLesson(practice::Lesson lesson);

    bool isOpen() const { return m_session != nullptr; }
    std::size_t stepIndex() const { return m_step; }
    const practice::Lesson& lesson() const { return m_lesson; }
    LiveController& live() { return *m_live; }
    EditorSession& session() { return *m_session; }
    PracticeView& view() { return *m_view; }
    /// Sets a slider of the step as a hand does.
    void setSlider(std::size_t index, double value);
    void choose(int choice);
    void nextStep();
    QString message() const;

Q_SIGNALS:
    void answered(const sonosketch::practice::Answer& answer, const sonosketch::practice::AnswerPictures& pictures);

private:
    QWidget* makeListPart();
    QWidget* makeLessonPart();
    void begin(practice::Lesson lesson, bool scored);
    void showStep(std::size_t index);
    QWidget* makeSlider(std::size_t index);
    void slide(std::size_t index, double value);
    void apply();
    void showPicture();
    void showQuestion();
    void say(const QString& text, bool warning = false);
    QString valueText(const practice::LessonSlider& slider, double value) const;

    GeneratorFactory m_factory;
    std::vector<std::filesystem::path> m_folders;
    practice::Lesson m_lesson;
    bool m_scored = true;
    std::size_t m_step = 0;
    std::vector<double> m_values;
    practice::AnswerSheet m_done; ///< sliders moved in this step, for replays
    std::size_t m_samples = 0;    ///< of them
    bool m_hasAnswered = false;
    QElapsedTimer m_clock;
    std::unique_ptr<EditorSession> m_session;
    std::unique_ptr<LiveController> m_live;

    ViewTransform m_transform;
    QStackedWidget* m_parts;
    QListWidget* m_list;
    QLabel *m_listMessage, *m_title, *m_text, *m_state, *m_message, *m_result, *m_question;
    PracticeView* m_view;
    QVBoxLayout *m_sliders, *m_choices;
    QButtonGroup* m_choiceGroup;
    QPushButton *m_back, *m_next;
};

} // namespace sonosketch
