// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_plot.h"
#include "app/study/practice_view.h"

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

/// What was done so far: plots of each class, every answer, replays stroke by stroke, CSV.
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
    /// The moment of the replay, in milliseconds since the task was shown.
    void seek(int ms);
    /// Throws Error(WriteFailed).
    void exportCsv(const std::filesystem::path& file) const;
    QString message() const;

private:
    QWidget* makeReplayPart();
    void showAnswers();
    void askForCsv();
    void say(const QString& text, bool warning = false);

    LabelPalette m_palette;
    const practice::ProgressStore* m_store = nullptr;
    std::vector<practice::Answer> m_answers;
    practice::Answer m_replayed;
    practice::StrokeReplay m_strokes; ///< of it, as far as the slider
    QTimer m_timer;
    ViewTransform m_transform;
    QComboBox* m_kinds;
    QStackedWidget* m_parts;
    PracticePlot* m_plot;
    PracticeView* m_view;
    QSlider* m_moment;
    QPushButton *m_play, *m_replay;
    QTreeWidget* m_list;
    QLabel *m_message, *m_moments;
};

/// "Find and paint" and so on.
QString practiceKindText(practice::Kind kind);

} // namespace sonosketch
