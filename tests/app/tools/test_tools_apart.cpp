// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/measure_shapes.h"
#include "app/tools/measure_tools.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "app/tools/tool_commands.h"
#include "tests/support/drawing_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sonosketch;

namespace {
ToolEvent at(double x, double y)
{
    ToolEvent event;
    event.canvas = event.view = {x, y};
    return event;
}
} // namespace

/// Tools without a window: what is hard to reach with a mouse.
class TestToolsApart : public QObject {
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

    void movesAndReleasesWithoutAPressDoNothing()
    {
        for (const ToolId id : allTools) {
            box->select(id);
            box->current().move(at(256, 250));
            box->current().hover(at(200, 250));
            box->current().release(at(180, 250));
            box->current().cancel();
            for (const ToolKey key :
                {ToolKey::Enter, ToolKey::Backspace, ToolKey::Delete, ToolKey::Left, ToolKey::Right, ToolKey::Up, ToolKey::Down})
                QVERIFY2(!box->current().key(key, false), qPrintable(ToolBox::name(id)));
            QVERIFY(!box->busy());
        }
        QCOMPARE(session->history().size(), std::size_t{1});
        QVERIFY(!session->previewActive() && !session->strokeActive());
    }

    void everyToolHasANameAndItsPlace()
    {
        for (const ToolId id : allTools) {
            QCOMPARE(box->tool(id).id(), id);
            QVERIFY(!ToolBox::name(id).isEmpty());
        }
    }

    void aSliderStillBeingDraggedEndsBeforeAPreviewBegins()
    {
        box->setActiveLabel(6);
        CannySettings canny = session->value().canny;
        const auto slide = [&] {
            canny.low += 1;
            session->previewCanny(canny);
        };
        box->select(ToolId::Wand);
        slide();
        box->current().press(at(256, 250));
        QVERIFY(session->previewActive());
        box->current().release(at(256, 250));
        QVERIFY(!session->previewActive());
        QCOMPARE(session->history().size(), std::size_t{3});
        session->undo();

        box->select(ToolId::MoveObject);
        box->current().press(at(256, 250));
        box->current().release(at(256, 250));
        slide();
        QVERIFY(!box->moveTool().hasSelection() || box->current().key(ToolKey::Right, false)); // whichever it is, without a crash
        QVERIFY(session->previewActive() == box->moveTool().hasSelection());
        box->current().cancel();
        slide();
        box->current().press(at(256, 250));
        box->current().move(at(266, 250));
        QVERIFY(session->previewActive());
        box->current().release(at(266, 250));
        box->current().leave();
        QVERIFY(!session->previewActive());

        box->select(ToolId::Caliper);
        slide();
        box->current().press(at(100, 100));
        box->current().move(at(150, 100));
        box->current().release(at(150, 100));
        QVERIFY(!session->previewActive());
        QCOMPARE(session->value().measurements.size(), std::size_t{1});
    }

    void undoInTheMiddleOfADragEndsIt()
    {
        box->select(ToolId::Caliper);
        box->current().press(at(100, 100));
        box->current().move(at(150, 100));
        session->undo();
        QVERIFY(session->value().measurements.empty());
        QVERIFY(!box->busy());
        box->current().move(at(180, 100));
        box->current().release(at(180, 100));
        QVERIFY(session->value().measurements.empty());
        QVERIFY(!session->previewActive());

        box->select(ToolId::Wand);
        const cv::Mat before = session->value().labels.clone();
        box->setActiveLabel(6);
        box->current().press(at(256, 250));
        session->undo();
        box->current().move(at(256, 200));
        box->current().release(at(256, 200));
        QCOMPARE(cv::norm(before, session->value().labels, cv::NORM_INF), 0.0);
    }

