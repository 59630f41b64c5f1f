// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The augmentation experiment with a generator whose pictures are known.

#include "core/base/files.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/perception_training/augmentation.h"
#include "tests/models/perception_training/made_up_data.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace sonosketch;
using namespace sonosketch::perception;
using test::codeOf;
namespace fs = std::filesystem;

namespace {

/// Paints objects dark, as the made-up data does, or shows nothing of them.
class PaintingGenerator final : public Generator {
public:
    explicit PaintingGenerator(bool faithful)
        : m_faithful(faithful)
    {
        m_info.name = "painter";
        m_info.spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
    }
    const GeneratorInfo& info() const override { return m_info; }
    cv::Mat synthesize(const Condition& condition, const CancelToken&) override
    {
        ++calls;
        cv::Mat image(canvasSize, canvasSize, CV_8UC1);
        cv::RNG(static_cast<std::uint64_t>(calls)).fill(image, cv::RNG::NORMAL, 140, 20);
        if (m_faithful) {
            for (int channel = 0; channel < 2; ++channel) {
                const cv::Mat plane(canvasSize, canvasSize, CV_8UC1,
                    const_cast<std::uint8_t*>(condition.values.data()) + static_cast<std::size_t>(channel) * image.total());
                image.setTo(channel == 0 ? 10 : 60, plane);
            }
        }
        return image;
    }
    GeneratorInfo m_info;
    int calls = 0;

private:
    bool m_faithful;
};

} // namespace

