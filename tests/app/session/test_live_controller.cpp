// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"
#include "app/session/live_controller.h"
#include "tests/support/drawing_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sonosketch;
using State = LiveStatus::State;

namespace {
Outcome outcome(std::uint64_t revision, int gray, bool exact = true)
{
    Outcome value;
    value.revision = revision;
    value.image = cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(gray));
    value.exact = exact;
    return value;
}
bool settled(const LiveController& live)
{
    const LiveStatus status = live.status();
    return status.hasPicture && !status.stale && status.state == State::Idle;
}
void dab(EditorSession& session, QPointF at, std::uint8_t value = 1)
{
    session.beginStroke({"Brush", Plane::Labels, value, BrushShape::Round, {}}, at, 20);
    session.endStroke();
}
} // namespace

class TestLiveController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<test::DrawingControl>();
        session = std::make_unique<EditorSession>(test::drawnCase());
    }
    void cleanup()
    {
        live.reset();
        session.reset();
    }
    void measurementsAskForNoPicture()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const int passes = control->passes;
        session->edit("Measure", {}, [](Transaction& edit) {
            edit.setMeasurements({{Measurement::Kind::Caliper, Measurement::Picture::Condition, {10, 10}, {50, 50}, 0, ""}});
        });
        QVERIFY(!live->status().stale);
        session->undo();
        QVERIFY(!live->status().stale);
        QTest::qWait(30);
        QCOMPARE(static_cast<int>(control->passes), passes);
        dab(*session, {100, 300}); // and what follows is seen as ever
        QVERIFY(live->status().stale);
        QTRY_VERIFY(settled(*live));
    }
    void followsEveryChange()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const cv::Mat before = live->picture().clone();
        dab(*session, {100, 300});
        QVERIFY(live->status().stale);
        QTRY_VERIFY(settled(*live));
        QVERIFY(cv::norm(before, live->picture(), cv::NORM_INF) > 20);
        QCOMPARE(live->status().shownRevision, session->document().revision());
        QVERIFY(live->info().has_value());
    }

    void olderOutcomeNeverReplacesNewer()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const auto shown = live->status().shownRevision;
        live->receive(outcome(shown + 5, 200));
        QCOMPARE(live->picture().at<std::uint8_t>(0, 0), std::uint8_t{200});
        live->receive(outcome(shown + 4, 50));
        QCOMPARE(live->picture().at<std::uint8_t>(0, 0), std::uint8_t{200});
        QCOMPARE(live->status().shownRevision, shown + 5);
        // A preview never replaces the exact picture of the same revision; the other way round it does.
        live->receive(outcome(shown + 5, 60, false));
        QCOMPARE(live->picture().at<std::uint8_t>(0, 0), std::uint8_t{200});
        live->receive(outcome(shown + 6, 70, false));
        QVERIFY(!live->status().exact);
        live->receive(outcome(shown + 6, 80, true));
        QCOMPARE(live->picture().at<std::uint8_t>(0, 0), std::uint8_t{80});
        QVERIFY(live->status().exact);
    }

    void pictureOfAClosedCaseIsDropped()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const auto old = session->document().revision();
        session->document().replace(test::drawnCase());
        QVERIFY(!live->status().hasPicture);
        live->receive(outcome(old, 99));
        QVERIFY(!live->status().hasPicture);
        QTRY_VERIFY(settled(*live));
    }

    void errorBecomesASentenceAndEditingGoesOn()
    {
        start();
        QTRY_VERIFY(settled(*live));
        control->fail = true;
        dab(*session, {100, 300});
        QTRY_VERIFY(live->status().error.contains("device went away"));
        QVERIFY(live->status().hasPicture);
        control->fail = false;
        dab(*session, {300, 400});
        QTRY_VERIFY(settled(*live));
        QVERIFY(live->status().error.isEmpty());
    }

    void modelThatDoesNotLoadIsNamed()
    {
        control->failToLoad = true;
        start();
        QTRY_COMPARE(live->status().state, State::Failed);
        QVERIFY(live->status().error.contains("weights are damaged"));
        dab(*session, {100, 300});
        QCOMPARE(session->history().size(), std::size_t{2});
        control->failToLoad = false;
        live->setFactory(test::drawingFactory(session->value().palette, control));
        dab(*session, {120, 320});
        QTRY_VERIFY(settled(*live));
        QVERIFY(live->status().error.isEmpty());
    }

    void slowModelNeverBuildsAQueue()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const int before = control->passes;
        control->delayMs = 60;
        for (int step = 0; step < 40; ++step) {
            dab(*session, {60.0 + 9 * step, 420});
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(settled(*live));
        QVERIFY2(control->passes - before < 40, qPrintable(QString::number(control->passes - before)));
        QCOMPARE(live->status().shownRevision, session->document().revision());
    }

    void recordNamesTheConditionOfThePictureOnShow()
    {
        start();
        QTRY_VERIFY(settled(*live));
        const std::string first = live->record().conditionHash;
        QCOMPARE(first.size(), std::size_t{64});
        control->fail = true;
        dab(*session, {100, 300});
        QTRY_VERIFY(!live->status().error.isEmpty());
        QCOMPARE(live->record().conditionHash, first); // the old picture is still the one on show
        control->fail = false;
        dab(*session, {300, 400});
        QTRY_VERIFY(settled(*live));
        QVERIFY(live->record().conditionHash != first);
        QCOMPARE(live->record().attribution, std::string("Drawn for tests"));
    }

    void endsWhileTheModelIsWorking()
    {
        start();
        QTRY_VERIFY(settled(*live));
        control->delayMs = 2000;
        dab(*session, {100, 300});
        QTRY_COMPARE(live->status().state, State::Busy);
        live.reset(); // cancels and joins; nothing may arrive afterwards
        QCoreApplication::processEvents();
    }

private:
    void start() { live = std::make_unique<LiveController>(*session, test::drawingFactory(session->value().palette, control)); }

    std::shared_ptr<test::DrawingControl> control;
    std::unique_ptr<EditorSession> session;
    std::unique_ptr<LiveController> live;
};

QTEST_GUILESS_MAIN(TestLiveController)
#include "test_live_controller.moc"
