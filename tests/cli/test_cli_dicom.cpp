// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// DICOM and "project reproduce" as a shell calls them.

#include "core/base/files.h"
#include "core/dicom/dicom_export.h"
#include "core/imaging/read_image.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/io/open_raster.h"
#include "core/io/project_file.h"
#include "core/io/synthetic_image.h"
#include "tests/core/dicom/archive.h"
#include "tests/support/check.h"
#include "tests/support/cli_run.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::Answer;
using test::runCli;
namespace fs = std::filesystem;

class TestCliDicom : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(name); }
    fs::path file(const char* name) const { return path(name).toStdString(); }
    static QByteArray contents(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QString example() { return QString::fromStdString(exampleCases().front().string()); }

private Q_SLOTS:
    void initTestCase()
    {
        const Answer made = runCli({"dicom", "export", "--case", example(), "--out", path("out"), "--kind", "us", "--seg", "--json"});
        QVERIFY2(made.code == 0, made.error.constData());
        QCOMPARE(made.json()["model_hash"].toString().size(), 64);
        QVERIFY(fs::exists(file("out/synthetic.dcm")) && fs::exists(file("out/labels.dcm")));
    }
    void infoTellsWhatIsThere()
    {
        const Answer answer = runCli({"dicom", "info", path("out/synthetic.dcm"), "--json"});
        QVERIFY2(answer.code == 0, answer.error.constData());
        QCOMPARE(answer.json()["width"].toInt(), 512);
        QCOMPARE(answer.json()["frames"].toInt(), 1);
        QVERIFY(answer.json()["synthetic"].toBool());
        QVERIFY(!answer.out.contains("SYNTHETIC^"));
        QCOMPARE(runCli({"dicom", "info", path("none.dcm")}).code, 1);
        QCOMPARE(runCli({"dicom", "info"}).code, 2);
        const Answer labels = runCli({"dicom", "info", path("out/labels.dcm")});
        QCOMPARE(labels.code, 1);
        QCOMPARE(labels.error.trimmed().count('\n'), 0);
    }
    void importMakesACase()
    {
        const Answer made = runCli({"dicom", "import", path("out/synthetic.dcm"), "--out", path("case"), "--palette", "fetal-head"});
        QVERIFY2(made.code == 0, made.error.constData());
        const Case value = loadCase(file("case"));
        QCOMPARE(value.palette.name(), std::string("fetal-head"));
        QVERIFY(!value.source.empty());
        QCOMPARE(runCli({"dicom", "import", path("out/synthetic.dcm"), "--out", path("case")}).code, 1); // exists
        QCOMPARE(runCli({"dicom", "import", path("out/synthetic.dcm"), "--out", path("other"), "--frame", "2"}).code, 1);
        QVERIFY(!fs::exists(file("other")));
    }
    void sendReachesAnArchive()
    {
        QDir().mkpath(path("archive"));
        const test::Archive archive("storescp", {"-aet", "ARCHIVE", "-od", path("archive"), "PORT"});
        QVERIFY2(archive.running(), "storescp of dcmtk does not start");
        const QString to = QString("127.0.0.1:%1").arg(archive.port());
        QCOMPARE(runCli({"dicom", "echo", "--to", to}).code, 0);
        const Answer sent = runCli({"dicom", "send", "--to", to, "--aec", "ARCHIVE", path("out/synthetic.dcm"), path("out/labels.dcm")});
        QVERIFY2(sent.code == 0, sent.error.constData());
        QCOMPARE(QDir(path("archive")).entryList(QDir::Files).size(), 2);
        QCOMPARE(runCli({"dicom", "send", "--to", "nowhere", path("out/synthetic.dcm")}).code, 2);
        QCOMPARE(runCli({"dicom", "echo", "--to", QString("127.0.0.1:%1").arg(test::freePort()), "--timeout", "5"}).code, 1);
    }
    void exportedPicturesAreMadeAgain_data()
    {
        QTest::addColumn<QString>("original");
        QTest::newRow("PNG") << "a.png";
        QTest::newRow("JPEG") << "a.jpg";
        QTest::newRow("DICOM") << "out/synthetic.dcm";
    }
    void exportedPicturesAreMadeAgain()
    {
        QFETCH(QString, original);
        const QString from = m_dir.filePath(original), to = m_dir.filePath("again." + original.section('.', -1));
        if (!original.startsWith("out"))
            QCOMPARE(runCli({"synthesize", "--case", example(), "--out", from}).code, 0);
        const Answer again = runCli({"project", "reproduce", from, "--out", to, "--json"});
        QVERIFY2(again.code == 0, again.error.constData());
        QVERIFY(again.json()["same"].toBool() && again.json()["same_bytes"].toBool());
        QCOMPARE(again.json()["largest_difference"].toDouble(), 0.0);
        if (!original.startsWith("out")) { // the seed of what the model drew is said, as XMP and for ourselves
            const auto statement = readSyntheticStatement(from.toStdString());
            QVERIFY(statement && statement->record.origin.find("\"seed\":0") != std::string::npos);
            QVERIFY(contents(from).contains("Seed>0<"));
        }
        QVERIFY(readFile(from.toStdString()) == readFile(to.toStdString()));
    }
    void whatIsMissingIsSaid()
    {
        // A case of one's own: found only where one says it is.
        Case value = loadCase(example().toStdString());
        value.labels(cv::Rect(200, 200, 40, 40)).setTo(1);
        saveCase(value, file("own/deeper/case"));
        QCOMPARE(runCli({"synthesize", "--case", path("own/deeper/case"), "--out", path("own.png")}).code, 0);
        const Answer lost = runCli({"project", "reproduce", path("own.png"), "--out", path("own2.png")});
        QCOMPARE(lost.code, 1);
        QVERIFY2(lost.error.contains("found nowhere"), lost.error.constData());
        const Answer found = runCli({"project", "reproduce", path("own.png"), "--out", path("own2.png"), "--in", path("own")});
        QVERIFY2(found.code == 0, found.error.constData());
        QVERIFY(found.out.startsWith("same"));

        SyntheticRecord record{"strange", std::string(64, '0'), std::string(64, '1'), "t", {}, {}};
        writeSyntheticPng(file("strange.png"), test::ringPicture(), record, {});
        const Answer model = runCli({"project", "reproduce", path("strange.png"), "--out", path("x.png")});
        QCOMPARE(model.code, 1);
        QVERIFY(model.error.contains("model strange (000000000000...) is not here"));
        // Of an image set: the case that it varies is wanted.
        const Answer made = runCli({"export", "--cases", path("own/deeper/case"), "--count", "1", "--seed", "3", "--model",
            "pgsgan-512-cpu", "--format", "png,nifti", "--into", "train", "--out", path("set")});
        QVERIFY2(made.code == 0, made.error.constData());
        QString picture;
        for (QDirIterator at(path("set"), {"*.png"}, QDir::Files, QDirIterator::Subdirectories); at.hasNext();)
            if (const QString each = at.next(); each.contains("/images/"))
                picture = each;
        QVERIFY(!picture.isEmpty());
        const Answer set = runCli({"project", "reproduce", picture, "--out", path("x.png")});
        QCOMPARE(set.code, 1);
        QVERIFY2(set.error.contains("image set"), set.error.constData());
        const Answer again = runCli({"project", "reproduce", picture, "--out", path("set-again.png"), "--in", path("own")});
        QVERIFY2(again.code == 0, again.error.constData());
        QVERIFY2(again.out.startsWith("same: every byte"), again.out.constData());
        QString volume, labels;
        for (QDirIterator at(path("set"), {"*.nii.gz"}, QDir::Files, QDirIterator::Subdirectories); at.hasNext();)
            if (const QString each = at.next(); each.contains("/images/"))
                volume = each;
            else
                labels = each;
        const Answer nifti = runCli({"project", "reproduce", volume, "--out", path("volume.png"), "--in", path("own")});
        QVERIFY2(nifti.code == 0 && nifti.out.startsWith("same: every pixel, as a PNG"), nifti.error.constData());
        QVERIFY(runCli({"project", "reproduce", labels, "--out", path("x.png"), "--in", path("own")}).error.contains("label map"));
        // Whole sets and animations in one file.
        const auto refused = [&](const char* name, const std::string& bytes) {
            writeFileAtomically(file(name), bytes);
            const Answer answer = runCli({"project", "reproduce", path(name), "--out", path("x.png")});
            return answer.code == 1 ? answer.error : QByteArray();
        };
        QVERIFY(refused("set.h5", "\x89HDF\r\n\x1a\n" + std::string(400, 'x')).contains("manifest.jsonl"));
        QVERIFY(refused("set.tar", std::string(257, 'x') + "ustar" + std::string(400, 'x')).contains("tar -xf"));
        QVERIFY(refused("story.gif", "GIF89a" + std::string(400, 'x')).contains("animation"));
        QVERIFY(refused("story.webm", "\x1a\x45\xdf\xa3" + std::string(400, 'x')).contains("animation"));
        QVERIFY(refused("short.png", "x").contains("short.png"));
        // No picture of ours.
        QCOMPARE(runCli({"project", "reproduce", example() + "/source.png", "--out", path("x.png")}).code, 1);
        QVERIFY(!fs::exists(file("x.png")));
    }
    void layersAreEnoughToMakeThePictureAgain()
    {
        // A project with the picture of its only step, as the editor leaves it.
        const Answer made = runCli({"synthesize", "--case", example(), "--out", path("o.png"), "--no-visible-mark", "--json"});
        QVERIFY2(made.code == 0, made.error.constData());
        ProjectContents contents;
        contents.initial = loadCase(example().toStdString());
        const ProjectModel model{made.json()["model"].toString().toStdString(), made.json()["model_hash"].toString().toStdString()};
        contents.model = model;
        contents.pictures[0] = {model, readFile(file("o.png"))};
        ProjectFile::create(file("o.sonosketch"), contents);
        const Answer out = runCli({"project", "export", path("o.sonosketch"), "--ora", path("o.ora"), "--picture", path("marked.png")});
        QVERIFY2(out.code == 0, out.error.constData());
        const Answer again = runCli({"project", "reproduce", path("o.ora"), "--out", path("o2.png"), "--json"});
        QVERIFY2(again.code == 0, again.error.constData());
        QVERIFY2(again.json()["same"].toBool() && again.json()["condition"].toString().contains("o.ora"), again.out.constData());
        QVERIFY(test::samePixels(readImageGray(file("o2.png")), readImageGray(file("marked.png"))));
        // So is the picture that was kept with the step.
        const Answer picture = runCli({"project", "reproduce", path("marked.png"), "--in", path("o.sonosketch"), "--out", path("m2.png")});
        QVERIFY2(picture.code == 0 && picture.out.startsWith("same: every byte"), picture.error.constData());

        QCOMPARE(runCli({"project", "reproduce", path("o.ora"), "--out", path("o2.ora")}).code, 2);
        // Painted over with the record left in: said, not made.
        auto record = readOpenRasterRecord(file("o.ora"));
        Case painted = contents.initial.clone();
        painted.labels(cv::Rect(10, 10, 90, 90)).setTo(1);
        writeOpenRaster(painted, file("o.ora"), record);
        const Answer changed = runCli({"project", "reproduce", path("o.ora"), "--out", path("o3.png")});
        QCOMPARE(changed.code, 0); // the bundled case is still there, and is the one
        writeOpenRaster(painted, file("p.ora"), OpenRasterRecord{{model.name, model.hash, std::string(64, '1'), "t", {}, {}}, {}});
        const Answer lost = runCli({"project", "reproduce", path("p.ora"), "--out", path("o4.png")});
        QCOMPARE(lost.code, 1);
        QVERIFY2(lost.error.contains("no longer those"), lost.error.constData());
        // As another program saves it.
        writeOpenRaster(painted, file("q.ora"));
        const Answer silent = runCli({"project", "reproduce", path("q.ora"), "--out", path("o4.png")});
        QCOMPARE(silent.code, 1);
        QVERIFY2(silent.error.contains("does not say how it was made"), silent.error.constData());
        QVERIFY(!fs::exists(file("o4.png")));
    }
    void changedPixelsAreSeen()
    {
        QCOMPARE(runCli({"synthesize", "--case", example(), "--out", path("b.png"), "--no-visible-mark"}).code, 0);
        const auto statement = readSyntheticStatement(file("b.png"));
        QVERIFY(statement.has_value() && !statement->visibleMark);
        cv::Mat other = test::ringPicture();
        writeSyntheticPng(file("b.png"), other, statement->record, {}, false);
        const Answer answer = runCli({"project", "reproduce", path("b.png"), "--out", path("b2.png")});
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.error.contains("grey levels"), answer.error.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliDicom)
#include "test_cli_dicom.moc"
