// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/gui/file_status.h"
#include "app/gui/notice_bar.h"
#include "app/gui/status_strip.h"
#include "app/session/text.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>

// The project behind the window: saving under a name, the cases that were open last, what a killed program left behind, and closing.
namespace sonosketch {

void MainWindow::buildProjectParts()
{
    addToolBarBreak(Qt::TopToolBarArea);
    m_notices = new NoticeBar(this);
    addToolBar(Qt::TopToolBarArea, m_notices);
    m_notices->hide();
    m_fileStatus = new FileStatus(*statusBar(), m_jobs, m_project, this);

    m_recentMenu = new QMenu(tr("Open &recent"), this);
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    m_recentMenu->setToolTipsVisible(true);
    for (QAction* top : menuBar()->actions())
        if (top->menu() && top->menu()->actions().contains(m_commands.action(Command::ImportMask)))
            top->menu()->insertMenu(m_commands.action(Command::ImportMask), m_recentMenu);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    fillRecentMenu();

    connect(&m_session, &EditorSession::caseOpened, this, [this] { ++m_caseNumber; });
    connect(&m_project, &ProjectSession::placeChanged, this, &MainWindow::updateTitle);
    connect(&m_project, &ProjectSession::stateChanged, this, &MainWindow::projectStateChanged);
    connect(&m_project, &ProjectSession::refused, m_status, &StatusStrip::warn);
    // Another model is written at once; the one that the program began with not before a step is made: opening a project changes nothing in it.
    connect(&m_live, &LiveController::statusChanged, this, [this] {
        const auto& info = m_live.info();
        if (!info || m_model == ProjectModel{info->name, info->hash})
            return;
        const bool first = m_model.name.empty();
        m_model = {info->name, info->hash};
        if (!first || m_project.path().empty())
            m_project.setModel(m_model);
    });
    connect(&m_session, &EditorSession::nodeAdded, this, [this] {
        if (!m_model.name.empty())
            m_project.setModel(m_model);
    });
}

bool MainWindow::runProjectCommand(Command id)
{
    switch (id) {
    case Command::NewCase:
        newCase();
        return true;
    case Command::NewFromImage:
        chooseImage();
        return true;
    case Command::Open:
        chooseOpen();
        return true;
    case Command::OpenCase:
        chooseCase();
        return true;
    case Command::ImportMask:
        chooseMask();
        return true;
    case Command::ImportOra:
        chooseLayerImport();
        return true;
    case Command::Save:
        save();
        return true;
    case Command::SaveAs:
        chooseSaveAs();
        return true;
    case Command::ExportCase:
        chooseCaseExport();
        return true;
    case Command::ExportOra:
        chooseLayerExport();
        return true;
    case Command::SavePicture:
        choosePicture();
        return true;
    case Command::ExportSet:
        showExport();
        return true;
    case Command::ExportDicom:
        chooseDicomExport();
        return true;
    case Command::SendDicom:
        showDicomSending();
        return true;
    default:
        return false;
    }
}

void MainWindow::newCase()
{
    m_canvas->cancelGesture();
    OpenedDocument blank;
    blank.value = Case::blank(m_session.value().palette);
    blank.contents.initial = blank.value;
    if (m_project.state() == ProjectSession::State::Failing) {
        m_status->warn(tr("The present case cannot be written, and its last steps would be lost. Save it in another place first."));
        return;
    }
    m_project.adopt(std::move(blank));
    m_transform.fit();
    m_status->say(tr("New case"));
}

void MainWindow::save()
{
    m_session.commitSettings();
    if (m_project.isUntitled())
        return chooseSaveAs();
    m_saySaved = true;
    m_project.retry();
    projectStateChanged();
}

bool MainWindow::saveProjectAs(const std::filesystem::path& path, bool replace)
{
    return waitFor([&](Finished finished) { startSaveAs(path, replace, std::move(finished)); });
}

void MainWindow::startSaveAs(const std::filesystem::path& path, bool replace, Finished finished)
{
    std::error_code problem;
    if (!m_project.path().empty() && std::filesystem::weakly_canonical(path, problem) == m_project.path()) {
        save();
        return finished(true);
    }
    m_project.saveAs(path, replace, [this, path, finished](const std::optional<Error>& error) {
        if (error)
            complain(*error);
        else
            m_status->say(tr("Saved in %1; every step goes there from now on").arg(toText(path)));
        finished(!error);
    });
}

void MainWindow::chooseSaveAs()
{
    QFileDialog dialog(this, tr("Save as"), {}, tr("SonoSketch projects (*%1)").arg(QLatin1String(projectSuffix)));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QLatin1String(projectSuffix + 1));
    dialog.selectFile(m_project.fileName() + QLatin1String(projectSuffix));
    if (!m_project.isUntitled())
        dialog.setDirectory(toText(m_project.path().parent_path()));
    // The dialog has asked before an existing file is chosen.
    if (dialog.exec() == QDialog::Accepted)
        startSaveAs(toPath(dialog.selectedFiles().value(0)), true, [](bool) {});
}

