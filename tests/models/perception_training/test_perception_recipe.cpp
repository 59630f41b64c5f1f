// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/perception_training/recipe.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::perception;
using test::codeOf;
using test::messageOf;

class TestPerceptionRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBundledRecipesAreSound()
    {
        const auto segmenter = Recipe::find("unet-segmenter");
        QVERIFY(segmenter.kind == Recipe::Kind::Segmenter);
        QCOMPARE(segmenter.name, std::string("unet-segmenter"));
        QVERIFY(segmenter.rotate > 0 && segmenter.brightness > 0);
        const auto encoder = Recipe::find("feature-encoder");
        QVERIFY(encoder.kind == Recipe::Kind::Encoder);
        QVERIFY(encoder.dimensions <= 96); // about 140 test pictures must do for a covariance
    }

    void theKindTellsRecipesApart()
    {
        QCOMPARE(recipeKind("unet-segmenter"), std::string("segmenter"));
        QCOMPARE(recipeKind("feature-encoder"), std::string("encoder"));
        QCOMPARE(recipeKind("smoke"), std::string("generator"));
        QCOMPARE(recipeKind("no-such-recipe"), std::string("generator"));
        const QTemporaryDir dir;
        const auto path = dir.filePath("broken.toml").toStdString();
        writeFileAtomically(path, std::string_view("kind = ["));
        QCOMPARE(recipeKind(path), std::string("generator"));
        QVERIFY(codeOf([&] { Recipe::find(path); }) == ErrorCode::Corrupt);
        QVERIFY(codeOf([] { Recipe::find("no-such-recipe"); }) == ErrorCode::NotFound);
        QVERIFY(codeOf([] { Recipe::find("../recipes/unet-segmenter"); }) == ErrorCode::NotFound);
    }

    void wrongValuesAreRefusedByName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        const QString head = "kind = \"segmenter\"\nname = \"x\"\n";
        QTest::newRow("kind") << "kind = \"painter\"\nname = \"x\"\n"
                              << "kind";
        QTest::newRow("no kind") << "name = \"x\"\n"
                                 << "kind";
        QTest::newRow("no name") << "kind = \"encoder\"\n"
                                 << "name";
        QTest::newRow("batch") << head + "batch = 0\n"
                               << "batch";
        QTest::newRow("half a step") << head + "steps = 10.5\n"
                                     << "steps";
        QTest::newRow("text for a number") << head + "learning_rate = \"fast\"\n"
                                           << "learning_rate";
        QTest::newRow("not finite") << head + "weight_decay = nan\n"
                                    << "weight_decay";
        QTest::newRow("resolution") << head + "[network]\nresolution = 96\n"
                                    << "resolution";
        QTest::newRow("too deep") << head + "[network]\nresolution = 16\nlevels = 5\n"
                                  << "resolution";
        QTest::newRow("odd width") << "kind = \"encoder\"\nname = \"x\"\n[network]\nwidth = 7\n"
                                   << "width";
        QTest::newRow("dimensions") << "kind = \"encoder\"\nname = \"x\"\n[network]\ndimensions = 20\n"
                                    << "dimensions";
        QTest::newRow("crop") << "kind = \"encoder\"\nname = \"x\"\n[augment]\ncrop = 600\n"
                              << "crop";
    }
    void wrongValuesAreRefusedByName()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QVERIFY(codeOf([&] { Recipe::fromToml(text.toStdString(), "x"); }) == ErrorCode::Corrupt);
        const auto message = messageOf([&] { Recipe::fromToml(text.toStdString(), "x"); });
        QVERIFY2(QString::fromStdString(message).contains('"' + key + '"'), message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPerceptionRecipe)
#include "test_perception_recipe.moc"
