// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/live_worker.h"
#include "tests/support/check.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace sonosketch::test {

/// Collects what a worker says; the test waits for it.
class LiveEar {
public:
    LiveWorker::Ready ready()
    {
        return [this](const GeneratorInfo& info, const LiveWorker::Factory&) { add([&] { names.push_back(info.name); }); };
    }
    LiveWorker::Busy busy()
    {
        return [this](std::uint64_t revision) { add([&] { started.push_back(revision); }); };
    }
    LiveWorker::FellBack fellBack()
    {
        return [this](const std::string& reason) { add([&] { reasons.push_back(reason); }); };
    }
    LiveWorker::Done done()
    {
        return [this](const Outcome& outcome) { add([&] { outcomes.push_back(outcome); }); };
    }
    void waitForOutcomes(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return outcomes.size() >= count; });
    }
    std::vector<Outcome> heard()
    {
        const std::lock_guard lock(m_mutex);
        return outcomes;
    }
    std::vector<std::uint64_t> passes()
    {
        const std::lock_guard lock(m_mutex);
        return started;
    }
    /// Why the CPU took over.
    std::vector<std::string> fallBacks()
    {
        const std::lock_guard lock(m_mutex);
        return reasons;
    }
    std::vector<std::string> models()
    {
        const std::lock_guard lock(m_mutex);
        return names;
    }

private:
    template <class Change>
    void add(Change change)
    {
        const std::lock_guard lock(m_mutex);
        change();
        m_changed.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Outcome> outcomes;
    std::vector<std::uint64_t> started;
    std::vector<std::string> names;
    std::vector<std::string> reasons;
};

inline std::shared_ptr<const CaseSnapshot> snapshotOf(std::uint64_t revision)
{
    auto snapshot = std::make_shared<CaseSnapshot>();
    snapshot->revision = revision;
    snapshot->value = Case::blank(test::threeClasses());
    return snapshot;
}

} // namespace sonosketch::test
