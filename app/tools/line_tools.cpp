// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/line_tools.h"

#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/edit/shapes.h"

#include <utility>

namespace sonosketch {

namespace {

bool drawMask(ToolBox& box, const QString& text, bool erase, const std::function<cv::Mat()>& mask)
{
    bool changed = false;
    box.attempt([&] {
        changed = box.session().edit(
            erase ? ToolBox::tr("%1: erase").arg(text) : text, box.paintRule(),
            [&](Transaction& edit) { edit.fill(Plane::Sketch, mask(), erase ? SketchErased : SketchPen); },
            ToolBox::iconName(box.currentId()));
    });
    return changed;
}

} // namespace

bool drawLine(ToolBox& box, const LineNumbers& line, bool erase)
{
    return drawMask(box, ToolBox::tr("Sketch line"), erase,
        [&] { return lineMask(toPoint(line.from), toPoint(line.to), box.diameter(ToolId::SketchLine)); });
}

void SketchLineTool::press(const ToolEvent& event)
{
    m_active = true;
    m_erase = event.erase;
    m_from = m_to = event.canvas;
    m_box.overlayMoved();
}

void SketchLineTool::move(const ToolEvent& event)
{
    if (!m_active)
        return;
    m_to = event.shift ? snappedTo15(m_from, event.canvas) : event.canvas;
    m_box.overlayMoved();
}

void SketchLineTool::release(const ToolEvent& event)
{
    if (!m_active)
        return;
    move(event);
    m_active = false;
    // A click is no line; the pen makes dots.
    if (distance(m_from, m_to) >= 0.5) {
        m_box.setLineNumbers({m_from, m_to});
        drawLine(m_box, m_box.lineNumbers(), m_erase);
    }
    m_box.overlayMoved();
}

void SketchLineTool::cancel()
{
    if (std::exchange(m_active, false))
        m_box.overlayMoved();
}

ToolOverlay SketchLineTool::overlay(Measurement::Picture picture) const
{
    ToolOverlay overlay;
    if (!m_active || picture != Measurement::Picture::Condition)
        return overlay;
    using Look = ToolOverlay::Line::Look;
    overlay.lines.push_back({{m_from, m_to}, false, m_erase ? Look::Erase : Look::Shape});
    overlay.texts.push_back({m_to, ToolBox::tr("%1 px").arg(distance(m_from, m_to), 0, 'f', 0), false});
    return overlay;
}

ToolOverlay SketchCurveTool::overlay(Measurement::Picture picture) const
{
    if (!busy() || picture != Measurement::Picture::Condition)
        return {};
    ToolOverlay overlay = handles();
    std::vector<QPointF> curve;
    for (const cv::Point2d& point : smoothPath(toPoints(pathToPointer())))
        curve.push_back(fromPoint(point));
    using Look = ToolOverlay::Line::Look;
    overlay.lines.push_back({std::move(curve), false, erases() ? Look::Erase : Look::Shape});
    return overlay;
}

bool SketchCurveTool::draw(const std::vector<QPointF>& points, bool erase)
{
    if (points.size() < 2) {
        box().say(ToolBox::tr("A curve needs two points."));
        return false;
    }
    drawMask(box(), ToolBox::tr("Sketch curve"), erase, [&] { return curveMask(toPoints(points), box().diameter(id())); });
    return true;
}

} // namespace sonosketch
