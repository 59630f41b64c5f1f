// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/reading_run.h"

#include <QWidget>

class QAbstractButton;
class QBoxLayout;
class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSlider;

namespace sonosketch {

class ReadingView;

/// The picture, the question below it, and how far the reader has come. Shows a ReadingRun; the window hands it the keys.
class ReadingTrialPage : public QWidget {
    Q_OBJECT

public:
    explicit ReadingTrialPage(ReadingRun& run, QWidget* parent = nullptr);

    ReadingView& view() { return *m_view; }
    /// One line for what lacks or failed; empty: nothing.
    void say(const QString& text);
    QString said() const;
    /// Gives the answer, or says what lacks.
    void give();
    void focusText();
    bool textHasFocus() const;

Q_SIGNALS:
    void pauseWanted();

private:
    QWidget* makeHead();
    QWidget* makeQuestion();
    void addAnswers(QBoxLayout* row);
    void addGrey(QBoxLayout* row);
    void showTrial();
    void showState();
    void showTime();

    ReadingRun& m_run;
    ReadingView* m_view;
    QLabel* m_progress;
    QProgressBar* m_bar;
    QLabel* m_time;
    QLabel* m_question;
    QLabel* m_hint;
    QLabel* m_notice; ///< what lacks or failed
    QButtonGroup* m_answers;
    QButtonGroup* m_confidence;
    QPlainTextEdit* m_text;
    QPushButton* m_give;
    QPushButton* m_none;
    QPushButton* m_retry;
    QPushButton* m_back;
    QPushButton* m_forward;
    QSlider* m_width;
    QSlider* m_level;
};

} // namespace sonosketch
