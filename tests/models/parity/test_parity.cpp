// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Our networks against their Python re-implementation (tests/python/networks.py): the same weights and inputs, small widths. Weights,
// inputs and our outputs go through files; Python computes its own outputs and reports the differences.

#include "models/checkpoint/safetensors.h"
#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/nn/discriminator.h"
#include "models/nn/feature_encoder.h"
#include "models/nn/generator.h"
#include "models/nn/unet_generator.h"
#include "models/nn/unet_segmenter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace sonosketch;

namespace {

constexpr double allowed = 1e-4;
constexpr std::int64_t conditionChannels = 6;
using Tensors = std::vector<torch::Tensor>;

/// Values of every parameter and buffer that an untrained network would leave at 0 or 1, where a mistake would not show.
void randomise(torch::nn::Module& module)
{
    const torch::NoGradGuard guard;
    for (auto& item : module.named_parameters()) {
        auto& value = item.value();
        if (value.dim() == 4)
            value.normal_(0.0, 1.4 / std::sqrt(static_cast<double>(value.numel() / value.size(0))));
        else if (item.key().ends_with("weight"))
            value.uniform_(0.5, 1.5);
        else
            value.normal_(0.0, 0.2);
    }
    for (auto& item : module.named_buffers()) {
        if (item.key().ends_with("running_var") || item.key().ends_with("feature_scale"))
            item.value().uniform_(0.5, 1.5);
        else if (!item.key().ends_with(".u"))
            item.value().normal_(0.0, 0.2);
    }
}

torch::Tensor someCondition(std::int64_t size)
{
    return torch::randint(0, 2, {2, conditionChannels, size, size}).to(torch::kFloat32);
}

QJsonObject configOf(const nn::GeneratorConfig& config, double alpha)
{
    return {{"conditionChannels", config.conditionChannels}, {"width", config.width}, {"residualBlocks", config.residualBlocks},
        {"norm", QString::fromStdString(config.norm)}, {"grown", config.grown}, {"hiddenChannel", config.hiddenChannel},
        {"noise", config.noise}, {"alpha", alpha}};
}

} // namespace

