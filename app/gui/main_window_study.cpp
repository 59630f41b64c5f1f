// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"
#include "app/gui/status_strip.h"
#include "app/session/text.h"
#include "app/study/plan_builder_window.h"
#include "app/study/report_window.h"
#include "core/base/error.h"
#include "core/study/plan.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QProcess>

// Reader studies from the editor's menu.
namespace sonosketch {

namespace {
void bringUp(QWidget& window)
{
    window.show();
    window.raise();
    window.activateWindow();
}
} // namespace

PlanBuilderWindow& MainWindow::planBuilder()
{
    if (!m_planBuilder) {
        m_planBuilder = new PlanBuilderWindow(m_models, this);
        connect(m_planBuilder, &PlanBuilderWindow::readWanted, this, &MainWindow::readStudy);
        connect(m_planBuilder, &PlanBuilderWindow::made, this,
            [this](const QString& folder) { m_status->say(tr("Made the study %1").arg(folder)); });
    }
    return *m_planBuilder;
}

StudyReportWindow& MainWindow::studyReport()
{
    if (!m_studyReport)
        m_studyReport = new StudyReportWindow(this);
    return *m_studyReport;
}

void MainWindow::readStudy(const QString& folder)
{
    try {
        study::loadPlan(toPath(folder)); // what is wrong with it is said here, before a window opens
    } catch (const Error& error) {
        m_status->warn(QString::fromStdString(error.what()));
        return;
    }
    const QStringList arguments{QStringLiteral("--study"), folder};
    const bool started =
        m_startReading ? m_startReading(arguments) : QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments);
    if (started)
        m_status->say(tr("The reading window opens in a process of its own"));
    else
        m_status->warn(tr("The reading window cannot be started. Start it by hand: sonosketch --study %1").arg(folder));
}

void MainWindow::chooseStudy()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Study folder"));
    if (!folder.isEmpty())
        readStudy(folder);
}

bool MainWindow::runStudyCommand(Command id)
{
    switch (id) {
    case Command::StudyRead:
        chooseStudy();
        return true;
    case Command::StudyMake:
        bringUp(planBuilder());
        return true;
    case Command::StudyReport:
        bringUp(studyReport());
        return true;
    default:
        return false;
    }
}

} // namespace sonosketch
