// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// `evaluate` and `evaluate edits` as a shell calls them, with the bundled model on two pictures.

#include "core/base/files.h"
#include "tests/support/cli_run.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

using test::Answer;

Answer call(const QStringList& arguments)
{
    return test::runCli(arguments);
}

} // namespace

class TestCliEvaluate : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_model;
    QString path(const char* name) const { return m_dir.filePath(name); }

private Q_SLOTS:
    void initTestCase()
    {
        const fs::path raw = path("raw").toStdString();
        fs::create_directories(raw / "images");
        fs::create_directories(raw / "labels");
        const cv::Mat image = cv::imread(SONOSKETCH_TEST_DATA "/../data/ovary.jpg");
        const cv::Mat labels = cv::imread(SONOSKETCH_TEST_DATA "/../data/ovary-annotation.png");
        for (int i = 0; i < 2; ++i) {
            cv::Mat a, b;
            cv::resize(image, a, {}, 1.0 - 0.1 * i, 1.0 - 0.1 * i, cv::INTER_AREA);
            cv::resize(labels, b, a.size(), 0, 0, cv::INTER_NEAREST);
            const std::string name = std::to_string(i) + ".png";
            cv::imwrite((raw / "images" / name).string(), a);
            cv::imwrite((raw / "labels" / name).string(), b);
        }
        const QString palette = QString::fromStdString((resourceDir() / "palettes/mmotu.json").string());
        const auto imported = call({"dataset", "import", "--format", "paired", "--from", path("raw"), "--to", path("data"), "--palette",
            palette, "--split", "test"});
        QVERIFY2(imported.code == 0, imported.error.constData());
        m_model = QString::fromStdString(readTextFile(weightsDir() / "default.txt")).trimmed();
    }

    void aBundledModelIsEvaluatedByName()
    {
        const auto answer =
            call({"evaluate", "--data", path("data"), "--model", m_model, "--out", path("report"), "--device", "cpu", "--json", "--quiet"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        QCOMPARE(json["count"].toInt(), 2);
        const auto model = json["models"].toObject()[m_model].toObject();
        for (const char* key : {"ms_ssim", "ssim", "psnr", "l1", "edge_f1", "ms_per_image"})
            QVERIFY2(model[key].isDouble(), key);
        for (const char* key : {"frechet", "frechet_features", "kid_x100", "kid_std", "dice_real", "dice_synth", "copies"})
            QVERIFY2(model.contains(key), key);
        QCOMPARE(model["model_hash"].toString().size(), 64);
        QCOMPARE(QByteArray::fromStdString(readTextFile(path("report/report.json").toStdString())), answer.out);
        QVERIFY(QFile::exists(path("report/report.html")) && QFile::exists(path("report/per_image.csv")));
    }

    void editsAreMeasured()
    {
        const auto answer = call({"evaluate", "edits", "--data", path("data"), "--model", m_model, "--out", path("edits"), "--count", "1",
            "--device", "cpu", "--json", "--quiet"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto summary = answer.json()["summary"].toObject();
        QCOMPARE(summary.keys(), QStringList({"add", "delete", "move", "relabel", "septum"}));
        QVERIFY(summary["septum"].toObject()["inside"].toDouble() > summary["septum"].toObject()["outside"].toDouble());
        QVERIFY(QFile::exists(path("edits/edits.html")) && QFile::exists(path("edits/edits.json")));
    }

    void badInputEndsBeforeTheWork()
    {
        const auto missing = call({"evaluate", "--data", path("data"), "--model", m_model, path("nowhere"), "--out", path("never")});
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.error.contains("nowhere") && missing.error.trimmed().count('\n') == 0, missing.error.constData());
        QVERIFY(!QFile::exists(path("never/report.json")));
        const auto twice = call({"evaluate", "--data", path("data"), "--model", m_model, m_model, "--out", path("never")});
        QCOMPARE(twice.code, 2);
        const auto encoder =
            call({"evaluate", "--data", path("data"), "--model", m_model, "--out", path("never"), "--encoder", path("none")});
        QCOMPARE(encoder.code, 1);
    }

    void wrongUsageIsTwo()
    {
        QCOMPARE(call({"evaluate"}).code, 2);
        QCOMPARE(call({"evaluate", "--data", path("data"), "--out", path("x")}).code, 2);
        QCOMPARE(call({"evaluate", "edits", "--data", path("data")}).code, 2);
        QCOMPARE(call({"evaluate", "--help"}).code, 0);
        QCOMPARE(call({"evaluate", "edits", "--help"}).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliEvaluate)
#include "test_cli_evaluate.moc"
