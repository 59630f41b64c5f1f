// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/scripted_session.h"

#include "app/gui/main_window.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QTimer>
#include <QWindow>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch {

QString waitForPicture(MainWindow& window, int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        const LiveStatus status = window.live().status();
        if (status.hasPicture && !status.stale && status.exact && status.state == LiveStatus::State::Idle)
            return {};
        if (!status.error.isEmpty())
            return status.error;
        restFor(10);
    }
    return QCoreApplication::translate("Script", "No picture came within %1 s.").arg(timeoutMs / 1000);
}

namespace {

/// Sends mouse events to the native window, so that they find their widget as a person's do.
class Mouse {
public:
    explicit Mouse(MainWindow& window)
        : m_window(window)
    {
    }

    void send(QEvent::Type type, QPointF canvasPosition, Qt::MouseButton button, Qt::MouseButtons buttons)
    {
        const ConditionCanvas& canvas = m_window.canvas();
        const QPointF local = canvas.mapTo(&m_window, canvas.toWidget(canvasPosition).toPoint());
        QMouseEvent event(type, local, m_window.mapToGlobal(local), button, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.windowHandle(), &event);
        QCoreApplication::processEvents();
    }

private:
    MainWindow& m_window;
};

} // namespace

void strokeThrough(MainWindow& window, const std::vector<QPointF>& canvasPositions)
{
    if (canvasPositions.empty())
        return;
    Mouse mouse(window);
    mouse.send(QEvent::MouseMove, canvasPositions.front(), Qt::NoButton, Qt::NoButton);
    mouse.send(QEvent::MouseButtonPress, canvasPositions.front(), Qt::LeftButton, Qt::LeftButton);
    for (const QPointF& at : canvasPositions)
        mouse.send(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    mouse.send(QEvent::MouseButtonRelease, canvasPositions.back(), Qt::LeftButton, Qt::NoButton);
}

void clickThrough(MainWindow& window, const std::vector<QPointF>& canvasPositions)
{
    Mouse mouse(window);
    for (const QPointF& at : canvasPositions) {
        mouse.send(QEvent::MouseMove, at, Qt::NoButton, Qt::NoButton);
        mouse.send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
        mouse.send(QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
    }
}

void restFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

std::vector<QPointF> demonstrationStroke(MainWindow& window)
{
    const cv::Mat objects = window.session().value().labels != 0;
    cv::Mat components, statistics, centroids;
    const int count = cv::connectedComponentsWithStats(objects, components, statistics, centroids);
    int largest = 0;
    for (int index = 1; index < count; ++index)
        if (largest == 0 || statistics.at<int>(index, cv::CC_STAT_AREA) > statistics.at<int>(largest, cv::CC_STAT_AREA))
            largest = index;
    QPointF centre(canvasSize * 0.5, canvasSize * 0.45);
    if (largest != 0)
        centre = {centroids.at<double>(largest, 0), centroids.at<double>(largest, 1)};
    const auto inside = [&](QPointF at) {
        const cv::Point pixel(static_cast<int>(at.x()), static_cast<int>(at.y()));
        return largest != 0 && cv::Rect(0, 0, canvasSize, canvasSize).contains(pixel) && components.at<int>(pixel) == largest;
    };
    // Along the object's own border at its lower right, a little outside: the lesion grows a lobe there.
    std::vector<QPointF> path;
    for (int step = 0; step <= 40; ++step) {
        const double angle = -0.3 + 1.3 * step / 40.0;
        const QPointF direction(std::cos(angle), std::sin(angle));
        double radius = largest != 0 ? canvasSize : 40.0;
        while (radius > 0 && largest != 0 && !inside(centre + direction * radius))
            radius -= 1.0;
        const QPointF at = centre + direction * (radius + 5.0);
        path.emplace_back(std::clamp(at.x(), 16.0, canvasSize - 16.0), std::clamp(at.y(), 16.0, canvasSize - 16.0));
    }
    return path;
}

} // namespace sonosketch
