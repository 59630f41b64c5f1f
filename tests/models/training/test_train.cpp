// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A whole run on made-up examples: phases, files, resume, and the model at the end.

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "models/checkpoint/safetensors.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/runtime/generator_session.h"
#include "models/training/batch_loader.h"
#include "models/training/train.h"

#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace sonosketch;
using namespace sonosketch::training;
namespace fs = std::filesystem;

namespace {

/// A data set of speckled pictures with one dark lesion each.
void writeDataset(const fs::path& folder, int train, int val)
{
    DatasetManifest manifest;
    manifest.name = "made-up";
    manifest.palette = LabelPalette::bundled("mmotu");
    cv::RNG random(9);
    for (const char* part : {"images", "labels", "sketches", "fov"})
        fs::create_directories(folder / part);
    for (int i = 0; i < train + val; ++i) {
        const std::string id = "made-" + std::to_string(i);
        cv::Mat image(canvasSize, canvasSize, CV_8UC1), labels(canvasSize, canvasSize, CV_8UC1, cv::Scalar(0)), sketch;
        random.fill(image, cv::RNG::NORMAL, 110, 30);
        const cv::Point centre(random.uniform(150, 360), random.uniform(150, 360));
        const int radius = random.uniform(40, 100);
        cv::circle(image, centre, radius, cv::Scalar(20), cv::FILLED);
        cv::circle(labels, centre, radius, cv::Scalar(1 + i % 8), cv::FILLED);
        cv::Canny(labels, sketch, 0, 1);
        DatasetItem item;
        item.id = id;
        item.split = i < train ? "train" : "val";
        item.image = "images/" + id + ".png";
        item.labels = "labels/" + id + ".png";
        item.sketch = "sketches/" + id + ".png";
        item.fieldOfView = "fov/" + id + ".png";
        cv::imwrite((folder / item.image).string(), image);
        cv::imwrite((folder / item.labels).string(), labels);
        cv::imwrite((folder / item.sketch).string(), sketch);
        cv::imwrite((folder / item.fieldOfView).string(), cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(255)));
        item.imageSha256 = sha256File(folder / item.image);
        item.labelsSha256 = sha256File(folder / item.labels);
        item.sketchSha256 = sha256File(folder / item.sketch);
        item.fieldOfViewSha256 = sha256File(folder / item.fieldOfView);
        item.sourceFile = id;
        item.classes = {1 + i % 8};
        manifest.items.push_back(item);
    }
    manifest.save(folder);
}

} // namespace

