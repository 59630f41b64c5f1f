// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/image_view.h"

#include <QImage>

#include <optional>

namespace sonosketch {

/// One view of a comparison: a picture, two with a divider between them, or a map with its scale.
class CompareView : public ImageView {
    Q_OBJECT

public:
    explicit CompareView(ViewTransform& transform, QWidget* parent = nullptr);

    /// One picture; null with a text instead.
    void showOne(const QImage& picture, const QString& text = {});
    /// `left` up to the divider, `right` beyond it.
    void showWipe(const QImage& left, const QImage& right);
    /// A map of differences, its colour bar with grey levels up to `scale`, and the box around what changed.
    void showMap(const QImage& map, int scale, const QRect& box);

    /// Canvas x of the divider.
    double divider() const { return m_divider; }
    void setDivider(double canvasX);
    /// A cross at this canvas point.
    void setCross(std::optional<QPointF> canvas);

Q_SIGNALS:
    void dividerMoved(double canvasX);
    /// The space bar went down or up: the other picture, as long as it is held.
    void flipHeld(bool held);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintDivider(QPainter& painter) const;
    void paintScale(QPainter& painter) const;

    QImage m_first, m_second;
    QString m_text;
    int m_scale = 0; ///< 0: no map
    QRect m_box;
    double m_divider;
    bool m_dragging = false;
    std::optional<QPointF> m_cross;
};

} // namespace sonosketch
