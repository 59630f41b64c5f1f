// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/file_status.h"

#include "app/panels/panel_parts.h"
#include "app/session/job_runner.h"
#include "app/session/project_session.h"
#include "app/session/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace sonosketch {

FileStatus::FileStatus(QStatusBar& bar, JobRunner& jobs, ProjectSession& project, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_project(project)
    , m_box(new QWidget)
    , m_title(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
    , m_saved(new QLabel)
{
    m_box->setObjectName(QStringLiteral("jobBox"));
    auto* row = new QHBoxLayout(m_box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setObjectName(QStringLiteral("jobTitle"));
    m_progress->setObjectName(QStringLiteral("jobProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFixedSize(110, 12);
    m_progress->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("jobCancel"));
    m_cancel->setText(tr("Cancel"));
    describe(m_cancel, tr("Cancel"), tr("Gives up what is being read; nothing is changed."));
    row->addWidget(m_title);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    m_box->hide();
    bar.addPermanentWidget(m_box);

    m_saved->setObjectName(QStringLiteral("statusSaved"));
    m_saved->setAccessibleName(tr("State of saving"));
    m_saved->setTextFormat(Qt::PlainText);
    m_saved->setAlignment(Qt::AlignCenter);
    int widest = 0; // of what it says in whatever language
    for (const QString& text : {tr("Saving %1").arg(8888), tr("No changes"), tr("Not saved"), tr("Saved")})
        widest = std::max(widest, m_saved->fontMetrics().horizontalAdvance(text));
    m_saved->setFixedSize(widest + 26, 24);
    bar.addPermanentWidget(m_saved);

    m_delay.setSingleShot(true);
    m_delay.setInterval(defaultDelayMs);
    m_pulse.setInterval(100);
    m_savePulse.setInterval(150);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_box->show();
        m_pulse.start();
        refreshJob();
    });
    connect(&m_pulse, &QTimer::timeout, this, &FileStatus::refreshJob);
    connect(&m_savePulse, &QTimer::timeout, this, &FileStatus::refreshSaved);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_jobs.cancel(); });
    connect(&jobs, &JobRunner::changed, this, &FileStatus::jobChanged);
    connect(&project, &ProjectSession::stateChanged, this, &FileStatus::refreshSaved);
    connect(&project, &ProjectSession::placeChanged, this, &FileStatus::refreshSaved);
    refreshSaved();
}

void FileStatus::jobChanged()
{
    if (!m_jobs.busy()) {
        m_delay.stop();
        m_pulse.stop();
        m_box->hide();
    } else if (!m_pulse.isActive()) {
        m_delay.start();
    } else {
        refreshJob();
    }
}

void FileStatus::refreshJob()
{
    m_title->setText(m_title->fontMetrics().elidedText(m_jobs.title(), Qt::ElideMiddle, 220));
    const double part = m_jobs.progress();
    m_progress->setRange(0, part < 0 ? 0 : 1000); // 0..0 moves to and fro
    if (part >= 0)
        m_progress->setValue(static_cast<int>(part * 1000));
    m_cancel->setEnabled(m_jobs.cancellable());
}

void FileStatus::refreshSaved()
{
    const ProjectSession::State state = m_project.state();
    const char* look = "calm";
    QString text, tip;
    switch (state) {
    case ProjectSession::State::Unchanged:
        text = tr("No changes");
        tip = tr("Every step is saved by itself; there is none yet.");
        break;
    case ProjectSession::State::Saved:
        text = tr("Saved");
        tip = m_project.isUntitled() ? tr("Every step is saved by itself, until the case gets a name in %1.")
                                     : tr("Every step is saved in %1.");
        tip = tip.arg(toText(m_project.path()));
        break;
    case ProjectSession::State::Saving:
        text = tr("Saving %1").arg(m_project.waiting());
        tip = tr("Steps on their way to the disk.");
        look = "busy";
        break;
    case ProjectSession::State::Failing:
        text = tr("Not saved");
        tip = tr("Not saved: %1").arg(m_project.failure());
        look = "warn";
        break;
    }
    if (m_saved->text() != text)
        m_saved->setText(text);
    m_saved->setToolTip(tip);
    m_saved->setAccessibleDescription(tip);
    const QVariant next = QString::fromLatin1(look);
    if (m_saved->property("look") != next) {
        m_saved->setProperty("look", next);
        m_saved->style()->unpolish(m_saved);
        m_saved->style()->polish(m_saved);
    }
    const bool moving = state == ProjectSession::State::Saving;
    if (moving != m_savePulse.isActive())
        moving ? m_savePulse.start() : m_savePulse.stop();
}

} // namespace sonosketch
