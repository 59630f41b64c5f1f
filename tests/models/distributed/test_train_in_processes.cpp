// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A training run in two processes on the loopback interface: the weights of one process, and what a lost one leads to.

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"
#include "models/nn/cpu_setup.h"
#include "models/training/training_run.h"
#include "tests/models/distributed/processes.h"
#include "tests/support/check.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>
#include <thread>

using namespace sonosketch;
using namespace sonosketch::training;
using test::RankProcess;
namespace fs = std::filesystem;

namespace {

constexpr const char* recipeHead = R"(
name = "two-processes"
description = "A few steps of batch 4"
batch = 4
seed = 3
fade_fraction = 0.5
ema_decay = 0.9

[generator]
width = 4
residual_blocks = 1
norm = "instance"
learning_rate = 1e-5

[discriminator]
width = 4
norm = "instance"
learning_rate = 1e-5

[loss]
l1 = 10.0
feature_matching = 5.0

[augment]
mirror = 0.5
sketch_inside_objects = 0.5
sketch_holes = 0.5
)";

constexpr const char* tenSteps = R"(
[[phase]]
name = "base"
resolution = 256
steps = 10
)";

constexpr const char* growing = R"(
[[phase]]
name = "base"
resolution = 256
steps = 1

[[phase]]
name = "discriminator grows"
resolution = 512
grow = "discriminator"
steps = 1

[[phase]]
name = "generator grows"
resolution = 512
grow = "generator"
steps = 1
)";

/// Speckle in a sector-like view with three dark lesions each, every class among them, edges around and inside; the same in every process. No channel of
/// the condition is constant: the weights behind one would have no effect before an instance normalisation, and no gradient but rounding.
TrainingSet madeUpSet()
{
    using torch::indexing::Slice;
    constexpr std::int64_t examples = 8;
    TrainingSet set;
    set.name = "made-up";
    set.palette = LabelPalette::bundled("mmotu");
    torch::manual_seed(11);
    set.train.image = torch::randint(60, 160, {examples, 512, 512}, torch::kUInt8);
    set.train.marks = torch::zeros({examples, 512, 512}, torch::kUInt8);
    for (std::int64_t i = 0; i < examples; ++i) {
        set.train.marks.index_put_({i, Slice(20 + 5 * i, 500 - 7 * i), Slice(30, 480 - 4 * i)}, static_cast<std::int64_t>(viewMark));
        set.train.marks.index_put_({i, Slice(60 + 20 * i, 64 + 20 * i), Slice(30, 480)}, static_cast<std::int64_t>(viewMark | edgeMark));
        for (std::int64_t lesion = 0; lesion < 3; ++lesion) {
            const auto label = static_cast<std::int64_t>(viewMark | (1 + (i + 3 * lesion) % 8));
            const std::int64_t left = 50 + 140 * lesion, top = 80 + 25 * i + 30 * lesion;
            set.train.image.index_put_({i, Slice(top, top + 100), Slice(left, left + 110)}, 15 + 10 * lesion);
            set.train.marks.index_put_({i, Slice(top, top + 100), Slice(left, left + 110)}, label);
            set.train.marks.index_put_({i, Slice(top, top + 100), Slice(left + 40, left + 43)}, label | edgeMark);
        }
        set.train.ids.push_back(std::to_string(i));
    }
    return set;
}

/// Arguments: the run's folder, then words that change it.
TrainOptions optionsFor(const QStringList& arguments)
{
    TrainOptions options;
    options.out = arguments.at(0).toStdString();
    options.recipe = Recipe::fromToml(std::string(recipeHead) + (arguments.contains("growing") ? growing : tenSteps), "the test's recipe");
    options.device = DeviceChoice::Cpu;
    options.resume = arguments.contains("resume");
    options.checkpointMinutes = 1e-9; // after every step
    return options;
}

