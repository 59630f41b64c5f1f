// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/project_source.h"

#include "core/base/error.h"
#include "core/edit/delta.h"
#include "core/io/project_contents.h"
#include "core/variation/variation.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <mutex>

namespace sonosketch {

namespace {

/// A history that is walked through step by step, on whatever thread asks.
class WalkedHistory {
public:
    WalkedHistory(const Case& current, std::shared_ptr<const HistoryTree> history)
        : m_history(std::move(history))
        , m_value(current.clone())
        , m_at(m_history->current())
    {
    }
    Case at(std::size_t node)
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& step : m_history->route(m_at, node)) {
            replayDelta(m_value, m_history->node(step.node).delta, step.reverse);
            m_at = step.reverse ? m_history->node(step.node).parent : step.node;
        }
        return m_value.clone();
    }

private:
    const std::shared_ptr<const HistoryTree> m_history;
    std::mutex m_mutex; // guards the two below
    Case m_value;
    std::size_t m_at;
};

std::vector<std::size_t> chosen(const ProjectContents& contents, const std::string& nodes, const std::string& where)
{
    std::vector<std::size_t> list;
    if (nodes == "current")
        return {contents.current};
    if (nodes == "all" || nodes == "pinned") {
        for (std::size_t node = 0; node < contents.history.size(); ++node)
            if (contents.history.contains(node) && (nodes == "all" || contents.history.node(node).pinned))
                list.push_back(node);
        if (list.empty())
            throw Error(ErrorCode::NotFound, "No step of the project is pinned", where, "Pin steps in the history, or use --nodes all");
        return list;
    }
    for (std::size_t begin = 0; begin <= nodes.size();) {
        const std::size_t end = std::min(nodes.find(',', begin), nodes.size());
        std::size_t node = 0;
        const auto [rest, problem] = std::from_chars(nodes.data() + begin, nodes.data() + end, node);
        if (problem != std::errc() || rest != nodes.data() + end)
            throw Error(ErrorCode::Usage, "These are no steps of a history", nodes, "Write all, pinned, current, or numbers such as 0,4,7");
        if (!contents.history.contains(node))
            throw Error(ErrorCode::NotFound, fmt::format("The project has no step {}", node), where);
        list.push_back(node);
        begin = end + 1;
    }
    return list;
}

} // namespace

void addHistory(SetSources& sources, const std::string& name, const Case& current, const std::shared_ptr<const HistoryTree>& history,
    const std::vector<std::size_t>& nodes)
{
    const auto walked = std::make_shared<WalkedHistory>(current, history);
    // Named by where it began as well: two projects may have one name, and many begin with an empty canvas.
    const std::string whole = name + "/" + caseIdentity(walked->at(0));
    for (const std::size_t node : nodes) {
        if (sources.full())
            return;
        sources.addStep(name, whole, node, walked->at(node), [walked, node] { return walked->at(node); });
    }
}

void addProject(SetSources& sources, const std::filesystem::path& project, const std::string& nodes)
{
    ProjectContents contents = readProject(project);
    const std::vector<std::size_t> steps = chosen(contents, nodes, project.string());
    addHistory(sources, project.stem().string(), contents.initial, std::make_shared<const HistoryTree>(std::move(contents.history)), steps);
}

} // namespace sonosketch
