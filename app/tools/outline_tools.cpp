// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/outline_tools.h"

#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/edit/shapes.h"

#include <utility>

namespace sonosketch {

namespace {
constexpr double grabPixels = 8; ///< screen pixels within which a press means the point
}

bool PointPathTool::isNear(QPointF a, QPointF b) const
{
    return distance(a, b) <= m_box.onCanvas(grabPixels);
}

bool PointPathTool::wouldClose(QPointF at) const
{
    return closes() && m_points.size() >= 3 && isNear(at, m_points.front());
}

void PointPathTool::press(const ToolEvent& event)
{
    m_pointer = event.canvas;
    if (wouldClose(event.canvas) || (!m_points.empty() && isNear(event.canvas, m_points.back()))) {
        finish();
        return;
    }
    if (m_points.size() >= maxCurvePoints)
        return;
    if (m_points.empty())
        m_erase = event.erase;
    m_points.push_back(event.canvas);
    m_down = true;
    m_box.overlayMoved();
}

void PointPathTool::move(const ToolEvent& event)
{
    if (!m_down || m_points.empty())
        return;
    m_pointer = m_points.back() = event.canvas;
    m_box.overlayMoved();
}

void PointPathTool::hover(const ToolEvent& event)
{
    if (m_points.empty())
        return;
    m_pointer = event.canvas;
    m_box.overlayMoved();
}

void PointPathTool::doubleClick(const ToolEvent& event)
{
    if (m_points.empty())
        press(event);
    else
        finish();
}

bool PointPathTool::key(ToolKey key, bool)
{
    if (m_points.empty())
        return false;
    if (key == ToolKey::Enter) {
        finish();
        return true;
    }
    if (key == ToolKey::Backspace) {
        m_points.pop_back();
        m_down = false;
        m_box.overlayMoved();
        return true;
    }
    return false;
}

void PointPathTool::finish()
{
    m_down = false;
    if (!draw(m_points, m_erase))
        return;
    m_points.clear();
    m_box.overlayMoved();
}

void PointPathTool::cancel()
{
    m_down = false;
    if (std::exchange(m_points, {}).empty())
        return;
    m_box.overlayMoved();
}

std::vector<QPointF> PointPathTool::pathToPointer() const
{
    std::vector<QPointF> path = m_points;
    if (!path.empty() && !m_down)
        path.push_back(m_pointer);
    return path;
}

ToolOverlay PointPathTool::handles() const
{
    ToolOverlay overlay;
    const bool closing = wouldClose(m_pointer);
    for (std::size_t i = 0; i < m_points.size(); ++i)
        overlay.handles.push_back(
            {m_points[i], i == 0 && closing ? ToolOverlay::Handle::Look::Strong : ToolOverlay::Handle::Look::Round, i == 0 && closing});
    return overlay;
}

ToolOverlay PolygonTool::overlay(Measurement::Picture picture) const
{
    if (picture != Measurement::Picture::Condition || !busy())
        return {};
    ToolOverlay overlay = handles();
    const std::vector<QPointF> path = pathToPointer();
    using Look = ToolOverlay::Line::Look;
    overlay.lines.push_back({path, false, erases() ? Look::Erase : Look::Shape});
    if (path.size() > 2)
        overlay.lines.push_back({{path.back(), path.front()}, false, Look::Helper});
    return overlay;
}

bool PolygonTool::draw(const std::vector<QPointF>& points, bool erase)
{
    if (points.size() < 3) {
        box().say(ToolBox::tr("A polygon needs three corners."));
        return false;
    }
    box().paintLabels(ToolBox::tr("Polygon"), polygonMask(toPoints(points)), erase);
    return true;
}

void LassoTool::press(const ToolEvent& event)
{
    m_erase = event.erase;
    m_path = {event.canvas};
    m_box.overlayMoved();
}

void LassoTool::move(const ToolEvent& event)
{
    if (m_path.empty() || m_path.back() == event.canvas || m_path.size() >= maxShapePoints)
        return;
    m_path.push_back(event.canvas);
    m_box.overlayMoved();
}

void LassoTool::release(const ToolEvent& event)
{
    if (m_path.empty())
        return;
    move(event);
    const std::vector<QPointF> path = std::exchange(m_path, {});
    m_box.paintLabels(ToolBox::tr("Lasso"), lassoMask(toPoints(path)), m_erase);
    m_box.overlayMoved();
}

void LassoTool::cancel()
{
    if (!std::exchange(m_path, {}).empty())
        m_box.overlayMoved();
}

ToolOverlay LassoTool::overlay(Measurement::Picture picture) const
{
    ToolOverlay overlay;
    if (picture != Measurement::Picture::Condition || m_path.empty())
        return overlay;
    using Look = ToolOverlay::Line::Look;
    overlay.lines.push_back({m_path, false, m_erase ? Look::Erase : Look::Shape});
    overlay.lines.push_back({{m_path.back(), m_path.front()}, false, Look::Helper});
    return overlay;
}

} // namespace sonosketch
