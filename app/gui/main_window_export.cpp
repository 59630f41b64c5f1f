// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"
#include "app/panels/export_panel.h"

#include "core/base/error.h"
#include "core/export/project_source.h"

#include <memory>

// Image sets in the window.
namespace sonosketch {

ExportPanel& MainWindow::exportPanel()
{
    if (m_exportPanel)
        return *m_exportPanel;
    ExportPanel::Surroundings surroundings;
    // Called here, used on other threads: it takes copies along. A history may be long, so it is copied once for each change of it.
    struct Copy {
        std::shared_ptr<const Case> value; ///< as it was at the history's current step
        std::shared_ptr<const HistoryTree> history;
    };
    const auto kept = std::make_shared<Copy>();
    surroundings.steps = [this, kept](ExportPanel::Sources which) -> ExportPanel::AddSources {
        const std::string name = m_session.value().provenance.title.empty() ? "case" : m_session.value().provenance.title;
        if (which == ExportPanel::Sources::ThisCase)
            return [name, value = m_session.value().clone()](SetSources& sources) { sources.addCase("case", name, value); };
        if (!kept->history)
            *kept = {std::make_shared<const Case>(m_session.value().clone()), std::make_shared<const HistoryTree>(m_session.history())};
        std::vector<std::size_t> nodes;
        for (std::size_t node = 0; node < kept->history->size(); ++node)
            if (kept->history->contains(node) && (which == ExportPanel::Sources::AllSteps || kept->history->node(node).pinned))
                nodes.push_back(node);
        if (nodes.empty())
            throw Error(ErrorCode::NotFound, tr("No step is pinned").toStdString(), {}, tr("Pin steps in the history first").toStdString());
        return [name, copy = *kept, nodes](SetSources& sources) { addHistory(sources, name, *copy.value, copy.history, nodes); };
    };
    surroundings.model = [this] { return m_live.info(); };
    surroundings.factory = [this] { return m_live.factory(); };
    surroundings.describeModel = [this](SetPlan& plan) {
        if (const auto* entry = m_models.find(plan.modelHash)) {
            plan.modelMetrics = entry->metrics;
            plan.modelLimitations = planLine(entry->limitations);
        }
    };
    m_exportPanel = new ExportPanel(std::move(surroundings), this);
    const auto outdated = [this, kept] {
        *kept = {};
        if (m_exportPanel->isVisible())
            m_exportPanel->refresh();
    };
    connect(&m_session, &EditorSession::historyChanged, m_exportPanel, outdated);
    connect(&m_session, &EditorSession::nodeMarked, m_exportPanel, outdated); // a pin chooses sources
    connect(&m_session, &EditorSession::branchRemoved, m_exportPanel, outdated);
    return *m_exportPanel;
}

void MainWindow::showExport()
{
    ExportPanel& panel = exportPanel();
    panel.refresh();
    panel.show();
    panel.raise();
}

} // namespace sonosketch
