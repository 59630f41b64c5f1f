// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inference/live_worker.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace sonosketch {

namespace {

/// Runs `work` and turns whatever it throws into a sentence; empty if it threw nothing.
template <class Work>
std::string sentenceOf(Work work)
{
    std::string sentence;
    try {
        work();
        return {};
    } catch (const std::exception& error) {
        sentence = error.what();
    } catch (...) {
        sentence = "The model failed for an unknown reason";
    }
    return sentence.empty() ? "The model failed without a reason" : sentence;
}

/// A callback that throws must not end the worker.
template <class Callback, class Argument>
void tell(const Callback& callback, const Argument& argument)
{
    if (!callback)
        return;
    const std::string sentence = sentenceOf([&] { callback(argument); });
    if (!sentence.empty())
        spdlog::error("A receiver of the live worker failed: {}", sentence);
}

} // namespace

struct LiveWorker::Implementation {
    using Snapshot = std::shared_ptr<const CaseSnapshot>;

    const Ready ready;
    const Busy busy;
    const Done done;
    const Policy policy;

    // Shared between threads; the mutex is held to take or publish these, never while a model works.
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Factory> newFactory;
    Snapshot slot;
    std::optional<CancelToken> running; ///< of the pass at work
    bool stopping = false;

    // The worker thread's own.
    std::unique_ptr<Generator> generator;
    std::optional<ConditionBuilder> builder;
    std::string loadError = "No model is loaded";
    Snapshot newest; ///< the one taken from the slot last; rendered again when the model changes

    std::thread thread; // last, so that everything it uses exists when it starts

    Implementation(Factory factory, Ready readyCallback, Busy busyCallback, Done doneCallback, Policy chosen)
        : ready(std::move(readyCallback))
        , busy(std::move(busyCallback))
        , done(std::move(doneCallback))
        , policy(chosen)
        , newFactory(std::move(factory))
        , thread([this] { work(); })
    {
    }

    bool isStopping()
    {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    void work()
    {
        for (;;) {
            std::optional<Factory> factory;
            Snapshot snapshot;
            CancelToken token;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || newFactory || slot; });
                if (stopping)
                    break;
                if (newFactory) {
                    factory = std::exchange(newFactory, std::nullopt);
                } else {
                    snapshot = std::exchange(slot, nullptr);
                    running = token;
                }
            }
            if (factory) {
                load(*factory);
            } else {
                newest = snapshot;
                render(*snapshot, token);
                const std::lock_guard lock(mutex);
                running.reset();
            }
        }
        // Models hold resources of the thread that made them.
        builder.reset();
        generator.reset();
    }

    void load(const Factory& factory)
    {
        std::unique_ptr<Generator> loaded;
        std::optional<ConditionBuilder> loadedBuilder;
        const std::string error = sentenceOf([&] {
            loaded = factory ? factory() : nullptr;
            if (!loaded)
                throw Error(ErrorCode::NotFound, "There is no model to load");
            loadedBuilder.emplace(loaded->info().spec);
        });
        if (isStopping())
            return;
        if (error.empty()) {
            generator = std::move(loaded);
            builder = std::move(loadedBuilder);
            tell(ready, generator->info());
        } else {
            // A model that worked stays in place.
            loadError = error;
            Outcome outcome;
            outcome.error = error;
            tell(done, outcome);
        }
        // The new model shows the newest picture; after a failure the old one finishes what setFactory() cut short.
        const std::lock_guard lock(mutex);
        if (!slot && generator)
            slot = newest;
    }

    void render(const CaseSnapshot& snapshot, const CancelToken& token)
    {
        Outcome outcome;
        outcome.revision = snapshot.revision;
        if (!generator) {
            outcome.error = loadError;
            tell(done, outcome);
            return;
        }
        tell(busy, snapshot.revision);
        const auto start = std::chrono::steady_clock::now();
        outcome.error = sentenceOf([&] {
            const Condition condition =
                snapshot.autoEdges ? builder->build(snapshot.value, *snapshot.autoEdges) : builder->build(snapshot.value);
            cv::Mat image = generator->synthesize(condition, token);
            const int size = generator->info().size;
            if (image.type() != CV_8UC1 || image.dims > 2 || image.rows != size || image.cols != size)
                throw Error(ErrorCode::SizeMismatch,
                    fmt::format("The model gave {}x{} pixels instead of {}x{} grey ones", image.cols, image.rows, size, size),
                    generator->info().name);
            outcome.image = std::move(image);
        });
        outcome.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        // A cancelled pass has no outcome, not even when it came through: whoever cancelled it wants something newer, or nothing.
        if (!token.isCancelled())
            tell(done, outcome);
    }
};

LiveWorker::LiveWorker(Factory factory, Ready ready, Busy busy, Done done, Policy policy)
    : m_impl(std::make_unique<Implementation>(std::move(factory), std::move(ready), std::move(busy), std::move(done), policy))
{
}

LiveWorker::~LiveWorker()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
        if (m_impl->running)
            m_impl->running->cancel();
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

void LiveWorker::submit(std::shared_ptr<const CaseSnapshot> snapshot)
{
    if (!snapshot)
        return;
    {
        const std::lock_guard lock(m_impl->mutex);
        // After the swap `snapshot` holds the one that was replaced; it is freed outside of the lock.
        m_impl->slot.swap(snapshot);
        if (m_impl->policy == Policy::CancelStale && m_impl->running)
            m_impl->running->cancel();
    }
    m_impl->wake.notify_one();
}

void LiveWorker::setFactory(Factory factory)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->newFactory = std::move(factory);
        if (m_impl->running)
            m_impl->running->cancel();
    }
    m_impl->wake.notify_one();
}

} // namespace sonosketch
