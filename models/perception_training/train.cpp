// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/train.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "models/checkpoint/safetensors.h"
#include "models/metrics/perception_model.h"
#include "models/nn/layers.h"
#include "models/perception_training/adamw.h"
#include "models/perception_training/task.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <future>
#include <numbers>
#include <sstream>

namespace sonosketch::perception {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int checkpointVersion = 1;
constexpr double warmUp = 0.05;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string hashOf(const std::string& text)
{
    return sha256(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

/// losses.csv, cut back to the checkpoint when a run resumes.
class LossLog {
public:
    LossLog(fs::path path, std::int64_t lastStep)
        : m_path(std::move(path))
    {
        std::string kept = "step,loss,learning_rate,seconds\n";
        if (fs::exists(m_path)) {
            std::istringstream lines(readTextFile(m_path));
            std::string line;
            std::getline(lines, line);
            while (std::getline(lines, line)) {
                char* end = nullptr;
                const long long step = std::strtoll(line.c_str(), &end, 10);
                if (end != line.c_str() && *end == ',' && step <= lastStep)
                    kept += line + "\n";
            }
        }
        writeFileAtomically(m_path, kept);
    }
    void append(std::int64_t step, double loss, double rate, double seconds)
    {
        std::ofstream file(m_path, std::ios::app);
        file << fmt::format("{},{:.5f},{:.6f},{:.1f}\n", step, loss, rate, seconds);
        if (!file)
            throw Error(ErrorCode::WriteFailed, "cannot append to the loss log", m_path.string(), "Check the free space");
    }

private:
    fs::path m_path;
};

/// One training run from its folder and options to its model; train() is its only user.
class Run {
public:
    Run(const TrainOptions& options, const CancelToken& cancel)
        : m_options(options)
        , m_recipe(options.recipe)
        , m_cancel(cancel)
        , m_device(metrics::perceptionDevice(options.device))
        , m_manifest(DatasetManifest::load(options.data))
        , m_task(m_recipe.kind == Recipe::Kind::Segmenter ? makeSegmenterTask(m_recipe, options.data, m_device, countProgress())
                                                          : makeEncoderTask(m_recipe, options.data, m_device, countProgress()))
        , m_optimiser(m_task->network(), m_recipe.weightDecay)
    {
        openFolder();
    }

    TrainResult execute()
    {
        const auto began = Clock::now();
        auto lastCheckpoint = began;
        LossLog log(m_options.out / "losses.csv", m_step);
        spdlog::info("{} examples, {} parameters, {}", m_task->examples(), nn::parameterCount(m_task->network()), deviceName());
        std::future<Task::Batch> next = prefetch();
        bool stopped = false;
        while (m_step < m_recipe.steps && !stopped) {
            oneStep(log, next);
            stopped = m_cancel.isCancelled() || (m_options.maxMinutes && secondsSince(began) > *m_options.maxMinutes * 60);
            if (secondsSince(lastCheckpoint) > m_options.checkpointMinutes * 60) {
                save();
                lastCheckpoint = Clock::now();
            }
        }
        next.wait();
        save();
        TrainResult result;
        result.finished = m_step >= m_recipe.steps;
        result.steps = m_step;
        result.minutes = m_seconds / 60;
        result.device = deviceName();
        result.parameters = nn::parameterCount(m_task->network());
        if (result.finished) {
            result.metrics = m_task->finish(countProgress());
            saveModel(result);
        }
        return result;
    }

private:
    fs::path checkpointPath() const { return m_options.out / "checkpoint.safetensors"; }
    std::string deviceName() const
    {
        return m_device.is_cuda() ? std::string("cuda:0") : fmt::format("cpu ({} threads)", torch::get_num_threads());
    }

    ProgressFunction countProgress() const
    {
        return [this](std::size_t done, std::size_t total, const std::string& what) {
            if (m_options.progress && (done % 20 == 0 || done == total))
                m_options.progress(fmt::format("{}: {}/{}", what, done, total));
        };
    }

    void openFolder()
    {
        std::error_code error;
        fs::create_directories(m_options.out, error);
        if (error)
            throw Error(ErrorCode::WriteFailed, "cannot make the run's folder (" + error.message() + ")", m_options.out.string());
        const bool exists = fs::exists(checkpointPath());
        if (exists && !m_options.resume)
            throw Error(ErrorCode::InvalidArgument, "this folder holds a training run", m_options.out.string(),
                "Go on with --resume, or name another folder");
        if (exists)
            load();
        else
            writeFileAtomically(m_options.out / "recipe.toml", m_recipe.text);
    }

    std::future<Task::Batch> prefetch() const
    {
        return std::async(std::launch::async, [this, step = m_step] { return m_task->batch(step); });
    }

    void oneStep(LossLog& log, std::future<Task::Batch>& next)
    {
        const auto began = Clock::now();
        const auto batch = next.get();
        const double rate = learningRateAt(m_recipe, m_step);
        ++m_step;
        next = prefetch();
        m_task->network().train();
        m_optimiser.zeroGrad();
        const auto loss = m_task->loss(batch);
        const double value = loss.item<double>();
        if (!std::isfinite(value)) {
            next.wait();
            throw Error(ErrorCode::Corrupt, fmt::format("training diverged: the loss is not finite at step {}", m_step), {},
                "Resume from the last checkpoint with a lower learning rate");
        }
        loss.backward();
        m_optimiser.step(rate);
        m_seconds += secondsSince(began);
        log.append(m_step, value, rate, m_seconds);
        if (m_options.progress) {
            const double perStep = m_seconds / static_cast<double>(m_step);
            m_options.progress(fmt::format("step {}/{}  loss {:.4f}  {:.2f} s a step  {:.0f} s left", m_step, m_recipe.steps, value,
                perStep, perStep * static_cast<double>(m_recipe.steps - m_step)));
        }
    }

    void save() const
    {
        checkpoint::TensorFile file;
        checkpoint::collect(m_task->network(), "network.", file);
        m_optimiser.save("adamw.", file);
        const nlohmann::json state = {
            {"version", checkpointVersion}, {"step", m_step}, {"seconds", m_seconds}, {"recipe_sha256", hashOf(m_recipe.text)}};
        file.metadata["format"] = "sonosketch-perception-checkpoint";
        file.metadata["state"] = state.dump();
        checkpoint::writeSafetensors(checkpointPath(), file);
    }

    void load()
    {
        const auto path = checkpointPath();
        const auto file = checkpoint::readSafetensors(path);
        try {
            const auto state = nlohmann::json::parse(file.metadata.at("state"));
            if (state.at("version").get<int>() != checkpointVersion)
                throw Error(ErrorCode::VersionMismatch, "the checkpoint was written by another version", path.string());
            if (state.at("recipe_sha256").get<std::string>() != hashOf(m_recipe.text))
                throw Error(ErrorCode::VersionMismatch, "the checkpoint was made with another recipe", path.string(),
                    "Resume with the run's own recipe.toml, or start a new run");
            state.at("step").get_to(m_step);
            state.at("seconds").get_to(m_seconds);
        } catch (const nlohmann::json::exception& error) {
            throw Error(ErrorCode::Corrupt, std::string("the checkpoint's state is not valid: ") + error.what(), path.string());
        } catch (const std::out_of_range&) {
            throw Error(ErrorCode::Corrupt, "this safetensors file is not a checkpoint", path.string());
        }
        if (m_step < 0 || m_step > m_recipe.steps || !std::isfinite(m_seconds))
            throw Error(ErrorCode::Corrupt, "the checkpoint's counters make no sense", path.string());
        checkpoint::restore(m_task->network(), "network.", file, path.string());
        m_optimiser.load("adamw.", file, path.string());
        spdlog::info("resuming at step {}", m_step);
    }

    void saveModel(const TrainResult& result)
    {
        metrics::PerceptionCard card;
        card.name = m_recipe.name;
        card.palette = m_manifest.palette.name();
        for (const auto& entry : m_manifest.palette.classes()) {
            if (entry.id > 0)
                card.classes.push_back(entry.name);
        }
        card.recipe = m_recipe.name;
        card.dataset = m_manifest.name;
        card.split = fmt::format("train ({} images)", m_task->examples());
        card.hardware = result.device + ", fp32";
        card.trainedWith = "LibTorch " TORCH_VERSION;
        card.steps = result.steps;
        card.trainingMinutes = result.minutes;
        card.metrics = result.metrics;
        card.license = m_manifest.license;
        card.attribution = m_manifest.attribution;
        m_task->save(m_options.out / "model", std::move(card));
    }

    const TrainOptions& m_options;
    const Recipe& m_recipe;
    const CancelToken& m_cancel;
    torch::Device m_device;
    DatasetManifest m_manifest;
    std::unique_ptr<Task> m_task;
    AdamW m_optimiser;
    std::int64_t m_step = 0;
    double m_seconds = 0;
};

} // namespace

double learningRateAt(const Recipe& recipe, std::int64_t step)
{
    const auto total = static_cast<double>(recipe.steps);
    const double at = static_cast<double>(step) + 1.0;
    const double rising = std::max(1.0, warmUp * total);
    if (at <= rising)
        return recipe.learningRate * at / rising;
    return recipe.learningRate * 0.5 * (1.0 + std::cos(std::numbers::pi * (at - rising) / std::max(1.0, total - rising)));
}

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

} // namespace sonosketch::perception
