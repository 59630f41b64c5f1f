// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inference/live_scheduler.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sonosketch {

bool LiveScheduler::submitted(Time now, Pen pen)
{
    m_newest = Newest::Fresh;
    m_pen = pen;
    m_newestAt = now;
    m_runsNewest = false;
    if (!m_unexactFrom)
        m_unexactFrom = now;
    if (m_running != Action::Wait && !m_newerFrom)
        m_newerFrom = now;
    return m_running == Action::Exact && m_cancellable;
}

void LiveScheduler::again(Time now)
{
    if (m_newest != Newest::None)
        m_newest = Newest::Fresh;
    m_newestAt = now;
    m_declined = false;
}

void LiveScheduler::newModel(Time now)
{
    m_timed = 0;
    m_warm = false;
    m_unexactFrom.reset();
    again(now);
}

LiveScheduler::Step LiveScheduler::next(Time now) const
{
    if (m_running != Action::Wait || m_newest == Newest::None || m_newest == Newest::Exact)
        return {};
    const auto forced = forcedAt();
    if (!usesPreviews() || m_declined || (forced && now >= *forced))
        return {Action::Exact, {}};
    if (m_newest == Newest::Fresh)
        return {Action::Preview, {}};
    Time rest = m_pen == Pen::Resting ? m_newestAt : m_newestAt + grace();
    if (now >= rest)
        return {Action::Exact, {}};
    if (forced)
        rest = std::min(rest, *forced);
    return {Action::Wait, rest};
}

void LiveScheduler::started(Action action, Time now)
{
    const auto forced = forcedAt();
    m_cancellable = action == Action::Exact && m_newest == Newest::Previewed && !(forced && now >= *forced);
    m_running = action;
    m_startedAt = now;
    m_runsNewest = true;
    m_newerFrom.reset();
    m_declined = false;
}

void LiveScheduler::ended(End end, Time now)
{
    const bool exact = m_running == Action::Exact;
    m_running = Action::Wait;
    if (end == End::Cancelled)
        return;
    if (!exact) {
        m_declined = end != End::Done;
        if (m_runsNewest && end == End::Done)
            m_newest = Newest::Previewed;
        return;
    }
    if (m_runsNewest)
        m_newest = Newest::Exact;
    m_unexactFrom = m_newerFrom;
    if (end != End::Done)
        return;
    if (m_timed == 1 && !std::exchange(m_warm, true))
        m_timed = 0;
    m_times[m_timed++ % m_times.size()] = now - m_startedAt;
}

std::optional<LiveScheduler::Duration> LiveScheduler::mean() const
{
    const auto count = std::min(m_timed, m_times.size());
    if (count == 0)
        return {};
    const auto last = m_times.begin() + static_cast<std::ptrdiff_t>(count);
    return std::accumulate(m_times.begin(), last, Duration::zero()) / static_cast<Duration::rep>(count);
}

LiveScheduler::Duration LiveScheduler::grace() const
{
    if (!usesPreviews())
        return Duration::zero();
    return std::clamp<Duration>(*mean() / 4, leastGrace, mostGrace);
}

std::optional<LiveScheduler::Duration> LiveScheduler::forceAfter() const
{
    if (!usesPreviews() || *mean() > mostForcedPass)
        return {};
    return std::max<Duration>(4 * *mean(), leastForceAfter);
}

bool LiveScheduler::usesPreviews() const
{
    const auto usual = mean();
    return usual && *usual >= quickPass;
}

std::optional<LiveScheduler::Time> LiveScheduler::forcedAt() const
{
    const auto after = forceAfter();
    if (!after || !m_unexactFrom)
        return {};
    return *m_unexactFrom + *after;
}

} // namespace sonosketch
