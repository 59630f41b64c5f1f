// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/regions.h"
#include "core/edit/shapes.h"
#include "tests/support/golden.h"
#include "tests/support/tool_hand.h"

#include "app/panels/panel_parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolBar>
#include <QToolButton>

using namespace sonosketch;
using namespace sonosketch::test;

/// Outlines, shapes, fill and wand on the real window.
class TestToolsShapes : public ToolTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        open();
        window->tools().setActiveLabel(6);
    }
    void cleanup() { close(); }

    void keysTakeTheTools_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<int>("tool");
        const auto row = [](const char* name, int key, Qt::KeyboardModifiers modifiers, ToolId tool) {
            QTest::newRow(name) << key << static_cast<int>(modifiers) << static_cast<int>(tool);
        };
        row("G", Qt::Key_G, {}, ToolId::Polygon);
        row("L", Qt::Key_L, {}, ToolId::Lasso);
        row("O", Qt::Key_O, {}, ToolId::Ellipse);
        row("R", Qt::Key_R, {}, ToolId::Rectangle);
        row("K", Qt::Key_K, {}, ToolId::Fill);
        row("W", Qt::Key_W, {}, ToolId::Wand);
        row("S", Qt::Key_S, {}, ToolId::SketchLine);
        row("Shift+S", Qt::Key_S, Qt::ShiftModifier, ToolId::SketchCurve);
        row("C", Qt::Key_C, {}, ToolId::CannyRectangle);
        row("V", Qt::Key_V, {}, ToolId::MoveObject);
        row("M", Qt::Key_M, {}, ToolId::Caliper);
        row("Shift+M", Qt::Key_M, Qt::ShiftModifier, ToolId::MeasureEllipse);
    }
    void keysTakeTheTools()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(int, tool);
        QTest::keyClick(window.get(), static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
        QCOMPARE(static_cast<int>(window->tools().currentId()), tool);
        QTest::keyClick(window.get(), Qt::Key_X); // and back
        QCOMPARE(window->tools().currentId(), ToolId::LabelBrush);
    }

    void polygonByDoubleClick()
    {
        window->tools().select(ToolId::Polygon);
        hand->click({100, 330});
        hand->click({180, 330});
        hand->click({180, 390});
        QCOMPARE(steps(), std::size_t{0});
        QVERIFY(window->commands().action(Command::CancelStroke)->isEnabled());
        hand->doubleClick({100, 390});
        QVERIFY(!window->commands().action(Command::CancelStroke)->isEnabled());
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(stepText().startsWith("Polygon: "));
        cv::Mat expected = drawnCase().labels;
        expected(cv::Rect(100, 330, 80, 60)).setTo(6);
        QVERIFY(samePixels(value().labels, expected));
        for (const QPointF corner : {QPointF(330, 340), QPointF(390, 350), QPointF(335, 390), QPointF(360, 320)}) // crosses itself
            hand->click(corner);
        hand->doubleClick({380, 395});
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_polygon"), QString());
    }

    void polygonByEnterFirstCornerAndBackspace()
    {
        window->tools().select(ToolId::Polygon);
        for (const QPointF corner : {QPointF(100, 330), QPointF(180, 330), QPointF(300, 480), QPointF(180, 390), QPointF(100, 390)}) {
            hand->click(corner);
            if (corner == QPointF(300, 480))
                hand->key(Qt::Key_Backspace);
        }
        hand->key(Qt::Key_Return);
        cv::Mat expected = drawnCase().labels;
        expected(cv::Rect(100, 330, 80, 60)).setTo(6);
        QVERIFY(samePixels(value().labels, expected));
        window->session().undo();
        for (const QPointF corner : {QPointF(100, 330), QPointF(180, 330), QPointF(180, 390), QPointF(100, 390)})
            hand->click(corner);
        hand->click({102, 329}); // the first corner, nearly
        QVERIFY(samePixels(value().labels, expected));
        QVERIFY(!window->tools().busy());
    }

    void polygonNeedsThreeCornersAndEscDropsThem()
    {
        window->tools().select(ToolId::Polygon);
        hand->click({100, 330});
        hand->move({180, 330});
        QVERIFY(!window->canvas().toolOverlay().empty());
        hand->key(Qt::Key_Return);
        QVERIFY(window->tools().busy());
        QVERIFY(window->statusMessage().contains("three corners"));
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QVERIFY(!window->tools().busy());
        QVERIFY(window->canvas().toolOverlay().empty());
        hand->click({100, 330});
        hand->key(Qt::Key_Backspace);
        QVERIFY(!window->tools().busy());
        QCOMPARE(steps(), std::size_t{0});
    }

    void lassoFillsAndErases()
    {
        window->tools().select(ToolId::Lasso);
        const auto around = [&](Qt::KeyboardModifiers keys) {
            hand->press({100, 330}, keys);
            for (const QPointF at : {QPointF(180, 330), QPointF(180, 390), QPointF(100, 390)})
                hand->move(at, keys);
            hand->release({100, 390}, keys);
        };
        around({});
        cv::Mat expected = drawnCase().labels;
        expected(cv::Rect(100, 330, 80, 60)).setTo(6);
        QVERIFY(samePixels(value().labels, expected));
        hand->press({390, 360});
        for (int step = 1; step < 60; ++step) // a flower
            hand->move(QPointF(350, 360)
                + (30 + 10 * std::cos(step * 0.5)) * QPointF(std::cos(step * 2 * CV_PI / 60), std::sin(step * 2 * CV_PI / 60)));
        hand->release({390, 360});
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_lasso"), QString());
        window->session().undo();
        around(Qt::ControlModifier);
        QVERIFY(samePixels(value().labels, drawnCase().labels));
        QCOMPARE(steps(), std::size_t{3});
        hand->click({100, 400});
        QCOMPARE(steps(), std::size_t{3});
    }

    void ellipseWithShiftAndAlt()
    {
        window->tools().select(ToolId::Ellipse);
        const auto drawn = [&](QPointF from, QPointF to, Qt::KeyboardModifiers keys) {
            hand->drag(from, to, keys);
            const cv::Mat mask = value().labels == 6;
            window->session().undo();
            return mask;
        };
        QVERIFY(samePixels(drawn({100, 330}, {180, 390}, {}), ellipseMask({140, 360}, {40, 30})));
        QVERIFY(samePixels(drawn({100, 330}, {180, 370}, Qt::ShiftModifier), ellipseMask({140, 370}, {40, 40})));
        QVERIFY(samePixels(drawn({140, 360}, {180, 390}, Qt::AltModifier), ellipseMask({140, 360}, {40, 30})));
        QVERIFY(samePixels(drawn({140, 370}, {180, 390}, Qt::AltModifier | Qt::ShiftModifier), ellipseMask({140, 370}, {40, 40})));
        hand->drag({100, 330}, {180, 390});
        QVERIFY(stepText().startsWith("Ellipse: "));
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_ellipse"), QString());
    }

    void rectangleWithShiftCtrlAndEsc()
    {
        window->tools().select(ToolId::Rectangle);
        hand->drag({100, 330}, {180, 390});
        cv::Mat expected = drawnCase().labels;
        expected(cv::Rect(100, 330, 80, 60)).setTo(6);
        QVERIFY(samePixels(value().labels, expected));
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_rectangle"), QString());
        hand->drag({200, 400}, {180, 395}, Qt::ShiftModifier);
        expected(cv::Rect(180, 380, 20, 20)).setTo(6);
        QVERIFY(samePixels(value().labels, expected));
        hand->drag({90, 320}, {210, 410}, Qt::ControlModifier);
        QCOMPARE(cv::countNonZero(value().labels == 6), 0);
        QCOMPARE(steps(), std::size_t{3});
        hand->press({100, 330});
        hand->move({180, 390});
        QVERIFY(!window->canvas().toolOverlay().empty());
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->release({180, 390});
        QVERIFY(window->canvas().toolOverlay().empty());
        QCOMPARE(steps(), std::size_t{3});
        hand->click({100, 330}); // no box
        QCOMPARE(steps(), std::size_t{3});
    }

    void shapesObeyLocksAndPaintOver()
    {
        window->tools().select(ToolId::Rectangle);
        window->tools().setPaintOver(PaintRule::Over::OnlyBackground);
        hand->drag({150, 200}, {360, 300});
        QCOMPARE(cv::countNonZero(value().labels == 3), cv::countNonZero(drawnCase().labels == 3));
        window->session().undo();
        window->tools().setPaintOver(PaintRule::Over::Everywhere);
        window->tools().setLocked(3, true);
        hand->drag({150, 200}, {360, 300});
        QCOMPARE(cv::countNonZero(value().labels == 3), cv::countNonZero(drawnCase().labels == 3));
        window->session().undo();
        window->tools().setLocked(6, true);
        hand->drag({100, 330}, {180, 390});
        QCOMPARE(steps(), std::size_t{2}); // the two that were undone
        QVERIFY2(window->statusMessage().contains("locked"), qPrintable(window->statusMessage()));
    }

    void shapesByNumbers()
    {
        window->tools().select(ToolId::Ellipse);
        const auto box = [&](const char* name) { return window->findChild<QDoubleSpinBox*>(QLatin1String(name)); };
        box("first0")->setValue(150);
        box("first1")->setValue(380);
        box("second0")->setValue(60);
        box("second1")->setValue(30);
        box("third0")->setValue(30);
        auto* draw = window->findChild<QPushButton*>(QStringLiteral("drawShape"));
        QVERIFY(draw->isVisible());
        QVERIFY(window->findChild<QLabel*>(QStringLiteral("secondMm"))->text().startsWith("12.0"));
        draw->click();
        QVERIFY(samePixels(value().labels == 6, ellipseMask({150, 380}, {30, 15}, 30)));
        window->session().undo();
        window->tools().select(ToolId::Rectangle);
        draw->click();
        QVERIFY(samePixels(value().labels == 6, rectangleMask({150, 380}, {30, 15}, 30)));
        window->session().undo();
        window->tools().select(ToolId::SketchLine);
        QVERIFY(!box("third0")->isVisible());
        box("first0")->setValue(100.5);
        box("first1")->setValue(400.5);
        box("second0")->setValue(200.5);
        box("second1")->setValue(420.5);
        draw->click();
        QVERIFY(samePixels(value().sketch == SketchPen, lineMask({100.5, 400.5}, {200.5, 420.5}, 3)));
        window->tools().select(ToolId::LabelBrush);
        QVERIFY(!draw->isVisible());
    }

    void fillContiguousAndAll()
    {
        window->tools().select(ToolId::Rectangle);
        window->tools().setActiveLabel(3);
        hand->drag({150, 380}, {170, 400});
        window->tools().setActiveLabel(6);
        window->tools().select(ToolId::Fill);
        hand->click({256.5, 250.5});
        QVERIFY(stepText().startsWith("Fill: "));
        QCOMPARE(labelAt(256, 250), 6);
        QCOMPARE(labelAt(160, 390), 3);
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_fill"), QString());
        window->session().undo();
        window->findChild<QCheckBox*>(QStringLiteral("contiguous"))->click();
        hand->click({256.5, 250.5});
        QCOMPARE(labelAt(160, 390), 6);
        hand->click({256.5, 250.5}, Qt::ControlModifier);
        QCOMPARE(cv::countNonZero(value().labels), 0);
        // The background stops at the scan sector.
        hand->click({256.5, 450.5});
        QVERIFY(samePixels(value().labels == 6, value().fieldOfView != 0));
        const std::size_t before = steps();
        hand->click({256.5, 450.5}); // its own label
        QCOMPARE(steps(), before);
    }

    void wandFollowsTheDrag()
    {
        window->tools().select(ToolId::Wand);
        const auto region = [&](double tolerance) {
            WandOptions options;
            options.tolerance = tolerance;
            options.smoothing = window->tools().options().wandSmoothing;
            options.within = value().fieldOfView;
            return wandRegion(value().source, {256, 250}, options);
        };
        ToolOptions options = window->tools().options();
        options.wandTolerance = 10;
        window->tools().setOptions(options);
        hand->press({256, 250});
        QVERIFY(samePixels(value().labels == 6, region(10)));
        const double perPixel = window->canvas().viewZoom();
        hand->move({256, 250 - 60 / perPixel}); // 60 screen pixels up: 20 levels more
        QCOMPARE(window->tools().options().wandTolerance, 30.0);
        QVERIFY(samePixels(value().labels == 6, region(30)));
        hand->move({256, 250 + 15 / perPixel});
        QVERIFY(samePixels(value().labels == 6, region(5)));
        hand->move({256, 250 - 60 / perPixel});
        QCOMPARE(steps(), std::size_t{0});
        hand->release({256, 250 - 60 / perPixel});
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(samePixels(value().labels == 6, region(30)));
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_wand"), QString());
        window->session().undo();
        QVERIFY(samePixels(value().labels, drawnCase().labels));
    }

    void wandCancelledLeavesNoTrace()
    {
        window->tools().select(ToolId::Wand);
        const double tolerance = window->tools().options().wandTolerance;
        hand->press({256, 250});
        hand->move({256, 200});
        QVERIFY(!samePixels(value().labels, drawnCase().labels));
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->release({256, 200});
        QVERIFY(samePixels(value().labels, drawnCase().labels));
        QCOMPARE(window->tools().options().wandTolerance, tolerance);
        QCOMPARE(steps(), std::size_t{0});
    }

    void paintOverSeveralChosenLabels()
    {
        window->tools().select(ToolId::Rectangle);
        window->tools().setActiveLabel(2);
        hand->drag({100, 330}, {140, 390});
        window->tools().setActiveLabel(5);
        hand->drag({140, 330}, {180, 390});
        auto* over = window->findChild<QComboBox*>(QStringLiteral("paintOver"));
        auto* chosen = window->findChild<QToolButton*>(QStringLiteral("paintOverChosen"));
        QVERIFY(!chosen->isVisible());
        over->setCurrentIndex(2);
        Q_EMIT over->activated(2);
        QVERIFY(chosen->isVisible());
        for (QAction* action : chosen->menu()->actions())
            action->setChecked(false);
        chosen->menu()->actions().at(2)->setChecked(true);
        chosen->menu()->actions().at(0)->setChecked(true);
        QCOMPARE(window->tools().paintRule().chosen & 0xFFu, std::uint64_t{5});
        window->tools().setActiveLabel(6);
        hand->drag({90, 320}, {190, 400});
        QCOMPARE(labelAt(120, 360), 6); // label 2 is chosen
        QCOMPARE(labelAt(160, 360), 5); // label 5 is not
        QCOMPARE(labelAt(95, 325), 6);  // background is
        over->setCurrentIndex(0);
        Q_EMIT over->activated(0);
        hand->drag({90, 320}, {190, 400});
        QCOMPARE(labelAt(160, 360), 6);
    }

    void noOptionIsCutOff()
    {
        window->resize(1280, 720);
        const QWidget* panel = window->findChild<QLabel*>(QStringLiteral("toolName"))->parentWidget();
        for (const ToolId tool : allTools) {
            window->tools().select(tool);
            QTest::qWait(1);
            QVERIFY2(panel->width() <= panel->parentWidget()->width(),
                qPrintable(
                    QStringLiteral("%1: %2 of %3").arg(ToolBox::name(tool)).arg(panel->width()).arg(panel->parentWidget()->width())));
        }
    }

    void everyToolHasAButton()
    {
        for (const char* bar : {"toolBar", "shapeBar"})
            for (const QAction* action : window->findChild<QToolBar*>(QLatin1String(bar))->actions())
                if (!action->isSeparator())
                    QVERIFY2(!action->icon().isNull(), qPrintable(action->objectName()));
        const auto count = [&](const char* bar) {
            const auto actions = window->findChild<QToolBar*>(QLatin1String(bar))->actions();
            return std::count_if(actions.begin(), actions.end(), [](const QAction* action) { return !action->isSeparator(); });
        };
        QCOMPARE(static_cast<std::size_t>(count("toolBar") + count("shapeBar")), allTools.size());
    }

    void anotherToolDropsWhatIsPending()
    {
        window->tools().select(ToolId::Polygon);
        hand->click({100, 330});
        QTest::keyClick(window.get(), Qt::Key_B);
        QVERIFY(!window->tools().busy());
        QVERIFY(window->canvas().toolOverlay().empty());
        window->tools().select(ToolId::Polygon);
        QVERIFY(window->canvas().toolOverlay().empty());
    }
};

QTEST_MAIN(TestToolsShapes)
#include "test_tools_shapes.moc"
