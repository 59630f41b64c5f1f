// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_window.h"
#include "tests/support/check.h"
#include "tests/support/drawing_generator.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>

namespace sonosketch::test {

/// A practice window over a drawn case and a drawing generator, with a log of its own.
class PracticeStage {
public:
    explicit PracticeStage(std::filesystem::path log, std::vector<std::filesystem::path> lessons = {}, std::uint64_t seed = 5)
        : control(std::make_shared<DrawingControl>())
    {
        PracticeSetup setup;
        setup.cases = {std::make_shared<const Case>(drawnCase())};
        setup.factory = drawingFactory(setup.cases.front()->palette, control);
        setup.storeFile = std::move(log);
        setup.lessonFolders = std::move(lessons);
        setup.seed = seed;
        window = std::make_unique<PracticeWindow>(std::move(setup));
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qWarning("the window did not become active; keys will not arrive");
    }
    /// Waits until a task is there, or cannot be.
    static bool waitFor(const PracticePage& page)
    {
        return QTest::qWaitFor([&] { return page.state() != PracticePage::State::Waiting; }, 20'000);
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<PracticeWindow> window;
};

inline void sendMouse(PracticeView& view, QEvent::Type type, QPointF canvas, bool down)
{
    const QPointF local = view.toWidget(canvas);
    QMouseEvent event(type, local, view.mapToGlobal(local), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
        down ? Qt::LeftButton : Qt::NoButton, {});
    QCoreApplication::sendEvent(&view, &event);
}

/// Presses at the first of these canvas positions, moves through the others, and releases at the last.
inline void dragThrough(PracticeView& view, const std::vector<QPointF>& path)
{
    sendMouse(view, QEvent::MouseButtonPress, path.front(), true);
    for (std::size_t i = 1; i < path.size(); ++i)
        sendMouse(view, QEvent::MouseMove, path[i], true);
    sendMouse(view, QEvent::MouseButtonRelease, path.back(), false);
}

inline QPointF middleOf(const cv::Mat& mask)
{
    // A pixel deep inside: the middle of the box of a bent lesion may lie beside it.
    std::vector<cv::Point> pixels;
    cv::findNonZero(mask, pixels);
    const cv::Point at = pixels.at(pixels.size() / 2);
    return {at.x + 0.5, at.y + 0.5};
}

} // namespace sonosketch::test
