// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/dicom_dialogs.h"
#include "core/base/files.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_file.h"
#include "tests/core/dicom/archive.h"
#include "tests/core/dicom/outside.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace sonosketch;
using namespace sonosketch::test;

/// DICOM through the real window: opening a frame, exporting, sending to DCMTK's own archive.
class TestDicom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
    }
    void cleanup() { window.reset(); }

    void aFilmAsksForTheFrame()
    {
        const auto made = runOutside("/usr/bin/python3",
            {"-B", "-c",
                QString("import sys; sys.path.insert(0, '%1/../core/dicom'); import numpy as np, dicom_tool as t\n"
                        "frames = np.stack([np.full((200, 300), 40 + 30 * i, np.uint8) for i in range(5)])\n"
                        "ds = t.describe(t.blank(t.US_MULTI), frames, 'MONOCHROME2')\n"
                        "ds.NumberOfFrames, ds.FrameTime, ds.FrameIncrementPointer = 5, '40', 0x00181063\n"
                        "t.save(ds, '%2')\n")
                    .arg(SONOSKETCH_TEST_DATA, folder.filePath("IM0001"))});
        QVERIFY2(made.code == 0, qPrintable(made.out));
        bool seen = false;
        QTimer::singleShot(0, this, [&] { driveFrameDialog(seen); });
        // Without a suffix, too.
        QVERIFY2(window->openPath(at("IM0001")), qPrintable(window->statusMessage()));
        QVERIFY(seen);
        const Case& value = window->session().value();
        QCOMPARE(value.provenance.title, std::string("Ultrasound, frame 4"));
        QVERIFY(std::abs(value.source.at<std::uint8_t>(256, 256) - 130) <= 1);
    }
    void exportWritesPictureAndLabels()
    {
        QVERIFY2(window->exportDicom(at(""), DicomKind::Ultrasound, true), qPrintable(window->statusMessage()));
        const auto statement = readDicomStatement(at("synthetic.dcm"));
        QVERIFY(statement.has_value());
        QVERIFY(statement->kind == DicomKind::Ultrasound && statement->statement.visibleMark);
        QVERIFY(statement->statement.record.origin.find("\"node\":0") != std::string::npos);
        const auto tool = runOutside("/usr/bin/python3",
            {SONOSKETCH_TEST_DATA "/../core/dicom/dicom_tool.py", "seg", folder.filePath("labels.dcm"), folder.filePath("labels.raw")});
        QVERIFY2(tool.code == 0, qPrintable(tool.out));
        const cv::Mat& labels = window->session().value().labels;
        const std::vector<std::uint8_t> raw = readFile(at("labels.raw"));
        QVERIFY(raw == std::vector<std::uint8_t>(labels.datastart, labels.dataend));
    }
    void sendingReachesTheArchive()
    {
        QDir().mkpath(folder.filePath("archive"));
        const Archive archive("storescp", {"-aet", "ARCHIVE", "-od", folder.filePath("archive"), "PORT"});
        DicomPeer peer;
        peer.host = "127.0.0.1";
        peer.port = archive.port();
        peer.calledTitle = "ARCHIVE";
        QVERIFY2(window->sendToArchive(peer, DicomKind::SecondaryCapture, true), qPrintable(window->statusMessage()));
        QCOMPARE(QDir(folder.filePath("archive")).entryList(QDir::Files).size(), 2);
        peer.port = freePort();
        QVERIFY(!window->sendToArchive(peer, DicomKind::SecondaryCapture, false));
        QVERIFY2(window->statusMessage().contains("Nobody answers"), qPrintable(window->statusMessage()));
    }
    void theSendDialogTestsAndRemembers()
    {
        QDir().mkpath(folder.filePath("echo"));
        const Archive archive("storescp", {"-od", folder.filePath("echo"), "PORT"});
        {
            DicomSendDialog dialog(window->jobs(), window.get());
            dialog.findChild<QLineEdit*>("dicomHost")->setText("127.0.0.1");
            dialog.findChild<QLineEdit*>("dicomCalled")->setText("");
            QVERIFY(!dialog.findChild<QPushButton*>("dicomTest")->isEnabled());
            dialog.findChild<QLineEdit*>("dicomCalled")->setText("ARCHIVE");
            dialog.findChild<QSpinBox*>("dicomPort")->setValue(archive.port());
            dialog.show();
            QTest::mouseClick(dialog.findChild<QPushButton*>("dicomTest"), Qt::LeftButton);
            QTRY_COMPARE_WITH_TIMEOUT(dialog.findChild<QLabel*>("dicomAnswer")->text(), QString("The archive answers."), 30'000);
            keepScreenshot(dialog, "send.png");
        }
        DicomSendDialog again(window->jobs(), window.get());
        QCOMPARE(again.peer().host, std::string("127.0.0.1"));
        QCOMPARE(again.peer().port, archive.port());
        QCOMPARE(again.peer().calledTitle, std::string("ARCHIVE"));
        DicomExportDialog choice(window.get());
        choice.show();
        keepScreenshot(choice, "export.png");
        QVERIFY(choice.kind() == DicomKind::SecondaryCapture && !choice.withLabels());
    }
    void pictureIsSavedAsJpegToo()
    {
        QVERIFY2(window->savePictureTo(at("picture.jpg")), qPrintable(window->statusMessage()));
        const auto statement = readSyntheticStatement(at("picture.jpg"));
        QVERIFY(statement.has_value() && statement->visibleMark);
        QCOMPARE(statement->record.conditionHash, window->live().record().conditionHash);
    }

private:
    std::filesystem::path at(const char* name) const { return std::filesystem::path(folder.path().toStdString()) / name; }
    /// SONOSKETCH_SCREENSHOTS names a folder for people who want to look.
    static void keepScreenshot(QWidget& widget, const char* name)
    {
        if (const QString target = qEnvironmentVariable("SONOSKETCH_SCREENSHOTS"); !target.isEmpty())
            widget.grab().save(target + '/' + name);
    }
    void driveFrameDialog(bool& seen)
    {
        auto* dialog = qobject_cast<FrameDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) {
            QTimer::singleShot(20, this, [this, &seen] { driveFrameDialog(seen); });
            return;
        }
        dialog->findChild<QSlider*>("frameSlider")->setValue(4);
        seen = dialog->frame() == 4 && dialog->findChild<QSpinBox*>("frameNumber")->value() == 4;
        keepScreenshot(*dialog, "frame.png");
        dialog->accept();
    }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
    QTemporaryDir folder;
};

QTEST_MAIN(TestDicom)
#include "test_dicom.moc"
