// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/panel_parts.h"
#include "core/export/set_folder.h"
#include "tests/app/gui/export_panel_driver.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

/// Sets that were stopped go on in another run of the program, with nothing entered but their folder.
class TestExportResume : public QObject, ExportPanelDriver {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder;
    fs::path path(const char* name) const { return folder->filePath(QString::fromLatin1(name)).toStdString(); }
    void into(const char* name) const { part<QLineEdit>("exportFolder")->setText(folder->filePath(QString::fromLatin1(name))); }
    /// Settings that are not the usual ones.
    void chooseSettings() const
    {
        part<QSpinBox>("exportCount")->setValue(24);
        part<QSpinBox>("exportSeed")->setValue(77);
        part<NumberSlider>("varyMove")->setValue(11);
        part<QCheckBox>("varyMirror")->setChecked(false);
        auto* formats = part<QListWidget>("exportFormats");
        for (int i = 0; i < formats->count(); ++i)
            formats->item(i)->setCheckState(formats->item(i)->text() == QStringLiteral("yolo") ? Qt::Checked : Qt::Unchecked);
    }
    void useDataSet(const char* name) const
    {
        part<QRadioButton>("sourceData")->setChecked(true);
        type("exportData", folder->filePath(QString::fromLatin1(name)));
        QTRY_VERIFY(part<QListWidget>("exportParts")->count() > 0);
    }
    bool isUnfinishedShown() const { return !part<QPushButton>("exportStart")->isEnabled() && !part<QSpinBox>("exportSeed")->isEnabled(); }

private Q_SLOTS:
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { window.reset(); }

    void theFolderIsEnough()
    {
        writePaintedSet(path("data"), {"train", "train", "val"});
        useDataSet("data");
        part<QListWidget>("exportParts")->item(1)->setCheckState(Qt::Unchecked); // val
        chooseSettings();
        into("straight");
        run("exportStart");
        into("stopped");
        runAndStop();

        open();
        into("stopped");
        QTRY_VERIFY(isUnfinishedShown());
        QVERIFY2(message().contains(QStringLiteral("24 images of 2 sources")), qPrintable(message()));
        // What will be done is seen.
        QCOMPARE(part<QSpinBox>("exportSeed")->value(), 77);
        QCOMPARE(part<QSpinBox>("exportCount")->value(), 24);
        QCOMPARE(part<NumberSlider>("varyMove")->value(), 11.0);
        QVERIFY(!part<QCheckBox>("varyMirror")->isChecked());
        QVERIFY(part<QRadioButton>("sourceData")->isChecked());
        QCOMPARE(part<QLineEdit>("exportData")->text(), folder->filePath(QStringLiteral("data")));
        auto* parts = part<QListWidget>("exportParts");
        QTRY_COMPARE(parts->count(), 2);
        QVERIFY(parts->item(0)->checkState() == Qt::Checked && parts->item(1)->checkState() == Qt::Unchecked);
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("complete")), qPrintable(message()));
        QCOMPARE(fileHashes(path("stopped")), fileHashes(path("straight")));
        // Complete, it holds nothing back.
        QTRY_VERIFY(part<QSpinBox>("exportSeed")->isEnabled());
    }
    void anotherFolderIsFree()
    {
        chooseSettings();
        into("stopped");
        runAndStop();
        QTRY_VERIFY(isUnfinishedShown());
        QVERIFY2(message().contains(QStringLiteral("Stopped after")), qPrintable(message())); // it stays said
        into("new");
        QTRY_VERIFY(!isUnfinishedShown() && part<QPushButton>("exportStart")->isEnabled());
        QCOMPARE(plan().seed, std::uint64_t{77});
        QCOMPARE(plan().recipe.affine.shift.high, 0.11);
    }
    void theCaseOnShowIsFoundAgain()
    {
        chooseSettings();
        into("stopped");
        runAndStop();
        const std::string begun = readSetFolder(path("stopped")).planHash;
        open();
        window->session().clearLabels({});                    // it is a step of the history now
        part<QRadioButton>("sourcePinned")->setChecked(true); // and nothing is pinned
        into("stopped");
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("complete")), qPrintable(message()));
        QVERIFY(readTextFile(path("stopped") / "card.json").find(begun) != std::string::npos);
    }
    void sourcesThatAreGoneAreNamed()
    {
        writePaintedSet(path("data"), {"train", "val"});
        useDataSet("data");
        chooseSettings();
        into("stopped");
        runAndStop();
        const auto before = fileHashes(path("stopped"));
        fs::rename(path("data"), path("moved"));

        open();
        into("stopped");
        QTRY_VERIFY(isUnfinishedShown());
        QVERIFY2(message().contains(folder->filePath(QStringLiteral("data"))), qPrintable(message()));
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("painted-0")) && message().contains(QStringLiteral("painted-1")), qPrintable(message()));
        QVERIFY2(message().contains(QStringLiteral("choose under Sources where they are")), qPrintable(message()));
        QTest::qWait(200); // no preview talks over it
        QVERIFY2(message().contains(QStringLiteral("painted-0")), qPrintable(message()));
        QCOMPARE(fileHashes(path("stopped")), before);

        useDataSet("moved");
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("complete")), qPrintable(message()));
    }
    void oneUnreadableCaseHidesNoOther()
    {
        for (int i = 0; i < 3; ++i)
            saveCase(paintedCase(i), path("cases") / ("case-" + std::to_string(i)));
        part<QRadioButton>("sourceFolder")->setChecked(true);
        type("exportCases", folder->filePath(QStringLiteral("cases")));
        chooseSettings();
        into("stopped");
        runAndStop();
        writeFileAtomically(path("cases/case-1/case.json"), std::string_view("no case"));
        open();
        into("stopped");
        QTRY_VERIFY(isUnfinishedShown());
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("&quot;case-1&quot;")), qPrintable(message()));
        QVERIFY2(!message().contains(QStringLiteral("case-0")) && !message().contains(QStringLiteral("case-2")), qPrintable(message()));
    }
    void aSetOfAnotherModelSaysSo()
    {
        chooseSettings();
        into("stopped");
        runAndStop();
        open("other");
        into("stopped");
        QTRY_VERIFY(isUnfinishedShown());
        run("exportResume");
        QVERIFY2(message().contains(QStringLiteral("other")) && message().contains(QStringLiteral("model")), qPrintable(message()));
        QVERIFY(fs::exists(path("stopped") / "set.work"));
    }
    void aDamagedPlanIsSaid()
    {
        into("stopped");
        runAndStop();
        writeFileAtomically(path("stopped/set.work/plan.json"), std::string_view("{"));
        open();
        const std::string before = plan().recipe.toJson();
        into("stopped");
        QTRY_VERIFY2(message().contains(QStringLiteral("plan.json")), qPrintable(message()));
        QCOMPARE(plan().recipe.toJson(), before);
        QVERIFY(part<QSpinBox>("exportSeed")->isEnabled());
    }
};

QTEST_MAIN(TestExportResume)
#include "test_export_resume.moc"
