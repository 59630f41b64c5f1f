// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/augmentation.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "models/metrics/perception_model.h"
#include "models/perception_training/adamw.h"
#include "models/perception_training/segmenter_task.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>

namespace sonosketch::perception {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<const DatasetItem*> itemsOf(const DatasetManifest& manifest, const std::string& split, std::size_t limit)
{
    std::vector<const DatasetItem*> all;
    for (const auto& item : manifest.items) {
        if (item.split == split)
            all.push_back(&item);
    }
    if (all.empty())
        throw Error(ErrorCode::NotFound, "the data set has no examples in the split \"" + split + "\"", {}, "See its manifest.json");
    if (limit == 0 || limit >= all.size())
        return all;
    std::vector<const DatasetItem*> some;
    some.reserve(limit);
    for (std::size_t i = 0; i < limit; ++i)
        some.push_back(all[i * all.size() / limit]);
    return some;
}

class Experiment {
public:
    Experiment(const AugmentationOptions& options, Generator& generator, const CancelToken& cancel)
        : m_options(options)
        , m_generator(generator)
        , m_cancel(cancel)
        , m_device(metrics::perceptionDevice(options.device))
        , m_manifest(DatasetManifest::load(options.data))
    {
        if (options.seeds < 1 || options.recipe.kind != Recipe::Kind::Segmenter)
            throw Error(ErrorCode::InvalidArgument, "the experiment needs a segmenter's recipe and one seed at least");
        const auto& spec = generator.info().spec;
        if (ConditionSpec::forPalette(m_manifest.palette, spec.fieldOfView).classes != spec.classes)
            throw Error(ErrorCode::VersionMismatch,
                fmt::format("the data set's palette \"{}\" is not the model's \"{}\"", m_manifest.palette.name(), spec.palette),
                options.data.string());
        std::error_code error;
        std::filesystem::create_directories(options.out, error);
        if (error)
            throw Error(ErrorCode::WriteFailed, "cannot make folder (" + error.message() + ")", options.out.string());
    }

    AugmentationResult execute()
    {
        prepare();
        for (int i = 0; i < m_options.seeds && !m_cancel.isCancelled(); ++i) {
            for (const auto& kind : augmentationKinds) {
                if (m_cancel.isCancelled())
                    break;
                trainOne(kind, m_options.recipe.seed + static_cast<std::uint64_t>(i));
                write();
            }
        }
        m_result.finished = m_result.runs.size() == augmentationKinds.size() * static_cast<std::size_t>(m_options.seeds);
        write();
        return m_result;
    }

private:
    void say(const std::string& line) const
    {
        if (m_options.progress)
            m_options.progress(line);
    }

    void prepare()
    {
        const auto train = itemsOf(m_manifest, "train", m_options.limit);
        const auto test = itemsOf(m_manifest, "test", m_options.limit);
        m_result.trainPictures = train.size();
        m_result.testPictures = test.size();
        const ConditionBuilder builder(m_generator.info().spec);
        const int resolution = m_options.recipe.resolution;
        m_real.reserve(train.size());
        m_synthetic.reserve(train.size());
        const auto began = Clock::now();
        for (const auto* item : train) {
            const auto sample = loadSample(m_options.data, *item);
            m_real.push_back(reduced({sample.image, sample.labels}, resolution));
            const auto condition = builder.build(sample.labels, composeSketch(sample.sketch, sample.labels, {}), sample.fieldOfView);
            m_synthetic.push_back(reduced({m_generator.synthesize(condition, m_cancel), sample.labels}, resolution));
            say(fmt::format("synthesising: {}/{}, {:.2f} s a picture", m_synthetic.size(), train.size(),
                secondsSince(began) / static_cast<double>(m_synthetic.size())));
        }
        m_result.synthesisSeconds = secondsSince(began);
        m_test.reserve(test.size());
        for (const auto* item : test) {
            const auto sample = loadSample(m_options.data, *item);
            m_test.push_back({sample.image, sample.labels});
        }
    }

    std::vector<LabelledPicture> picturesFor(const std::string& kind) const
    {
        if (kind == "real")
            return m_real;
        auto pictures = m_synthetic; // shallow: the pixels are shared
        if (kind == "both")
            pictures.insert(pictures.end(), m_real.begin(), m_real.end());
        return pictures;
    }

