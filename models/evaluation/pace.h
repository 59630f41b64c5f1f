// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace sonosketch::evaluation {

/// Tells what is done and how long the rest will take.
class Pace {
public:
    Pace(const std::function<void(const std::string&)>& tell, std::string what, std::size_t total)
        : m_tell(tell)
        , m_what(std::move(what))
        , m_total(total)
    {
    }
    void done(std::size_t count) const
    {
        if (!m_tell)
            return;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
        const double rest = seconds / static_cast<double>(count) * static_cast<double>(m_total - count);
        m_tell(fmt::format("{} {} of {}, {:.1f} min left", m_what, count, m_total, rest / 60));
    }

private:
    const std::function<void(const std::string&)>& m_tell;
    std::string m_what;
    std::size_t m_total;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

} // namespace sonosketch::evaluation
