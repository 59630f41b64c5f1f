// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// "sonosketch-cli practise", as a shell calls it.

#include "core/base/files.h"
#include "core/practice/progress_store.h"
#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
namespace fs = std::filesystem;

class TestCliPractise : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    static test::Answer call(const QStringList& arguments) { return test::runCli(QStringList{"practise"} + arguments); }

private Q_SLOTS:
    void csvIsWhatTheLogHolds()
    {
        const QString log = m_dir.filePath("practice.sqlite"), out = m_dir.filePath("out.csv");
        QCOMPARE(call({"csv", "--log", log}).code, 1); // nothing practised yet
        QVERIFY(!fs::exists(log.toStdString()));
        std::string wanted;
        {
            auto store = practice::ProgressStore::open(log.toStdString());
            practice::Answer answer;
            answer.session = store.beginSession(1);
            answer.source = "Case";
            answer.dice = 0.5;
            store.record(answer, {});
            wanted = practice::progressCsv(store.answers(true));
        }
        const auto written = call({"csv", "--log", log, "--out", out, "--json"});
        QCOMPARE(written.code, 0);
        QCOMPARE(written.json()["answers"].toInt(), 1);
        QCOMPARE(readTextFile(out.toStdString()), wanted);
        const auto printed = call({"csv", "--log", log});
        QCOMPARE(printed.code, 0);
        QCOMPARE(printed.out.toStdString(), wanted);
        writeFileAtomically(log.toStdString(), "no database at all, but long enough to look at");
        const auto damaged = call({"csv", "--log", log});
        QCOMPARE(damaged.code, 1);
        QVERIFY(damaged.error.contains("damaged"));
    }
    void lessonsAreChecked()
    {
        const auto good = call({"lesson", SONOSKETCH_TEST_DATA "/../../resources/lessons/septa", "--json"});
        QCOMPARE(good.code, 0);
        QVERIFY(good.json()["steps"].toInt() >= 3);
        const auto bad = call({"lesson", m_dir.path()});
        QCOMPARE(bad.code, 1);
        QVERIFY(bad.error.contains("lesson.json"));
        QCOMPARE(call({"lesson"}).code, 2);
    }
    void casesAreChecked()
    {
        const QString examples = SONOSKETCH_TEST_DATA "/../../resources/examples";
        const auto good = call({"cases", "--cases", examples, "--json"});
        QCOMPARE(good.code, 0);
        QCOMPARE(good.json()["cases"].toInt(), 3);
        QCOMPARE(good.json()["unreadable"].toArray().size(), 0);
        const QString copy = m_dir.filePath("cases");
        fs::copy(examples.toStdString(), copy.toStdString(), fs::copy_options::recursive);
        fs::remove(fs::path(copy.toStdString()) / "teratoma" / "labels.png");
        const auto some = call({"cases", "--data", copy});
        QCOMPARE(some.code, 0);
        QVERIFY2(some.out.contains("2 cases") && some.out.contains("teratoma"), some.out.constData());
        const auto none = call({"cases", "--cases", m_dir.filePath("nowhere")});
        QCOMPARE(none.code, 1);
        QVERIFY(none.error.contains("nowhere"));
        QCOMPARE(call({"cases"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliPractise)
#include "test_cli_practise.moc"
