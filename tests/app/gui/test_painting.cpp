// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>

using namespace sonosketch;
using namespace sonosketch::test;

/// A person's hand on the real window: mouse, pen and keys, and what becomes of labels and picture.
class TestPainting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void strokeChangesLabelsThenPicture()
    {
        const cv::Mat labels = window->session().value().labels.clone();
        const cv::Mat picture = window->live().picture().clone();
        window->tools().setActiveLabel(6);
        strokeThrough(*window, line({120, 300}, {170, 340}));
        QVERIFY(!samePixels(labels, window->session().value().labels));
        QCOMPARE(window->session().value().labels.at<std::uint8_t>(320, 145), std::uint8_t{6});
        QCOMPARE(window->session().history().size(), std::size_t{2});
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        const Difference apart = difference(picture, window->live().picture(), {90, 270, 110, 100});
        QVERIFY2(apart.inside > 5 && apart.inside > 20 * apart.outside,
            qPrintable(QStringLiteral("%1 %2").arg(apart.inside).arg(apart.outside)));
    }

    void undoBringsTheOldPictureBack()
    {
        const cv::Mat labels = window->session().value().labels.clone();
        const cv::Mat picture = window->live().picture().clone();
        strokeThrough(*window, line({120, 300}, {170, 340}));
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        const cv::Mat painted = window->live().picture().clone();
        QVERIFY(!samePixels(picture, painted));
        QTest::keyClick(window.get(), Qt::Key_Z);
        QVERIFY(samePixels(labels, window->session().value().labels));
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QVERIFY(samePixels(picture, window->live().picture()));
        QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QVERIFY(samePixels(painted, window->live().picture()));
    }

    void canvasShowsTheStrokeAtOnceWhateverTheModelDoes()
    {
        control->delayMs = 3000;
        const QImage before = window->canvas().composed().copy();
        strokeThrough(*window, line({120, 300}, {170, 340}));
        QVERIFY(before != window->canvas().composed());
        QVERIFY(window->live().status().stale);
        control->delayMs = 0;
        QCOMPARE(waitForPicture(*window, 20'000), QString());
    }

    void escapeCancelsTheStroke()
    {
        const cv::Mat labels = window->session().value().labels.clone();
        const cv::Mat picture = window->live().picture().clone();
        ConditionCanvas& canvas = window->canvas();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, canvas.toWidget({120, 300}).toPoint());
        QTest::mouseMove(&canvas, canvas.toWidget({180, 340}).toPoint());
        QVERIFY(!samePixels(labels, window->session().value().labels));
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QVERIFY(samePixels(labels, window->session().value().labels));
        QTest::mouseMove(&canvas, canvas.toWidget({220, 340}).toPoint());
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, canvas.toWidget({220, 340}).toPoint());
        QVERIFY(samePixels(labels, window->session().value().labels));
        QCOMPARE(window->session().history().size(), std::size_t{1});
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QVERIFY(samePixels(picture, window->live().picture()));
    }

    void clickThatChangesNothingAddsNoStep()
    {
        window->tools().setActiveLabel(3);
        ConditionCanvas& canvas = window->canvas();
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.toWidget({256, 250}).toPoint()); // inside the object of the same label
        QCOMPARE(window->session().history().size(), std::size_t{1});
        QVERIFY(!window->commands().action(Command::Undo)->isEnabled());
    }

    void controlHeldErases()
    {
        ConditionCanvas& canvas = window->canvas();
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ControlModifier, canvas.toWidget({256, 250}).toPoint());
        QCOMPARE(window->session().value().labels.at<std::uint8_t>(250, 256), std::uint8_t{0});
    }

    void spaceHeldPansAndPaintsNothing()
    {
        ConditionCanvas& canvas = window->canvas();
        const QPointF before = canvas.toWidget({256, 256});
        QTest::keyPress(&canvas, Qt::Key_Space);
        QTest::mousePress(&canvas, Qt::LeftButton, {}, QPoint(200, 200));
        QTest::mouseMove(&canvas, QPoint(240, 230));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, QPoint(240, 230));
        QTest::keyRelease(&canvas, Qt::Key_Space);
        const QPointF moved = canvas.toWidget({256, 256}) - before;
        QVERIFY2(std::abs(moved.x() - 40) < 0.5 && std::abs(moved.y() - 30) < 0.5, "the view follows the pointer");
        QCOMPARE(window->session().history().size(), std::size_t{1});
        QCOMPARE(window->synthesis().toCanvas({100, 100}),
            canvas.toCanvas(QPointF(100, 100)
                + QPointF(canvas.width() - window->synthesis().width(), canvas.height() - window->synthesis().height()) / 2)); // linked
    }

    void rightClickPicksTheLabel()
    {
        window->tools().setActiveLabel(1);
        ConditionCanvas& canvas = window->canvas();
        QTest::mouseClick(&canvas, Qt::RightButton, {}, canvas.toWidget({256, 250}).toPoint());
        QCOMPARE(window->tools().activeLabel(), 3);
        QCOMPARE(window->session().history().size(), std::size_t{1});
    }

    void wheelZoomsAtThePointer()
    {
        ConditionCanvas& canvas = window->canvas();
        const QPointF at(150, 220);
        const QPointF before = canvas.toCanvas(at);
        const double zoom = canvas.viewZoom();
        QWheelEvent wheel(at, canvas.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        QVERIFY(canvas.viewZoom() > 1.3 * zoom);
        QVERIFY((canvas.toCanvas(at) - before).manhattanLength() < 1e-6);
    }

    void tabletPressureAndEraserEnd()
    {
        window->tools().select(ToolId::SketchPen);
        window->tools().setDiameter(30);
        const auto drawn = [&](double pressure, QPointingDevice::PointerType type) {
            pen(type, QEvent::TabletPress, {150, 420}, pressure);
            pen(type, QEvent::TabletMove, {150, 421}, pressure);
            pen(type, QEvent::TabletRelease, {150, 421}, 0);
            return window->session().value().sketch.clone();
        };
        const cv::Mat light = drawn(0.1, QPointingDevice::PointerType::Pen);
        window->session().undo();
        const cv::Mat firm = drawn(1.0, QPointingDevice::PointerType::Pen);
        QVERIFY(cv::countNonZero(light) > 0);
        QVERIFY(cv::countNonZero(light == SketchPen) < cv::countNonZero(firm == SketchPen) / 3);
        const cv::Mat erased = drawn(1.0, QPointingDevice::PointerType::Eraser);
        QCOMPARE(cv::countNonZero(erased == SketchPen), 0);
    }

private:
    static std::vector<QPointF> line(QPointF from, QPointF to)
    {
        std::vector<QPointF> points;
        for (int step = 0; step <= 8; ++step)
            points.push_back(from + (to - from) * (step / 8.0));
        return points;
    }
    void pen(QPointingDevice::PointerType type, QEvent::Type event, QPointF at, double pressure)
    {
        static const QPointingDevice tip(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
            QInputDevice::Capability::Pressure, 1, 2);
        static const QPointingDevice end(QStringLiteral("eraser"), 2, QInputDevice::DeviceType::Stylus,
            QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Pressure, 1, 2);
        ConditionCanvas& canvas = window->canvas();
        const QPointF local = canvas.toWidget(at);
        const bool move = event == QEvent::TabletMove;
        QTabletEvent sample(event, type == QPointingDevice::PointerType::Pen ? &tip : &end, local, canvas.mapToGlobal(local), pressure, 0,
            0, 0, 0, 0, Qt::NoModifier, move ? Qt::NoButton : Qt::LeftButton,
            event == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
        QCoreApplication::sendEvent(&canvas, &sample);
        QVERIFY(sample.isAccepted());
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
};

QTEST_MAIN(TestPainting)
#include "test_painting.moc"
