// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace sonosketch {

/// A flag shared between the one who asks to stop and the one who works. Copies share the flag. Any thread.
class CancelToken {
public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic<bool>>(false))
    {
    }
    void cancel() const noexcept { m_flag->store(true, std::memory_order_relaxed); }
    bool isCancelled() const noexcept { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

/// Told about progress: items done, items in all, and what is being worked on. Called on the worker's thread.
using ProgressFunction = std::function<void(std::size_t done, std::size_t total, const std::string& what)>;

} // namespace sonosketch
