// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/overlay_painter.h"

#include "app/canvas/colors.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

namespace sonosketch {

namespace {

using Line = ToolOverlay::Line;
using Handle = ToolOverlay::Handle;

constexpr double margin = 10;    ///< of handles and pens around a point, widget pixels
constexpr double crossArm = 6;   ///< of a caliper's cross
constexpr double handleSide = 7; ///< of a square handle
const QColor rim(0, 0, 0, 190);
const QColor handleFill(238, 241, 245);

QPolygonF mappedLine(const Line& line, const QTransform& toWidget)
{
    QPolygonF polygon;
    for (const QPointF& point : line.points)
        polygon << toWidget.map(point);
    if (line.closed && polygon.size() > 1)
        polygon << polygon.front();
    return polygon;
}

void paintLine(QPainter& painter, const Line& line, const QTransform& toWidget, const QColor& color)
{
    const QPolygonF polygon = mappedLine(line, toWidget);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(rim, line.look == Line::Look::Helper ? 2.2 : 3.2));
    painter.drawPolyline(polygon);
    QPen pen(line.look == Line::Look::Shape ? color : QColor(226, 230, 235), line.look == Line::Look::Helper ? 1.0 : 1.5);
    if (line.look != Line::Look::Shape)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawPolyline(polygon);
}

void paintHandle(QPainter& painter, const Handle& handle, const QTransform& toWidget)
{
    const QPointF at = toWidget.map(handle.at);
    const QColor fill = handle.selected ? colors::accent.lighter(130) : handleFill;
    if (handle.look == Handle::Look::Cross) {
        // The cross of an ultrasound machine's caliper.
        for (const QPen& pen : {QPen(rim, 4.2), QPen(fill, 1.8)}) {
            painter.setPen(pen);
            painter.drawLine(at - QPointF(crossArm, 0), at + QPointF(crossArm, 0));
            painter.drawLine(at - QPointF(0, crossArm), at + QPointF(0, crossArm));
        }
        return;
    }
    painter.setPen(QPen(rim, 1.4));
    painter.setBrush(fill);
    const double side = handle.look == Handle::Look::Strong ? handleSide + 4
        : handle.look == Handle::Look::Round                ? handleSide - 1
                                                            : handleSide;
    const QRectF box(at.x() - side / 2, at.y() - side / 2, side, side);
    if (handle.look == Handle::Look::Square)
        painter.drawRect(box);
    else
        painter.drawEllipse(box);
}

QRectF textBox(const ToolOverlay::Text& text, const QTransform& toWidget, const QFontMetricsF& metrics)
{
    const QPointF at = toWidget.map(text.at) + QPointF(12, -6);
    return {at.x() - 5, at.y() - metrics.ascent() - 3, metrics.horizontalAdvance(text.text) + 10, metrics.height() + 6};
}

void paintText(QPainter& painter, const ToolOverlay::Text& text, const QTransform& toWidget)
{
    const QRectF box = textBox(text, toWidget, QFontMetricsF(painter.font()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 165));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(text.selected ? colors::accent.lighter(130) : QColor(238, 241, 245));
    painter.drawText(box, Qt::AlignCenter, text.text);
}

} // namespace

void paintOverlay(QPainter& painter, const ToolOverlay& overlay, const QTransform& toWidget, const QColor& color)
{
    if (overlay.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Line& line : overlay.lines)
        paintLine(painter, line, toWidget, color);
    for (const Handle& handle : overlay.handles)
        paintHandle(painter, handle, toWidget);
    for (const ToolOverlay::Text& text : overlay.texts)
        paintText(painter, text, toWidget);
    painter.restore();
}

QRegion overlayRegion(const ToolOverlay& overlay, const QTransform& toWidget, const QFont& font)
{
    QRegion region;
    for (const Line& line : overlay.lines)
        region += mappedLine(line, toWidget).boundingRect().adjusted(-margin, -margin, margin, margin).toAlignedRect();
    for (const Handle& handle : overlay.handles) {
        const QPointF at = toWidget.map(handle.at);
        region += QRectF(at.x() - margin, at.y() - margin, 2 * margin, 2 * margin).toAlignedRect();
    }
    const QFontMetricsF metrics(font);
    for (const ToolOverlay::Text& text : overlay.texts)
        region += textBox(text, toWidget, metrics).adjusted(-2, -2, 2, 2).toAlignedRect();
    return region;
}

} // namespace sonosketch
