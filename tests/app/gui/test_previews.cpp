// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include "app/compare/compare_pane.h"
#include "app/gui/notice_bar.h"

#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace sonosketch;
using namespace sonosketch::test;
using Kind = CompareSource::Kind;

/// A preview is seen as what it is, and only exact pictures are kept, compared and written.
class TestPreviews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        control->previews = true;
        control->delayMs = 80; // slow enough for previews
        window = openWindow(drawnCase(), cardFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
        QVERIFY(folder.isValid());
    }
    void cleanup()
    {
        control->delayMs = 0;
        window.reset();
    }

    void theWindowSaysWhichItIs()
    {
        QVERIFY(chips().contains(QStringLiteral("Exact")));
        QCOMPARE(text("statusState"), QStringLiteral("Exact"));
        preview();
        QVERIFY(chips().contains(QStringLiteral("Preview")));
        QVERIFY(!chips().contains(QStringLiteral("Exact")));
        finish();
        QTRY_VERIFY(chips().contains(QStringLiteral("Exact")));
        QVERIFY(!chips().contains(QStringLiteral("Preview")));
        QTRY_COMPARE(text("statusState"), QStringLiteral("Exact"));
    }

    void stepsKeepExactPictures()
    {
        preview();
        QTest::qWait(100);
        QVERIFY(!window->nodePictures().hasPicture(1));
        finish();
        QTRY_VERIFY(window->nodePictures().hasPicture(1));
        QVERIFY(samePixels(window->nodePictures().picture(1), window->live().picture()));
        QVERIFY(!window->live().isPreview());
    }

    void savingWaitsForTheExactPicture()
    {
        preview();
        const cv::Mat shown = window->live().picture().clone();
        QTimer::singleShot(100, this, [this] { control->delayMs = 0; });
        const auto path = std::filesystem::path(folder.path().toStdString()) / "picture.png";
        QVERIFY2(window->savePictureTo(path), qPrintable(window->statusMessage()));
        QVERIFY(!window->live().isPreview());
        const QImage saved(QString::fromStdString(path.string()));
        const cv::Point plain(256, 250);
        QCOMPARE(qGray(saved.pixel(plain.x, plain.y)), static_cast<int>(window->live().picture().at<std::uint8_t>(plain)));
        QCOMPARE(qGray(saved.pixel(plain.x, plain.y)), shown.at<std::uint8_t>(plain) - DrawingGenerator::previewOffset);
    }

    void nothingIsSavedWhereNoExactPictureComes()
    {
        preview();
        QTimer::singleShot(50, this, [this] { window->session().document().replace(drawnCase()); });
        const auto path = std::filesystem::path(folder.path().toStdString()) / "none.png";
        QVERIFY(!window->savePictureTo(path));
        QVERIFY2(window->statusMessage().contains("not saved"), qPrintable(window->statusMessage()));
        QVERIFY(!std::filesystem::exists(path));
    }

    void comparisonsMeasureExactPictures()
    {
        Comparison& comparison = window->comparePane().comparison();
        window->comparePane().compare({Kind::Present, 0, {}}, {Kind::Scan, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(comparison.facts());
        const cv::Mat before = window->live().picture().clone();
        preview();
        QVERIFY(samePixels(comparison.side(0).picture, before)); // the exact one before it
        // One that is asked for now waits.
        comparison.setSource(1, {Kind::Present, 0, {}});
        QVERIFY(comparison.side(1).picture.empty() && comparison.side(1).problem.contains("exact"));
        finish();
        for (int side = 0; side < 2; ++side)
            QVERIFY(samePixels(comparison.side(side).picture, window->live().picture()));
        QVERIFY(!samePixels(before, window->live().picture()));
    }

    void aFailedCardIsToldOfAndTheProcessorGoesOn()
    {
        QVERIFY(text("statusDevice").contains("cuda:0"));
        QVERIFY(window->notices().isHidden());
        control->failOnCard = true;
        strokeThrough(*window, {{120, 300}, {150, 320}});
        QTRY_VERIFY(window->notices().has(QStringLiteral("noticeDevice")));
        const QString notice = window->notices().text(QStringLiteral("noticeDevice"));
        QVERIFY2(notice.contains("The device went away") && notice.contains("processor"), qPrintable(notice));
        QCOMPARE(waitForPicture(*window, 10'000), QString());
        QVERIFY(text("statusDevice").contains("cpu"));
        window->findChild<QPushButton*>(QStringLiteral("noticeDevice0"))->click();
        QVERIFY(!window->notices().has(QStringLiteral("noticeDevice")));
        // Another step of the same model is rendered by the processor at once.
        window->comparePane().compare({Kind::OtherModel, 0, std::string(64, 'f')}, {Kind::Scan, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(window->comparePane().comparison().facts());
        QCOMPARE(window->comparePane().comparison().side(0).problem, QString());
    }

    void aCardThatFailsBesideTheLivePictureIsReplacedToo()
    {
        control->failOnCard = true; // the live picture rests and does not notice
        window->comparePane().compare({Kind::OtherModel, 0, std::string(64, 'f')}, {Kind::Scan, 0, {}});
        window->showComparison(true);
        QTRY_VERIFY(window->comparePane().comparison().facts());
        QCOMPARE(window->comparePane().comparison().side(0).problem, QString());
    }

private:
    QString text(const char* name) const { return window->findChild<QLabel*>(QString::fromLatin1(name))->text(); }
    QStringList chips() const
    {
        QStringList texts;
        for (const QLabel* chip : window->findChildren<QLabel*>(QStringLiteral("chip")))
            if (chip->isVisible())
                texts.push_back(chip->text());
        return texts;
    }
    static StrokeSpec brush()
    {
        StrokeSpec spec;
        spec.text = QStringLiteral("Brush");
        spec.value = 1;
        return spec;
    }
    /// A step whose preview is on show, and whose exact picture waits for finish().
    void preview()
    {
        control->delayMs = 60'000;
        window->session().beginStroke(brush(), {120, 300}, 30);
        window->session().endStroke();
        QTRY_VERIFY(window->live().isPreview());
        QCOMPARE(window->live().status().shownRevision, window->session().document().revision());
    }
    void finish()
    {
        control->delayMs = 0;
        QCOMPARE(waitForPicture(*window, 10'000), QString());
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
    QTemporaryDir folder;
};

QTEST_MAIN(TestPreviews)
#include "test_previews.moc"
