// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/guide_practice.h"

#include "app/gui/main_window.h"
#include "app/gui/scripted_session.h"
#include "app/study/lesson_editor.h"
#include "app/study/practice_window.h"
#include "core/base/error.h"
#include "core/metrics/diameters.h"

#include <QCoreApplication>
#include <QMouseEvent>

#include <vector>

namespace sonosketch {

namespace {

constexpr std::uint64_t seed = 20; ///< of tasks that show well

void send(PracticeView& view, QEvent::Type type, QPointF canvas, bool down)
{
    const QPointF local = view.toWidget(canvas);
    QMouseEvent event(type, local, view.mapToGlobal(local), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
        down ? Qt::LeftButton : Qt::NoButton, {});
    QCoreApplication::sendEvent(&view, &event);
}

void drag(PracticeView& view, const std::vector<QPointF>& path)
{
    send(view, QEvent::MouseButtonPress, path.front(), true);
    for (const QPointF& at : path)
        send(view, QEvent::MouseMove, at, true);
    send(view, QEvent::MouseButtonRelease, path.back(), false);
}

void settle(const PracticePage& page, int timeoutMs)
{
    for (int waited = 0; page.state() == PracticePage::State::Waiting && waited < timeoutMs; waited += 50)
        restFor(50);
    if (page.state() != PracticePage::State::Asking)
        throw Error(ErrorCode::Device, "No picture to practise on came in time");
}

void settle(LiveController& live, int timeoutMs)
{
    for (int waited = 0; waited < timeoutMs; waited += 50) {
        const LiveStatus status = live.status();
        if (status.hasPicture && status.exact && !status.stale)
            return;
        restFor(50);
    }
    throw Error(ErrorCode::Device, "No picture of the lesson came in time");
}

QPointF point(cv::Point2d at)
{
    return {at.x, at.y};
}

/// Around the lesson's outline, a little off, as a hand is.
std::vector<QPointF> around(const cv::Mat& truth)
{
    std::vector<QPointF> path;
    const QPolygonF outline = outlineOf(truth).toFillPolygon();
    const QPointF middle = outline.boundingRect().center();
    for (int i = 0; i < outline.size(); i += 3)
        path.push_back(middle + 0.94 * (outline[i] - middle) + QPointF(9, -6));
    return path;
}

} // namespace

void drawPracticePictures(MainWindow& window, int timeoutMs, const std::function<void(QWidget&, const char*)>& write)
{
    using Page = PracticeWindow::Page;
    PracticeSetup setup = standardPractice(window.live().factory());
    setup.seed = seed;
    PracticeWindow practice(std::move(setup));
    practice.show();
    restFor(100);
    write(practice, "guide-practice");

    practice.showPage(Page::Paint);
    PaintPage& paint = practice.paint();
    for (int i = 0; i < 4; ++i) {
        if (i > 0)
            paint.checkOrNext();
        settle(paint, timeoutMs);
        paint.selectTool(practice::Stroke::Tool::Lasso);
        drag(paint.view(), around(paint.lesion().truth));
        paint.selectClass(paint.lesion().className);
        restFor(50);
        paint.checkOrNext();
        restFor(50);
        if (i == 0)
            write(practice, "guide-practice-paint");
    }

    practice.showPage(Page::Spot);
    settle(practice.spot(), timeoutMs);
    const QPointF changed = outlineOf(practice.spot().change().changed).boundingRect().center();
    drag(practice.spot().first(), {changed + QPointF(6, 4)});
    practice.spot().checkOrNext();
    restFor(50);
    write(practice, "guide-practice-spot");

    practice.showPage(Page::Measure);
    settle(practice.measure(), timeoutMs);
    const auto truths = diametersOfRegion(practice.measure().lesion().truth);
    drag(practice.measure().view(), {point(truths->longest.from) + QPointF(4, 5), point(truths->longest.to) - QPointF(6, 3)});
    drag(practice.measure().view(), {point(truths->across.from) + QPointF(7, 0), point(truths->across.to) + QPointF(-2, 6)});
    practice.measure().checkOrNext();
    restFor(50);
    write(practice, "guide-practice-measure");

    practice.showPage(Page::WhatIf);
    restFor(50);
    write(practice, "guide-lessons");
    if (!practice.lessons().openLesson(practice::bundledLessons() / "septa"))
        throw Error(ErrorCode::NotFound, practice.lessons().message().toStdString());
    settle(practice.lessons().live(), timeoutMs);
    practice.lessons().setSlider(0, 3);
    settle(practice.lessons().live(), timeoutMs);
    practice.lessons().choose(1);
    restFor(50);
    write(practice, "guide-lesson");

    practice.showPage(Page::Progress);
    restFor(50);
    write(practice, "guide-progress");
    practice.close();

    LessonEditor& editor = *window.editLesson();
    editor.openFrom(practice::bundledLessons() / "unilocular-cyst");
    restFor(100);
    write(editor, "guide-lesson-editor");
    editor.close();
}

} // namespace sonosketch
