// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The plain path is worth comparing with only if it makes the same picture; and the machine's peak.

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/metrics/image_metrics.h"
#include "models/checkpoint/model_folder.h"
#include "models/kernels/conv_function.h"
#include "models/runtime/generator_session.h"
#include "models/runtime/machine_peak.h"
#include "models/runtime/plain_generator.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;

namespace {

/// bfloat16 is coarser.
double wantedDb()
{
    return kernels::fastPathEnabled() ? 40.0 : 45.0;
}

} // namespace

class TestPlainGenerator : public QObject {
    Q_OBJECT

    Case m_case;
    QTemporaryDir m_dir;

    Condition conditionFor(const Generator& generator) const { return ConditionBuilder(generator.info().spec).build(m_case); }

private Q_SLOTS:
    void initTestCase() { m_case = loadCase(resourceDir() / "examples/teratoma"); }

    void makesThePictureOfTheFastPath()
    {
        const auto plain = loadPlainGenerator(defaultModel(), DeviceChoice::Cpu);
        const auto fast = loadGenerator(defaultModel(), DeviceChoice::Cpu);
        QCOMPARE(plain->info().precision, std::string("fp32"));
        QCOMPARE(plain->info().hash, fast->info().hash);
        const auto condition = conditionFor(*plain);
        const cv::Mat picture = plain->synthesize(condition, {});
        const double found = psnr(picture, fast->synthesize(condition, {}));
        qInfo("PSNR of the fast against the plain path: %.1f dB", found);
        QVERIFY(found >= wantedDb());
        QCOMPARE(cv::norm(picture, plain->synthesize(condition, {}), cv::NORM_INF), 0.0);

        // Layer by layer for the bundled network (width 32, 10 condition channels, grown), from its description in models/nn/generator.h.
        const auto card = checkpoint::ModelCard::load(defaultModel());
        const std::int64_t w = card.width, c = card.spec.channels(), blocks = card.residualBlocks;
        QVERIFY(card.architecture == "pgsgan" && card.grown && card.sketch);
        const auto layer = [](std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t edge) {
            return in * out * kernel * kernel * edge * edge;
        };
        std::int64_t wanted = layer(c, w / 2, 3, 512) + layer(w / 2, c, 3, 256) + layer(c, w, 7, 256);
        wanted += layer(w, 2 * w, 3, 128) + layer(2 * w, 4 * w, 3, 64) + 2 * blocks * layer(4 * w, 4 * w, 3, 64);
        wanted += layer(4 * w, 2 * w, 3, 128) + layer(2 * w, w, 3, 256) + layer(w, 1, 7, 256);
        wanted += layer(w, w / 2, 3, 512) + layer(w / 2, 1, 7, 512);
        QCOMPARE(plain->multiplyAdds(), wanted);
    }

    void everyArchitectureIsThere_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("norm");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("grown");
        QTest::addColumn<bool>("sketch");
        QTest::newRow("grown") << "pgsgan"
                               << "instance" << 256 << true << true;
        QTest::newRow("at 256, batch statistics") << "pgsgan"
                                                  << "batch" << 256 << false << true;
        QTest::newRow("at 512, no statistics") << "pgsgan"
                                               << "none" << 512 << false << true;
        QTest::newRow("U-Net without sketch") << "unet"
                                              << "instance" << 256 << false << false;
    }

    void everyArchitectureIsThere()
    {
        QFETCH(QString, architecture);
        QFETCH(QString, norm);
        QFETCH(int, size);
        QFETCH(bool, grown);
        QFETCH(bool, sketch);
        checkpoint::ModelCard card;
        card.name = "made-up";
        card.spec = ConditionSpec::forPalette(m_case.palette);
        nn::GeneratorConfig config;
        config.architecture = architecture.toStdString();
        config.norm = norm.toStdString();
        config.baseSize = size;
        config.grown = grown;
        config.width = 8;
        config.residualBlocks = 2;
        config.conditionChannels = card.spec.channels();
        config.hiddenChannel = sketch ? -1 : card.spec.sketchChannel();
        torch::manual_seed(3);
        const auto network = nn::makeGenerator(config);
        network->setAlpha(0.3);
        {
            // Freshly initialised layers let little through: without instance statistics to make up for it the picture would be one grey.
            const torch::NoGradGuard guard;
            for (auto& item : network->named_parameters())
                if (item.value().dim() == 4)
                    item.value().mul_(norm == "instance" ? 1.5 : 5.0);
            for (auto& item : network->named_buffers())
                item.value().add_(0.1); // statistics that are not the neutral ones
        }
        const std::filesystem::path folder = m_dir.filePath(QTest::currentDataTag()).toStdString();
        checkpoint::saveModel(folder, *network, card, checkpoint::StoredPrecision::Float32);

        const auto plain = loadPlainGenerator(folder, DeviceChoice::Cpu);
        const auto fast = loadGenerator(folder, DeviceChoice::Cpu);
        const auto condition = conditionFor(*plain);
        const cv::Mat picture = plain->synthesize(condition, {});
        cv::Scalar average, spread;
        cv::meanStdDev(picture, average, spread);
        const double found = psnr(picture, fast->synthesize(condition, {}));
        qInfo("PSNR %.1f dB, spread %.1f grey levels", found, spread[0]);
        QVERIFY(spread[0] > 2.0);
        QVERIFY(found >= wantedDb());
        QVERIFY(plain->multiplyAdds() > 0);
    }

    void refusesWhatTheModelCannotTake()
    {
        const auto plain = loadPlainGenerator(defaultModel(), DeviceChoice::Cpu);
        auto condition = conditionFor(*plain);
        const CancelToken token;
        token.cancel();
        QVERIFY_THROWS_EXCEPTION(Error, plain->synthesize(condition, token));
        condition.channels -= 1;
        QVERIFY_THROWS_EXCEPTION(Error, plain->synthesize(condition, {}));
        QVERIFY_THROWS_EXCEPTION(Error, loadPlainGenerator("/nowhere", DeviceChoice::Cpu));
    }

    void thePeakIsOneOfWhatWasMeasured()
    {
        const auto path = kernels::kernelPath();
        const auto peak = measureConvolutionPeak(1);
        QVERIFY(kernels::kernelPath() == path);
        QVERIFY(peak.torchFloat > 0);
        QCOMPARE(peak.ownFloat > 0, path != kernels::KernelPath::Torch);
        QCOMPARE(peak.ownHalf > 0, path == kernels::KernelPath::Tiles);
        QCOMPARE(peak.best("fp32"), std::max(peak.torchFloat, peak.ownFloat));
        QVERIFY(peak.best("bf16") >= peak.best("fp32"));
        auto raised = peak;
        raised.raise({.torchFloat = 2 * peak.torchFloat});
        QCOMPARE(raised.torchFloat, 2 * peak.torchFloat);
        QCOMPARE(raised.ownFloat, peak.ownFloat);
        QVERIFY(torchSetup().threads >= 1 && !torchSetup().version.empty());
    }
};

QTEST_GUILESS_MAIN(TestPlainGenerator)
#include "test_plain_generator.moc"