    void trainOne(const std::string& kind, std::uint64_t seed)
    {
        auto recipe = m_options.recipe;
        recipe.seed = seed;
        const auto pictures = picturesFor(kind);
        const auto began = Clock::now();
        auto network = makeSegmenter(recipe, m_manifest.palette.size(), m_device);
        AdamW optimiser(*network, recipe.weightDecay);
        network->train();
        const auto lastSteps = std::max<std::int64_t>(1, recipe.steps / 10);
        AugmentationRun run;
        for (std::int64_t step = 0; step < recipe.steps; ++step) {
            if (m_cancel.isCancelled())
                return;
            const auto batch = segmenterBatch(pictures, recipe, step);
            optimiser.zeroGrad();
            const auto loss = segmentationLoss(network->forward(metrics::toUnitRange(batch[0], m_device)), batch[1].to(m_device));
            const double value = loss.item<double>();
            if (!std::isfinite(value))
                throw Error(ErrorCode::Corrupt, "training diverged: a loss is not finite", {}, "Use a lower learning rate");
            loss.backward();
            optimiser.step(learningRateAt(recipe, step));
            if (step >= recipe.steps - lastSteps)
                run.loss += value / static_cast<double>(lastSteps);
            say(fmt::format("{}, seed {}: step {}/{}  loss {:.4f}  {:.2f} s a step", kind, seed, step + 1, recipe.steps, value,
                secondsSince(began) / static_cast<double>(step + 1)));
        }
        run.seconds = secondsSince(began);
        network->eval();
        const auto score = scoreSegmenter(network, m_test, recipe.resolution, m_manifest.palette.size(), m_device);
        run.data = kind;
        run.seed = seed;
        run.pictures = pictures.size();
        run.lesion = score.lesion;
        run.mean = score.mean;
        for (const auto& [id, dice] : score.classes)
            run.classes[m_manifest.palette.classes()[static_cast<std::size_t>(id)].name] = dice;
        m_result.runs.push_back(std::move(run));
    }

    void write() const
    {
        using Json = nlohmann::ordered_json;
        Json json;
        json["format"] = "sonosketch-augmentation";
        json["version"] = 1;
        json["finished"] = m_result.finished;
        json["dataset"] = m_manifest.name;
        json["model"] = m_generator.info().name;
        json["model_hash"] = m_generator.info().hash;
        json["recipe"] = m_options.recipe.name;
        json["resolution"] = m_options.recipe.resolution;
        json["width"] = m_options.recipe.width;
        json["batch"] = m_options.recipe.batch;
        json["steps"] = m_options.recipe.steps;
        json["seeds"] = m_options.seeds;
        json["train_images"] = m_result.trainPictures;
        json["test_images"] = m_result.testPictures;
        json["synthesis_seconds"] = m_result.synthesisSeconds;
        for (const auto& kind : augmentationKinds) {
            const auto summary = m_result.summary(kind);
            json["summary"][kind] = {{"runs", summary.runs}, {"dice_lesion", summary.lesion}, {"dice_lesion_std", summary.lesionDeviation},
                {"dice_mean", summary.mean}, {"dice_mean_std", summary.meanDeviation}};
        }
        json["runs"] = Json::array();
        for (const auto& run : m_result.runs)
            json["runs"].push_back({{"data", run.data}, {"seed", run.seed}, {"images", run.pictures}, {"dice_lesion", run.lesion},
                {"dice_mean", run.mean}, {"dice", run.classes}, {"loss", run.loss}, {"seconds", run.seconds}});
        writeFileAtomically(m_options.out / "augmentation.json", json.dump(2) + "\n");
    }

    const AugmentationOptions& m_options;
    Generator& m_generator;
    const CancelToken& m_cancel;
    torch::Device m_device;
    DatasetManifest m_manifest;
    std::vector<LabelledPicture> m_real, m_synthetic, m_test;
    AugmentationResult m_result;
};

} // namespace

AugmentationResult::Summary AugmentationResult::summary(const std::string& data) const
{
    Summary result;
    for (const auto& run : runs) {
        if (run.data != data)
            continue;
        ++result.runs;
        result.lesion += run.lesion;
        result.mean += run.mean;
    }
    if (result.runs == 0)
        return result;
    const auto count = static_cast<double>(result.runs);
    result.lesion /= count;
    result.mean /= count;
    for (const auto& run : runs) {
        if (run.data != data)
            continue;
        result.lesionDeviation += (run.lesion - result.lesion) * (run.lesion - result.lesion);
        result.meanDeviation += (run.mean - result.mean) * (run.mean - result.mean);
    }
    const double divisor = std::max(1.0, count - 1.0);
    result.lesionDeviation = std::sqrt(result.lesionDeviation / divisor);
    result.meanDeviation = std::sqrt(result.meanDeviation / divisor);
    return result;
}

AugmentationResult runAugmentation(const AugmentationOptions& options, Generator& generator, const CancelToken& cancel)
{
    try {
        return Experiment(options, generator, cancel).execute();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        throw Error(ErrorCode::Device, "the experiment's computation failed: " + text.substr(0, text.find('\n')));
    }
}

} // namespace sonosketch::perception