class TestAugmentation : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    AugmentationOptions options(const char* out) const
    {
        AugmentationOptions result;
        result.data = fs::path(m_dir.path().toStdString()) / "data";
        result.out = fs::path(m_dir.path().toStdString()) / out;
        result.recipe = Recipe::fromToml("kind = \"segmenter\"\nname = \"small\"\nbatch = 4\nsteps = 40\nlearning_rate = 1e-2\n"
                                         "[network]\nwidth = 4\nlevels = 2\nresolution = 32\n",
            "test");
        result.seeds = 1;
        result.device = DeviceChoice::Cpu;
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::set_num_threads(1); // tensors this small gain nothing from a second one and wait for it on a busy machine
        kernels::setFastPath(false);
        test::writeMadeUpData(fs::path(m_dir.path().toStdString()) / "data", 8, 0, 4);
    }

    void faithfulPicturesTeachAndEmptyOnesDoNot()
    {
        PaintingGenerator faithful(true), empty(false);
        const auto good = runAugmentation(options("good"), faithful, {});
        QVERIFY(good.finished);
        QCOMPARE(faithful.calls, 8); // once a training picture, whatever the number of trainings
        QCOMPARE(good.runs.size(), std::size_t{3});
        QCOMPARE(good.trainPictures, std::size_t{8});
        QCOMPARE(good.testPictures, std::size_t{4});
        const auto bad = runAugmentation(options("bad"), empty, {});
        const auto lesion = [](const AugmentationResult& result, const char* kind) { return result.summary(kind).lesion; };
        const auto said = qPrintable(QString("real %1, synthetic %2, both %3; empty %4")
                                         .arg(lesion(good, "real"))
                                         .arg(lesion(good, "synthetic"))
                                         .arg(lesion(good, "both"))
                                         .arg(lesion(bad, "synthetic")));
        QVERIFY2(lesion(good, "real") > 0.7, said);
        QVERIFY2(lesion(good, "synthetic") > 0.7, said);
        QVERIFY2(lesion(good, "both") > 0.7, said);
        QVERIFY2(lesion(bad, "synthetic") < lesion(good, "synthetic") - 0.2, said);
        // Training on real pictures does not depend on the generator, and is repeatable.
        QCOMPARE(lesion(bad, "real"), lesion(good, "real"));

        const auto json = nlohmann::json::parse(readTextFile(options("good").out / "augmentation.json"));
        QCOMPARE(json.at("format").get<std::string>(), std::string("sonosketch-augmentation"));
        QVERIFY(json.at("finished").get<bool>());
        QCOMPARE(json.at("runs").size(), std::size_t{3});
        QCOMPARE(json.at("summary").at("both").at("dice_lesion").get<double>(), lesion(good, "both"));
        QCOMPARE(json.at("runs").at(2).at("images").get<int>(), 16);
    }

    void aCancelledExperimentSaysSo()
    {
        PaintingGenerator generator(true);
        auto settings = options("cancelled");
        const CancelToken stop;
        settings.progress = [&](const std::string& line) {
            if (line.starts_with("synthetic"))
                stop.cancel();
        };
        const auto result = runAugmentation(settings, generator, stop);
        QVERIFY(!result.finished);
        QCOMPARE(result.runs.size(), std::size_t{1});
        QVERIFY(!nlohmann::json::parse(readTextFile(settings.out / "augmentation.json")).at("finished").get<bool>());
    }

    void aStoppedExperimentGoesOn()
    {
        PaintingGenerator whole(true);
        auto settings = options("whole");
        settings.recipe.steps = 5;
        const auto expected = runAugmentation(settings, whole, {});
        PaintingGenerator generator(true);
        settings.out = options("stopped").out;
        const CancelToken stop;
        settings.progress = [&](const std::string& line) {
            if (line.starts_with("both"))
                stop.cancel();
        };
        QCOMPARE(runAugmentation(settings, generator, stop).runs.size(), std::size_t{2});
        settings.progress = {};
        QVERIFY(codeOf([&] { runAugmentation(settings, generator, {}); }) == ErrorCode::InvalidArgument); // not asked to
        settings.resume = true;
        generator.calls = 0; // the same pictures again
        std::vector<std::string> trained;
        settings.progress = [&](const std::string& line) {
            if (line.find("step 1/") != std::string::npos)
                trained.push_back(line.substr(0, line.find(',')));
        };
        const auto result = runAugmentation(settings, generator, {});
        QVERIFY(result.finished);
        QCOMPARE(trained, std::vector<std::string>{"both"});
        QCOMPARE(result.runs.size(), expected.runs.size());
        for (std::size_t i = 0; i < expected.runs.size(); ++i) {
            QCOMPARE(result.runs[i].data, expected.runs[i].data);
            QCOMPARE(result.runs[i].lesion, expected.runs[i].lesion);
            QCOMPARE(result.runs[i].classes, expected.runs[i].classes);
        }

        // Another seed is added to what is there; nothing is drawn where nothing is missing.
        settings.seeds = 2;
        QCOMPARE(runAugmentation(settings, generator, {}).runs.size(), std::size_t{6});
        generator.calls = 0;
        QVERIFY(runAugmentation(settings, generator, {}).finished);
        QCOMPARE(generator.calls, 0);
        settings.seeds = 1;
        QVERIFY(codeOf([&] { runAugmentation(settings, generator, {}); }) == ErrorCode::InvalidArgument);
    }

    void anotherExperimentIsNotGoneOnWith()
    {
        PaintingGenerator generator(true);
        auto settings = options("other");
        settings.recipe.steps = 2;
        runAugmentation(settings, generator, {});
        settings.resume = true;
        const auto refused = [&](const AugmentationOptions& changed, const char* key) {
            try {
                runAugmentation(changed, generator, {});
            } catch (const Error& error) {
                return error.code() == ErrorCode::InvalidArgument && error.problem().find(key) != std::string::npos;
            }
            return false;
        };
        auto changed = settings;
        changed.recipe.steps = 3;
        QVERIFY(refused(changed, "another steps"));
        changed = settings;
        changed.recipe.text += "# changed";
        QVERIFY(refused(changed, "another recipe_sha256"));
        changed = settings;
        changed.limit = 2;
        QVERIFY(refused(changed, "another train_images"));
        generator.m_info.hash = "ff";
        QVERIFY(refused(settings, "another model_hash"));
        generator.m_info.hash.clear();

        const fs::path file = settings.out / "augmentation.json";
        auto json = nlohmann::json::parse(readTextFile(file));
        const auto broken = [&](const auto& change, ErrorCode code) {
            auto copy = json;
            change(copy);
            writeFileAtomically(file, copy.dump());
            return codeOf([&] { runAugmentation(settings, generator, {}); }) == code;
        };
        QVERIFY(broken([](auto& copy) { copy["runs"][0]["dice_lesion"] = 1.5; }, ErrorCode::Corrupt));
        QVERIFY(broken([](auto& copy) { copy["runs"][0]["data"] = "dreamt"; }, ErrorCode::Corrupt));
        QVERIFY(broken([](auto& copy) { copy["runs"].push_back(copy["runs"][0]); }, ErrorCode::Corrupt));
        QVERIFY(broken([](auto& copy) { copy.erase("runs"); }, ErrorCode::Corrupt));
        QVERIFY(broken([](auto& copy) { copy["version"] = 1; }, ErrorCode::VersionMismatch));
        QVERIFY(broken([](auto& copy) { copy["runs"][0]["seed"] = 9; }, ErrorCode::InvalidArgument));
    }

    void theSummaryIsMeanAndDeviation()
    {
        AugmentationResult result;
        for (const double value : {0.5, 0.7, 0.9}) {
            AugmentationRun run;
            run.data = "real";
            run.lesion = value;
            run.mean = value / 2;
            result.runs.push_back(run);
        }
        const auto summary = result.summary("real");
        QCOMPARE(summary.runs, std::size_t{3});
        QVERIFY(std::abs(summary.lesion - 0.7) < 1e-12 && std::abs(summary.lesionDeviation - 0.2) < 1e-12);
        QVERIFY(std::abs(summary.meanDeviation - 0.1) < 1e-12);
        QCOMPARE(result.summary("both").runs, std::size_t{0});
    }

    void wrongSettingsAreRefused()
    {
        PaintingGenerator generator(true);
        auto settings = options("wrong");
        settings.seeds = 0;
        QVERIFY(codeOf([&] { runAugmentation(settings, generator, {}); }) == ErrorCode::InvalidArgument);
        settings = options("wrong");
        settings.recipe = Recipe::find("feature-encoder");
        QVERIFY(codeOf([&] { runAugmentation(settings, generator, {}); }) == ErrorCode::InvalidArgument);
        generator.m_info.spec.classes.pop_back();
        QVERIFY(codeOf([&] { runAugmentation(options("wrong"), generator, {}); }) == ErrorCode::VersionMismatch);
    }
};

QTEST_GUILESS_MAIN(TestAugmentation)
#include "test_augmentation.moc"
