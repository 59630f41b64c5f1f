// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/move_object_tool.h"

#include "app/session/text.h"
#include "app/tools/points.h"
#include "app/tools/tool_box.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sonosketch {

namespace {

constexpr double grabPixels = 9;    ///< screen pixels around a handle
constexpr double turnDistance = 26; ///< screen pixels from the frame to the handle that turns
constexpr double minScale = 1.0 / 32, maxScale = 32;

/// Corners clockwise from the upper left.
constexpr int signX(int corner)
{
    return corner == 1 || corner == 2 ? 1 : -1;
}
constexpr int signY(int corner)
{
    return corner >= 2 ? 1 : -1;
}

QPointF turnedBy(QPointF way, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    return {way.x() * std::cos(angle) - way.y() * std::sin(angle), way.x() * std::sin(angle) + way.y() * std::cos(angle)};
}

QPointF apply(const cv::Matx23d& map, QPointF at)
{
    return {map(0, 0) * at.x() + map(0, 1) * at.y() + map(0, 2), map(1, 0) * at.x() + map(1, 1) * at.y() + map(1, 2)};
}

bool same(const Placement& a, const Placement& b)
{
    return a.pivot == b.pivot && a.move == b.move && a.rotation == b.rotation && a.scale == b.scale && a.mirrored == b.mirrored;
}

} // namespace

