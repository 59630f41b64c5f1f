// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"
#include "app/panels/export_panel.h"

#include "core/base/error.h"

// Image sets in the window.
namespace sonosketch {

ExportPanel& MainWindow::exportPanel()
{
    if (m_exportPanel)
        return *m_exportPanel;
    ExportPanel::Surroundings surroundings;
    surroundings.addSteps = [this](SetSources& sources, ExportPanel::Sources which) {
        const std::string name = m_session.value().provenance.title.empty() ? "case" : m_session.value().provenance.title;
        if (which == ExportPanel::Sources::ThisCase) {
            sources.addCase("case", name, m_session.value());
            return;
        }
        const HistoryTree& history = m_session.history();
        for (std::size_t node = 0; node < history.size(); ++node)
            if (history.contains(node) && (which == ExportPanel::Sources::AllSteps || history.node(node).pinned))
                sources.addCase("project", name, m_nodePictures.caseAt(node), node);
        if (sources.empty())
            throw Error(ErrorCode::NotFound, tr("No step is pinned").toStdString(), {}, tr("Pin steps in the history first").toStdString());
    };
    surroundings.model = [this] { return m_live.info(); };
    surroundings.factory = [this] { return m_live.factory(); };
    m_exportPanel = new ExportPanel(std::move(surroundings), this);
    connect(&m_session, &EditorSession::historyChanged, m_exportPanel, [this] {
        if (m_exportPanel->isVisible())
            m_exportPanel->refresh();
    });
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
