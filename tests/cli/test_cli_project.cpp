// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// "sonosketch-cli project", as a shell calls it.

#include "core/io/case_io.h"
#include "core/io/open_raster.h"
#include "core/io/project_file.h"
#include "core/io/synthetic_image.h"
#include "tests/core/io/project_samples.h"
#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

using test::Answer;

Answer call(const QStringList& arguments)
{
    return test::runCli(QStringList{"project"} + arguments);
}

} // namespace

class TestCliProject : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    test::SampleProject m_sample = test::sampleProject(12);
    QString path(const char* name) const { return m_dir.filePath(name); }
    fs::path place(const char* name) const { return path(name).toStdString(); }

    /// A project in whose middle a step was flipped: SQLite is content, our checksums are not.
    void writeDamaged(const char* name)
    {
        ProjectFile::create(place(name), m_sample.contents, ProjectFile::Existing::Replace);
        auto bytes = readFile(place(name));
        const std::string text = "Edit 9";
        const auto found = std::search(bytes.begin(), bytes.end(), text.begin(), text.end());
        QVERIFY(found != bytes.end());
        *found = 'e';
        writeFileAtomically(place(name), bytes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        cv::Mat grey = test::ringPicture();
        m_sample.contents.pictures[2] = {{"tiny", "abc123"}, encodePng({grey, {}, {}})};
        ProjectFile::create(place("sound.sonosketch"), m_sample.contents);
        writeDamaged("damaged.sonosketch");
    }

    void infoDescribes()
    {
        const Answer answer = call({"info", path("sound.sonosketch"), "--json"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const QJsonObject json = answer.json();
        QCOMPARE(json["version"].toString(), QStringLiteral("%1.%2").arg(projectMajor).arg(projectMinor));
        QCOMPARE(json["title"].toString(), QString::fromUtf8(m_sample.contents.initial.provenance.title.c_str()));
        QCOMPARE(json["nodes"].toInt(), 13);
        QCOMPARE(json["current"].toInt(), static_cast<int>(m_sample.contents.current));
        QVERIFY(json["branches"].toInt() > 1);
        QCOMPARE(json["model"].toString(), QStringLiteral("tiny"));
        QCOMPARE(json["pictures"].toInt(), 2);
        QCOMPARE(json["bytes"].toInt(), static_cast<int>(fs::file_size(place("sound.sonosketch"))));
        QVERIFY(json["damage"].toArray().isEmpty());
        QVERIFY(json["created_by"].toString().startsWith("SonoSketch"));
        const Answer plain = call({"info", path("sound.sonosketch")});
        QVERIFY(plain.code == 0 && plain.out.contains("12 on"));
    }

    void verifyFindsDamage()
    {
        QCOMPARE(call({"verify", path("sound.sonosketch")}).code, 0);
        const auto before = readFile(place("damaged.sonosketch"));
        const Answer answer = call({"verify", path("damaged.sonosketch"), "--salvage"});
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.error.contains("damaged.sonosketch"), answer.error.constData());
        QCOMPARE(answer.error.trimmed().count('\n'), 0);
        QVERIFY2(answer.out.contains("intact") && answer.out.contains("lost"), answer.out.constData());
        QVERIFY(call({"verify", path("damaged.sonosketch")}).out.isEmpty());
        QVERIFY(!call({"info", path("damaged.sonosketch"), "--json"}).json()["damage"].toArray().isEmpty());
        QVERIFY(readFile(place("damaged.sonosketch")) == before);
    }

    void exportWritesTheStepThatWasNamed()
    {
        const Answer answer = call({"export", path("sound.sonosketch"), "--node", "7", "--case", path("case"), "--ora", path("layers.ora"),
            "--labels", path("labels.png"), "--sketch", path("sketch.png")});
        QVERIFY2(answer.code == 0, answer.error.constData());
        const Case& wanted = m_sample.states.at(7);
        QVERIFY(test::sameState(loadCase(place("case")), wanted));
        QVERIFY(test::sameState(readOpenRaster(place("layers.ora"), wanted.palette, OpenRasterPalette::OfFile).value, wanted));
        QVERIFY(test::samePixels(readLabelMask(place("labels.png"), Case::blank(wanted.palette)), wanted.labels));
        const cv::Mat sketch = cv::imread(place("sketch.png").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(cv::countNonZero((sketch == 0) & (wanted.sketch == SketchPen)), 0);
        const Answer current = call({"export", path("sound.sonosketch"), "--case", path("current")});
        QCOMPARE(current.code, 0);
        QVERIFY(test::sameState(loadCase(place("current")), m_sample.states.at(m_sample.contents.current)));
    }

    void aKeptPictureSaysThatItIsSynthetic()
    {
        const Answer answer = call({"export", path("sound.sonosketch"), "--node", "2", "--picture", path("picture.png")});
        QVERIFY2(answer.code == 0, answer.error.constData());
        QVERIFY(!readPngText(place("picture.png"), "Disclaimer").empty());
        const Answer none = call({"export", path("sound.sonosketch"), "--node", "3", "--picture", path("none.png")});
        QCOMPARE(none.code, 1);
        QVERIFY(none.error.contains("step 3") && !fs::exists(place("none.png")));
    }

    void nothingIsOverwrittenUnasked()
    {
        writeFileAtomically(place("mine.png"), std::string_view("mine"));
        const QStringList wanted{"export", path("sound.sonosketch"), "--labels", path("mine.png"), "--ora", path("fresh.ora")};
        const Answer answer = call(wanted);
        QCOMPARE(answer.code, 1);
        QVERIFY(answer.error.contains("mine.png") && answer.error.contains("--force"));
        QCOMPARE(readTextFile(place("mine.png")), std::string("mine"));
        QVERIFY(!fs::exists(place("fresh.ora")));
        QCOMPARE(call(wanted + QStringList{"--force"}).code, 0);
        QVERIFY(readTextFile(place("mine.png")) != "mine");
        QCOMPARE(call({"export", path("sound.sonosketch"), "--labels", path("sound.sonosketch"), "--force"}).code, 1);
        QCOMPARE(call({"verify", path("sound.sonosketch")}).code, 0);
    }

    void salvageWritesWhatIsIntact()
    {
        QCOMPARE(call({"export", path("damaged.sonosketch"), "--case", path("never")}).code, 1);
        QVERIFY(!fs::exists(place("never")));
        const Answer answer = call({"export", path("damaged.sonosketch"), "--salvage", path("rescued.sonosketch")});
        QVERIFY2(answer.code == 0, answer.error.constData());
        QVERIFY(answer.error.contains("lost"));
        QCOMPARE(call({"verify", path("rescued.sonosketch")}).code, 0);
        const ProjectContents rescued = readProject(place("rescued.sonosketch"));
        QVERIFY(rescued.history.size() > 5 && !rescued.history.contains(9));
    }

    void wrongUsage()
    {
        QCOMPARE(call({}).code, 2);
        QCOMPARE(call({"export", path("sound.sonosketch")}).code, 2);
        QCOMPARE(call({"export", path("sound.sonosketch"), "--node", "last", "--ora", path("x.ora")}).code, 2);
        QCOMPARE(call({"export", path("sound.sonosketch"), "--node", "99", "--ora", path("x.ora")}).code, 1);
        QCOMPARE(call({"info", path("missing.sonosketch")}).code, 1);
        writeFileAtomically(place("text.sonosketch"), std::string_view("no project"));
        QCOMPARE(call({"info", path("text.sonosketch")}).code, 1);
        QVERIFY(!fs::exists(place("x.ora")));
    }
};

QTEST_GUILESS_MAIN(TestCliProject)
#include "test_cli_project.moc"