    void namesOfMeasurementsAreMadeToFit()
    {
        session->edit("Measure", {}, [](Transaction& edit) {
            edit.setMeasurements({{Measurement::Kind::Caliper, Measurement::Picture::Condition, {10, 10}, {50, 50}, 0, ""}});
        });
        const auto named = [&](const QString& name) {
            nameMeasurement(*box, 0, name);
            return QString::fromStdString(session->value().measurements[0].name);
        };
        QCOMPARE(named("  wall \n of\tthe cyst "), QStringLiteral("wall of the cyst"));
        const QString umlauts(60, QChar(0xFC)); // two bytes each
        QCOMPARE(named(umlauts), umlauts.left(40));
        QCOMPARE(named(QStringLiteral("x") + QStringLiteral("\U0001F3A8").repeated(30)),
            QStringLiteral("x") + QStringLiteral("\U0001F3A8").repeated(19)); // never half of one
        QCOMPARE(named(QString()), QString());
        const std::size_t steps = session->history().size();
        named(QString());
        QCOMPARE(session->history().size(), steps);
        QVERIFY(!nameMeasurement(*box, 7, "x"));
        QVERIFY(!deleteMeasurement(*box, 7));
    }

    void tooManyMeasurementsAreRefusedInWords()
    {
        session->edit("Measure", {}, [](Transaction& edit) {
            edit.setMeasurements(std::vector<Measurement>(
                maxMeasurements, {Measurement::Kind::Caliper, Measurement::Picture::Synthesised, {10, 10}, {50, 50}, 0, ""}));
        });
        QSignalSpy messages(box.get(), &ToolBox::message);
        box->select(ToolId::Caliper);
        box->current().press(at(100, 100));
        box->current().move(at(150, 100));
        box->current().release(at(150, 100));
        QCOMPARE(session->value().measurements.size(), maxMeasurements);
        QCOMPARE(messages.count(), 1);
        QVERIFY(!session->previewActive());
    }

    void shapesOfMeasurements()
    {
        const Measurement ellipse{Measurement::Kind::Ellipse, Measurement::Picture::Condition, {100, 100}, {200, 100}, 60, ""};
        const auto ends = acrossEnds(ellipse);
        QCOMPARE(ends[0], QPointF(150, 130));
        QCOMPARE(ends[1], QPointF(150, 70));
        QCOMPARE(distanceToSegment({150, 110}, {100, 100}, {200, 100}), 10.0);
        QCOMPARE(distanceToSegment({203, 104}, {100, 100}, {200, 100}), 5.0);
        QCOMPARE(distanceToSegment({103, 104}, {100, 100}, {100, 100}), 5.0);
        const QPointF turned = snappedTo15({0, 0}, {10, 1});
        QVERIFY(std::abs(turned.y()) < 1e-9 && std::abs(turned.x() - std::hypot(10, 1)) < 1e-9);
    }

    void wholeMeasurementsStayOnThePicture()
    {
        box->select(ToolId::Caliper);
        box->current().press(at(100, 100));
        box->current().move(at(200, 120));
        box->current().release(at(200, 120));
        box->current().press(at(150, 110));
        box->current().move(at(900, -300));
        box->current().release(at(900, -300));
        const Measurement& moved = session->value().measurements[0];
        QVERIFY(moved.to == cv::Point2d(512, 20) && moved.from == cv::Point2d(412, 0));
    }

    void pasteOntoTheOriginalIsMovedAside()
    {
        box->setPointer(QPointF(256, 250));
        box->setViewCentre({256, 250});
        const auto copied = objectToCopy(*box);
        QVERIFY(copied);
        QVERIFY(pasteCopied(*box, *copied));
        QVERIFY(cv::norm(box->moveTool().placement().move) > 10);
        box->moveTool().cancel();
        box->setViewCentre({-4000, 4000}); // far off: still onto the canvas
        QVERIFY(pasteCopied(*box, *copied));
        QVERIFY(cv::countNonZero(session->value().labels == 3) > cv::countNonZero(test::drawnCase().labels == 3));
    }

private:
    std::unique_ptr<EditorSession> session;
    std::unique_ptr<ToolBox> box;
};

QTEST_GUILESS_MAIN(TestToolsApart)
#include "test_tools_apart.moc"
