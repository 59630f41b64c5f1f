// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"
#include "app/session/live_controller.h"
#include "tests/support/check.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/fake_clock.h"

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

    void aPreviewComesFirstAndTheExactPictureAtRest()
    {
        startWithPreviews();
        const cv::Mat before = live->picture().clone();
        control->delayMs = 30'000; // the exact pass waits
        session->beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {100, 300}, 20);
        QTRY_VERIFY(live->isPreview());
        LiveStatus status = live->status();
        QVERIFY(status.hasPicture && !status.exact && !status.stale); // it shows the stroke
        QCOMPARE(status.shownRevision, session->document().revision());
        QCOMPARE(status.state, State::Busy); // there is more to come
        QCOMPARE(test::codeOf([&] { live->savePicture("preview.png", {}); }), ErrorCode::InvalidArgument);
        // The stroke goes on, whatever the exact pass was about to do.
        const auto first = status.shownRevision;
        session->continueStroke({160, 300}, 20);
        QTRY_VERIFY(live->status().shownRevision > first);
        QVERIFY(live->isPreview());
        const cv::Mat preview = live->picture().clone();
        std::vector<bool> answers;
        const auto answer = [&](bool exact) { answers.push_back(exact); };
        live->whenExact(answer);
        QVERIFY(answers.empty());
        session->endStroke();
        control->delayMs = 0;
        QTRY_VERIFY(settled(*live));
        QVERIFY(live->status().exact && !live->isPreview());
        QCOMPARE(live->status().shownRevision, session->document().revision());
        QVERIFY(test::samePixels(preview, live->picture() + cv::Scalar(test::DrawingGenerator::previewOffset)));
        QVERIFY(!test::samePixels(before, live->picture()));
        QCOMPARE(answers, std::vector<bool>{true});
        live->whenExact(answer);
        QCOMPARE(answers, (std::vector<bool>{true, true})); // it is there
        // A pen that rests on the canvas gets one as well, by itself.
        session->beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {300, 420}, 20);
        QTRY_VERIFY(settled(*live) && live->status().shownRevision == session->document().revision());
        QVERIFY(session->strokeActive() && live->status().exact);
        session->endStroke();
    }

    void aLiftedPenAndAnUndoAreNotWaitedFor()
    {
        // A time that stands still but for the passes: no grace ever ends by itself.
        const auto clock = std::make_shared<test::FakeClock>();
        control->previews = true;
        control->duringPass = [clock] { clock->advance(std::chrono::milliseconds(600)); };
        live = std::make_unique<LiveController>(*session, test::drawingFactory(session->value().palette, control), nullptr, clock);
        QTRY_VERIFY(settled(*live));
        session->beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {100, 300}, 20);
        QTRY_VERIFY(live->isPreview());
        QVERIFY(clock->untilIdle().has_value());
        QCOMPARE(static_cast<int>(control->passes), 1);
        session->endStroke();
        QTRY_VERIFY(settled(*live) && live->status().exact);
        session->undo();
        QTRY_VERIFY(settled(*live) && live->status().exact);
        QCOMPARE(live->status().shownRevision, session->document().revision());
        QCOMPARE(static_cast<int>(control->passes), 3);
    }

    void whoWaitsForAnExactPictureIsAnsweredWhenNoneComes()
    {
        startWithPreviews();
        std::vector<bool> answers;
        const auto waits = [&] {
            control->delayMs = 30'000;
            dab(*session, {100.0 + 40 * static_cast<double>(answers.size()), 300});
            QTRY_COMPARE(live->status().shownRevision, session->document().revision());
            QVERIFY(live->isPreview());
            live->whenExact([&](bool exact) { answers.push_back(exact); });
        };
        waits();
        control->fail = true;
        control->delayMs = 80;
        QTRY_COMPARE(answers, std::vector<bool>{false});
        QVERIFY(live->isPreview() && !live->status().error.isEmpty());
        live->whenExact([&](bool exact) { answers.push_back(exact); }); // nothing is under way
        QCOMPARE(answers.size(), std::size_t{2});
        control->fail = false;
        waits();
        QCOMPARE(answers.size(), std::size_t{2}); // what failed was another state
        session->document().replace(test::drawnCase());
        QCOMPARE(answers, (std::vector<bool>{false, false, false}));
        control->delayMs = 0;
    }

    void aDeviceThatFailsIsReplacedByTheProcessor()
    {
        live = std::make_unique<LiveController>(*session, test::cardFactory(session->value().palette, control));
        QTRY_VERIFY(settled(*live));
        QCOMPARE(live->info()->device, std::string("cuda:0"));
        QSignalSpy told(live.get(), &LiveController::fellBack);
        control->failOnCard = true;
        dab(*session, {100, 300});
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told[0][0].toString().contains("device went away"));
        QTRY_VERIFY(settled(*live));
        QCOMPARE(live->info()->device, std::string("cpu"));
        QVERIFY(live->status().error.isEmpty());
        QCOMPARE(live->status().shownRevision, session->document().revision());
    }

    void changesThatNobodyAnswersDoNotPileUp()
    {
        control->failToLoad = true;
        start();
        QTRY_COMPARE(live->status().state, State::Failed);
        const auto before = session->document().revision();
        CannySettings settings = session->value().canny;
        for (int move = 0; move < 10'000; ++move) {
            settings.low = 21.0 + move % 10;
            session->previewCanny(settings);
            if (move % 100 == 0)
                QCoreApplication::processEvents();
            QVERIFY(live->unseenChanges() <= 256);
        }
        QVERIFY(session->document().revision() >= before + 10'000);
        session->commitSettings();
        QVERIFY(live->status().stale && live->status().behindMs > 0);
        // The age is counted anew from what a picture does not show.
        control->failToLoad = false;
        live->setFactory(test::drawingFactory(session->value().palette, control));
        QTRY_VERIFY(settled(*live));
        QCOMPARE(live->unseenChanges(), std::size_t{0});
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
    /// Exact passes that are slow enough for previews; the first one is there.
    void startWithPreviews()
    {
        control->previews = true;
        control->delayMs = 80;
        start();
        QTRY_VERIFY(settled(*live));
    }
    void start() { live = std::make_unique<LiveController>(*session, test::drawingFactory(session->value().palette, control)); }

    std::shared_ptr<test::DrawingControl> control;
    std::unique_ptr<EditorSession> session;
    std::unique_ptr<LiveController> live;
};

QTEST_GUILESS_MAIN(TestLiveController)
#include "test_live_controller.moc"