class TestParity : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QMap<QString, QJsonObject> m_answers;
    QStringList m_written;

    /// Runs the network and writes NAME.safetensors. Inputs and weights are taken before the pass, which may move running statistics.
    void write(const QString& name, const QString& network, const QJsonObject& config, torch::nn::Module& module, const Tensors& inputs,
        const std::function<Tensors()>& run, bool training = false)
    {
        const torch::NoGradGuard guard;
        module.train(training);
        checkpoint::TensorFile file;
        checkpoint::collect(module, "weights.", file);
        for (auto& [key, value] : file.tensors)
            value = value.clone();
        for (std::size_t i = 0; i < inputs.size(); ++i)
            file.tensors["input." + std::to_string(i)] = inputs[i];
        const auto outputs = run();
        for (std::size_t i = 0; i < outputs.size(); ++i)
            file.tensors["output." + std::to_string(i)] = outputs[i].contiguous();
        file.metadata["network"] = network.toStdString();
        file.metadata["config"] = QJsonDocument(config).toJson(QJsonDocument::Compact).toStdString();
        file.metadata["training"] = training ? "yes" : "no";
        checkpoint::writeSafetensors(m_dir.filePath(name + ".safetensors").toStdString(), file);
        m_written.append(name);
    }

    void writeGenerator(
        const QString& name, const char* norm, bool grown, double alpha = 0.0, int hidden = -1, bool training = false, bool noise = false)
    {
        nn::GeneratorConfig config;
        config.conditionChannels = conditionChannels;
        config.width = 8;
        config.residualBlocks = 2;
        config.norm = norm;
        config.grown = grown;
        config.hiddenChannel = hidden;
        config.noise = noise;
        nn::Generator generator(config);
        generator->setAlpha(alpha);
        randomise(*generator);
        const auto condition = someCondition(64);
        write(
            name, "generator", configOf(config, alpha), *generator, {condition}, [&] { return Tensors{generator->forward(condition)}; },
            training);
    }

    void writeUnetGenerator(const QString& name, const char* norm, int hidden)
    {
        nn::GeneratorConfig config;
        config.architecture = "unet";
        config.conditionChannels = conditionChannels;
        config.width = 4;
        config.norm = norm;
        config.hiddenChannel = hidden;
        nn::UnetGenerator generator(config);
        randomise(*generator);
        const auto condition = someCondition(256);
        write(
            name, "unet-generator", configOf(config, 0.0), *generator, {condition}, [&] { return Tensors{generator->forward(condition)}; });
    }

    void writeDiscriminator(const QString& name, const char* norm, bool grown, double alpha = 0.0, int hidden = -1, bool spectral = false)
    {
        nn::DiscriminatorConfig config;
        config.conditionChannels = conditionChannels;
        config.width = 8;
        config.norm = norm;
        config.grown = grown;
        config.hiddenChannel = hidden;
        config.spectralNorm = spectral;
        nn::Discriminator discriminator(config);
        discriminator->setAlpha(alpha);
        randomise(*discriminator);
        const auto condition = someCondition(grown ? 128 : 64);
        const auto image = torch::rand({2, 1, condition.size(2), condition.size(3)}) * 2 - 1;
        if (spectral) { // power iterations, so that the estimates have something to do with the weights
            const torch::NoGradGuard guard;
            for (int i = 0; i < 3; ++i)
                discriminator->forward(condition, image);
        }
        const QJsonObject settings{{"conditionChannels", config.conditionChannels}, {"width", config.width}, {"norm", QString(norm)},
            {"grown", grown}, {"hiddenChannel", hidden}, {"spectralNorm", spectral}, {"alpha", alpha}};
        write(name, "discriminator", settings, *discriminator, {condition, image}, [&] { return discriminator->layers(condition, image); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        kernels::setFastPath(false); // exact float32; tests/models/kernels compares the fast path with it
        torch::manual_seed(21);
        writeGenerator("generator-instance", "instance", false);
        writeGenerator("generator-batch", "batch", false);
        writeGenerator("generator-none", "none", false);
        writeGenerator("generator-batch-training", "batch", false, 0.0, -1, true);
        writeGenerator("generator-hidden-channel", "instance", false, 0.0, 4);
        writeGenerator("generator-grown-instance", "instance", true, 0.3);
        writeGenerator("generator-grown-batch", "batch", true, 0.3);
        writeGenerator("generator-grown-at-0", "instance", true, 0.0);
        writeGenerator("generator-noise", "instance", false, 0.0, -1, false, true);
        writeGenerator("generator-grown-noise", "instance", true, 0.3, -1, false, true);
        writeUnetGenerator("unet-generator-instance", "instance", 4);
        writeUnetGenerator("unet-generator-batch", "batch", -1);
        writeDiscriminator("discriminator-instance", "instance", false);
        writeDiscriminator("discriminator-batch", "batch", false);
        writeDiscriminator("discriminator-grown-instance", "instance", true, 0.3);
        writeDiscriminator("discriminator-grown-batch", "batch", true, 0.3);
        writeDiscriminator("discriminator-hidden-spectral", "instance", false, 0.0, 4, true);
        {
            nn::UnetSegmenterConfig config;
            config.classes = 5;
            config.width = 4;
            config.levels = 3;
            nn::UnetSegmenter segmenter(config);
            randomise(*segmenter);
            const auto image = torch::rand({2, 1, 64, 64}) * 2 - 1;
            write("unet-segmenter", "unet-segmenter", {{"classes", 5}, {"width", 4}, {"levels", 3}}, *segmenter, {image},
                [&] { return Tensors{segmenter->forward(image)}; });
        }
        {
            nn::FeatureEncoderConfig config;
            config.width = 8;
            config.dimensions = 32;
            nn::FeatureEncoder encoder(config);
            randomise(*encoder);
            const auto image = torch::rand({2, 1, 96, 64}) * 2 - 1;
            write("feature-encoder", "feature-encoder", {{"width", 8}, {"dimensions", 32}}, *encoder, {image}, [&] {
                Tensors outputs{encoder->forward(image)};
                const auto stages = encoder->stages(image);
                outputs.insert(outputs.end(), stages.begin(), stages.end());
                return outputs;
            });
        }
        // Python is told another alpha than the one that ran: the comparison must see that.
        const auto right = checkpoint::readSafetensors(m_dir.filePath("generator-grown-instance.safetensors").toStdString());
        auto wrong = right;
        auto& config = wrong.metadata.at("config");
        const auto at = config.find("0.3");
        QVERIFY(at != std::string::npos);
        config.replace(at, 3, "0.4");
        checkpoint::writeSafetensors(m_dir.filePath("wrong-alpha.safetensors").toStdString(), wrong);

        QProcess python;
        python.start(QStringLiteral(SONOSKETCH_PYTHON), {"-B", QStringLiteral(SONOSKETCH_PARITY_SCRIPT), m_dir.path()});
        QVERIFY2(
            python.waitForStarted(), SONOSKETCH_PYTHON " cannot be started; install Debian's python3, python3-torch and python3-numpy");
        QVERIFY(python.waitForFinished(300'000));
        const auto complaint = python.readAllStandardError();
        QVERIFY2(python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0, complaint.constData());
        for (const auto& line : python.readAllStandardOutput().split('\n')) {
            const auto answer = QJsonDocument::fromJson(line).object();
            if (!answer.isEmpty())
                m_answers.insert(answer["name"].toString(), answer);
        }
    }

    void everyNetworkAgrees()
    {
        QCOMPARE(m_written.size(), 19);
        for (const auto& name : m_written) {
            QVERIFY2(m_answers.contains(name), qPrintable(name + ": Python gave no answer"));
            const auto answer = m_answers[name];
            const double difference = answer["difference"].toDouble(1.0), spread = answer["spread"].toDouble();
            qInfo("%-30s largest difference %.2g, smallest spread of an output %.2g", qPrintable(name), difference, spread);
            QVERIFY2(difference < allowed, qPrintable(name));
            QVERIFY2(spread > 100 * allowed, qPrintable(name + ": its outputs hardly vary, so that they prove little"));
        }
    }

    void aDifferenceIsSeen()
    {
        QVERIFY(m_answers.contains("wrong-alpha"));
        QVERIFY(m_answers["wrong-alpha"]["difference"].toDouble() > 10 * allowed);
    }
};

QTEST_GUILESS_MAIN(TestParity)
#include "test_parity.moc"
