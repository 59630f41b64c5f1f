// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/compare_pane.h"
#include "app/compare/compare_view.h"
#include "app/gui/main_window.h"
#include "app/gui/notice_bar.h"
#include "app/gui/status_strip.h"
#include "app/panels/history_panel.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"

#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

// History, comparison and edit stories in the window.
namespace sonosketch {

void MainWindow::connectHistory()
{
    connect(m_historyPanel, &HistoryPanel::said, m_status, &StatusStrip::say);
    connect(m_historyPanel, &HistoryPanel::warned, m_status, &StatusStrip::warn);
    connect(m_historyPanel, &HistoryPanel::modelWanted, this, &MainWindow::useModelOf);
    connect(m_historyPanel, &HistoryPanel::compareWanted, this, [this](HistoryTree::NodeId node, bool withScan) {
        using Kind = CompareSource::Kind;
        comparePane().compare({Kind::Node, node, {}}, {withScan ? Kind::Scan : Kind::Present, 0, {}});
        showComparison(true);
    });
    // A step brings its model back with it; where that model is not at hand, the present one renders the step, and the line says so.
    connect(&m_nodePictures, &NodePictures::otherModel, this, [this](HistoryTree::NodeId node) {
        const std::string& hash = m_nodePictures.model(node).hash;
        const QString name = QString::fromStdString(m_nodePictures.model(node).name);
        if (const auto* entry = m_models.find(hash)) {
            m_status->say(tr("Step %1 was made with %2, which is loaded again").arg(node).arg(name));
            m_live.setFactory(entry->factory);
        } else {
            m_status->say(tr("Step %1 was made with %2, which is not at hand: the present model renders it anew").arg(node).arg(name));
        }
    });
    buildModelMenu();
    // The project keeps every thumbnail, and the pictures of pinned steps: those of the others can be made again, and would fill disks.
    connect(&m_nodePictures, &NodePictures::thumbnailReady, &m_project, &ProjectSession::setThumbnail);
    connect(&m_nodePictures, &NodePictures::pictureReady, this,
        [this](HistoryTree::NodeId node, const ProjectModel& model, const NodePictures::Png& png) {
            if (m_session.history().node(node).pinned)
                m_project.setPicture(node, model, png);
        });
    connect(&m_session, &EditorSession::nodeMarked, this, [this](HistoryTree::NodeId node) {
        const auto* png = m_nodePictures.pictureFile(node);
        if (!m_session.history().node(node).pinned)
            m_project.removePicture(node);
        else if (png)
            m_project.setPicture(node, m_nodePictures.model(node), *png);
    });
    connect(&m_live, &LiveController::fellBack, this, [this](const QString& reason) {
        m_notices->post(QStringLiteral("noticeDevice"),
            tr("The graphics card failed (%1); the model now runs on the processor.").arg(reason),
            {{tr("Close"), tr("The processor goes on, more slowly, until the program is started again."), {}}});
    });
    // Whatever model the window comes to use can be found again by its hash.
    connect(&m_live, &LiveController::statusChanged, this, [this] {
        if (const auto& info = m_live.info(); info && !m_models.find(info->hash)) {
            m_models.add({info->name, info->hash, {}, m_live.factory()});
            updateCommands();
        }
    });

    auto* progress = new QProgressBar;
    progress->setObjectName(QStringLiteral("storyProgress"));
    progress->setFixedSize(120, 12);
    progress->setTextVisible(false);
    progress->setAccessibleName(tr("Export of the story"));
    progress->setToolTip(tr("How much of the story is written."));
    auto* stop = new QToolButton;
    stop->setObjectName(QStringLiteral("storyCancel"));
    stop->setText(tr("Cancel"));
    describe(stop, tr("Cancel export"), tr("Stops writing the story; nothing of it stays."));
    for (QWidget* part : std::initializer_list<QWidget*>{progress, stop}) {
        part->hide();
        statusBar()->addPermanentWidget(part);
    }
    connect(stop, &QToolButton::clicked, &m_story, &StoryJob::cancel);
    connect(&m_story, &StoryJob::runningChanged, this, [this, progress, stop] {
        progress->setVisible(m_story.isRunning());
        stop->setVisible(m_story.isRunning());
    });
    connect(&m_story, &StoryJob::progressed, progress, [progress](int done, int total) {
        progress->setMaximum(total);
        progress->setValue(done);
    });
    connect(&m_story, &StoryJob::finished, this, [this](const QString& target) { m_status->say(tr("Wrote %1").arg(target)); });
    connect(&m_story, &StoryJob::failed, this, [this](const QString& reason) { m_status->warn(reason); });
    connect(&m_story, &StoryJob::cancelled, this, [this] { m_status->say(tr("Export cancelled; nothing was written")); });
}

void MainWindow::buildModelMenu()
{
    auto* menu = new QMenu(tr("&Model"), this);
    menu->setObjectName(QStringLiteral("modelMenu"));
    menu->setToolTipsVisible(true);
    for (QAction* top : menuBar()->actions())
        if (top->menu() && top->menu()->actions().contains(m_commands.action(Command::AutoSketch))) {
            top->menu()->addSeparator();
            top->menu()->addMenu(menu);
        }
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const auto& info = m_live.info();
        for (const ModelCatalogue::Entry& entry : m_models.entries()) {
            QAction* action = menu->addAction(QString::fromStdString(entry.name));
            action->setCheckable(true);
            action->setChecked(info && info->hash == entry.hash);
            action->setToolTip(tr("SHA-256 %1").arg(QString::fromStdString(entry.hash)));
            connect(action, &QAction::triggered, this, [this, hash = entry.hash] { useModel(hash); });
        }
        menu->addSeparator();
        connect(menu->addAction(tr("&Folder\u2026")), &QAction::triggered, this, [this] {
            const QString folder = QFileDialog::getExistingDirectory(this, tr("Model folder"));
            if (!folder.isEmpty())
                m_tools.attempt([&] { useModel(m_models.addFolder(toPath(folder))); });
        });
    });
}

