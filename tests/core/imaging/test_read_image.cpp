// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/read_image.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>

#include <QtTest>

#include <fstream>

using namespace sonosketch;
using test::codeOf;
using test::messageOf;

class TestReadImage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }
    std::filesystem::path write(const char* name, const std::vector<std::uint8_t>& bytes) const
    {
        std::ofstream(path(name), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }
    std::filesystem::path write(const char* name, const cv::Mat& image) const
    {
        cv::imwrite(path(name).string(), image);
        return path(name);
    }
    static std::vector<std::uint8_t> pngOf(const cv::Mat& image)
    {
        std::vector<std::uint8_t> bytes;
        cv::imencode(".png", image, bytes);
        return bytes;
    }

private Q_SLOTS:
    void emptyFileIsUnreadable()
    {
        const auto file = write("empty.png", std::vector<std::uint8_t>{});
        QCOMPARE(codeOf([&] { readImageColor(file); }), ErrorCode::Unreadable);
        QCOMPARE(codeOf([&] { probeImage(file); }), ErrorCode::Unreadable);
        QVERIFY(messageOf([&] { readImageColor(file); }).find("empty.png") != std::string::npos);
    }
    void missingFileAndFolder()
    {
        QCOMPARE(codeOf([&] { probeImage(path("nothing.png")); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { readImageColor(path("")); }), ErrorCode::Unreadable);
    }
    void textNamedPngIsUnsupported()
    {
        const std::string text = "this is no picture at all, only a text";
        QCOMPARE(codeOf([&] { readImageColor(write("text.png", std::vector<std::uint8_t>(text.begin(), text.end()))); }),
            ErrorCode::Unsupported);
    }
    void everyTruncationIsAnErrorNeverACrash_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {".png", ".jpg", ".bmp", ".tiff"})
            QTest::newRow(ending) << ending;
    }
    void everyTruncationIsAnErrorNeverACrash()
    {
        QFETCH(QString, ending);
        cv::Mat image(40, 60, CV_8UC3);
        cv::RNG(3).fill(image, cv::RNG::UNIFORM, 0, 256);
        std::vector<std::uint8_t> bytes;
        cv::imencode(ending.toStdString(), image, bytes);
        QCOMPARE(readImageColor(write("whole", bytes)).size(), cv::Size(60, 40));
        for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 60) {
            const auto file = write("cut", std::vector<std::uint8_t>(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
            const auto code = codeOf([&] { readImageColor(file); });
            QVERIFY2(code == ErrorCode::Unreadable || code == ErrorCode::Unsupported, qPrintable(ending + QString::number(length)));
        }
    }
    void damagedPixelsAreAnError()
    {
        cv::Mat image(64, 64, CV_8UC1);
        cv::RNG(4).fill(image, cv::RNG::UNIFORM, 0, 256);
        std::vector<std::uint8_t> bytes = pngOf(image);
        for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 40; ++i)
            bytes[i] = static_cast<std::uint8_t>(~bytes[i]);
        const auto file = write("damaged.png", bytes);
        QCOMPARE(codeOf([&] { readImageIndexed(file); }), ErrorCode::Unreadable);
    }
    void hugeHeaderIsRefusedBeforeDecoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        // 30000 = 0x7530. The PNG has no pixels at all: a decoder that ran would report damage, not size.
        std::vector<std::uint8_t> png = pngOf(cv::Mat(8, 8, CV_8UC1, cv::Scalar(5)));
        for (const int at : {18, 22}) {
            png[static_cast<std::size_t>(at)] = 0x75;
            png[static_cast<std::size_t>(at) + 1] = 0x30;
        }
        QTest::newRow("png") << QByteArray(reinterpret_cast<const char*>(png.data()), 33);
        QTest::newRow("jpeg") << QByteArray(
            "\xFF\xD8\xFF\xE0\x00\x04xx\xFF\xC0\x00\x11\x08\x75\x30\x75\x30\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xFF\xD9", 29);
    }
    void hugeHeaderIsRefusedBeforeDecoding()
    {
        QFETCH(QByteArray, bytes);
        const auto file = write("huge", std::vector<std::uint8_t>(bytes.begin(), bytes.end()));
        QCOMPARE(codeOf([&] { probeImage(file); }), ErrorCode::TooLarge);
        const std::string message = messageOf([&] { readImageColor(file); });
        QVERIFY2(message.find("30000x30000") != std::string::npos, message.c_str());
    }
    void sixteenBitIsScaledBy257()
    {
        cv::Mat deep(2, 2, CV_16UC1);
        deep.at<ushort>(0, 0) = 0;
        deep.at<ushort>(0, 1) = 257 * 100;
        deep.at<ushort>(1, 0) = 65535;
        deep.at<ushort>(1, 1) = 257;
        const cv::Mat gray = readImageGray(write("deep.png", deep));
        QCOMPARE(gray.type(), CV_8UC1);
        QCOMPARE(int(gray.at<uchar>(0, 1)), 100);
        QCOMPARE(int(gray.at<uchar>(1, 0)), 255);
        QCOMPARE(int(gray.at<uchar>(1, 1)), 1);
        QCOMPARE(codeOf([&] { readImageIndexed(path("deep.png")); }), ErrorCode::Unsupported);
    }
    void alphaIsCompositedOnBlack()
    {
        cv::Mat image(1, 2, CV_8UC4);
        image.at<cv::Vec4b>(0, 0) = {200, 100, 50, 0};
        image.at<cv::Vec4b>(0, 1) = {200, 100, 50, 128};
        const cv::Mat bgr = readImageColor(write("alpha.png", image));
        QCOMPARE(bgr.type(), CV_8UC3);
        QVERIFY(bgr.at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 0, 0));
        QVERIFY(bgr.at<cv::Vec3b>(0, 1) == cv::Vec3b(100, 50, 25));
    }
    void cmykJpegIsConverted()
    {
        const auto file = std::filesystem::path(SONOSKETCH_TEST_DATA) / "data/cmyk.jpg";
        const cv::Mat bgr = readImageColor(file);
        QCOMPARE(bgr.size(), cv::Size(24, 16));
        const auto top = bgr.at<cv::Vec3b>(0, 12), bottom = bgr.at<cv::Vec3b>(15, 12);
        QVERIFY2(top[2] > 200 && top[0] < 60, "red above");
        QVERIFY2(bottom[0] > 200 && bottom[2] < 60, "blue below");
    }
    void indexedKeepsValues()
    {
        cv::Mat labels(3, 5, CV_8UC1, cv::Scalar(0));
        labels.at<uchar>(1, 2) = 7;
        labels.at<uchar>(2, 4) = 255;
        QVERIFY(test::samePixels(readImageIndexed(write("gray.png", labels)), labels));
        QCOMPARE(codeOf([&] { readImageIndexed(write("rgb.png", cv::Mat(3, 3, CV_8UC3, cv::Scalar(1, 2, 3)))); }), ErrorCode::Unsupported);
        QCOMPARE(codeOf([&] { readImageIndexed(write("l.jpg", labels)); }), ErrorCode::Unsupported);
    }
    void paletteIndexesAreNotColours()
    {
        // A 2-bit palette PNG, 4x1: indexes 3 0 1 2.
        const QByteArray png = QByteArray::fromBase64(
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgMAAACEUudeAAAADFBMVEUAAAD/AAAA/wAAAP+bwBPcAAAACklEQVR4nGM4BgAAyADHYPOUrwAAAABJRU5ErkJggg==");
        const cv::Mat labels = readImageIndexed(write("palette.png", std::vector<std::uint8_t>(png.begin(), png.end())));
        QCOMPARE(labels.size(), cv::Size(4, 1));
        QCOMPARE(int(labels.at<uchar>(0, 0)), 3);
        QCOMPARE(int(labels.at<uchar>(0, 1)), 0);
        QCOMPARE(int(labels.at<uchar>(0, 3)), 2);
        QVERIFY(readImageColor(path("palette.png")).at<cv::Vec3b>(0, 0) == cv::Vec3b(255, 0, 0));
    }
    void fileSizeLimit()
    {
        ImageLimits limits;
        limits.maxFileBytes = 20;
        const auto file = write("big.png", cv::Mat(9, 9, CV_8UC1, cv::Scalar(1)));
        QCOMPARE(codeOf([&] { readImageColor(file, limits); }), ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestReadImage)
#include "test_read_image.moc"
