// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/condition_compositor.h"
#include "app/canvas/image_view.h"
#include "app/session/editor_session.h"
#include "app/tools/tool_box.h"

#include <optional>

namespace sonosketch {

/// The view a person paints in. Mouse and pen samples go to the current tool; a change of the document recomposes and repaints its
/// dirty rectangle alone. Nothing here knows of the network.
class ConditionCanvas : public ImageView {
    Q_OBJECT

public:
    ConditionCanvas(EditorSession& session, ToolBox& tools, LayerModel& layers, ViewTransform& transform, QWidget* parent = nullptr);

    /// The composed picture, for tests.
    const QImage& composed() const { return m_compositor.image(); }
    bool gestureActive() const { return m_gesture != nullptr; }
    /// Esc: ends the gesture under the pen, or what the tool has pending, without a trace.
    void cancelGesture();
    /// What the tool and the measurements draw above the picture now, for tests.
    const ToolOverlay& toolOverlay() const { return m_overlay; }
    const ToolOverlay& measurements() const { return m_measurements; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void documentChanged(const DocumentChange& change);
    void recompose(const QRect& area);
    void begin(const ToolEvent& event);
    void moveTo(const ToolEvent& event);
    void finish(const ToolEvent& event);
    void modifiersChanged(Qt::KeyboardModifiers modifiers);
    bool sendKey(const QKeyEvent& event);
    ToolEvent eventAt(QPointF position, Qt::KeyboardModifiers modifiers, double pressure = 1.0, bool eraserEnd = false) const;
    void setPointer(std::optional<QPointF> widgetPosition);
    void updateOutline();
    void updateOverlay();
    void viewMoved();
    QColor toolColor() const;
    bool erases() const;
    void updateCursor();
    QRectF outlineRect() const;
    void paintOutline(QPainter& painter) const;

    EditorSession& m_session;
    ToolBox& m_tools;
    LayerModel& m_layers;
    ConditionCompositor m_compositor;
    Tool* m_gesture = nullptr;        ///< the tool whose button is down
    std::optional<QPointF> m_pointer; ///< widget pixels, while the pointer is over the view
    QRectF m_drawnOutline;
    ToolOverlay m_overlay;
    ToolOverlay m_measurements;
    QRegion m_drawnOverlay;
    ToolEvent m_lastSample; ///< of the gesture
    bool m_spaceHeld = false;
    bool m_eraseHeld = false;
    double m_pressure = 1.0;
};

} // namespace sonosketch