void MainWindow::useModel(const std::string& hash)
{
    if (const auto* entry = m_models.find(hash)) {
        m_status->say(tr("Loading the model %1").arg(QString::fromStdString(entry->name)));
        m_live.setFactory(entry->factory);
    }
}

ComparePane& MainWindow::comparePane()
{
    if (!m_comparePane) {
        m_comparePane = new ComparePane(m_session, m_live, m_nodePictures, m_pictureService, m_models);
        m_compareDock = new QDockWidget(tr("Compare"), this);
        m_compareDock->setObjectName(QStringLiteral("dockCompare"));
        m_compareDock->setWidget(m_comparePane);
        addDockWidget(Qt::BottomDockWidgetArea, m_compareDock);
        // Two pictures need room: a window of its own, which can be docked.
        m_compareDock->setFloating(true);
        m_compareDock->resize(1060, 680);
        m_compareDock->hide();
        connect(m_comparePane, &ComparePane::folderWanted, this, &MainWindow::compareFolder);
    }
    return *m_comparePane;
}

void MainWindow::showComparison(bool show)
{
    comparePane();
    m_compareDock->setVisible(show);
    if (!show)
        return;
    if (m_compareDock->isFloating() && m_compareDock->pos().isNull())
        m_compareDock->move(mapToGlobal(rect().center()) - m_compareDock->rect().center());
    m_compareDock->raise();
    m_comparePane->view(0).setFocus();
}

void MainWindow::compareFolder(int side)
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Model folder"));
    if (folder.isEmpty())
        return;
    std::string hash;
    if (m_tools.attempt([&] { hash = m_models.addFolder(toPath(folder)); }))
        comparePane().comparison().setSource(side, {CompareSource::Kind::OtherModel, 0, hash});
}

void MainWindow::useModelOf(HistoryTree::NodeId node)
{
    const ProjectModel model = m_nodePictures.model(node);
    if (!m_models.find(model.hash)) {
        m_status->warn(tr("The model %1 (SHA-256 %2\u2026) is not among the bundled models, nor was it used before.")
                           .arg(QString::fromStdString(model.name), QString::fromStdString(model.hash.substr(0, 12))));
        return;
    }
    useModel(model.hash);
}

bool MainWindow::runHistoryCommand(Command id)
{
    switch (id) {
    case Command::HistoryPin:
        m_historyPanel->togglePin();
        return true;
    case Command::HistoryRename:
        m_historyPanel->editName();
        return true;
    case Command::HistoryNote:
        m_historyPanel->editNote();
        return true;
    case Command::HistoryDelete:
        m_historyPanel->deleteBranch();
        return true;
    case Command::HistoryUseModel:
        useModelOf(m_session.history().current());
        return true;
    case Command::Compare:
        showComparison(!m_compareDock || m_compareDock->isHidden());
        return true;
    case Command::CompareNextMode:
        if (comparePane().isVisible())
            m_comparePane->nextMode();
        else
            showComparison(true);
        return true;
    case Command::CompareSwap:
        if (comparePane().isVisible())
            m_comparePane->swap();
        return true;
    case Command::ContactSheet:
        chooseStory(true);
        return true;
    case Command::ExportStory:
        chooseStory(false);
        return true;
    default:
        return false;
    }
}

void MainWindow::chooseStory(bool sheet)
{
    using Format = StoryJob::Format;
    QFileDialog dialog(this, sheet ? tr("Export contact sheet") : tr("Export story"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    const QString gif = tr("Animated GIF (*.gif)"), film = tr("WebM film (*.webm)"), folder = tr("Folder of pictures (*)");
    dialog.setNameFilters(sheet ? QStringList{tr("PNG image (*.png)")} : QStringList{gif, film, folder});
    const auto follow = [&](const QString& filter) {
        dialog.setDefaultSuffix(sheet ? QStringLiteral("png")
                : filter == gif       ? QStringLiteral("gif")
                : filter == film      ? QStringLiteral("webm")
                                      : QString());
    };
    connect(&dialog, &QFileDialog::filterSelected, &dialog, follow);
    follow(gif);
    dialog.selectFile(sheet ? tr("contact-sheet") : tr("story"));
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString chosen = dialog.selectedNameFilter();
    const Format format = sheet ? Format::ContactSheet : chosen == gif ? Format::Gif : chosen == film ? Format::Film : Format::Folder;
    // Whoever pinned steps and looks at those alone means those.
    auto steps = m_story.steps(StoryJob::Steps::Pinned);
    if (!m_historyPanel->showsPinnedOnly() || steps.empty())
        steps = m_story.steps(StoryJob::Steps::ToHere);
    m_story.start(toPath(dialog.selectedFiles().value(0)), format, steps);
}

} // namespace sonosketch
