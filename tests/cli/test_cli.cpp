// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The real program, as a shell calls it: answers, exit codes, and what it says about bad input.

#include "core/base/files.h"
#include "core/io/synthetic_image.h"
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

Answer call(const QStringList& arguments, int timeoutMs = 300'000)
{
    return test::runCli(arguments, timeoutMs);
}

const QString scan = QStringLiteral(SONOSKETCH_TEST_DATA "/../data/ovary.jpg");
const QString annotation = QStringLiteral(SONOSKETCH_TEST_DATA "/../data/ovary-annotation.png");

} // namespace

class TestCli : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(name); }
    void write(const char* name, const cv::Mat& image) const { QVERIFY(cv::imwrite(path(name).toStdString(), image)); }

private Q_SLOTS:
    void synthesizeWritesAMarkedGreyPng()
    {
        const auto answer = call({"synthesize", "--image", scan, "--labels", annotation, "--out", path("out.png"), "--json"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const auto json = answer.json();
        QVERIFY(json["ms"].toDouble() > 0);
        QVERIFY(json["device"].toString().startsWith("cpu") || json["device"].toString().startsWith("cuda"));
        QVERIFY(QStringList({"fp32", "bf16", "fp16"}).contains(json["precision"].toString()));
        QCOMPARE(json["model_hash"].toString().size(), 64);
        const cv::Mat picture = cv::imread(path("out.png").toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(picture.type(), CV_8UC1);
        QCOMPARE(picture.size(), cv::Size(512, 512));
        QVERIFY(!readPngText(path("out.png").toStdString(), "Disclaimer").empty());
        const auto again = call({"synthesize", "--image", scan, "--labels", annotation, "--out", path("again.png"), "--json"});
        QCOMPARE(again.code, 0);
        QVERIFY(readFile(path("out.png").toStdString()) == readFile(path("again.png").toStdString()));
    }

    void aDrawnSketchIsUsed()
    {
        cv::Mat sketch(512, 512, CV_8UC1, cv::Scalar(0));
        cv::line(sketch, {100, 300}, {400, 300}, cv::Scalar(255), 2);
        write("sketch.png", sketch);
        const auto with = call({"condition", "--image", scan, "--labels", annotation, "--sketch", path("sketch.png"), "--json"});
        QCOMPARE(with.code, 0);
        QCOMPARE(with.json()["pixels"].toObject()["sketch"].toInt(), cv::countNonZero(sketch));
    }

    void oddButSoundImagesAreConverted_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("16-bit grey") << CV_16UC1;
        QTest::newRow("16-bit RGB") << CV_16UC3;
        QTest::newRow("RGBA") << CV_8UC4;
    }

    void oddButSoundImagesAreConverted()
    {
        QFETCH(int, type);
        const cv::Mat plain = cv::imread(scan.toStdString(), CV_MAT_CN(type) == 1 ? cv::IMREAD_GRAYSCALE : cv::IMREAD_COLOR);
        cv::Mat image = plain.clone();
        if (CV_MAT_CN(type) == 4)
            cv::cvtColor(image, image, cv::COLOR_BGR2BGRA);
        if (CV_MAT_DEPTH(type) == CV_16U)
            image.convertTo(image, CV_16U, 257);
        write("plain.png", plain);
        write("odd.png", image);
        const auto odd = call({"condition", "--image", path("odd.png"), "--labels", annotation, "--json"});
        QVERIFY2(odd.code == 0, odd.error.constData());
        const auto expected = call({"condition", "--image", path("plain.png"), "--labels", annotation, "--json"});
        QCOMPARE(odd.json()["sha256"].toString(), expected.json()["sha256"].toString());
        QVERIFY(!odd.json()["sha256"].toString().isEmpty());
    }

    void badInputIsNamedAndNothingIsWritten_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("named");
        writeFileAtomically(path("empty.png").toStdString(), std::string_view());
        writeFileAtomically(path("text.png").toStdString(), std::string_view("this is no picture"));
        auto bytes = readFile(scan.toStdString());
        bytes.resize(bytes.size() / 20);
        writeFileAtomically(path("cut.jpg").toStdString(), bytes);
        write("small.png", cv::Mat(40, 30, CV_8UC1, cv::Scalar(0)));
        write("unknown.png", cv::Mat(532, 496, CV_8UC3, cv::Scalar(1, 2, 3)));
        // A PNG header that promises 30000x30000 pixels in front of nothing.
        std::vector<std::uint8_t> png;
        cv::imencode(".png", cv::Mat(2, 2, CV_8UC1, cv::Scalar(0)), png);
        for (const std::size_t at : {std::size_t{16}, std::size_t{20}}) {
            png[at + 2] = 30000 >> 8;
            png[at + 3] = 30000 & 255;
        }
        writeFileAtomically(path("huge.png").toStdString(), png);
        QTest::newRow("missing") << path("nowhere.png") << annotation << "nowhere.png";
        QTest::newRow("empty") << path("empty.png") << annotation << "empty.png";
        QTest::newRow("text") << path("text.png") << annotation << "text.png";
        QTest::newRow("folder") << m_dir.path() << annotation << m_dir.path();
        QTest::newRow("huge") << path("huge.png") << annotation << "huge.png";
        QTest::newRow("labels of another size") << scan << path("small.png") << "30x40";
        QTest::newRow("unknown colour") << scan << path("unknown.png") << "unknown.png";
        QTest::newRow("labels missing") << scan << path("nowhere.png") << "nowhere.png";
    }

    void badInputIsNamedAndNothingIsWritten()
    {
        QFETCH(QString, image);
        QFETCH(QString, labels);
        QFETCH(QString, named);
        const auto answer = call({"synthesize", "--image", image, "--labels", labels, "--out", path("never.png")});
        QCOMPARE(answer.code, 1);
        QVERIFY2(QString(answer.error).contains(named), answer.error.constData());
        QCOMPARE(answer.error.trimmed().count('\n'), 0);
        QVERIFY(!QFile::exists(path("never.png")));
    }

    void wrongUsageIsTwo()
    {
        QCOMPARE(call({}).code, 2);
        QCOMPARE(call({"synthesize"}).code, 2);
        QCOMPARE(call({"synthesize", "--out", path("x.png")}).code, 2);
        QCOMPARE(call({"synthesize", "--image", scan, "--labels", annotation, "--out", path("x.png"), "--device", "abacus"}).code, 2);
        QCOMPARE(call({"--help"}).code, 0);
        for (const char* command : {"synthesize", "condition", "dataset", "train", "model"})
            QCOMPARE(call({command, "--help"}).code, 0);
    }

    void theModelIsSoundAndADamagedOneIsRefused()
    {
        QCOMPARE(call({"model", "verify"}).code, 0);
        const auto card = call({"model", "info", "--json"}).json();
        QVERIFY(card["not_for"].toString().contains("iagnosis"));
        const fs::path weights = weightsDir();
        std::string name = readTextFile(weights / "default.txt");
        name.erase(name.find_last_not_of('\n') + 1);
        const fs::path copy = path("model").toStdString();
        fs::copy(weights / name, copy, fs::copy_options::recursive);
        auto bytes = readFile(copy / "generator.safetensors");
        bytes[bytes.size() / 2] ^= 4;
        writeFileAtomically(copy / "generator.safetensors", bytes);
        const auto answer = call({"model", "verify", QString::fromStdString(copy.string())});
        QCOMPARE(answer.code, 1);
        QVERIFY(answer.error.contains("SHA-256"));
    }

    void fromRawFilesToAPictureOfOnesOwnModel()
    {
        // Four variants of the bundled scan as a paired data set; imported, trained for seconds, killed once, resumed, used.
        const fs::path raw = path("raw").toStdString();
        fs::create_directories(raw / "images");
        fs::create_directories(raw / "labels");
        const cv::Mat image = cv::imread(scan.toStdString()), labels = cv::imread(annotation.toStdString());
        for (int i = 0; i < 4; ++i) {
            cv::Mat a, b;
            cv::resize(image, a, {}, 1.0 - 0.1 * i, 1.0 - 0.1 * i, cv::INTER_AREA);
            cv::resize(labels, b, a.size(), 0, 0, cv::INTER_NEAREST);
            cv::imwrite((raw / "images" / ("case" + std::to_string(i) + ".png")).string(), a);
            cv::imwrite((raw / "labels" / ("case" + std::to_string(i) + ".png")).string(), b);
        }
        const QString palette = QString::fromStdString((resourceDir() / "palettes/mmotu.json").string());
        const auto imported = call({"dataset", "import", "--format", "paired", "--from", path("raw"), "--to", path("data"), "--palette",
            palette, "--split", "train", "--json"});
        QVERIFY2(imported.code == 0, imported.error.constData());
        QCOMPARE(imported.json()["imported"].toInt(), 4);
        QCOMPARE(call({"dataset", "validate", path("data")}).code, 0);

        const QStringList train{"train", "--data", path("data"), "--recipe", "smoke", "--out", path("run"), "--device", "cpu",
            "--checkpoint-minutes", "0.0001"};
        QProcess process;
        process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch-cli"), train);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("run/checkpoint.safetensors")) || process.state() == QProcess::NotRunning, 120'000);
        process.kill();
        process.waitForFinished();
        QVERIFY(QFile::exists(path("run/checkpoint.safetensors")));
        QCOMPARE(call(train).code, 1); // a run is in the way
        const auto resumed = call(train + QStringList{"--resume", "--json", "--quiet"});
        QVERIFY2(resumed.code == 0, resumed.error.constData());
        QVERIFY(resumed.json()["finished"].toBool());
        const auto answer =
            call({"synthesize", "--image", scan, "--labels", annotation, "--model", path("run/model"), "--out", path("own.png"), "--json"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        QCOMPARE(answer.json()["model"].toString(), QString("smoke"));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "test_cli.moc"
