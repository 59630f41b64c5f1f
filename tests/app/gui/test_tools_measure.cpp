// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/colors.h"
#include "app/canvas/overlay_painter.h"
#include "tests/support/golden.h"
#include "tests/support/tool_hand.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>

using namespace sonosketch;
using namespace sonosketch::test;

/// Calipers and ellipses on both views.
class TestToolsMeasure : public ToolTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        open();
        window->tools().select(ToolId::Caliper);
    }
    void cleanup() { close(); }

    void caliperOnTheCondition()
    {
        hand->drag({100, 200}, {130, 240});
        QCOMPARE(list().size(), std::size_t{1});
        const Measurement& made = list().front();
        QVERIFY(made.kind == Measurement::Kind::Caliper && made.picture == Measurement::Picture::Condition);
        QVERIFY(cv::norm(made.from - cv::Point2d(100, 200)) < 1e-6 && cv::norm(made.to - cv::Point2d(130, 240)) < 1e-6);
        QCOMPARE(steps(), std::size_t{1});
        QCOMPARE(window->canvas().measurements().texts.front().text, QStringLiteral("1: 10.0 mm")); // 50 px of 0.2 mm
        QVERIFY(window->synthesis().measurements().empty());
        QCOMPARE(compareGolden(canvasPicture(), "tool_caliper"), QString());
        QTest::keyClick(window.get(), Qt::Key_Z);
        QVERIFY(list().empty());
        QVERIFY(window->canvas().measurements().empty());
        QTest::keyClick(window.get(), Qt::Key_Y);
        QCOMPARE(list().size(), std::size_t{1});
    }

    void withoutSpacingInPixels()
    {
        Case value = drawnCase();
        value.mmPerPixel.reset();
        open(value);
        window->tools().select(ToolId::Caliper);
        hand->drag({100, 200}, {130, 240});
        QCOMPARE(window->canvas().measurements().texts.front().text, QStringLiteral("1: 50.0 px"));
    }

    void ellipseByAxisThenAcross()
    {
        window->tools().select(ToolId::MeasureEllipse);
        hand->drag({200, 250}, {300, 250});
        QCOMPARE(steps(), std::size_t{0}); // its width is still to come
        QVERIFY(window->tools().busy());
        hand->move({250, 290});
        QVERIFY(std::abs(list().front().across - 80) < 1e-6);
        hand->drag({250, 290}, {260, 280});
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(!window->tools().busy());
        QVERIFY(std::abs(list().front().across - 60) < 1e-6);
        QCOMPARE(window->canvas().measurements().texts.front().text, QStringLiteral("1: 20.0 \u00d7 12.0 mm"));
        auto* items = window->findChild<QListWidget*>(QStringLiteral("measurementList"));
        QVERIFY(items->isVisible());
        const QString details = items->item(0)->text();
        QVERIFY2(details.contains("circumf. 51.1 mm") && details.contains("area 188.5 mm\u00b2 (4712 px\u00b2)"), qPrintable(details));
        QCOMPARE(compareGolden(canvasPicture(), "tool_measure_ellipse"), QString());
    }

    void ellipseByEnterEscAndAnotherTool()
    {
        window->tools().select(ToolId::MeasureEllipse);
        hand->drag({200, 250}, {300, 250});
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
        hand->drag({200, 300}, {300, 300});
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QCOMPARE(list().size(), std::size_t{1});
        QCOMPARE(steps(), std::size_t{1});
        hand->drag({200, 350}, {300, 350});
        QTest::keyClick(window.get(), Qt::Key_B); // it can be seen already, so it stays
        QCOMPARE(steps(), std::size_t{2});
        QVERIFY(!window->session().previewActive());
    }

    void onTheSynthesisedPicture()
    {
        ToolHand other(window->synthesis());
        other.drag({100, 200}, {130, 240});
        QCOMPARE(list().size(), std::size_t{1});
        QVERIFY(list().front().picture == Measurement::Picture::Synthesised);
        QVERIFY(window->canvas().measurements().empty());
        QCOMPARE(window->synthesis().measurements().texts.front().text, QStringLiteral("1: 10.0 mm"));
        window->tools().select(ToolId::MeasureEllipse);
        other.drag({200, 250}, {300, 250});
        other.move({250, 280});
        other.click({250, 280});
        QCOMPARE(list().size(), std::size_t{2});
        QVERIFY(std::abs(list()[1].across - 60) < 1e-6);
        // Without a measuring tool the view drags as ever.
        window->tools().select(ToolId::LabelBrush);
        other.drag({100, 200}, {140, 220});
        QCOMPARE(list().size(), std::size_t{2});
        QCOMPARE(steps(), std::size_t{2});
    }

    void endsAndLinesCanBeDragged()
    {
        hand->drag({100, 200}, {200, 200});
        hand->drag({200, 200}, {200, 260});
        QCOMPARE(list().size(), std::size_t{1});
        QVERIFY(cv::norm(list()[0].to - cv::Point2d(200, 260)) < 1e-6 && cv::norm(list()[0].from - cv::Point2d(100, 200)) < 1e-6);
        hand->drag({150, 230}, {160, 235}); // the line: all of it
        QVERIFY(cv::norm(list()[0].to - cv::Point2d(210, 265)) < 1e-6 && cv::norm(list()[0].from - cv::Point2d(110, 205)) < 1e-6);
        hand->drag({110, 205}, {-50, 205}); // stays on the picture
        QVERIFY(list()[0].from.x == 0);
        hand->drag({0, 205}, {206, 280}, Qt::ShiftModifier); // steps of 15 degrees
        const cv::Point2d way = list()[0].from - list()[0].to;
        const double angle = std::atan2(way.y, way.x) * 180 / CV_PI;
        QVERIFY(std::abs(std::remainder(angle, 15)) < 1e-6);
        QCOMPARE(steps(), std::size_t{5});
        const std::size_t before = steps();
        hand->click({list()[0].to.x, list()[0].to.y}); // selects, changes nothing
        QCOMPARE(steps(), before);
        hand->press({list()[0].to.x, list()[0].to.y});
        hand->move({50, 50});
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->release({50, 50});
        QCOMPARE(steps(), before);
        QVERIFY(cv::norm(list()[0].to - cv::Point2d(50, 50)) > 50);
    }

    void deleteRemovesTheSelectedOne()
    {
        hand->drag({100, 200}, {200, 200});
        hand->drag({100, 300}, {200, 300});
        hand->click({100, 200});
        QTest::keyClick(window.get(), Qt::Key_Delete);
        QCOMPARE(list().size(), std::size_t{1});
        QVERIFY(list()[0].from.y > 299);
        QCOMPARE(stepText(), QStringLiteral("Delete measurement"));
        QVERIFY(samePixels(value().labels, drawnCase().labels)); // objects under the pointer are safe
        hand->click({300, 100});                                 // no measurement comes of a click
        QCOMPARE(list().size(), std::size_t{1});
    }

    void listNamesAndDeletes()
    {
        hand->drag({100, 200}, {200, 200});
        hand->drag({100, 300}, {200, 300});
        auto* items = window->findChild<QListWidget*>(QStringLiteral("measurementList"));
        auto* name = window->findChild<QLineEdit*>(QStringLiteral("measurementName"));
        QCOMPARE(items->count(), 2);
        items->setCurrentRow(0);
        QCOMPARE(window->tools().selectedMeasurement(), std::optional<std::size_t>(0));
        name->setFocus();
        QTest::keyClicks(name, "Septum gm"); // keys of tools, too
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(QString::fromStdString(list()[0].name), QStringLiteral("Septum gm"));
        QCOMPARE(window->tools().currentId(), ToolId::Caliper);
        QVERIFY(items->item(0)->text().startsWith("Septum gm: 20.0 mm"));
        QCOMPARE(window->canvas().measurements().texts.front().text, QStringLiteral("Septum gm: 20.0 mm"));
        QCOMPARE(stepText(), QStringLiteral("Name measurement"));
        window->findChild<QPushButton*>(QStringLiteral("deleteMeasurement"))->click();
        QCOMPARE(list().size(), std::size_t{1});
        QCOMPARE(items->count(), 1);
        window->session().undo();
        QCOMPARE(items->count(), 2);
        window->tools().select(ToolId::Pan);
        QVERIFY(!items->isVisible());
    }

    void neverReachesTheGeneratorOrAPicture()
    {
        const int passes = control->passes;
        const QTemporaryDir folder;
        const std::string before = folder.filePath("before.png").toStdString(), after = folder.filePath("after.png").toStdString();
        QVERIFY(window->savePictureTo(before));
        const QImage composed = window->canvas().composed().copy(), shown = window->synthesis().shown().copy();
        hand->drag({100, 200}, {200, 200});
        ToolHand(window->synthesis()).drag({100, 200}, {200, 220});
        window->session().undo();
        QTest::qWait(50);
        QCOMPARE(static_cast<int>(control->passes), passes);
        QVERIFY(!window->live().status().stale);
        QVERIFY(window->savePictureTo(after));
        QCOMPARE(QImage(QString::fromStdString(before)), QImage(QString::fromStdString(after)));
        QCOMPARE(window->canvas().composed(), composed);
        QCOMPARE(window->synthesis().shown(), shown);
    }

    void savedWithTheCase()
    {
        hand->drag({100, 200}, {200, 200});
        const auto made = list();
        const QTemporaryDir folder;
        QVERIFY(window->saveCaseTo(folder.filePath("case").toStdString()));
        window->session().undo();
        QVERIFY(window->openPath(folder.filePath("case").toStdString()));
        QVERIFY(list() == made);
        QVERIFY(!window->canvas().measurements().empty());
    }

private:
    const std::vector<Measurement>& list() const { return value().measurements; }
    /// The composed canvas and what is drawn above it, at one pixel for a canvas pixel; without texts, whose fonts differ.
    QImage canvasPicture() const
    {
        QImage image = window->canvas().composed().copy();
        ToolOverlay overlay = window->canvas().measurements();
        overlay.texts.clear();
        QPainter painter(&image);
        paintOverlay(painter, overlay, QTransform(), colors::measurements);
        return image;
    }
};

QTEST_MAIN(TestToolsMeasure)
#include "test_tools_measure.moc"
