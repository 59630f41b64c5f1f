// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The whole path as a person walks it: the bundled case, the bundled model, a stroke, undo.

#include "core/base/files.h"
#include "core/io/case_io.h"
#include "models/runtime/generator_session.h"
#include "tests/support/window_driver.h"

using namespace sonosketch;
using namespace sonosketch::test;

class TestRealModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strokeChangesThePictureThereAndUndoBringsItBack()
    {
        constexpr int patience = 180'000;
        const auto window = openWindow(
            loadCase(resourceDir() / "examples/simple-cyst"), [] { return loadGenerator(defaultModel(), DeviceChoice::Cpu); }, patience);
        QVERIFY(window);
        const cv::Mat labels = window->session().value().labels.clone();
        const cv::Mat before = window->live().picture().clone();
        window->tools().setActiveLabel(3);
        strokeThrough(*window, {{340, 440}, {430, 430}});
        QVERIFY(cv::countNonZero(window->session().value().labels != labels) > 100);
        QCOMPARE(waitForPicture(*window, patience), QString());
        const cv::Mat after = window->live().picture().clone();
        const auto change = difference(before, after, cv::Rect(320, 410, 130, 60));
        qInfo("mean change: %.2f grey levels near the stroke, %.2f elsewhere", change.inside, change.outside);
        QVERIFY(change.inside > 4 * change.outside);
        QVERIFY(change.inside > 2);
        window->session().undo();
        QCOMPARE(waitForPicture(*window, patience), QString());
        QVERIFY(samePixels(window->live().picture(), before));
        QVERIFY(samePixels(window->session().value().labels, labels));
    }
};

QTEST_MAIN(TestRealModel)
#include "test_real_model.moc"
