// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QLabel>
#include <QTest>

using namespace sonosketch;
using namespace sonosketch::test;

/// What the window says about the live picture, and the mark on it.
class TestLivePicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void statusNamesModelDeviceAndTime()
    {
        QCOMPARE(text("statusModel"), QStringLiteral("fake"));
        QVERIFY(text("statusDevice").contains("cpu") && text("statusDevice").contains("fp32"));
        QVERIFY(text("statusTime").contains("ms"));
        QCOMPARE(text("statusState"), QStringLiteral("Exact"));
        QVERIFY(text("statusDisclaimer").contains("not for diagnosis"));
    }

    void errorReachesTheStatusBarAndEditingGoesOn()
    {
        control->fail = true;
        window->tools().setActiveLabel(1);
        strokeThrough(*window, {{120, 300}, {150, 320}});
        QTRY_VERIFY(window->statusMessage().contains("The device went away"));
        QVERIFY(window->live().status().hasPicture);
        strokeThrough(*window, {{200, 400}, {250, 400}});
        QCOMPARE(window->session().history().size(), std::size_t{3});
        QCOMPARE(window->session().value().labels.at<std::uint8_t>(400, 220), std::uint8_t{1});
        control->fail = false;
        strokeThrough(*window, {{300, 400}, {350, 400}});
        QTRY_VERIFY(!window->live().status().stale);
        QVERIFY(window->statusMessage().isEmpty());
    }

    void busyAndAgeAreShownWhileTheModelWorks()
    {
        control->delayMs = 30'000;
        strokeThrough(*window, {{120, 300}, {150, 320}});
        QTRY_VERIFY(text("statusState").startsWith("Busy"));
        const auto chips = window->findChildren<QLabel*>(QStringLiteral("chip"));
        QTRY_VERIFY(std::any_of(
            chips.begin(), chips.end(), [](const QLabel* chip) { return chip->isVisible() && chip->text().contains("behind"); }));
        control->delayMs = 0; // the sleeping pass looks at it every millisecond
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QTRY_VERIFY(std::none_of(
            chips.begin(), chips.end(), [](const QLabel* chip) { return chip->isVisible() && chip->text().contains("behind"); }));
    }

    void markIsDraggedAndStaysInside()
    {
        SynthesisView& view = window->synthesis();
        const QImage before = view.shown();
        const QPointF grab = QPointF(view.markRect().center());
        drag(grab, grab + QPointF(200, 300));
        const cv::Point moved = view.mark().position;
        QVERIFY(std::abs(moved.x - 212) <= 1 && std::abs(moved.y - 312) <= 1);
        QVERIFY(before != view.shown());
        drag(QPointF(view.markRect().center()), {2000, 2000});
        QVERIFY(QRect(0, 0, canvasSize, canvasSize).contains(view.markRect()));
        drag(QPointF(view.markRect().center()), {-2000, -2000});
        QCOMPARE(view.markRect().topLeft(), QPoint(0, 0));
    }

    void markIsWhatSavingBurnsIn()
    {
        const cv::Mat marked = withSyntheticMark(window->live().picture(), window->synthesis().mark());
        const QImage& shown = window->synthesis().shown();
        QVERIFY(!samePixels(marked, window->live().picture()));
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x)
                QCOMPARE(qGray(shown.pixel(x, y)), static_cast<int>(marked.at<std::uint8_t>(y, x)));
    }

    void newCaseNeverShowsTheOldPicture()
    {
        control->delayMs = 500;
        window->session().document().replace(Case::blank(LabelPalette::bundled("mmotu")));
        QVERIFY(window->synthesis().shown().isNull());
        QVERIFY(!window->commands().action(Command::SavePicture)->isEnabled());
        control->delayMs = 0;
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QVERIFY(!window->synthesis().shown().isNull());
    }

private:
    QString text(const char* name) const { return window->findChild<QLabel*>(QString::fromLatin1(name))->text(); }
    void drag(QPointF from, QPointF to)
    {
        SynthesisView& view = window->synthesis();
        QTest::mousePress(&view, Qt::LeftButton, {}, view.toWidget(from).toPoint());
        QTest::mouseMove(&view, view.toWidget((from + to) / 2).toPoint());
        QTest::mouseMove(&view, view.toWidget(to).toPoint());
        QTest::mouseRelease(&view, Qt::LeftButton, {}, view.toWidget(to).toPoint());
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
};

QTEST_MAIN(TestLivePicture)
#include "test_live_picture.moc"
