// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"
#include "app/study/lesson_editor.h"
#include "app/study/practice_window.h"
#include "core/base/error.h"

// Trainee mode: windows of their own beside the editor.
namespace sonosketch {

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
    try {
        if (!m_practice)
            m_practice = new PracticeWindow(standardPractice(practiceFactory()), this);
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
