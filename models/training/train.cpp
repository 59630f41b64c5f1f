// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/train.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/metrics/image_metrics.h"
#include "models/checkpoint/model_folder.h"
#include "models/training/sample_grid.h"
#include "models/training/trainer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <future>

namespace sonosketch::training {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

cv::Mat pictureOf(const torch::Tensor& images, std::int64_t index)
{
    const auto one = images[index][0].contiguous();
    return cv::Mat(static_cast<int>(one.size(0)), static_cast<int>(one.size(1)), CV_8UC1, one.data_ptr()).clone();
}

/// One training run from its folder and options to its model; train() is its only user.
class Run {
public:
    Run(const TrainOptions& options, const CancelToken& cancel)
        : m_options(options)
        , m_recipe(options.recipe)
        , m_cancel(cancel)
        , m_machine(chooseMachine(options.device))
        , m_manifest(DatasetManifest::load(options.data))
        , m_spec(ConditionSpec::forPalette(m_manifest.palette))
        , m_train(options.data, "train", m_spec, loadingProgress())
        , m_state(m_recipe, m_spec, m_machine.device)
        , m_trainer(m_recipe, m_machine, m_state)
    {
        openFolder();
        if (hasSplit("val"))
            m_val.emplace(options.data, "val", m_spec, loadingProgress());
    }

    TrainResult execute()
    {
        const auto began = Clock::now();
        spdlog::info("{} examples; {}, {}", m_train.size(), m_machine.name, m_machine.precision());
        spdlog::info("generator {} parameters, discriminator {}", nn::parameterCount(*m_state.generator),
            nn::parameterCount(*m_state.discriminator));
        LossLog log(m_options.out / "losses.csv", m_state.step);
        auto lastCheckpoint = Clock::now();
        std::future<Batch> next = prefetch(m_state.step);
        bool stopped = false;
        while (m_state.phase < m_recipe.phases.size() && !stopped) {
            const Phase& phase = m_recipe.phases[m_state.phase];
            beginPhase(phase);
            while (phaseProgress(phase) < 1.0) {
                stopped = m_cancel.isCancelled() || (m_options.maxMinutes && secondsSince(began) > *m_options.maxMinutes * 60);
                if (stopped)
                    break;
                oneStep(phase, log, next);
                if (m_state.step % m_options.sampleEverySteps == 0)
                    writeSamples();
                if (secondsSince(lastCheckpoint) > m_options.checkpointMinutes * 60) {
                    m_state.save(checkpointPath());
                    lastCheckpoint = Clock::now();
                }
            }
            if (!stopped)
                endPhase(phase);
        }
        next.wait();
        m_state.save(checkpointPath());
        writeSamples();
        return result(!stopped);
    }

private:
    ProgressFunction loadingProgress() const
    {
        return [this](std::size_t done, std::size_t total, const std::string& what) {
            if (m_options.progress && (done % 50 == 0 || done == total))
                m_options.progress(fmt::format("{}: {}/{}", what, done, total));
        };
    }

    bool hasSplit(const std::string& split) const
    {
        return std::any_of(m_manifest.items.begin(), m_manifest.items.end(), [&](const DatasetItem& item) { return item.split == split; });
    }

    fs::path checkpointPath() const { return m_options.out / "checkpoint.safetensors"; }

    void openFolder()
    {
        std::error_code error;
        fs::create_directories(m_options.out / "samples", error);
        if (error)
            throw Error(ErrorCode::WriteFailed, "cannot make the run's folder (" + error.message() + ")", m_options.out.string());
        const bool exists = fs::exists(checkpointPath());
        if (exists && !m_options.resume)
            throw Error(ErrorCode::InvalidArgument, "this folder holds a training run", m_options.out.string(),
                "Go on with --resume, or name another folder");
        if (exists) {
            m_state.load(checkpointPath());
            spdlog::info("resuming at step {}", m_state.step);
        } else {
            writeFileAtomically(m_options.out / "recipe.toml", m_recipe.text);
        }
    }

    std::future<Batch> prefetch(std::int64_t step) const
    {
        return std::async(std::launch::async, [this, step] { return m_train.batch(step, m_recipe); });
    }

    /// 0..1: by steps, or by time where a budget is set and runs out first.
    double phaseProgress(const Phase& phase) const
    {
        double progress = static_cast<double>(m_state.phaseStep) / static_cast<double>(phase.stepsFor(m_train.size(), m_recipe.batch));
        if (m_options.budgetMinutes && phase.share > 0)
            progress = std::max(progress, m_state.phaseSeconds / (*m_options.budgetMinutes * 60 * phase.share));
        return progress;
    }

    void beginPhase(const Phase& phase)
    {
        // Both are no-ops when the checkpoint that was resumed had grown already.
        if (phase.grow == Phase::Grow::Discriminator)
            m_state.growDiscriminator();
        if (phase.grow == Phase::Grow::Generator)
            m_state.growGenerator();
        spdlog::info(
            "phase {} of {}: {} at {} (step {})", m_state.phase + 1, m_recipe.phases.size(), phase.name, phase.resolution, m_state.step);
    }

    void endPhase(const Phase& phase)
    {
        fade(phase, 1.0);
        ++m_state.phase;
        m_state.phaseStep = 0;
        m_state.phaseSeconds = 0;
        m_state.save(checkpointPath());
    }

    void fade(const Phase& phase, double progress)
    {
        double generator = m_state.generator->alpha();
        double discriminator = m_state.discriminator->alpha();
        if (phase.grow == Phase::Grow::Discriminator)
            discriminator = fadeAlpha(progress, m_recipe.fadeFraction, 1.0);
        if (phase.grow == Phase::Grow::Generator)
            generator = fadeAlpha(progress, m_recipe.fadeFraction, generatorAlphaCap);
        m_state.setAlpha(generator, discriminator);
    }

