// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_plot.h"
#include "app/study/practice_view.h"
#include "core/practice/progress_store.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTreeWidget;

namespace sonosketch {

/// What was done so far: plots of each class, every answer, replays of answers and whole sessions, stroke by stroke, CSV.
class ProgressPage : public QWidget {
    Q_OBJECT

public:
    explicit ProgressPage(LabelPalette palette, QWidget* parent = nullptr);

    /// Reads all answers anew; nothing is shown without a store. Must outlive the page, or be set to nullptr.
    void setStore(const practice::ProgressStore* store);
    PracticePlot& plot() { return *m_plot; }
    PracticeView& replayView() { return *m_view; }
    int answerCount() const;
    /// Shows how an answer was given. False if there is none.
    bool replay(std::int64_t id);
    /// Shows all answers of the session of this one, one after the other, from its first on. False if there is none.
    bool replaySession(std::int64_t id);
    /// The answer that is shown or was shown last; 0 for none.
    std::int64_t replayedId() const { return m_replayed.id; }
    bool isPlaying() const { return m_timer.isActive(); }
    /// What stands above the picture: which answer, and what was chosen and set by then, one line each.
    QString replayTitle() const;
    QString replayText() const;
    /// The moment of the replay, in milliseconds since the task was shown. The last one shows all that was done, and the truth.
    void seek(int ms);
    int moment() const;
    /// Throws Error(WriteFailed).
    void exportCsv(const std::filesystem::path& file) const;
    QString message() const;

private:
    QWidget* makeReplayPart();
    void showAnswers();
    void askForCsv();
    void say(const QString& text, bool warning = false);
    bool playAnswer(std::int64_t id);
    void setPlaying(bool on);
    void tick();

    LabelPalette m_palette;
    const practice::ProgressStore* m_store = nullptr;
    std::vector<practice::Answer> m_answers;
    practice::Answer m_replayed;
    practice::AnswerPictures m_pictures; ///< of it
    std::vector<std::int64_t> m_session; ///< the answers that are played; one alone unless it is a session
    std::size_t m_inSession = 0;         ///< which of them is shown
    int m_heldMs = 0;                    ///< how long its end has been shown
    practice::StrokeReplay m_strokes;    ///< of it, as far as the slider
    QTimer m_timer;
    ViewTransform m_transform;
    QComboBox* m_kinds;
    QStackedWidget* m_parts;
    PracticePlot* m_plot;
    PracticeView* m_view;
    QSlider* m_moment;
    QPushButton *m_play, *m_playSession, *m_replay;
    QTreeWidget* m_list;
    QLabel *m_message, *m_moments, *m_title, *m_doing;
};

/// "Find and paint" and so on.
QString practiceKindText(practice::Kind kind);

} // namespace sonosketch
