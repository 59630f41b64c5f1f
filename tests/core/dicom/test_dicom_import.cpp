// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_file.h"
#include "core/dicom/dicom_import.h"
#include "core/io/case_io.h"
#include "tests/core/dicom/outside.h"
#include "tests/support/check.h"

#include <opencv2/imgproc.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
namespace fs = std::filesystem;

class TestDicomImport : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path in(const std::string& name) const { return fs::path(m_dir.path().toStdString()) / name; }
    static constexpr int width = 160, height = 120;

    cv::Mat expected(const std::string& name) const
    {
        std::vector<std::uint8_t> bytes = readFile(in(name + ".raw"));
        return bytes.size() == width * height * 3 ? cv::Mat(height, width, CV_8UC3, bytes.data()).clone() : cv::Mat();
    }
    static double worst(const cv::Mat& a, const cv::Mat& b)
    {
        return a.size() == b.size() && a.type() == b.type() ? cv::norm(a, b, cv::NORM_INF) : 1e9;
    }

    /// A scanner's frame: a banner with a name, a fan of speckle, and a second name written into the corner beside it.
    static cv::Mat scannerFrame()
    {
        cv::Mat frame(480, 640, CV_8UC1, cv::Scalar(0));
        std::mt19937 random(5);
        for (int y = 90; y < 450; ++y)
            for (int x = 0; x < 640; ++x) {
                const double dx = x - 320.0, dy = y - 20.0, radius = std::hypot(dx, dy);
                if (radius > 90 && radius < 420 && std::abs(dx) < 0.75 * dy)
                    frame.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(60 + random() % 90);
            }
        cv::putText(frame, "GEHEIM GERTRUDE 12.04.1961", {20, 30}, cv::FONT_HERSHEY_SIMPLEX, 0.7, cv::Scalar(230), 2);
        cv::putText(frame, "PID 4711", {8, 130}, cv::FONT_HERSHEY_SIMPLEX, 0.5, cv::Scalar(230), 1);
        return frame;
    }
    /// As DICOM, by pydicom, with or without a region.
    void writeScannerFile(const std::string& name, bool region, double dyFactor = 1.0) const
    {
        const cv::Mat frame = scannerFrame();
        writeFileAtomically(in("frame.raw"), std::span<const std::uint8_t>(frame.data, frame.total()));
        const QString script = QStringLiteral(
            "import sys; sys.path.insert(0, %1); import numpy as np; import dicom_tool as t; from pydicom.dataset import Dataset\n"
            "ds = t.describe(t.blank(), np.fromfile(%2, np.uint8).reshape(480, 640), 'MONOCHROME2')\n"
            "r = Dataset(); r.RegionSpatialFormat = 1; r.RegionDataType = 1; r.RegionFlags = 0\n"
            "r.RegionLocationMinX0, r.RegionLocationMinY0, r.RegionLocationMaxX1, r.RegionLocationMaxY1 = 40, 80, 599, 459\n"
            "r.PhysicalUnitsXDirection = r.PhysicalUnitsYDirection = 3; r.PhysicalDeltaX = 0.02; r.PhysicalDeltaY = 0.02 * %3\n"
            "ds.SequenceOfUltrasoundRegions = [r] if %4 else []\n"
            "t.save(ds, %5)\n");
        const auto quoted = [](const QString& text) { return '"' + text + '"'; };
        const auto made = test::runOutside("/usr/bin/python3",
            {"-B", "-c",
                script.arg(quoted(SONOSKETCH_TEST_DATA), quoted(test::textOf(in("frame.raw"))), QString::number(dyFactor),
                    region ? "True" : "False", quoted(test::textOf(in(name))))});
        QVERIFY2(made.code == 0, qPrintable(made.out));
    }
    /// Every byte of a folder's files, one after another, texts and decompressed texts alike.
    static std::string everything(const fs::path& folder)
    {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) {
                const auto bytes = readFile(entry.path());
                all += entry.path().filename().string() + std::string(bytes.begin(), bytes.end());
            }
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto made = test::dicomTool({"make", m_dir.path()});
        QVERIFY2(made.code == 0, qPrintable(made.out));
    }
    void everyEncodingGivesItsPixels_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("pixels");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* file, const char* pixels, double tolerance) { QTest::newRow(file) << file << pixels << tolerance; };
        for (const char* exact : {"mono2", "implicit", "bigendian", "deflated", "mono1", "rgb", "planar", "palette"})
            row(exact, exact, 0);
        // Colours are rounded on the way there and back.
        row("ybr_full", "ybr_full", 3);
        row("ybr_full_422", "ybr_full_422", 3);
        row("window16", "window16", 1);
        row("range16", "range16", 1);
        row("rle", "mono2", 0);
        row("rle_rgb", "rgb", 0);
        row("jpeg_lossless", "mono2", 0);
        row("jpeg_process14", "mono2", 0);
        row("jpeg_lossless16", "window16", 1);
        row("jpeg_ls", "mono2", 0);
        row("implicit_rgb", "rgb", 0);
    }
    void everyEncodingGivesItsPixels()
    {
        QFETCH(QString, file);
        QFETCH(QString, pixels);
        QFETCH(double, tolerance);
        DicomFile dicom = DicomFile::open(in(file.toStdString() + ".dcm"));
        QCOMPARE(dicom.info().width, width);
        QCOMPARE(dicom.info().height, height);
        const double off = worst(dicom.frame(1), expected(pixels.toStdString()));
        QVERIFY2(off <= tolerance, qPrintable(QString("off by %1").arg(off)));
    }
    void lossyJpegIsClose()
    {
        DicomFile gray = DicomFile::open(in("jpeg_baseline.dcm"));
        QCOMPARE(gray.info().transferSyntax, std::string("JPEG Baseline"));
        QVERIFY(samePixels(gray.frame(1), expected("jpeg_baseline")));
        DicomFile dicom = DicomFile::open(in("jpeg_rgb.dcm"));
        QVERIFY2(dicom.info().photometric.starts_with("YBR"), dicom.info().photometric.c_str());
        const cv::Mat pixels = dicom.frame(1);
        // Colour is kept at half the resolution: the mean is what can be compared.
        QVERIFY(cv::norm(pixels, expected("rgb"), cv::NORM_L1) / static_cast<double>(pixels.total() * 3) < 12);
        QVERIFY(cv::norm(cv::mean(pixels), cv::mean(expected("rgb"))) < 3);
    }
    void framesAreCountedFromOne()
    {
        for (const char* name : {"cine.dcm", "jpeg_cine.dcm"}) {
            DicomFile dicom = DicomFile::open(in(name));
            QCOMPARE(dicom.info().frames, 5);
            QCOMPARE(dicom.info().frameMs, 40.0);
            for (const int frame : {5, 1, 3})
                QVERIFY(samePixels(dicom.frame(frame), expected("cine" + std::to_string(frame))));
            QCOMPARE(codeOf([&] { dicom.frame(0); }), ErrorCode::InvalidArgument);
            QCOMPARE(codeOf([&] { dicom.frame(6); }), ErrorCode::InvalidArgument);
        }
    }
    void filesAreKnownByTheirBytes()
    {
        fs::copy_file(in("mono2.dcm"), in("IM000001"));
        QVERIFY(looksLikeDicom(in("IM000001")));
        QVERIFY(!looksLikeDicom(in("mono2.raw")) && !looksLikeDicom(in("none")) && !looksLikeDicom(in("")));
    }
    void regionsGiveCropAndScale()
    {
        writeScannerFile("region.dcm", true);
        DicomFile file = DicomFile::open(in("region.dcm"));
        QCOMPARE(file.info().region, cv::Rect(40, 80, 560, 380));
        QCOMPARE(file.info().spacingFrom, std::string("ultrasound region"));
        const Case value = caseFromDicom(file, test::threeClasses());
        QCOMPARE(value.frame, cv::Size(640, 480));
        QVERIFY((value.crop.source & file.info().region) == value.crop.source);
        QVERIFY(value.mmPerPixel.has_value());
        QVERIFY(std::abs(*value.mmPerPixel * value.crop.scale - 0.2) < 1e-9);
        // The fan is there, and takes a good part of the canvas.
        QVERIFY(cv::countNonZero(value.source > 40) > 512 * 512 / 4);
    }
    void pixelsThatAreNotSquareBecomeSquare()
    {
        writeScannerFile("tall.dcm", true, 1.5);
        const Case value = caseFromDicom(in("tall.dcm"), test::threeClasses());
        QCOMPARE(value.frame, cv::Size(640, 720));
        QVERIFY(std::abs(*value.mmPerPixel * value.crop.scale - 0.2) < 1e-9);
        writeScannerFile("flat.dcm", true, 9);
        QCOMPARE(codeOf([&] { caseFromDicom(in("flat.dcm"), test::threeClasses()); }), ErrorCode::Unsupported);
    }
    void theBannerAndTheCornerAreGone()
    {
        QVERIFY(bannerRows(scannerFrame()) > 34 && bannerRows(scannerFrame()) < 90);
        QCOMPARE(bannerRows(cv::Mat(480, 640, CV_8UC1, cv::Scalar(100))), 0);
        for (const bool region : {true, false}) {
            writeScannerFile("banner.dcm", region);
            const Case value = caseFromDicom(in("banner.dcm"), test::threeClasses());
            QVERIFY(value.crop.source.y >= 40);
            // Nothing as bright as the writing is left; the speckle ends at 150.
            QVERIFY2(cv::countNonZero(value.source > 190) == 0, region ? "with a region" : "without a region");
            QVERIFY(cv::countNonZero(value.source > 40) > 512 * 512 / 4);
        }
    }
    void identityStaysBehindUnlessAskedFor()
    {
        writeScannerFile("Geheim_Gertrude_19610412.dcm", true);
        const fs::path named = in("Geheim_Gertrude_19610412.dcm");
        saveCase(caseFromDicom(named, test::threeClasses()), in("anonymous"));
        const std::string all = everything(in("anonymous"));
        for (const char* secret :
            {"Geheim", "Gertrude", "GEHEIM", "4711", "1961", "20190228", "ACC99887", "Musterstadt", "Doktor", "1.2.826", "2.25."})
            QVERIFY2(all.find(secret) == std::string::npos, secret);
        DicomImport how;
        how.keepIdentity = true;
        saveCase(caseFromDicom(named, test::threeClasses(), how), in("named"));
        QVERIFY(everything(in("named")).find("Geheim^Gertrude") != std::string::npos);
        QVERIFY(everything(in("named")).find("PID-4711-0815") != std::string::npos);
        // The title goes into every picture made from the case; the name must not.
        QVERIFY(loadCase(in("named")).provenance.title.find("Geheim") == std::string::npos);
        QVERIFY(DicomFile::open(named).info().hasIdentity);
    }
    void ourOwnExportComesBackAsItWas()
    {
        DicomPicture picture;
        picture.pixels = test::ringPicture();
        picture.visibleMark = false;
        picture.mmPerPixel = 0.15;
        for (const DicomKind kind : {DicomKind::SecondaryCapture, DicomKind::Ultrasound}) {
            picture.kind = kind;
            writeFileAtomically(in("own.dcm"), encodeDicomPicture(picture));
            DicomFile file = DicomFile::open(in("own.dcm"));
            cv::Mat gray;
            cv::cvtColor(file.frame(1), gray, cv::COLOR_BGR2GRAY);
            QVERIFY(samePixels(gray, picture.pixels));
            QVERIFY(file.info().synthetic && !file.info().burnedIn);
            QVERIFY(std::abs(file.info().spacing->width - 0.15) < 1e-9);
        }
    }
    void limitsHold()
    {
        const auto refuses = [&](DicomLimits limits, const char* name) { return codeOf([&] { DicomFile::open(in(name), limits); }); };
        DicomLimits limits;
        limits.maxSide = width - 1;
        QCOMPARE(refuses(limits, "mono2.dcm"), ErrorCode::TooLarge);
        limits = {};
        limits.maxPixels = width * height - 1;
        QCOMPARE(refuses(limits, "mono2.dcm"), ErrorCode::TooLarge);
        limits = {};
        limits.maxFrames = 4;
        QCOMPARE(refuses(limits, "cine.dcm"), ErrorCode::TooLarge);
        limits = {};
        limits.maxFileBytes = 1000;
        QCOMPARE(refuses(limits, "mono2.dcm"), ErrorCode::TooLarge);
        limits = {};
        limits.maxInflatedBytes = 1000;
        QCOMPARE(refuses(limits, "deflated.dcm"), ErrorCode::TooLarge);
        limits = {};
        limits.maxElements = 10;
        QCOMPARE(refuses(limits, "mono2.dcm"), ErrorCode::TooLarge);
    }
    void oddEncodingsGetASentence()
    {
        std::vector<std::uint8_t> file = readFile(in("mono2.dcm"));
        const auto replaced = [&](std::string_view from, std::string_view to) {
            auto changed = file;
            const auto found = std::search(changed.begin(), changed.end(), from.begin(), from.end());
            std::copy(to.begin(), to.end(), found);
            return changed;
        };
        const auto code = [&](const std::vector<std::uint8_t>& bytes) {
            return codeOf([&] { DicomFile::parse(bytes, "test.dcm").frame(1); });
        };
        QVERIFY(!code(file).has_value());
        // JPEG 2000, a private transfer syntax, an unknown colour model.
        QCOMPARE(codeOf([&] { DicomFile::open(in("jpeg2000.dcm")); }), ErrorCode::Unsupported);
        const std::string said = test::messageOf([&] { DicomFile::open(in("jpeg2000.dcm")); });
        QVERIFY2(said.find("JPEG 2000") != std::string::npos, said.c_str());
        QCOMPARE(code(replaced("1.2.840.10008.1.2.1", "1.2.840.10008.9.9.9")), ErrorCode::Unsupported);
        QCOMPARE(code(replaced("MONOCHROME2", "MONOCHROMEX")), ErrorCode::Unsupported);
        // Half of the pixels.
        auto cut = file;
        cut.resize(cut.size() - 5000);
        QCOMPARE(code(cut), ErrorCode::Unreadable);
        // A picture-less object: a segmentation has pixels of one bit.
        DicomPicture picture;
        picture.pixels = test::ringPicture();
        cv::Mat labels = cv::Mat::ones(512, 512, CV_8UC1);
        QCOMPARE(code(encodeDicomSegmentation(picture, labels, test::threeClasses())), ErrorCode::Unsupported);
        QVERIFY(test::messageOf([&] {
            DicomFile::parse(encodeDicomSegmentation(picture, labels, test::threeClasses()), "labels.dcm");
        }).find("segmentation")
            != std::string::npos);
        QCOMPARE(code({}), ErrorCode::Unsupported);
        QCOMPARE(codeOf([&] { DicomFile::open(in("no such file")); }), ErrorCode::NotFound);
    }
    void damagedFilesNeverCrash()
    {
        std::mt19937 random(17);
        int refused = 0, tried = 0;
        for (const char* name :
            {"mono2.dcm", "jpeg_baseline.dcm", "rle_rgb.dcm", "palette.dcm", "implicit.dcm", "jpeg_cine.dcm", "bigendian.dcm"}) {
            const std::vector<std::uint8_t> whole = readFile(in(name));
            for (int i = 0; i < 60; ++i, ++tried) {
                std::vector<std::uint8_t> damaged = whole;
                if (i % 6 == 0)
                    damaged.resize(random() % damaged.size());
                else
                    for (int flips = 0; flips < 1 + i % 4; ++flips)
                        damaged[132 + random() % std::min<std::size_t>(damaged.size() - 132, 1600)] ^=
                            static_cast<std::uint8_t>(1u << random() % 8);
                refused += codeOf([&] {
                    DicomFile file = DicomFile::parse(damaged, "damaged.dcm");
                    file.frame(file.info().frames);
                }).has_value();
            }
        }
        QVERIFY2(refused > tried / 10 && refused < tried, qPrintable(QString::number(refused)));
    }
};

QTEST_GUILESS_MAIN(TestDicomImport)
#include "test_dicom_import.moc"
