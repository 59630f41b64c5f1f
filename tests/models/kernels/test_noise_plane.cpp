// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/noise_plane.h"

#include <QtTest/QTest>

#include <bit>
#include <cmath>
#include <vector>

using namespace sonosketch::kernels;

class TestNoisePlane : public QObject {
    Q_OBJECT

private:
    static std::vector<float> plane(quint64 seed, int layer, int height, int width)
    {
        std::vector<float> values(static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
        fillNoise(seed, layer, height, width, values.data());
        return values;
    }

private Q_SLOTS:
    void hasTheBitsThatTheFormulaGives_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("y");
        QTest::addColumn<int>("x");
        QTest::addColumn<quint32>("bits");
        // Computed in Python's whole numbers.
        QTest::newRow("first") << quint64{0U} << 1 << 0 << 0 << quint32{0x3ec46dac};
        QTest::newRow("inside") << quint64{0U} << 3 << 200 << 17 << quint32{0x3f6d35d1};
        QTest::newRow("corner") << quint64{7U} << 4 << 511 << 511 << quint32{0x3f370664};
        QTest::newRow("largest seed") << quint64{18446744073709551615U} << 2 << 5 << 9 << quint32{0x3f74eae1};
    }
    void hasTheBitsThatTheFormulaGives()
    {
        QFETCH(quint64, seed);
        QFETCH(int, layer);
        QFETCH(int, y);
        QFETCH(int, x);
        QFETCH(quint32, bits);
        const auto values = plane(seed, layer, y + 1, 512);
        QCOMPARE(std::bit_cast<quint32>(values[static_cast<std::size_t>(y * 512 + x)]), bits);
    }

    void isUniformNoiseOfVarianceOne()
    {
        const auto values = plane(0, 1, 256, 256);
        const auto other = plane(0, 2, 256, 256);
        double sum = 0, square = 0, neighbours = 0, layers = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto value = static_cast<double>(values[i]);
            QVERIFY(std::abs(value) <= std::sqrt(3.0));
            sum += value;
            square += value * value;
            neighbours += value * static_cast<double>(values[(i + 1) % values.size()]);
            layers += value * static_cast<double>(other[i]);
        }
        const auto count = static_cast<double>(values.size());
        QVERIFY(std::abs(sum / count) < 0.02); // five standard errors
        QVERIFY(std::abs(square / count - 1.0) < 0.02);
        QVERIFY(std::abs(neighbours / count) < 0.02);
        QVERIFY(std::abs(layers / count) < 0.02);
    }

    void doesNotDependOnThePlanesSize()
    {
        const auto small = plane(3, 2, 4, 8);
        const auto large = plane(3, 2, 16, 64);
        for (std::size_t y = 0; y < 4; ++y)
            for (std::size_t x = 0; x < 8; ++x)
                QCOMPARE(small[y * 8 + x], large[y * 64 + x]);
    }
};

QTEST_GUILESS_MAIN(TestNoisePlane)
#include "test_noise_plane.moc"
