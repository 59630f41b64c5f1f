// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_folder.h"
#include "models/nn/generator.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::checkpoint;

class TestModelFolder : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    nn::Generator m_generator{nullptr};

    std::filesystem::path folder() const { return std::filesystem::path(m_dir.path().toStdString()) / "model"; }

    static ErrorCode codeOf(const std::function<void()>& action)
    {
        try {
            action();
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Usage; // never thrown here: stands for "no error"
    }

private Q_SLOTS:
    void init()
    {
        ModelCard card;
        card.name = "test";
        card.spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
        card.metrics["val_l1"] = 0.25;
        card.attribution = "nobody";
        nn::GeneratorConfig config;
        config.conditionChannels = card.spec.channels();
        config.width = 4;
        config.residualBlocks = 1;
        config.grown = true;
        m_generator = nn::Generator(config);
        m_generator->setAlpha(0.5);
        saveModel(folder(), *m_generator, card, StoredPrecision::Float32);
    }

    void loadsWhatWasSaved()
    {
        auto loaded = loadModel(folder());
        QCOMPARE(loaded.card.metrics.at("val_l1"), 0.25);
        QCOMPARE(loaded.generator->alpha(), 0.5);
        torch::NoGradGuard guard;
        const auto condition = torch::rand({1, loaded.card.spec.channels(), 64, 64});
        QVERIFY(torch::equal(loaded.generator->forward(condition), m_generator->forward(condition)));
        QVERIFY(!loaded.generator->is_training());
    }

    void everyArchitectureComesBackAsItself()
    {
        auto card = ModelCard::load(folder());
        for (const char* architecture : {"pgsgan", "unet"}) {
            nn::GeneratorConfig config;
            config.architecture = architecture;
            config.conditionChannels = card.spec.channels();
            config.width = 4;
            config.residualBlocks = 1;
            config.baseSize = 512;
            config.hiddenChannel = card.spec.sketchChannel();
            config.noise = config.architecture == "pgsgan";
            const auto generator = nn::makeGenerator(config);
            generator->eval();
            saveModel(folder(), *generator, card, StoredPrecision::Float32);
            const auto loaded = loadModel(folder());
            QVERIFY(loaded.generator->config() == config);
            torch::NoGradGuard guard;
            const auto condition = torch::rand({1, config.conditionChannels, 256, 256});
            QVERIFY(torch::equal(loaded.generator->forward(condition), generator->forward(condition)));
        }
    }

    void cardsFromBeforeTheChoiceMeanPgsgan()
    {
        auto text = readTextFile(folder() / "model.json", 1u << 20);
        for (const std::string line :
            {"    \"architecture\": \"pgsgan\",\n", "    \"base_size\": 256,\n", "    \"sketch\": true,\n", ",\n    \"noise\": false"}) {
            QVERIFY2(text.find(line) != std::string::npos, line.c_str());
            text.erase(text.find(line), line.size());
        }
        writeFileAtomically(folder() / "model.json", text);
        QVERIFY(loadModel(folder()).generator->config() == m_generator->config());
    }

    void aFlippedBitInTheWeightsIsSeen()
    {
        auto bytes = readFile(folder() / "generator.safetensors");
        bytes[bytes.size() - 3] ^= 1;
        writeFileAtomically(folder() / "generator.safetensors", bytes);
        QVERIFY(codeOf([&] { loadModel(folder()); }) == ErrorCode::Corrupt);
    }

    void weightsOfAnotherArchitectureAreRefused()
    {
        auto card = ModelCard::load(folder());
        card.width = 8;
        card.save(folder());
        QVERIFY(codeOf([&] { loadModel(folder()); }) == ErrorCode::Corrupt);
    }

    void weightsOfAnotherSpecAreRefused()
    {
        auto card = ModelCard::load(folder());
        card.spec = ConditionSpec::forPalette(LabelPalette::bundled("fetal-head"));
        card.save(folder());
        QVERIFY(codeOf([&] { loadModel(folder()); }) == ErrorCode::VersionMismatch);
    }

    void cardsThatPointElsewhereAreRefused()
    {
        for (const char* name : {"../generator.safetensors", "/etc/passwd", "..", ""}) {
            auto card = ModelCard::load(folder());
            card.weights = name;
            QVERIFY2(codeOf([&] { ModelCard::fromJson(card.toJson(), "card"); }) == ErrorCode::Corrupt, name);
        }
    }

    void missingAndDamagedCards()
    {
        QVERIFY(codeOf([&] { loadModel(folder() / "nowhere"); }) == ErrorCode::NotFound);
        const auto text = readTextFile(folder() / "model.json");
        for (const std::size_t length : {std::size_t{0}, std::size_t{10}, text.size() / 2})
            QVERIFY(codeOf([&] { ModelCard::fromJson(text.substr(0, length), "card"); }) == ErrorCode::Corrupt);
        auto newer = text;
        newer.replace(newer.find("\"version\": 1"), 12, "\"version\": 9");
        QVERIFY(codeOf([&] { ModelCard::fromJson(newer, "card"); }) == ErrorCode::VersionMismatch);
    }
};

QTEST_GUILESS_MAIN(TestModelFolder)
#include "test_model_folder.moc"
