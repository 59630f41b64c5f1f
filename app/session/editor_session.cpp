// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/editor_session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sonosketch {

namespace {

cv::Point2f toPoint(QPointF position)
{
    return {static_cast<float>(position.x()), static_cast<float>(position.y())};
}

double clampDiameter(double diameter)
{
    return std::clamp(diameter, 1.0, 256.0);
}

} // namespace

EditorSession::EditorSession(const Case& initial, QObject* parent)
    : QObject(parent)
    , m_document(initial)
{
    m_observer = m_document.addObserver([this](const DocumentChange& change) { Q_EMIT changed(change); });
}

EditorSession::~EditorSession()
{
    // Open transactions restore the document as they go; nobody needs to hear of that any more.
    m_document.removeObserver(m_observer);
    m_stroke.reset();
    m_settings.reset();
    m_preview.reset();
}

void EditorSession::beginStroke(const StrokeSpec& spec, QPointF at, double diameter)
{
    cancelStroke();
    commitSettings();
    m_strokeSpec = spec;
    m_strokeAt = at;
    m_strokeDiameter = clampDiameter(diameter);
    m_stroke = std::make_unique<Transaction>(m_document, spec.text.toStdString());
    m_stroke->setRule(spec.rule);
    m_stroke->paintDab(spec.plane, toPoint(at), m_strokeDiameter, spec.value, spec.shape);
    Q_EMIT strokeStateChanged();
}

void EditorSession::continueStroke(QPointF to, double diameter)
{
    if (!m_stroke)
        return;
    diameter = clampDiameter(diameter);
    const QPointF from = m_strokeAt;
    const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
    // A pen's pressure changes the width along the way: short pieces keep the outline smooth. A mouse needs one piece.
    int pieces = 1;
    if (std::abs(diameter - m_strokeDiameter) > 0.5)
        pieces = std::clamp(static_cast<int>(std::ceil(length / std::max(1.0, 0.2 * m_strokeDiameter))), 1, 64);
    QPointF last = from;
    for (int piece = 1; piece <= pieces; ++piece) {
        const double part = static_cast<double>(piece) / pieces;
        const QPointF next = from + (to - from) * part;
        m_stroke->paintSegment(m_strokeSpec.plane, toPoint(last), toPoint(next), m_strokeDiameter + (diameter - m_strokeDiameter) * part,
            m_strokeSpec.value, m_strokeSpec.shape);
        last = next;
    }
    m_strokeAt = to;
    m_strokeDiameter = diameter;
}

void EditorSession::endStroke()
{
    if (!m_stroke)
        return;
    const auto stroke = std::move(m_stroke);
    commit(*stroke, m_strokeSpec.tool);
    Q_EMIT strokeStateChanged();
}

void EditorSession::cancelStroke()
{
    if (!m_stroke)
        return;
    const auto stroke = std::move(m_stroke);
    stroke->rollback();
    Q_EMIT strokeStateChanged();
}

void EditorSession::previewCanny(const CannySettings& settings)
{
    if (m_stroke || (!m_settings && settings == value().canny))
        return;
    validate(settings);
    endPreview();
    if (!m_settings)
        m_settings = std::make_unique<Transaction>(m_document, tr("Automatic sketch settings").toStdString());
    m_settings->setCanny(settings);
}

void EditorSession::commitSettings()
{
    endPreview();
    if (!m_settings)
        return;
    const auto settings = std::move(m_settings);
    commit(*settings, "auto-sketch");
}

void EditorSession::setAutoSketch(bool on)
{
    if (m_stroke || on == value().autoSketch)
        return;
    commitSettings();
    Transaction transaction(m_document, (on ? tr("Automatic sketch on") : tr("Automatic sketch off")).toStdString());
    transaction.setAutoSketch(on);
    commit(transaction, "auto-sketch");
}

void EditorSession::clearLabels(const PaintRule& rule)
{
    if (m_stroke)
        return;
    commitSettings();
    Transaction transaction(m_document, tr("Clear labels").toStdString());
    transaction.setRule(rule);
    transaction.fill(Plane::Labels, cv::Mat(value().labels.size(), CV_8UC1, cv::Scalar(255)), 0);
    commit(transaction, "label-eraser");
}

void EditorSession::clearStrokes()
{
    if (m_stroke)
        return;
    commitSettings();
    Transaction transaction(m_document, tr("Clear sketch strokes").toStdString());
    transaction.setPlane(Plane::Sketch, cv::Mat(value().sketch.size(), CV_8UC1, cv::Scalar(SketchNone)));
    commit(transaction, "sketch-eraser");
}

bool EditorSession::commit(Transaction& transaction, const std::string& tool)
{
    auto delta = transaction.commit();
    if (!delta)
        return false;
    const HistoryTree::NodeId node = m_history.add(std::move(*delta), tool);
    Q_EMIT nodeAdded(node);
    Q_EMIT historyChanged();
    return true;
}

bool EditorSession::canUndo() const
{
    return !m_stroke && (m_history.canUndo() || m_settings || m_preview);
}

bool EditorSession::canRedo() const
{
    return !m_stroke && !m_settings && !m_preview && m_history.canRedo();
}

void EditorSession::undo()
{
    if (m_stroke)
        return;
    commitSettings();
    if (m_history.undo(m_document))
        Q_EMIT historyChanged();
}

void EditorSession::redo()
{
    if (m_stroke)
        return;
    commitSettings();
    if (m_history.redo(m_document))
        Q_EMIT historyChanged();
}

void EditorSession::jumpTo(HistoryTree::NodeId node)
{
    if (m_stroke)
        return;
    commitSettings();
    m_history.jumpTo(m_document, node);
    Q_EMIT historyChanged();
}

} // namespace sonosketch
