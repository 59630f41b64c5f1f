// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/project_source.h"

#include "core/base/error.h"
#include "core/document/document.h"
#include "core/io/project_contents.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <mutex>

namespace sonosketch {

namespace {

/// A project that is walked through step by step, on whatever thread asks.
class WalkedProject {
public:
    explicit WalkedProject(const std::filesystem::path& path)
        : contents(readProject(path))
        , m_document(contents.initial)
    {
    }
    Case at(std::size_t node)
    {
        const std::lock_guard lock(m_mutex);
        contents.history.jumpTo(m_document, node);
        return m_document.value().clone();
    }
    ProjectContents contents;

private:
    std::mutex m_mutex;
    Document m_document;
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

void addProject(SetSources& sources, const std::filesystem::path& project, const std::string& nodes)
{
    const auto walked = std::make_shared<WalkedProject>(project);
    for (const std::size_t node : chosen(walked->contents, nodes, project.string()))
        sources.addStep(project.stem().string(), node, walked->at(node), [walked, node] { return walked->at(node); });
}

} // namespace sonosketch
