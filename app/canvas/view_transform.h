// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QTransform>

#include <map>

namespace sonosketch {

/// Zoom and position, shared by every view that is linked: the same canvas point lies at the centre of each of them.
class ViewTransform : public QObject {
    Q_OBJECT

public:
    static constexpr double minZoom = 0.25;
    static constexpr double maxZoom = 32.0;

    explicit ViewTransform(QObject* parent = nullptr);

    /// Widget pixels per canvas pixel.
    double zoom() const { return m_zoom; }
    bool isFitted() const { return m_fit; }
    QTransform toWidget(QSize widget) const;
    QPointF toCanvas(QPointF widgetPosition, QSize widget) const;

    /// A view tells its size; while fitted, the smallest one decides the zoom.
    void setViewSize(const QObject* view, QSize size);
    void fit();
    /// Zooms so that the canvas point under `at` stays there.
    void zoomAt(double factor, QPointF at, QSize widget);
    /// About the centre.
    void setZoom(double zoom);
    void panBy(QPointF widgetDelta);

Q_SIGNALS:
    void changed();

private:
    void applyFit();
    void keepInReach();

    double m_zoom = 1.0;
    QPointF m_center;
    bool m_fit = true;
    std::map<const QObject*, QSize> m_sizes;
};

} // namespace sonosketch
