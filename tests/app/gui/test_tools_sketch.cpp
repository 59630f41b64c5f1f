// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/edit/shapes.h"
#include "core/edit/sketch_lines.h"
#include "core/io/png_file.h"
#include "tests/support/golden.h"
#include "tests/support/tool_hand.h"

#include <QPointingDevice>
#include <QTabletEvent>
#include <QTemporaryDir>

using namespace sonosketch;
using namespace sonosketch::test;

/// Lines, curves, edges, and what is done to the whole sketch; and pens that report fast.
class TestToolsSketch : public ToolTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void lineWithShiftCtrlAndEsc()
    {
        window->tools().select(ToolId::SketchLine);
        window->tools().setDiameter(5);
        hand->drag({100, 400}, {180, 430});
        QVERIFY(samePixels(value().sketch == SketchPen, lineMask({100, 400}, {180, 430}, 5)));
        QVERIFY(stepText().startsWith("Sketch line"));
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_sketch_line"), QString());
        window->session().undo();
        hand->drag({100, 400}, {200, 405}, Qt::ShiftModifier);
        const double length = std::hypot(100, 5);
        QVERIFY(samePixels(value().sketch == SketchPen, lineMask({100, 400}, {100 + length, 400}, 5)));
        hand->drag({100, 400}, {200, 400}, Qt::ControlModifier);
        QCOMPARE(markAt(150, 400), static_cast<int>(SketchErased));
        QCOMPARE(steps(), std::size_t{3});
        hand->press({100, 300});
        hand->move({150, 300});
        QVERIFY(!window->canvas().toolOverlay().empty());
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->release({150, 300});
        hand->click({100, 300}); // a click is no line
        QCOMPARE(steps(), std::size_t{3});
    }

    void shiftPressedWhileThePenRestsTurnsTheLine()
    {
        window->tools().select(ToolId::SketchLine);
        hand->press({100, 400});
        hand->move({200, 405});
        // As a keyboard sends them: with the modifiers from before the key.
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Shift, Qt::NoModifier), up(QEvent::KeyRelease, Qt::Key_Shift, Qt::ShiftModifier);
        QCoreApplication::sendEvent(&window->canvas(), &down);
        const auto lineEnd = [&] { return window->canvas().toolOverlay().lines.front().points.back(); };
        QVERIFY(std::abs(lineEnd().y() - 400) < 1e-6);
        QCoreApplication::sendEvent(&window->canvas(), &up);
        QVERIFY(std::abs(lineEnd().y() - 405) < 1e-6);
        hand->release({200, 405});
    }

    void curveByEnterAndDoubleClick()
    {
        window->tools().select(ToolId::SketchCurve);
        const std::vector<cv::Point2d> points{{100, 400}, {140, 360}, {190, 410}, {240, 380}};
        hand->click({100, 400});
        hand->click({140, 360});
        hand->click({300, 300});
        hand->key(Qt::Key_Backspace);
        hand->click({190, 410});
        hand->click({240, 380});
        QCOMPARE(steps(), std::size_t{0});
        hand->key(Qt::Key_Enter);
        QVERIFY(samePixels(value().sketch == SketchPen, curveMask(points, 3)));
        QCOMPARE(steps(), std::size_t{1});
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_sketch_curve"), QString());
        window->session().undo();
        hand->click({100, 400});
        hand->click({140, 360});
        hand->click({190, 410});
        hand->doubleClick({240, 380});
        QVERIFY(samePixels(value().sketch == SketchPen, curveMask(points, 3)));
        hand->click({100, 300});
        hand->click({140, 300});
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QVERIFY(!window->tools().busy());
        QCOMPARE(cv::countNonZero(value().sketch == SketchPen), cv::countNonZero(curveMask(points, 3)));
    }

    void cannyRectangleBurnsAndRubsOut()
    {
        window->tools().select(ToolId::CannyRectangle);
        const cv::Rect inside(150, 180, 120, 90);
        const cv::Mat edges = edgesInside(value(), value().canny, inside);
        QVERIFY(cv::countNonZero(edges) > 20);
        hand->drag({150, 180}, {270, 270});
        QVERIFY(samePixels(value().sketch == SketchPen, edges));
        QCOMPARE(steps(), std::size_t{1});
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_canny_rectangle"), QString());
        hand->drag({150, 180}, {270, 270}, Qt::ControlModifier);
        QVERIFY(samePixels(value().sketch == SketchErased, edges));
        hand->drag({5, 480}, {30, 500}); // beside the sector: no edges
        QCOMPARE(steps(), std::size_t{2});
    }

    void withoutASourceEdgesAreRefusedInWords()
    {
        Case blank = Case::blank(LabelPalette::bundled("mmotu"));
        open(blank);
        window->tools().select(ToolId::CannyRectangle);
        hand->drag({150, 180}, {270, 270});
        QCOMPARE(steps(), std::size_t{0});
        QVERIFY(!window->statusMessage().isEmpty());
        window->tools().select(ToolId::Wand);
        hand->click({200, 200});
        QCOMPARE(steps(), std::size_t{0});
        QVERIFY(!window->session().previewActive());
    }

    void burnThinImportExport()
    {
        QTest::keyClick(window.get(), Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(samePixels(value().sketch == SketchPen, edgesInside(value(), value().canny)));
        QCOMPARE(steps(), std::size_t{1});
        window->tools().select(ToolId::SketchLine);
        window->tools().setDiameter(9);
        hand->drag({100, 400}, {180, 430});
        const int thick = cv::countNonZero(value().sketch == SketchPen);
        run(Command::ThinSketch);
        const cv::Mat thin = penPlane(value().sketch).clone();
        QVERIFY(cv::countNonZero(thin) < thick - 300);
        QVERIFY(samePixels(thin, thinned(thin)));
        QCOMPARE(compareGolden(window->canvas().composed(), "command_thin_sketch"), QString());

        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("sketch.png").toStdString();
        QVERIFY(window->exportSketch(file));
        QVERIFY(samePixels(decodeGreyPng(readFile(file), {canvasSize, canvasSize}, "test"), thin));
        run(Command::ClearStrokes);
        QCOMPARE(cv::countNonZero(value().sketch), 0);
        QVERIFY(window->importSketch(file));
        QVERIFY(samePixels(penPlane(value().sketch), thin));
        run(Command::ClearStrokes);
        writeFileAtomically(file, encodePng({255 - thin, {}, {}})); // dark on white, as on paper
        QVERIFY(window->importSketch(file));
        QVERIFY(samePixels(penPlane(value().sketch), thin));

        const std::size_t before = steps();
        writeFileAtomically(file, encodePng({thin(cv::Rect(0, 0, 100, 100)).clone(), {}, {}}));
        QVERIFY(!window->importSketch(file));
        QVERIFY(window->statusMessage().contains("100x100"));
        QVERIFY(!window->importSketch(folder.filePath("none.png").toStdString()));
        QVERIFY(!window->exportSketch(folder.filePath("no/such/folder.png").toStdString()));
        QCOMPARE(steps(), before);
    }

    void fastPenLeavesNoGaps()
    {
        // A quick hand: samples 60 to 150 pixels apart, all in one turn of the event loop, with changing pressure.
        window->tools().select(ToolId::SketchPen);
        window->tools().setDiameter(6);
        const std::vector<QPointF> path{{60, 300}, {200, 420}, {330, 250}, {460, 380}, {250, 120}};
        double pressure = 0.3;
        pen(QEvent::TabletPress, path.front(), pressure);
        for (std::size_t i = 1; i < path.size(); ++i)
            pen(QEvent::TabletMove, path[i], pressure += 0.15);
        pen(QEvent::TabletRelease, path.back(), 0);
        QCOMPARE(steps(), std::size_t{1});
        for (std::size_t i = 1; i < path.size(); ++i)
            for (int part = 0; part <= 200; ++part) {
                const QPointF at = path[i - 1] + (path[i] - path[i - 1]) * (part / 200.0);
                QCOMPARE(markAt(static_cast<int>(at.x()), static_cast<int>(at.y())), static_cast<int>(SketchPen));
            }
        cv::Mat parts;
        QCOMPARE(cv::connectedComponents(value().sketch == SketchPen, parts), 2); // the stroke and what is not
    }

    void theWindowAsksForEverySample()
    {
        close();
        QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, true); // as the X11 plugin does
        QCoreApplication::setAttribute(Qt::AA_CompressTabletEvents, true);
        open();
        QVERIFY(!QCoreApplication::testAttribute(Qt::AA_CompressHighFrequencyEvents));
        QVERIFY(!QCoreApplication::testAttribute(Qt::AA_CompressTabletEvents));
    }

    void pencilStrokesOfAMouseJoin()
    {
        window->tools().select(ToolId::LabelBrush);
        window->tools().setActiveLabel(6);
        window->tools().setDiameter(3);
        hand->press({60, 300});
        hand->move({300, 450});
        hand->release({300, 450});
        cv::Mat parts;
        QCOMPARE(cv::connectedComponents(value().labels == 6, parts), 2);
    }

private:
    void pen(QEvent::Type type, QPointF at, double pressure)
    {
        static const QPointingDevice tip(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
            QInputDevice::Capability::Pressure, 1, 2);
        ConditionCanvas& canvas = window->canvas();
        const QPointF local = canvas.toWidget(at);
        QTabletEvent sample(type, &tip, local, canvas.mapToGlobal(local), pressure, 0, 0, 0, 0, 0, Qt::NoModifier,
            type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton, type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
        QCoreApplication::sendEvent(&canvas, &sample);
    }
};

QTEST_MAIN(TestToolsSketch)
#include "test_tools_sketch.moc"
