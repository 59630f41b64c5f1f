// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// "sonosketch-cli study", as a shell calls it: from pictures to the report.

#include "core/base/files.h"
#include "core/study/csv.h"
#include "core/study/key.h"
#include "tests/core/study/study_samples.h"
#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>

using namespace sonosketch;
using namespace sonosketch::study;
namespace fs = std::filesystem;

namespace {

using test::Answer;

Answer call(const QStringList& arguments)
{
    return test::runCli(QStringList{"study"} + arguments);
}

double figure(const QJsonObject& report, const QString& reader, const QString& measure, const QString& of = {})
{
    for (const auto value : report["figures"].toArray()) {
        const auto found = value.toObject();
        if (found["reader"].toString() == reader && found["measure"].toString() == measure && found["of"].toString() == of
            && found["value"].isDouble())
            return found["value"].toDouble();
    }
    return -1;
}

} // namespace

class TestCliStudy : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(name); }
    fs::path place(const char* name) const { return path(name).toStdString(); }
    QStringList plan(const char* out) const
    {
        return {"plan", "--set", "clinic=real:" + path("clinic"), "--set", "netA=synthetic:" + path("netA"), "--size", "64", "--out",
            path(out)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::writePictures(place("."), "clinic", 20, true);
        test::writePictures(place("."), "netA", 20, false);
    }

    /// Real pictures of an imported data set against those that a model makes from its labels: sets as the paper's study had them.
    void setsFromADataSetAndAModel()
    {
        const cv::Mat image = cv::imread(SONOSKETCH_TEST_DATA "/../data/ovary.jpg", cv::IMREAD_GRAYSCALE);
        const cv::Mat labels = cv::imread(SONOSKETCH_TEST_DATA "/../data/ovary-annotation.png");
        for (const char* part : {"raw/images", "raw/labels"})
            fs::create_directories(place(part));
        for (int i = 0; i < 4; ++i) {
            const cv::Rect shifted(2 * i, 0, image.cols - 6, image.rows);
            cv::imwrite((place("raw/images") / fmt::format("case{}.png", i)).string(), image(shifted));
            cv::imwrite((place("raw/labels") / fmt::format("case{}.png", i)).string(), labels(shifted));
        }
        const Answer imported = test::runCli({"dataset", "import", "--format", "paired", "--from", path("raw"), "--to", path("data"),
            "--palette", QString::fromStdString((resourceDir() / "palettes/mmotu.json").string()), "--split", "test"});
        QVERIFY2(imported.code == 0, imported.error.constData());
        const Answer planned = call({"plan", "--data", path("data"), "--split", "test", "--set", "scans=real:data", "--set",
            "net=model:pgsgan-512-cpu", "--count", "2", "--size", "128", "--out", path("models"), "--json"});
        QVERIFY2(planned.code == 0, planned.error.constData());
        QCOMPARE(planned.json()["trials"].toInt(), 4);
        const StudyKey key = loadKey(place("models.key.json"), loadPlan(place("models")));
        QCOMPARE(key.sets.at(0).truth, Truth::Real);
        QCOMPARE(key.sets.at(1).truth, Truth::Synthesised);
        QCOMPARE(std::ranges::count(key.images, std::size_t{1}, &KeyImage::set), 2);
        QCOMPARE(call({"plan", "--set", "net=model:pgsgan-512-cpu", "--out", path("none")}).code, 2); // of which labels?
    }

    void fromPicturesToTheReport()
    {
        const Answer planned = call(plan("study")
            + QStringList{"--count", "17", "--count", "netA=16", "--repeats", "7", "--seed", "11", "--time-limit", "2.5", "--title",
                "Trial", "--json"});
        QVERIFY2(planned.code == 0, planned.error.constData());
        QCOMPARE(planned.json()["trials"].toInt(), 40);
        QCOMPARE(planned.json()["sets"].toObject()["clinic"].toInt(), 17);
        QCOMPARE(planned.json()["key"].toString(), path("study.key.json"));
        const StudyPlan made = loadPlan(place("study"));
        const StudyKey key = loadKey(place("study.key.json"), made);
        QCOMPARE(made.timeLimitMs, 2500);

        // 40 answers in two goes; the reader recognises all real pictures and takes every third synthesised one for real.
        std::vector<std::string> lines;
        std::map<std::string, Truth> told;
        int synthesised = 0, missed = 0;
        for (std::size_t trial = 0; trial < made.trials.size(); ++trial) {
            const std::string& id = made.trials[trial];
            if (!told.contains(id)) {
                const bool real = key.sets[key.setOf(id)].truth == Truth::Real;
                const bool miss = !real && ++synthesised % 3 == 0;
                missed += miss ? 1 : 0;
                told[id] = real || miss ? Truth::Real : Truth::Synthesised;
            }
            lines.push_back(csvLine({fmt::format("{}", trial + 1), wordOf(told[id]), "3", fmt::format("{}", 1000 + trial),
                trial == 5 ? "<i>odd</i>, is it?" : ""}));
        }
        const std::string head = csvLine({"trial", "answer", "confidence", "duration_ms", "text"});
        const auto write = [&](const char* name, std::size_t from, std::size_t to) {
            std::string text = head;
            for (std::size_t i = from; i < to; ++i)
                text += lines[i];
            writeFileAtomically(place(name), text);
        };
        write("first.csv", 0, 25);
        write("rest.csv", 25, 40);
        const Answer first = call({"answer", path("study"), "--reader", "Ann", "--from", path("first.csv"), "--json"});
        QVERIFY2(first.code == 0, first.error.constData());
        QCOMPARE(first.json()["next_trial"].toInt(), 26);
        const Answer rest = call({"answer", path("study"), "--reader", "Ann", "--from", path("rest.csv"), "--json"});
        QVERIFY(rest.code == 0 && rest.json()["next_trial"].isNull());
        // The same once more is refused.
        const Answer again = call({"answer", path("study"), "--reader", "Ann", "--from", path("first.csv")});
        QCOMPARE(again.code, 1);
        QVERIFY2(again.error.contains("already answered") && again.error.trimmed().count('\n') == 0, again.error.constData());
        // Where going back is allowed the same once more changes nothing.
        QCOMPARE(call(plan("open") + QStringList{"--count", "4", "--seed", "3", "--going-back"}).code, 0);
        write("open.csv", 0, 3);
        for (const int written : {3, 0}) {
            const Answer open = call({"answer", path("open"), "--reader", "Ann", "--from", path("open.csv"), "--json"});
            QVERIFY2(open.code == 0, open.error.constData());
            QCOMPARE(open.json()["written"].toInt(), written);
        }
        QCOMPARE(call({"simulate", path("study"), "--accuracy", "0.8", "--seed", "3", "--reader", "robot"}).code, 0);

        const Answer status = call({"status", path("study"), "--json"});
        QVERIFY2(status.code == 0, status.error.constData());
        const auto readers = status.json()["readers"].toArray();
        QCOMPARE(readers.size(), 2);
        QCOMPARE(readers[0].toObject()["answered"].toInt(), 40);
        QVERIFY(readers[1].toObject()["simulated"].toBool() && !readers[0].toObject()["simulated"].toBool());

        const Answer report = call({"report", path("study"), "--out", path("report"), "--json"});
        QVERIFY2(report.code == 0, report.error.constData());
        QCOMPARE(figure(report.json(), "Ann", "accuracy", "clinic"), 1.0);
        QCOMPARE(figure(report.json(), "Ann", "accuracy", "netA"), (16.0 - missed) / 16);
        QCOMPARE(figure(report.json(), "Ann", "kappa_repeats"), 1.0);
        QCOMPARE(figure(report.json(), "Ann", "median_ms"), 1019.5);
        QVERIFY(report.error.contains("SIMULATED"));
        const std::string page = readTextFile(place("report/report.html"));
        QVERIFY(page.find("&lt;i&gt;odd&lt;/i&gt;, is it?") != std::string::npos && page.find("SIMULATED") != std::string::npos);
        QCOMPARE(parseCsv(readTextFile(place("report/answers.csv")), "x").size(), std::size_t{81});
        QVERIFY(fs::exists(place("report/summary.csv")));
    }

    void practiceFirst()
    {
        const Answer planned =
            call(plan("practice") + QStringList{"--count", "15", "--practice", "4", "--practice-feedback", "--repeats", "10%", "--json"});
        QVERIFY2(planned.code == 0, planned.error.constData());
        QCOMPARE(planned.json()["practice"].toInt(), 4);
        QCOMPARE(planned.json()["pictures"].toInt(), 30);
        QCOMPARE(planned.json()["trials"].toInt(), 33);
        const StudyPlan made = loadPlan(place("practice"));
        QVERIFY(made.practice.size() == 4 && made.practiceFeedback && made.practice[0].truth);
        const Answer status = call({"status", path("practice"), "--json"});
        QVERIFY(status.code == 0 && status.json()["practice"].toInt() == 4 && status.json()["practice_feedback"].toBool());
        // Simulated readers answer the study alone.
        QCOMPARE(call({"simulate", path("practice"), "--accuracy", "0.8"}).code, 0);
        const Answer report = call({"report", path("practice"), "--json"});
        QVERIFY2(report.code == 0, report.error.constData());
        QCOMPARE(report.json()["practice"].toInt(), 4);
        QCOMPARE(figure(report.json(), "", "practice_pictures", "told"), 4.0);
        QCOMPARE(figure(report.json(), "simulated", "answered"), 33.0);
        // All that practice leaves.
        const Answer all = call(plan("practice-all") + QStringList{"--practice", "3", "--json"});
        QVERIFY2(all.code == 0, all.error.constData());
        QCOMPARE(all.json()["pictures"].toInt(), 37);
        QVERIFY(!loadPlan(place("practice-all")).practiceFeedback);
        const Answer tooMany = call(plan("practice-many") + QStringList{"--count", "19", "--practice", "4"});
        QVERIFY2(tooMany.code == 1 && tooMany.error.contains("to practise on"), tooMany.error.constData());
        QCOMPARE(call(plan("practice-none") + QStringList{"--practice-feedback"}).code, 2);
    }

    void theKeyIsLost()
    {
        QCOMPARE(call(plan("keyless") + QStringList{"--repeats", "25%", "--key", path("elsewhere.json")}).code, 0);
        QCOMPARE(call({"simulate", path("keyless"), "--accuracy", "0.5", "--key", path("elsewhere.json")}).code, 0);
        fs::remove(place("elsewhere.json"));
        const Answer lost = call({"report", path("keyless"), "--key", path("elsewhere.json")});
        QCOMPARE(lost.code, 1);
        QVERIFY2(lost.error.contains("elsewhere.json") && lost.error.contains("safe"), lost.error.constData());
        const Answer without = call({"report", path("keyless"), "--no-key", "--json"});
        QVERIFY2(without.code == 0, without.error.constData());
        QCOMPARE(without.json()["trials"].toInt(), 50);
        QVERIFY(!without.json()["key"].toBool());
        QVERIFY(figure(without.json(), "simulated", "median_ms") > 0);
    }

    void changedFilesAreNamed()
    {
        QCOMPARE(call(plan("changed")).code, 0);
        const StudyPlan made = loadPlan(place("changed"));
        QCOMPARE(call({"simulate", path("changed"), "--accuracy", "0.5"}).code, 0);
        fs::remove(imagePath(place("changed"), made.images[3].id));
        const Answer status = call({"status", path("changed")});
        QCOMPARE(status.code, 1);
        QVERIFY(status.out.contains(made.images[3].id.c_str()));
        const Answer report = call({"report", path("changed")});
        QVERIFY(report.code == 0 && report.error.contains(made.images[3].id.c_str()));
        std::string text = readTextFile(place("changed/study.json"));
        text.replace(text.find("false"), 5, "true ");
        writeFileAtomically(place("changed/study.json"), text);
        const Answer edited = call({"report", path("changed")});
        QCOMPARE(edited.code, 1);
        QVERIFY(edited.error.contains("study.json") && edited.error.contains("changed"));
    }

    /// From a fresh build, and without a trace in the bundled files.
    void theExampleThatComesWithTheProgram()
    {
        const fs::path studies = resourceDir() / "studies";
        const auto contents = [&studies] {
            std::map<std::string, std::string> hashes;
            for (const auto& entry : fs::recursive_directory_iterator(studies))
                if (entry.is_regular_file())
                    hashes[entry.path().string()] = sha256File(entry.path());
            return hashes;
        };
        const auto before = contents();
        QVERIFY(before.size() > 24);
        const Answer report = call({"report", "--example", "--out", path("example-report"), "--json"});
        QVERIFY2(report.code == 0, report.error.constData());
        QCOMPARE(report.json()["trials"].toInt(), 28);
        QVERIFY(report.error.contains("SIMULATED"));
        QVERIFY(figure(report.json(), "Reader 1", "accuracy", "PGSgan") >= 0);
        const std::string page = readTextFile(place("example-report/report.html"));
        QVERIFY(page.find("Radar chart") != std::string::npos && page.find("<polygon") != std::string::npos);
        QVERIFY(contents() == before);
        QCOMPARE(call({"status", QString::fromStdString((studies / "example").string())}).code, 0);
        QVERIFY(contents() == before);
        QCOMPARE(call({"report"}).code, 2);
        QCOMPARE(call({"report", path("study"), "--example"}).code, 2);
    }

    void wrongUsage()
    {
        const auto code = [&](const QStringList& arguments) { return call(arguments).code; };
        QCOMPARE(code({}), 2);
        QCOMPARE(code({"plan", "--set", "nonsense", "--out", path("x")}), 2);
        QCOMPARE(code({"plan", "--set", "a=maybe:" + path("clinic"), "--out", path("x")}), 2);
        QCOMPARE(code(plan("x") + QStringList{"--count", "other=3"}), 2);
        QCOMPARE(code(plan("x") + QStringList{"--count", "many"}), 2);
        QCOMPARE(code(plan("x") + QStringList{"--repeats", "-1"}), 2);
        QCOMPARE(code({"simulate", path("study"), "--accuracy", "1.5"}), 2);
        QCOMPARE(code({"report", path("study"), "--no-key", "--key", path("k")}), 2);
        QCOMPARE(code(plan("x") + QStringList{"--count", "21"}), 1);
        QCOMPARE(code({"plan", "--set", "a=real:" + path("none"), "--out", path("x")}), 1);
        QCOMPARE(code({"status", path("clinic")}), 1);
        QVERIFY(!fs::exists(place("x")) && !fs::exists(place("x.key.json")));
        QCOMPARE(code({"--help"}), 0);
        QCOMPARE(code({"plan", "--help"}), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliStudy)
#include "test_cli_study.moc"
