// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include "core/io/case_io.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace sonosketch;
using namespace sonosketch::test;

/// Opening and saving through the window's own functions.
class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
        QVERIFY(folder.isValid());
    }
    void cleanup() { window.reset(); }

    void savedPictureHasMarkAndMetadata()
    {
        window->synthesis().setMark({{300, 400}});
        const auto path = at("picture.png");
        QVERIFY2(window->savePictureTo(path), qPrintable(window->statusMessage()));
        const QImage saved(QString::fromStdString(path.string()));
        QCOMPARE(saved.size(), QSize(canvasSize, canvasSize));
        const cv::Mat& plain = window->live().picture();
        int apart = 0;
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x) {
                const bool differs = qGray(saved.pixel(x, y)) != plain.at<std::uint8_t>(y, x);
                apart += differs;
                QVERIFY2(!differs || window->synthesis().markRect().contains(x, y), "only the mark's place differs");
            }
        QVERIFY(apart > 50);
        QVERIFY(!readPngText(path, "Disclaimer").empty());
        const std::string record = readPngText(path, "SonoSketch");
        QVERIFY(record.find(std::string(64, 'f')) != std::string::npos);
        QVERIFY(record.find(window->live().record().conditionHash) != std::string::npos);
    }

    void caseSurvivesSavingAndOpening()
    {
        window->tools().setActiveLabel(6);
        strokeThrough(*window, {{120, 300}, {170, 340}});
        window->tools().select(ToolId::SketchPen);
        strokeThrough(*window, {{200, 250}, {300, 260}});
        const Case before = window->session().value().clone();
        QVERIFY2(window->saveCaseTo(at("case")), qPrintable(window->statusMessage()));
        window->session().clearLabels({});
        QVERIFY2(window->openPath(at("case")), qPrintable(window->statusMessage()));
        for (const Plane plane : allPlanes)
            QVERIFY(samePixels(before.plane(plane), window->session().value().plane(plane)));
        QVERIFY(samePixels(before.source, window->session().value().source));
        QCOMPARE(window->session().history().size(), std::size_t{1});
        QCOMPARE(waitForPicture(*window, 10'000), QString());
    }

    void maskImportIsOneStep()
    {
        QImage mask(canvasSize, canvasSize, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 100; y < 200; ++y)
            for (int x = 100; x < 200; ++x)
                mask.scanLine(y)[x] = 4;
        QVERIFY(mask.save(QString::fromStdString(at("mask.png").string())));
        const cv::Mat before = window->session().value().labels.clone();
        QVERIFY2(window->importMask(at("mask.png")), qPrintable(window->statusMessage()));
        QCOMPARE(window->session().value().labels.at<std::uint8_t>(150, 150), std::uint8_t{4});
        QCOMPARE(window->session().history().size(), std::size_t{2});
        window->session().undo();
        QVERIFY(samePixels(before, window->session().value().labels));
    }

    void imageBecomesACase()
    {
        QImage image(640, 480, QImage::Format_RGB32);
        image.fill(QColor(0, 0, 0));
        for (int y = 60; y < 420; ++y)
            for (int x = 80; x < 560; ++x)
                image.setPixel(x, y, qRgb((x * 7 + y * 13) % 120 + 40, (x * 7 + y * 13) % 120 + 40, (x * 7 + y * 13) % 120 + 40));
        QVERIFY(image.save(QString::fromStdString(at("scan.png").string())));
        QVERIFY2(window->openPath(at("scan.png")), qPrintable(window->statusMessage()));
        QCOMPARE(cv::countNonZero(window->session().value().labels), 0);
        QVERIFY(cv::countNonZero(window->session().value().source) > 10'000);
        QCOMPARE(waitForPicture(*window, 10'000), QString());
    }

    void unreadableFileIsASentenceAndChangesNothing()
    {
        QFile bad(QString::fromStdString(at("bad.png").string()));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("this is not a picture");
        bad.close();
        const auto revision = window->session().document().revision();
        QVERIFY(!window->openPath(at("bad.png")));
        QVERIFY(window->statusMessage().contains("bad.png"));
        QVERIFY(!window->importMask(at("bad.png")));
        QVERIFY(!window->openPath(at("missing")));
        QVERIFY(!window->savePictureTo(at("no/such/folder/picture.png")));
        QCOMPARE(window->session().document().revision(), revision);
        strokeThrough(*window, {{120, 300}, {170, 340}});
        QCOMPARE(window->session().history().size(), std::size_t{2});
    }

private:
    std::filesystem::path at(const char* name) const { return std::filesystem::path(folder.path().toStdString()) / name; }

    QTemporaryDir folder;
    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
};

QTEST_MAIN(TestFiles)
#include "test_files.moc"