void MoveObjectTool::select(const LabelObject& object)
{
    m_object = object;
    m_pasted = false;
    m_placement = {};
    m_placement.pivot = middle(object);
    m_bounds = cv::boundingRect(object.mask) + object.area.tl();
    m_outline.clear();
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(object.mask.clone(), contours, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (const auto& contour : contours) {
        auto& line = m_outline.emplace_back();
        for (const cv::Point& pixel : contour)
            line.emplace_back(object.area.x + pixel.x + 0.5, object.area.y + pixel.y + 0.5);
    }
    m_box.overlayMoved();
}

bool MoveObjectTool::paste(const LabelObject& object, const Placement& placement)
{
    commit();
    m_box.session().commitSettings();
    select(object);
    m_pasted = true;
    if (show(placement))
        return true;
    drop();
    m_box.session().cancelPreview();
    return false;
}

QString MoveObjectTool::stepText() const
{
    return (m_pasted ? ToolBox::tr("Paste object: %1") : ToolBox::tr("Move object: %1")).arg(classText(m_object->className));
}

bool MoveObjectTool::show(const Placement& placement)
{
    if (!m_box.session().previewActive()) {
        m_box.session().commitSettings();
        if (!m_object)
            return false; // the document went on, and the object with it
    }
    const auto preview = [this](const Placement& wanted) {
        m_box.session().preview(
            stepText(), m_box.paintRule(),
            [&](Transaction& edit) {
                if (m_pasted)
                    pasteObject(edit, transformed(*m_object, affine(wanted)));
                else
                    moveObject(edit, *m_object, affine(wanted));
            },
            "move-object");
    };
    const bool done = m_box.attempt([&] { preview(placement); });
    if (done)
        m_placement = placement;
    else if (m_box.session().previewActive())
        m_box.attempt([&] { preview(m_placement); }); // the last one that worked
    m_box.overlayMoved();
    return done;
}

bool MoveObjectTool::setPlacement(const Placement& placement)
{
    if (!m_object)
        return false;
    return same(placement, m_placement) || show(placement);
}

std::optional<LabelObject> MoveObjectTool::shown() const
{
    if (!m_object)
        return std::nullopt;
    return transformed(*m_object, affine(m_placement));
}

void MoveObjectTool::drop()
{
    m_object.reset();
    m_outline.clear();
    m_drag = Drag::None;
    m_placement = {};
}

void MoveObjectTool::commit()
{
    if (!m_object)
        return;
    drop(); // first: the session tells of the end of the preview
    m_box.session().endPreview();
    m_box.overlayMoved();
}

void MoveObjectTool::cancel()
{
    if (!m_object)
        return;
    drop();
    m_box.session().cancelPreview();
    m_box.overlayMoved();
}

void MoveObjectTool::documentMoved()
{
    // An object that was picked from another state of the case is not the one that is there now.
    if (m_object && !m_box.session().previewActive())
        drop();
}

QPointF MoveObjectTool::mapped(const Placement& placement, double x, double y) const
{
    return apply(affine(placement), {x, y});
}

QPointF MoveObjectTool::corner(int index) const
{
    return mapped(m_placement, signX(index) > 0 ? m_bounds.x + m_bounds.width : m_bounds.x,
        signY(index) > 0 ? m_bounds.y + m_bounds.height : m_bounds.y);
}

QPointF MoveObjectTool::turnHandle() const
{
    const QPointF top = (corner(0) + corner(1)) / 2;
    return top + turnedBy({0, -m_box.onCanvas(turnDistance)}, m_placement.rotation);
}

bool MoveObjectTool::insideFrame(QPointF at) const
{
    const QPointF way = turnedBy(at - mapped(m_placement, m_placement.pivot.x, m_placement.pivot.y), -m_placement.rotation);
    return std::abs(way.x()) <= m_bounds.width * m_placement.scale.width / 2
        && std::abs(way.y()) <= m_bounds.height * m_placement.scale.height / 2;
}

void MoveObjectTool::press(const ToolEvent& event)
{
    m_start = event.canvas;
    if (m_object) {
        m_startPlacement = m_placement;
        if (distance(event.canvas, turnHandle()) <= m_box.onCanvas(grabPixels)) {
            m_drag = Drag::Turn;
            return;
        }
        for (int index = 0; index < 4; ++index)
            if (distance(event.canvas, corner(index)) <= m_box.onCanvas(grabPixels)) {
                m_drag = Drag::Corner;
                m_corner = index;
                return;
            }
        if (insideFrame(event.canvas)) {
            m_drag = Drag::Move;
            return;
        }
        commit();
    }
    m_box.session().commitSettings();
    m_box.attempt([&] {
        if (const auto object = objectAt(m_box.session().value(), toPoint(event.canvas))) {
            select(*object);
            m_startPlacement = m_placement;
            m_drag = Drag::Move;
        }
    });
}

void MoveObjectTool::move(const ToolEvent& event)
{
    if (!m_object)
        return;
    switch (m_drag) {
    case Drag::None:
        return;
    case Drag::Move: {
        // Whole pixels keep every pixel of the object.
        const QPointF way = event.canvas - m_start;
        Placement next = m_startPlacement;
        next.move += cv::Point2d(std::round(way.x()), std::round(way.y()));
        setPlacement(next);
        return;
    }
    case Drag::Corner:
        return dragCorner(event);
    case Drag::Turn:
        return dragTurn(event);
    }
}

void MoveObjectTool::dragCorner(const ToolEvent& event)
{
    const int sx = signX(m_corner), sy = signY(m_corner), opposite = (m_corner + 2) % 4;
    const QPointF fixed = mapped(m_startPlacement, signX(opposite) > 0 ? m_bounds.x + m_bounds.width : m_bounds.x,
        signY(opposite) > 0 ? m_bounds.y + m_bounds.height : m_bounds.y);
    const QPointF way = turnedBy(event.canvas - fixed, -m_startPlacement.rotation);
    const double mirror = m_startPlacement.mirrored ? -1 : 1;
    const double width = way.x() * sx * mirror, height = way.y() * sy;
    Placement next = m_startPlacement;
    next.scale = {std::clamp(width / m_bounds.width, minScale, maxScale), std::clamp(height / m_bounds.height, minScale, maxScale)};
    if (event.shift) {
        const cv::Size2d& start = m_startPlacement.scale;
        double factor = std::max(next.scale.width / start.width, next.scale.height / start.height);
        factor = std::clamp(factor, minScale / std::min(start.width, start.height), maxScale / std::max(start.width, start.height));
        next.scale = {start.width * factor, start.height * factor};
    }
    const QPointF toCentre =
        turnedBy({sx * mirror * next.scale.width * m_bounds.width / 2, sy * next.scale.height * m_bounds.height / 2}, next.rotation);
    const QPointF centre = fixed + toCentre;
    next.move = toPoint(centre) - next.pivot;
    setPlacement(next);
}

void MoveObjectTool::dragTurn(const ToolEvent& event)
{
    const QPointF centre = mapped(m_startPlacement, m_startPlacement.pivot.x, m_startPlacement.pivot.y);
    const auto angle = [&](QPointF at) { return std::atan2(at.y() - centre.y(), at.x() - centre.x()) * 180 / std::numbers::pi; };
    Placement next = m_startPlacement;
    next.rotation += angle(event.canvas) - angle(m_start);
    if (event.shift)
        next.rotation = std::round(next.rotation / 15) * 15;
    next.rotation = std::remainder(next.rotation, 360);
    setPlacement(next);
}

void MoveObjectTool::release(const ToolEvent& event)
{
    move(event);
    m_drag = Drag::None;
}

bool MoveObjectTool::key(ToolKey key, bool shift)
{
    if (!m_object)
        return false;
    const double step = shift ? 10 : 1;
    Placement next = m_placement;
    switch (key) {
    case ToolKey::Enter:
        commit();
        return true;
    case ToolKey::Left:
        next.move.x -= step;
        break;
    case ToolKey::Right:
        next.move.x += step;
        break;
    case ToolKey::Up:
        next.move.y -= step;
        break;
    case ToolKey::Down:
        next.move.y += step;
        break;
    default:
        return false;
    }
    setPlacement(next);
    return true;
}

ToolOverlay MoveObjectTool::overlay(Measurement::Picture picture) const
{
    ToolOverlay overlay;
    if (!m_object || picture != Measurement::Picture::Condition)
        return overlay;
    using Look = ToolOverlay::Line::Look;
    const cv::Matx23d map = affine(m_placement);
    for (const auto& line : m_outline) {
        std::vector<QPointF> points;
        points.reserve(line.size());
        for (const QPointF& point : line)
            points.push_back(apply(map, point));
        overlay.lines.push_back({std::move(points), true, Look::Shape});
    }
    overlay.lines.push_back({{corner(0), corner(1), corner(2), corner(3)}, true, Look::Helper});
    overlay.lines.push_back({{(corner(0) + corner(1)) / 2, turnHandle()}, false, Look::Helper});
    for (int index = 0; index < 4; ++index)
        overlay.handles.push_back({corner(index), ToolOverlay::Handle::Look::Square, false});
    overlay.handles.push_back({turnHandle(), ToolOverlay::Handle::Look::Round, false});
    return overlay;
}

} // namespace sonosketch
