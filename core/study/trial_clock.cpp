// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/trial_clock.h"

#include <chrono>
#include <ctime>
#include <utility>

namespace sonosketch::study {

StudyClock StudyClock::system()
{
    return {
        [] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); },
        [] {
            timespec now{};
            ::clock_gettime(CLOCK_MONOTONIC, &now);
            return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
        }};
}

TrialTimer::TrialTimer(StudyClock clock)
    : m_clock(std::move(clock))
{
}

void TrialTimer::show()
{
    if (m_since >= 0)
        return;
    m_since = m_clock.steady();
    if (m_first < 0)
        m_first = m_since;
}

void TrialTimer::hide()
{
    m_shown = shownMs();
    m_since = -1;
}

void TrialTimer::pause()
{
    if (m_breakSince >= 0)
        return;
    m_shownBefore = m_since >= 0;
    hide();
    m_breakSince = m_clock.steady();
}

void TrialTimer::resume()
{
    if (m_breakSince < 0)
        return;
    if (m_first >= 0)
        m_breaks += m_clock.steady() - m_breakSince;
    m_breakSince = -1;
    if (m_shownBefore)
        show();
}

std::int64_t TrialTimer::shownMs() const
{
    return m_shown + (m_since >= 0 ? m_clock.steady() - m_since : 0);
}

std::int64_t TrialTimer::durationMs() const
{
    return m_first >= 0 ? (m_breakSince >= 0 ? m_breakSince : m_clock.steady()) - m_first - m_breaks : 0;
}

} // namespace sonosketch::study