/// What a rank does; `mode` is what is special about it.
void runRank(const QString& mode, const QStringList& arguments)
{
    auto options = optionsFor(arguments);
    options.launch = distributed::launchFromEnvironment();
    if (mode == "pause") {
        // At step 3 rank 0 waits for the test, and so the other waits for rank 0.
        options.progress = [&options](const std::string& line) {
            if (line.find(" 3/10 ") == std::string::npos)
                return;
            std::puts("at step 3");
            std::fflush(stdout);
            while (!fs::exists(options.out / "go"))
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
        };
    }
    const int rank = options.launch.value().rank;
    if (mode == "other recipe" && rank == 1)
        options.recipe.text += "# changed";
    if (mode == "three")
        options.recipe.batch = 3;
    if (mode == "stop" && rank == 1)
        options.maxMinutes = 1e-9;
    const auto result = trainOn(madeUpSet(), options, {}, {});
    std::printf("rank %d %s after %d steps, %s\n", rank, result.finished ? "finished" : "stopped", static_cast<int>(result.steps),
        result.writer ? "writes" : "does not write");
}

/// The largest difference of any weight, and where.
std::pair<double, std::string> largestDifference(const fs::path& a, const fs::path& b)
{
    const auto one = checkpoint::readSafetensors(a / "checkpoint.safetensors");
    const auto two = checkpoint::readSafetensors(b / "checkpoint.safetensors");
    std::pair<double, std::string> worst{one.tensors.size() == two.tensors.size() ? 0.0 : 1e9, "number of tensors"};
    for (const auto& [name, tensor] : one.tensors) {
        if (name.starts_with("adam_"))
            continue;
        const double difference = (tensor - two.tensors.at(name)).abs().max().item<double>();
        if (difference > worst.first)
            worst = {difference, name};
    }
    return worst;
}

} // namespace

