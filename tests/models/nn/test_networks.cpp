// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/nn/discriminator.h"
#include "models/nn/generator.h"

#include <QtTest>

#include <torch/torch.h>

using namespace sonosketch;

namespace {

nn::GeneratorConfig smallGenerator(bool grown = false)
{
    nn::GeneratorConfig config;
    config.conditionChannels = 5;
    config.width = 8;
    config.residualBlocks = 2;
    config.grown = grown;
    return config;
}

nn::DiscriminatorConfig smallDiscriminator(bool grown = false)
{
    nn::DiscriminatorConfig config;
    config.conditionChannels = 5;
    config.width = 8;
    config.grown = grown;
    return config;
}

torch::Tensor randomCondition(std::int64_t count, std::int64_t size)
{
    return torch::randint(0, 2, {count, 5, size, size}).to(torch::kFloat32);
}

double largestDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Four smooth blobs with grain, and the condition that tells them apart: edges, one label, field of view.
struct Examples {
    torch::Tensor condition, image;
};

Examples fourExamples(std::int64_t size)
{
    Examples examples{torch::zeros({4, 5, size, size}), torch::zeros({4, 1, size, size})};
    const auto axis = torch::linspace(-1, 1, size);
    const auto x = axis.view({1, size}).expand({size, size});
    const auto y = axis.view({size, 1}).expand({size, size});
    for (std::int64_t i = 0; i < 4; ++i) {
        const double cx = 0.3 * std::cos(1.6 * static_cast<double>(i)), cy = 0.3 * std::sin(1.6 * static_cast<double>(i));
        const auto radius = ((x - cx).pow(2) + (y - cy).pow(2)).sqrt();
        examples.condition[i][i % 3] = (radius < 0.4).to(torch::kFloat32);
        examples.condition[i][3] = ((radius - 0.6).abs() < 0.03).to(torch::kFloat32);
        examples.condition[i][4] = (x.pow(2) + y.pow(2) < 1).to(torch::kFloat32);
        const auto tissue = 0.3 * torch::sin(9 * radius + static_cast<double>(i)) + 0.05 * torch::randn({size, size});
        examples.image[i][0] =
            torch::where(radius < 0.4, torch::full_like(radius, -0.8), tissue) * examples.condition[i][4] - (1 - examples.condition[i][4]);
    }
    examples.image.clamp_(-1, 1);
    return examples;
}

} // namespace

