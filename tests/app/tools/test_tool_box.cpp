// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/tool_box.h"
#include "tests/support/drawing_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sonosketch;

namespace {
ToolEvent at(double x, double y, double pressure = 1.0, bool erase = false)
{
    return {{x, y}, {x, y}, pressure, erase};
}
} // namespace

class TestToolBox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        session = std::make_unique<EditorSession>(test::drawnCase());
        box = std::make_unique<ToolBox>(*session);
    }
    void cleanup()
    {
        box.reset();
        session.reset();
    }

    void startsWithTheClassOfTheCase() { QCOMPARE(box->activeLabel(), 3); }

    void everyToolWritesItsPlane_data()
    {
        QTest::addColumn<int>("tool");
        QTest::addColumn<int>("plane");
        QTest::addColumn<int>("value");
        QTest::addColumn<bool>("erase");
        const auto row = [](const char* name, ToolId tool, Plane plane, int value, bool erase) {
            QTest::newRow(name) << static_cast<int>(tool) << static_cast<int>(plane) << value << erase;
        };
        row("label brush", ToolId::LabelBrush, Plane::Labels, 5, false);
        row("label brush, Ctrl", ToolId::LabelBrush, Plane::Labels, 0, true);
        row("label eraser", ToolId::LabelEraser, Plane::Labels, 0, false);
        row("sketch pen", ToolId::SketchPen, Plane::Sketch, SketchPen, false);
        row("sketch pen, Ctrl", ToolId::SketchPen, Plane::Sketch, SketchErased, true);
        row("sketch eraser", ToolId::SketchEraser, Plane::Sketch, SketchErased, false);
        row("field brush, Ctrl", ToolId::FieldBrush, Plane::FieldOfView, 0, true);
        row("field eraser", ToolId::FieldEraser, Plane::FieldOfView, 0, false);
    }
    void everyToolWritesItsPlane()
    {
        QFETCH(int, tool);
        QFETCH(int, plane);
        QFETCH(int, value);
        QFETCH(bool, erase);
        box->setActiveLabel(5);
        box->select(static_cast<ToolId>(tool));
        const Case before = session->value().clone();
        box->current().press(at(256, 250, 1, erase));
        box->current().move(at(280, 260, 1, erase));
        box->current().release(at(280, 260, 1, erase));
        QCOMPARE(session->history().size(), std::size_t{2});
        for (const Plane which : allPlanes)
            QCOMPARE(cv::norm(before.plane(which), session->value().plane(which), cv::NORM_INF) > 0, static_cast<int>(which) == plane);
        QCOMPARE(static_cast<int>(session->value().plane(static_cast<Plane>(plane)).at<std::uint8_t>(255, 268)), value);
    }

    void fieldBrushExtends()
    {
        box->select(ToolId::FieldBrush);
        box->current().press(at(20, 20));
        box->current().release(at(20, 20));
        QCOMPARE(session->value().fieldOfView.at<std::uint8_t>(20, 20), std::uint8_t{255});
    }

    void lightPenDrawsThinner()
    {
        box->select(ToolId::SketchPen);
        box->setDiameter(30);
        const auto drawn = [&](double pressure) {
            box->current().press(at(100, 420, pressure));
            box->current().release(at(100, 420, pressure));
            const int count = cv::countNonZero(session->value().sketch);
            session->undo();
            return count;
        };
        QVERIFY(drawn(0.2) < drawn(1.0) / 2);
        box->setPressureSize(false);
        QCOMPARE(drawn(0.2), drawn(1.0));
    }

    void pickTakesTheLabelUnderThePen()
    {
        box->setActiveLabel(1);
        box->select(ToolId::PickLabel);
        box->current().press(at(256.5, 250.5));
        QCOMPARE(box->activeLabel(), 3);
        box->current().press(at(-5, 900)); // outside: nothing there to pick
        QCOMPARE(box->activeLabel(), 3);
        box->current().press(at(5, 500));
        QCOMPARE(box->activeLabel(), 0);
        QCOMPARE(session->history().size(), std::size_t{1});
    }

    void lastToolGoesBackAndForth()
    {
        box->select(ToolId::SketchPen);
        box->select(ToolId::Pan);
        box->selectLast();
        QCOMPARE(box->currentId(), ToolId::SketchPen);
        box->selectLast();
        QCOMPARE(box->currentId(), ToolId::Pan);
    }

    void sizeStepsStayInRange()
    {
        box->setDiameter(1);
        box->stepDiameter(-3);
        QCOMPARE(box->diameter(), 1.0);
        box->stepDiameter(1);
        QCOMPARE(box->diameter(), 2.0);
        box->stepDiameter(100);
        QCOMPARE(box->diameter(), 256.0);
        box->select(ToolId::SketchPen);
        QVERIFY(box->diameter() < 256.0); // every tool keeps its own
    }

    void lockedClassStays()
    {
        box->setLocked(3, true);
        const int before = cv::countNonZero(session->value().labels == 3);
        box->setActiveLabel(1);
        box->current().press(at(200, 250));
        box->current().move(at(320, 250));
        box->current().release(at(320, 250));
        QCOMPARE(cv::countNonZero(session->value().labels == 3), before);
    }

    void switchingToolsMidStrokeDropsIt()
    {
        box->current().press(at(100, 300));
        box->select(ToolId::SketchPen);
        QVERIFY(!session->strokeActive());
        QCOMPARE(session->history().size(), std::size_t{1});
    }

private:
    std::unique_ptr<EditorSession> session;
    std::unique_ptr<ToolBox> box;
};

QTEST_GUILESS_MAIN(TestToolBox)
#include "test_tool_box.moc"
