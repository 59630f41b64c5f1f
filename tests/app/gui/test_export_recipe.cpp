// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/panel_parts.h"
#include "core/variation/variation.h"
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

namespace {

constexpr int bundledRecipe = 0, asTheyAre = 1, recipeFile = 2; // rows of the list of recipes
constexpr const char* sliders[] = {"varyMove", "varyTurn", "varyStretch", "varySize", "varyBend", "varyCrop", "varyAdd", "varyRemove",
    "varyRelabel", "varyLines", "varyJitter"};

} // namespace

/// What an image set is made from and how it is varied, through the real window.
class TestExportRecipe : public QObject, ExportPanelDriver {
    Q_OBJECT

    QTemporaryDir folder;
    fs::path path(const char* name) const { return folder.filePath(QString::fromLatin1(name)).toStdString(); }
    void choose(int row) const { part<QComboBox>("varyRecipe")->setCurrentIndex(row); }
    void nothingVaries() const
    {
        for (const char* name : sliders) {
            part<NumberSlider>(name)->setValue(0);
            QCOMPARE(part<NumberSlider>(name)->value(), 0.0);
        }
        part<QCheckBox>("varyMirror")->setChecked(false);
        part<QCheckBox>("varyEdges")->setChecked(false);
    }
    std::vector<double> values() const
    {
        std::vector<double> list;
        for (const char* name : sliders)
            list.push_back(part<NumberSlider>(name)->value());
        return list;
    }
    /// The source and its variation have the same labels, sketch marks, scan and edges.
    static bool isUnchanged(const SetPlan& plan, std::size_t index)
    {
        const PlannedItem item = plan.item(index);
        const SetSource& source = plan.sources[item.source];
        const Case before = source.load(), after = varied(before, source.identity, plan.recipe, plan.seed, item.variation).value;
        return same(before.labels, after.labels) && same(before.sketch, after.sketch) && same(before.source, after.source)
            && same(automaticEdges(before), automaticEdges(after));
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { window.reset(); }

    void aDataSetIsASource()
    {
        writePaintedSet(path("set"), {"train", "train", "test", "val"});
        part<QRadioButton>("sourceData")->setChecked(true);
        QTRY_VERIFY2(message().contains(QStringLiteral("No data set is named")), qPrintable(message()));
        type("exportData", folder.filePath(QStringLiteral("set")));
        auto* parts = part<QListWidget>("exportParts");
        QTRY_COMPARE(parts->count(), 3);
        QCOMPARE(parts->item(0)->text(), QStringLiteral("train (2)"));
        QTRY_VERIFY(quiet());
        QCOMPARE(plan().sources.size(), std::size_t{4});

        parts->item(0)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY(quiet());
        Q_EMIT part<QLineEdit>("exportData")->editingFinished(); // the field is only left
        const SetPlan some = plan();
        QCOMPARE(some.sources.size(), std::size_t{2});
        QCOMPARE(some.sources[0].kind, std::string("data"));
        QCOMPARE(some.sources[0].name, std::string("painted-2"));
        QCOMPARE(some.sources[0].split, std::string("test"));
        QCOMPARE(some.sources[1].split, std::string("val"));

        parts->item(1)->setCheckState(Qt::Unchecked);
        parts->item(2)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY2(message().contains(QStringLiteral("No part of the data set is chosen")), qPrintable(message()));
    }
    void aDataSetIsMadeIntoASet()
    {
        writePaintedSet(path("made-from"), {"train", "test", "val"});
        part<QRadioButton>("sourceData")->setChecked(true);
        type("exportData", folder.filePath(QStringLiteral("made-from")));
        part<QSpinBox>("exportCount")->setValue(6);
        part<QLineEdit>("exportFolder")->setText(folder.filePath(QStringLiteral("made")));
        run("exportStart");
        QVERIFY2(message().contains(QStringLiteral("complete")), qPrintable(message()));
        const auto files = fileHashes(path("made"));
        for (const char* name : {"train/images/painted-0-00001.png", "test/images/painted-1-00000.png"})
            QVERIFY2(files.contains(name), name);
        // Paths of this machine were only of use until it was complete.
        QVERIFY(!fs::exists(path("made") / "set.work"));
    }
    void theOtherFolderIsPointedAt()
    {
        writePaintedSet(path("data"), {"train"});
        part<QRadioButton>("sourceFolder")->setChecked(true);
        type("exportCases", folder.filePath(QStringLiteral("data")));
        QTRY_VERIFY2(message().contains(QStringLiteral("It holds a data set")), qPrintable(message()));
        part<QRadioButton>("sourceData")->setChecked(true);
        type("exportData", folder.path());
        QTRY_VERIFY2(message().contains(QStringLiteral("manifest.json")), qPrintable(message()));
    }

    void untouchedControlsLeaveTheRecipeAsItIs()
    {
        QCOMPARE(plan().recipe.toJson(), VariationRecipe::bundled().toJson());
        // All of it is shown.
        QCOMPARE(values(), (std::vector<double>{6, 15, 14, 34, 12, 15, 30, 5, 12, 25, 2}));
        QVERIFY(part<QCheckBox>("varyMirror")->isChecked() && part<QCheckBox>("varyEdges")->isChecked());
        part<NumberSlider>("varyCrop")->setValue(40);
        VariationRecipe expected = VariationRecipe::bundled();
        expected.name = "export panel";
        expected.crop.zoom.high = 1.4;
        QCOMPARE(plan().recipe.toJson(), expected.toJson());
    }
    void allAtZeroIsTheSourceItself()
    {
        part<QRadioButton>("sourceExamples")->setChecked(true);
        nothingVaries();
        part<QSpinBox>("exportCount")->setValue(50);
        const SetPlan made = plan();
        QCOMPARE(made.sources.size(), std::size_t{3});
        QCOMPARE(made.count, std::size_t{3}); // more would be the same again
        for (std::size_t i = 0; i < made.count; ++i)
            QVERIFY(isUnchanged(made, i));
    }
    void labelsStayWhereOnlyTheSketchVaries()
    {
        nothingVaries();
        part<NumberSlider>("varyLines")->setValue(80);
        part<QSpinBox>("exportCount")->setValue(12);
        const SetPlan made = plan();
        QCOMPARE(made.count, std::size_t{12});
        const Case before = made.sources[0].load();
        int changed = 0;
        for (std::uint64_t number = 0; number < 12; ++number) {
            const Case after = varied(before, made.sources[0].identity, made.recipe, made.seed, number).value;
            QVERIFY(same(before.labels, after.labels) && same(before.source, after.source));
            QVERIFY(after.canny == before.canny);
            changed += !same(before.sketch, after.sketch);
        }
        QVERIFY(changed > 0);
    }
    void eachSwitchDoesItsPart_data()
    {
        QTest::addColumn<QByteArray>("slider");
        for (const char* name : {"varyRemove", "varyRelabel", "varyCrop"})
            QTest::newRow(name) << QByteArray(name);
    }
    void eachSwitchDoesItsPart()
    {
        QFETCH(QByteArray, slider);
        nothingVaries();
        part<NumberSlider>(slider.constData())->setValue(100);
        const SetPlan made = plan();
        const Case before = made.sources[0].load();
        bool changed = false;
        for (std::uint64_t number = 0; number < 6; ++number)
            changed |= !same(before.labels, varied(before, made.sources[0].identity, made.recipe, made.seed, number).value.labels);
        QVERIFY(changed);
    }
    void edgesAreFoundAsInTheSource()
    {
        writePaintedSet(path("edges"), {"train", "train"}); // found otherwise than the recipe says
        part<QRadioButton>("sourceData")->setChecked(true);
        type("exportData", folder.filePath(QStringLiteral("edges")));
        part<QCheckBox>("varyEdges")->setChecked(false);
        const SetPlan made = plan();
        QVERIFY(made.recipe.canny.own);
        const Case before = made.sources[1].load();
        QCOMPARE(before.canny.low, 30.0);
        QVERIFY(varied(before, made.sources[1].identity, made.recipe, made.seed, 1).value.canny == before.canny);
    }
    void asTheyAreChangesNothing()
    {
        const std::vector<double> before = values();
        choose(asTheyAre);
        QCOMPARE(values(), std::vector<double>(before.size(), 0.0)); // what is seen is what is done
        QVERIFY(!part<NumberSlider>("varyMove")->isEnabled());
        const SetPlan made = plan();
        QCOMPARE(made.count, std::size_t{1});
        QVERIFY(isUnchanged(made, 0));
        choose(bundledRecipe);
        QCOMPARE(values(), before);
        QVERIFY(part<NumberSlider>("varyMove")->isEnabled());
    }

    void aRecipeFileTakesTheProgramsPlace()
    {
        writeFileAtomically(path("own.toml"),
            std::string_view(
                "name = \"own\"\n[affine]\nprobability = 1\nrotation = [40, 62]\n[sketch]\njitter = 0.4\n[crop]\nprobability = 0\n"
                "zoom = 1.5\n"));
        choose(recipeFile);
        QTRY_VERIFY2(message().contains(QStringLiteral("No recipe file is named")), qPrintable(message()));
        type("varyFile", folder.filePath(QStringLiteral("own.toml")));
        QCOMPARE(plan().recipe.toJson(), VariationRecipe::load(path("own.toml")).toJson());
        // Less than a step shows as one, what never happens as none.
        QCOMPARE(values(), (std::vector<double>{0, 62, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        QVERIFY(!part<NumberSlider>("varyRelabel")->isEnabled()); // it has no groups
        QTRY_VERIFY(quiet());
    }
    void aBadRecipeChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("not TOML") << QByteArray("[affine\n") << QStringLiteral("line 1");
        QTest::newRow("out of range") << QByteArray("[affine]\nshift = 3\n") << QStringLiteral("affine.shift");
        QTest::newRow("misspelt") << QByteArray("[afine]\nshift = 0.1\n") << QStringLiteral("afine");
        QTest::newRow("not there") << QByteArray() << QStringLiteral("bad.toml");
    }
    void aBadRecipeChangesNothing()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const QString good = folder.filePath(QStringLiteral("good.toml")), bad = folder.filePath(QStringLiteral("bad.toml"));
        writeFileAtomically(path("good.toml"), std::string_view("name = \"good\"\n[mirror]\nprobability = 1\n[add]\nprobability = 0.5\n"));
        fs::remove(path("bad.toml"));
        if (!text.isEmpty())
            writeFileAtomically(path("bad.toml"), std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        choose(recipeFile);
        type("varyFile", good);
        const std::string before = plan().recipe.toJson();
        const std::vector<double> shown = values();
        QTRY_VERIFY(quiet());
        type("varyFile", bad);
        QVERIFY2(message().contains(said) && message().contains(QStringLiteral("bad.toml")), qPrintable(message()));
        QVERIFY2(message().contains(QStringLiteral("The recipe stays as it was")), qPrintable(message()));
        QCOMPARE(part<QLineEdit>("varyFile")->text(), good);
        QCOMPARE(plan().recipe.toJson(), before);
        QCOMPARE(values(), shown);
        part<NumberSlider>("varyMove")->slider()->setValue(500); // whoever goes on is not reminded of it for ever
        QTRY_VERIFY2(!message().contains(QStringLiteral("bad.toml")), qPrintable(message()));
    }
};

QTEST_MAIN(TestExportRecipe)
#include "test_export_recipe.moc"
