// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/measure_tools.h"

#include "app/tools/measure_shapes.h"
#include "app/tools/points.h"
#include "app/tools/tool_box.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sonosketch {

namespace {

constexpr double grabPixels = 9; ///< screen pixels around an end
constexpr double linePixels = 5; ///< and beside a line

QPointF onPicture(QPointF at)
{
    return {std::clamp(at.x(), 0.0, double{canvasSize}), std::clamp(at.y(), 0.0, double{canvasSize})};
}

bool isLongEnough(const Measurement& measurement)
{
    return cv::norm(measurement.to - measurement.from) >= minMeasurementLength;
}

} // namespace

std::optional<MeasureTool::Hit> MeasureTool::hitAt(const ToolEvent& event) const
{
    const auto& list = m_box.session().value().measurements;
    const double grab = m_box.onCanvas(grabPixels);
    // The last one lies on top. Ends count before lines, of whatever measurement.
    for (std::size_t i = list.size(); i-- > 0;) {
        if (list[i].picture != event.picture)
            continue;
        if (distance(event.canvas, fromPoint(list[i].from)) <= grab)
            return Hit{i, Drag::From};
        if (distance(event.canvas, fromPoint(list[i].to)) <= grab)
            return Hit{i, Drag::To};
        if (list[i].kind == Measurement::Kind::Ellipse)
            for (const QPointF& end : acrossEnds(list[i]))
                if (distance(event.canvas, end) <= grab)
                    return Hit{i, Drag::Across};
    }
    for (std::size_t i = list.size(); i-- > 0;)
        if (list[i].picture == event.picture
            && distanceToSegment(event.canvas, fromPoint(list[i].from), fromPoint(list[i].to)) <= m_box.onCanvas(linePixels))
            return Hit{i, Drag::Whole};
    return std::nullopt;
}

void MeasureTool::press(const ToolEvent& event)
{
    m_down = true;
    if (m_drag == Drag::NewAcross) {
        hover(event);
        return;
    }
    m_box.session().commitSettings();
    m_before = m_box.session().value().measurements;
    m_pressed = event.canvas;
    if (const auto hit = hitAt(event)) {
        m_drag = hit->part;
        m_new = false;
        m_index = hit->index;
        m_start = m_now = m_before[m_index];
        m_box.selectMeasurement(m_index);
        m_box.overlayMoved();
        return;
    }
    if (m_before.size() >= maxMeasurements) {
        m_box.say(ToolBox::tr("A case has at most %1 measurements: delete some of them.").arg(maxMeasurements));
        return;
    }
    m_drag = Drag::NewAxis;
    m_new = true;
    m_index = m_before.size();
    m_start = {};
    m_start.kind = kind();
    m_start.picture = event.picture;
    m_start.from = m_start.to = toPoint(onPicture(event.canvas));
    m_now = m_start;
    m_box.selectMeasurement(std::nullopt);
    m_box.overlayMoved();
}

void MeasureTool::show(const Measurement& measurement)
{
    std::vector<Measurement> list = m_before;
    m_index < list.size() ? void(list[m_index] = measurement) : list.push_back(measurement);
    const bool shown = m_box.attempt([&] {
        m_box.session().preview(
            m_new ? ToolBox::tr("Measure") : ToolBox::tr("Move measurement"), {}, [&](Transaction& edit) { edit.setMeasurements(list); },
            ToolBox::iconName(m_box.currentId()));
    });
    if (shown)
        m_now = measurement;
    m_box.selectMeasurement(m_index);
    m_box.overlayMoved();
}

void MeasureTool::showAcross(QPointF at)
{
    Measurement next = m_now;
    const QPointF from = fromPoint(next.from), way = fromPoint(next.to) - from, to = at - from;
    const double beside = std::abs(way.x() * to.y() - way.y() * to.x()) / std::hypot(way.x(), way.y());
    next.across = std::clamp(2 * beside, 1.0, maxMeasurementAcross);
    show(next);
}

void MeasureTool::move(const ToolEvent& event)
{
    if (!m_down)
        return;
    Measurement next = m_start;
    const auto axisEnd = [&](cv::Point2d other) {
        const QPointF fixed = fromPoint(other);
        return toPoint(onPicture(event.shift ? snappedTo15(fixed, event.canvas) : event.canvas));
    };
    switch (m_drag) {
    case Drag::None:
        return;
    case Drag::NewAxis:
        next.to = axisEnd(next.from);
        if (next.kind == Measurement::Kind::Ellipse)
            next.across = std::clamp(0.6 * cv::norm(next.to - next.from), 1.0, maxMeasurementAcross);
        break;
    case Drag::From:
        next.from = axisEnd(next.to);
        break;
    case Drag::To:
        next.to = axisEnd(next.from);
        break;
    case Drag::Whole: {
        QPointF way = event.canvas - m_pressed;
        const auto fit = [](double step, double a, double b) { return std::clamp(step, -std::min(a, b), canvasSize - std::max(a, b)); };
        way = {fit(way.x(), next.from.x, next.to.x), fit(way.y(), next.from.y, next.to.y)};
        next.from += toPoint(way);
        next.to += toPoint(way);
        break;
    }
    case Drag::Across:
    case Drag::NewAcross:
        return showAcross(event.canvas);
    }
    if (isLongEnough(next))
        show(next);
}

void MeasureTool::hover(const ToolEvent& event)
{
    if (m_drag == Drag::NewAcross && event.picture == m_now.picture)
        showAcross(event.canvas);
}

void MeasureTool::release(const ToolEvent& event)
{
    move(event);
    m_down = false;
    if (m_drag == Drag::NewAxis && kind() == Measurement::Kind::Ellipse && isLongEnough(m_now)) {
        m_drag = Drag::NewAcross;
        return;
    }
    end(true);
}

void MeasureTool::end(bool keep)
{
    m_down = false;
    if (std::exchange(m_drag, Drag::None) == Drag::None)
        return;
    if (keep)
        m_box.session().endPreview();
    else
        m_box.session().cancelPreview();
    m_box.overlayMoved();
}

bool MeasureTool::key(ToolKey key, bool)
{
    if (key == ToolKey::Enter && m_drag == Drag::NewAcross) {
        end(true);
        return true;
    }
    if (key == ToolKey::Delete && m_drag == Drag::None)
        if (const auto index = m_box.selectedMeasurement())
            return deleteMeasurement(m_box, *index);
    return false;
}

void MeasureTool::cancel()
{
    end(false);
}

void MeasureTool::leave()
{
    end(m_drag == Drag::NewAcross);
}

void MeasureTool::documentMoved()
{
    if (m_drag != Drag::None && m_now != m_start && !m_box.session().previewActive()) {
        m_drag = Drag::None;
        m_down = false;
    }
}

} // namespace sonosketch
