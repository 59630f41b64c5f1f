// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The networks that look at pictures: segmenter, feature encoder, Inception.

#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/nn/feature_encoder.h"
#include "models/nn/inception.h"
#include "models/nn/unet_segmenter.h"
#include "tests/models/inception_stand_in.h"
#include "tests/support/check.h"

#include <QtTest>

#include <torch/torch.h>

using namespace sonosketch;
using test::codeOf;
using test::inceptionStandIn;
using test::messageOf;

namespace {

double largestDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

} // namespace

class TestPerceptionNetworks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        kernels::setFastPath(false); // bf16-rounded products would blur the comparisons
        torch::manual_seed(3);
    }

    void theSegmenterAnswersAtThePicturesSize()
    {
        nn::UnetSegmenterConfig config{5, 4, 3};
        nn::UnetSegmenter network(config);
        const auto logits = network->forward(torch::randn({2, 1, 32, 40}));
        QCOMPARE(logits.sizes().vec(), (std::vector<std::int64_t>{2, 5, 32, 40}));
        QVERIFY(codeOf([&] { network->forward(torch::zeros({1, 1, 36, 32})); }) == ErrorCode::SizeMismatch);
        QVERIFY(codeOf([] { nn::UnetSegmenterConfig{1, 4, 3}.check(); }) == ErrorCode::InvalidArgument);
    }

    void theSegmenterSeesFarThroughItsDepthAndNearThroughItsSkips()
    {
        nn::UnetSegmenter network(nn::UnetSegmenterConfig{3, 4, 4});
        network->eval(); // running statistics: no pixel speaks through the batch's mean
        auto x = torch::randn({1, 1, 64, 64}).requires_grad_(true);
        network->forward(x).select(1, 1).index({0, 40, 40}).backward();
        const auto reach = x.grad().abs().squeeze();
        QVERIFY(reach.index({40, 40}).item<double>() > 0);
        QVERIFY(reach.index({40, 10}).item<double>() > 0);
        // Without the skip connections the smallest detail would pass through cells of 16 pixels: all inputs of a cell would weigh alike.
        QVERIFY(reach.index({40, 40}).item<double>() > 5 * reach.index({46, 46}).item<double>());
    }

    void theSegmenterLearnsOneSquare()
    {
        torch::manual_seed(5);
        nn::UnetSegmenter network(nn::UnetSegmenterConfig{2, 4, 2});
        auto image = torch::randn({1, 1, 32, 32}) * 0.1;
        auto label = torch::zeros({1, 32, 32}, torch::kInt64);
        image.slice(2, 8, 20).slice(3, 10, 26) += 1.0;
        label.slice(1, 8, 20).slice(2, 10, 26).fill_(1);
        torch::optim::Adam optimiser(network->parameters(), torch::optim::AdamOptions(1e-2));
        for (int i = 0; i < 60; ++i) {
            optimiser.zero_grad();
            torch::cross_entropy_loss(network->forward(image), label).backward();
            optimiser.step();
        }
        const auto found = network->forward(image).argmax(1);
        QVERIFY((found == label).to(torch::kFloat32).mean().item<double>() > 0.98);
    }

    void theEncoderPoolsWhatItsStagesSee()
    {
        nn::FeatureEncoder network(nn::FeatureEncoderConfig{8, 16});
        network->eval();
        const auto x = torch::randn({3, 1, 64, 96});
        QCOMPARE(network->forward(x).sizes().vec(), (std::vector<std::int64_t>{3, 16}));
        const auto stages = network->stages(x);
        QCOMPARE(stages.size(), std::size_t{5});
        QCOMPARE(stages[0].sizes().vec(), (std::vector<std::int64_t>{3, 8, 32, 48}));
        QCOMPARE(stages[4].sizes().vec(), (std::vector<std::int64_t>{3, 32, 2, 3}));
        QVERIFY(codeOf([&] { network->stages(torch::zeros({1, 3, 64, 64})); }) == ErrorCode::SizeMismatch);
        QVERIFY(codeOf([] { nn::FeatureEncoderConfig{8, 12}.check(); }) == ErrorCode::InvalidArgument);
    }

    void standardisedFeaturesHaveMeanZeroAndDeviationOne()
    {
        torch::NoGradGuard guard;
        nn::FeatureEncoder network(nn::FeatureEncoderConfig{8, 16});
        network->eval();
        const auto x = torch::randn({12, 1, 64, 64}) * torch::linspace(0.3, 2, 12).reshape({12, 1, 1, 1});
        for (int again = 0; again < 2; ++again) { // a second time changes nothing
            network->standardise(network->forward(x));
            const auto features = torch::sinh(network->forward(x));
            QVERIFY(features.mean(0).abs().max().item<double>() < 1e-3);
            // A unit that hardly varies may stay below 1; none exceeds it.
            QVERIFY(features.std(0).max().item<double>() < 1.01);
            QVERIFY(features.std(0).median().item<double>() > 0.99);
        }
    }

    void inceptionHasThePapersShapes()
    {
        const auto layers = nn::inceptionLayers();
        QCOMPARE(layers.size(), std::size_t{94}); // the 94 convolutions of Inception v3 without the auxiliary classifier
        std::int64_t values = 0;
        for (const auto& layer : layers)
            values += layer.out * layer.in * layer.kernel[0] * layer.kernel[1] + 2 * layer.out;
        QCOMPARE(values, std::int64_t{21'785'568}); // trainable values of the feature network: 23,834,568 with the 1000 classes' 2,049,000
        const auto weights = inceptionStandIn(16, 1);
        const nn::Inception network(weights, "stand-in");
        QCOMPARE(network.dimensions(), std::int64_t{128});
        const auto x = torch::rand({2, 3, 299, 299}) * 2 - 1;
        QCOMPARE(network.forward(x).sizes().vec(), (std::vector<std::int64_t>{2, 128}));
        const auto stages = network.stages(x);
        QCOMPARE(stages.size(), std::size_t{5});
        QCOMPARE(stages[0].sizes().vec(), (std::vector<std::int64_t>{2, 4, 147, 147}));
        QCOMPARE(stages[1].sizes().vec(), (std::vector<std::int64_t>{2, 12, 71, 71}));
        QCOMPARE(stages[2].sizes().vec(), (std::vector<std::int64_t>{2, 18, 35, 35}));
        QCOMPARE(stages[3].sizes().vec(), (std::vector<std::int64_t>{2, 48, 17, 17}));
        QCOMPARE(stages[4].sizes().vec(), (std::vector<std::int64_t>{2, 128, 8, 8}));
    }

    void inceptionFoldsItsNormalisations()
    {
        const auto weights = inceptionStandIn(16, 2);
        const nn::Inception network(weights, "stand-in");
        const auto x = torch::rand({1, 3, 299, 299}) * 2 - 1;
        // The stem, written out with torch's own functions.
        const auto layer = [&](const std::string& name, const torch::Tensor& in, std::int64_t stride, std::int64_t padding) {
            const auto at = [&](const char* tensor) { return weights.at(name + tensor); };
            const auto y = torch::conv2d(in, at(".conv.weight"), {}, stride, padding);
            return torch::relu(torch::batch_norm(
                y, at(".bn.weight"), at(".bn.bias"), at(".bn.running_mean"), at(".bn.running_var"), false, 0.1, 1e-3, false));
        };
        auto y = layer("Conv2d_1a_3x3", x, 2, 0);
        y = layer("Conv2d_2a_3x3", y, 1, 0);
        y = layer("Conv2d_2b_3x3", y, 1, 1);
        QVERIFY(largestDifference(y, network.stages(x)[0]) < 1e-4);
    }

    void theLastPoolTakesTheMaximum()
    {
        const auto weights = inceptionStandIn(16, 3);
        const nn::Inception network(weights, "stand-in");
        const auto x = torch::rand({1, 3, 299, 299}) * 2 - 1;
        const auto before = network.stages(x)[4];
        const auto at = [&](const char* tensor) { return weights.at("Mixed_7c.branch_pool" + std::string(tensor)); };
        const auto y = torch::conv2d(torch::max_pool2d(before, 3, 1, 1), at(".conv.weight"));
        const auto branch = torch::relu(
            torch::batch_norm(y, at(".bn.weight"), at(".bn.bias"), at(".bn.running_mean"), at(".bn.running_var"), false, 0.1, 1e-3, false));
        QVERIFY(branch.std().item<double>() > 1e-3);
        QVERIFY(
            largestDifference(branch.mean({2, 3}), network.forward(x).slice(1, 116, 128)) < 1e-4); // the branches' order: this one is last
    }

    void averagePoolsLeaveTheirPaddingOut()
    {
        // A constant map enters Mixed_5b, and only pooled branches pass anything on: Mixed_5d's stays constant up to its border only if
        // the padding is not part of the means.
        auto weights = inceptionStandIn(16, 6);
        weights["Conv2d_4a_3x3.conv.weight"].zero_();
        for (const char* block : {"Mixed_5b.", "Mixed_5c.", "Mixed_5d."}) {
            for (const char* branch : {"branch1x1", "branch5x5_2", "branch3x3dbl_3"})
                weights[block + std::string(branch) + ".conv.weight"].zero_();
        }
        const nn::Inception network(weights, "stand-in");
        const auto map = network.stages(torch::rand({1, 3, 299, 299}))[2];
        QVERIFY(map.abs().max().item<double>() > 1e-3);
        QVERIFY(map.std(std::vector<std::int64_t>{2, 3}, /*unbiased=*/false).max().item<double>() < 1e-5);
    }

    void otherWeightsAreRefusedByName()
    {
        auto weights = inceptionStandIn(16, 4);
        weights["fc.weight"] = torch::zeros({3, 3});
        weights["AuxLogits.conv0.conv.weight"] = torch::zeros({3, 3});
        weights["Conv2d_1a_3x3.bn.num_batches_tracked"] = torch::zeros({}, torch::kInt64);
        nn::Inception(weights, "with what is ignored");
        auto missing = weights;
        missing.erase("Mixed_6d.branch7x7_2.conv.weight");
        QVERIFY(messageOf([&] { nn::Inception(missing, "x"); }).find("Mixed_6d.branch7x7_2.conv.weight") != std::string::npos);
        auto wrong = weights;
        wrong["Mixed_7c.branch_pool.bn.bias"] = torch::zeros({5});
        QVERIFY(codeOf([&] { nn::Inception(wrong, "x"); }) == ErrorCode::Corrupt);
        auto more = weights;
        more["Mixed_8a.conv.weight"] = torch::zeros({1});
        QVERIFY(messageOf([&] { nn::Inception(more, "x"); }).find("Mixed_8a") != std::string::npos);
        QVERIFY(codeOf([] { nn::Inception({}, "x"); }) == ErrorCode::Corrupt);
        auto negative = weights;
        negative["Mixed_5b.branch1x1.bn.running_var"] = torch::full({4}, -1.0);
        QVERIFY(codeOf([&] { nn::Inception(negative, "x"); }) == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestPerceptionNetworks)
#include "test_perception_networks.moc"