class TestTrain : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_root, m_data;

    TrainOptions options(const char* run, bool resume = false) const
    {
        TrainOptions result;
        result.data = m_data;
        result.out = m_root / run;
        result.recipe = Recipe::find("smoke");
        result.device = DeviceChoice::Cpu;
        result.resume = resume;
        result.sampleEverySteps = 5;
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        m_root = m_dir.path().toStdString();
        m_data = m_root / "data";
        writeDataset(m_data, 5, 2);
    }

    void theLoaderDependsOnSeedAndStepAlone()
    {
        const auto spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
        const BatchLoader first(m_data, "train", spec), second(m_data, "train", spec);
        const auto recipe = Recipe::find("pgsgan-cpu");
        const auto a = first.batch(17, recipe), b = second.batch(17, recipe), c = first.batch(18, recipe);
        QVERIFY(torch::equal(a.condition, b.condition) && torch::equal(a.image, b.image));
        QVERIFY(!torch::equal(a.image, c.image));
        QCOMPARE(a.condition.sizes().vec(), (std::vector<std::int64_t>{4, 10, 512, 512}));
        QVERIFY_EXCEPTION_THROWN(BatchLoader(m_data, "nowhere", spec), Error);
    }

    void everyEpochVisitsEveryExample()
    {
        const auto spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
        const BatchLoader loader(m_data, "train", spec);
        auto recipe = Recipe::find("pgsgan-paper");
        recipe.batch = 5;
        std::set<std::string> seen;
        const auto images = loader.batch(3, recipe).image;
        for (int i = 0; i < 5; ++i) {
            const auto one = images[i].contiguous();
            seen.insert(sha256(std::span(one.data_ptr<std::uint8_t>(), static_cast<std::size_t>(one.numel()))));
        }
        QCOMPARE(seen.size(), std::size_t{5});
    }

    void thePaperRecipeKeepsEdgesOutOfObjects()
    {
        const auto spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
        const auto condition = BatchLoader(m_data, "train", spec).batch(0, Recipe::find("pgsgan-paper")).condition;
        const auto objects = condition.slice(1, 0, 8).amax(1);
        QVERIFY(condition.select(1, 8).sum().item<std::int64_t>() > 0);
        QCOMPARE((objects * condition.select(1, 8)).sum().item<std::int64_t>(), std::int64_t{0});
    }

    void aWholeRunLeavesItsFiles()
    {
        QStringList lines;
        auto settings = options("whole");
        settings.progress = [&lines](const std::string& line) { lines << QString::fromStdString(line); };
        const auto result = train(settings, {});
        QVERIFY(result.finished);
        QCOMPARE(result.steps, std::int64_t{9});
        QVERIFY(result.metrics.at("val_l1") > 0.0);
        QCOMPARE(result.metrics.at("val_images"), 2.0);
        QVERIFY(lines.filter("images/s").size() >= 9);
        const auto log = QString::fromStdString(readTextFile(settings.out / "losses.csv"));
        QCOMPARE(log.count('\n'), 10);
        QVERIFY(fs::exists(settings.out / "samples/0000005.png"));
        const cv::Mat grid = cv::imread((settings.out / "samples/0000009.png").string());
        QVERIFY(grid.cols > 3 * 256 && grid.rows > 256);
        const auto generator = loadGenerator(settings.out / "model", DeviceChoice::Cpu);
        QCOMPARE(generator->info().name, std::string("smoke"));
        Condition condition;
        condition.channels = generator->info().spec.channels();
        condition.values.assign(static_cast<std::size_t>(condition.channels) * 512 * 512, 0);
        const cv::Mat image = generator->synthesize(condition, {});
        QCOMPARE(image.size(), cv::Size(512, 512));
        QCOMPARE(cv::norm(image, generator->synthesize(condition, {}), cv::NORM_INF), 0.0);
        condition.channels -= 1;
        QVERIFY_EXCEPTION_THROWN(generator->synthesize(condition, {}), Error);
        CancelToken cancelled;
        cancelled.cancel();
        condition.channels += 1;
        QVERIFY_EXCEPTION_THROWN(generator->synthesize(condition, cancelled), Error);
    }

    void aRunInTheWayIsNotOverwritten() { QVERIFY_EXCEPTION_THROWN(train(options("whole"), {}), Error); }

    void aStoppedRunGoesOnExactly()
    {
        // Stopped in the second phase by a cancel, then resumed: the same weights as the run that was never stopped.
        auto settings = options("stopped");
        CancelToken cancel;
        int steps = 0;
        settings.progress = [&](const std::string& line) {
            if (line.find("images/s") != std::string::npos && ++steps == 4)
                cancel.cancel();
        };
        const auto stopped = train(settings, cancel);
        QVERIFY(!stopped.finished);
        QCOMPARE(stopped.steps, std::int64_t{4});
        const auto resumed = train(options("stopped", true), {});
        QVERIFY(resumed.finished);
        QCOMPARE(resumed.steps, std::int64_t{9});
        const auto whole = checkpoint::readSafetensors(m_root / "whole/checkpoint.safetensors");
        const auto again = checkpoint::readSafetensors(m_root / "stopped/checkpoint.safetensors");
        QCOMPARE(again.tensors.size(), whole.tensors.size());
        for (const auto& [name, tensor] : whole.tensors)
            QVERIFY2(torch::equal(tensor, again.tensors.at(name)), name.c_str());
        QCOMPARE(readTextFile(m_root / "stopped/losses.csv").size() > 0, true);
        const auto rows = QString::fromStdString(readTextFile(m_root / "stopped/losses.csv")).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 10);
        QVERIFY(rows.at(9).startsWith("9,"));
    }

    void aCheckpointOfAnotherRecipeIsRefused()
    {
        auto settings = options("whole", true);
        settings.recipe.text += "# changed\n";
        try {
            train(settings, {});
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::VersionMismatch);
        }
    }

    void aDamagedCheckpointIsRefused()
    {
        const auto path = m_root / "stopped/checkpoint.safetensors";
        auto bytes = readFile(path);
        bytes.resize(bytes.size() / 2);
        writeFileAtomically(path, bytes);
        try {
            train(options("stopped", true), {});
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Corrupt);
        }
    }

    void timeLimitsStopAndBudgetsShorten()
    {
        auto settings = options("limited");
        settings.maxMinutes = 1e-9;
        QVERIFY(!train(settings, {}).finished);
        settings.resume = true;
        settings.maxMinutes.reset();
        settings.budgetMinutes = 1e-9; // every phase is out of time after a step
        const auto result = train(settings, {});
        QVERIFY(result.finished);
        QCOMPARE(result.steps, std::int64_t{4});
    }
};

QTEST_GUILESS_MAIN(TestTrain)
#include "test_train.moc"
