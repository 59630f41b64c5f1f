// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/pipeline.h"

#include "core/base/error.h"
#include "core/export/bounded_queue.h"
#include "core/export/item.h"
#include "core/variation/variation.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <thread>

namespace sonosketch {

namespace {

using Clock = std::chrono::steady_clock;

/// A few cases are kept: with a handful of sources nothing is read twice, with thousands reading is a small part of the work.
class CaseShelf {
public:
    explicit CaseShelf(const SetPlan& plan)
        : m_plan(plan)
    {
    }
    std::shared_ptr<const Case> get(std::size_t source)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto found = m_cases.find(source); found != m_cases.end())
                return found->second;
        }
        const SetSource& from = m_plan.sources.at(source);
        if (!from.load)
            throw Error(ErrorCode::NotFound, fmt::format("The source \"{}\" is not at hand", from.name), "image set");
        const auto value = std::make_shared<const Case>(from.load());
        if (caseIdentity(*value) != from.identity)
            throw Error(ErrorCode::Corrupt, fmt::format("The source \"{}\" has changed since the set was begun", from.name), "image set",
                "Put it back as it was, or begin a new set");
        const std::lock_guard lock(m_mutex);
        if (m_cases.size() < most)
            m_cases.emplace(source, value);
        return value;
    }

private:
    static constexpr std::size_t most = 64;
    const SetPlan& m_plan;
    std::mutex m_mutex;
    std::map<std::size_t, std::shared_ptr<const Case>> m_cases;
};

struct DrawnItem {
    BuiltItem built;
    cv::Mat image;
};

/// Threads of one stage, joined when it goes.
class Crew {
public:
    template <class Work>
    void start(unsigned count, Work work)
    {
        for (unsigned i = 0; i < count; ++i)
            m_threads.emplace_back(work);
    }
    void join()
    {
        for (std::thread& thread : m_threads)
            if (thread.joinable())
                thread.join();
    }
    Crew() = default;
    ~Crew() { join(); }
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

private:
    std::vector<std::thread> m_threads;
};

} // namespace

ExportReport exportItems(SetFolder& folder, const GeneratorFactory& model, const ExportWorkers& workers, const ProgressFunction& progress,
    const CancelToken& cancel)
{
    if (workers.builders < 1 || workers.builders > 64 || workers.encoders < 1 || workers.encoders > 64 || workers.queue < 1
        || workers.queue > 1024)
        throw Error(ErrorCode::InvalidArgument, "A stage has 1 to 64 workers and a queue of 1 to 1024", "image set");
    const SetPlan& plan = folder.plan();
    ExportReport report;
    std::vector<std::size_t> open;
    for (std::size_t i = folder.shard().index; i < plan.count; i += folder.shard().count) {
        ++report.items;
        if (!folder.isDone(i) && !folder.isComplete())
            open.push_back(i);
    }
    report.before = report.items - open.size();
    if (open.empty())
        return report;

    const std::unique_ptr<Generator> generator = model();
    const GeneratorInfo info = generator->info();
    if (info.hash != plan.modelHash || info.name != plan.model)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format(
                "The set is of the model \"{}\" ({:.12}), this is \"{}\" ({:.12})", plan.model, plan.modelHash, info.name, info.hash),
            folder.path().string(), "Choose the model the set was begun with");
    const ConditionBuilder builder(info.spec);
    std::vector<std::unique_ptr<SetLayout>> layouts;
    for (const std::string& format : plan.formats)
        layouts.push_back(makeLayout(format));

    BoundedQueue<BuiltItem> ready(workers.queue);
    BoundedQueue<DrawnItem> drawn(workers.queue);
    std::mutex mutex; // guards the two below
    std::exception_ptr failure;
    std::size_t made = 0;
    std::atomic<std::size_t> next{0};
    std::atomic<unsigned> building{workers.builders};
    CancelToken stop; // ours: a failure of one stage stops the others
    const auto fail = [&] {
        {
            const std::lock_guard lock(mutex);
            if (!failure)
                failure = std::current_exception();
        }
        stop.cancel();
        ready.abandon();
        drawn.abandon();
    };
    CaseShelf shelf(plan);
    const auto began = Clock::now();
    {
        Crew builders, encoders;
        // However this block is left, nobody waits at a queue for ever.
        struct Closer {
            BoundedQueue<BuiltItem>& ready;
            BoundedQueue<DrawnItem>& drawn;
            ~Closer()
            {
                ready.abandon();
                drawn.close();
            }
        } const closer{ready, drawn};
        builders.start(workers.builders, [&] {
            try {
                while (!cancel.isCancelled() && !stop.isCancelled()) {
                    const std::size_t at = next.fetch_add(1);
                    if (at >= open.size())
                        break;
                    const PlannedItem item = plan.item(open[at]);
                    if (!ready.push(buildItem(plan, *shelf.get(item.source), item, builder)))
                        break;
                }
            } catch (...) {
                fail();
            }
            if (--building == 0)
                ready.close();
        });
        encoders.start(workers.encoders, [&] {
            try {
                while (auto work = drawn.pop()) {
                    folder.store(encodeItem(plan, layouts, work->built, work->image, info));
                    const std::lock_guard lock(mutex);
                    ++made;
                    if (progress)
                        progress(report.before + made, report.items, work->built.item.id);
                }
            } catch (...) {
                fail();
            }
        });
        try {
            while (!cancel.isCancelled() && !stop.isCancelled()) {
                auto built = ready.pop();
                if (!built)
                    break;
                const auto start = Clock::now();
                cv::Mat image = generator->synthesize(built->condition, cancel);
                report.modelSeconds += std::chrono::duration<double>(Clock::now() - start).count();
                if (!drawn.push({std::move(*built), image.clone()}))
                    break;
            }
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Cancelled)
                fail();
        } catch (...) {
            fail();
        }
        // What the model has drawn is still written, also after Ctrl-C.
        ready.abandon();
        drawn.close();
        builders.join();
        encoders.join();
    }
    report.made = made;
    report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (failure)
        std::rethrow_exception(failure);
    if (report.before + report.made < report.items)
        throw Error(ErrorCode::Cancelled, fmt::format("Stopped after {} of {} images", report.before + report.made, report.items),
            folder.path().string(), "--resume goes on");
    return report;
}

} // namespace sonosketch
