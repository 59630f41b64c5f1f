// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include "app/panels/panel_parts.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QSlider>
#include <QTableView>
#include <QTest>

using namespace sonosketch;
using namespace sonosketch::test;

/// Panels and keys of the real window.
class TestControls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void keysSelectToolsLabelsAndSizes()
    {
        ToolBox& tools = window->tools();
        QTest::keyClick(window.get(), Qt::Key_E);
        QCOMPARE(tools.currentId(), ToolId::LabelEraser);
        QTest::keyClick(window.get(), Qt::Key_P);
        QCOMPARE(tools.currentId(), ToolId::SketchPen);
        QTest::keyClick(window.get(), Qt::Key_X);
        QCOMPARE(tools.currentId(), ToolId::LabelEraser);
        QTest::keyClick(window.get(), Qt::Key_B);
        QCOMPARE(tools.currentId(), ToolId::LabelBrush);
        QVERIFY(window->commands().action(Command::ToolLabelBrush)->isChecked());
        QTest::keyClick(window.get(), Qt::Key_7);
        QCOMPARE(tools.activeLabel(), 7);
        QTest::keyClick(window.get(), Qt::Key_9); // the palette has eight classes
        QCOMPARE(tools.activeLabel(), 7);
        const double size = tools.diameter();
        QTest::keyClick(window.get(), Qt::Key_BracketRight);
        QVERIFY(tools.diameter() > size);
        QTest::keyClick(window.get(), Qt::Key_BracketLeft);
        QTest::keyClick(window.get(), Qt::Key_BracketLeft);
        QVERIFY(tools.diameter() < size);
    }

    void cannySliderKeepsStrokesAndIsOneStep()
    {
        window->tools().select(ToolId::SketchPen);
        strokeThrough(*window, {{120, 300}, {180, 340}});
        const cv::Mat strokes = window->session().value().sketch.clone();
        const cv::Mat edges = window->session().document().autoEdges().clone();
        QSlider* slider = window->findChild<NumberSlider*>(QStringLiteral("cannyHigh"))->slider();
        QTest::mousePress(slider, Qt::LeftButton, {}, handleOf(slider));
        for (int step = 1; step <= 5; ++step)
            QTest::mouseMove(slider, handleOf(slider) - QPoint(8, 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, handleOf(slider));
        QCOMPARE(window->session().history().size(), std::size_t{3});
        QVERIFY(samePixels(strokes, window->session().value().sketch));
        QVERIFY(!samePixels(edges, window->session().document().autoEdges()));
        window->session().undo();
        QVERIFY(samePixels(edges, window->session().document().autoEdges()));
        QVERIFY(samePixels(strokes, window->session().value().sketch));
    }

    void autoSketchSwitchesWithKeyAndBox()
    {
        auto* box = window->findChild<QCheckBox*>(QStringLiteral("autoSketch"));
        QVERIFY(box->isChecked());
        QTest::keyClick(window.get(), Qt::Key_A);
        QVERIFY(!window->session().value().autoSketch);
        QVERIFY(!box->isChecked());
        box->click();
        QVERIFY(window->session().value().autoSketch);
        QVERIFY(window->commands().action(Command::AutoSketch)->isChecked());
        QCOMPARE(window->session().history().size(), std::size_t{3});
    }

    void historyListJumps()
    {
        const cv::Mat start = window->session().value().labels.clone();
        window->tools().setActiveLabel(1);
        strokeThrough(*window, {{120, 300}, {150, 320}});
        const cv::Mat first = window->session().value().labels.clone();
        strokeThrough(*window, {{200, 400}, {250, 420}});
        auto* list = window->findChild<QTableView*>(QStringLiteral("historyView"));
        QCOMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->currentIndex().row(), 2);
        const auto click = [list](int row) {
            const QModelIndex index = list->model()->index(row, 0);
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        };
        click(1);
        QVERIFY(samePixels(first, window->session().value().labels));
        click(0);
        QVERIFY(samePixels(start, window->session().value().labels));
        QCOMPARE(list->model()->rowCount(), 3);
        strokeThrough(*window, {{300, 420}, {330, 420}}); // a branch
        QCOMPARE(list->model()->rowCount(), 4);
        click(2);
        QCOMPARE(window->session().value().labels.at<std::uint8_t>(410, 225), std::uint8_t{1});
    }

    void layersChangeTheViewAlone()
    {
        const QImage before = window->canvas().composed().copy();
        const auto revision = window->session().document().revision();
        window->findChild<QAbstractButton*>(QStringLiteral("layerVisible2"))->click();
        QVERIFY(before != window->canvas().composed());
        QVERIFY(!window->commands().action(Command::LayerLabels)->isChecked());
        window->findChild<QSlider*>(QStringLiteral("layerOpacity0"))->setValue(20);
        QCOMPARE(window->layers().style(Layer::Source).opacity, 0.2);
        QCOMPARE(window->session().document().revision(), revision);
    }

    void paletteClickTakesTheBrush()
    {
        window->tools().select(ToolId::Pan);
        QTest::mouseClick(window->findChild<QAbstractButton*>(QStringLiteral("label5")), Qt::LeftButton);
        QCOMPARE(window->tools().activeLabel(), 5);
        QCOMPARE(window->tools().currentId(), ToolId::LabelBrush);
        // One class is marked as active, and stays so when it is clicked again.
        QTest::mouseClick(window->findChild<QAbstractButton*>(QStringLiteral("label5")), Qt::LeftButton);
        for (int id = 0; id < window->session().value().palette.size(); ++id)
            QCOMPARE(window->findChild<QAbstractButton*>(QStringLiteral("label%1").arg(id))->isChecked(), id == 5);
    }

    void everyControlHasTipAndName()
    {
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QSlider*>(widget)
                || qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QTableView*>(widget);
            // Buttons of docks, tool bar extensions and spin boxes are Qt's own.
            if (!isControl || widget->objectName().startsWith("qt_"))
                continue;
            const QString what = QStringLiteral("%1 '%2' in %3")
                                     .arg(widget->metaObject()->className(), widget->objectName(), widget->parentWidget()->objectName());
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(what));
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
        }
    }

private:
    static QPoint handleOf(const QSlider* slider)
    {
        const double part = static_cast<double>(slider->value() - slider->minimum()) / (slider->maximum() - slider->minimum());
        return {static_cast<int>(6 + part * (slider->width() - 12)), slider->height() / 2};
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
};

QTEST_MAIN(TestControls)
#include "test_controls.moc"
