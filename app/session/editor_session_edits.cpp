// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/edit/sketch_lines.h"
#include "core/imaging/read_image.h"
#include "core/io/png_file.h"

#include <fmt/format.h>

#include <utility>

// Edits that are one operation, and previews that begin anew at each move of a pointer.
namespace sonosketch {

bool EditorSession::edit(const QString& text, const PaintRule& rule, const Work& work, const std::string& tool)
{
    cancelStroke();
    commitSettings();
    Transaction transaction(m_document, text.toStdString());
    transaction.setRule(rule);
    work(transaction);
    return commit(transaction, tool);
}

void EditorSession::preview(const QString& text, const PaintRule& rule, const Work& work, const std::string& tool)
{
    const bool opens = !m_preview;
    if (opens) {
        cancelStroke();
        commitSettings();
        m_preview = std::make_unique<Transaction>(m_document, text.toStdString());
        m_previewTool = tool;
    } else {
        m_preview->restart();
    }
    m_preview->setRule(rule);
    if (opens)
        Q_EMIT strokeStateChanged();
    try {
        work(*m_preview);
    } catch (...) {
        m_preview->restart();
        throw;
    }
}

bool EditorSession::endPreview()
{
    if (!m_preview)
        return false;
    const auto preview = std::move(m_preview);
    const bool changed = commit(*preview, m_previewTool);
    Q_EMIT previewEnded();
    Q_EMIT strokeStateChanged();
    return changed;
}

void EditorSession::cancelPreview()
{
    if (!m_preview)
        return;
    const auto preview = std::move(m_preview);
    preview->rollback();
    Q_EMIT previewEnded();
    Q_EMIT strokeStateChanged();
}

void EditorSession::importSketch(const std::filesystem::path& path)
{
    const cv::Mat plane = readImageGray(path, {canvasSize * 4, std::int64_t{canvasSize} * canvasSize * 16, 64u << 20});
    if (plane.size() != cv::Size(canvasSize, canvasSize))
        throw Error(ErrorCode::SizeMismatch, fmt::format("The sketch is {}x{} pixels", plane.cols, plane.rows), path.string(),
            fmt::format("It must have the size of the canvas, {}x{}", canvasSize, canvasSize));
    const bool darkLines = 2 * cv::countNonZero(plane >= 128) > plane.rows * plane.cols;
    edit(
        tr("Import sketch: %1").arg(QString::fromStdString(path.filename().string())), {},
        [&](Transaction& change) { sonosketch::importSketch(change, plane, SketchImport::Add, darkLines); }, "sketch-pen");
}

void EditorSession::exportSketch(const std::filesystem::path& path) const
{
    writeFileAtomically(path, encodePng({penPlane(value().sketch), {}, {}}));
}

} // namespace sonosketch
