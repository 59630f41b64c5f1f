// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/shape_tools.h"

#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/edit/shapes.h"
#include "core/edit/sketch_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sonosketch {

bool drawShape(ToolBox& box, ToolId kind, const ShapeNumbers& shape, bool erase)
{
    cv::Mat mask;
    const cv::Size2d radii(shape.width / 2, shape.height / 2);
    const bool ellipse = kind == ToolId::Ellipse;
    if (!box.attempt([&] {
            mask = ellipse ? ellipseMask(toPoint(shape.centre), radii, shape.rotation)
                           : rectangleMask(toPoint(shape.centre), radii, shape.rotation);
        }))
        return false;
    return box.paintLabels(ToolBox::name(kind), mask, erase);
}

void BoxTool::press(const ToolEvent& event)
{
    m_active = true;
    m_erase = event.erase;
    m_from = event.canvas;
    move(event);
}

void BoxTool::move(const ToolEvent& event)
{
    if (!m_active)
        return;
    m_pointer = event.canvas;
    QPointF way = event.canvas - m_from;
    if (event.shift) {
        const double side = std::max(std::abs(way.x()), std::abs(way.y()));
        way = {std::copysign(side, way.x()), std::copysign(side, way.y())};
    }
    m_centre = event.alt ? m_from : m_from + way / 2;
    m_radiusX = std::abs(way.x()) * (event.alt ? 1.0 : 0.5);
    m_radiusY = std::abs(way.y()) * (event.alt ? 1.0 : 0.5);
    m_box.overlayMoved();
}

void BoxTool::release(const ToolEvent& event)
{
    if (!m_active)
        return;
    move(event);
    m_active = false;
    // A click is no box.
    if (std::min(m_radiusX, m_radiusY) >= 0.5)
        draw(m_centre, std::min(m_radiusX, maxShapeRadius), std::min(m_radiusY, maxShapeRadius), m_erase);
    m_box.overlayMoved();
}

void BoxTool::cancel()
{
    if (std::exchange(m_active, false))
        m_box.overlayMoved();
}

std::vector<QPointF> BoxTool::outline(QPointF centre, double radiusX, double radiusY) const
{
    return rectangleOutline(centre, radiusX, radiusY);
}

ToolOverlay BoxTool::overlay(Measurement::Picture picture) const
{
    ToolOverlay overlay;
    if (!m_active || picture != Measurement::Picture::Condition)
        return overlay;
    using Look = ToolOverlay::Line::Look;
    overlay.lines.push_back({outline(m_centre, m_radiusX, m_radiusY), true, m_erase ? Look::Erase : Look::Shape});
    overlay.texts.push_back({m_pointer, ToolBox::tr("%1 \u00d7 %2 px").arg(2 * m_radiusX, 0, 'f', 0).arg(2 * m_radiusY, 0, 'f', 0), false});
    return overlay;
}

std::vector<QPointF> EllipseTool::outline(QPointF centre, double radiusX, double radiusY) const
{
    return ellipseOutline(centre, radiusX, radiusY);
}

void EllipseTool::draw(QPointF centre, double radiusX, double radiusY, bool erase)
{
    box().setShapeNumbers({centre, 2 * radiusX, 2 * radiusY, 0});
    drawShape(box(), id(), box().shapeNumbers(), erase);
}

void RectangleTool::draw(QPointF centre, double radiusX, double radiusY, bool erase)
{
    box().setShapeNumbers({centre, 2 * radiusX, 2 * radiusY, 0});
    drawShape(box(), id(), box().shapeNumbers(), erase);
}

void CannyRectangleTool::draw(QPointF centre, double radiusX, double radiusY, bool erase)
{
    const cv::Rect canvas(0, 0, canvasSize, canvasSize);
    const auto pixel = [](double position) { return static_cast<int>(std::clamp(std::round(position), -1.0, canvasSize + 1.0)); };
    const cv::Rect inside = cv::Rect(cv::Point(pixel(centre.x() - radiusX), pixel(centre.y() - radiusY)),
                                cv::Point(pixel(centre.x() + radiusX), pixel(centre.y() + radiusY)))
        & canvas;
    if (inside.empty())
        return;
    box().attempt([&] {
        box().session().edit(
            erase ? ToolBox::tr("Rub out edges") : ToolBox::tr("Burn in edges"), box().paintRule(),
            [&](Transaction& edit) {
                const CannySettings settings = edit.value().canny;
                if (erase)
                    edit.fill(Plane::Sketch, edgesInside(edit.value(), settings, inside), SketchErased);
                else
                    burnEdges(edit, settings, inside);
            },
            "canny-rectangle");
    });
}

} // namespace sonosketch
