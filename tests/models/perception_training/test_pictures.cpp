// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// What a training step is shown: order, augmentation, degradations; and the loss and optimiser it learns with.

#include "models/kernels/conv_function.h"
#include "models/nn/cpu_setup.h"
#include "models/perception_training/adamw.h"
#include "models/perception_training/segmenter_task.h"
#include "tests/support/check.h"

#include <QtTest>

#include <opencv2/imgproc.hpp>

#include <set>

using namespace sonosketch;
using namespace sonosketch::perception;
using test::samePixels;

namespace {

LabelledPicture picture(int edge = 128)
{
    LabelledPicture result{test::ringPicture(edge), cv::Mat(edge, edge, CV_8UC1, cv::Scalar(0))};
    cv::circle(result.labels, {edge / 2, edge / 3}, edge / 6, cv::Scalar(3), cv::FILLED);
    return result;
}

/// A random generator and settings under which only degradation `kind` occurs.
Degraded only(std::size_t kind, const cv::Mat& image)
{
    for (std::uint64_t index = 0; index < 5000; ++index) {
        Random random(1, 9, index);
        const auto result = degraded(image, 0.15, random);
        bool alone = true;
        for (std::size_t other = 0; other < degradationNames.size(); ++other) {
            const float none = other == 3 ? 0.5f : 0.0f;
            alone = alone && (other == kind) == (result.strength[other] != none);
        }
        if (alone)
            return result;
    }
    return {};
}

double sharpness(const cv::Mat& image)
{
    cv::Mat laplacian;
    cv::Laplacian(image, laplacian, CV_32F);
    return cv::norm(laplacian, cv::NORM_L1) / static_cast<double>(image.total());
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        kernels::setFastPath(false);
    }

    void anEpochVisitsEveryExampleOnce()
    {
        std::multiset<std::size_t> seen;
        for (std::int64_t step = 0; step < 6; ++step) {
            for (const auto index : batchIndices(7, 7, step, 4))
                seen.insert(index);
        }
        for (std::size_t i = 0; i < 7; ++i)
            QCOMPARE(seen.count(i), std::size_t{6});
        QVERIFY(batchIndices(50, 8, 3, 4) == batchIndices(50, 8, 3, 4));
        QVERIFY(batchIndices(50, 8, 3, 4) != batchIndices(50, 8, 3, 5));
        // A batch that spans the end of an epoch.
        QCOMPARE(batchIndices(5, 3, 1, 4).size(), std::size_t{3});
    }

    void labelsFollowThePicture()
    {
        Recipe recipe;
        recipe.mirror = 1;
        auto shown = picture();
        // The object itself as the picture: after any change of place both must still agree.
        shown.image = shown.labels * 80;
        recipe.rotate = 20;
        recipe.zoom = 0.2;
        recipe.shift = 0.1;
        for (std::uint64_t index = 0; index < 8; ++index) {
            Random random(2, 1, index);
            const auto result = varied(shown, recipe, random);
            QVERIFY(!samePixels(result.labels, shown.labels));
            const cv::Mat inImage = result.image > 120, inLabels = result.labels > 0;
            const double apart = cv::countNonZero(inImage != inLabels);
            QVERIFY2(apart < 0.04 * cv::countNonZero(inLabels) + 4, qPrintable(QString::number(apart)));
        }
        recipe = {};
        recipe.mirror = 1;
        Random random(2, 1, 0);
        cv::Mat mirrored;
        cv::flip(picture().labels, mirrored, 1);
        QVERIFY(samePixels(varied(picture(), recipe, random).labels, mirrored));
    }

    void brightnessLeavesBlackAndLabelsAlone()
    {
        Recipe recipe;
        recipe.mirror = 0;
        recipe.brightness = 0.5;
        auto shown = picture();
        shown.image.rowRange(0, 20).setTo(0);
        Random random(3, 1, 0);
        const auto result = varied(shown, recipe, random);
        QVERIFY(!samePixels(result.image, shown.image));
        QCOMPARE(cv::countNonZero(result.image.rowRange(0, 20)), 0);
        QVERIFY(samePixels(result.labels, shown.labels));
    }

    void aBatchDependsOnSeedAndStepAlone()
    {
        std::vector<LabelledPicture> pictures;
        for (int i = 0; i < 5; ++i)
            pictures.push_back(picture(64));
        auto recipe = Recipe::find("unet-segmenter");
        const auto first = segmenterBatch(pictures, recipe, 12), again = segmenterBatch(pictures, recipe, 12);
        QVERIFY(torch::equal(first[0], again[0]) && torch::equal(first[1], again[1]));
        QVERIFY(!torch::equal(first[0], segmenterBatch(pictures, recipe, 13)[0]));
        recipe.seed += 1;
        QVERIFY(!torch::equal(first[0], segmenterBatch(pictures, recipe, 12)[0]));
        QCOMPARE(first[0].sizes().vec(), (std::vector<std::int64_t>{8, 1, 64, 64}));
    }

