// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// packaging/gpu from end to end on the CPU, with the smoke recipe and a made-up data set.

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"
#include "tests/models/training/made_up_set.h"

// The kit's own SHA-256 under another name, beside OpenSSL's.
#define sha256 kitSha256
#define sha256File kitSha256File
#include "packaging/gpu/sha256.cpp" // NOLINT(bugprone-suspicious-include)
#undef sha256
#undef sha256File

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
namespace fs = std::filesystem;

class TestGpuKit : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_root;
    QString m_output;

    /// Exit status; the output is kept for messages.
    int run(const QString& program, const QStringList& arguments, const QString& work = "work")
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("SONOSKETCH_GPU_WORK", path(work));
        environment.insert("SONOSKETCH_GPU_TRAINER", SONOSKETCH_BIN_DIR "/sonosketch-gpu-train");
        environment.insert("SONOSKETCH_GPU_DEVICE", "cpu");
        environment.remove("OUT");
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        process.waitForFinished(300'000);
        m_output = QString::fromUtf8(process.readAll());
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    QString path(const QString& name) const { return QString::fromStdString((m_root / name.toStdString()).string()); }
    QString kit(const char* file) const { return QString(SONOSKETCH_KIT_DIR "/") + file; }
    int device(const QStringList& arguments, const QString& work = "work") { return run(path("pack") + "/device.sh", arguments, work); }

private Q_SLOTS:
    void initTestCase()
    {
        m_root = fs::path(m_dir.path().toStdString()) / "with space";
        fs::create_directories(m_root);
        test::writeMadeUpSet(m_root / "data", 3, 1);
    }

    void theKitsHashIsOpenSsls()
    {
        std::vector<std::uint8_t> bytes;
        for (int length = 0; length < 200; ++length) {
            QCOMPARE(kitSha256(bytes), sha256(bytes));
            bytes.push_back(static_cast<std::uint8_t>(length * 37));
        }
        writeFileAtomically(m_root / "some", bytes);
        QCOMPARE(kitSha256File(m_root / "some"), sha256File(m_root / "some"));
    }

    void packHoldsDataSourcesAndHeaders()
    {
        const QStringList arguments{"--data", path("data"), "--out", path("pack"), "--bin", SONOSKETCH_BIN_DIR};
        QVERIFY2(run(kit("pack.sh"), arguments) == 0, qPrintable(m_output));
        for (const char* name : {"set.sonopack", "sources.tar.gz", "headers.tar.gz", "device.sh", "parts.py", "SHA256SUMS"})
            QVERIFY2(fs::file_size(m_root / "pack" / name) > 0, name);
        // Again, over what lies there: the same bytes, so that the machine need not build anew.
        const auto sums = readTextFile(m_root / "pack/SHA256SUMS");
        QVERIFY2(run(kit("pack.sh"), arguments) == 0, qPrintable(m_output));
        QCOMPARE(readTextFile(m_root / "pack/SHA256SUMS"), sums);
        QCOMPARE(run(kit("pack.sh"), {"--data", path("nowhere"), "--bin", SONOSKETCH_BIN_DIR}), 1);
        QVERIFY(m_output.contains("manifest.json is missing"));
        QCOMPARE(run(kit("pack.sh"), {"--data", path("data"), "--out", path("data"), "--bin", SONOSKETCH_BIN_DIR}), 1);
        QVERIFY(fs::exists(m_root / "data/manifest.json"));
        QCOMPARE(run(kit("pack.sh"), {"--wrong"}), 2);
    }

    void aRunSurvivesTheLossOfItsMachine()
    {
        QCOMPARE(device({"train", "smoke", "--recipe", "smoke", "--minutes", "1"}), 1); // nothing is built yet
        QVERIFY2(device({"build"}) == 0, qPrintable(m_output));
        QVERIFY2(device({"build"}) == 0 && m_output.contains("already built"), qPrintable(m_output));
        // So little time that one step, or a few, is all.
        QVERIFY2(device({"train", "smoke", "--recipe", "smoke", "--minutes", "0.0005"}) == 0, qPrintable(m_output));
        QVERIFY2(m_output.contains("\"finished\": false"), qPrintable(m_output));
        // A model can be had at any time.
        QVERIFY2(device({"bring", "smoke", "--out", path("early")}) == 0, qPrintable(m_output));
        QVERIFY(fs::exists(m_root / "early/generator.safetensors"));
        QVERIFY2(device({"bring", "smoke", "--what", "checkpoint", "--out", path("carried")}) == 0, qPrintable(m_output));
        QVERIFY2(
            fs::file_size(m_root / "carried/checkpoint.safetensors") * 2 < fs::file_size(m_root / "work/runs/smoke/checkpoint.safetensors"),
            "a carried checkpoint is small");

        // Another machine: it knows nothing of the first.
        QVERIFY2(device({"build"}, "other") == 0, qPrintable(m_output));
        QVERIFY2(device({"restore", "smoke", "--from", path("carried")}, "other") == 0, qPrintable(m_output));
        QVERIFY2(device({"restore", "smoke", "--from", path("carried")}, "other") == 1, "an existing run is not overwritten");
        QVERIFY2(
            device({"step", "smoke", "--recipe", "smoke", "--limit", "400", "--out", path("parts")}, "other") == 0, qPrintable(m_output));
        QVERIFY2(m_output.contains("\"finished\": true") && m_output.contains("\"steps\": 9"), qPrintable(m_output));
        const auto lines = QString::fromStdString(readTextFile(m_root / "other/runs/smoke/losses.csv")).split('\n');
        QVERIFY(lines.at(1).section(',', 0, 0).toInt() > 1); // it went on, it did not begin
    }

    void whatComesBackIsAModel()
    {
        const QStringList arguments{"--out", path("model"), "--name", "from-afar", "--bin", SONOSKETCH_BIN_DIR, path("parts")};
        QVERIFY2(run(kit("join.sh"), arguments) == 0, qPrintable(m_output));
        const auto generator = loadGenerator(m_root / "model", DeviceChoice::Cpu);
        QCOMPARE(generator->info().name, std::string("from-afar"));
        Condition condition;
        condition.channels = generator->info().spec.channels();
        condition.values.assign(static_cast<std::size_t>(condition.channels) * 512 * 512, 0);
        const cv::Mat picture = generator->synthesize(condition, {});
        QCOMPARE(picture.size(), cv::Size(512, 512));
        const cv::Mat grid = cv::imread((m_root / "model/samples.png").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(grid.size(), cv::Size(6 * 256, 256));
        const auto card = checkpoint::ModelCard::load(m_root / "model");
        QCOMPARE(card.dataset, std::string("made-up"));
        QVERIFY(card.metrics.contains("val_l1"));
        QVERIFY(fs::exists(m_root / "model/losses.csv"));

        auto weights = readFile(m_root / "parts/generator.safetensors");
        weights[weights.size() / 2] ^= 1;
        writeFileAtomically(m_root / "parts/generator.safetensors", weights);
        QCOMPARE(run(kit("join.sh"), {"--out", path("bad"), "--bin", SONOSKETCH_BIN_DIR, path("parts")}), 1);
        QVERIFY2(m_output.contains("damaged"), qPrintable(m_output));
        QVERIFY(!fs::exists(m_root / "bad/generator.safetensors"));
    }

    void partsComeInSeveralGoes()
    {
        std::vector<std::uint8_t> bytes(100'000);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i * i >> 7);
        writeFileAtomically(m_root / "large", bytes);
        const QStringList split{"split", "--part-mib", "0.02", "--max-files", "3", "--into"};
        QVERIFY2(run(kit("parts.py"), split + QStringList{path("go1"), path("large")}) == 0, qPrintable(m_output));
        QVERIFY2(m_output.contains("--first 4"), qPrintable(m_output));
        QCOMPARE(run(kit("parts.py"), {"join", "--out", path("whole"), path("go1")}), 1);
        QVERIFY2(m_output.contains("large.04"), qPrintable(m_output));
        QVERIFY2(run(kit("parts.py"), split + QStringList{path("go2"), "--first", "4", path("large")}) == 0, qPrintable(m_output));
        QVERIFY2(run(kit("parts.py"), {"join", "--out", path("whole"), path("go1"), path("go2")}) == 0, qPrintable(m_output));
        QVERIFY(readFile(m_root / "whole/large") == bytes);
        // A manifest from outside names no file elsewhere.
        auto manifest = readTextFile(m_root / "go1/parts.json");
        manifest.replace(manifest.find("\"large\""), 7, "\"../out\"");
        writeFileAtomically(m_root / "go1/parts.json", manifest);
        QCOMPARE(run(kit("parts.py"), {"join", "--out", path("whole"), path("go1")}), 1);
        QVERIFY(m_output.contains("must not"));
    }
};

QTEST_GUILESS_MAIN(TestGpuKit)
#include "test_gpu_kit.moc"
