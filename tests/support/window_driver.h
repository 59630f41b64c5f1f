// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/gui/main_window.h"
#include "app/gui/scripted_session.h"
#include "app/gui/theme.h"
#include "tests/support/check.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sonosketch::test {

/// Shows a real main window and waits for its first picture. The generator may be a fake or a real one; give real ones time.
/// Null, with a warning that says why, if no picture came.
inline std::unique_ptr<MainWindow> openWindow(Case value, LiveWorker::Factory factory, int timeoutMs = 20'000)
{
    applyTheme(*qApp);
    // Autosaved projects and the list of recent cases stay out of the user's folders.
    static const QTemporaryDir state;
    if (qEnvironmentVariableIsEmpty("SONOSKETCH_STATE_DIR"))
        qputenv("SONOSKETCH_STATE_DIR", state.path().toUtf8());
    auto window = std::make_unique<MainWindow>(std::move(value), std::move(factory));
    window->setAskBeforeDiscard(false);
    window->resize(1600, 900);
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get()))
        return nullptr;
    if (const QString problem = waitForPicture(*window, timeoutMs); !problem.isEmpty()) {
        qWarning("%s", qPrintable(problem));
        return nullptr;
    }
    return window;
}

/// Mean absolute difference of two pictures inside and outside of a rectangle.
struct Difference {
    double inside = 0;
    double outside = 0;
};
inline Difference difference(const cv::Mat& before, const cv::Mat& after, const cv::Rect& rect)
{
    cv::Mat apart;
    cv::absdiff(before, after, apart);
    cv::Mat mask(apart.size(), CV_8UC1, cv::Scalar(255));
    mask(rect & cv::Rect({}, apart.size())).setTo(0);
    return {cv::mean(apart, ~mask)[0], cv::mean(apart, mask)[0]};
}

} // namespace sonosketch::test
