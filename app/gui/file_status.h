// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace sonosketch {

class JobRunner;
class ProjectSession;

/// The part of the status bar that files have: what is running, with progress and a button that cancels it, and whether the case is saved.
class FileStatus : public QObject {
    Q_OBJECT

public:
    /// What takes less time than this is not shown: a bar that flashes up tells nobody anything.
    static constexpr int defaultDelayMs = 500;

    FileStatus(QStatusBar& bar, JobRunner& jobs, ProjectSession& project, QObject* parent = nullptr);
    void setDelay(int milliseconds) { m_delay.setInterval(milliseconds); }

private:
    void jobChanged();
    void refreshJob();
    void refreshSaved();

    JobRunner& m_jobs;
    ProjectSession& m_project;
    QWidget* m_box;
    QLabel* m_title;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QLabel* m_saved;
    QTimer m_delay;
    QTimer m_pulse;
    QTimer m_savePulse;
};

} // namespace sonosketch
