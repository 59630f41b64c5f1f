// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/imaging/image_header.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::codeOf;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes encoded(const char* ending, const std::vector<int>& options = {})
{
    Bytes bytes;
    cv::imencode(ending, cv::Mat(20, 30, CV_8UC1, cv::Scalar(90)), bytes, options);
    return bytes;
}

/// A little-endian TIFF directory alone: as far as a header goes.
Bytes tiffOf(const std::vector<std::array<std::uint32_t, 4>>& entries)
{
    Bytes bytes{'I', 'I', 42, 0, 8, 0, 0, 0, static_cast<std::uint8_t>(entries.size()), 0};
    for (const auto& [tag, type, count, value] : entries) {
        for (const auto& [number, size] : {std::pair{tag, 2}, {type, 2}, {count, 4}, {value, 4}})
            for (int i = 0; i < size; ++i)
                bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    }
    return bytes;
}

} // namespace

/// What a small file may cost.
class TestImageLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void packedTextsNeverReachADecoder()
    {
        const Bytes plain = encoded(".png");
        Bytes stuffed(plain.begin(), plain.begin() + 33); // signature and IHDR
        for (int i = 0; i < 500; ++i) {
            const Bytes chunk{0, 0, 0, 4, 'z', 'T', 'X', 't', 'a', 0, 0, 'x', 0, 0, 0, 0}; // even its sum is wrong
            stuffed.insert(stuffed.end(), chunk.begin(), chunk.end());
        }
        stuffed.insert(stuffed.end(), plain.begin() + 33, plain.end());
        QCOMPARE(withoutExtras(stuffed, "x").size(), withoutExtras(plain, "x").size());
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString() + "/a.png";
        writeFileAtomically(path, stuffed);
        QCOMPARE(readImageColor(path).at<cv::Vec3b>(5, 5), cv::Vec3b(90, 90, 90));
        QCOMPARE(readImageIndexed(path).at<uchar>(5, 5), uchar{90});
        // A chunk that claims more than there is.
        stuffed[33] = 0x7F;
        QCOMPARE(codeOf([&] { withoutExtras(stuffed, "x"); }), ErrorCode::Unreadable);
    }
    void endlessScansAreRefused()
    {
        Bytes bytes = encoded(".jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
        QVERIFY(countScans(bytes) >= 1 && countScans(bytes) < 20);
        const Bytes scan{0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
        for (std::size_t i = 0; i <= maxScans; ++i)
            bytes.insert(bytes.end() - 2, scan.begin(), scan.end());
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString() + "/a.jpg";
        writeFileAtomically(path, bytes);
        QCOMPARE(codeOf([&] { readImageColor(path); }), ErrorCode::TooLarge);
    }
    void aTiffHasOneSize()
    {
        constexpr std::uint32_t word = 3, whole = 4, wide = 16;
        const ImageInfo info = parseImageHeader(tiffOf({{256, word, 1, 30}, {257, whole, 1, 20}}), "x");
        QCOMPARE(info.width, 30);
        QCOMPARE(info.height, 20);
        QCOMPARE(codeOf([&] {
            parseImageHeader(tiffOf({{256, word, 1, 30}, {257, word, 1, 20}, {256, word, 1, 60000}}), "x");
        }),
            ErrorCode::Unreadable);
        QCOMPARE(codeOf([&] { parseImageHeader(tiffOf({{256, wide, 1, 30}, {257, word, 1, 20}}), "x"); }), ErrorCode::Unreadable);
        QCOMPARE(codeOf([&] { parseImageHeader(tiffOf({{256, word, 2, 30}, {257, word, 1, 20}}), "x"); }), ErrorCode::Unreadable);
        QCOMPARE(codeOf([&] { parseImageHeader(tiffOf({{256, word, 1, 30}}), "x"); }), ErrorCode::Unreadable);
    }
    void aTileIsNoLargerThanItsPicture()
    {
        const auto tiled = [](std::uint32_t tile) {
            return tiffOf({{256, 3, 1, 30}, {257, 3, 1, 20}, {322, 4, 1, tile}, {323, 4, 1, 512}});
        };
        QVERIFY(!codeOf([&] { parseImageHeader(tiled(512), "x"); }));
        QCOMPARE(codeOf([&] { parseImageHeader(tiled(1u << 24), "x"); }), ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestImageLimits)
#include "test_image_limits.moc"
