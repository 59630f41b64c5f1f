// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/noise_plane.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace sonosketch;

namespace {

std::vector<float> plane(std::uint64_t seed, int layer, std::int64_t height, std::int64_t width)
{
    std::vector<float> numbers(static_cast<std::size_t>(height * width));
    kernels::fillNoise(seed, layer, height, width, numbers.data());
    return numbers;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b, std::size_t shift = 0)
{
    double sum = 0;
    for (std::size_t i = 0; i + shift < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i + shift]);
    return sum / static_cast<double>(a.size() - shift);
}

} // namespace

class TestNoisePlane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersStayWhatTheyAre()
    {
        // Pictures of saved cases depend on these: computed once with Python's integers, by the definition in the header.
        const auto numbers = plane(7, 2, 3, 4);
        QCOMPARE(numbers[0], 0.8226858973503113F);
        QCOMPARE(numbers[5], -0.6783686876296997F);
        QCOMPARE(numbers[11], -1.6818948984146118F);
    }

    void aNumberBelongsToItsPlace()
    {
        const auto small = plane(1, 3, 8, 8);
        const auto large = plane(1, 3, 16, 32);
        for (std::size_t y = 0; y < 8; ++y)
            for (std::size_t x = 0; x < 8; ++x)
                QCOMPARE(small[y * 8 + x], large[y * 32 + x]);
    }

    void isWhite()
    {
        const auto numbers = plane(0, 1, 256, 256);
        double mean = 0;
        for (const float value : numbers) {
            mean += static_cast<double>(value);
            QVERIFY(std::abs(value) < 1.7321F);
        }
        mean /= static_cast<double>(numbers.size());
        // 65,536 numbers: a standard error of 0.004.
        QVERIFY(std::abs(mean) < 0.02);
        QVERIFY(std::abs(correlation(numbers, numbers) - 1) < 0.02);
        for (const std::size_t shift : {1, 2, 256, 257})
            QVERIFY(std::abs(correlation(numbers, numbers, shift)) < 0.02);
        for (const auto& other : {plane(1, 1, 256, 256), plane(0, 2, 256, 256)})
            QVERIFY(std::abs(correlation(numbers, other)) < 0.02);
    }
};

QTEST_APPLESS_MAIN(TestNoisePlane)
#include "test_noise_plane.moc"
