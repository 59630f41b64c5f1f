// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The live engine against the network it stands for, run by torch.

#include "core/metrics/image_metrics.h"
#include "models/kernels/conv_function.h"
#include "models/nn/generator.h"
#include "models/runtime/frame_engine.h"

#include <QtTest/QTest>

#include <opencv2/imgproc.hpp>

#include <map>
#include <random>

using namespace sonosketch;
using namespace sonosketch::runtime;

namespace {

constexpr int channels = 5;
constexpr std::int64_t everything = 512 * 512;

struct Network {
    nn::Generator generator{nullptr};
    std::map<std::string, torch::Tensor> tensors;
    EngineConfig config;

    Network(const std::string& norm, bool grown, int base = 256, int hiddenChannel = -1, int width = 8, bool noise = false)
    {
        torch::manual_seed(11);
        nn::GeneratorConfig shape;
        shape.conditionChannels = channels;
        shape.width = width;
        shape.residualBlocks = 2;
        shape.norm = norm;
        shape.grown = grown;
        shape.baseSize = base;
        shape.hiddenChannel = hiddenChannel;
        shape.noise = noise;
        generator = nn::Generator(shape);
        generator->setAlpha(0.3);
        generator->eval();
        torch::NoGradGuard guard;
        // Weights as freshly drawn would give a nearly flat picture, in which every error hides.
        for (auto& item : generator->named_parameters()) {
            const double factor = item.key().starts_with("fib_down") ? 0.5 : 6.0; // FIB-D's are drawn strong
            item.value().copy_(item.value() * (item.value().dim() == 4 ? factor : 1.0) + 0.05 * torch::randn_like(item.value()));
        }
        for (auto& item : generator->named_parameters())
            if (item.key().ends_with(".scale"))
                item.value().copy_(torch::randn_like(item.value()));
        for (auto& item : generator->named_buffers())
            item.value().add_(item.key().ends_with("var") ? torch::rand_like(item.value()) : 0.2 * torch::randn_like(item.value()));
        for (const auto& list : {generator->named_parameters(), generator->named_buffers()})
            for (const auto& item : list)
                tensors[item.key()] = item.value().detach().contiguous();
        config = {.conditionChannels = channels,
            .hiddenChannel = hiddenChannel,
            .width = width,
            .residualBlocks = 2,
            .norm = norm == "instance" ? EngineNorm::Instance
                : norm == "batch"      ? EngineNorm::Batch
                                       : EngineNorm::None,
            .grown = grown,
            .baseSize = base,
            .alpha = 0.3,
            .noise = noise};
    }

    FrameEngine::Weights weights() const
    {
        return [this](const std::string& name) {
            const auto& tensor = tensors.at(name);
            return std::span<const float>(tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel()));
        };
    }

    cv::Mat byTorch(std::vector<std::uint8_t>& planes)
    {
        torch::NoGradGuard guard;
        const int size = config.size();
        kernels::setKernelPath(kernels::KernelPath::Torch);
        const auto input = torch::from_blob(planes.data(), {1, channels, size, size}, torch::kUInt8).to(torch::kFloat32);
        const auto image = generator->forward(input).add(1.0).mul(127.5).round().clamp(0, 255).to(torch::kUInt8).contiguous();
        kernels::setKernelPath(kernels::KernelPath::Tiles);
        return cv::Mat(size, size, CV_8UC1, image.data_ptr()).clone();
    }
};

/// Discs of all classes, and a line as a sketch has them.
std::vector<std::uint8_t> condition(int size)
{
    std::vector<std::uint8_t> planes(static_cast<std::size_t>(channels) * size * size, 0);
    std::mt19937 random(3);
    for (int c = 0; c < channels; ++c)
        for (int n = 0; n < 3; ++n) {
            const int cx = static_cast<int>(random() % size), cy = static_cast<int>(random() % size),
                      r = 20 + static_cast<int>(random() % 40);
            for (int y = 0; y < size; ++y)
                for (int x = 0; x < size; ++x)
                    if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < r * r)
                        planes[static_cast<std::size_t>((c * size + y) * size + x)] = 1;
        }
    return planes;
}

void dab(std::vector<std::uint8_t>& planes, int size, int channel, int cx, int cy, int radius)
{
    for (int y = std::max(cy - radius, 0); y < std::min(cy + radius, size); ++y)
        for (int x = std::max(cx - radius, 0); x < std::min(cx + radius, size); ++x)
            planes[static_cast<std::size_t>((channel * size + y) * size + x)] ^= 1;
}

double largest(const cv::Mat& a, const cv::Mat& b)
{
    return cv::norm(a, b, cv::NORM_INF);
}

} // namespace

class TestFrameEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!FrameEngine::available())
            QSKIP("this CPU has neither AVX-512 nor AVX2; the live engine does not run here");
        torch::set_num_threads(2);
    }

    void theExactPassIsTheNetwork_data()
    {
        QTest::addColumn<QString>("norm");
        QTest::addColumn<bool>("grown");
        QTest::addColumn<int>("base");
        QTest::addColumn<int>("hidden");
        QTest::addColumn<bool>("noise");
        QTest::newRow("PGSgan") << "instance" << true << 256 << -1 << false;
        QTest::newRow("PGSgan, batch statistics folded") << "batch" << true << 256 << -1 << false;
        QTest::newRow("PGSgan without normalisation") << "none" << true << 256 << -1 << false;
        QTest::newRow("Sgan at full size") << "instance" << false << 512 << -1 << false;
        QTest::newRow("a channel it does not see") << "instance" << true << 256 << 3 << false;
        QTest::newRow("PGSgan with noise") << "instance" << true << 256 << -1 << true;
        QTest::newRow("noise, batch statistics folded") << "batch" << true << 256 << -1 << true;
        QTest::newRow("noise without normalisation") << "none" << true << 256 << -1 << true;
        QTest::newRow("Sgan at full size with noise") << "instance" << false << 512 << -1 << true;
    }
    void theExactPassIsTheNetwork()
    {
        QFETCH(QString, norm);
        QFETCH(bool, grown);
        QFETCH(int, base);
        QFETCH(int, hidden);
        QFETCH(bool, noise);
        Network network(norm.toStdString(), grown, base, hidden, 8, noise);
        FrameEngine engine(network.config, network.weights(), 2);
        auto planes = condition(512);
        const cv::Mat expected = network.byTorch(planes);
        const cv::Mat found = engine.exact(planes.data());
        cv::Scalar mean, deviation;
        cv::meanStdDev(expected, mean, deviation);
        qInfo("grey %.0f +- %.0f, largest difference %.0f", mean[0], deviation[0], largest(found, expected));
        QVERIFY(deviation[0] > 2.0); // a flat picture would prove nothing
        QVERIFY(largest(found, expected) <= 1.0);
        QVERIFY(cv::countNonZero(found != expected) < 512 * 512 / 500); // rounding of a half here and there
        if (noise) {
            EngineConfig quiet = network.config;
            quiet.noise = false;
            QVERIFY(largest(FrameEngine(quiet, network.weights(), 2).exact(planes.data()), found) > 4.0);
        }
    }

    void whatCameBeforeDoesNotMatter()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2), cold(network.config, network.weights(), 1);
        engine.limitPreviews(everything);
        auto planes = condition(512);
        engine.exact(planes.data());
        for (int i = 0; i < 5; ++i) {
            dab(planes, 512, i, 100 + 70 * i, 5 + 100 * i, 20);
            if (i % 2 == 0)
                QVERIFY(engine.preview(planes.data()).has_value());
        }
        QCOMPARE(largest(engine.exact(planes.data()), cold.exact(planes.data())), 0.0);
    }

    void previewsAreExactWithFixedStatistics_data()
    {
        QTest::addColumn<bool>("grown");
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("noise");
        QTest::newRow("PGSgan") << true << -1 << 8 << false;
        QTest::newRow("PGSgan, a channel it does not see") << true << 4 << 8 << false;
        QTest::newRow("PGSgan, odd blocks of channels") << true << -1 << 24 << false;
        QTest::newRow("Sgan at full size") << false << -1 << 8 << false;
        QTest::newRow("PGSgan with noise") << true << -1 << 8 << true;
        QTest::newRow("Sgan at full size with noise") << false << -1 << 8 << true;
    }
    void previewsAreExactWithFixedStatistics()
    {
        QFETCH(bool, grown);
        QFETCH(int, hidden);
        QFETCH(int, width);
        QFETCH(bool, noise);
        Network network("none", grown, grown ? 256 : 512, hidden, width, noise);
        FrameEngine engine(network.config, network.weights(), 2);
        engine.limitPreviews(everything);
        auto planes = condition(512);
        cv::Mat before = engine.exact(planes.data());
        for (const cv::Point at : {cv::Point(250, 260), cv::Point(3, 4), cv::Point(509, 300), cv::Point(123, 511)}) {
            dab(planes, 512, 2, at.x, at.y, 13);
            const auto shown = engine.preview(planes.data());
            QVERIFY(shown.has_value());
            const cv::Mat expected = FrameEngine(network.config, network.weights(), 2).exact(planes.data());
            QVERIFY(largest(expected, before) > 2.0);
            QCOMPARE(largest(*shown, expected), 0.0);
            before = expected;
        }
    }

    void previewsComeCloseWithInstanceStatistics()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2);
        engine.limitPreviews(everything);
        auto planes = condition(512);
        const cv::Mat before = engine.exact(planes.data());
        dab(planes, 512, 1, 200, 300, 16);
        const cv::Mat shown = *engine.preview(planes.data());
        const cv::Mat expected = engine.exact(planes.data());
        const cv::Rect near(180, 280, 40, 40);
        qInfo("PSNR %.1f dB, of the old picture near the change %.1f dB", psnr(shown, expected), psnr(before(near), expected(near)));
        QVERIFY(psnr(shown, expected) > 20.0); // weights that were never trained hand every change on much farther than a model does
        QVERIFY(psnr(shown(near), expected(near)) > psnr(before(near), expected(near)) + 6.0);
        QVERIFY(largest(shown(cv::Rect(440, 0, 72, 72)), before(cv::Rect(440, 0, 72, 72))) == 0.0); // far away nothing moves
    }

    void aPreviewHasNoSeam()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2);
        engine.limitPreviews(everything);
        auto planes = condition(512);
        const cv::Mat before = engine.exact(planes.data());
        dab(planes, 512, 1, 256, 256, 16);
        cv::Mat change;
        cv::absdiff(*engine.preview(planes.data()), before, change);
        cv::Mat points;
        cv::findNonZero(change, points);
        const cv::Rect drawn = cv::boundingRect(points);
        QVERIFY(drawn.width < 400);
        const auto strongest = [&](const cv::Rect& where) { return largest(change(where), cv::Mat::zeros(where.size(), CV_8UC1)); };
        qInfo("strongest change %.0f, at the left edge %.0f, at the upper edge %.0f", strongest(drawn),
            strongest({drawn.x, drawn.y, 2, drawn.height}), strongest({drawn.x, drawn.y, drawn.width, 2}));
        QVERIFY(strongest(drawn) > 30.0);
        QVERIFY(strongest({drawn.x, drawn.y, 2, drawn.height}) <= 3.0);
        QVERIFY(strongest({drawn.x, drawn.y, drawn.width, 2}) <= 3.0);
    }

    void nothingIsPreviewedWithoutAnExactPass()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2);
        auto planes = condition(512);
        QVERIFY(!engine.preview(planes.data()).has_value());
        const cv::Mat exact = engine.exact(planes.data());
        QCOMPARE(largest(*engine.preview(planes.data()), exact), 0.0); // nothing changed
    }

    void aFlatConditionIsNoStart()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2);
        engine.limitPreviews(everything);
        std::vector<std::uint8_t> planes(static_cast<std::size_t>(channels) * 512 * 512, 0);
        std::fill_n(planes.begin(), 512 * 512, std::uint8_t{1});
        engine.exact(planes.data());
        dab(planes, 512, 2, 200, 200, 20);
        QVERIFY(!engine.preview(planes.data()).has_value()); // its statistics would blow the first dab up
        engine.exact(planes.data());
        dab(planes, 512, 2, 300, 200, 20);
        QVERIFY(engine.preview(planes.data()).has_value());
    }

    void largeChangesAreLeftToTheExactPass()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2);
        QVERIFY(engine.costs().exactMs > 0);
        engine.limitPreviews(40 * 40);
        auto planes = condition(512);
        engine.exact(planes.data());
        dab(planes, 512, 1, 100, 100, 20);
        QVERIFY(engine.preview(planes.data()).has_value());
        dab(planes, 512, 1, 300, 300, 21);
        QVERIFY(!engine.preview(planes.data()).has_value());
        // What was left out is not forgotten: a small change later does not hide it.
        dab(planes, 512, 1, 100, 100, 5);
        QVERIFY(!engine.preview(planes.data()).has_value());
    }

    void anAbandonedPassLosesNothing()
    {
        Network network("instance", true);
        FrameEngine engine(network.config, network.weights(), 2), fresh(network.config, network.weights(), 2);
        engine.limitPreviews(everything);
        fresh.limitPreviews(everything);
        auto planes = condition(512);
        engine.exact(planes.data());
        dab(planes, 512, 1, 200, 300, 16);
        const cv::Mat wanted = *engine.preview(planes.data());
        const cv::Mat exact = engine.exact(planes.data());
        for (int passes = 1; passes < 12; passes += 3) {
            auto changing = condition(512);
            fresh.exact(changing.data());
            dab(changing, 512, 1, 200, 300, 16);
            int left = passes;
            const auto stop = [&left] {
                if (--left == 0)
                    throw std::runtime_error("enough");
            };
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, fresh.exact(changing.data(), stop));
            left = passes;
            try {
                fresh.preview(changing.data(), stop);
            } catch (const std::runtime_error&) {
            }
            const auto shown = fresh.preview(changing.data());
            QVERIFY(shown.has_value());
            QCOMPARE(largest(*shown, wanted), 0.0);
            QCOMPARE(largest(fresh.exact(changing.data()), exact), 0.0);
        }
    }

    void weightsThatDoNotFitAreRefused()
    {
        Network network("instance", true);
        auto config = network.config;
        config.width = 16;
        QVERIFY_THROWS_EXCEPTION(std::exception, FrameEngine(config, network.weights(), 1));
    }
};

QTEST_GUILESS_MAIN(TestFrameEngine)
#include "test_frame_engine.moc"
