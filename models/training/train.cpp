// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/training_run.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_folder.h"
#include "models/distributed/process_group.h"
#include "models/training/compute_clock.h"
#include "models/training/trainer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <span>

namespace sonosketch::training {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

/// The other processes of the run; nothing for one that trains alone.
std::unique_ptr<distributed::ProcessGroup> joinOthers(const TrainOptions& options, const Machine& machine)
{
    if (!options.launch)
        return nullptr;
    return distributed::ProcessGroup::join(*options.launch, machine.device.is_cuda() ? machine.device.index() : -1);
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One training run from its examples and options to its model; trainOn() is its only user.
class Run {
public:
    Run(TrainingSet set, const TrainOptions& options, const RunHooks& hooks, const CancelToken& cancel)
        : m_options(options)
        , m_hooks(hooks)
        , m_recipe(options.recipe)
        , m_cancel(cancel)
        , m_machine(chooseMachine(options.device, options.launch ? options.launch->localRank : 0))
        , m_shard(options.launch ? distributed::shardOf(m_recipe.batch, options.launch->rank, options.launch->size)
                                 : distributed::Shard{0, m_recipe.batch})
        , m_clock(m_machine.device.is_cpu())
        , m_dataset{set.name, set.license, set.attribution}
        , m_spec(ConditionSpec::forPalette(set.palette))
        , m_train(std::move(set.train), m_spec)
        , m_state(m_recipe, m_spec, m_machine.device)
        , m_group(joinOthers(options, m_machine))
        , m_trainer(m_recipe, m_machine, m_state, m_group.get())
    {
        openFolder();
        agreeOnStart();
        if (set.val.size() > 0)
            m_val.emplace(std::move(set.val), m_spec);
        if (m_machine.device.is_cuda())
            m_train.pinMemory();
    }

    TrainResult execute()
    {
        const auto began = Clock::now();
        spdlog::info("{} examples; {}, {}", m_train.size(), m_machine.name, m_machine.precision());
        spdlog::info("generator {} parameters, discriminator {}", nn::parameterCount(*m_state.generator),
            nn::parameterCount(*m_state.discriminator));
        if (writes())
            m_log.emplace(m_options.out / "losses.csv", m_state.step);
        auto lastCheckpoint = Clock::now();
        std::future<Batch> next = prefetch(m_state.step);
        bool stopped = false;
        while (m_state.phase < m_recipe.phases.size() && !stopped) {
            const Phase& phase = m_recipe.phases[m_state.phase];
            beginPhase(phase);
            while (phaseProgress(phase) < 1.0) {
                stopped = shouldStop(began);
                if (stopped)
                    break;
                oneStep(phase, next);
                if (m_state.step % m_options.sampleEverySteps == 0)
                    writeSamples();
                if (secondsSince(lastCheckpoint) > m_options.checkpointMinutes * 60) {
                    saveCheckpoint();
                    lastCheckpoint = Clock::now();
                }
            }
            if (!stopped)
                endPhase(phase);
        }
        next.wait();
        saveCheckpoint();
        writeSamples();
        return result(!stopped);
    }

private:
    /// Of several processes only the first writes files and speaks to the terminal.
    bool writes() const { return !m_group || m_group->isFirst(); }

    fs::path checkpointPath() const { return m_options.out / "checkpoint.safetensors"; }

    void saveCheckpoint() const
    {
        if (writes())
            m_state.save(checkpointPath());
    }

    /// All processes begin with the same weights at the same step, or none does.
    void agreeOnStart()
    {
        if (!m_group)
            return;
        m_group->requireEqual("the recipe", m_recipe.text);
        m_group->requireEqual("the data set", fmt::format("{} {}", m_dataset.name, m_train.size()));
        m_group->requireEqual("device and precision", fmt::format("{} {}", m_machine.device.is_cuda(), m_machine.bf16));
        m_group->requireEqual("--budget-minutes", fmt::format("{}", m_options.budgetMinutes.value_or(0)));
        m_group->requireEqual("the step to go on from", fmt::format("{} {} {}", m_state.step, m_state.phase, m_state.phaseStep));
        std::vector<torch::Tensor> weights;
        for (const torch::nn::Module* module : {static_cast<torch::nn::Module*>(m_state.generator.get()),
                 static_cast<torch::nn::Module*>(m_state.average.get()), static_cast<torch::nn::Module*>(m_state.discriminator.get())}) {
            for (const auto& tensors : {module->parameters(), module->buffers()})
                weights.insert(weights.end(), tensors.begin(), tensors.end());
        }
        m_group->broadcast(weights);
        spdlog::info("process {} of {}, over {}", m_group->rank() + 1, m_group->size(), m_group->transport());
    }

    /// The same answer in every process, so that all stop after the same step.
    bool shouldStop(Clock::time_point began)
    {
        const bool stop = m_cancel.isCancelled() || (m_options.maxMinutes && secondsSince(began) > *m_options.maxMinutes * 60);
        return m_group ? m_group->any(stop) : stop;
    }

    void openFolder()
    {
        std::error_code error;
        if (writes())
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
            if (m_recipe.needsModel && !m_options.from)
                throw Error(ErrorCode::InvalidArgument, "the recipe goes on from a finished model, and none is given", m_recipe.name,
                    "Name its folder with --from");
            if (m_options.from)
                m_state.startFrom(*m_options.from);
            if (writes())
                writeFileAtomically(m_options.out / "recipe.toml", m_recipe.text);
        }
    }

    std::future<Batch> prefetch(std::int64_t step) const
    {
        return std::async(std::launch::async, [this, step] {
            const auto draws = m_train.draw(step, m_recipe);
            return m_train.assemble(
                std::span(draws).subspan(static_cast<std::size_t>(m_shard.first), static_cast<std::size_t>(m_shard.count)));
        });
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
        saveCheckpoint();
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

    void oneStep(const Phase& phase, std::future<Batch>& next)
    {
        const double began = m_clock.seconds();
        const double progress = phaseProgress(phase);
        fade(phase, progress);
        const Batch batch = next.get();
        next = prefetch(m_state.step + 1);
        LossRow row = m_trainer.step(batch, phase, 1.0 - progress * (1.0 - phase.learningRateEnd));
        double seconds = m_clock.seconds() - began;
        if (m_group)
            seconds = m_group->fromFirst(seconds); // a budget ends a phase everywhere at once
        m_state.seconds += seconds;
        m_state.phaseSeconds += seconds;
        row.phase = phase.name;
        row.seconds = m_state.seconds;
        if (!writes())
            return;
        m_log->append(row);
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
        if (!m_hooks.writeSamples || !writes())
            return;
        constexpr std::size_t wanted = 8;
        const BatchLoader& loader = m_val ? *m_val : m_train;
        const std::size_t count = std::min(wanted, loader.size());
        std::vector<SampleTensors> rows;
        rows.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t index = i * loader.size() / count;
            rows.push_back({loader.example(index), m_trainer.synthesise(loader.plain(index, 1))[0][0]});
        }
        m_hooks.writeSamples(m_options.out / "samples" / fmt::format("{:07d}", m_state.step), rows);
    }

    std::map<std::string, double> validate()
    {
        std::map<std::string, double> metrics;
        if (!m_val || !m_hooks.measure)
            return metrics;
        const auto count = static_cast<double>(m_val->size());
        for (std::size_t i = 0; i < m_val->size(); ++i) {
            const auto picture = m_trainer.synthesise(m_val->plain(i, 1))[0][0];
            for (const auto& [name, value] : m_hooks.measure(picture, m_val->example(i).image))
                metrics["val_" + name] += value / count;
            if (m_options.progress)
                m_options.progress(fmt::format("measuring on val: {}/{}", i + 1, m_val->size()));
        }
        metrics["val_images"] = count;
        return metrics;
    }

    TrainResult result(bool finished)
    {
        TrainResult result;
        result.finished = finished;
        result.writer = writes();
        result.steps = m_state.step;
        result.minutes = m_state.seconds / 60;
        result.device = m_machine.name;
        result.precision = m_machine.precision();
        result.generatorParameters = nn::parameterCount(*m_state.generator);
        result.discriminatorParameters = nn::parameterCount(*m_state.discriminator);
        if (!writes() || (!finished && !m_options.modelAtStop))
            return result;
        if (finished)
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
        card.dataset = m_dataset.name;
        card.split = fmt::format("train ({} images)", m_train.size());
        card.hardware = result.device + ", " + result.precision;
        card.trainedWith = "LibTorch " TORCH_VERSION;
        card.steps = result.steps;
        card.trainingMinutes = result.minutes;
        card.metrics = result.metrics;
        card.license = m_dataset.license;
        card.attribution = m_dataset.attribution;
        card.intendedUse = "Synthetic B-mode pictures for editing, teaching and image sets";
        card.notFor = "Diagnosis, or any decision about a patient; passing pictures off as real scans";
        card.limitations = "Not assessed by readers; see the sample grid";
        checkpoint::saveModel(m_options.out / "model", *m_state.average, card, checkpoint::StoredPrecision::Float16);
        const auto grid = m_options.out / "samples" / fmt::format("{:07d}.png", m_state.step);
        std::error_code ignored;
        fs::copy_file(grid, m_options.out / "model" / "samples.png", fs::copy_options::overwrite_existing, ignored);
    }

    const TrainOptions& m_options;
    const RunHooks& m_hooks;
    const Recipe& m_recipe;
    const CancelToken& m_cancel;
    Machine m_machine;
    distributed::Shard m_shard; ///< of each batch
    ComputeClock m_clock;
    struct {
        std::string name, license, attribution;
    } m_dataset;
    ConditionSpec m_spec;
    BatchLoader m_train;
    std::optional<BatchLoader> m_val;
    RunState m_state;
    std::unique_ptr<distributed::ProcessGroup> m_group;
    std::optional<LossLog> m_log;
    Trainer m_trainer;
};

} // namespace

TrainResult trainOn(TrainingSet set, const TrainOptions& options, const RunHooks& hooks, const CancelToken& cancel)
{
    try {
        return Run(std::move(set), options, hooks, cancel).execute();
    } catch (const c10::Error& error) {
        // LibTorch's messages carry a stack trace; the first line says what happened.
        const std::string text = error.what_without_backtrace();
        throw Error(
            ErrorCode::Device, "the training computation failed: " + text.substr(0, text.find('\n')), {}, "Resume, or try --device cpu");
    }
}

} // namespace sonosketch::training
