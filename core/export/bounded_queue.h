// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace sonosketch {

/// Hands values from some threads to others, at most `limit` waiting. Any thread.
template <class Value>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t limit)
        : m_limit(limit)
    {
    }
    /// Waits for room. False, and the value is gone, if the queue was closed or abandoned.
    bool push(Value value)
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_closed || m_values.size() < m_limit; });
        if (m_closed)
            return false;
        m_values.push_back(std::move(value));
        m_filled.notify_one();
        return true;
    }
    /// Waits for a value; nothing once the queue is closed and empty.
    std::optional<Value> pop()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [&] { return m_closed || !m_values.empty(); });
        if (m_values.empty())
            return std::nullopt;
        std::optional<Value> value(std::move(m_values.front()));
        m_values.pop_front();
        m_room.notify_one();
        return value;
    }
    /// No more values; those that wait are still handed out.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_filled.notify_all();
        m_room.notify_all();
    }
    /// Closes and drops what waits.
    void abandon()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_values.clear();
        m_filled.notify_all();
        m_room.notify_all();
    }

private:
    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_room, m_filled;
    std::deque<Value> m_values;
    bool m_closed = false;
};

} // namespace sonosketch
