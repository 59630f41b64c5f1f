// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Model folders of the segmenter and the encoder, Inception from both kinds of file, and the perceptual distance.

#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"
#include "models/kernels/conv_function.h"
#include "models/metrics/feature_source.h"
#include "models/metrics/perception_model.h"
#include "models/metrics/segmenter.h"
#include "models/nn/feature_encoder.h"
#include "models/nn/unet_segmenter.h"
#include "tests/models/inception_stand_in.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgproc.hpp>
#include <torch/script.h>

using namespace sonosketch;
using namespace sonosketch::metrics;
using test::codeOf;
using test::messageOf;
namespace fs = std::filesystem;

namespace {

PerceptionCard cardOf(const std::string& kind)
{
    PerceptionCard card;
    card.kind = kind;
    card.name = "made-up";
    card.palette = "three";
    card.classes = {"Cyst", "Septum", "Solid"};
    card.width = 4;
    card.levels = 2;
    card.resolution = 64;
    card.dimensions = 16;
    return card;
}

torch::Tensor picturesOf(std::initializer_list<cv::Mat> pictures)
{
    std::vector<torch::Tensor> parts;
    for (const auto& picture : pictures)
        parts.push_back(toTensor(picture));
    return torch::cat(parts, 0);
}

} // namespace

class TestPerceptionModels : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path folder(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    fs::path scriptFile(const char* name, const std::string& code) const
    {
        torch::jit::Module module("stand_in");
        module.define(code);
        module.save(folder(name).string());
        return folder(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        perceptionDevice(DeviceChoice::Cpu);
        kernels::setFastPath(false);
        torch::manual_seed(11);
        savePerceptionModel(folder("segmenter"), *nn::UnetSegmenter(nn::UnetSegmenterConfig{4, 4, 2}), cardOf(PerceptionCard::segmenter));
        savePerceptionModel(folder("encoder"), *nn::FeatureEncoder(nn::FeatureEncoderConfig{4, 16}), cardOf(PerceptionCard::encoder));
        checkpoint::TensorFile file;
        file.tensors = test::inceptionStandIn(16, 7);
        checkpoint::writeSafetensors(folder("inception.safetensors"), file);
    }

    void aSegmenterAnswersWithIdsAtTheCanvasSize()
    {
        const auto segmenter = loadSegmenter(folder("segmenter"), DeviceChoice::Cpu);
        QCOMPARE(segmenter->name(), std::string("made-up"));
        QCOMPARE(segmenter->resolution(), 64);
        QCOMPARE(segmenter->classes().size(), std::size_t{3});
        const cv::Mat labels = segmenter->segment(test::ringPicture());
        QCOMPARE(labels.type(), CV_8UC1);
        QCOMPARE(labels.size(), cv::Size(512, 512));
        double most = 0;
        cv::minMaxLoc(labels, nullptr, &most);
        QVERIFY(most <= 3);
        QVERIFY(test::samePixels(labels, segmenter->segment(test::ringPicture())));
        QVERIFY(codeOf([&] { segmenter->segment(cv::Mat(256, 256, CV_8UC1)); }) == ErrorCode::SizeMismatch);
    }

    void anotherKindOfModelOrChangedWeightsAreRefused()
    {
        QVERIFY(codeOf([&] { loadSegmenter(folder("encoder"), DeviceChoice::Cpu); }) == ErrorCode::Unsupported);
        QVERIFY(codeOf([&] { loadFeatureEncoder(folder("segmenter"), DeviceChoice::Cpu); }) == ErrorCode::Unsupported);
        QVERIFY(codeOf([&] { loadSegmenter(folder("nowhere"), DeviceChoice::Cpu); }) == ErrorCode::NotFound);
        fs::copy(folder("segmenter"), folder("changed"));
        auto bytes = readFile(folder("changed") / "segmenter.safetensors");
        bytes.back() ^= 1;
        writeFileAtomically(folder("changed") / "segmenter.safetensors", bytes);
        QVERIFY(codeOf([&] { loadSegmenter(folder("changed"), DeviceChoice::Cpu); }) == ErrorCode::Corrupt);
        // Right hash, but the card describes another network.
        auto card = PerceptionCard::load(folder("segmenter"), PerceptionCard::segmenter);
        card.width = 8;
        fs::copy(folder("segmenter"), folder("other"));
        writeFileAtomically(folder("other") / "model.json", card.toJson());
        QVERIFY(codeOf([&] { loadSegmenter(folder("other"), DeviceChoice::Cpu); }) == ErrorCode::Corrupt);
        card.weights = "../segmenter/segmenter.safetensors";
        QVERIFY(codeOf([&] { PerceptionCard::fromJson(card.toJson(), PerceptionCard::segmenter, "x"); }) == ErrorCode::Corrupt);
        card.weights = "segmenter.safetensors";
        card.resolution = 100;
        QVERIFY(codeOf([&] { PerceptionCard::fromJson(card.toJson(), PerceptionCard::segmenter, "x"); }) == ErrorCode::Corrupt);
    }

    void featuresDoNotDependOnTheCompany()
    {
        const auto source = loadFeatureEncoder(folder("encoder"), DeviceChoice::Cpu);
        QCOMPARE(source->name(), std::string("feature-encoder"));
        QCOMPARE(source->dimensions(), std::int64_t{16});
        const auto many = torch::randint(0, 256, {11, 1, 64, 64}, torch::kUInt8); // more than one group
        const auto all = source->features(many);
        QCOMPARE(all.sizes().vec(), (std::vector<std::int64_t>{11, 16}));
        QVERIFY(all.scalar_type() == torch::kFloat32);
        QVERIFY((source->features(many.slice(0, 9, 10)) - all.slice(0, 9, 10)).abs().max().item<double>() < 1e-4);
        const auto maps = source->maps(many);
        QCOMPARE(maps.size(), std::size_t{5});
        QCOMPARE(maps[0].size(0), std::int64_t{11});
        QVERIFY(codeOf([&] { source->features(torch::zeros({1, 1, 64, 64})); }) == ErrorCode::InvalidArgument);
        QVERIFY(codeOf([&] { source->features(torch::zeros({1, 3, 64, 64}, torch::kUInt8)); }) == ErrorCode::InvalidArgument);
    }

    void thePerceptualDistanceGrowsWithTheDifference()
    {
        const auto source = loadFeatureEncoder(folder("encoder"), DeviceChoice::Cpu);
        const cv::Mat ring = test::ringPicture(128);
        cv::Mat little, much;
        cv::GaussianBlur(ring, little, cv::Size(), 0.7);
        cv::GaussianBlur(ring, much, cv::Size(), 6);
        const auto a = picturesOf({ring});
        QCOMPARE(perceptualDistance(*source, a, a), 0.0);
        const double near = perceptualDistance(*source, a, picturesOf({little}));
        const double far = perceptualDistance(*source, a, picturesOf({much}));
        QVERIFY2(near > 0 && far > near, qPrintable(QString("%1 %2").arg(near).arg(far)));
        QVERIFY(std::abs(perceptualDistance(*source, picturesOf({little}), a) - near) < 1e-9);
        // The mean over pairs.
        QVERIFY(std::abs(perceptualDistance(*source, picturesOf({ring, ring}), picturesOf({ring, much})) - far / 2) < 1e-6);
        QVERIFY(codeOf([&] { perceptualDistance(*source, a, picturesOf({ring, ring})); }) == ErrorCode::SizeMismatch);
    }

    void thePerceptualDistanceIsTheFormula()
    {
        const auto source = loadFeatureEncoder(folder("encoder"), DeviceChoice::Cpu);
        const auto a = torch::randint(0, 256, {1, 1, 64, 64}, torch::kUInt8), b = torch::randint(0, 256, {1, 1, 64, 64}, torch::kUInt8);
        const auto mapsA = source->maps(a), mapsB = source->maps(b);
        double sum = 0;
        for (std::size_t stage = 0; stage < mapsA.size(); ++stage) {
            const auto &one = mapsA[stage][0], &other = mapsB[stage][0];
            double ofStage = 0;
            for (std::int64_t y = 0; y < one.size(1); ++y)
                for (std::int64_t x = 0; x < one.size(2); ++x) {
                    const auto u = one.select(2, x).select(1, y), v = other.select(2, x).select(1, y);
                    const auto d = u / (u.norm() + 1e-10) - v / (v.norm() + 1e-10);
                    ofStage += d.square().sum().item<double>();
                }
            sum += ofStage / static_cast<double>(one.size(1) * one.size(2));
        }
        QVERIFY(std::abs(sum / static_cast<double>(mapsA.size()) - perceptualDistance(*source, a, b)) < 1e-5);
    }

    void inceptionIsReadFromSafetensors()
    {
        const auto source = loadInception(folder("inception.safetensors"), DeviceChoice::Cpu);
        QCOMPARE(source->name(), std::string("inception"));
        QCOMPARE(source->dimensions(), std::int64_t{128});
        const auto images = toTensor(test::ringPicture(512));
        const auto features = source->features(images);
        QCOMPARE(features.sizes().vec(), (std::vector<std::int64_t>{1, 128}));
        QVERIFY(torch::isfinite(features).all().item<bool>());
        QCOMPARE(source->maps(images).size(), std::size_t{5});
    }

    void inceptionIsReadFromTorchScript()
    {
        // A stand-in that shows what it was given: the mean and the extremes of each of the three channels.
        const auto file = scriptFile("stand_in.pt",
            "def forward(self, x):\n"
            "    return torch.cat([x.mean(3).mean(2), x.amax([2, 3]), x.amin([2, 3]), x.new_full([x.size(0), 1], float(x.size(3)))], 1)\n");
        const auto source = loadInception(file, DeviceChoice::Cpu);
        QCOMPARE(source->dimensions(), std::int64_t{10});
        auto images = torch::zeros({2, 1, 512, 512}, torch::kUInt8);
        images[1].slice(1, 0, 256).fill_(255);
        const auto features = source->features(images);
        QVERIFY((features[0].slice(0, 0, 9) + 1).abs().max().item<double>() < 1e-6); // black is -1 in every channel
        QVERIFY(features[1].slice(0, 0, 3).abs().max().item<double>() < 0.01);       // half white, half black
        QVERIFY((features[1].slice(0, 3, 6) - 1).abs().max().item<double>() < 1e-6);
        QCOMPARE(features[0][9].item<double>(), 299.0);
        QVERIFY(source->maps(images).empty());
        QVERIFY(codeOf([&] { perceptualDistance(*source, images, images); }) == ErrorCode::Unsupported);
    }

    void otherFilesAreRefused()
    {
        const auto load = [&](const fs::path& file) { return codeOf([&] { loadInception(file, DeviceChoice::Cpu); }); };
        QVERIFY(load(folder("missing.safetensors")) == ErrorCode::NotFound);
        writeFileAtomically(folder("weights.bin"), std::string_view("x"));
        QVERIFY(load(folder("weights.bin")) == ErrorCode::Unsupported);
        writeFileAtomically(folder("damaged.pt"), std::string_view("no archive"));
        QVERIFY(load(folder("damaged.pt")) == ErrorCode::Corrupt);
        QVERIFY(load(scriptFile("map.pt", "def forward(self, x):\n    return x\n")) == ErrorCode::Corrupt);
        QVERIFY(load(scriptFile("pair.pt", "def forward(self, x):\n    return (x.mean(3).mean(2), x)\n")) == ErrorCode::Corrupt);
        QVERIFY(load(scriptFile("nan.pt", "def forward(self, x):\n    return x.mean(3).mean(2) / 0.0\n")) == ErrorCode::Corrupt);
        checkpoint::TensorFile other;
        other.tensors["weight"] = torch::zeros({3});
        checkpoint::writeSafetensors(folder("other.safetensors"), other);
        QVERIFY(load(folder("other.safetensors")) == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestPerceptionModels)
#include "test_perception_models.moc"
