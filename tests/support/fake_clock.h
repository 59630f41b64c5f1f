// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/live_clock.h"

namespace sonosketch::test {

/// A time that the test moves. Whoever waits looks again every millisecond, so that a change is never missed.
class FakeClock : public LiveClock {
public:
    Time now() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    void wait(std::condition_variable& wake, std::unique_lock<std::mutex>& lock, std::optional<Time> until) override
    {
        {
            const std::lock_guard own(m_mutex);
            ++m_waits;
            m_until = until;
            m_changed.notify_all();
        }
        wake.wait_for(lock, std::chrono::milliseconds(1));
    }
    void advance(std::chrono::milliseconds by)
    {
        const std::lock_guard lock(m_mutex);
        m_now += by;
    }
    /// Waits until the other thread has nothing to do, knowing all that was said before this call; how long until it wakes by itself, if it does.
    std::optional<std::chrono::milliseconds> untilIdle()
    {
        std::unique_lock lock(m_mutex);
        // The first wait that is counted from here may have been decided upon before; the second was not.
        m_changed.wait(lock, [this, seen = m_waits] { return m_waits >= seen + 2; });
        if (!m_until)
            return {};
        return std::chrono::duration_cast<std::chrono::milliseconds>(*m_until - m_now);
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Time m_now = Time(std::chrono::hours(1));
    std::optional<Time> m_until;
    std::uint64_t m_waits = 0;
};

} // namespace sonosketch::test
