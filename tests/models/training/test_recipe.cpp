// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "models/training/recipe.h"

#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::training;

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deepAndLongRecipesAreRefused()
    {
        std::string dotted = "[a";
        for (int i = 0; i < 60'000; ++i)
            dotted += ".a"; // a table in a table, freed by recursion
        for (const std::string& text :
            {dotted + "]\n", "a = " + std::string(100'000, '['), "name = \"" + std::string(1u << 20, 'x') + "\"\n"}) {
            bool refused = false;
            try {
                Recipe::fromToml(text, "x");
            } catch (const Error& error) {
                refused = error.code() == ErrorCode::TooLarge;
            }
            QVERIFY(refused);
        }
    }
    void theBundledRecipesHoldWhatTheyPromise()
    {
        const auto paper = Recipe::find("pgsgan-paper");
        QCOMPARE(paper.batch, 4);
        QCOMPARE(paper.generatorRate, 1e-3);
        QCOMPARE(paper.discriminatorRate, 1e-4);
        QCOMPARE(paper.l1Weight, 1.0);
        QCOMPARE(paper.generatorWidth, 64);
        QCOMPARE(paper.residualBlocks, 10);
        double epochs = 0;
        for (const auto& phase : paper.phases)
            epochs += phase.epochs;
        QCOMPARE(epochs, 200.0);
        for (const char* name : {"pgsgan-paper", "pgsgan-512", "pgsgan-512-cpu", "pgsgan-cpu", "smoke"}) {
            const auto recipe = Recipe::find(name);
            QCOMPARE(recipe.name, std::string(name));
            // The paper's order: base at 256, then the discriminator grows, then the generator, then both train on.
            std::vector<Phase::Grow> grown;
            for (const auto& phase : recipe.phases) {
                if (phase.grow != Phase::Grow::Nothing)
                    grown.push_back(phase.grow);
            }
            QVERIFY((grown == std::vector{Phase::Grow::Discriminator, Phase::Grow::Generator}));
            QVERIFY(recipe.phases.size() >= 4);
            QCOMPARE(recipe.phases.front().resolution, 256);
            QCOMPARE(recipe.phases.back().resolution, 512);
            QVERIFY(recipe.phases.back().grow == Phase::Grow::Nothing);
            double shares = 0;
            for (const auto& phase : recipe.phases)
                shares += phase.share;
            QVERIFY2(std::abs(shares - 1.0) < 1e-9, name);
        }
    }

    void theComparisonRecipesDifferInTheNetworkOnly()
    {
        for (const std::string& suffix : {std::string(), std::string("-cpu")}) {
            const auto grown = Recipe::find("pgsgan-512" + suffix);
            for (const char* name : {"cgan-512", "sgan-256", "sgan-512"}) {
                const auto recipe = Recipe::find(name + suffix);
                QCOMPARE(recipe.name, name + suffix);
                QCOMPARE(recipe.batch, grown.batch);
                QCOMPARE(recipe.seed, grown.seed);
                QCOMPARE(recipe.generatorWidth, grown.generatorWidth);
                QCOMPARE(recipe.discriminatorWidth, grown.discriminatorWidth);
                QCOMPARE(recipe.generatorRate, grown.generatorRate);
                QCOMPARE(recipe.discriminatorRate, grown.discriminatorRate);
                QCOMPARE(recipe.l1Weight, grown.l1Weight);
                QCOMPARE(recipe.blockL1Weight, grown.blockL1Weight);
                QCOMPARE(recipe.textureWeight, grown.textureWeight);
                QCOMPARE(recipe.edgeWeight, grown.edgeWeight);
                QCOMPARE(recipe.featureMatchingWeight, grown.featureMatchingWeight);
                QCOMPARE(recipe.noise, std::string(name) != "cgan-512"); // the U-Net has dropout
                QCOMPARE(recipe.emaDecay, grown.emaDecay);
                QCOMPARE(recipe.sketchHoles, grown.sketchHoles);
                QCOMPARE(recipe.sketch, std::string(name) != "cgan-512");
                QCOMPARE(recipe.architecture, std::string(name) == "cgan-512" ? std::string("unet") : std::string("pgsgan"));
                const int size = std::string(name) == "sgan-256" ? 256 : 512;
                QCOMPARE(recipe.baseSize, size);
                for (const auto& phase : recipe.phases) {
                    QCOMPARE(phase.resolution, size);
                    QVERIFY(phase.grow == Phase::Grow::Nothing);
                }
            }
        }
        QVERIFY(Recipe::find("finetune-cpu").needsModel);
        // The default model's recipe goes on where the one before ends.
        const auto edges = Recipe::find("pgsgan-edges-half-cpu"), grainHalf = Recipe::find("pgsgan-grain-half-cpu");
        QVERIFY(edges.needsModel && edges.noise && edges.edgeWeight == 0.0);
        QVERIFY(grainHalf.needsModel && grainHalf.noise && grainHalf.textureWeight > 0 && grainHalf.blockL1Weight > 0);
        QVERIFY(!edges.phases.front().edgeWeight && edges.phases.back().edgeWeight.value() > 0);
        QCOMPARE(edges.generatorWidth, grainHalf.generatorWidth);
        QCOMPARE(edges.generatorNorm, grainHalf.generatorNorm);
    }

    void alphaRisesInThirtiethsAndStopsAtItsCap()
    {
        QCOMPARE(fadeAlpha(0.0, 1.0, 1.0), 0.0);
        QCOMPARE(fadeAlpha(0.5, 1.0, 1.0), 0.5);
        QCOMPARE(fadeAlpha(1.0, 1.0, 1.0), 1.0);
        QCOMPARE(fadeAlpha(0.05, 1.0, 1.0), 1.0 / 30);
        QCOMPARE(fadeAlpha(0.03, 1.0, 1.0), 0.0);
        QCOMPARE(fadeAlpha(1.0, 1.0, generatorAlphaCap), 0.5);
        QCOMPARE(fadeAlpha(0.3, 0.6, 1.0), 0.5);
        for (int i = 0; i <= 1000; ++i) {
            const double thirtieths = 30 * fadeAlpha(i / 1000.0, 0.7, 1.0);
            QVERIFY(std::abs(thirtieths - std::round(thirtieths)) < 1e-9);
        }
    }

    void epochsBecomeSteps()
    {
        Phase phase;
        phase.epochs = 2;
        QCOMPARE(phase.stepsFor(100, 4), std::int64_t{50});
        phase.epochs = 0.001;
        QCOMPARE(phase.stepsFor(100, 4), std::int64_t{1});
    }

    void wrongRecipesNameTheKey_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("named");
        QTest::newRow("no TOML") << "batch = 2"
                                 << "batch = = 2"
                                 << "line";
        QTest::newRow("text for number") << "batch = 2"
                                         << "batch = \"two\""
                                         << "batch";
        QTest::newRow("out of range") << "batch = 2"
                                      << "batch = 0"
                                      << "batch";
        QTest::newRow("not a number") << "l1 = 10.0"
                                      << "l1 = nan"
                                      << "l1";
        QTest::newRow("bad resolution") << "resolution = 256"
                                        << "resolution = 300"
                                        << "resolution";
        QTest::newRow("shrinking") << "resolution = 512\nsteps = 2"
                                   << "resolution = 256\nsteps = 2"
                                   << "resolution";
        QTest::newRow("bad growth") << "\"generator\"\nsteps"
                                    << "\"both\"\nsteps"
                                    << "grow";
        QTest::newRow("no length") << "steps = 3"
                                   << "steps = 0"
                                   << "steps";
        QTest::newRow("two lengths") << "steps = 3"
                                     << "steps = 3\nepochs = 2"
                                     << "steps";
        QTest::newRow("quotes in a name") << "name = \"final\""
                                          << "name = 'fi\"nal'"
                                          << "name";
        QTest::newRow("unknown network") << "width = 4\nresidual_blocks"
                                         << "architecture = \"vit\"\nwidth = 4\nresidual_blocks"
                                         << "architecture";
        QTest::newRow("odd base size") << "width = 4\nresidual_blocks"
                                       << "base_size = 300\nwidth = 4\nresidual_blocks"
                                       << "base_size";
        QTest::newRow("growing a network that is large already") << "width = 4\nresidual_blocks"
                                                                 << "base_size = 512\nwidth = 4\nresidual_blocks"
                                                                 << "resolution";
        QTest::newRow("number for a switch") << "[discriminator]\n"
                                             << "[discriminator]\nspectral_norm = 1\n"
                                             << "spectral_norm";
        QTest::newRow("noise in a network without") << "width = 4\nresidual_blocks"
                                                    << "architecture = \"unet\"\nnoise = true\nwidth = 4\nresidual_blocks"
                                                    << "noise";
        QTest::newRow("negative weight of a loss") << "l1 = 10.0"
                                                   << "l1 = 10.0\nl1_blocks = -1.0"
                                                   << "l1_blocks";
        QTest::newRow("nameless") << "name = \"smoke\""
                                  << ""
                                  << "name";
    }

    void wrongRecipesNameTheKey()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, named);
        auto text = QString::fromStdString(Recipe::find("smoke").text);
        QVERIFY2(text.contains(from), qPrintable(from));
        text.replace(text.lastIndexOf(from), from.size(), to);
        try {
            Recipe::fromToml(text.toStdString(), "test.toml");
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.what()).contains(named), error.what());
        }
    }

    void unknownNamesListWhatThereIs()
    {
        try {
            Recipe::find("no-such-recipe");
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::NotFound);
            QVERIFY(QString::fromStdString(error.what()).contains("pgsgan-cpu"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRecipe)
#include "test_recipe.moc"
