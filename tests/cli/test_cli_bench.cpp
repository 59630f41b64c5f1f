// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// `bench` as a shell calls it, small: its figures are there, finite and follow from each other. No time is ever asserted.

#include "core/base/files.h"
#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace sonosketch;

namespace {

using test::Answer;

Answer call(const QStringList& arguments)
{
    return test::runCli(arguments, 540'000);
}

QString example(const char* name)
{
    return QString::fromStdString((resourceDir() / "examples" / name).string());
}

/// Equal but for the rounding to three decimals of what was divided.
bool near(double found, double wanted)
{
    return std::isfinite(found) && std::abs(found - wanted) <= 0.01 * std::abs(wanted) + 0.002;
}

constexpr double bitEqual = 999;

} // namespace

class TestCliBench : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(name); }
    QString write(const char* name, const char* text) const
    {
        writeFileAtomically(path(name).toStdString(), std::string_view(text));
        return path(name);
    }

private Q_SLOTS:
    void liveFiguresFollowFromWhatWasMeasured()
    {
        // Two samples of each kind; the second "dab" rests on its place, so it makes one picture.
        const QString strokes = write("strokes.json", R"({"format": "sonosketch-strokes", "version": 1, "edits": [
            {"kind": "dab", "name": "a", "tool": "brush", "ink": "lesion", "on": "background", "diameter": 20, "samples": [[0, 0, 1], [5, 0, 1]]},
            {"kind": "dab", "name": "b", "tool": "brush", "ink": "pen", "on": "lesion", "diameter": 4, "samples": [[0, 0, 1], [0, 0, 1]]},
            {"kind": "stroke", "name": "c", "tool": "brush", "ink": "lesion", "on": "background", "diameter": 40, "samples": [[0, 0, 1], [60, 0, 1]]},
            {"kind": "move", "name": "d", "tool": "move", "samples": [[4, 2, 0]]},
            {"kind": "canny", "name": "e", "tool": "canny", "samples": [[15, 34, 2]]}]})");
        const QString ink = write("ink.json", R"({"brush_12": {"p99_ms": 3.5}, "brush_128": {"p99_ms": 7.25}})");
        const auto answer = call({"bench", "live", "--json", "--quiet", "--repeat", "1", "--places", "2", "--frames", "2", "--device",
            "cpu", "--cases", example("simple-cyst"), "--strokes", strokes, "--ink-from", ink});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        const auto kinds = json["kinds"].toObject();
        QCOMPARE(kinds.keys(), QStringList({"canny", "dab", "move", "stroke"}));
        const auto dab = kinds["dab"].toObject();
        QCOMPARE(dab["strokes"].toInt(), 2);
        QCOMPARE(dab["count"].toInt(), 3);
        QCOMPARE(kinds["stroke"].toObject()["count"].toInt(), 2);
        QCOMPARE(json["plain"].toObject()["count"].toInt(), 5);  // one a stroke
        QCOMPARE(json["exact"].toObject()["count"].toInt(), 10); // before and after
        for (const auto& kind : kinds) {
            const auto figures = kind.toObject();
            QVERIFY(figures["p50_ms"].toDouble() > 0 && figures["p50_ms"].toDouble() <= figures["p95_ms"].toDouble());
            QVERIFY(figures["p95_ms"].toDouble() <= figures["p99_ms"].toDouble());
            QVERIFY(figures["psnr_min_db"].toDouble() > 20 && figures["psnr_min_db"].toDouble() <= figures["psnr_p5_db"].toDouble());
            // What was not previewed is the exact picture of another generator's: bit for bit.
            if (figures["previewed"].toInt() == 0)
                QCOMPARE(figures["psnr_min_db"].toDouble(), bitEqual);
        }
        const double plain = json["plain"].toObject()["p50_ms"].toDouble();
        QVERIFY(plain > 0);
        QVERIFY(near(json["dab_speedup_p95"].toDouble(), plain / dab["p95_ms"].toDouble()));
        QVERIFY(near(json["stroke_speedup_p95"].toDouble(), plain / kinds["stroke"].toObject()["p95_ms"].toDouble()));
        QCOMPARE(json["preview_psnr_db"], dab["psnr_p5_db"]);
        QVERIFY(json["settled_psnr_db"].toDouble() > 40 && json["settled_psnr_db"].toDouble() <= bitEqual);
        QCOMPARE(json["ink_p99_ms"].toDouble(), 7.25);
        const auto memory = json["memory"].toObject();
        QCOMPARE(memory["frames"].toInt(), 2);
        QVERIFY(memory["resident_before_mib"].toDouble() > 10);
        QVERIFY(near(memory["growth_mib"].toDouble(), memory["resident_after_mib"].toDouble() - memory["resident_before_mib"].toDouble()));
        const auto machine = json["machine"].toObject();
        QVERIFY(machine["threads"].toInt() >= 1 && !machine["libtorch"].toString().isEmpty());
        QVERIFY(machine["instruction_sets"].isArray() && machine.contains("cpu") && machine.contains("cores"));
    }

    void fullFiguresFollowFromWhatWasMeasured()
    {
        const auto answer =
            call({"bench", "full", "--json", "--quiet", "--repeat", "3", "--device", "cpu", "--cases", example("teratoma")});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        const double exact = json["exact"].toObject()["p50_ms"].toDouble();
        QVERIFY(exact > 0 && json["exact"].toObject()["count"].toInt() == 3);
        QVERIFY(near(json["exact_speedup"].toDouble(), json["plain"].toObject()["p50_ms"].toDouble() / exact));
        QVERIFY(json["plain_psnr_db"].toDouble() > 35);
        QVERIFY(near(json["exact_gflops"].toDouble(), 2e-6 * json["multiply_adds"].toDouble() / exact));
        QVERIFY(json["multiply_adds"].toDouble() > 1e9);
        const auto peak = json["peak_gflops"].toObject();
        QVERIFY(peak["best"].toDouble() > 0 && peak["best"].toDouble() >= peak["torch_fp32"].toDouble());
        QVERIFY(near(json["peak_share"].toDouble(), json["exact_gflops"].toDouble() / peak["best"].toDouble()));
        QVERIFY(json["cold_start_ms"].toDouble() >= json["load_ms"].toDouble());
        QVERIFY(json["peak_memory_with_plain_mib"].toDouble() >= json["peak_memory_mib"].toDouble());
        QVERIFY(json["peak_memory_mib"].toDouble() > 10);
    }

    void batchComparesTwoRates()
    {
        const auto answer = call({"bench", "batch", "--json", "--quiet", "--count", "1", "--repeat", "2", "--device", "cpu"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        QCOMPARE(json["count"].toInt(), 2);
        const double ours = json["images_per_second"].toDouble(), plain = json["plain_images_per_second"].toDouble();
        QVERIFY(ours > 0 && plain > 0);
        QVERIFY(near(json["batch_speedup"].toDouble(), ours / plain));
    }

    void exportComparesALoopWithThePipeline()
    {
        const auto answer = call({"bench", "export", "--json", "--quiet", "--count", "2", "--repeat", "1", "--device", "cpu"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        QCOMPARE(json["images"].toInt(), 2);
        QCOMPARE(json["rounds"].toInt(), 1);
        for (const char* rate : {"loop_images_per_second", "pipeline_images_per_second", "model_images_per_second"})
            QVERIFY2(json[rate].toDouble() > 0, rate);
        const double loop = json["loop_images_per_second"].toDouble(), pipeline = json["pipeline_images_per_second"].toDouble();
        QVERIFY(near(json["export_speedup"].toDouble(), pipeline / loop));
        QVERIFY(near(json["model_share"].toDouble(), pipeline / json["model_images_per_second"].toDouble()));
        // What the loop did one after the other is what an image of it took.
        QVERIFY(json["build_ms"].toDouble() > 0 && json["model_ms"].toDouble() > 0 && json["write_ms"].toDouble() > 0);
        QVERIFY(json["build_ms"].toDouble() + json["model_ms"].toDouble() + json["write_ms"].toDouble() <= 1010 / loop);
    }

    void badInputEndsBeforeTheWork_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const QString broken = write("broken.json", R"({"format": "sonosketch-strokes", "version": 1, "edits": [{"kind": "dab"}]})");
        QTest::newRow("recording") << QStringList{"live", "--strokes", broken} << "/edits/0";
        QTest::newRow("empty recording") << QStringList{"live", "--strokes",
            write("empty.json", R"({"format": "sonosketch-strokes", "version": 1, "edits": []})")}
                                         << "no edit";
        QTest::newRow("ink") << QStringList{"live", "--ink-from", write("noink.json", R"({"brush_12": {"p99_ms": "x"}})")} << "p99_ms";
        QTest::newRow("model") << QStringList{"full", "--model", "nowhere"} << "nowhere";
        QTest::newRow("case") << QStringList{"batch", "--cases", "/nowhere"} << "/nowhere";
    }

    void badInputEndsBeforeTheWork()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto answer = call(QStringList{"bench"} + arguments + QStringList{"--quiet"});
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.error.contains(named.toUtf8()) && answer.error.trimmed().count('\n') == 0, answer.error.constData());
        QVERIFY(answer.out.isEmpty());
    }

    void wrongUsageIsTwo()
    {
        QCOMPARE(call({"bench"}).code, 2);
        QCOMPARE(call({"bench", "live", "--repeat", "0"}).code, 2);
        QCOMPARE(call({"bench", "full", "--device", "abacus"}).code, 2);
        for (const char* which : {"full", "live", "batch", "export"})
            QCOMPARE(call({"bench", which, "--help"}).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliBench)
#include "test_cli_bench.moc"