    void oneStep(const Phase& phase, LossLog& log, std::future<Batch>& next)
    {
        const auto began = Clock::now();
        const double progress = phaseProgress(phase);
        fade(phase, progress);
        const Batch batch = next.get();
        next = prefetch(m_state.step + 1);
        LossRow row = m_trainer.step(batch, phase, 1.0 - progress * (1.0 - phase.learningRateEnd));
        const double seconds = secondsSince(began);
        m_state.seconds += seconds;
        m_state.phaseSeconds += seconds;
        row.phase = phase.name;
        row.seconds = m_state.seconds;
        log.append(row);
        if (m_options.progress) {
            const double now = phaseProgress(phase);
            const double imagesPerSecond = static_cast<double>(m_state.phaseStep * m_recipe.batch) / std::max(m_state.phaseSeconds, 1e-6);
            const double left = now > 0 ? m_state.phaseSeconds * (1.0 / now - 1.0) : 0.0;
            m_options.progress(progressLine(
                row, m_state.phaseStep, phase.stepsFor(m_train.size(), m_recipe.batch), now, imagesPerSecond, std::max(left, 0.0)));
        }
    }

    /// Eight examples spread over the val split (the train split where there is none).
    void writeSamples()
    {
        constexpr std::size_t wanted = 8;
        const BatchLoader& loader = m_val ? *m_val : m_train;
        const std::size_t count = std::min(wanted, loader.size());
        std::vector<SampleRow> rows;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t index = i * loader.size() / count;
            const auto& sample = loader.sample(index);
            const auto image = m_trainer.synthesise(loader.plain(index, 1));
            rows.push_back(
                {sample.labels, composeSketch(sample.sketch, sample.labels, {}), sample.fieldOfView, pictureOf(image, 0), sample.image});
        }
        writeSampleGrid(m_options.out / "samples" / fmt::format("{:07d}.png", m_state.step), drawSampleGrid(rows, m_manifest.palette));
    }

    std::map<std::string, double> validate()
    {
        std::map<std::string, double> metrics;
        if (!m_val)
            return metrics;
        double difference = 0, similarity = 0;
        for (std::size_t i = 0; i < m_val->size(); ++i) {
            const cv::Mat picture = pictureOf(m_trainer.synthesise(m_val->plain(i, 1)), 0);
            difference += sonosketch::l1(picture, m_val->sample(i).image);
            similarity += msSsim(picture, m_val->sample(i).image);
            if (m_options.progress)
                m_options.progress(fmt::format("measuring on val: {}/{}", i + 1, m_val->size()));
        }
        const auto count = static_cast<double>(m_val->size());
        metrics["val_images"] = count;
        metrics["val_l1"] = difference / count; // 0..1, of the whole grey range
        metrics["val_ms_ssim"] = similarity / count;
        return metrics;
    }

    TrainResult result(bool finished)
    {
        TrainResult result;
        result.finished = finished;
        result.steps = m_state.step;
        result.minutes = m_state.seconds / 60;
        result.device = m_machine.name;
        result.precision = m_machine.precision();
        result.generatorParameters = nn::parameterCount(*m_state.generator);
        result.discriminatorParameters = nn::parameterCount(*m_state.discriminator);
        if (!finished)
            return result;
        result.metrics = validate();
        saveResult(result);
        return result;
    }

    void saveResult(const TrainResult& result)
    {
        checkpoint::ModelCard card;
        card.name = m_recipe.name;
        card.spec = m_spec;
        card.recipe = m_recipe.name;
        card.dataset = m_manifest.name;
        card.split = fmt::format("train ({} images)", m_train.size());
        card.hardware = result.device + ", " + result.precision;
        card.trainedWith = "LibTorch " TORCH_VERSION;
        card.steps = result.steps;
        card.trainingMinutes = result.minutes;
        card.metrics = result.metrics;
        card.license = m_manifest.license;
        card.attribution = m_manifest.attribution;
        card.intendedUse = "Synthetic B-mode pictures for editing, teaching and image sets";
        card.notFor = "Diagnosis, or any decision about a patient; passing pictures off as real scans";
        card.limitations = "Not assessed by readers; see the sample grid";
        checkpoint::saveModel(m_options.out / "model", m_state.average, card, checkpoint::StoredPrecision::Float16);
        const auto grid = m_options.out / "samples" / fmt::format("{:07d}.png", m_state.step);
        std::error_code ignored;
        fs::copy_file(grid, m_options.out / "model" / "samples.png", fs::copy_options::overwrite_existing, ignored);
    }

    const TrainOptions& m_options;
    const Recipe& m_recipe;
    const CancelToken& m_cancel;
    Machine m_machine;
    DatasetManifest m_manifest;
    ConditionSpec m_spec;
    BatchLoader m_train;
    std::optional<BatchLoader> m_val;
    RunState m_state;
    Trainer m_trainer;
};

} // namespace

TrainResult train(const TrainOptions& options, const CancelToken& cancel)
{
    try {
        return Run(options, cancel).execute();
    } catch (const c10::Error& error) {
        // LibTorch's messages carry a stack trace; the first line says what happened.
        const std::string text = error.what_without_backtrace();
        throw Error(
            ErrorCode::Device, "the training computation failed: " + text.substr(0, text.find('\n')), {}, "Resume, or try --device cpu");
    }
}

} // namespace sonosketch::training
