// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A whole run on made-up examples: phases, files, resume, and the model at the end.

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/runtime/generator_session.h"
#include "models/training/train.h"
#include "tests/models/training/made_up_set.h"

#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>

using namespace sonosketch;
using namespace sonosketch::training;
namespace fs = std::filesystem;

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
        test::writeMadeUpSet(m_data, 5, 2);
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
        QVERIFY_THROWS_EXCEPTION(Error, generator->synthesize(condition, {}));
        CancelToken cancelled;
        cancelled.cancel();
        condition.channels += 1;
        QVERIFY_THROWS_EXCEPTION(Error, generator->synthesize(condition, cancelled));
    }

    void aRunInTheWayIsNotOverwritten() { QVERIFY_THROWS_EXCEPTION(Error, train(options("whole"), {})); }

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
