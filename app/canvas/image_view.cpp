// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/image_view.h"

#include "app/canvas/colors.h"
#include "core/imaging/scan_sector.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace sonosketch {

ImageView::ImageView(ViewTransform& transform, QWidget* parent)
    : QWidget(parent)
    , m_transform(transform)
{
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&transform, &ViewTransform::changed, this, QOverload<>::of(&QWidget::update));
}

void ImageView::updateCanvasRect(const QRectF& canvasRect)
{
    // Smooth scaling lets a pixel shine into its neighbours.
    const QRectF grown = canvasRect.adjusted(-1.5, -1.5, 1.5, 1.5);
    update(m_transform.toWidget(size()).mapRect(grown).toAlignedRect().adjusted(-1, -1, 1, 1));
}

void ImageView::paintPicture(QPainter& painter, const QImage& picture) const
{
    painter.fillRect(painter.clipBoundingRect().isEmpty() ? QRectF(rect()) : painter.clipBoundingRect(), colors::viewBackground);
    const QTransform toWidgetTransform = m_transform.toWidget(size());
    const QRectF canvas(0, 0, canvasSize, canvasSize);
    if (!picture.isNull()) {
        painter.save();
        // Single pixels matter once they are large enough to be seen; below that, smooth scaling reads better.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_transform.zoom() < 4.0 && m_transform.zoom() != 1.0);
        painter.setTransform(toWidgetTransform);
        painter.drawImage(canvas, picture);
        painter.restore();
    }
    painter.setPen(QPen(colors::frame, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(toWidgetTransform.mapRect(canvas).toAlignedRect().adjusted(-1, -1, 0, 0));
}

void ImageView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_transform.setViewSize(this, size());
}

void ImageView::wheelEvent(QWheelEvent* event)
{
    // Shift turns a vertical wheel into a horizontal one on some platforms.
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (event->modifiers() & Qt::ShiftModifier) {
        m_wheelRest += delta;
        if (const int steps = m_wheelRest / 120; steps != 0) {
            m_wheelRest -= steps * 120;
            Q_EMIT sizeStepsRequested(steps);
        }
    } else {
        m_transform.zoomAt(std::pow(1.2, delta / 120.0), event->position(), size());
    }
    event->accept();
}

void ImageView::startPan(QPointF at)
{
    m_panning = true;
    m_panLast = at;
    setCursor(Qt::ClosedHandCursor);
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton)
        startPan(event->position());
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_panning) {
        m_transform.panBy(event->position() - m_panLast);
        m_panLast = event->position();
    }
    Q_EMIT pointerMoved(toCanvas(event->position()));
}

void ImageView::mouseReleaseEvent(QMouseEvent*)
{
    if (m_panning) {
        m_panning = false;
        unsetCursor();
    }
}

void ImageView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    Q_EMIT pointerLeft();
}

} // namespace sonosketch
