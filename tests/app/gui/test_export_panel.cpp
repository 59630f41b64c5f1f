// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/panel_parts.h"
#include "core/variation/variation.h"
#include "tests/app/gui/export_panel_driver.h"
#include "tests/support/drawing_generator.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QProgressBar>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>

#include <map>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

/// Image sets through the real window: a person chooses, looks, starts, stops, goes on.
class TestExportPanel : public QObject, ExportPanelDriver {
    Q_OBJECT

    QTemporaryDir folder;
    std::map<std::string, std::string> contents(const QString& name) const { return fileHashes(folder.filePath(name).toStdString()); }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { window.reset(); }

    void previewsFollowTheControls()
    {
        const auto before = panel->previews();
        QVERIFY(before[0] != before[1]);
        part<QSpinBox>("exportSeed")->setValue(99);
        QTRY_VERIFY(panel->previews().size() == 4 && panel->previews()[0] != before[0]);
        part<NumberSlider>("varyMove")->setValue(0);
        QCOMPARE(plan().recipe.affine.shift.high, 0.0);
    }
    /// What the model's card says goes into the set's own card, as on the command line; also when the model is added once more without its card.
    void theModelsMeasuresGoAlong()
    {
        const auto factory = [] {
            return std::make_unique<test::DrawingGenerator>(LabelPalette::bundled("mmotu"), std::make_shared<test::DrawingControl>());
        };
        const auto other = test::openWindow(test::paintedCase(), factory);
        QVERIFY(other);
        other->commands().action(Command::ExportSet)->trigger();
        ExportPanel& there = other->exportPanel();
        QTRY_COMPARE(there.previews().size(), std::size_t{4});
        const auto planned = [&there] { return there.planner()({}); };
        QVERIFY(planned().modelMetrics.empty()); // a model without a card
        const std::string hash = planned().modelHash;
        other->models().add({"drawing", hash, {}, factory, {{"ms_ssim", 0.5}}, "Coarse.\nOf one hospital."});
        other->models().add({"drawing", hash, {}, factory});
        QCOMPARE(planned().modelMetrics.at("ms_ssim"), 0.5);
        QCOMPARE(planned().modelLimitations, std::string("Coarse. Of one hospital."));
        QCOMPARE(planLine(std::string(3999, 'x') + "\xc3\xa4"), std::string(3999, 'x'));
        QCOMPARE(planLine(std::string(3998, 'x') + "\xc3\xa4"), std::string(3998, 'x') + "\xc3\xa4");
    }
    void aSetIsMadeAndSaysWhere()
    {
        QVERIFY(!part<QPushButton>("exportStart")->isEnabled()); // no folder yet
        const QString out = folder.filePath(QStringLiteral("made"));
        part<QLineEdit>("exportFolder")->setText(out);
        part<QSpinBox>("exportCount")->setValue(5);
        auto* formats = part<QListWidget>("exportFormats");
        for (int i = 0; i < formats->count(); ++i)
            if (formats->item(i)->text() == QStringLiteral("coco"))
                formats->item(i)->setCheckState(Qt::Checked);
        if (const QByteArray shot = qgetenv("SONOSKETCH_SHOT"); !shot.isEmpty())
            panel->grab().save(QString::fromLocal8Bit(shot));
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QVERIFY(panel->job().isRunning());
        QVERIFY(part<QPushButton>("exportCancel")->isEnabled() && !part<QPushButton>("exportStart")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 60'000);
        QVERIFY2(message().contains(QStringLiteral("file://")) && message().contains(out), qPrintable(message()));
        QCOMPARE(part<QProgressBar>("exportProgress")->value(), 5);
        const auto files = contents(QStringLiteral("made"));
        QVERIFY(files.contains("card.json") && files.contains("coco/annotations/instances_train.json"));
        if (const QByteArray shot = qgetenv("SONOSKETCH_SHOT_DONE"); !shot.isEmpty())
            panel->grab().save(QString::fromLocal8Bit(shot));

        // The folder is taken now: said, and nothing changes.
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QTRY_VERIFY(message().contains(QStringLiteral("already")));
        QTRY_VERIFY(!panel->job().isRunning());
        QCOMPARE(contents(QStringLiteral("made")), files);
    }
    void whatWasStoppedGoesOn()
    {
        part<QSpinBox>("exportCount")->setValue(24);
        part<QLineEdit>("exportFolder")->setText(folder.filePath(QStringLiteral("straight")));
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 120'000);

        part<QLineEdit>("exportFolder")->setText(folder.filePath(QStringLiteral("stopped")));
        const auto stop = connect(&panel->job(), &ExportJob::progressed, panel, [this] { panel->job().cancel(); });
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 120'000);
        disconnect(stop);
        QVERIFY2(message().contains(QStringLiteral("Stopped after")), qPrintable(message()));
        QVERIFY(fs::exists(folder.filePath(QStringLiteral("stopped/set.work")).toStdString()));
        QTest::mouseClick(part<QPushButton>("exportResume"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 120'000);
        QCOMPARE(contents(QStringLiteral("stopped")), contents(QStringLiteral("straight")));
    }
    void sourcesThatAreNotThereAreSaid()
    {
        part<QRadioButton>("sourcePinned")->setChecked(true);
        QTRY_VERIFY(message().contains(QStringLiteral("No step is pinned")));
        window->session().setNodePinned(0, true); // seen without a word
        QTRY_COMPARE(panel->previews().size(), std::size_t{4});
        part<QRadioButton>("sourceFolder")->setChecked(true);
        part<QLineEdit>("exportCases")->setText(folder.path());
        Q_EMIT part<QLineEdit>("exportCases")->editingFinished();
        QTRY_VERIFY(message().contains(QStringLiteral("no case folder")));
        part<QRadioButton>("sourceExamples")->setChecked(true);
        QTRY_COMPARE(panel->previews().size(), std::size_t{4});
        QCOMPARE(plan().sources.size(), std::size_t{3});
    }
    void previewsReadFewCasesAndNotOnTheWindowsThread()
    {
        const fs::path cases = folder.filePath(QStringLiteral("cases")).toStdString();
        for (int i = 0; i < 9; ++i)
            saveCase(paintedCase(i), cases / ("case-" + std::to_string(i)));
        // The fifth cannot be read: whoever looks at more than the first four finds out.
        writeFileAtomically(cases / "case-4/case.json", std::string_view("no case"));
        part<QRadioButton>("sourceFolder")->setChecked(true);
        part<QLineEdit>("exportCases")->setText(QString::fromStdString(cases.string()));
        const auto before = panel->previews();
        Q_EMIT part<QLineEdit>("exportCases")->editingFinished();
        QTRY_VERIFY(panel->previews().size() == 4 && panel->previews() != before);
        QVERIFY2(!message().contains(QStringLiteral("case-4")), qPrintable(message()));
        // The set itself needs all: the job says so, and nothing was made.
        part<QLineEdit>("exportFolder")->setText(folder.filePath(QStringLiteral("unread")));
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QVERIFY(panel->job().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 60'000);
        QVERIFY2(message().contains(QStringLiteral("case-4")), qPrintable(message()));
        QVERIFY(!fs::exists(folder.filePath(QStringLiteral("unread")).toStdString()));
    }
    void theLatestPreviewsWin()
    {
        // Many in a row, without waiting: what is shown at the end is what the controls say at the end.
        part<QSpinBox>("exportSeed")->setValue(7);
        QTRY_VERIFY(quiet());
        const auto wanted = panel->previews();
        for (int seed = 100; seed < 130; ++seed) {
            part<QSpinBox>("exportSeed")->setValue(seed);
            QTest::qWait(seed % 3 == 0 ? 170 : 1); // some rest long enough to be begun
        }
        part<QSpinBox>("exportSeed")->setValue(7);
        QTRY_VERIFY(quiet() && panel->previews() == wanted);
    }
    void stepsAreSourcesOfTheirOwn()
    {
        window->session().clearLabels({});
        window->session().setNodePinned(0, true);
        window->session().setNodePinned(1, true);
        part<QRadioButton>("sourcePinned")->setChecked(true);
        const SetPlan made = plan();
        QCOMPARE(made.sources.size(), std::size_t{2});
        // In any order, as the builders of a set ask for them.
        for (const std::size_t node : {1, 0, 1}) {
            const Case value = made.sources[node].load();
            QCOMPARE(made.sources[node].node.value_or(9), node);
            QCOMPARE(caseIdentity(value), made.sources[node].identity);
            QCOMPARE(cv::countNonZero(value.labels) == 0, node == 1);
        }
    }
    void theModelsLicenceGoesWithTheSet()
    {
        part<QLineEdit>("exportFolder")->setText(folder.filePath(QStringLiteral("licensed")));
        part<QSpinBox>("exportCount")->setValue(1);
        QTest::mouseClick(part<QPushButton>("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 60'000);
        const fs::path made = folder.filePath(QStringLiteral("licensed")).toStdString();
        const QJsonObject model =
            QJsonDocument::fromJson(QByteArray::fromStdString(readTextFile(made / "card.json"))).object()["model"].toObject();
        QCOMPARE(model["license"].toString(), QStringLiteral("CC0-1.0"));
        QCOMPARE(model["attribution"].toString(), QStringLiteral("Nobody's data"));
        QVERIFY(readTextFile(made / "README.md").find("- model: CC0-1.0; Nobody's data") != std::string::npos);
    }
};

QTEST_MAIN(TestExportPanel)
#include "test_export_panel.moc"
