// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/move_object_tool.h"
#include "app/tools/object_clipboard.h"
#include "core/edit/morphology.h"
#include "core/io/case_io.h"
#include "tests/support/check.h"
#include "tests/support/golden.h"
#include "tests/support/tool_hand.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QMimeData>
#include <QTemporaryDir>
#include <QToolButton>

using namespace sonosketch;
using namespace sonosketch::test;

namespace {

/// The drawn case with a second object: a rectangle of label 2 with a pen line inside.
Case objectCase()
{
    Case value = drawnCase();
    value.labels(cv::Rect(150, 360, 60, 40)).setTo(2);
    value.sketch(cv::Rect(160, 379, 40, 2)).setTo(SketchPen);
    return value;
}

const cv::Rect box(150, 360, 60, 40);

} // namespace

/// Objects: moved, scaled, turned, copied, mirrored, deleted; labels reshaped, hidden and locked.
class TestToolsObjects : public ToolTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QGuiApplication::clipboard()->clear();
        open(objectCase());
        window->tools().select(ToolId::MoveObject);
    }
    void cleanup() { close(); }

    void dragMovesTheObjectWithItsSketch()
    {
        hand->drag({180, 390}, {210, 410});
        QCOMPARE(steps(), std::size_t{0}); // a preview
        QVERIFY(window->session().previewActive());
        const auto moved = [&] { return cv::boundingRect(value().labels == 2) == box + cv::Point(30, 20); };
        QVERIFY(moved());
        QCOMPARE(markAt(195, 399), static_cast<int>(SketchPen));
        QCOMPARE(markAt(165, 379), static_cast<int>(SketchNone));
        QVERIFY(!window->canvas().toolOverlay().handles.empty());
        QCOMPARE(compareGolden(window->canvas().composed(), "tool_move_object"), QString());
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(stepText().startsWith("Move object: "));
        QVERIFY(moved());
        QVERIFY(window->canvas().toolOverlay().empty());
        window->session().undo();
        QVERIFY(samePixels(value().labels, objectCase().labels));
        QVERIFY(samePixels(value().sketch, objectCase().sketch));
    }

    void escRestoresAndClickWithoutChangeLeavesNothing()
    {
        hand->drag({180, 390}, {300, 250}); // across the other object
        QVERIFY(!samePixels(value().labels, objectCase().labels));
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QVERIFY(samePixels(value().labels, objectCase().labels));
        QVERIFY(!window->tools().busy());
        hand->click({180, 390});
        QVERIFY(window->tools().busy());
        hand->click({50, 50}); // elsewhere
        QVERIFY(!window->tools().busy());
        QCOMPARE(steps(), std::size_t{0});
    }

    void everyPreviewStartsFromTheObjectAsPicked()
    {
        hand->press({180, 390});
        hand->move({256, 250}); // into the other object, which it hides
        hand->move({-60, 380}); // half beside the canvas
        hand->move({181, 390});
        hand->release({181, 390});
        hand->key(Qt::Key_Enter);
        QVERIFY(samePixels(value().labels == 2, labelMask(shifted(1, 0), 2)));
        QVERIFY(samePixels(value().labels == 3, objectCase().labels == 3));
        QCOMPARE(steps(), std::size_t{1});
    }

    void elsewhereAnotherToolUndoAndSavingPutItDown()
    {
        hand->drag({180, 390}, {190, 390});
        hand->click({256, 250}); // the other object: puts down and takes that one
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(window->tools().moveTool().hasSelection());
        hand->drag({256, 250}, {256, 240});
        QTest::keyClick(window.get(), Qt::Key_B);
        QCOMPARE(steps(), std::size_t{2});
        QVERIFY(!window->session().previewActive());
        QTest::keyClick(window.get(), Qt::Key_V);
        hand->drag({190, 390}, {190, 380});
        const cv::Mat shown = value().labels.clone();
        const QTemporaryDir folder;
        QVERIFY(window->saveCaseTo(folder.filePath("case").toStdString()));
        QVERIFY(samePixels(loadCase(folder.filePath("case").toStdString()).labels, shown));
        QCOMPARE(steps(), std::size_t{3});
        hand->drag({190, 380}, {190, 370});
        QVERIFY(window->commands().action(Command::Undo)->isEnabled());
        QTest::keyClick(window.get(), Qt::Key_Z);
        QVERIFY(samePixels(value().labels, shown));
        QVERIFY(!window->tools().busy());
    }

    void arrowsNudge()
    {
        hand->click({180, 390});
        hand->key(Qt::Key_Right);
        hand->key(Qt::Key_Right);
        hand->key(Qt::Key_Up);
        hand->key(Qt::Key_Down, Qt::ShiftModifier);
        hand->key(Qt::Key_Left, Qt::ShiftModifier);
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(samePixels(value().labels, shifted(-8, 9)));
    }

    void cornerScalesAndShiftKeepsProportions()
    {
        hand->click({180, 380});
        hand->drag({210, 400}, {270, 440}); // twice both ways, the upper left corner stays
        QCOMPARE(cv::boundingRect(value().labels == 2), cv::Rect(150, 360, 120, 80));
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->click({180, 380});
        hand->drag({210, 400}, {270, 400});
        QCOMPARE(cv::boundingRect(value().labels == 2), cv::Rect(150, 360, 120, 40));
        QTest::keyClick(window.get(), Qt::Key_Escape);
        hand->click({180, 380});
        hand->drag({210, 400}, {270, 400}, Qt::ShiftModifier);
        QCOMPARE(cv::boundingRect(value().labels == 2), cv::Rect(150, 360, 120, 80));
        hand->drag({150, 360}, {210, 400}, Qt::ShiftModifier); // the other corner, back to half
        QCOMPARE(cv::boundingRect(value().labels == 2), cv::Rect(210, 400, 60, 40));
    }

    void handleTurnsByStepsOf15()
    {
        hand->click({180, 380});
        const QPointF handle = window->canvas().toolOverlay().handles.back().at;
        QVERIFY(std::abs(handle.x() - 180) < 1e-6 && handle.y() < 360);
        const double reach = 380 - handle.y();
        hand->drag(handle, {180 + reach, 382}, Qt::ShiftModifier); // a quarter, nearly
        QCOMPARE(window->tools().moveTool().placement().rotation, 90.0);
        QCOMPARE(cv::boundingRect(value().labels == 2), cv::Rect(160, 350, 40, 60));
        QCOMPARE(cv::countNonZero(value().labels == 2), 2400);
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
    }

    void placementByNumbers()
    {
        const auto spin = [&](const char* name) { return window->findChild<QDoubleSpinBox*>(QLatin1String(name)); };
        QVERIFY(!spin("first0")->isEnabled());
        hand->click({180, 380});
        QVERIFY(spin("first0")->isEnabled());
        spin("first0")->setValue(-30);
        spin("first1")->setValue(12);
        QVERIFY(samePixels(value().labels, shifted(-30, 12)));
        spin("second0")->setValue(200);
        QCOMPARE(cv::boundingRect(value().labels == 2).width, 120);
        spin("second0")->setValue(100);
        spin("third0")->setValue(90);
        QCOMPARE(cv::boundingRect(value().labels == 2).size(), cv::Size(40, 60));
        spin("first0")->setValue(-1000); // beside the canvas: refused, what is shown stays
        QCOMPARE(spin("first0")->value(), -30.0);
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
    }

    void lockedObjectsStay()
    {
        window->tools().setLocked(2, true);
        hand->drag({180, 390}, {210, 410});
        QVERIFY(samePixels(value().labels, objectCase().labels));
        QVERIFY(!window->statusMessage().isEmpty());
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{0});
    }

    void copyPasteInTheSameCase()
    {
        hand->click({180, 380});
        QTest::keyClick(window.get(), Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(window.get(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(window->tools().moveTool().floats());
        const QPointF centre = window->tools().viewCentre();
        const cv::Rect shown = cv::boundingRect(labelPartNear(2, centre));
        QVERIFY(std::abs(shown.x + 30 - centre.x()) <= 1 && std::abs(shown.y + 20 - centre.y()) <= 1);
        QCOMPARE(steps(), std::size_t{0});
        for (int i = 0; i < 9; ++i)
            hand->key(Qt::Key_Down, Qt::ShiftModifier); // off the other object
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(stepText().startsWith("Paste object: "));
        QCOMPARE(cv::countNonZero(value().labels == 2), 2 * 2400);
        QVERIFY(samePixels(value().labels == 3, objectCase().labels == 3));
        QVERIFY(cv::countNonZero(value().sketch == SketchPen) == 160);
        QCOMPARE(compareGolden(window->canvas().composed(), "command_paste_object"), QString());
        // Deleted, it comes back to its old place.
        hand->move({180, 380});
        QTest::keyClick(window.get(), Qt::Key_Delete);
        QVERIFY(stepText().startsWith("Delete object: "));
        QCOMPARE(labelAt(180, 380), 0);
        QCOMPARE(markAt(180, 380), 0);
        run(Command::PasteObject);
        QCOMPARE(labelAt(151, 361), 2);
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QCOMPARE(labelAt(151, 361), 0);
    }

    void pasteIntoAnotherCaseByNameAndTrueSize()
    {
        hand->move({180, 380});
        run(Command::CopyObject); // the one under the pointer
        Case other = Case::blank(LabelPalette("other",
            {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Nothing", 9, 9, 9, 1, 1, 1},
                {2, drawnCase().palette.classes()[2].name, 200, 0, 0, 2, 2, 2}, {3, "Rest", 0, 200, 0, 3, 3, 3}}));
        other.mmPerPixel = 0.1; // half of that it was copied from
        const QTemporaryDir folder;
        saveCase(other, folder.filePath("other").toStdString());
        QVERIFY(window->openPath(folder.filePath("other").toStdString()));
        run(Command::PasteObject);
        QCOMPARE(window->tools().currentId(), ToolId::MoveObject);
        QCOMPARE(cv::boundingRect(value().labels == 2).size(), cv::Size(120, 80));
        hand->click({20, 20});
        QCOMPARE(steps(), std::size_t{1});
        // A palette without the class refuses by name.
        Case stranger = Case::blank(LabelPalette("stranger", {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Nothing", 9, 9, 9, 1, 1, 1}}));
        saveCase(stranger, folder.filePath("stranger").toStdString());
        QVERIFY(window->openPath(folder.filePath("stranger").toStdString()));
        run(Command::PasteObject);
        QVERIFY(!window->session().previewActive());
        QVERIFY2(
            window->statusMessage().contains(QString::fromStdString(other.palette.classes()[2].name)), qPrintable(window->statusMessage()));
    }

    void theClipboardIsNotTrusted()
    {
        run(Command::PasteObject); // empty
        QVERIFY(window->statusMessage().contains("no object"));
        const CopiedObject copied{objectAt(objectCase(), {180, 380}).value(), 7};
        const QByteArray good = encodeObject(copied);
        const CopiedObject back = decodeObject(good);
        QCOMPARE(back.caseToken, quint64{7});
        QVERIFY(samePixels(back.object.mask, copied.object.mask) && samePixels(back.object.marks, copied.object.marks));
        QCOMPARE(back.object.className, copied.object.className);
        QVERIFY(back.object.area == copied.object.area && back.object.mmPerPixel == copied.object.mmPerPixel);
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(codeOf([&] { decodeObject(good.left(size)); }) == ErrorCode::Corrupt);
        QVERIFY(codeOf([&] { decodeObject(good + 'x'); }) == ErrorCode::Corrupt);
        for (qsizetype at = 0; at < good.size(); ++at) // whatever is flipped, it is an object or an Error
            for (const int bit : {0, 7}) {
                QByteArray bad = good;
                bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
                codeOf([&] { validate(decodeObject(bad).object); });
            }
        auto* data = new QMimeData;
        data->setData(QLatin1String(objectMimeType), good.left(good.size() / 2));
        QGuiApplication::clipboard()->setMimeData(data);
        run(Command::PasteObject);
        QVERIFY(window->statusMessage().contains("damaged"));
        QVERIFY(!window->session().previewActive());
    }

    void mirrorObjectSelectedAndUnderThePointer()
    {
        hand->click({300, 380}); // nothing selected
        cv::Mat expected = objectCase().labels;
        window->tools().select(ToolId::Rectangle);
        window->tools().setActiveLabel(2);
        hand->drag({210, 360}, {220, 370}); // a nose at the upper right
        hand->move({180, 380});
        QTest::keyClick(window.get(), Qt::Key_V, Qt::ShiftModifier);
        QCOMPARE(steps(), std::size_t{2});
        QVERIFY(stepText().startsWith("Mirror object: "));
        expected.setTo(0, expected == 2);
        expected(cv::Rect(160, 360, 60, 40)).setTo(2);
        expected(cv::Rect(150, 360, 10, 10)).setTo(2);
        QVERIFY(samePixels(value().labels, expected));
        window->tools().select(ToolId::MoveObject);
        hand->click({180, 380});
        run(Command::MirrorObject);
        QCOMPARE(labelAt(215, 365), 2);
        hand->key(Qt::Key_Return);
        QCOMPARE(steps(), std::size_t{3});
    }

    void mirrorCase()
    {
        cv::Mat expected;
        cv::flip(objectCase().labels, expected, 1);
        run(Command::MirrorCase);
        QVERIFY(samePixels(value().labels, expected));
        QVERIFY(!value().autoSketch);
        QCOMPARE(steps(), std::size_t{1});
        QCOMPARE(compareGolden(window->canvas().composed(), "command_mirror_case"), QString());
    }

    void reshapeActiveLabel_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<int>("how");
        QTest::newRow("grow") << static_cast<int>(Command::GrowLabel) << static_cast<int>(Reshape::Grow);
        QTest::newRow("shrink") << static_cast<int>(Command::ShrinkLabel) << static_cast<int>(Reshape::Shrink);
        QTest::newRow("smooth") << static_cast<int>(Command::SmoothLabel) << static_cast<int>(Reshape::Majority);
        QTest::newRow("open") << static_cast<int>(Command::OpenLabel) << static_cast<int>(Reshape::Open);
        QTest::newRow("close") << static_cast<int>(Command::CloseLabel) << static_cast<int>(Reshape::Close);
        QTest::newRow("fill holes") << static_cast<int>(Command::FillHoles) << static_cast<int>(Reshape::FillHoles);
        QTest::newRow("largest part") << static_cast<int>(Command::LargestPart) << static_cast<int>(Reshape::LargestPart);
        QTest::newRow("islands") << static_cast<int>(Command::RemoveIslands) << static_cast<int>(Reshape::RemoveIslands);
    }
    void reshapeActiveLabel()
    {
        QFETCH(int, command);
        QFETCH(int, how);
        Case ragged = objectCase();
        ragged.labels(cv::Rect(170, 365, 8, 8)).setTo(0);  // a hole
        ragged.labels(cv::Rect(250, 420, 5, 5)).setTo(2);  // an island
        ragged.labels(cv::Rect(210, 380, 20, 2)).setTo(2); // a spur
        ragged.labels(cv::Rect(190, 396, 3, 4)).setTo(0);  // a bay
        open(ragged);
        window->tools().setActiveLabel(2);
        window->findChild<QDoubleSpinBox*>(QStringLiteral("reshapeAmount"))->setValue(4);
        window->findChild<QDoubleSpinBox*>(QStringLiteral("islandPixels"))->setValue(26);
        run(static_cast<Command>(command));
        const auto which = static_cast<Reshape>(how);
        const cv::Mat expected = reshaped(ragged.labels == 2, which, which == Reshape::RemoveIslands ? 26 : 4);
        QVERIFY(!samePixels(expected, ragged.labels == 2));
        QVERIFY(samePixels(value().labels == 2, expected));
        QCOMPARE(steps(), std::size_t{1});
        window->tools().setLocked(2, true);
        run(static_cast<Command>(command));
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(!window->statusMessage().isEmpty());
    }

    void reshapeKeys()
    {
        window->tools().setActiveLabel(2);
        QTest::keyClick(window.get(), Qt::Key_BracketRight, Qt::ControlModifier);
        QVERIFY(cv::countNonZero(value().labels == 2) > 2400);
        QTest::keyClick(window.get(), Qt::Key_BracketLeft, Qt::ControlModifier);
        QCOMPARE(cv::countNonZero(value().labels == 2), 2400);
        QCOMPARE(steps(), std::size_t{2});
        window->tools().setActiveLabel(0);
        QTest::keyClick(window.get(), Qt::Key_BracketRight, Qt::ControlModifier);
        QCOMPARE(steps(), std::size_t{2});
        QVERIFY(!window->statusMessage().isEmpty());
    }

    void reshapeFromThePanel()
    {
        window->tools().setActiveLabel(2);
        const auto* button = window->findChild<QToolButton*>(QStringLiteral("reshapeButton"));
        QVERIFY(button->isVisible());
        QCOMPARE(button->menu()->actions().size(), 8);
        button->menu()->actions().front()->trigger();
        QVERIFY(stepText().startsWith("Grow: "));
    }

    void nextAndPreviousLabel()
    {
        window->tools().setActiveLabel(2);
        QTest::keyClick(window.get(), Qt::Key_Period);
        QCOMPARE(window->tools().activeLabel(), 3);
        QTest::keyClick(window.get(), Qt::Key_Comma);
        QTest::keyClick(window.get(), Qt::Key_Comma);
        QTest::keyClick(window.get(), Qt::Key_Comma);
        QCOMPARE(window->tools().activeLabel(), 0);
        QTest::keyClick(window.get(), Qt::Key_Comma);
        QCOMPARE(window->tools().activeLabel(), value().palette.size() - 1);
        QTest::keyClick(window.get(), Qt::Key_Period);
        QCOMPARE(window->tools().activeLabel(), 0);
    }

    void hideAndLockLabel()
    {
        window->tools().setActiveLabel(2);
        const auto color = [&] { return window->canvas().composed().pixelColor(155, 365); };
        const QColor shown = color();
        const QImage before = window->canvas().composed().copy();
        const auto revision = window->session().document().revision();
        QTest::keyClick(window.get(), Qt::Key_H, Qt::ShiftModifier);
        QVERIFY(color() != shown);
        QCOMPARE(color().red(), color().green()); // the plain scan
        QVERIFY(window->commands().action(Command::HideLabel)->isChecked());
        auto* eye = window->findChild<QAbstractButton*>(QStringLiteral("labelVisible2"));
        QVERIFY(!eye->isChecked());
        QCOMPARE(window->session().document().revision(), revision);
        eye->click();
        QCOMPARE(window->canvas().composed(), before);
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(window->tools().isLocked(2));
        QVERIFY(window->findChild<QAbstractButton*>(QStringLiteral("labelLock2"))->isChecked());
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!window->tools().isLocked(2));
        eye->click();
        const QTemporaryDir folder;
        saveCase(objectCase(), folder.filePath("case").toStdString());
        QVERIFY(window->openPath(folder.filePath("case").toStdString()));
        QCOMPARE(window->layers().hiddenLabels(), std::uint64_t{0}); // another case starts with all of them
    }

    void deleteASelectedObject()
    {
        hand->drag({180, 390}, {256, 250}); // over the other one
        QTest::keyClick(window.get(), Qt::Key_Delete);
        QCOMPARE(steps(), std::size_t{1});
        QCOMPARE(cv::countNonZero(value().labels == 2), 0);
        QCOMPARE(cv::countNonZero(value().sketch), 0);
        QVERIFY(samePixels(value().labels == 3, objectCase().labels == 3));
        QVERIFY(!window->tools().busy());
        hand->move({20, 20});
        QTest::keyClick(window.get(), Qt::Key_Delete); // nothing there
        QCOMPARE(steps(), std::size_t{1});
        QVERIFY(window->statusMessage().contains("no object"));
    }

private:
    static cv::Mat shifted(int dx, int dy)
    {
        cv::Mat labels = objectCase().labels;
        labels(box).setTo(0);
        labels(box + cv::Point(dx, dy)).setTo(2);
        return labels;
    }
    cv::Mat labelPartNear(int label, QPointF at) const
    {
        cv::Mat mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        const cv::Rect near(static_cast<int>(at.x()) - 60, static_cast<int>(at.y()) - 60, 120, 120);
        cv::Mat(value().labels == label)(near).copyTo(mask(near));
        return mask;
    }
};

QTEST_MAIN(TestToolsObjects)
#include "test_tools_objects.moc"
