// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"
#include "app/session/text.h"

#include "core/io/case_io.h"

// What comes into the session from files.
namespace sonosketch {

void EditorSession::open(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        restore(loadCase(path), HistoryTree(), path);
    } else if (path.filename() == "case.json") {
        const auto folder = path.parent_path().empty() ? std::filesystem::path(".") : path.parent_path();
        restore(loadCase(folder), HistoryTree(), folder);
    } else {
        restore(caseFromImage(path, value().palette), HistoryTree());
    }
}

void EditorSession::restore(const Case& value, HistoryTree history, const std::filesystem::path& caseFolder)
{
    validate(value);
    cancelStroke();
    commitSettings();
    m_document.replace(value);
    m_history = std::move(history);
    m_caseFolder = caseFolder;
    Q_EMIT caseOpened();
    Q_EMIT historyChanged();
}

void EditorSession::replacePlanes(const QString& text, const std::vector<std::pair<Plane, cv::Mat>>& planes)
{
    for (const auto& [plane, pixels] : planes)
        validatePlane(plane, pixels, value().palette);
    cancelStroke();
    commitSettings();
    Transaction transaction(m_document, text.toStdString());
    for (const auto& [plane, pixels] : planes)
        transaction.setPlane(plane, pixels);
    commit(transaction, "import-mask");
}

void EditorSession::importMask(const std::filesystem::path& path)
{
    replacePlanes(tr("Import mask: %1").arg(toText(path.filename())), {{Plane::Labels, readLabelMask(path, value())}});
}

} // namespace sonosketch
