// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/dataset/dataset.h"
#include "models/metrics/perception_model.h"
#include "models/nn/feature_encoder.h"
#include "models/perception_training/task.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>

namespace sonosketch::perception {

namespace {

constexpr std::uint64_t cropPurpose = 3;
constexpr std::uint64_t validationPurpose = 4;
constexpr std::size_t standardiseWith = 300; // pictures whose features give the scale

/// The encoder and the heads that are left behind after the training.
class LearningEncoderImpl : public torch::nn::Module {
public:
    LearningEncoderImpl(const nn::FeatureEncoderConfig& config, std::int64_t classes)
    {
        encoder = register_module("encoder", nn::FeatureEncoder(config));
        classHead = register_module("classes", torch::nn::Linear(config.dimensions, classes));
        degradationHead =
            register_module("degradations", torch::nn::Linear(config.dimensions, static_cast<std::int64_t>(degradationNames.size())));
    }
    nn::FeatureEncoder encoder{nullptr};
    torch::nn::Linear classHead{nullptr}, degradationHead{nullptr};
};
TORCH_MODULE(LearningEncoder);

/// A real picture with the classes it shows.
struct Example {
    cv::Mat image;
    std::vector<float> classes; ///< 0 or 1, id 1 first
};

class EncoderTask final : public Task {
public:
    EncoderTask(const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress)
        : m_recipe(recipe)
        , m_device(device)
        , m_classes(DatasetManifest::load(data).palette.size() - 1)
    {
        m_train = load(data, "train", progress);
        m_val = load(data, "val", progress);
        if (m_train.empty())
            throw Error(ErrorCode::NotFound, "the data set has no examples in the split \"train\"", data.string(), "See its manifest.json");
        torch::manual_seed(recipe.seed);
        nn::FeatureEncoderConfig config;
        config.width = recipe.width;
        config.dimensions = recipe.dimensions;
        m_network = LearningEncoder(config, m_classes);
        m_network->to(device);
    }

    torch::nn::Module& network() override { return *m_network; }
    std::size_t examples() const override { return m_train.size(); }

    Batch batch(std::int64_t step) const override
    {
        Random random(m_recipe.seed, cropPurpose, static_cast<std::uint64_t>(step));
        const int edge = m_recipe.crop;
        const auto count = static_cast<std::int64_t>(m_recipe.batch);
        const Batch result{torch::empty({count, 1, edge, edge}, torch::kUInt8), torch::empty({count, m_classes}),
            torch::empty({count, static_cast<std::int64_t>(degradationNames.size())})};
        std::int64_t row = 0;
        for (const auto index : batchIndices(m_train.size(), m_recipe.batch, step, m_recipe.seed)) {
            const auto& example = m_train[index];
            const cv::Rect window(random.whole(0, example.image.cols - edge), random.whole(0, example.image.rows - edge), edge, edge);
            cv::Mat crop = example.image(window).clone();
            if (random.chance(m_recipe.mirror))
                cv::flip(crop, crop, 1);
            put(result, row++, degraded(crop, m_recipe.degradations, random), example.classes);
        }
        return result;
    }

    torch::Tensor loss(const Batch& batch) override
    {
        const auto features = m_network->encoder->forward(metrics::toUnitRange(batch[0], m_device));
        return torch::binary_cross_entropy_with_logits(m_network->classHead(features), batch[1].to(m_device))
            + torch::binary_cross_entropy_with_logits(m_network->degradationHead(features), batch[2].to(m_device));
    }

    std::map<std::string, double> finish(const ProgressFunction& progress) override
    {
        torch::NoGradGuard guard;
        m_network->eval();
        std::map<std::string, double> result;
        if (!m_val.empty())
            result = validate(progress);
        // The heads have served; from here on only the features matter.
        const std::size_t count = std::min(standardiseWith, m_train.size());
        std::vector<torch::Tensor> features;
        features.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            features.push_back(featuresOf(m_train[i * m_train.size() / count].image));
            if (progress)
                progress(i + 1, count, "standardising");
        }
        if (count > 1)
            m_network->encoder->standardise(torch::cat(features, 0));
        return result;
    }

