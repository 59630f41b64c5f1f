// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inference/live_worker.h"

#include "core/base/error.h"
#include "core/base/thread_priority.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace sonosketch {

namespace {

struct Failure {
    std::string sentence;
    bool ofDevice = false;
};

/// Runs `work` and turns whatever it throws into a sentence; nothing if it threw nothing.
template <class Work>
std::optional<Failure> failureOf(Work work)
{
    Failure failure;
    try {
        work();
        return {};
    } catch (const Error& error) {
        failure = {error.what(), error.code() == ErrorCode::Device};
    } catch (const std::exception& error) {
        failure.sentence = error.what();
    } catch (...) {
        failure.sentence = "The model failed for an unknown reason";
    }
    if (failure.sentence.empty())
        failure.sentence = "The model failed without a reason";
    return failure;
}

/// A callback that throws must not end the worker.
template <class Callback, class Argument>
void tell(const Callback& callback, const Argument& argument)
{
    if (!callback)
        return;
    if (const auto failure = failureOf([&] { callback(argument); }))
        spdlog::error("A receiver of the live worker failed: {}", failure->sentence);
}

struct Loaded {
    std::unique_ptr<Generator> generator;
    std::optional<ConditionBuilder> builder;
};

std::optional<Failure> load(const GeneratorFactory& factory, Loaded& loaded)
{
    return failureOf([&] {
        loaded.generator = factory ? factory() : nullptr;
        if (!loaded.generator)
            throw Error(ErrorCode::NotFound, "There is no model to load");
        loaded.builder.emplace(loaded.generator->info().spec);
    });
}

} // namespace

struct LiveWorker::Implementation {
    using Snapshot = std::shared_ptr<const CaseSnapshot>;
    using Action = LiveScheduler::Action;
    using End = LiveScheduler::End;

    const Ready ready;
    const Busy busy;
    const Done done;
    const FellBack fellBack;
    const std::shared_ptr<LiveClock> clock;

    // Shared between threads; the mutex is held to take or publish these, never while a model works.
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Factory> newFactory;
    Snapshot slot;
    LiveScheduler scheduler;
    std::optional<CancelToken> running; ///< of the pass at work
    bool stopping = false;

    // The worker thread's own.
    Factory factory; ///< made the generator in use
    Loaded model;
    bool mayFallBack = false; ///< once a model: a CPU that fails as well is not tried again and again
    std::string loadError = "No model is loaded";
    Snapshot newest;                    ///< the one taken from the slot last; rendered again when the model changes
    std::optional<Condition> condition; ///< of `newest` for this model, kept from its preview to its exact pass
    std::uint64_t told = 0;             ///< the revision that `busy` was told about and that has had no outcome; 0: none

    std::thread thread; // last, so that everything it uses exists when it starts

