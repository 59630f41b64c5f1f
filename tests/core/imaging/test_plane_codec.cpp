// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/imaging/plane_codec.h"

#include <QtTest>

#include <cmath>
#include <cstdlib>
#include <random>

using namespace sonosketch;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Soft shapes with grain on top, as in a scan.
Bytes picture(int width, int height)
{
    std::mt19937 random(5);
    Bytes pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.push_back(
                static_cast<std::uint8_t>(120.0 + 90.0 * std::sin(x * 0.11) * std::cos(y * 0.07) + static_cast<double>(random() % 17)));
    return pixels;
}

Bytes noise(int count, unsigned values)
{
    std::mt19937 random(6);
    Bytes pixels(static_cast<std::size_t>(count));
    for (auto& pixel : pixels)
        pixel = static_cast<std::uint8_t>(random() % values);
    return pixels;
}

int farthest(const Bytes& a, const Bytes& b)
{
    int most = a.size() == b.size() ? 0 : 999;
    for (std::size_t i = 0; i < a.size() && most < 999; ++i)
        most = std::max(most, std::abs(int{a[i]} - int{b[i]}));
    return most;
}

} // namespace

class TestPlaneCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void greyPlanesComeBackWithinTheTolerance()
    {
        const Bytes soft = picture(97, 64), rough = noise(97 * 64, 256);
        std::size_t before = 97 * 64;
        for (const int tolerance : {0, 1, 2, 5, 15}) {
            const auto coded = encodeGreyPlane(soft, 97, 64, tolerance);
            QVERIFY(farthest(decodeGreyPlane(coded, 97, 64, tolerance), soft) <= tolerance);
            QVERIFY(coded.size() < before);
            before = coded.size();
            QVERIFY(farthest(decodeGreyPlane(encodeGreyPlane(rough, 97, 64, tolerance), 97, 64, tolerance), rough) <= tolerance);
        }
    }

    void extremesAndOddSizesSurvive()
    {
        for (const auto& [width, height] : {std::pair(1, 1), std::pair(1, 40), std::pair(40, 1), std::pair(3, 2)}) {
            for (const unsigned values : {2u, 256u}) {
                Bytes pixels = noise(width * height, values);
                if (values == 2)
                    for (auto& pixel : pixels)
                        pixel = static_cast<std::uint8_t>(pixel * 255); // steps of the whole range
                QCOMPARE(decodeGreyPlane(encodeGreyPlane(pixels, width, height, 0), width, height, 0), pixels);
                QVERIFY(farthest(decodeGreyPlane(encodeGreyPlane(pixels, width, height, 3), width, height, 3), pixels) <= 3);
                QCOMPARE(decodeMaskPlane(encodeMaskPlane(pixels, width, height), width, height), pixels);
            }
        }
    }

    void masksAreExactAndSmall()
    {
        Bytes labels(256 * 256, 0);
        for (int y = 0; y < 256; ++y)
            for (int x = 0; x < 256; ++x)
                if ((x - 100) * (x - 100) + (y - 120) * (y - 120) < 60 * 60)
                    labels[static_cast<std::size_t>(y * 256 + x)] = 7;
        const auto coded = encodeMaskPlane(labels, 256, 256);
        QCOMPARE(decodeMaskPlane(coded, 256, 256), labels);
        QVERIFY2(coded.size() < 400, qPrintable(QString::number(coded.size())));
        const Bytes any = noise(64 * 64, 256);
        QCOMPARE(decodeMaskPlane(encodeMaskPlane(any, 64, 64), 64, 64), any);
    }

    void badBytesNeverRunOver()
    {
        const Bytes soft = picture(64, 64);
        const auto coded = encodeGreyPlane(soft, 64, 64, 2);
        for (const std::size_t length : {std::size_t{0}, std::size_t{4}, coded.size() / 2})
            QVERIFY_THROWS_EXCEPTION(Error, decodeGreyPlane(std::span(coded).first(length), 64, 64, 2));
        QVERIFY_THROWS_EXCEPTION(Error, decodeMaskPlane({}, 64, 64));
        // Random bytes decode to some picture or run out; the sanitizers watch.
        for (unsigned i = 0; i < 20; ++i) {
            const Bytes random = noise(3000 + static_cast<int>(i), 256 - i);
            for (const bool grey : {true, false}) {
                try {
                    QCOMPARE((grey ? decodeGreyPlane(random, 64, 64, 2) : decodeMaskPlane(random, 64, 64)).size(), std::size_t{64 * 64});
                } catch (const Error& error) {
                    QCOMPARE(error.code(), ErrorCode::Corrupt);
                }
            }
        }
        QVERIFY_THROWS_EXCEPTION(Error, encodeGreyPlane(soft, 64, 63, 2));
        QVERIFY_THROWS_EXCEPTION(Error, encodeGreyPlane(soft, 64, 64, 16));
        QVERIFY_THROWS_EXCEPTION(Error, decodeMaskPlane(coded, 0, 64));
        QVERIFY_THROWS_EXCEPTION(Error, decodeGreyPlane(coded, 5000, 64, 2));
    }
};

QTEST_GUILESS_MAIN(TestPlaneCodec)
#include "test_plane_codec.moc"
