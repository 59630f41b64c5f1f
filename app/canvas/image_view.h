// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/view_transform.h"

#include <QWidget>

namespace sonosketch {

/// What both views share: a 512 x 512 picture under the linked transform, wheel zoom at the pointer, middle-button pan.
class ImageView : public QWidget {
    Q_OBJECT

public:
    explicit ImageView(ViewTransform& transform, QWidget* parent = nullptr);

    QPointF toCanvas(QPointF widgetPosition) const { return m_transform.toCanvas(widgetPosition, size()); }
    QPointF toWidget(QPointF canvasPosition) const { return m_transform.toWidget(size()).map(canvasPosition); }
    double viewZoom() const { return m_transform.zoom(); }
    /// Repaints the part of the widget that shows these canvas pixels.
    void updateCanvasRect(const QRectF& canvasRect);
    QSize sizeHint() const override { return {532, 532}; }
    QSize minimumSizeHint() const override { return {220, 220}; }

Q_SIGNALS:
    /// Canvas coordinates; the pointer may be outside the canvas.
    void pointerMoved(QPointF canvas);
    void pointerLeft();
    /// Shift+wheel: steps of the brush size.
    void sizeStepsRequested(int steps);

protected:
    ViewTransform& transform() { return m_transform; }
    /// Background, picture (if not null) and frame, within the painter's clip.
    void paintPicture(QPainter& painter, const QImage& picture) const;

    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool isPanning() const { return m_panning; }
    void startPan(QPointF at);

private:
    ViewTransform& m_transform;
    QPointF m_panLast;
    bool m_panning = false;
    int m_wheelRest = 0;
};

} // namespace sonosketch
