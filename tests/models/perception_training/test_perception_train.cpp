// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Whole runs on made-up examples: files, resume, and the models at the end.

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"
#include "models/kernels/conv_function.h"
#include "models/metrics/feature_source.h"
#include "models/metrics/perception_model.h"
#include "models/metrics/segmenter.h"
#include "models/nn/cpu_setup.h"
#include "models/perception_training/train.h"
#include "tests/models/perception_training/made_up_data.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <torch/torch.h>

using namespace sonosketch;
using namespace sonosketch::perception;
using test::codeOf;
namespace fs = std::filesystem;

class TestPerceptionTrain : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path m_data;

    TrainOptions options(const char* out, const std::string& text) const
    {
        TrainOptions result;
        result.data = m_data;
        result.out = fs::path(m_dir.path().toStdString()) / out;
        result.recipe = Recipe::fromToml(text, "test");
        result.device = DeviceChoice::Cpu;
        return result;
    }
    static std::string segmenterText(int steps)
    {
        return QString("kind = \"segmenter\"\nname = \"small\"\nbatch = 4\nlearning_rate = 1e-2\nsteps = %1\n"
                       "[network]\nwidth = 4\nlevels = 2\nresolution = 32\n[augment]\nmirror = 0.5\nrotate = 5\nbrightness = 0.1\n")
            .arg(steps)
            .toStdString();
    }
    static std::string encoderText()
    {
        return "kind = \"encoder\"\nname = \"small-encoder\"\nbatch = 2\nsteps = 4\n"
               "[network]\nwidth = 4\ndimensions = 16\n[augment]\ncrop = 96\n";
    }
    static std::map<std::string, torch::Tensor> weightsOf(const fs::path& run)
    {
        return checkpoint::readSafetensors(run / "checkpoint.safetensors").tensors;
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::set_num_threads(1); // tensors this small gain nothing from a second one and wait for it on a busy machine
        kernels::setFastPath(false);
        m_data = fs::path(m_dir.path().toStdString()) / "data";
        test::writeMadeUpData(m_data, 12, 4, 0);
    }

    void aSegmenterLearnsAndLeavesItsFiles()
    {
        auto settings = options("segmenter", segmenterText(80));
        int lines = 0;
        settings.progress = [&lines](const std::string&) { ++lines; };
        const auto result = train(settings, {});
        QVERIFY(result.finished);
        QCOMPARE(result.steps, std::int64_t{80});
        QVERIFY(lines >= 80);
        QVERIFY2(result.metrics.at("val_dice_lesion") > 0.8, qPrintable(QString::number(result.metrics.at("val_dice_lesion"))));
        QCOMPARE(result.metrics.at("val_images"), 4.0);
        QVERIFY(fs::exists(settings.out / "recipe.toml") && fs::exists(settings.out / "losses.csv"));

        const auto card = metrics::PerceptionCard::load(settings.out / "model", metrics::PerceptionCard::segmenter);
        QCOMPARE(card.name, std::string("small"));
        QCOMPARE(card.classes.size(), std::size_t{8});
        QCOMPARE(card.license, std::string("CC0-1.0"));
        QCOMPARE(card.split, std::string("train (12 images)"));
        QCOMPARE(card.metrics.at("val_dice_lesion"), result.metrics.at("val_dice_lesion"));

        // The stored model, half precision, finds the lesion of a val picture.
        const auto manifest = DatasetManifest::load(m_data);
        const auto sample = loadSample(m_data, manifest.items[12]);
        const cv::Mat found = metrics::loadSegmenter(settings.out / "model", DeviceChoice::Cpu)->segment(sample.image);
        const double both = cv::countNonZero((found > 0) & (sample.labels > 0));
        QVERIFY(2 * both / (cv::countNonZero(found) + cv::countNonZero(sample.labels)) > 0.7);

        QVERIFY(codeOf([&] { train(settings, {}); }) == ErrorCode::InvalidArgument); // the folder holds a run
    }

    void aResumedRunEndsWithTheSameWeights_data()
    {
        QTest::addColumn<bool>("encoder");
        QTest::newRow("segmenter") << false;
        QTest::newRow("encoder") << true;
    }
    void aResumedRunEndsWithTheSameWeights()
    {
        QFETCH(bool, encoder);
        const auto text = encoder ? encoderText() : segmenterText(4);
        const auto whole = options(encoder ? "whole-e" : "whole-s", text);
        QVERIFY(train(whole, {}).finished);
        auto cut = options(encoder ? "cut-e" : "cut-s", text);
        const CancelToken stop;
        int steps = 0;
        cut.progress = [&](const std::string& line) {
            if (line.starts_with("step") && ++steps == 2)
                stop.cancel();
        };
        QCOMPARE(train(cut, stop).steps, std::int64_t{2});
        QVERIFY(!fs::exists(cut.out / "model"));
        cut.resume = true;
        cut.progress = {};
        QVERIFY(train(cut, {}).finished);
        const auto a = weightsOf(whole.out), b = weightsOf(cut.out);
        QCOMPARE(a.size(), b.size());
        for (const auto& [name, tensor] : a)
            QVERIFY2(torch::equal(tensor, b.at(name)), name.c_str());
        QCOMPARE(readFile(whole.out / "model" / "model.json").size() > 0, true);
        QCOMPARE(sha256File(whole.out / "model" / (encoder ? "encoder.safetensors" : "segmenter.safetensors")),
            sha256File(cut.out / "model" / (encoder ? "encoder.safetensors" : "segmenter.safetensors")));

        cut.recipe = Recipe::fromToml(text + "# changed\n", "test");
        QVERIFY(codeOf([&] { train(cut, {}); }) == ErrorCode::VersionMismatch);
    }

    void anEncoderGivesStandardisedFeatures()
    {
        const auto settings = options("encoder", encoderText());
        const auto result = train(settings, {});
        QVERIFY(result.finished);
        QVERIFY(result.metrics.contains("val_error_blur") && result.metrics.contains("val_class_accuracy"));
        const auto source = metrics::loadFeatureEncoder(settings.out / "model", DeviceChoice::Cpu);
        QCOMPARE(source->dimensions(), std::int64_t{16});
        std::vector<torch::Tensor> images;
        for (const auto& item : DatasetManifest::load(m_data).items) {
            if (item.split == "train")
                images.push_back(metrics::toTensor(loadSample(m_data, item).image));
        }
        const auto features = torch::sinh(source->features(torch::cat(images, 0)));
        QVERIFY(features.mean(0).abs().max().item<double>() < 0.05); // half precision of the stored mean
        QVERIFY(features.std(0).median().item<double>() > 0.9);
    }

    void wrongFoldersAreRefused()
    {
        auto settings = options("nothing", segmenterText(1));
        settings.data = settings.out / "no-data";
        QVERIFY(codeOf([&] { train(settings, {}); }) == ErrorCode::NotFound);
        settings = options("damaged", segmenterText(1));
        settings.resume = true;
        fs::create_directories(settings.out);
        writeFileAtomically(settings.out / "checkpoint.safetensors", std::string_view("not weights"));
        QVERIFY(codeOf([&] { train(settings, {}); }) == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestPerceptionTrain)
#include "test_perception_train.moc"
