// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/help_window.h"
#include "app/gui/main_window.h"
#include "app/gui/preferences.h"
#include "app/gui/welcome_page.h"
#include "app/session/settings.h"

#include <QDockWidget>
#include <QLocale>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>

// The program around the editor: what it remembers of its window, the welcome page, preferences and help.
namespace sonosketch {

namespace {
constexpr int layoutVersion = 2; ///< to be raised when docks or toolbars change, so that an old layout is not forced upon new ones

QString layerKey(Layer layer, const char* what)
{
    return QStringLiteral("layers/%1/%2").arg(static_cast<int>(layer)).arg(QLatin1String(what));
}
} // namespace

void MainWindow::restoreState()
{
    m_keepsState = true;
    const auto settings = openSettings();
    if (QMainWindow::restoreGeometry(settings->value(QStringLiteral("window/geometry")).toByteArray())
        && QMainWindow::restoreState(settings->value(QStringLiteral("window/layout")).toByteArray(), layoutVersion))
        m_arranged = true;
    if (auto* splitter = findChild<QSplitter*>(QStringLiteral("viewSplitter")))
        splitter->restoreState(settings->value(QStringLiteral("window/views")).toByteArray());
    for (const Layer layer : allLayers) {
        const LayerStyle& style = m_layers.style(layer);
        m_layers.setVisible(layer, settings->value(layerKey(layer, "visible"), style.visible).toBool());
        m_layers.setOpacity(layer, settings->value(layerKey(layer, "opacity"), style.opacity).toDouble());
    }
    m_tools.restore(settings->value(QStringLiteral("tools")).toMap());
}

void MainWindow::storeState() const
{
    const auto settings = openSettings();
    settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings->setValue(QStringLiteral("window/layout"), saveState(layoutVersion));
    if (const auto* splitter = findChild<QSplitter*>(QStringLiteral("viewSplitter")))
        settings->setValue(QStringLiteral("window/views"), splitter->saveState());
    for (const Layer layer : allLayers) {
        settings->setValue(layerKey(layer, "visible"), m_layers.style(layer).visible);
        settings->setValue(layerKey(layer, "opacity"), m_layers.style(layer).opacity);
    }
    settings->setValue(QStringLiteral("tools"), m_tools.stored());
}

void MainWindow::resetLayout()
{
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    for (QToolBar* bar : findChildren<QToolBar*>())
        bar->show();
    arrangePanels();
}

void MainWindow::showWelcome()
{
    auto* pages = findChild<QStackedWidget*>(QStringLiteral("pages"));
    if (!m_welcome) {
        m_welcome = new WelcomePage;
        pages->addWidget(m_welcome);
        connect(m_welcome, &WelcomePage::closed, this, &MainWindow::hideWelcome);
        connect(m_welcome, &WelcomePage::openRequested, this, [this] { m_commands.action(Command::Open)->trigger(); });
        connect(m_welcome, &WelcomePage::guideRequested, this, [this] { help().showGuide(); });
        connect(m_welcome, &WelcomePage::caseChosen, this, &MainWindow::startOpening);
        connect(&m_session, &EditorSession::caseOpened, this, &MainWindow::hideWelcome);
    }
    std::vector<WelcomePage::Recent> recent;
    for (const RecentFile& file : m_recent.entries())
        recent.push_back({file.title, QLocale().toString(file.time, QLocale::ShortFormat), file.path});
    m_welcome->setRecent(recent);
    m_canvas->cancelGesture();
    pages->setCurrentWidget(m_welcome);
    m_welcome->setFocus();
}

void MainWindow::hideWelcome()
{
    auto* pages = findChild<QStackedWidget*>(QStringLiteral("pages"));
    pages->setCurrentIndex(0);
    m_canvas->setFocus();
}

void MainWindow::welcomeAtFirstStart()
{
    const auto settings = openSettings();
    const QString seen = QStringLiteral("welcome/seen");
    if (settings->value(seen).toBool())
        return;
    settings->setValue(seen, true);
    showWelcome();
}

HelpWindow& MainWindow::help()
{
    if (!m_help)
        m_help = new HelpWindow(this);
    return *m_help;
}

Preferences& MainWindow::preferences()
{
    if (!m_preferences) {
        m_preferences = new Preferences(this);
        connect(m_preferences, &Preferences::layoutResetRequested, this, &MainWindow::resetLayout);
    }
    return *m_preferences;
}

bool MainWindow::runProgramCommand(Command id)
{
    switch (id) {
    case Command::ShowPreferences:
        preferences().showPage(Preferences::Page::General);
        return true;
    case Command::ShowShortcuts:
        preferences().showPage(Preferences::Page::Keys);
        return true;
    case Command::FullScreen:
        setWindowState(windowState() ^ Qt::WindowFullScreen);
        return true;
    case Command::ResetLayout:
        resetLayout();
        return true;
    case Command::Welcome:
        showWelcome();
        return true;
    case Command::UserGuide:
        help().showGuide();
        return true;
    case Command::About:
        showAbout();
        return true;
    default:
        return false;
    }
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About SonoSketch"),
        tr("<b>SonoSketch</b><p>Paint labels and sketches, and see a synthetic ultrasound image follow the pen.</p>"
           "<p>Every picture it makes is synthetic. It is for research and training, <b>not for diagnosis</b>.</p>"
           "<p>%1</p>")
            .arg(QString::fromStdString(m_session.value().provenance.attribution).toHtmlEscaped()));
}

} // namespace sonosketch
