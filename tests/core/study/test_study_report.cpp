// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The report's page and tables, and CSV in both directions.

#include "core/base/files.h"
#include "core/study/csv.h"
#include "core/study/report.h"
#include "core/study/simulated_reader.h"
#include "tests/core/study/study_samples.h"
#include "tests/support/check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::study;
using test::codeOf;
using test::messageOf;
using test::SampleStudy;

namespace {

StudyAnalysis sampleAnalysis(const std::string& remark = "speckle looks odd", const std::string& reader = "Ann")
{
    SampleStudy sample = test::sampleStudy(8, {"real", "cGAN", "Sgan", "PGSgan"}, 6);
    sample.plan.title = "Title <of> the \"study\"";
    sealPlan(sample.plan);
    sample.key.planHash = sample.plan.hash;
    auto answers = simulateReader(sample.plan, sample.key, {0.7, 1, reader});
    answers[2].text = remark;
    auto rows = test::logged(answers, reader);
    for (const auto& row : test::logged(simulateReader(sample.plan, sample.key, {0.6, 2, "robot"}), "robot", true))
        rows.push_back(row);
    return analyseStudy(sample.plan, sample.key, rows);
}

qsizetype countOf(const std::string& text, const char* what)
{
    return QByteArray::fromStdString(text).count(what);
}

} // namespace

class TestStudyReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageStandsAlone()
    {
        const std::string page = studyHtml(sampleAnalysis());
        QCOMPARE(countOf(page, "<script"), 0);
        for (const char* outside : {"http://", "https://", "src=", "href=", "url("})
            QVERIFY2(page.find(outside) == std::string::npos, outside);
        QCOMPARE(countOf(page, "<svg"), 3);
        QCOMPARE(countOf(page, "<polygon"), 2); // a reader each
        QCOMPARE(countOf(page, "<polyline"), 2);
        for (const char* figure : {"0.64", "0.55", "0.43", "Liang et al. 2020"})
            QVERIFY2(page.find(figure) != std::string::npos, figure);
        QVERIFY(page.find("SIMULATED") != std::string::npos && page.find("robot") != std::string::npos);
        QVERIFY(page.find("speckle looks odd") != std::string::npos);
        // Both intervals of every share, and what each is.
        const StudyAnalysis analysis = sampleAnalysis();
        const Interval exact = analysis.readers[0].right.exact().value();
        QVERIFY(page.find(fmt::format("<small>exact {:.2f} to {:.2f}</small>", exact.low, exact.high)) != std::string::npos);
        QCOMPARE(countOf(page, "<small>exact "), 2 * 7); // four sets, all, sensitivity, specificity
        QVERIFY(page.find("Wilson&#39;s score interval") != std::string::npos && page.find("Clopper and Pearson") != std::string::npos);
        // Every drawing is sound XML.
        for (std::size_t at = 0; (at = page.find("<svg", at)) != std::string::npos; ++at) {
            QXmlStreamReader reader(QByteArray::fromStdString(page.substr(at, page.find("</svg>", at) + 6 - at)));
            while (!reader.atEnd())
                reader.readNext();
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        }
        QCOMPARE(countOf(page, "<table"), countOf(page, "</table>"));
        QCOMPARE(countOf(page, "<div"), countOf(page, "</div>"));
    }

    void practiceIsToldAndNotCounted()
    {
        const StudyAnalysis without = sampleAnalysis();
        StudyAnalysis analysis = without;
        analysis.plan.practice = {
            {"0123456789ab", std::string(64, 'a'), Truth::Real}, {"0123456789ac", std::string(64, 'b'), Truth::Synthesised}};
        analysis.plan.practiceFeedback = true;
        QVERIFY(studyHtml(analysis).find("<b>practice first</b>2, told after each what it was; not counted") != std::string::npos);
        QVERIFY(studyHtml(without).find("practice first") == std::string::npos);
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(studyJson(analysis))).object();
        QCOMPARE(json["practice"].toInt(), 2);
        QVERIFY(json["practice_feedback"].toBool());
        QCOMPARE(json["pictures"].toInt(), 32);
        QCOMPARE(answersCsv(analysis), answersCsv(without));
        QVERIFY(summaryCsv(analysis).find(",practice_pictures,told,2,") != std::string::npos);
        QVERIFY(summaryCsv(without).find(",practice_pictures,,0,") != std::string::npos);
    }

    void textIsEscaped()
    {
        const std::string page = studyHtml(sampleAnalysis("<script>alert('x')</script> & \"y\"", "<b>Eve</b>"));
        QCOMPARE(countOf(page, "<script"), 0);
        QCOMPARE(countOf(page, "<b>Eve"), 0);
        QVERIFY(page.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;") != std::string::npos);
        QVERIFY(page.find("&lt;b&gt;Eve&lt;/b&gt;") != std::string::npos);
        QVERIFY(page.find("Title &lt;of&gt; the &quot;study&quot;") != std::string::npos);
    }

    void answersGoRoundByCsv()
    {
        const SampleStudy sample = test::sampleStudy(6, {"real", "a"}, 3, false, 3000);
        std::vector<TrialAnswer> answers;
        for (std::size_t trial = 0; trial < sample.plan.trials.size(); ++trial)
            answers.push_back(test::sampleAnswer(sample.plan, trial, trial % 2 == 0 ? Truth::Real : Truth::Synthesised));
        answers[4].answer.reset();
        answers[4].confidence = 0;
        answers[4].timedOut = true;
        answers[5].text = " spaces, \"quotes\",\n=1+1";
        const StudyAnalysis analysis = analyseStudy(sample.plan, sample.key, test::logged(answers, "Ann, Dr."));
        const std::string csv = answersCsv(analysis);
        QVERIFY(answersFromCsv(csv, "x", sample.plan) == answers);
        QCOMPARE(parseCsv(csv, "x")[1][0], std::string("Ann, Dr."));
        QVERIFY(csv.find("2023-11-14T22:13:20.000Z") != std::string::npos);
    }

    void csvOfOthers()
    {
        const StudyPlan plan = test::sampleStudy(6, {"real", "a"}).plan;
        const auto read = [&](const std::string& text) { return answersFromCsv(text, "file.csv", plan); };
        const auto answers = read("\xEF\xBB\xBFtrial,answer,confidence\r\n2,Synthetic,4\n\n1,REAL,1");
        QCOMPARE(answers.size(), std::size_t{2});
        QCOMPARE(answers[0].trial, std::size_t{1});
        QCOMPARE(answers[0].answer, Truth::Synthesised);
        QCOMPARE(answers[0].image, plan.trials[1]);
        QCOMPARE(answers[1].answer, Truth::Real);
        for (const char* bad : {"", "trial,answer\n1,real\n", "trial,answer,confidence,trial\n", "trial,answer,confidence\n0,real,3\n",
                 "trial,answer,confidence\n13,real,3\n", "trial,answer,confidence\nx,real,3\n", "trial,answer,confidence\n1,maybe,3\n",
                 "trial,answer,confidence\n1,real\n", "trial,answer,confidence\n1,real,\"3\n", "trial,answer,confidence\n1,\"real\"x,3\n"})
            QCOMPARE(codeOf([&] { read(bad); }), ErrorCode::Corrupt);
        QVERIFY(messageOf([&] { read("trial,answer,confidence\n1,real,3\n2,maybe,3\n"); }).find("file.csv, row 3") != std::string::npos);
    }

    void jsonAndFiles()
    {
        const StudyAnalysis analysis = sampleAnalysis();
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(studyJson(analysis))).object();
        QCOMPARE(json["pictures"].toInt(), 32);
        QCOMPARE(json["trials"].toInt(), 38);
        QCOMPARE(json["sets"].toArray().size(), 4);
        QCOMPARE(json["warnings"].toArray().size(), 1);
        bool found = false;
        for (const auto value : json["figures"].toArray()) {
            const auto figure = value.toObject();
            if (figure["reader"] == "Ann" && figure["measure"] == "accuracy" && figure["of"] == "") {
                found = true;
                QCOMPARE(figure["value"].toDouble(), analysis.readers[0].right.value().value());
                QCOMPARE(figure["low"].toDouble(), analysis.readers[0].right.interval()->low);
                QCOMPARE(figure["n"].toInt(), 32);
                QCOMPARE(figure["exact_low"].toDouble(), analysis.readers[0].right.exact()->low);
                QCOMPARE(figure["exact_high"].toDouble(), analysis.readers[0].right.exact()->high);
            }
        }
        QVERIFY(found);
        QVERIFY(json["intervals"].toString().contains("Wilson") && json["intervals"].toString().contains("Clopper"));
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.filePath("a/report").toStdString();
        writeReport(analysis, folder);
        writeReport(analysis, folder); // once more replaces it
        QCOMPARE(readTextFile(folder / "report.html"), studyHtml(analysis));
        QCOMPARE(readTextFile(folder / "summary.csv"), summaryCsv(analysis));
        QCOMPARE(readTextFile(folder / "answers.csv"), answersCsv(analysis));
        QCOMPARE(codeOf([&] { writeReport(analysis, folder / "report.html"); }), ErrorCode::WriteFailed);
    }
};

QTEST_GUILESS_MAIN(TestStudyReport)
#include "test_study_report.moc"