void MainWindow::projectStateChanged()
{
    const ProjectSession::State state = m_project.state();
    setWindowModified(state == ProjectSession::State::Saving || state == ProjectSession::State::Failing);
    const QString notice = QStringLiteral("noticeNotSaved");
    if (state == ProjectSession::State::Failing) {
        m_saySaved = false;
        const QString text =
            tr("Not saved: %1 Your steps are kept in memory, and writing them is tried again by itself.").arg(m_project.failure());
        if (m_notices->has(notice))
            m_notices->setText(notice, text);
        else
            m_notices->post(notice, text,
                {{tr("Save as\u2026"), tr("Saves everything in another place and goes on there."),
                     [this] {
                         chooseSaveAs();
                         projectStateChanged();
                     }},
                    {tr("Try again"), tr("Tries to write once more now."), [this] {
                         m_project.retry();
                         projectStateChanged();
                     }}});
    } else if (m_notices->has(notice)) {
        m_notices->withdraw(notice);
        m_status->say(tr("Everything is saved again"));
    }
    if (m_saySaved && state != ProjectSession::State::Saving) {
        m_saySaved = false;
        m_status->say(tr("Saved in %1").arg(toText(m_project.path())));
    }
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    for (const RecentFile& entry : m_recent.entries()) {
        // A name may hold an ampersand, which a menu would take for a mnemonic.
        QAction* action = m_recentMenu->addAction(QString(entry.title).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(toText(entry.path));
        action->setStatusTip(toText(entry.path));
        connect(action, &QAction::triggered, this, [this, path = entry.path] { startOpening(path); });
    }
    m_recentMenu->setEnabled(true);
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::offerRecovery()
{
    m_jobs.start(
        JobRunner::Kind::Silent, {}, [folder = m_project.folder()](JobContext&) { return findLeftProjects(folder); },
        [this](const std::vector<LeftProject>& left) {
            if (!left.empty())
                showRecovery(left);
        });
}

void MainWindow::showRecovery(const std::vector<LeftProject>& left)
{
    const LeftProject& newest = left.front();
    const QString when = QLocale().toString(newest.time, QLocale::ShortFormat);
    const QString name = newest.title.isEmpty() ? tr("Untitled case") : newest.title;
    QString text = tr("SonoSketch was ended while \u201c%1\u201d was open (%2). ").arg(name, when);
    if (newest.damaged)
        text += tr("Its project is damaged; what is intact can be recovered.");
    else
        text += newest.steps == 1 ? tr("Its one step can be recovered.") : tr("All of its %1 steps can be recovered.").arg(newest.steps);
    if (left.size() > 1)
        text += tr(" There are %1 more such cases; recovering puts them under Open recent.").arg(left.size() - 1);
    QPixmap thumbnail;
    if (!newest.thumbnail.empty() && thumbnail.loadFromData(newest.thumbnail.data(), static_cast<uint>(newest.thumbnail.size()), "PNG"))
        thumbnail = thumbnail.scaledToHeight(48, Qt::SmoothTransformation);
    const auto recover = [this, left] {
        open(left.front().path, left.front().damaged ? OpenMode::Salvage : OpenMode::Strict, [](bool) {});
        if (left.size() == 1)
            return;
        m_jobs.start(
            JobRunner::Kind::Silent, {},
            [left, folder = m_project.folder()](JobContext&) {
                RecentFiles recent(folder.recentFile());
                for (auto other = left.rbegin(); other != left.rend() - 1; ++other)
                    recent.add(folder.keep(other->path), untitledText(other->time));
            },
            [this] { fillRecentMenu(); });
    };
    const auto discard = [this, left] {
        m_jobs.start(
            JobRunner::Kind::Silent, {},
            [left, folder = m_project.folder()](JobContext&) {
                for (const LeftProject& project : left)
                    if (!folder.keeps(project.path)) // a case that was kept once stays under Recent
                        folder.discard(project.path);
            },
            [this] { m_status->say(tr("Discarded")); });
    };
    m_notices->post(QStringLiteral("noticeRecovery"), text,
        {{tr("Recover"), tr("Opens the case with all its steps."), recover}, {tr("Discard"), tr("Deletes what was left behind."), discard},
            {tr("Later"), tr("Asks again at the next start."), {}}},
        thumbnail);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_canvas->cancelGesture();
    m_session.commitSettings();
    if (m_keepsState)
        storeState();
    // Mostly nothing waits; a slow disk gets a moment, and only what cannot be written is worth a question.
    constexpr int patienceMs = 10'000;
    if (m_project.settle(patienceMs) || !m_askBeforeDiscard)
        return event->accept();
    const auto answer = QMessageBox::warning(this, tr("The last steps are not saved"),
        tr("%1\nNot written yet: %2. Closing now loses what was done last.").arg(m_project.failure()).arg(m_project.waiting()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save)
        chooseSaveAs();
    event->setAccepted(answer == QMessageBox::Discard);
}

} // namespace sonosketch