    void save(const std::filesystem::path& folder, metrics::PerceptionCard card) override
    {
        card.kind = metrics::PerceptionCard::encoder;
        card.width = m_recipe.width;
        card.dimensions = m_recipe.dimensions;
        card.intendedUse = "Distances between sets of pictures (Frechet, kernel) and between two pictures";
        card.notFor = "Diagnosis, or any decision about a patient; numbers that are called FID";
        card.limitations = "Small and trained on one data set; blind to what neither its lesion classes nor its degradations are about";
        metrics::savePerceptionModel(folder, *m_network->encoder, std::move(card));
    }

private:
    std::vector<Example> load(const std::filesystem::path& data, const std::string& split, const ProgressFunction& progress) const
    {
        const auto manifest = DatasetManifest::load(data);
        std::vector<Example> examples;
        for (const auto& item : manifest.items) {
            if (item.split != split)
                continue;
            const auto sample = loadSample(data, item);
            Example example{sample.image, std::vector<float>(static_cast<std::size_t>(m_classes), 0.0f)};
            for (std::int64_t id = 1; id <= m_classes; ++id)
                example.classes[static_cast<std::size_t>(id - 1)] = cv::countNonZero(sample.labels == static_cast<double>(id)) > 0 ? 1 : 0;
            examples.push_back(std::move(example));
            if (progress)
                progress(examples.size(), manifest.items.size(), "loading " + split);
        }
        return examples;
    }

    static void put(const Batch& batch, std::int64_t row, const Degraded& degraded, const std::vector<float>& classes)
    {
        const cv::Mat plain = degraded.image.isContinuous() ? degraded.image : degraded.image.clone();
        std::memcpy(batch[0][row].data_ptr(), plain.data, plain.total());
        std::memcpy(batch[1][row].data_ptr(), classes.data(), classes.size() * sizeof(float));
        std::memcpy(batch[2][row].data_ptr(), degraded.strength.data(), degraded.strength.size() * sizeof(float));
    }

    torch::Tensor featuresOf(const cv::Mat& image)
    {
        return m_network->encoder->forward(metrics::toUnitRange(metrics::toTensor(image), m_device)).to(torch::kCPU);
    }

    std::map<std::string, double> validate(const ProgressFunction& progress)
    {
        std::map<std::string, double> result;
        std::array<double, degradationNames.size()> error{};
        double right = 0;
        for (std::size_t i = 0; i < m_val.size(); ++i) {
            Random random(m_recipe.seed, validationPurpose, i);
            const auto classes = m_network->classHead(featuresOf(m_val[i].image).to(m_device)).to(torch::kCPU);
            right += m_val[i].classes[static_cast<std::size_t>(classes.argmax(1).item<std::int64_t>())] > 0 ? 1 : 0;
            const auto spoilt = degraded(m_val[i].image, m_recipe.degradations, random);
            const auto found = torch::sigmoid(m_network->degradationHead(featuresOf(spoilt.image).to(m_device))).to(torch::kCPU);
            for (std::size_t kind = 0; kind < error.size(); ++kind)
                error[kind] += std::abs(found[0][static_cast<std::int64_t>(kind)].item<double>() - spoilt.strength[kind]);
            if (progress)
                progress(i + 1, m_val.size(), "measuring on val");
        }
        const auto count = static_cast<double>(m_val.size());
        result["val_images"] = count;
        result["val_class_accuracy"] = right / count;
        for (std::size_t kind = 0; kind < error.size(); ++kind)
            result[fmt::format("val_error_{}", degradationNames[kind])] = error[kind] / count;
        return result;
    }

    Recipe m_recipe;
    torch::Device m_device;
    std::int64_t m_classes;
    std::vector<Example> m_train, m_val;
    LearningEncoder m_network{nullptr};
};

} // namespace

std::unique_ptr<Task> makeEncoderTask(
    const Recipe& recipe, const std::filesystem::path& data, torch::Device device, const ProgressFunction& progress)
{
    return std::make_unique<EncoderTask>(recipe, data, device, progress);
}

} // namespace sonosketch::perception
