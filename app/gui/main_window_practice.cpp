// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"
#include "app/session/settings.h"
#include "app/session/text.h"
#include "app/study/lesson_editor.h"
#include "app/study/practice_window.h"
#include "core/base/error.h"

#include <QSettings>

// Trainee mode: windows of their own beside the editor.
namespace sonosketch {

namespace {
constexpr const char* foldersKey = "practice/folders";
constexpr int mostFolders = 64; ///< of the settings' file, which anybody may have written

std::vector<std::filesystem::path> storedFolders()
{
    std::vector<std::filesystem::path> folders;
    for (const QString& folder : openSettings()->value(QLatin1String(foldersKey)).toStringList().mid(0, mostFolders))
        if (!folder.isEmpty())
            folders.push_back(toPath(folder));
    return folders;
}
} // namespace

GeneratorFactory MainWindow::practiceFactory() const
{
    return m_live.factory() ? m_live.factory() : m_firstFactory;
}

PracticeWindow* MainWindow::practice()
{
    // One that is closed is made anew: the editor may use another model by now.
    if (m_practice && !m_practice->isVisible()) {
        delete m_practice;
        m_practice = nullptr;
    }
    const auto open = std::make_shared<const Case>(m_session.value().clone());
    try {
        if (m_practice) {
            m_practice->choice().setOpenCase(open);
        } else {
            PracticeSetup setup = standardPractice(practiceFactory());
            setup.open = open;
            setup.folders = storedFolders();
            m_practice = new PracticeWindow(std::move(setup), this);
            connect(&m_practice->choice(), &CaseChoice::chosen, this,
                [](const QStringList& folders) { openSettings()->setValue(QLatin1String(foldersKey), folders); });
            connect(&m_session, &EditorSession::caseOpened, m_practice,
                [this] { m_practice->choice().setOpenCase(std::make_shared<const Case>(m_session.value().clone())); });
        }
    } catch (const Error& error) {
        complain(error);
        return nullptr;
    }
    m_practice->show();
    m_practice->raise();
    m_practice->activateWindow();
    return m_practice;
}

LessonEditor* MainWindow::editLesson()
{
    auto* editor = new LessonEditor(m_session.value().clone(), practiceFactory(), this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    editor->show();
    return editor;
}

bool MainWindow::runPracticeCommand(Command id)
{
    using Page = PracticeWindow::Page;
    const auto show = [this](Page page) {
        if (PracticeWindow* window = practice())
            window->showPage(page);
        return true;
    };
    switch (id) {
    case Command::PractisePaint:
        return show(Page::Paint);
    case Command::PractiseSpot:
        return show(Page::Spot);
    case Command::PractiseMeasure:
        return show(Page::Measure);
    case Command::PractiseWhatIf:
        return show(Page::WhatIf);
    case Command::PractiseProgress:
        return show(Page::Progress);
    case Command::LessonEditor:
        editLesson();
        return true;
    default:
        return false;
    }
}

} // namespace sonosketch
