// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Runs that do not follow the paper's four phases: the baselines, and a run that goes on from a finished model.

#include "core/base/error.h"
#include "models/checkpoint/model_folder.h"
#include "models/checkpoint/safetensors.h"
#include "models/nn/cpu_setup.h"
#include "models/runtime/generator_session.h"
#include "models/training/train.h"
#include "tests/models/training/made_up_set.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::training;
namespace fs = std::filesystem;

namespace {

/// A tiny recipe of one phase; `generator`, `discriminator` and `more` add keys.
Recipe tiny(const std::string& generator, int resolution, const std::string& more = {}, const std::string& discriminator = {})
{
    return Recipe::fromToml("name = \"tiny\"\nbatch = 2\nseed = 3\nema_decay = 0.5\n" + more
            + "\n[generator]\nwidth = 4\nresidual_blocks = 1\nlearning_rate = 1e-3\n" + generator
            + "\n[discriminator]\nwidth = 4\nlearning_rate = 1e-4\n" + discriminator
            + "\n[loss]\nl1 = 10.0\n[[phase]]\nname = \"only\"\nsteps = 4\nresolution = " + std::to_string(resolution) + "\n",
        "tiny");
}

std::map<std::string, torch::Tensor> checkpointOf(const fs::path& run)
{
    return checkpoint::readSafetensors(run / "checkpoint.safetensors").tensors;
}

} // namespace

class TestOtherNetworks : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_root, m_data;

    TrainOptions options(const char* run, const Recipe& recipe) const
    {
        TrainOptions result;
        result.data = m_data;
        result.out = m_root / run;
        result.recipe = recipe;
        result.device = DeviceChoice::Cpu;
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        m_root = m_dir.path().toStdString();
        m_data = m_root / "data";
        test::writeMadeUpSet(m_data, 4, 1);
    }

    void theCganIgnoresTheSketch()
    {
        const auto recipe = tiny("architecture = \"unet\"\nbase_size = 512\n", 512, "[condition]\nsketch = false\n");
        QVERIFY(train(options("cgan", recipe), {}).finished);
        const auto generator = loadGenerator(m_root / "cgan/model", DeviceChoice::Cpu);
        Condition condition;
        condition.channels = generator->info().spec.channels();
        condition.values.assign(static_cast<std::size_t>(condition.channels) * 512 * 512, 0);
        const cv::Mat before = generator->synthesize(condition, {});
        const auto plane = [&](int channel) { return condition.values.begin() + static_cast<std::ptrdiff_t>(channel) * 512 * 512; };
        const int sketch = generator->info().spec.sketchChannel();
        std::fill(plane(sketch), plane(sketch + 1), std::uint8_t{1});
        QCOMPARE(cv::norm(before, generator->synthesize(condition, {}), cv::NORM_INF), 0.0);
        std::fill(plane(0), plane(1), std::uint8_t{1});
        QVERIFY(cv::norm(before, generator->synthesize(condition, {}), cv::NORM_INF) > 0.0);
    }

    void aResumedRunWithDropoutIsExact()
    {
        const auto recipe = tiny("architecture = \"unet\"\nbase_size = 256\n", 256, {}, "spectral_norm = true\n");
        QVERIFY(train(options("unet-whole", recipe), {}).finished);
        auto settings = options("unet-stopped", recipe);
        CancelToken cancel;
        int steps = 0;
        settings.progress = [&](const std::string& line) {
            if (line.find("images/s") != std::string::npos && ++steps == 2)
                cancel.cancel();
        };
        QVERIFY(!train(settings, cancel).finished);
        settings.progress = {};
        settings.resume = true;
        QVERIFY(train(settings, {}).finished);
        const auto whole = checkpointOf(m_root / "unet-whole"), again = checkpointOf(m_root / "unet-stopped");
        QCOMPARE(again.size(), whole.size());
        for (const auto& [name, tensor] : whole)
            QVERIFY2(torch::equal(tensor, again.at(name)), name.c_str());
        QVERIFY(whole.contains("discriminator.conv1.u"));
    }

    void aRunGoesOnFromAModel()
    {
        auto smoke = options("grown", Recipe::find("smoke"));
        QVERIFY(train(smoke, {}).finished);
        // The generator holds still in a phase of rate 0, so the result is the model itself, at its own blend.
        const auto still = tiny("", 512, "needs_model = true\n");
        auto settings = options("still", still);
        QVERIFY_THROWS_EXCEPTION(Error, train(settings, {})); // and the recipe insists on a model
        settings.recipe.phases[0].generatorRate = 0.0;
        settings.recipe.batch = 2;
        settings.from = m_root / "grown/model";
        QVERIFY(train(settings, {}).finished);
        const auto before = checkpoint::loadModel(m_root / "grown/model"), after = checkpoint::loadModel(m_root / "still/model");
        QVERIFY(after.generator->config() == before.generator->config());
        QVERIFY(after.generator->config().grown);
        QCOMPARE(after.generator->alpha(), before.generator->alpha());
        const auto named = before.generator->named_parameters();
        for (const auto& item : after.generator->named_parameters())
            QVERIFY2(torch::equal(item.value(), named[item.key()]), item.key().c_str());
        // A learning phase moves it.
        auto learning = options("learning", still);
        learning.from = settings.from;
        QVERIFY(train(learning, {}).finished);
        const auto moved = checkpoint::loadModel(m_root / "learning/model").generator->named_parameters();
        QVERIFY(!torch::equal(moved["stem.weight"], named["stem.weight"]));
        // Noise may be added: the model stays what it was until its scales move.
        auto noisy = options("noisy", tiny("noise = true\n", 512));
        noisy.recipe.phases[0].generatorRate = 0.0;
        noisy.from = settings.from;
        QVERIFY(train(noisy, {}).finished);
        const auto withNoise = checkpoint::loadModel(m_root / "noisy/model");
        QVERIFY(withNoise.generator->config().noise);
        for (const auto& item : withNoise.generator->named_parameters()) {
            if (const auto* same = named.find(item.key()))
                QVERIFY2(torch::equal(item.value(), *same), item.key().c_str());
            else
                QVERIFY2(item.key().ends_with("noise.scale") && item.value().abs().max().item<float>() == 0, item.key().c_str());
        }
        noisy = options("noisier", tiny("noise = true\n", 512));
        noisy.from = settings.from;
        QVERIFY(train(noisy, {}).finished);
        QVERIFY(
            checkpoint::loadModel(m_root / "noisier/model").generator->named_parameters()["up2_noise.scale"].abs().max().item<float>() > 0);
        // Another network than the model's is refused.
        auto wrong = options("wrong", tiny("architecture = \"unet\"\nbase_size = 512\n", 512));
        wrong.from = settings.from;
        try {
            train(wrong, {});
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::VersionMismatch);
        }
    }
};

QTEST_GUILESS_MAIN(TestOtherNetworks)
#include "test_other_networks.moc"
