// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"
#include "tests/support/drawing_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sonosketch;

class TestEditorSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strokeIsOneStepAndContinuous()
    {
        EditorSession session(test::drawnCase());
        StrokeSpec spec{"Brush", Plane::Labels, 1, BrushShape::Round, {}};
        session.beginStroke(spec, {50, 400}, 9);
        session.continueStroke({450, 400}, 9); // one long jump, as a fast pen makes it
        QCOMPARE(session.history().size(), std::size_t{1});
        session.endStroke();
        QCOMPARE(session.history().size(), std::size_t{2});
        for (int x = 50; x <= 450; ++x)
            QCOMPARE(session.value().labels.at<std::uint8_t>(400, x), std::uint8_t{1});
    }

    void pressureWidensTheStrokeSmoothly()
    {
        EditorSession session(test::drawnCase());
        session.beginStroke({"Pen", Plane::Sketch, SketchPen, BrushShape::Round, {}}, {40, 60}, 2);
        session.continueStroke({240, 60}, 30);
        session.endStroke();
        int last = 0;
        for (int x = 45; x < 235; x += 10) {
            const int width = cv::countNonZero(session.value().sketch.col(x));
            QVERIFY2(width >= last && width - last <= 6, qPrintable(QStringLiteral("%1 px at %2 after %3").arg(width).arg(x).arg(last)));
            last = width;
        }
        QVERIFY(last > 20);
    }

    void cancelledStrokeLeavesNoTrace()
    {
        EditorSession session(test::drawnCase());
        const cv::Mat before = session.value().labels.clone();
        session.beginStroke({"Brush", Plane::Labels, 2, BrushShape::Round, {}}, {100, 100}, 30);
        session.continueStroke({300, 300}, 30);
        QVERIFY(cv::norm(before, session.value().labels, cv::NORM_INF) > 0);
        session.cancelStroke();
        QCOMPARE(cv::norm(before, session.value().labels, cv::NORM_INF), 0.0);
        QCOMPARE(session.history().size(), std::size_t{1});
        QVERIFY(!session.canUndo());
        session.continueStroke({10, 10}, 30); // stray samples after the end
        session.endStroke();
        QCOMPARE(cv::norm(before, session.value().labels, cv::NORM_INF), 0.0);
    }

    void strokeThatChangesNothingAddsNoStep()
    {
        EditorSession session(test::drawnCase());
        QSignalSpy steps(&session, &EditorSession::historyChanged);
        session.beginStroke({"Erase", Plane::Labels, 0, BrushShape::Round, {}}, {20, 480}, 10);
        session.endStroke();
        QCOMPARE(steps.count(), 0);
        QCOMPARE(session.history().size(), std::size_t{1});
    }

    void sliderGestureIsOneStepAndKeepsStrokes()
    {
        EditorSession session(test::drawnCase());
        session.beginStroke({"Pen", Plane::Sketch, SketchPen, BrushShape::Round, {}}, {60, 300}, 3);
        session.continueStroke({160, 320}, 3);
        session.endStroke();
        const cv::Mat strokes = session.value().sketch.clone();
        const CannySettings before = session.value().canny;
        CannySettings settings = before;
        for (int step = 1; step <= 20; ++step) {
            settings.low = before.low + step;
            settings.high = before.high + 5 * step;
            session.previewCanny(settings);
        }
        session.commitSettings();
        QCOMPARE(session.history().size(), std::size_t{3});
        QVERIFY(session.value().canny == settings);
        QCOMPARE(cv::norm(strokes, session.value().sketch, cv::NORM_INF), 0.0);
        session.undo();
        QVERIFY(session.value().canny == before);
        QCOMPARE(cv::norm(strokes, session.value().sketch, cv::NORM_INF), 0.0);
    }

    void undoEndsAnOpenSliderGestureFirst()
    {
        EditorSession session(test::drawnCase());
        CannySettings settings = session.value().canny;
        const CannySettings before = settings;
        settings.sigma += 1;
        session.previewCanny(settings);
        QVERIFY(session.canUndo());
        session.undo();
        QVERIFY(session.value().canny == before);
        QVERIFY(session.canRedo());
        session.redo();
        QVERIFY(session.value().canny == settings);
    }

    void strokeEndsAnOpenSliderGestureFirst()
    {
        EditorSession session(test::drawnCase());
        CannySettings settings = session.value().canny;
        settings.high += 40;
        session.previewCanny(settings);
        session.beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {60, 300}, 10);
        session.cancelStroke();
        QVERIFY(session.value().canny == settings);
        QCOMPARE(session.history().size(), std::size_t{2});
    }

    void undoIsRefusedDuringAStroke()
    {
        EditorSession session(test::drawnCase());
        session.beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {60, 300}, 10);
        session.endStroke();
        session.beginStroke({"Brush", Plane::Labels, 2, BrushShape::Round, {}}, {160, 400}, 10);
        session.undo();
        QCOMPARE(session.value().labels.at<std::uint8_t>(300, 60), std::uint8_t{1});
        QVERIFY(session.strokeActive());
    }

    void failedOpenLeavesTheSessionAsItWas()
    {
        EditorSession session(test::drawnCase());
        session.beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {60, 300}, 10);
        session.endStroke();
        const auto revision = session.document().revision();
        QVERIFY_THROWS_EXCEPTION(Error, session.open("/nonexistent/picture.png"));
        QCOMPARE(session.document().revision(), revision);
        QCOMPARE(session.history().size(), std::size_t{2});
    }

    void anEditIsOneStepOrNone()
    {
        EditorSession session(test::drawnCase());
        const auto dab = [](Transaction& edit) { edit.paintDab(Plane::Labels, {60, 300}, 10, 1); };
        QVERIFY(session.edit("Dab", {}, dab));
        QVERIFY(!session.edit("Dab", {}, dab)); // it is there already
        QCOMPARE(session.history().size(), std::size_t{2});
        PaintRule locked;
        locked.locked = 1u << 2;
        QVERIFY(!session.edit("Dab", locked, [](Transaction& edit) { edit.paintDab(Plane::Labels, {200, 400}, 10, 2); }));
        const auto revision = session.document().revision();
        QVERIFY_THROWS_EXCEPTION(Error, session.edit("Bad", {}, [&](Transaction& edit) {
            edit.paintDab(Plane::Labels, {200, 400}, 10, 2);
            edit.paintDab(Plane::Labels, {200, 400}, 10, 200);
        }));
        QVERIFY(session.document().revision() > revision); // painted and taken back
        QCOMPARE(session.value().labels.at<std::uint8_t>(400, 200), std::uint8_t{0});
        QVERIFY(session.edit("Dab", {}, [](Transaction& edit) { edit.paintDab(Plane::Labels, {200, 400}, 10, 2); }));
    }

    void previewsStartAnewAndBecomeOneStep()
    {
        EditorSession session(test::drawnCase());
        const cv::Mat before = session.value().labels.clone();
        QSignalSpy ended(&session, &EditorSession::previewEnded);
        const auto show = [&](int x) {
            session.preview("Dab", {}, [x](Transaction& edit) { edit.paintDab(Plane::Labels, {static_cast<float>(x), 300}, 10, 1); });
        };
        show(60);
        show(160);
        QVERIFY(session.previewActive() && session.canUndo());
        QCOMPARE(session.value().labels.at<std::uint8_t>(300, 60), std::uint8_t{0});
        QCOMPARE(session.value().labels.at<std::uint8_t>(300, 160), std::uint8_t{1});
        QVERIFY(session.endPreview());
        QCOMPARE(session.history().size(), std::size_t{2});
        QCOMPARE(ended.count(), 1);
        session.undo();
        QCOMPARE(cv::norm(before, session.value().labels, cv::NORM_INF), 0.0);
        show(60);
        session.cancelPreview();
        QCOMPARE(cv::norm(before, session.value().labels, cv::NORM_INF), 0.0);
        QVERIFY(!session.endPreview());
        QCOMPARE(ended.count(), 2);
        QCOMPARE(session.history().size(), std::size_t{2});
    }

    void whateverElseIsAskedPutsAPreviewDown()
    {
        EditorSession session(test::drawnCase());
        const auto show = [&](int x) {
            session.preview("Dab", {}, [x](Transaction& edit) { edit.paintDab(Plane::Labels, {static_cast<float>(x), 300}, 10, 1); });
        };
        show(60);
        session.beginStroke({"Brush", Plane::Labels, 2, BrushShape::Round, {}}, {160, 400}, 10);
        QCOMPARE(session.history().size(), std::size_t{2});
        session.endStroke();
        show(160);
        session.undo();
        QCOMPARE(session.value().labels.at<std::uint8_t>(300, 160), std::uint8_t{0});
        QCOMPARE(session.history().size(), std::size_t{4});
        session.redo();
        show(260);
        CannySettings canny = session.value().canny;
        canny.low += 1;
        session.previewCanny(canny);
        QVERIFY(!session.previewActive());
        show(420); // and the slider's gesture ends before it
        QCOMPARE(session.history().size(), std::size_t{6});
        QVERIFY_THROWS_EXCEPTION(Error, session.preview("Bad", {}, [](Transaction& edit) {
            edit.paintDab(Plane::Labels, {1, 1}, 10, 200);
        }));
        QCOMPARE(session.value().labels.at<std::uint8_t>(300, 420), std::uint8_t{0}); // the preview shows nothing now
        session.cancelPreview();
    }

    void endingASessionMidStrokeIsQuiet()
    {
        auto session = std::make_unique<EditorSession>(test::drawnCase());
        session->beginStroke({"Brush", Plane::Labels, 1, BrushShape::Round, {}}, {60, 300}, 10);
        QSignalSpy changes(session.get(), &EditorSession::changed);
        session.reset();
        QCOMPARE(changes.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestEditorSession)
#include "test_editor_session.moc"
