// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace sonosketch {

/// The time that the live worker goes by, and how it waits. This one is the real time; tests hand in one that they move themselves.
class LiveClock {
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~LiveClock() = default;
    virtual Time now() const { return std::chrono::steady_clock::now(); }
    /// Until `wake` is notified or the time has come; without a time until notified. May return early: the caller looks again.
    virtual void wait(std::condition_variable& wake, std::unique_lock<std::mutex>& lock, std::optional<Time> until)
    {
        if (until)
            wake.wait_until(lock, *until);
        else
            wake.wait(lock);
    }
};

} // namespace sonosketch
