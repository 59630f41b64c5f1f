// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The live engine's convolutions and statistics against loops in double precision.

#include "models/kernels/float_conv.h"
#include "models/kernels/frame_conv.h"
#include "models/kernels/frame_ops.h"
#include "models/kernels/worker_pool.h"
#include "models/kernels/workers.h"

#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>
#include <vector>

using namespace sonosketch::kernels;

namespace {

struct Image {
    Frame frame;
    std::vector<float> memory;

    Image(std::int64_t channels, std::int64_t height, std::int64_t width, std::int64_t border)
        : frame{nullptr, channels, height, width, border}
        , memory(static_cast<std::size_t>(frame.numbers() + frameSlack(channels)), 0.0F)
    {
        frame.data = memory.data() + frame.lead();
    }
    void draw(unsigned seed)
    {
        std::mt19937 random(seed);
        std::normal_distribution<float> number(0.0F, 1.0F);
        for (std::int64_t y = 0; y < frame.height; ++y)
            for (std::int64_t x = 0; x < frame.width * frame.channels; ++x)
                frame.at(y, 0)[x] = number(random);
    }
};

std::vector<float> numbers(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> number(0.0F, 0.2F);
    std::vector<float> values(count);
    for (auto& value : values)
        value = number(random);
    return values;
}

/// One output by the definition.
double byDefinition(const FrameConvSpec& spec, const Image& x, const std::vector<float>& weight, const std::vector<float>& bias,
    std::int64_t oy, std::int64_t ox, std::int64_t o)
{
    double sum = bias[static_cast<std::size_t>(o)];
    for (std::int64_t ky = 0; ky < spec.kernel; ++ky)
        for (std::int64_t kx = 0; kx < spec.kernel; ++kx) {
            std::int64_t y = oy * spec.stride + ky - spec.padding;
            std::int64_t column = ox * spec.stride + kx - spec.padding;
            if (spec.upsample == 2) {
                if (y < 0 || column < 0 || y >= 2 * x.frame.height || column >= 2 * x.frame.width)
                    continue;
                y /= 2;
                column /= 2;
            }
            for (std::int64_t c = 0; c < spec.inChannels; ++c)
                sum += static_cast<double>(x.frame.at(y, column)[c])
                    * static_cast<double>(
                        weight[static_cast<std::size_t>(((o * spec.inChannels + c) * spec.kernel + ky) * spec.kernel + kx)]);
        }
    return sum < 0 ? sum * static_cast<double>(spec.slope) : sum;
}

struct Memory {
    explicit Memory(std::int64_t count)
        : values(static_cast<std::size_t>(count) + 16, 0.0F)
    {
    }
    float* aligned() { return reinterpret_cast<float*>((reinterpret_cast<std::uintptr_t>(values.data()) + 63) / 64 * 64); }
    std::vector<float> values;
};

} // namespace

