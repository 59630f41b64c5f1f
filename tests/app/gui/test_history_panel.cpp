// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/brighter_generator.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include "app/panels/history_panel.h"
#include "core/io/png_file.h"

#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace sonosketch;
using namespace sonosketch::test;

/// The history in the real window.
class TestHistoryPanel : public QObject {
    Q_OBJECT

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;

    EditorSession& session() { return window->session(); }
    const HistoryModel& model() { return window->historyPanel().model(); }
    QTableView& view() { return *window->findChild<QTableView*>(QStringLiteral("historyView")); }
    void paint(QPointF at, Plane plane = Plane::Labels, std::uint8_t value = 1)
    {
        StrokeSpec spec;
        spec.text = plane == Plane::Labels ? QStringLiteral("Brush: Cyst") : QStringLiteral("Sketch pen");
        spec.plane = plane;
        spec.value = value;
        spec.tool = plane == Plane::Labels ? "label-brush" : "sketch-pen";
        session().beginStroke(spec, at, 16);
        session().continueStroke(at + QPointF(40, 12), 16);
        session().endStroke();
    }
    bool settle() { return waitForPicture(*window, 20'000).isEmpty(); }
    void click(HistoryTree::NodeId node)
    {
        const QModelIndex index = model().indexOf(node);
        view().scrollTo(index);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().visualRect(index).center());
    }

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void aStepRestoresLabelsSketchModelAndPictureTogether()
    {
        struct State {
            cv::Mat labels, sketch, picture;
        };
        const auto now = [&] {
            return State{session().value().labels.clone(), session().value().sketch.clone(), window->live().picture().clone()};
        };
        std::vector<State> states{now()};
        for (int i = 0; i < 4; ++i) {
            paint({100.0 + 60 * i, 260.0 + 20 * i}, i % 2 ? Plane::Sketch : Plane::Labels, 1);
            QVERIFY(settle());
            states.push_back(now());
        }
        QTRY_VERIFY(window->nodePictures().hasPicture(4));
        const int passes = control->passes;
        for (const HistoryTree::NodeId node : {1, 3, 0, 4, 2}) {
            click(node);
            QCOMPARE(session().history().current(), node);
            QVERIFY(samePixels(session().value().labels, states[node].labels));
            QVERIFY(samePixels(session().value().sketch, states[node].sketch));
            // At once, exact, and not stale: nothing was rendered for it.
            QVERIFY(samePixels(window->live().picture(), states[node].picture));
            QVERIFY(!window->live().status().stale && window->live().status().exact);
            QCOMPARE(window->nodePictures().model(node).hash, std::string(64, 'f'));
        }
        QVERIFY(settle());
        QCoreApplication::processEvents();
        QCOMPARE(control->passes.load(), passes);
        // Editing goes on from a kept picture.
        paint({300, 200});
        QVERIFY(settle());
        QCOMPARE(control->passes.load(), passes + 1);
    }

    void aDroppedPictureIsRenderedAgainAndPinnedOnesStay()
    {
        for (int i = 0; i < 3; ++i) {
            paint({100.0 + 70 * i, 300});
            QVERIFY(settle());
        }
        QTRY_VERIFY(window->nodePictures().hasPicture(3));
        const cv::Mat first = window->nodePictures().picture(1);
        window->historyPanel().select(2);
        window->commands().action(Command::HistoryPin)->trigger();
        window->nodePictures().setLimits({1, 1 << 20});
        QVERIFY(window->nodePictures().hasPicture(2));
        QVERIFY(!window->nodePictures().hasPicture(1) && !window->nodePictures().hasPicture(3));
        const int passes = control->passes;
        click(1);
        QVERIFY(window->live().status().stale);
        QVERIFY(settle());
        QCOMPARE(control->passes.load(), passes + 1);
        QVERIFY(samePixels(window->live().picture(), first));
    }

    void editAfterUndoIsABranchBesideTheOtherOne()
    {
        paint({100, 300});
        paint({160, 320});
        session().undo();
        QCOMPARE(model().place(2), HistoryModel::Ahead);
        paint({220, 340});
        QCOMPARE(model().rowCount(), 4);
        QCOMPARE(model().branches(), std::size_t{2});
        QCOMPARE(model().place(2), HistoryModel::Aside);
        QCOMPARE(model().place(3), HistoryModel::Current);
        QVERIFY(model().lanes().lane(3) != model().lanes().lane(2));
        click(2);
        QCOMPARE(model().place(2), HistoryModel::Current);
        QCOMPARE(model().place(3), HistoryModel::Aside);
        QCOMPARE(model().place(1), HistoryModel::Behind);
    }

    void nameNoteAndPinAreEditedInTheRow()
    {
        paint({100, 300});
        QSignalSpy marked(&session(), &EditorSession::nodeMarked);
        QTest::keyClick(window.get(), Qt::Key_F6);
        auto* name = window->findChild<QLineEdit*>(QStringLiteral("historyName"));
        QVERIFY(name && name->isVisible());
        QTest::keyClicks(name, QStringLiteral("Bee with two septa"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(session().history().node(1).name, std::string("Bee with two septa"));
        QTRY_VERIFY(!window->findChild<QLineEdit*>(QStringLiteral("historyName")));
        QTest::keyClick(window.get(), Qt::Key_F6, Qt::ShiftModifier);
        auto* note = window->findChild<QPlainTextEdit*>(QStringLiteral("historyNote"));
        QVERIFY(note);
        QTest::keyClicks(note, QStringLiteral("first"));
        QTest::keyClick(note, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(note, QStringLiteral("second"));
        QTest::keyClick(note, Qt::Key_Return);
        QCOMPARE(session().history().node(1).note, std::string("first\nsecond"));
        QTest::keyClick(window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(session().history().node(1).pinned);
        QVERIFY(window->statusMessage().contains("Pinned step 1"));
        QCOMPARE(marked.count(), 3);
        QCOMPARE(model().pinned(), std::size_t{1});
        QTest::keyClick(window.get(), Qt::Key_F6);
        name = window->findChild<QLineEdit*>(QStringLiteral("historyName"));
        QTest::keyClicks(name, QStringLiteral("dropped"));
        QTest::keyClick(name, Qt::Key_Escape);
        QCOMPARE(session().history().node(1).name, std::string("Bee with two septa"));
    }

    void aBranchIsDeletedOrTheReasonSaid()
    {
        paint({100, 300});
        paint({160, 320});
        QAction* action = window->commands().action(Command::HistoryDelete);
        window->historyPanel().select(1);
        action->trigger();
        QVERIFY2(window->statusMessage().contains("current step is on this branch"), qPrintable(window->statusMessage()));
        window->historyPanel().select(0);
        action->trigger();
        QVERIFY(window->statusMessage().contains("first step"));
        QCOMPARE(model().rowCount(), 3);
        click(0);
        QSignalSpy removed(&session(), &EditorSession::branchRemoved);
        window->historyPanel().select(1);
        action->trigger();
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][0].value<std::vector<HistoryTree::NodeId>>(), (std::vector<HistoryTree::NodeId>{1, 2}));
        QCOMPARE(model().rowCount(), 1);
        QCOMPARE(model().steps(), std::size_t{1});
        QVERIFY(!window->nodePictures().hasPicture(1));
        QVERIFY(!session().canRedo());
        paint({100, 300});
        QCOMPARE(model().nodeAt(model().index(1, 0)), HistoryTree::NodeId{3});
    }

    void filterShowsWhatMatches()
    {
        paint({100, 300});
        paint({160, 320}, Plane::Sketch, SketchPen);
        paint({220, 320});
        session().setNodeNote(3, QStringLiteral("the second cyst, larger"));
        auto* filter = window->findChild<QLineEdit*>(QStringLiteral("historyFilter"));
        QTest::keyClicks(filter, QStringLiteral("CYST"));
        QCOMPARE(model().rowCount(), 2);
        QTest::keyClicks(filter, QStringLiteral(" larger"));
        QCOMPARE(model().rowCount(), 1);
        QCOMPARE(model().nodeAt(model().index(0, 0)), HistoryTree::NodeId{3});
        filter->clear();
        auto* pinned = window->findChild<QToolButton*>(QStringLiteral("historyPinnedOnly"));
        pinned->click();
        QCOMPARE(model().rowCount(), 0);
        session().setNodePinned(2, true);
        QCOMPARE(model().rowCount(), 1);
        paint({260, 320}); // does not match: no row
        QCOMPARE(model().rowCount(), 1);
        pinned->click();
        QCOMPARE(model().rowCount(), 5);
    }

    void thumbnailsAreMadeForWhatIsSeenAlone()
    {
        QSignalSpy ready(&window->nodePictures(), &NodePictures::thumbnailReady);
        for (int i = 0; i < 40; ++i)
            paint({60.0 + 9 * i, 250});
        QVERIFY(settle());
        QTRY_VERIFY(window->nodePictures().thumbnail(40));
        QTRY_VERIFY(ready.count() > 0);
        QTest::qWait(200);
        QVERIFY(!window->nodePictures().thumbnail(5)); // scrolled away long ago
        view().scrollToTop();
        QTRY_VERIFY(window->nodePictures().thumbnail(0) && window->nodePictures().thumbnail(1));
        const auto* png = window->nodePictures().thumbnail(1);
        const QImage image = QImage::fromData(png->data(), static_cast<int>(png->size()));
        QCOMPARE(image.size(), QSize(72, 72));
        // The label of step 1 is outlined in its colour.
        const auto& label = session().value().palette.classes()[1];
        bool outlined = false;
        for (int y = 0; y < 72; ++y)
            for (int x = 0; x < 72; ++x)
                outlined |= image.pixel(x, y) == qRgb(label.red, label.green, label.blue);
        QVERIFY(outlined);
    }

    void aStepBringsItsModelBack()
    {
        paint({100, 300});
        QVERIFY(settle());
        QTRY_VERIFY(window->nodePictures().hasPicture(1));
        const cv::Mat before = window->live().picture().clone();
        window->live().setFactory(brighterFactory(LabelPalette::bundled("mmotu"), control));
        QTRY_COMPARE(window->live().info()->name, std::string("other"));
        QVERIFY(settle());
        paint({200, 300});
        QVERIFY(settle());
        const cv::Mat after = window->live().picture().clone();
        QCOMPARE(window->nodePictures().model(2).name, std::string("other"));
        click(1);
        QVERIFY2(window->statusMessage().contains("made with fake"), qPrintable(window->statusMessage()));
        QTRY_COMPARE(window->live().info()->name, std::string("fake"));
        QVERIFY(settle());
        QVERIFY(samePixels(window->live().picture(), before));
        QCOMPARE(window->nodePictures().model(1).name, std::string("fake"));
        click(2);
        QTRY_COMPARE(window->live().info()->name, std::string("other"));
        QVERIFY(settle());
        QVERIFY(samePixels(window->live().picture(), after));
        // The menu names both, and takes the other one without leaving the step; the step's own model stays known.
        auto* menu = window->findChild<QMenu*>(QStringLiteral("modelMenu"));
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QAction* fake = nullptr;
        for (QAction* action : menu->actions()) {
            if (action->text() == QLatin1String("fake"))
                fake = action;
            if (action->text() == QLatin1String("other"))
                QVERIFY(action->isChecked());
        }
        QVERIFY(fake && !fake->isChecked());
        fake->trigger();
        QTRY_COMPARE(window->live().info()->name, std::string("fake"));
        QVERIFY(settle());
        QVERIFY(!samePixels(window->live().picture(), after));
        QCOMPARE(window->nodePictures().model(2).name, std::string("other"));
        QAction* action = window->commands().action(Command::HistoryUseModel);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QTRY_COMPARE(window->live().info()->name, std::string("other"));
        QVERIFY(settle());
        QVERIFY(samePixels(window->live().picture(), after));
        QTRY_VERIFY(!action->isEnabled());
    }

    void storedPicturesAndThumbnailsComeBack()
    {
        paint({100, 300});
        QVERIFY(settle());
        const cv::Mat other(canvasSize, canvasSize, CV_8UC1, cv::Scalar(77));
        window->nodePictures().setStoredPicture(0, {"fake", std::string(64, 'f')}, encodePng({other, {}, {}}));
        window->nodePictures().setStoredThumbnail(0, {1, 2, 3});
        window->nodePictures().setStoredPicture(99, {"fake", std::string(64, 'f')}, {1, 2, 3}); // no such step
        click(0);
        QVERIFY(samePixels(window->live().picture(), other));
        // A damaged one is rendered again.
        window->nodePictures().setStoredPicture(1, {"fake", std::string(64, 'f')}, {1, 2, 3});
        click(1);
        QVERIFY(settle());
        QVERIFY(!window->live().picture().empty());
    }

    void tenThousandStepsTouchOnlyWhatChanges()
    {
        control->delayMs = 0;
        const auto workOf = [&](const auto& action) {
            const auto before = model().work();
            action();
            return model().work() - before;
        };
        const auto measured = [&] {
            return std::vector<std::uint64_t>{workOf([&] {
                                                  paint({100, 200});
                                              }),
                workOf([&] { session().undo(); }), workOf([&] { session().redo(); }),
                workOf([&] { session().setNodePinned(session().history().current(), true); })};
        };
        paint({60, 200}, Plane::Labels, 2);
        const auto few = measured();
        QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
        for (int i = 0; static_cast<int>(session().history().size()) <= 10'000; ++i) {
            StrokeSpec spec{"Dot", Plane::Sketch, static_cast<std::uint8_t>(i / 400 % 2 ? SketchNone : SketchPen), BrushShape::Round, {}};
            session().beginStroke(spec, {20.0 + i % 20 * 24, 20.0 + i / 20 % 20 * 24}, 6);
            session().endStroke();
        }
        paint({60, 200}, Plane::Labels, 2);
        QCOMPARE(measured(), few);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(static_cast<std::size_t>(model().rowCount()), session().history().size());
        // Far jumps are one change of the document.
        QSignalSpy changes(&session(), &EditorSession::changed);
        click(1);
        click(9'000);
        QCOMPARE(changes.count(), 2);
        for (const HistoryTree::NodeId seen : {8'998, 8'999, 9'000})
            QTRY_VERIFY(window->nodePictures().thumbnail(seen));
        QVERIFY(session().history().bytes() < std::size_t{8} << 20);
        QVERIFY(window->nodePictures().thumbnailBytes() < std::size_t{1} << 20);
        QVERIFY(settle());
        if (!qEnvironmentVariableIsEmpty("SONOSKETCH_SCREENSHOTS"))
            window->grab().save(qEnvironmentVariable("SONOSKETCH_SCREENSHOTS") + "/history-10000.png");
    }

    void stepsKnowTheirToolAndAreAnnounced()
    {
        QSignalSpy added(&session(), &EditorSession::nodeAdded), pictures(&window->nodePictures(), &NodePictures::pictureReady);
        window->tools().setActiveLabel(2);
        strokeThrough(*window, {{120, 300}, {150, 320}});
        QCOMPARE(added.count(), 1);
        QCOMPARE(added[0][0].value<HistoryTree::NodeId>(), HistoryTree::NodeId{1});
        QCOMPARE(session().history().node(1).tool, std::string("label-brush"));
        session().setAutoSketch(false);
        QCOMPARE(session().history().node(2).tool, std::string("auto-sketch"));
        QVERIFY(settle());
        QTRY_VERIFY(!pictures.isEmpty() && pictures.last()[0].value<HistoryTree::NodeId>() == 2);
        const QVariantList last = pictures.last();
        QCOMPARE(last[1].value<ProjectModel>().name, std::string("fake"));
        const cv::Mat kept = decodeGreyPng(last[2].value<std::vector<std::uint8_t>>(), {canvasSize, canvasSize}, "test");
        QVERIFY(samePixels(kept, window->live().picture()));
    }

    void menuOffersEverythingByName()
    {
        paint({100, 300});
        session().undo();
        paint({200, 330}, Plane::Sketch, SketchPen);
        paint({230, 360});
        session().setNodeName(2, QStringLiteral("Thin septum"));
        session().setNodePinned(2, true);
        session().setNodeNote(3, QStringLiteral("Larger than before"));
        session().undo();
        QVERIFY(settle());
        const QModelIndex index = model().indexOf(3);
        view().scrollTo(index);
        Q_EMIT view().customContextMenuRequested(view().visualRect(index).center());
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts << action->text();
        for (const char* wanted : {"Pin", "Name", "Note", "Compare with the present", "real", "model", "Delete"})
            QVERIFY2(std::any_of(texts.begin(), texts.end(),
                         [&](QString text) { return text.remove('&').contains(QLatin1String(wanted), Qt::CaseInsensitive); }),
                wanted);
        menu->close();
        if (!qEnvironmentVariableIsEmpty("SONOSKETCH_SCREENSHOTS")) {
            QTest::qWait(300);
            window->grab().save(qEnvironmentVariable("SONOSKETCH_SCREENSHOTS") + "/history.png");
        }
    }
};

QTEST_MAIN(TestHistoryPanel)
#include "test_history_panel.moc"
