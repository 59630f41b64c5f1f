// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/view_transform.h"

#include "core/imaging/scan_sector.h"

#include <algorithm>

namespace sonosketch {

namespace {
constexpr double fitMargin = 10.0; ///< widget pixels left free around a fitted picture
}

ViewTransform::ViewTransform(QObject* parent)
    : QObject(parent)
    , m_center(canvasSize / 2.0, canvasSize / 2.0)
{
}

QTransform ViewTransform::toWidget(QSize widget) const
{
    QTransform transform;
    transform.translate(widget.width() / 2.0, widget.height() / 2.0);
    transform.scale(m_zoom, m_zoom);
    transform.translate(-m_center.x(), -m_center.y());
    return transform;
}

QPointF ViewTransform::toCanvas(QPointF widgetPosition, QSize widget) const
{
    return (widgetPosition - QPointF(widget.width() / 2.0, widget.height() / 2.0)) / m_zoom + m_center;
}

void ViewTransform::setViewSize(const QObject* view, QSize size)
{
    m_sizes[view] = size;
    if (m_fit)
        applyFit();
}

void ViewTransform::fit()
{
    m_fit = true;
    applyFit();
}

void ViewTransform::applyFit()
{
    double side = 0.0;
    for (const auto& [view, size] : m_sizes) {
        const double mine = std::min(size.width(), size.height()) - 2.0 * fitMargin;
        side = side == 0.0 ? mine : std::min(side, mine);
    }
    m_zoom = std::clamp(side / canvasSize, minZoom, maxZoom);
    m_center = {canvasSize / 2.0, canvasSize / 2.0};
    Q_EMIT changed();
}

void ViewTransform::zoomAt(double factor, QPointF at, QSize widget)
{
    const QPointF fixed = toCanvas(at, widget);
    const double zoom = std::clamp(m_zoom * factor, minZoom, maxZoom);
    if (zoom == m_zoom)
        return;
    m_fit = false;
    m_zoom = zoom;
    m_center += fixed - toCanvas(at, widget);
    keepInReach();
    Q_EMIT changed();
}

void ViewTransform::setZoom(double zoom)
{
    m_fit = false;
    m_zoom = std::clamp(zoom, minZoom, maxZoom);
    keepInReach();
    Q_EMIT changed();
}

void ViewTransform::panBy(QPointF widgetDelta)
{
    if (widgetDelta.isNull())
        return;
    m_fit = false;
    m_center -= widgetDelta / m_zoom;
    keepInReach();
    Q_EMIT changed();
}

void ViewTransform::keepInReach()
{
    // The picture can be pushed aside, never lost: its centre point stays on the canvas.
    m_center.setX(std::clamp(m_center.x(), 0.0, static_cast<double>(canvasSize)));
    m_center.setY(std::clamp(m_center.y(), 0.0, static_cast<double>(canvasSize)));
}

} // namespace sonosketch