class TestNetworks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::manual_seed(7);
    }

    void init() { kernels::setFastPath(false); } // exact float32, so that identities hold to the last bits

    void sizesAtBothResolutions()
    {
        torch::NoGradGuard guard;
        nn::Generator base(smallGenerator());
        const auto image = base->forward(randomCondition(2, 256));
        QCOMPARE(image.sizes().vec(), (std::vector<std::int64_t>{2, 1, 256, 256}));
        QVERIFY(image.abs().max().item<double>() <= 1.0);
        base->grow();
        QCOMPARE(base->size(), 512);
        QCOMPARE(base->forward(randomCondition(1, 512)).sizes().vec(), (std::vector<std::int64_t>{1, 1, 512, 512}));
    }

    void patchGanSeesThirtyByThirtyPatches()
    {
        torch::NoGradGuard guard;
        nn::Discriminator discriminator(smallDiscriminator());
        const std::vector<std::int64_t> patches{1, 1, 30, 30};
        QCOMPARE(discriminator->forward(randomCondition(1, 256), torch::zeros({1, 1, 256, 256})).sizes().vec(), patches);
        discriminator->grow();
        for (const double alpha : {0.0, 0.5, 1.0}) {
            discriminator->setAlpha(alpha);
            QCOMPARE(discriminator->forward(randomCondition(1, 512), torch::zeros({1, 1, 512, 512})).sizes().vec(), patches);
        }
    }

    void receptiveFieldIsSeventyPixels()
    {
        // The gradient of one patch's logit reaches exactly a 70x70 window of the image (without normalisation, which couples everything).
        auto config = smallDiscriminator();
        config.norm = "none";
        nn::Discriminator discriminator(config);
        const auto image = torch::randn({1, 1, 256, 256}).requires_grad_(true);
        discriminator->forward(randomCondition(1, 256), image)[0][0][15][15].backward();
        const auto touched = image.grad()[0][0].abs() > 0;
        QCOMPARE(touched.any(0).sum().item<std::int64_t>(), std::int64_t{70});
        QCOMPARE(touched.any(1).sum().item<std::int64_t>(), std::int64_t{70});
    }

    void generatorAtAlphaZeroEqualsTheOldOne()
    {
        torch::NoGradGuard guard;
        nn::Generator generator(smallGenerator());
        const auto condition = randomCondition(1, 512);
        const auto before = nn::twice(generator->forward(nn::halve(condition)));
        generator->grow();
        QCOMPARE(largestDifference(generator->forward(condition), before), 0.0);
        generator->setAlpha(1.0 / 30);
        QVERIFY(largestDifference(generator->forward(condition), before) > 0.0);
    }

    void discriminatorAtAlphaZeroEqualsTheOldOne()
    {
        torch::NoGradGuard guard;
        nn::Discriminator discriminator(smallDiscriminator());
        const auto condition = randomCondition(1, 512);
        const auto image = torch::rand({1, 1, 512, 512});
        const auto before = discriminator->forward(nn::halve(condition), nn::halve(image));
        discriminator->grow();
        QVERIFY(largestDifference(discriminator->forward(condition, image), before) < 1e-6);
        discriminator->setAlpha(1.0);
        QVERIFY(largestDifference(discriminator->forward(condition, image), before) > 1e-4);
    }

    void growingCarriesEveryWeightOver()
    {
        nn::Generator generator(smallGenerator());
        std::map<std::string, torch::Tensor> before;
        for (const auto& item : generator->named_parameters())
            before[item.key()] = item.value().detach().clone();
        generator->grow();
        std::size_t carried = 0, added = 0;
        for (const auto& item : generator->named_parameters()) {
            if (const auto old = before.find(item.key()); old != before.end()) {
                QVERIFY2(torch::equal(old->second, item.value()), item.key().c_str());
                ++carried;
            } else {
                QVERIFY2(item.key().starts_with("fib_"), item.key().c_str());
                ++added;
            }
        }
        QCOMPARE(carried, before.size());
        QCOMPARE(added, std::size_t{8});
        generator->grow();
        QCOMPARE(generator->named_parameters().size(), carried + added);
    }

    void gradientReachesEveryParameter_data()
    {
        QTest::addColumn<QString>("norm");
        for (const char* norm : {"instance", "batch", "none"})
            QTest::newRow(norm) << norm;
    }

    void gradientReachesEveryParameter()
    {
        QFETCH(QString, norm);
        auto generatorConfig = smallGenerator(true);
        generatorConfig.norm = norm.toStdString();
        generatorConfig.noise = true;
        auto discriminatorConfig = smallDiscriminator(true);
        discriminatorConfig.norm = norm.toStdString();
        nn::Generator generator(generatorConfig);
        nn::Discriminator discriminator(discriminatorConfig);
        generator->setAlpha(0.5);
        discriminator->setAlpha(0.5);
        const auto condition = randomCondition(2, 512);
        const auto logits = discriminator->forward(condition, generator->forward(condition));
        torch::binary_cross_entropy_with_logits(logits, torch::ones_like(logits)).backward();
        for (auto* module : {static_cast<torch::nn::Module*>(generator.get()), static_cast<torch::nn::Module*>(discriminator.get())}) {
            for (const auto& item : module->named_parameters()) {
                QVERIFY2(item.value().grad().defined(), item.key().c_str());
                // A bias in front of a normalisation is subtracted again: its gradient exists, but is zero up to rounding.
                if (item.value().dim() == 4 || item.key().ends_with("noise.scale"))
                    QVERIFY2(item.value().grad().abs().sum().item<double>() > 0.0, item.key().c_str());
            }
        }
    }

    void fullWidthParameterCount()
    {
        nn::GeneratorConfig config;
        nn::Generator generator(config);
        const auto conv = [](std::int64_t in, std::int64_t out, std::int64_t kernel) { return in * out * kernel * kernel + out; };
        const std::int64_t w = 64;
        const std::int64_t convolutions = conv(10, w, 7) + conv(w, 2 * w, 3) + conv(2 * w, 4 * w, 3) + 20 * conv(4 * w, 4 * w, 3)
            + conv(4 * w, 2 * w, 3) + conv(2 * w, w, 3) + conv(w, 1, 7);
        const std::int64_t norms = 2 * (w + 2 * w + 4 * w + 20 * 4 * w + 2 * w + w);
        qInfo("PGSgan base generator, full width: %lld parameters", static_cast<long long>(nn::parameterCount(*generator)));
        QCOMPARE(nn::parameterCount(*generator), convolutions + norms);
        generator->grow();
        qInfo("grown to 512: %lld parameters", static_cast<long long>(nn::parameterCount(*generator)));
        QCOMPARE(
            nn::parameterCount(*generator), convolutions + norms + conv(10, 32, 3) + conv(32, 10, 3) + conv(w, 32, 3) + conv(32, 1, 7));
    }

    void overfitsFourImages()
    {
        kernels::setFastPath(true);
        torch::manual_seed(11);
        auto config = smallGenerator();
        config.width = 16;
        nn::Generator generator(config);
        const auto examples = fourExamples(64);
        torch::optim::Adam adam(generator->parameters(), torch::optim::AdamOptions(3e-3));
        double l1 = 1.0;
        int step = 0;
        for (; step < 1500 && l1 >= 0.05; ++step) {
            adam.zero_grad();
            const auto loss = torch::l1_loss(generator->forward(examples.condition), examples.image);
            loss.backward();
            adam.step();
            l1 = loss.item<double>();
        }
        qInfo("L1 %.4f after %d steps", l1, step);
        QVERIFY(l1 < 0.05);
    }

    void noiseOfScaleZeroIsNone()
    {
        auto config = smallGenerator(true);
        torch::manual_seed(5);
        nn::Generator plain(config);
        config.noise = true;
        torch::manual_seed(5);
        nn::Generator noisy(config);
        plain->setAlpha(0.5);
        noisy->setAlpha(0.5);
        const torch::NoGradGuard guard;
        const auto condition = randomCondition(1, 64);
        QVERIFY(torch::equal(plain->forward(condition), noisy->forward(condition)));
        QCOMPARE(nn::parameterCount(*noisy) - nn::parameterCount(*plain), 32 + 16 + 8 + 4);
    }

    /// Without a seed a picture depends on its condition alone, whatever stands beside it in the batch; with seeds each has grain of its own.
    void noiseBelongsToThePicture()
    {
        auto config = smallGenerator(true);
        config.noise = true;
        nn::Generator generator(config);
        generator->setAlpha(0.5);
        generator->eval();
        const torch::NoGradGuard guard;
        for (auto& item : generator->named_parameters()) {
            if (item.key().ends_with("noise.scale"))
                item.value().fill_(0.7);
        }
        const auto one = randomCondition(1, 64);
        const auto both = torch::cat({one, one});
        const auto alone = generator->forward(one);
        const auto pair = generator->forward(both);
        QVERIFY(largestDifference(pair[0], alone[0]) < 1e-5);
        QVERIFY(largestDifference(pair[1], alone[0]) < 1e-5);
        generator->setNoiseSeeds({1, 2});
        const auto seeded = generator->forward(both);
        QVERIFY(largestDifference(seeded[0], seeded[1]) > 1e-3);
        QVERIFY(largestDifference(seeded[0], alone[0]) > 1e-3);
        generator->setNoiseSeeds({2, 1});
        const auto swapped = generator->forward(both);
        QVERIFY(largestDifference(swapped[0], seeded[1]) < 1e-5);
        generator->setNoiseSeeds({2});
        QVERIFY_THROWS_EXCEPTION(Error, generator->forward(both));
        generator->setNoiseSeeds({});
        QVERIFY(largestDifference(generator->forward(one), alone) < 1e-6);
    }

    void betweenLayersMayAbandonAPass()
    {
        torch::NoGradGuard guard;
        nn::Generator generator(smallGenerator());
        int calls = 0;
        const auto stopAtThird = [&calls] {
            if (++calls == 3)
                throw Error(ErrorCode::Cancelled, "enough");
        };
        QVERIFY_THROWS_EXCEPTION(Error, generator->forward(randomCondition(1, 64), stopAtThird));
        QCOMPARE(calls, 3);
    }

    void impossibleConfigsAreRefused()
    {
        auto config = smallGenerator();
        config.width = 0;
        QVERIFY_THROWS_EXCEPTION(Error, nn::Generator{config});
        config = smallGenerator();
        config.norm = "group";
        QVERIFY_THROWS_EXCEPTION(Error, nn::Generator{config});
    }
};

QTEST_GUILESS_MAIN(TestNetworks)
#include "test_networks.moc"
