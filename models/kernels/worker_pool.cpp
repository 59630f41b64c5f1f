// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sonosketch::kernels {
namespace {

using Body = void (*)(void* argument, int index);

inline void breathe()
{
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

/// A job is open while its caller works on it; helpers enter and leave. One word says it all, so that a helper can never enter a job that is over:
/// bit 0 open, bits 1-15 helpers inside, the rest a number that grows with each job.
class WorkerPool {
public:
    explicit WorkerPool(int threads)
    {
        try {
            for (int i = 0; i < threads; ++i)
                m_threads.emplace_back([this] { serve(); });
        } catch (const std::system_error&) {
            // The system allows no more threads: those that there are do the work.
        }
    }
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool()
    {
        m_ending = true;
        m_state.fetch_add(nextJob);
        m_state.notify_all();
        for (auto& thread : m_threads)
            thread.join();
    }

    void run(int count, Body body, void* argument)
    {
        const std::unique_lock lock(m_busy, std::try_to_lock);
        if (!lock.owns_lock() || count <= 1 || m_threads.empty()) {
            for (int i = 0; i < count; ++i)
                body(argument, i);
            return;
        }
        m_body = body;
        m_argument = argument;
        m_count = count;
        m_next = 0;
        m_places = count - 1;
        const std::uint64_t number = (m_state.load() / nextJob + 1) * nextJob;
        m_state.store(number | open);
        m_state.notify_all();
        work();
        m_state.fetch_and(~open); // nobody enters any more
        for (int i = 0; (m_state.load() & inside) != 0; ++i)
            if (i < glances)
                breathe();
            else
                std::this_thread::yield();
    }

private:
    static constexpr std::uint64_t open = 1;
    static constexpr std::uint64_t helper = 2;
    static constexpr std::uint64_t inside = 0xFFFE;
    static constexpr std::uint64_t nextJob = 0x10000;
    static constexpr int glances = 4000; ///< for work before sleeping, about a tenth of a millisecond

    void work()
    {
        const int count = m_count;
        for (int i = m_next++; i < count; i = m_next++)
            m_body(m_argument, i);
    }

    void serve()
    {
        std::uint64_t done = 0; // the job worked on last
        for (;;) {
            std::uint64_t state = m_state.load();
            for (int i = 0; i < glances && !m_ending && ((state & open) == 0 || state / nextJob == done); ++i) {
                breathe();
                state = m_state.load();
            }
            if (m_ending)
                return;
            if ((state & open) == 0 || state / nextJob == done) {
                m_state.wait(state);
                continue;
            }
            if (static_cast<int>((state & inside) / helper) >= m_places) {
                done = state / nextJob; // enough of us are at it
                continue;
            }
            if (!m_state.compare_exchange_strong(state, state + helper))
                continue;
            done = state / nextJob;
            work();
            m_state.fetch_sub(helper);
        }
    }

    std::mutex m_busy;
    std::atomic<std::uint64_t> m_state{0};
    std::atomic<bool> m_ending{false};
    std::atomic<int> m_next{0};
    std::atomic<int> m_places{0}; ///< for helpers in this job
    int m_count = 0;
    Body m_body = nullptr;
    void* m_argument = nullptr;
    std::vector<std::thread> m_threads; // last: they use the rest
};

} // namespace

Workers poolWorkers(int count)
{
    return {std::max(count, 1), [](int wanted, Body body, void* argument) {
                static WorkerPool pool(wanted - 1); // the first caller says how many there are
                pool.run(wanted, body, argument);
            }};
}

} // namespace sonosketch::kernels