class TestFrameConv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<int>("isa");
        QTest::newRow("AVX2") << static_cast<int>(FloatIsa::Avx2);
        QTest::newRow("AVX-512") << static_cast<int>(FloatIsa::Avx512);
    }
    void init()
    {
        QFETCH_GLOBAL(int, isa);
        limitFloatIsa(static_cast<FloatIsa>(isa));
        if (floatIsa() != static_cast<FloatIsa>(isa))
            QSKIP("this CPU does not have it");
    }
    void cleanup() { limitFloatIsa(FloatIsa::Avx512); }

    void convolutionsFollowTheDefinition_data()
    {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("upsample");
        QTest::addColumn<float>("slope");
        QTest::addColumn<bool>("winograd");
        QTest::newRow("3x3") << 10 << 20 << 3 << 1 << 1 << 1.0F << false;
        QTest::newRow("leaky") << 5 << 16 << 3 << 1 << 1 << 0.2F << false;
        QTest::newRow("stride 2") << 16 << 33 << 3 << 2 << 1 << 1.0F << false;
        QTest::newRow("7x7") << 9 << 32 << 7 << 1 << 1 << 0.0F << false;
        QTest::newRow("one output") << 16 << 1 << 7 << 1 << 1 << 1.0F << false;
        QTest::newRow("one output, odd channels") << 5 << 1 << 7 << 1 << 1 << 1.0F << false;
        QTest::newRow("enlarging") << 12 << 40 << 3 << 1 << 2 << 0.0F << false;
        QTest::newRow("minimal filtering") << 32 << 48 << 3 << 1 << 1 << 1.0F << true;
        QTest::newRow("minimal filtering, odd channels") << 37 << 70 << 3 << 1 << 1 << 0.0F << true;
    }
    void convolutionsFollowTheDefinition()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, upsample);
        QFETCH(float, slope);
        QFETCH(bool, winograd);
        const FrameConvSpec spec{in, out, kernel, stride, (kernel - 1) / 2, upsample, slope};
        Image x(in, 40, 28, 3); // more than one group of tiles
        x.draw(5);
        const bool mirrored = upsample == 1 && stride == 1;
        fillBorder(x.frame, mirrored ? FrameBorder::Reflect : FrameBorder::Zero, spec.padding);
        const auto weight = numbers(static_cast<std::size_t>(in) * out * kernel * kernel, 6);
        const auto bias = numbers(static_cast<std::size_t>(out), 7);
        Image y(out, 40 * upsample / stride, 28 * upsample / stride, 1);
        QCOMPARE(winogradFits(spec, y.frame.height, y.frame.width), winograd);
        Memory panel(winograd ? winogradPanelNumbers(spec) : framePanelNumbers(spec));
        (winograd ? packWinogradPanel : packFramePanel)(spec, weight.data(), panel.aligned());
        const auto run = winograd ? winogradConv : frameConv;
        const FrameRect all{0, 0, y.frame.width, y.frame.height};
        run(spec, poolWorkers(2), panel.aligned(), bias.data(), x.frame, y.frame, all);
        double worst = 0;
        for (std::int64_t row = 0; row < y.frame.height; ++row)
            for (std::int64_t column = 0; column < y.frame.width; ++column)
                for (std::int64_t o = 0; o < out; ++o)
                    worst = std::max(worst, std::abs(byDefinition(spec, x, weight, bias, row, column, o) - y.frame.at(row, column)[o]));
        QVERIFY2(worst < 2e-4, qPrintable(QString::number(worst)));

        // A region alone: the same bits inside, nothing outside (but for the rest of its tiles).
        Image part(out, y.frame.height, y.frame.width, 1);
        const FrameRect region{3, 2, 9, 9};
        run(spec, poolWorkers(winograd ? 2 : 1), panel.aligned(), bias.data(), x.frame, part.frame, region);
        for (std::int64_t row = 0; row < y.frame.height; ++row)
            for (std::int64_t column = 0; column < y.frame.width; ++column) {
                const bool inside = row >= region.y0 && row < region.y1 && column >= region.x0 && column < region.x1;
                const std::int64_t tile = winograd ? 4 : upsample;
                const auto near = row >= region.y0 / tile * tile && row < (region.y1 + tile - 1) / tile * tile
                    && column >= region.x0 / tile * tile && column < (region.x1 + tile - 1) / tile * tile;
                if (inside)
                    QVERIFY(std::equal(part.frame.at(row, column), part.frame.at(row, column) + out, y.frame.at(row, column)));
                else if (!near)
                    QVERIFY(std::all_of(part.frame.at(row, column), part.frame.at(row, column) + out, [](float v) { return v == 0.0F; }));
            }
    }

    void reachIsWhatReallyChanges_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("upsample");
        QTest::newRow("3x3") << 3 << 1 << 1;
        QTest::newRow("7x7") << 7 << 1 << 1;
        QTest::newRow("stride 2") << 3 << 2 << 1;
        QTest::newRow("enlarging") << 3 << 1 << 2;
    }
    void reachIsWhatReallyChanges()
    {
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, upsample);
        const FrameConvSpec spec{4, 8, kernel, stride, (kernel - 1) / 2, upsample, 1.0F};
        const auto weight = numbers(static_cast<std::size_t>(4) * 8 * kernel * kernel, 8);
        Memory panel(framePanelNumbers(spec));
        packFramePanel(spec, weight.data(), panel.aligned());
        for (const FrameRect changed : {FrameRect{0, 0, 2, 3}, FrameRect{7, 8, 11, 9}, FrameRect{21, 15, 24, 16}}) {
            Image x(4, 16, 24, 3);
            x.draw(9);
            Image before(8, 16 * upsample / stride, 24 * upsample / stride, 0), after(8, 16 * upsample / stride, 24 * upsample / stride, 0);
            const FrameRect all{0, 0, before.frame.width, before.frame.height};
            frameConv(spec, poolWorkers(2), panel.aligned(), nullptr, x.frame, before.frame, all);
            for (std::int64_t y = changed.y0; y < changed.y1; ++y)
                for (std::int64_t column = changed.x0; column < changed.x1; ++column)
                    x.frame.at(y, column)[1] += 1.0F;
            frameConv(spec, poolWorkers(2), panel.aligned(), nullptr, x.frame, after.frame, all);
            FrameRect found{1000, 1000, 0, 0};
            for (std::int64_t y = 0; y < all.y1; ++y)
                for (std::int64_t column = 0; column < all.x1; ++column)
                    if (!std::equal(before.frame.at(y, column), before.frame.at(y, column) + 8, after.frame.at(y, column)))
                        found = {
                            std::min(found.x0, column), std::min(found.y0, y), std::max(found.x1, column + 1), std::max(found.y1, y + 1)};
            QVERIFY(found == reachOf(spec, changed, all.y1, all.x1));
        }
    }

    void statisticsStandLargeMeans()
    {
        Image x(37, 21, 30, 1);
        x.draw(3);
        for (std::int64_t y = 0; y < 21; ++y)
            for (std::int64_t i = 0; i < 30 * 37; ++i)
                x.frame.at(y, 0)[i] += 1000.0F;
        std::vector<float> scratch(static_cast<std::size_t>(sumNumbers(x.frame))), mean(37), variance(37), other(37), otherVariance(37);
        channelStatistics(poolWorkers(2), x.frame, scratch.data(), mean.data(), variance.data());
        channelStatistics(poolWorkers(1), x.frame, scratch.data(), other.data(), otherVariance.data());
        QCOMPARE(mean, other); // whoever computes it
        QCOMPARE(variance, otherVariance);
        for (std::int64_t c = 0; c < 37; ++c) {
            double sum = 0, square = 0;
            for (std::int64_t y = 0; y < 21; ++y)
                for (std::int64_t column = 0; column < 30; ++column)
                    sum += x.frame.at(y, column)[c];
            for (std::int64_t y = 0; y < 21; ++y)
                for (std::int64_t column = 0; column < 30; ++column)
                    square += std::pow(x.frame.at(y, column)[c] - sum / 630, 2);
            QVERIFY(std::abs(mean[static_cast<std::size_t>(c)] - sum / 630) < 1e-3);
            QVERIFY(std::abs(variance[static_cast<std::size_t>(c)] - square / 630) < 1e-3);
        }
    }

    void noiseIsAddedInItsRegionAlone()
    {
        constexpr std::int64_t channels = 19;
        Image y(channels, 9, 14, 1), old(channels, 9, 14, 1);
        y.draw(4);
        old.draw(4);
        const auto plane = numbers(9 * 14, 5), scale = numbers(channels, 6);
        const FrameRect region{3, 2, 14, 8};
        addNoise(poolWorkers(2), plane.data(), scale.data(), 0.2F, y.frame, region);
        for (std::int64_t row = 0; row < 9; ++row)
            for (std::int64_t x = 0; x < 14; ++x)
                for (std::int64_t c = 0; c < channels; ++c) {
                    const double before = old.frame.at(row, x)[c];
                    double wanted = before;
                    if (row >= region.y0 && row < region.y1 && x >= region.x0 && x < region.x1) {
                        wanted += static_cast<double>(scale[static_cast<std::size_t>(c)])
                            * static_cast<double>(plane[static_cast<std::size_t>(row * 14 + x)]);
                        wanted *= wanted < 0 ? 0.2 : 1.0;
                    }
                    QVERIFY(std::abs(static_cast<double>(y.frame.at(row, x)[c]) - wanted) < 1e-6);
                }
    }

    void theLastStepsFollowTheirFormulas()
    {
        Image detail(1, 16, 40, 0), half(1, 8, 20, 1);
        detail.draw(1);
        half.draw(2);
        for (std::int64_t i = 0; i < 16 * 40; ++i)
            detail.frame.data[i] *= 4.0F;
        tanhInPlace(poolWorkers(2), half.frame, {0, 0, 20, 8});
        fillBorder(half.frame, FrameBorder::Replicate, 1);
        std::vector<std::uint8_t> bytes(16 * 40), plain(16 * 40);
        finishBlended(poolWorkers(2), 0.3F, detail.frame, half.frame, bytes.data(), {0, 0, 40, 16});
        finish(poolWorkers(2), detail.frame, plain.data(), {0, 0, 40, 16});
        const auto at = [&](double v, double most) { return std::clamp(v, 0.0, most); };
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 40; ++x) {
                const double sy = at((y + 0.5) / 2 - 0.5, 7), sx = at((x + 0.5) / 2 - 0.5, 19);
                const int y0 = static_cast<int>(sy), x0 = static_cast<int>(sx), y1 = std::min(y0 + 1, 7), x1 = std::min(x0 + 1, 19);
                const double fy = sy - y0, fx = sx - x0;
                const double skip = (1 - fy) * ((1 - fx) * *half.frame.at(y0, x0) + fx * *half.frame.at(y0, x1))
                    + fy * ((1 - fx) * *half.frame.at(y1, x0) + fx * *half.frame.at(y1, x1));
                const double main = std::tanh(static_cast<double>(*detail.frame.at(y, x)));
                const auto index = static_cast<std::size_t>(y * 40 + x);
                QVERIFY(std::abs((0.3 * main + 0.7 * skip + 1) * 127.5 - bytes[index]) < 0.501);
                QVERIFY(std::abs((main + 1) * 127.5 - plain[index]) < 0.501);
            }
    }

    void openMpsThreadsWorkAtTheSameTime()
    {
        if (std::thread::hardware_concurrency() < 2)
            QSKIP("this machine has one core");
        // Each waits for the other: where one thread did both in turn, the first would wait in vain.
        struct Meeting {
            std::atomic<int> here{0}, met{0};
        } meeting;
        openMpWorkers(2).launch(
            2,
            [](void* argument, int) {
                auto& place = *static_cast<Meeting*>(argument);
                ++place.here;
                const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
                while (place.here < 2 && std::chrono::steady_clock::now() < end)
                    std::this_thread::yield();
                place.met += place.here == 2 ? 1 : 0;
            },
            &meeting);
        QCOMPARE(meeting.met.load(), 2);
    }

    void everyPieceOfWorkIsDoneOnce()
    {
        struct Counts {
            std::atomic<int> times[7];
        };
        for (int round = 0; round < 2000; ++round) {
            Counts counts{};
            const Workers workers = poolWorkers(7);
            workers.launch(
                7, [](void* argument, int index) { ++static_cast<Counts*>(argument)->times[index]; }, &counts);
            for (auto& times : counts.times)
                QCOMPARE(times.load(), 1);
        }
    }

    void twoCallersDoNotDisturbEachOther()
    {
        const auto caller = [](int& sum) {
            std::atomic<int> total{0};
            for (int round = 0; round < 500; ++round)
                poolWorkers(3).launch(
                    3, [](void* argument, int index) { *static_cast<std::atomic<int>*>(argument) += index + 1; }, &total);
            sum = total;
        };
        int first = 0, second = 0;
        std::thread other([&] { caller(first); });
        caller(second);
        other.join();
        QCOMPARE(first, 3000);
        QCOMPARE(second, 3000);
    }
};

QTEST_GUILESS_MAIN(TestFrameConv)
#include "test_frame_conv.moc"
