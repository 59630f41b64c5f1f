// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/nn/discriminator.h"
#include "models/nn/generator.h"
#include "models/nn/unet_generator.h"

#include <QtTest>

#include <torch/torch.h>

using namespace sonosketch;

namespace {

nn::GeneratorConfig small(const std::string& architecture, int baseSize)
{
    nn::GeneratorConfig config;
    config.architecture = architecture;
    config.conditionChannels = 5;
    config.width = 4;
    config.residualBlocks = 1;
    config.baseSize = baseSize;
    return config;
}

torch::Tensor randomCondition(std::int64_t size)
{
    return torch::randint(0, 2, {1, 5, size, size}).to(torch::kFloat32);
}

} // namespace

/// The networks PGSgan is compared with, and the options that only they use.
class TestBaselines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::manual_seed(11);
        kernels::setFastPath(false);
    }

    void everyArchitectureWorksAtItsSize()
    {
        torch::NoGradGuard guard;
        for (const char* architecture : {"pgsgan", "unet"}) {
            for (const int size : {256, 512}) {
                const auto generator = nn::makeGenerator(small(architecture, size));
                generator->eval();
                QCOMPARE(generator->size(), size);
                const auto image = generator->forward(randomCondition(size));
                QCOMPARE(image.sizes().vec(), (std::vector<std::int64_t>{1, 1, size, size}));
                QVERIFY(image.abs().max().item<double>() <= 1.0);
            }
        }
    }

    void theUnetHasTheWidthsOfPix2pix()
    {
        nn::GeneratorConfig config = small("unet", 256);
        config.width = 64;
        nn::UnetGenerator unet(config);
        const auto parameters = unet->named_parameters();
        QCOMPARE(parameters["down1.weight"].sizes().vec(), (std::vector<std::int64_t>{64, 5, 4, 4}));
        QCOMPARE(parameters["down4.weight"].sizes().vec(), (std::vector<std::int64_t>{512, 256, 4, 4}));
        QCOMPARE(parameters["down8.weight"].sizes().vec(), (std::vector<std::int64_t>{512, 512, 4, 4}));
        QCOMPARE(parameters["up8.weight"].sizes().vec(), (std::vector<std::int64_t>{512, 512, 3, 3}));
        QCOMPARE(parameters["up7.weight"].sizes().vec(), (std::vector<std::int64_t>{512, 1024, 3, 3})); // with its skip connection
        QCOMPARE(parameters["up1.weight"].sizes().vec(), (std::vector<std::int64_t>{1, 128, 3, 3}));
    }

    void dropoutActsInTrainingOnly()
    {
        torch::NoGradGuard guard;
        const auto unet = nn::makeGenerator(small("unet", 256));
        const auto condition = randomCondition(256);
        unet->eval();
        QVERIFY(torch::equal(unet->forward(condition), unet->forward(condition)));
        unet->train();
        QVERIFY(!torch::equal(unet->forward(condition), unet->forward(condition)));
        torch::manual_seed(3);
        const auto once = unet->forward(condition);
        torch::manual_seed(3);
        QVERIFY(torch::equal(once, unet->forward(condition)));
    }

    void skipConnectionsCarryDetail()
    {
        // A one-pixel change of the condition changes the picture around it: through the outermost skip, not only through the bottleneck.
        torch::NoGradGuard guard;
        const auto unet = nn::makeGenerator(small("unet", 256));
        unet->eval();
        auto condition = torch::zeros({1, 5, 256, 256});
        const auto before = unet->forward(condition);
        condition.index_put_({0, 0, 100, 60}, 1.0);
        const auto difference = (unet->forward(condition) - before).abs()[0][0];
        const auto near = difference.slice(0, 90, 110).slice(1, 50, 70).mean().item<double>();
        const auto far = difference.slice(0, 180, 250).slice(1, 180, 250).mean().item<double>();
        QVERIFY2(near > 4 * far && near > 0, qPrintable(QString("near %1 far %2").arg(near).arg(far)));
    }

    void aHiddenChannelChangesNothing()
    {
        torch::NoGradGuard guard;
        for (const char* architecture : {"pgsgan", "unet"}) {
            auto config = small(architecture, 256);
            config.hiddenChannel = 3;
            const auto generator = nn::makeGenerator(config);
            generator->eval();
            const auto condition = randomCondition(256);
            auto other = condition.clone();
            other.select(1, 3).fill_(0.5);
            QVERIFY(torch::equal(generator->forward(condition), generator->forward(other)));
            other.select(1, 4).fill_(0.5);
            QVERIFY(!torch::equal(generator->forward(condition), generator->forward(other)));
        }
        nn::DiscriminatorConfig config;
        config.conditionChannels = 5;
        config.width = 4;
        config.hiddenChannel = 3;
        nn::Discriminator discriminator(config);
        const auto image = torch::zeros({1, 1, 256, 256});
        const auto condition = randomCondition(256);
        auto other = condition.clone();
        other.select(1, 3).fill_(0.5);
        QVERIFY(torch::equal(discriminator->forward(condition, image), discriminator->forward(other, image)));
    }

    void whatCannotGrowSaysSo()
    {
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(small("unet", 256))->grow());
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(small("pgsgan", 512))->grow());
        auto config = small("unet", 256);
        config.grown = true;
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(config));
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(small("transformer", 256)));
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(small("pgsgan", 300)));
        config = small("pgsgan", 256);
        config.hiddenChannel = 5;
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(config));
        QVERIFY_THROWS_EXCEPTION(Error, nn::makeGenerator(small("unet", 256))->forward(randomCondition(128 + 64)));
    }

    void spectralNormBoundsEveryConvolution()
    {
        nn::Conv conv(6, 10, 3, 1, 1);
        nn::initialise(*conv);
        {
            torch::NoGradGuard guard;
            conv->weight.normal_(0.0, 1.0);
            conv->bias.zero_();
        }
        conv->useSpectralNorm();
        conv->train();
        const auto x = torch::randn({1, 6, 16, 16});
        for (int i = 0; i < 60; ++i) // each pass moves the estimate on
            conv->forward(x);
        // What the layer does is what its weight over its largest singular value does.
        const double largest = torch::linalg_svdvals(conv->weight.detach().reshape({10, -1}).to(torch::kFloat64)).max().item<double>();
        const auto expected = torch::conv2d(x, conv->weight / largest, conv->bias, 1, 1);
        conv->eval();
        const auto found = conv->forward(x);
        QVERIFY((found - expected).abs().max().item<double>() < 1e-4);
        QVERIFY(torch::equal(found, conv->forward(x))); // evaluation leaves the estimate alone
        found.sum().backward();
        QVERIFY(conv->weight.grad().abs().sum().item<double>() > 0);
    }

    void theUngrownDiscriminatorJudgesMorePatchesAt512()
    {
        torch::NoGradGuard guard;
        nn::DiscriminatorConfig config;
        config.conditionChannels = 5;
        config.width = 4;
        config.spectralNorm = true;
        nn::Discriminator discriminator(config);
        QCOMPARE(discriminator->forward(randomCondition(512), torch::zeros({1, 1, 512, 512})).sizes().vec(),
            (std::vector<std::int64_t>{1, 1, 62, 62}));
        discriminator->grow();
        QCOMPARE(discriminator->forward(randomCondition(512), torch::zeros({1, 1, 512, 512})).sizes().vec(),
            (std::vector<std::int64_t>{1, 1, 30, 30}));
    }
};

QTEST_GUILESS_MAIN(TestBaselines)
#include "test_baselines.moc"