    Implementation(Factory first, Ready readyCallback, Busy busyCallback, Done doneCallback, FellBack fellBackCallback,
        std::shared_ptr<LiveClock> time)
        : ready(std::move(readyCallback))
        , busy(std::move(busyCallback))
        , done(std::move(doneCallback))
        , fellBack(std::move(fellBackCallback))
        , clock(std::move(time))
        , newFactory(std::move(first))
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
        lowerThreadPriority(); // the pen goes first
        for (;;) {
            std::optional<Factory> nextFactory;
            LiveScheduler::Step step;
            CancelToken token;
            Snapshot before; // freed outside of the lock
            {
                std::unique_lock lock(mutex);
                while (!stopping && !newFactory) {
                    step = scheduler.next(clock->now());
                    if (step.action != Action::Wait)
                        break;
                    clock->wait(wake, lock, step.until);
                }
                if (stopping)
                    break;
                if (newFactory) {
                    nextFactory = std::exchange(newFactory, std::nullopt);
                } else {
                    scheduler.started(step.action, clock->now());
                    running = token;
                    if (slot) {
                        before = std::exchange(newest, std::move(slot));
                        slot.reset();
                        condition.reset();
                    }
                }
            }
            if (nextFactory)
                change(*nextFactory);
            else
                pass(step.action, token);
        }
        // Models hold resources of the thread that made them.
        model = {};
    }

    void change(const Factory& next)
    {
        Loaded loaded;
        auto failure = load(next, loaded);
        std::string reason;
        bool another = next.canFallBack();
        if (failure && failure->ofDevice && another && !isStopping()) {
            another = false;
            next.fallBack();
            if (const auto second = load(next, loaded))
                spdlog::error("The model cannot run on the processor either: {}", second->sentence);
            else
                reason = std::exchange(failure, std::nullopt)->sentence;
        }
        if (isStopping())
            return;
        if (!failure) {
            factory = next;
            mayFallBack = another;
            adopt(std::move(loaded), reason);
            return;
        }
        loadError = failure->sentence;
        Outcome outcome;
        outcome.error = loadError;
        tell(done, outcome);
        // A model that worked stays in place, and finishes what setFactory() cut short.
        const std::lock_guard lock(mutex);
        if (model.generator)
            scheduler.again(clock->now());
    }

    /// The new model shows the newest picture.
    void adopt(Loaded loaded, const std::string& reason)
    {
        model = std::move(loaded);
        condition.reset();
        if (!reason.empty())
            tell(fellBack, reason);
        const std::function<void(const GeneratorInfo&)> toldReady = [this](const GeneratorInfo& info) { ready(info, factory); };
        tell(ready ? toldReady : nullptr, model.generator->info());
        const std::lock_guard lock(mutex);
        scheduler.newModel(clock->now());
    }

    /// False if the CPU cannot take over from the device that failed.
    bool takeOver(const std::string& reason)
    {
        if (!mayFallBack || !factory.canFallBack() || model.generator->info().device == "cpu")
            return false;
        mayFallBack = false;
        factory.fallBack();
        Loaded loaded;
        if (const auto failure = load(factory, loaded)) {
            spdlog::error("The model cannot run on the processor either: {}", failure->sentence);
            return false;
        }
        if (!isStopping())
            adopt(std::move(loaded), reason);
        return true;
    }

    const Condition& conditionOfNewest()
    {
        if (!condition)
            condition = newest->autoEdges ? model.builder->build(newest->value, *newest->autoEdges) : model.builder->build(newest->value);
        return *condition;
    }

    /// Nothing for a preview that the model declines.
    std::optional<cv::Mat> render(Action action, const CancelToken& token)
    {
        Generator& generator = *model.generator;
        std::optional<cv::Mat> image;
        if (action == Action::Preview)
            image = generator.preview(conditionOfNewest(), token);
        else
            image = generator.synthesize(conditionOfNewest(), token);
        const int size = generator.info().size;
        if (image && (image->type() != CV_8UC1 || image->dims > 2 || image->rows != size || image->cols != size))
            throw Error(ErrorCode::SizeMismatch,
                fmt::format("The model gave {}x{} pixels instead of {}x{} grey ones", image->cols, image->rows, size, size),
                generator.info().name);
        return image;
    }

    void pass(Action action, const CancelToken& token)
    {
        Outcome outcome;
        outcome.made = newest;
        outcome.revision = newest->revision;
        outcome.exact = action == Action::Exact;
        std::optional<Failure> failure;
        std::optional<cv::Mat> image;
        if (model.generator) {
            if (std::exchange(told, outcome.revision) != outcome.revision)
                tell(busy, outcome.revision);
            const auto start = clock->now();
            failure = failureOf([&] { image = render(action, token); });
            outcome.milliseconds = std::chrono::duration<double, std::milli>(clock->now() - start).count();
        } else {
            failure = Failure{loadError, false};
        }

        bool cancelled = false;
        {
            const std::lock_guard lock(mutex);
            cancelled = token.isCancelled();
            running.reset();
            scheduler.ended(cancelled ? End::Cancelled : failure ? End::Failed : image ? End::Done : End::Declined, clock->now());
        }
        // A cancelled pass has no outcome, not even when it came through: whoever cancelled it wants something newer, or nothing.
        if (cancelled) {
            told = 0;
            return;
        }
        if (failure && failure->ofDevice && takeOver(failure->sentence))
            return;
        if (action == Action::Preview && !image) {
            // No reason to say anything to a person: the exact pass comes at once.
            if (failure)
                spdlog::warn("No preview: {}", failure->sentence);
            return;
        }
        if (failure)
            outcome.error = failure->sentence;
        else
            outcome.image = std::move(*image);
        if (action == Action::Exact)
            condition.reset();
        told = 0;
        tell(done, outcome);
    }
};

LiveWorker::LiveWorker(Factory factory, Ready ready, Busy busy, Done done, FellBack fellBack, std::shared_ptr<LiveClock> clock)
    : m_impl(std::make_unique<Implementation>(
        std::move(factory), std::move(ready), std::move(busy), std::move(done), std::move(fellBack), std::move(clock)))
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

void LiveWorker::submit(std::shared_ptr<const CaseSnapshot> snapshot, Pen pen)
{
    if (!snapshot)
        return;
    {
        const std::lock_guard lock(m_impl->mutex);
        // After the swap `snapshot` holds the one that was replaced; it is freed outside of the lock.
        m_impl->slot.swap(snapshot);
        if (m_impl->scheduler.submitted(m_impl->clock->now(), pen) && m_impl->running)
            m_impl->running->cancel();
    }
    m_impl->wake.notify_one();
}

void LiveWorker::penUp()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->scheduler.penUp();
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
