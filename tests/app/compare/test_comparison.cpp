// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/brighter_generator.h"
#include "tests/support/golden.h"
#include "tests/support/window_driver.h"

#include "app/compare/compare_pane.h"
#include "app/compare/compare_view.h"
#include "core/metrics/image_metrics.h"

#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace sonosketch;
using namespace sonosketch::test;
using Kind = CompareSource::Kind;
using Mode = ComparePane::Mode;

/// Two pictures held against each other in the real window.
class TestComparison : public QObject {
    Q_OBJECT

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;

    ComparePane& pane() { return window->comparePane(); }
    Comparison& comparison() { return pane().comparison(); }
    CompareView& view(int side = 0) { return pane().view(side); }
    void paint(QPointF at, QPointF by = {60, 20})
    {
        StrokeSpec spec;
        spec.text = QStringLiteral("Brush: Cyst");
        spec.value = 1;
        window->session().beginStroke(spec, at, 30);
        window->session().continueStroke(at + by, 30);
        window->session().endStroke();
    }
    bool settle() { return waitForPicture(*window, 20'000).isEmpty(); }
    /// The step before the last stroke against the present picture.
    void openOnStroke()
    {
        paint({200, 330});
        QVERIFY(settle());
        pane().compare({Kind::Node, 0, {}}, {Kind::Present, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(comparison().facts());
    }
    /// What a view shows at a canvas point.
    QColor shown(CompareView& in, QPointF canvas)
    {
        const QImage image = in.grab().toImage();
        return image.pixelColor((in.toWidget(canvas) * image.devicePixelRatio()).toPoint());
    }
    static bool near(const QColor& a, int grey, int tolerance = 6)
    {
        return std::abs(a.red() - grey) <= tolerance && std::abs(a.green() - grey) <= tolerance && std::abs(a.blue() - grey) <= tolerance;
    }
    int grey(int side, cv::Point at) { return comparison().side(side).picture.at<std::uint8_t>(at); }

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void keysOpenAndWalkThroughTheModes()
    {
        QTest::keyClick(window.get(), Qt::Key_F7);
        QVERIFY(pane().isVisible());
        QCOMPARE(pane().mode(), Mode::SideBySide);
        QVERIFY(view(1).isVisible());
        for (const Mode mode : {Mode::Wipe, Mode::Blink, Mode::Difference, Mode::SideBySide}) {
            QTest::keyClick(window.get(), Qt::Key_F8);
            QCOMPARE(pane().mode(), mode);
            QCOMPARE(view(1).isVisible(), mode == Mode::SideBySide);
        }
        // The window's keys reach the floating dock too.
        QTest::keyClick(&view(0), Qt::Key_F8);
        QCOMPARE(pane().mode(), Mode::Wipe);
        const CompareSource left = comparison().side(0).source;
        QTest::keyClick(&view(0), Qt::Key_F9);
        QCOMPARE(comparison().side(1).source, left);
        QTest::keyClick(window.get(), Qt::Key_F7);
        QVERIFY(!pane().isVisible());
        QVERIFY(!comparison().isActive());
    }

    void sideBySideShowsBothMarkedWithOneCursor()
    {
        openOnStroke();
        const cv::Point changed(230, 340);
        QVERIFY(std::abs(grey(0, changed) - grey(1, changed)) > 20);
        for (int side = 0; side < 2; ++side) {
            QVERIFY(near(shown(view(side), QPointF(changed.x + 0.5, changed.y + 0.5)), grey(side, changed), 10));
            QVERIFY(near(shown(view(side), {14.5, 14.5}), 16, 60)); // the mark's plate
            const QImage marked = comparison().marked(side);
            QCOMPARE(marked, toImage(withSyntheticMark(comparison().side(side).picture, {})));
            QVERIFY(window->findChild<QLabel*>(QStringLiteral("compareTitle%1").arg(side))->text().contains("synthesised by fake"));
        }
        // Straight to the view: whichever window lies on top here would get a simulated pointer.
        const QPointF at = view(0).toWidget({300, 200});
        QMouseEvent move(QEvent::MouseMove, at, view(0).mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&view(0), &move);
        QVERIFY(shown(view(1), {300, 200}).red() > 150);
        // Zooming one zooms the other.
        const double before = view(1).viewZoom();
        QTest::keyClick(&view(0), Qt::Key_Plus);
        QVERIFY(view(1).viewZoom() > before);
    }

    void realScanCarriesNoMarkAndSaysSo()
    {
        pane().compare({Kind::Scan, 0, {}}, {Kind::Present, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(comparison().facts());
        QCOMPARE(comparison().marked(0), toImage(window->session().value().source));
        QVERIFY(!comparison().side(0).synthetic && comparison().side(1).synthetic);
        QVERIFY(window->findChild<QLabel*>(QStringLiteral("compareTitle0"))->text().contains("Real scan"));
    }

    void dividerWipesByMouseAndKeys()
    {
        openOnStroke();
        pane().setMode(Mode::Wipe);
        const cv::Point changed(230, 340);
        const QPointF at(changed.x + 0.5, changed.y + 0.5);
        view().setDivider(400);
        QVERIFY(near(shown(view(), at), grey(0, changed), 10));
        const QPoint from = view().toWidget({400, 100}).toPoint(), to = view().toWidget({100, 100}).toPoint();
        QTest::mousePress(&view(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&view(), (from + to) / 2);
        QTest::mouseMove(&view(), to);
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, to);
        QVERIFY(std::abs(view().divider() - 100) < 3);
        QVERIFY(near(shown(view(), at), grey(1, changed), 10));
        const double before = view().divider();
        QTest::keyClick(&view(), Qt::Key_Right);
        QCOMPARE(view().divider(), before + 4);
        QTest::keyClick(window.get(), Qt::Key_F9); // swapped
        QVERIFY(near(shown(view(), at), grey(1, changed), 10));
        QCOMPARE(comparison().side(1).source.kind, Kind::Node);
    }

    void blinkingFlipsByItselfAndByTheSpaceBar()
    {
        openOnStroke();
        pane().setMode(Mode::Blink);
        window->findChild<QSpinBox*>(QStringLiteral("compareInterval"))->setValue(100);
        QTRY_COMPARE(pane().shownSide(), 1);
        QTRY_COMPARE(pane().shownSide(), 0);
        const int shownBefore = pane().shownSide();
        QTest::keyPress(&view(), Qt::Key_Space);
        QCOMPARE(pane().shownSide(), 1 - shownBefore);
        const cv::Point changed(230, 340);
        QVERIFY(near(shown(view(), QPointF(changed.x + 0.5, changed.y + 0.5)), grey(pane().shownSide(), changed), 10));
        QTest::qWait(300); // held: it does not go on by itself
        QCOMPARE(pane().shownSide(), 1 - shownBefore);
        QTest::keyRelease(&view(), Qt::Key_Space);
        QCOMPARE(pane().shownSide(), shownBefore);
    }

    void differenceMapAndMeasuresAreThoseOfCore()
    {
        openOnStroke();
        pane().setMode(Mode::Difference);
        const cv::Mat a = comparison().side(0).picture, b = comparison().side(1).picture;
        QTRY_VERIFY(comparison().facts());
        CompareFacts facts = *comparison().facts();
        QCOMPARE(facts.psnr, psnr(a, b));
        QCOMPARE(facts.ssim, ssim(a, b));
        cv::Mat apart;
        cv::absdiff(a, b, apart);
        const auto share = [&](int threshold) { return cv::countNonZero(apart > threshold) / static_cast<double>(apart.total()); };
        QCOMPARE(facts.changed.share, share(8));
        QVERIFY(facts.changed.box == cv::boundingRect(apart > 8));
        QVERIFY(!facts.changed.box.empty() && facts.changed.box.width < 200);
        const cv::Point changed(230, 340);
        const QColor expected = differenceColor(apart.at<std::uint8_t>(changed) / static_cast<double>(facts.scale));
        const QColor found = shown(view(), QPointF(changed.x + 0.5, changed.y + 0.5));
        QVERIFY(std::abs(expected.red() - found.red()) < 12 && std::abs(expected.blue() - found.blue()) < 12);
        QVERIFY(near(shown(view(), {400, 400}), 0, 8)); // nothing changed there
        window->findChild<QSpinBox*>(QStringLiteral("compareThreshold"))->setValue(40);
        QTRY_VERIFY(comparison().facts() && comparison().facts()->changed.share == share(40));
        QVERIFY(share(40) < share(8));
        const QString text = window->findChild<QLabel*>(QStringLiteral("comparisonFacts"))->text();
        QVERIFY2(
            text.contains(QString::number(facts.ssim, 'f', 4)) && text.contains("PSNR") && text.contains("40 levels"), qPrintable(text));
        // Equal pictures.
        pane().compare({Kind::Present, 0, {}}, {Kind::Present, 0, {}});
        QTRY_VERIFY(comparison().facts() && std::isinf(comparison().facts()->psnr));
        QCOMPARE(comparison().facts()->changed.share, 0.0);
    }

    void colorsRiseEvenlyInLightness()
    {
        double last = -1;
        for (int i = 0; i <= 16; ++i) {
            const QColor color = differenceColor(i / 16.0);
            const double lightness = 0.2126 * color.redF() + 0.7152 * color.greenF() + 0.0722 * color.blueF();
            QVERIFY(lightness > last);
            last = lightness;
        }
        QCOMPARE(differenceScale(cv::Mat::zeros(4, 4, CV_8UC1), cv::Mat::zeros(4, 4, CV_8UC1)), 16);
        QCOMPARE(differenceScale(cv::Mat::zeros(4, 4, CV_8UC1), cv::Mat(4, 4, CV_8UC1, cv::Scalar(255))), 256);
        QCOMPARE(differenceScale(cv::Mat::zeros(4, 4, CV_8UC1), cv::Mat(4, 4, CV_8UC1, cv::Scalar(17))), 32);
    }

    void aStepWithoutPictureIsRenderedAndKept()
    {
        paint({200, 330});
        QVERIFY(settle());
        QTRY_VERIFY(window->nodePictures().hasPicture(1));
        const cv::Mat before = window->nodePictures().picture(1);
        window->nodePictures().setLimits({1, 1 << 20});
        QVERIFY(!window->nodePictures().hasPicture(1));
        paint({300, 330});
        QVERIFY(settle());
        window->nodePictures().setLimits({});
        pane().compare({Kind::Node, 1, {}}, {Kind::Present, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(comparison().facts());
        QVERIFY(samePixels(comparison().side(0).picture, before));
        QTRY_VERIFY(window->nodePictures().hasPicture(1));
        QCOMPARE(window->session().history().current(), HistoryTree::NodeId{2}); // the document stayed where it was
    }

    void twoModelsOnOneConditionFollowTheDocument()
    {
        window->models().add({"other", std::string(64, 'e'), {}, brighterFactory(LabelPalette::bundled("mmotu"), control)});
        window->showComparison(true);
        auto* box = window->findChild<QComboBox*>(QStringLiteral("compareSource1"));
        int row = -1;
        for (int i = 0; i < box->count(); ++i)
            if (box->itemText(i).contains("synthesised by other"))
                row = i;
        QVERIFY(row >= 0);
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
        pane().comparison().setSource(0, {Kind::Present, 0, {}});
        QTRY_VERIFY(comparison().facts());
        QVERIFY(samePixels(comparison().side(1).picture, comparison().side(0).picture + 20));
        paint({200, 330});
        QVERIFY(settle());
        QTRY_VERIFY(comparison().facts() && samePixels(comparison().side(1).picture, comparison().side(0).picture + 20));
        QVERIFY(comparison().side(1).title.contains("other"));
    }

    void closingCancelsWhatIsRendered()
    {
        window->models().add({"other", std::string(64, 'e'), {}, brighterFactory(LabelPalette::bundled("mmotu"), control)});
        control->delayMs = 60'000;
        pane().compare({Kind::Present, 0, {}}, {Kind::OtherModel, 0, std::string(64, 'e')});
        window->showComparison(true);
        QVERIFY(comparison().side(1).ticket != 0);
        QTRY_VERIFY(window->findChild<QProgressBar*>(QStringLiteral("compareProgress"))->isVisible());
        window->showComparison(false);
        QCOMPARE(comparison().side(1).ticket, PictureService::Ticket{0});
        control->delayMs = 0;
    }

    void aModelThatFailsIsASentence()
    {
        window->models().add({"broken", std::string(64, 'b'), {},
            []() -> std::unique_ptr<Generator> { throw Error(ErrorCode::Corrupt, "The weights are damaged", "broken.safetensors"); }});
        pane().compare({Kind::OtherModel, 0, std::string(64, 'b')}, {Kind::OtherModel, 0, std::string(64, '9')});
        window->showComparison(true);
        QTRY_VERIFY(comparison().side(0).problem.contains("damaged"));
        QVERIFY(comparison().side(1).problem.contains("not known"));
        QVERIFY(!comparison().facts());
        // A deleted step says so as well.
        paint({200, 330});
        window->session().undo();
        QVERIFY(settle());
        pane().compare({Kind::Node, 1, {}}, {Kind::Present, 0, {}});
        window->session().removeBranch(1);
        QVERIFY(comparison().side(0).problem.contains("deleted"));
    }

    void goldenPictures()
    {
        window->session().setNodeName(0, QStringLiteral("Before"));
        openOnStroke();
        window->findChild<QSpinBox*>(QStringLiteral("compareInterval"))->setValue(3000);
        const std::array names{"compare-side-by-side", "compare-wipe", "compare-blink", "compare-difference"};
        pane().resize(900, 560);
        pane().window()->resize(900, 560);
        for (int mode = 0; mode < 4; ++mode) {
            pane().setMode(static_cast<Mode>(mode));
            QTRY_VERIFY(comparison().facts());
            QCoreApplication::processEvents();
            // The views alone: titles and numbers depend on the fonts that are installed.
            QImage image(view(0).width() + (mode == 0 ? view(1).width() : 0), view(0).height(), QImage::Format_RGB32);
            QPainter painter(&image);
            view(0).setCross(QPointF(230, 340));
            view(1).setCross(QPointF(230, 340));
            view(0).render(&painter, {});
            if (mode == 0)
                view(1).render(&painter, QPoint(view(0).width(), 0));
            painter.end();
            QCOMPARE(compareGolden(image, QLatin1String(names[static_cast<std::size_t>(mode)]), {255, 1.0, 1.0}), QString());
            if (!qEnvironmentVariableIsEmpty("SONOSKETCH_SCREENSHOTS"))
                pane().grab().save(
                    qEnvironmentVariable("SONOSKETCH_SCREENSHOTS") + QStringLiteral("/%1.png").arg(names[static_cast<std::size_t>(mode)]));
        }
    }

    void everyControlHasTipAndName()
    {
        window->showComparison(true);
        for (QWidget* widget : pane().findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_") || !widget->isVisible())
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName() + widget->metaObject()->className()));
        }
    }
};

QTEST_MAIN(TestComparison)
#include "test_comparison.moc"