class TestTrainInProcesses : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_root;

    QStringList folder(const char* name, const QStringList& words = {}) const
    {
        return QStringList{QString::fromStdString((m_root / name).string())} + words;
    }

    /// Adam's first steps have full length whatever the gradient's, so that rounding in the sums decides about the weights whose gradient is almost none; with
    /// the small learning rate of this recipe that stays below the bound, while a wrong shard or a gradient that is not averaged does not (a step is 1e-5 long).
    void compareWithOneProcess(const char* run)
    {
        const auto [difference, name] = largestDifference(m_root / "one", m_root / run);
        qInfo("largest difference of a weight after 10 steps: %g (%s)", difference, name.c_str());
        QVERIFY2(difference <= 1e-5, name.c_str());
    }

    /// Logs of the same steps with the same losses, over the whole batch.
    void compareLosses(const char* a, const char* b, int steps)
    {
        const auto rowsOf = [this](const char* run) {
            return QString::fromStdString(readTextFile(m_root / run / "losses.csv")).split('\n', Qt::SkipEmptyParts);
        };
        const auto one = rowsOf(a), two = rowsOf(b);
        QCOMPARE(one.size(), steps + 1);
        QCOMPARE(two.size(), steps + 1);
        for (int row = 1; row <= steps; ++row) {
            for (int column = 4; column < 8; ++column)
                QVERIFY(std::abs(one[row].split(',')[column].toDouble() - two[row].split(',')[column].toDouble()) <= 5e-5);
        }
    }

    static void expectSuccess(std::vector<RankProcess>& ranks)
    {
        for (auto& rank : ranks)
            QVERIFY2(rank.finish() == 0, qPrintable(rank.output()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        m_root = m_dir.path().toStdString();
        const auto result = trainOn(madeUpSet(), optionsFor(folder("one")), {}, {});
        QVERIFY(result.finished && result.writer);
        QCOMPARE(result.steps, std::int64_t{10});
    }

    void twoOfBatchTwoAreOneOfBatchFour()
    {
        auto ranks = test::startRanks("train", 2, folder("two"));
        expectSuccess(ranks);
        QVERIFY2(ranks[0].output().contains("rank 0 finished after 10 steps, writes"), qPrintable(ranks[0].output()));
        QVERIFY2(ranks[1].output().contains("rank 1 finished after 10 steps, does not write"), qPrintable(ranks[1].output()));
        compareWithOneProcess("two");
        compareLosses("one", "two", 10);
        QVERIFY(fs::exists(m_root / "two/model"));
    }

    void theBoundTellsOtherGradientsApart()
    {
        auto options = optionsFor(folder("half")); // same first weights, half of the examples: what a missing average would be like
        options.recipe.batch = 2;
        trainOn(madeUpSet(), options, {}, {});
        QVERIFY(largestDifference(m_root / "one", m_root / "half").first > 3e-5);
    }

    void twoGrowAsOneDoes()
    {
        auto ranks = test::startRanks("train", 2, folder("two-grow", {"growing"}));
        QVERIFY(trainOn(madeUpSet(), optionsFor(folder("one-grows", {"growing"})), {}, {}).finished);
        expectSuccess(ranks);
        compareLosses("one-grows", "two-grow", 3);
    }

    void aKilledRankEndsTheRunAndResumeGoesOn()
    {
        auto ranks = test::startRanks("pause", 2, folder("killed"));
        QVERIFY2(ranks[0].waitFor("at step 3"), qPrintable(ranks[0].output()));
        ranks[1].kill();
        ranks[1].finish();
        QVERIFY(QFile(QString::fromStdString((m_root / "killed/go").string())).open(QIODevice::WriteOnly));
        QCOMPARE(ranks[0].finish(), 1);
        QVERIFY2(ranks[0].output().contains("lost contact with another process of this run"), qPrintable(ranks[0].output()));
        QVERIFY2(ranks[0].output().contains("start all of them again with --resume"), qPrintable(ranks[0].output()));
        QVERIFY(!fs::exists(m_root / "killed/model"));

        auto again = test::startRanks("train", 2, folder("killed", {"resume"}));
        expectSuccess(again);
        QVERIFY2(again[0].output().contains("resuming at step 3"), qPrintable(again[0].output()));
        compareWithOneProcess("killed");
    }

    void oneThatStopsStopsBoth()
    {
        auto ranks = test::startRanks("stop", 2, folder("stopped"));
        for (auto& rank : ranks) {
            QVERIFY2(rank.finish() == 0, qPrintable(rank.output()));
            QVERIFY2(rank.output().contains("stopped after 0 steps"), qPrintable(rank.output()));
        }
        QVERIFY(fs::exists(m_root / "stopped/checkpoint.safetensors"));
    }

    void differentRecipesAreRefused()
    {
        auto ranks = test::startRanks("other recipe", 2, folder("different"));
        for (auto& rank : ranks) {
            QCOMPARE(rank.finish(), 1);
            QVERIFY2(rank.output().contains("do not agree on the recipe"), qPrintable(rank.output()));
        }
    }

    void aBatchThatCannotBeSharedIsRefused()
    {
        RankProcess alone({"three", 0, 2, test::freePort(), test::longTimeout, folder("three")}); // before it waits for the other
        QCOMPARE(alone.finish(), 1);
        QVERIFY2(alone.output().contains("a batch of 3 cannot be shared equally among 2 processes"), qPrintable(alone.output()));
    }

    void theCommandLineReadsTheVariables()
    {
        QProcess command;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("WORLD_SIZE", "2");
        command.setProcessEnvironment(environment);
        command.start(
            SONOSKETCH_BIN_DIR "/sonosketch-cli", {"train", "--data", "nowhere", "--recipe", "smoke", "--out", folder("cli").at(0)});
        QVERIFY(command.waitForFinished(60000));
        QCOMPARE(command.exitCode(), 1);
        const auto message = command.readAllStandardError();
        QVERIFY2(message.contains("WORLD_SIZE is set, but not RANK"), message.constData());
    }
};

int main(int argc, char** argv)
{
    if (const char* mode = std::getenv(test::modeVariable)) {
        try {
            nn::prepareCpu();
            QStringList arguments;
            for (int i = 1; i < argc; ++i)
                arguments << QString::fromLocal8Bit(argv[i]);
            runRank(mode, arguments);
            return 0;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "Error: %s\n", error.what());
            return 1;
        }
    }
    QCoreApplication app(argc, argv);
    TestTrainInProcesses tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "test_train_in_processes.moc"
