// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/augmentation.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "models/metrics/perception_model.h"
#include "models/perception_training/adamw.h"
#include "models/perception_training/augmentation_file.h"
#include "models/perception_training/segmenter_task.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

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
        begin();
        if (!isComplete())
            prepare();
        for (int i = 0; i < m_options.seeds && !m_cancel.isCancelled(); ++i) {
            const auto seed = m_options.recipe.seed + static_cast<std::uint64_t>(i);
            for (const auto& kind : augmentationKinds) {
                if (m_cancel.isCancelled())
                    break;
                if (isDone(kind, seed))
                    continue;
                trainOne(kind, seed);
                write();
            }
        }
        m_result.finished = isComplete();
        write();
        return m_result;
    }

private:
    std::filesystem::path file() const { return m_options.out / "augmentation.json"; }
    bool isComplete() const { return m_result.runs.size() == augmentationKinds.size() * static_cast<std::size_t>(m_options.seeds); }
    bool isDone(const std::string& kind, std::uint64_t seed) const
    {
        return std::ranges::any_of(m_result.runs, [&](const AugmentationRun& run) { return run.data == kind && run.seed == seed; });
    }

    /// Chooses the pictures, and takes over what the folder holds of this experiment.
    void begin()
    {
        m_trainItems = itemsOf(m_manifest, "train", m_options.limit);
        m_testItems = itemsOf(m_manifest, "test", m_options.limit);
        const auto& recipe = m_options.recipe;
        const auto& info = m_generator.info();
        const std::span text(reinterpret_cast<const std::uint8_t*>(recipe.text.data()), recipe.text.size());
        m_setting = {m_manifest.name, info.name, info.hash, recipe.name, sha256(text), recipe.resolution, recipe.width, recipe.batch,
            recipe.steps, static_cast<std::int64_t>(m_trainItems.size()), static_cast<std::int64_t>(m_testItems.size())};
        if (m_options.resume)
            m_result = readAugmentation(file(), m_setting);
        else if (std::filesystem::exists(file()))
            throw Error(ErrorCode::InvalidArgument, "this folder holds an experiment", m_options.out.string(),
                "Go on with --resume, or name another folder");
        for (const auto& run : m_result.runs) {
            if (run.seed - recipe.seed >= static_cast<std::uint64_t>(m_options.seeds))
                throw Error(ErrorCode::InvalidArgument, fmt::format("the experiment there has a run of seed {}", run.seed), file().string(),
                    "Ask for at least as many --seeds as it has");
            if (std::ranges::count_if(
                    m_result.runs, [&](const AugmentationRun& other) { return other.data == run.data && other.seed == run.seed; })
                > 1)
                throw Error(
                    ErrorCode::Corrupt, fmt::format("the run {} of seed {} stands there twice", run.data, run.seed), file().string());
        }
        m_result.trainPictures = m_trainItems.size();
        m_result.testPictures = m_testItems.size();
    }

    void say(const std::string& line) const
    {
        if (m_options.progress)
            m_options.progress(line);
    }

    void prepare()
    {
        const ConditionBuilder builder(m_generator.info().spec);
        const int resolution = m_options.recipe.resolution;
        m_real.reserve(m_trainItems.size());
        m_synthetic.reserve(m_trainItems.size());
        const auto began = Clock::now();
        for (const auto* item : m_trainItems) {
            const auto sample = loadSample(m_options.data, *item);
            m_real.push_back(reduced({sample.image, sample.labels}, resolution));
            const auto condition = builder.build(sample.labels, composeSketch(sample.sketch, sample.labels, {}), sample.fieldOfView);
            m_synthetic.push_back(reduced({m_generator.synthesize(condition, m_cancel), sample.labels}, resolution));
            say(fmt::format("synthesising: {}/{}, {:.2f} s a picture", m_synthetic.size(), m_trainItems.size(),
                secondsSince(began) / static_cast<double>(m_synthetic.size())));
        }
        m_result.synthesisSeconds = secondsSince(began);
        m_test.reserve(m_testItems.size());
        for (const auto* item : m_testItems) {
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

    void write() const { writeAugmentation(file(), m_setting, m_options.seeds, m_result); }

    const AugmentationOptions& m_options;
    Generator& m_generator;
    const CancelToken& m_cancel;
    torch::Device m_device;
    DatasetManifest m_manifest;
    std::vector<const DatasetItem*> m_trainItems, m_testItems;
    AugmentationSetting m_setting;
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
