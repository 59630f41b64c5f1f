// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/support/cli_run.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <map>

#include <signal.h>

using namespace sonosketch;
using test::Answer;
using test::runCli;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> contents(const QString& folder)
{
    const fs::path root = folder.toStdString();
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(root).generic_string()] = sha256File(entry.path());
    return files;
}

} // namespace

/// The real program with a bundled model: what people and clusters run.
class TestCliExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const QString m_model = QString::fromStdString((weightsDir() / "pgsgan-512-cpu").string());
    QString place(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QStringList command(const QString& out, const QStringList& more, const char* count = "4") const
    {
        return QStringList{"export", "--examples", "--count", count, "--seed", "7", "--model", m_model, "--out", out} + more;
    }

private Q_SLOTS:
    void everyLayoutIsReadByOthers()
    {
        const QString out = place("all");
        const Answer answer =
            runCli(command(out, {"--format", "png,coco,yolo,nnunet,nifti,hdf5,webdataset", "--tar-items", "1", "--json"}, "6"));
        QVERIFY2(answer.code == 0, answer.error.constData());
        QCOMPARE(answer.json()["made"].toInt(), 6);
        QCOMPARE(answer.json()["complete"].toBool(), true);
        QProcess reader;
        reader.start(QStringLiteral(SONOSKETCH_PYTHON),
            {"-B", QStringLiteral(SONOSKETCH_PYTHON_TESTS "/read_set.py"), out, m_model + "/model.json"});
        QVERIFY(reader.waitForFinished(300'000));
        const QByteArray error = reader.readAllStandardError();
        QVERIFY2(reader.exitCode() == 0, error.constData());
        QCOMPARE(reader.readAllStandardOutput(), QByteArray("png 6\ncoco 6\nyolo 6\nnnunet 6\nnifti 6\nhdf5 6\nwebdataset 6\n"));
    }
    void shardsJoin()
    {
        const QStringList layouts{"--format", "coco,hdf5"};
        QVERIFY(runCli(command(place("single"), layouts)).code == 0);
        for (const char* shard : {"1/2", "2/2"})
            QVERIFY(runCli(command(place("part") + QString::fromLatin1(shard).left(1), layouts + QStringList{"--shard", shard})).code == 0);
        const Answer merged = runCli({"export", "merge", "--out", place("merged"), place("part1"), place("part2"), "--json"});
        QVERIFY2(merged.code == 0, merged.error.constData());
        QCOMPARE(contents(place("merged")), contents(place("single")));
        const Answer missing = runCli({"export", "merge", "--out", place("merged2"), place("part1")});
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.error.contains("2 of 4 images are missing"), missing.error.constData());
    }
    void aKilledRunGoesOn()
    {
        const QStringList layouts{"--format", "coco,hdf5"};
        // Killed outright in the middle, of ever longer runs until it was killed with something done and something left.
        const QString out = place("killed");
        const fs::path work = fs::path(out.toStdString()) / "set.work", journal = work / "journal.jsonl";
        const auto lines = [&journal] {
            const std::string text = fs::exists(journal) ? readTextFile(journal) : std::string();
            return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        };
        int count = 6;
        bool inTheMiddle = false;
        for (; !inTheMiddle && count <= 384; count *= 2) {
            fs::remove_all(out.toStdString());
            QProcess process;
            process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch-cli"), command(out, layouts, QByteArray::number(count)));
            QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning || lines() > 0; }, 200'000));
            if (process.state() != QProcess::NotRunning)
                ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            QVERIFY(process.waitForFinished() || process.state() == QProcess::NotRunning);
            inTheMiddle = process.exitStatus() == QProcess::CrashExit && fs::exists(work / "plan.json") && lines() >= 1 && lines() < count;
            if (inTheMiddle)
                break;
        }
        QVERIFY(inTheMiddle);
        QVERIFY(!fs::exists(out.toStdString() + "/card.json"));
        const QByteArray images = QByteArray::number(count);
        const int done = lines();
        const Answer refused = runCli(command(out, layouts, images));
        QCOMPARE(refused.code, 1);
        const Answer resumed = runCli(command(out, layouts + QStringList{"--resume", "--json"}, images));
        QVERIFY2(resumed.code == 0, resumed.error.constData());
        QCOMPARE(resumed.json()["resumed"].toInt(), done);
        QCOMPARE(resumed.json()["made"].toInt(), count - done);
        QVERIFY(runCli(command(place("straight"), layouts, images)).code == 0);
        QCOMPARE(contents(out), contents(place("straight")));
    }
    void wrongUsageIsSaid()
    {
        QCOMPARE(runCli({"export", "--count", "3", "--out", place("x")}).code, 2);
        QCOMPARE(runCli({"export", "--examples", "--out", place("x")}).code, 2);
        QCOMPARE(runCli({"export", "--examples", "--count", "3"}).code, 2);
        QCOMPARE(runCli(command(place("x"), {"--format", "jpeg2000"})).code, 2);
        QCOMPARE(runCli(command(place("x"), {"--shard", "5/4"})).code, 2);
        QCOMPARE(runCli(command(place("x"), {"--recipe", place("missing.toml")})).code, 1);
        QCOMPARE(runCli({"export", "merge", "--out", place("x"), m_folder.path()}).code, 1);
        QVERIFY(!fs::exists(place("x").toStdString()));
        const Answer plan = runCli(command(place("x"), {"--dry-run"}));
        QCOMPARE(plan.code, 0);
        QCOMPARE(plan.json()["sources"].toInt(), 3);
        QVERIFY(!fs::exists(place("x").toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "test_cli_export.moc"
