// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/image_view.h"
#include "app/session/live_controller.h"
#include "app/tools/tool_box.h"

#include <QImage>
#include <QTimer>

namespace sonosketch {

/// The live synthesised picture with its mark, drawn by the same function that saving uses. The mark can be dragged, not removed.
class SynthesisView : public ImageView {
    Q_OBJECT

public:
    SynthesisView(LiveController& live, ViewTransform& transform, QWidget* parent = nullptr);

    /// With tools, measuring tools work on this picture too, and its measurements are drawn. They must outlive the view.
    void setTools(ToolBox& tools);
    /// What measurements draw above the picture now, for tests.
    const ToolOverlay& measurements() const { return m_overlay; }

    const MarkPlacement& mark() const { return m_mark; }
    /// Kept inside the picture.
    void setMark(MarkPlacement placement);
    QRect markRect() const;
    /// The picture as shown, mark included; null before the first pass.
    const QImage& shown() const { return m_image; }

Q_SIGNALS:
    void markMoved();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void renew();
    void tick();
    void paintIndicator(QPainter& painter) const;
    QRect indicatorRect() const;
    void updateOverlay();
    bool measures() const;
    ToolEvent eventOf(const QMouseEvent& event) const;

    LiveController& m_live;
    MarkPlacement m_mark;
    QImage m_image;
    bool m_dragging = false;
    QPointF m_grab; ///< from the mark's corner to the pointer, canvas pixels
    ToolBox* m_tools = nullptr;
    bool m_measuring = false; ///< the button went down for a measuring tool
    ToolOverlay m_overlay;
    QRegion m_drawnOverlay;
    QTimer m_spinner;
    int m_angle = 0;
    bool m_indicatorShown = false;
};

} // namespace sonosketch
