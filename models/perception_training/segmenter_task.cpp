// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/segmenter_task.h"

#include "core/base/error.h"
#include "core/dataset/dataset.h"
#include "models/metrics/perception_model.h"
#include "models/metrics/segmenter_network.h"

#include <fmt/format.h>

#include <cstring>

namespace sonosketch::perception {

namespace {

constexpr std::uint64_t variationPurpose = 2;

class SegmenterTask final : public Task {
public:
    SegmenterTask(const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress)
        : m_recipe(recipe)
        , m_device(device)
    {
        const auto manifest = DatasetManifest::load(data);
        m_palette = manifest.palette;
        m_train = loadSplit(data, "train", recipe.resolution, progress);
        // Measured at the data's own size, as the segmenter is used.
        if (std::any_of(manifest.items.begin(), manifest.items.end(), [](const DatasetItem& item) { return item.split == "val"; }))
            m_val = loadSplit(data, "val", canvasSize, progress);
        m_network = makeSegmenter(recipe, m_palette.size(), device);
    }

    torch::nn::Module& network() override { return *m_network; }
    std::size_t examples() const override { return m_train.size(); }
    Batch batch(std::int64_t step) const override { return segmenterBatch(m_train, m_recipe, step); }
    torch::Tensor loss(const Batch& batch) override
    {
        return segmentationLoss(m_network->forward(metrics::toUnitRange(batch[0], m_device)), batch[1].to(m_device));
    }

    std::map<std::string, double> finish(const ProgressFunction& progress) override
    {
        m_network->eval();
        std::map<std::string, double> result;
        if (m_val.empty())
            return result;
        const auto score = scoreSegmenter(m_network, m_val, m_recipe.resolution, m_palette.size(), m_device, progress);
        result["val_images"] = static_cast<double>(m_val.size());
        result["val_dice_lesion"] = score.lesion;
        result["val_dice_lesion_per_image"] = score.lesionPerPicture;
        result["val_dice_mean"] = score.mean;
        for (const auto& [id, dice] : score.classes)
            result["val_dice_" + m_palette.classes()[static_cast<std::size_t>(id)].name] = dice;
        return result;
    }

    void save(const std::filesystem::path& folder, metrics::PerceptionCard card) override
    {
        card.kind = metrics::PerceptionCard::segmenter;
        card.width = m_recipe.width;
        card.levels = m_recipe.levels;
        card.resolution = m_recipe.resolution;
        card.intendedUse = "Measuring whether synthesised pictures show the lesions of their label map";
        card.notFor = "Diagnosis, or any decision about a patient";
        card.limitations = "Small and trained on one data set; classes that are rare in it are often confused. Not assessed by readers";
        metrics::savePerceptionModel(folder, *m_network, std::move(card));
    }

private:
    Recipe m_recipe;
    torch::Device m_device;
    LabelPalette m_palette;
    std::vector<LabelledPicture> m_train, m_val;
    nn::UnetSegmenter m_network{nullptr};
};

} // namespace

torch::Tensor segmentationLoss(const torch::Tensor& logits, const torch::Tensor& labels)
{
    const auto crossEntropy = torch::cross_entropy_loss(logits, labels);
    const auto probability = torch::softmax(logits, 1);
    const auto truth = torch::one_hot(labels, logits.size(1)).permute({0, 3, 1, 2}).to(torch::kFloat32);
    const auto inTruth = truth.sum({0, 2, 3});
    const auto overlap = (probability * truth).sum({0, 2, 3});
    const auto dice = (2.0 * overlap + 1.0) / (probability.sum({0, 2, 3}) + inTruth + 1.0);
    const auto present = (inTruth > 0).to(torch::kFloat32);
    return crossEntropy + 1.0 - (dice * present).sum() / present.sum();
}

Task::Batch assemble(const std::vector<LabelledPicture>& pictures)
{
    const auto count = static_cast<std::int64_t>(pictures.size());
    const std::int64_t edge = pictures.front().image.cols;
    const auto images = torch::empty({count, 1, edge, edge}, torch::kUInt8);
    const auto labels = torch::empty({count, edge, edge}, torch::kUInt8);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& picture = pictures[static_cast<std::size_t>(i)];
        const cv::Mat image = picture.image.isContinuous() ? picture.image : picture.image.clone();
        const cv::Mat label = picture.labels.isContinuous() ? picture.labels : picture.labels.clone();
        std::memcpy(images[i].data_ptr(), image.data, image.total());
        std::memcpy(labels[i].data_ptr(), label.data, label.total());
    }
    return {images, labels.to(torch::kInt64)};
}

Task::Batch segmenterBatch(const std::vector<LabelledPicture>& pictures, const Recipe& recipe, std::int64_t step)
{
    Random random(recipe.seed, variationPurpose, static_cast<std::uint64_t>(step));
    std::vector<LabelledPicture> chosen;
    chosen.reserve(static_cast<std::size_t>(recipe.batch));
    for (const auto index : batchIndices(pictures.size(), recipe.batch, step, recipe.seed))
        chosen.push_back(varied(pictures[index], recipe, random));
    return assemble(chosen);
}

nn::UnetSegmenter makeSegmenter(const Recipe& recipe, int classes, torch::Device device)
{
    torch::manual_seed(recipe.seed);
    nn::UnetSegmenterConfig config;
    config.classes = classes;
    config.width = recipe.width;
    config.levels = recipe.levels;
    nn::UnetSegmenter network(config);
    network->to(device);
    return network;
}

SegmenterScore scoreSegmenter(nn::UnetSegmenter& network, const std::vector<LabelledPicture>& pictures, int resolution, int classes,
    torch::Device device, const ProgressFunction& progress)
{
    LabelAgreement pooled(classes);
    SegmenterScore score;
    std::size_t withLesion = 0, done = 0;
    for (const auto& picture : pictures) {
        const cv::Mat found = metrics::segmentWith(network, picture.image, resolution, device);
        LabelAgreement one(classes);
        one.add(found, picture.labels);
        if (cv::countNonZero(picture.labels) > 0) {
            score.lesionPerPicture += one.objectDice().value_or(0.0);
            ++withLesion;
        }
        pooled.add(one);
        if (progress)
            progress(++done, pictures.size(), "measuring");
    }
    score.lesion = pooled.objectDice().value_or(0.0);
    score.lesionPerPicture /= static_cast<double>(std::max<std::size_t>(withLesion, 1));
    score.mean = pooled.meanDice().value_or(0.0);
    for (int id = 1; id < classes; ++id) {
        if (const auto dice = pooled.dice(id))
            score.classes[id] = *dice;
    }
    return score;
}

std::unique_ptr<Task> makeSegmenterTask(
    const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress)
{
    return std::make_unique<SegmenterTask>(recipe, data, device, progress);
}

} // namespace sonosketch::perception
