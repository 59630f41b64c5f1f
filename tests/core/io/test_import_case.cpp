// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/imaging/overlay_removal.h"
#include "core/imaging/read_image.h"
#include "core/io/case_io.h"
#include "core/io/png_file.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::codeOf;
using test::messageOf;
using test::samePixels;
namespace fs = std::filesystem;

class TestImportCase : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::string in(const char* name) const { return (fs::path(m_dir.path().toStdString()) / name).string(); }

    /// 300 x 200 source pixels, of which the crop takes 256 x 128 from (20, 30) at double size.
    static Case target()
    {
        Case value = Case::blank(test::threeClasses());
        value.frame = {300, 200};
        value.crop = {{20, 30, 256, 128}, 2.0, {0, 128}};
        return value;
    }

private Q_SLOTS:
    void aScanBecomesACase()
    {
        cv::Mat scan = cv::Mat::zeros(400, 600, CV_8UC3);
        cv::Mat inside = scan(cv::Rect(100, 50, 400, 300));
        cv::RNG random(5);
        random.fill(inside, cv::RNG::UNIFORM, 60, 160);
        cv::Mat gray;
        cv::extractChannel(inside, gray, 0);
        cv::merge(std::vector<cv::Mat>{gray, gray, gray}, inside);
        cv::imwrite(in("Scan 7.png"), scan);
        const Case value = caseFromImage(in("Scan 7.png"), test::threeClasses());
        validate(value);
        QCOMPARE(value.frame, cv::Size(600, 400));
        QCOMPARE(value.provenance.title, std::string("Scan 7"));
        QCOMPARE(value.provenance.source, std::string("Scan 7.png"));
        QCOMPARE(cv::countNonZero(value.labels), 0);
        QVERIFY((value.crop.source & cv::Rect(100, 50, 400, 300)).area() > 0.9 * 400 * 300);
        QVERIFY(cv::countNonZero(value.fieldOfView) > 0.8 * 512 * 384);
        QVERIFY(cv::mean(value.source, value.fieldOfView)[0] > 80);
        QCOMPARE(codeOf([&] { caseFromImage(in("none.png"), test::threeClasses()); }), ErrorCode::NotFound);
    }
    void burnedInColourGoesUnlessKept()
    {
        cv::Mat scan(400, 600, CV_8UC3);
        cv::RNG random(6);
        random.fill(scan, cv::RNG::UNIFORM, 60, 140);
        for (auto it = scan.begin<cv::Vec3b>(); it != scan.end<cv::Vec3b>(); ++it)
            *it = cv::Vec3b::all((*it)[0]);
        scan(cv::Rect(300, 100, 20, 2)).setTo(cv::Scalar(0, 255, 255)); // a yellow caliper
        scan(cv::Rect(309, 91, 2, 20)).setTo(cv::Scalar(0, 255, 255));
        cv::imwrite(in("caliper.png"), scan);
        const Case clean = caseFromImage(in("caliper.png"), test::threeClasses());
        const Case kept = caseFromImage(in("caliper.png"), test::threeClasses(), true);
        const auto brightest = [](const Case& value) {
            double highest = 0;
            cv::minMaxLoc(value.source, nullptr, &highest);
            return highest;
        };
        QVERIFY2(brightest(clean) < 190, qPrintable(QString::number(brightest(clean))));
        QVERIFY(brightest(kept) > 200);
    }
    void indexMasksOfBothSizes()
    {
        cv::Mat canvas = cv::Mat::zeros(512, 512, CV_8UC1);
        canvas(cv::Rect(5, 6, 7, 8)).setTo(3);
        cv::imwrite(in("canvas.png"), canvas);
        QVERIFY(samePixels(readLabelMask(in("canvas.png"), target()), canvas));

        cv::Mat frame = cv::Mat::zeros(200, 300, CV_8UC1);
        frame(cv::Rect(20, 30, 10, 10)).setTo(2); // the crop's corner
        cv::imwrite(in("frame.png"), frame);
        const cv::Mat mask = readLabelMask(in("frame.png"), target());
        QCOMPARE(mask.size(), cv::Size(512, 512));
        QCOMPARE(cv::countNonZero(mask == 2), 400);
        QCOMPARE(cv::boundingRect(mask), cv::Rect(0, 128, 20, 20));
    }
    void colourMasksAreMapped()
    {
        cv::Mat frame = cv::Mat::zeros(200, 300, CV_8UC3);
        frame(cv::Rect(20, 30, 10, 10)).setTo(cv::Scalar(0, 0, 64)); // red: Cyst
        frame(cv::Rect(30, 30, 10, 10)).setTo(cv::Scalar(64, 0, 0)); // blue: Solid
        cv::imwrite(in("colour.png"), frame);
        const cv::Mat mask = readLabelMask(in("colour.png"), target());
        QCOMPARE(cv::countNonZero(mask == 1), 400);
        QCOMPARE(cv::countNonZero(mask == 3), 400);
        QCOMPARE(mask.at<std::uint8_t>(130, 1), std::uint8_t(1));

        frame.at<cv::Vec3b>(77, 55) = {1, 2, 3};
        cv::imwrite(in("colour.png"), frame);
        QCOMPARE(codeOf([&] { readLabelMask(in("colour.png"), target()); }), ErrorCode::InvalidArgument);
        const std::string message = messageOf([&] { readLabelMask(in("colour.png"), target()); });
        QVERIFY2(message.find("#030201") != std::string::npos && message.find("(55, 77)") != std::string::npos, message.c_str());
    }
    void aGreyMaskInAnnotationColoursIsMapped()
    {
        Case fetal = Case::blank(LabelPalette::bundled("fetal-head"));
        cv::Mat mask = cv::Mat::zeros(512, 512, CV_8UC1);
        mask(cv::Rect(100, 100, 10, 10)).setTo(255);
        cv::imwrite(in("head.png"), mask);
        QCOMPARE(cv::countNonZero(readLabelMask(in("head.png"), fetal) == 1), 100);
    }
    void wrongSizesNameAll()
    {
        cv::imwrite(in("small.png"), cv::Mat::zeros(100, 120, CV_8UC1));
        QCOMPARE(codeOf([&] { readLabelMask(in("small.png"), target()); }), ErrorCode::SizeMismatch);
        const std::string message = messageOf([&] { readLabelMask(in("small.png"), target()); });
        QVERIFY(message.find("120x100") != std::string::npos && message.find("300x200") != std::string::npos
            && message.find("512x512") != std::string::npos);
        QCOMPARE(codeOf([&] { readLabelMask(in("small.png"), Case::blank(test::threeClasses())); }), ErrorCode::SizeMismatch);
    }
    void ambiguousAnnotationColoursAreRefused()
    {
        const Case value = Case::blank(LabelPalette("twins", {{0, "Background"}, {1, "A", 1, 1, 1, 9, 9, 9}, {2, "B", 2, 2, 2, 9, 9, 9}}));
        cv::imwrite(in("rgb.png"), cv::Mat::zeros(512, 512, CV_8UC3));
        QCOMPARE(codeOf([&] { readLabelMask(in("rgb.png"), value); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestImportCase)
#include "test_import_case.moc"
