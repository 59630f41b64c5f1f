// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
// The published data itself, where a checkout has it beside it.
#include "core/imaging/overlay_removal.h"
#include "core/imaging/read_image.h"
#include "core/imaging/scan_sector.h"
#include "tests/core/dataset/published_layout.h"

#include <opencv2/imgproc.hpp>

#include <QtTest>

#include <cmath>

using namespace sonosketch;

class TestPublishedData : public QObject {
    Q_OBJECT
    const std::filesystem::path m_mmotu = std::filesystem::path(SONOSKETCH_SHARED) / "data/mmotu";
    const std::filesystem::path m_hc18 = std::filesystem::path(SONOSKETCH_SHARED) / "data/hc18";

private Q_SLOTS:
    void dopplerFramesAreToldApart()
    {
        if (!std::filesystem::exists(m_mmotu / "images"))
            QSKIP("the MMOTU images are not beside this checkout");
        for (int id = 393; id <= 404; ++id)
            QVERIFY2(
                looksLikeColorDoppler(readImageColor(m_mmotu / "images" / (std::to_string(id) + ".JPG"))), qPrintable(QString::number(id)));
        for (int id = 1; id < 1400; id += 37) {
            const auto path = m_mmotu / "images" / (std::to_string(id) + ".JPG");
            if (std::filesystem::exists(path))
                QVERIFY2(!looksLikeColorDoppler(readImageColor(path)), qPrintable(QString::number(id)));
        }
    }
    void nothingYellowIsLeft()
    {
        if (!std::filesystem::exists(m_mmotu / "images"))
            QSKIP("the MMOTU images are not beside this checkout");
        for (const int id : {12, 69, 267, 311, 1345, 1372}) {
            const cv::Mat bgr = readImageColor(m_mmotu / "images" / (std::to_string(id) + ".JPG"));
            const cv::Mat overlay = findOverlay(bgr);
            // Sure overlay: far more red and green than blue.
            std::vector<cv::Mat> channels;
            cv::split(bgr, channels);
            cv::Mat excess;
            cv::subtract(cv::min(channels[1], channels[2]), channels[0], excess);
            QCOMPARE(cv::countNonZero((excess > 60) & ~overlay), 0);
            QVERIFY(cv::countNonZero(overlay) < 0.1 * static_cast<double>(bgr.total()));
        }
    }
    void headsMeasureWhatTheTableSays()
    {
        if (!std::filesystem::exists(m_hc18 / "images"))
            QSKIP("the HC18 images are not beside this checkout");
        test::PublishedLayout layout;
        for (const char* name : {"000_HC.png", "001_HC.png", "010_HC.png", "010_2HC.png"})
            for (const char* folder : {"images", "masks"}) {
                std::filesystem::create_directories(layout.from() / folder);
                std::filesystem::copy_file(m_hc18 / folder / name, layout.from() / folder / name);
            }
        std::filesystem::copy_file(m_hc18 / "training_set_pixel_size_and_HC.csv", layout.from() / "training_set_pixel_size_and_HC.csv");
        QCOMPARE(importDataset(layout.options("hc18")).imported, std::size_t{4});
        for (const DatasetItem& item : DatasetManifest::load(layout.to()).items) {
            if (item.sourceFile != "000_HC.png" && item.sourceFile != "001_HC.png")
                continue;
            std::vector<std::vector<cv::Point>> outlines;
            cv::findContours(loadSample(layout.to(), item).labels, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
            QCOMPARE(outlines.size(), std::size_t{1});
            const cv::RotatedRect ellipse = cv::fitEllipse(outlines[0]);
            const double a = ellipse.size.width / 2, b = ellipse.size.height / 2, h = (a - b) * (a - b) / ((a + b) * (a + b));
            const double circumference = CV_PI * (a + b) * (1 + 3 * h / (10 + std::sqrt(4 - 3 * h))) * item.mmPerPixel.value();
            const double expected = item.sourceFile == "000_HC.png" ? 44.3 : 56.81;
            QVERIFY2(std::abs(circumference / expected - 1) < 0.03, qPrintable(QString::number(circumference)));
        }
    }
};

QTEST_GUILESS_MAIN(TestPublishedData)
#include "test_published_data.moc"