    void degradationsDoWhatTheyAreCalled()
    {
        cv::Mat image = test::ringPicture(256);
        image.rowRange(0, 64).setTo(0);
        const double before = sharpness(image);
        const double brightness = cv::mean(image)[0];
        for (std::size_t kind = 0; kind < degradationNames.size(); ++kind) {
            const auto result = only(kind, image);
            QVERIFY2(!result.image.empty(), degradationNames[kind]);
            QCOMPARE(result.image.size(), image.size());
            QVERIFY2(!samePixels(result.image, image), degradationNames[kind]);
            const std::string name = degradationNames[kind];
            if (name == "blur" || name == "despeckle")
                QVERIFY2(sharpness(result.image) < before, degradationNames[kind]);
            if (name == "noise" || name == "streaks") {
                QVERIFY2(sharpness(result.image) > before, degradationNames[kind]);
                QCOMPARE(cv::countNonZero(result.image.rowRange(0, 64)), 0); // black stays black
            }
            if (name == "gamma")
                QVERIFY((cv::mean(result.image)[0] > brightness) == (result.strength[kind] > 0.5f));
            if (name == "shuffle")
                QVERIFY(std::abs(cv::mean(result.image)[0] - brightness) < 1e-9);
        }
        Random random(1, 2, 3);
        QVERIFY(samePixels(degraded(image, 0.0, random).image, image));
    }

    void theLossIsLeastForTheTruth()
    {
        const auto labels = torch::randint(0, 3, {2, 16, 16}, torch::kInt64);
        const auto right = torch::one_hot(labels, 4).permute({0, 3, 1, 2}).to(torch::kFloat32) * 20.0;
        QVERIFY(segmentationLoss(right, labels).item<double>() < 1e-3);
        const auto unsure = torch::zeros({2, 4, 16, 16});
        // ln 4 for the cross-entropy; class 3 never occurs and must not count in the Dice term.
        const double value = segmentationLoss(unsure, labels).item<double>();
        double dice = 0;
        for (int id = 0; id < 3; ++id) {
            const double truth = (labels == id).sum().item<double>(), total = 512;
            dice += (2 * 0.25 * truth + 1) / (0.25 * total + truth + 1) / 3;
        }
        QVERIFY(std::abs(value - (std::log(4.0) + 1 - dice)) < 1e-5);
    }

    void adamWMatchesTorchs()
    {
        torch::manual_seed(4);
        torch::nn::Linear ours(3, 2), theirs(3, 2);
        {
            torch::NoGradGuard guard;
            theirs->weight.copy_(ours->weight);
            theirs->bias.copy_(ours->bias);
        }
        AdamW optimiser(*ours, 0.1);
        // Torch decays everything; two groups make the difference.
        std::vector<torch::optim::OptimizerParamGroup> groups;
        groups.emplace_back(std::vector<torch::Tensor>{theirs->weight}, std::make_unique<torch::optim::AdamWOptions>(0.01));
        groups.emplace_back(std::vector<torch::Tensor>{theirs->bias}, std::make_unique<torch::optim::AdamWOptions>(0.01));
        static_cast<torch::optim::AdamWOptions&>(groups[0].options()).weight_decay(0.1);
        static_cast<torch::optim::AdamWOptions&>(groups[1].options()).weight_decay(0.0);
        torch::optim::AdamW reference(groups);
        for (int i = 0; i < 5; ++i) {
            const auto x = torch::randn({4, 3});
            optimiser.zeroGrad();
            ours->forward(x).square().sum().backward();
            optimiser.step(0.01);
            reference.zero_grad();
            theirs->forward(x).square().sum().backward();
            reference.step();
        }
        QVERIFY((ours->weight - theirs->weight).abs().max().item<double>() < 1e-6);
        QVERIFY((ours->bias - theirs->bias).abs().max().item<double>() < 1e-6);
    }

    void theRateRisesAndFalls()
    {
        Recipe recipe;
        recipe.steps = 200;
        recipe.learningRate = 1;
        QVERIFY(learningRateAt(recipe, 0) < 0.11);
        QVERIFY(std::abs(learningRateAt(recipe, 9) - 1) < 1e-9);
        QVERIFY(learningRateAt(recipe, 100) < 0.7);
        QVERIFY(learningRateAt(recipe, 199) < 1e-6);
        recipe.steps = 1;
        QVERIFY(learningRateAt(recipe, 0) > 0);
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "test_pictures.moc"
