// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/condition_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTabletEvent>

#include <utility>

// Mouse, pen and keys of the canvas: how samples become tool events.
namespace sonosketch {

ToolEvent ConditionCanvas::eventAt(QPointF position, Qt::KeyboardModifiers modifiers, double pressure, bool eraserEnd) const
{
    ToolEvent event;
    event.canvas = toCanvas(position);
    event.view = position;
    event.pressure = pressure;
    event.erase = eraserEnd || (modifiers & Qt::ControlModifier);
    event.shift = modifiers & Qt::ShiftModifier;
    event.alt = modifiers & Qt::AltModifier;
    return event;
}

void ConditionCanvas::begin(const ToolEvent& event)
{
    if (m_gesture)
        return;
    m_gesture = m_spaceHeld ? &m_tools.tool(ToolId::Pan) : &m_tools.current();
    m_pressure = event.pressure;
    m_lastSample = event;
    m_gesture->press(event);
    updateCursor();
}

void ConditionCanvas::moveTo(const ToolEvent& event)
{
    m_pressure = event.pressure;
    m_lastSample = event;
    if (m_gesture)
        m_gesture->move(event);
    else
        m_tools.current().hover(event);
    setPointer(event.view);
    Q_EMIT pointerMoved(event.canvas);
}

void ConditionCanvas::finish(const ToolEvent& event)
{
    if (!m_gesture)
        return;
    Tool* gesture = std::exchange(m_gesture, nullptr);
    gesture->release(event);
    m_pressure = 1.0;
    updateCursor();
    updateOutline();
}

void ConditionCanvas::cancelGesture()
{
    if (Tool* gesture = std::exchange(m_gesture, nullptr))
        gesture->cancel();
    else
        m_tools.current().cancel();
    updateCursor();
    updateOutline();
}

void ConditionCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        begin(eventAt(event->position(), event->modifiers()));
    else if (event->button() == Qt::RightButton && !m_gesture)
        m_tools.pickLabelAt(toCanvas(event->position()));
    else
        ImageView::mousePressEvent(event);
    event->accept();
}

void ConditionCanvas::mouseMoveEvent(QMouseEvent* event)
{
    m_eraseHeld = event->modifiers() & Qt::ControlModifier;
    if (isPanning()) {
        ImageView::mouseMoveEvent(event);
        setPointer(event->position());
    } else {
        moveTo(eventAt(event->position(), event->modifiers()));
    }
}

void ConditionCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        finish(eventAt(event->position(), event->modifiers()));
    else
        ImageView::mouseReleaseEvent(event);
    updateCursor();
}

void ConditionCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_gesture || m_spaceHeld) {
        mousePressEvent(event);
        return;
    }
    const ToolEvent sample = eventAt(event->position(), event->modifiers());
    m_gesture = &m_tools.current(); // the release that follows is its as well
    m_lastSample = sample;
    m_gesture->doubleClick(sample);
    updateCursor();
    event->accept();
}

void ConditionCanvas::tabletEvent(QTabletEvent* event)
{
    // Accepting keeps Qt from sending the same samples again as mouse events.
    const bool eraserEnd = event->pointerType() == QPointingDevice::PointerType::Eraser;
    const ToolEvent sample = eventAt(event->position(), event->modifiers(), event->pressure(), eraserEnd);
    m_eraseHeld = sample.erase;
    switch (event->type()) {
    case QEvent::TabletPress:
        if (event->button() == Qt::LeftButton)
            begin(sample);
        else if (event->button() == Qt::RightButton && !m_gesture)
            m_tools.pickLabelAt(sample.canvas);
        break;
    case QEvent::TabletMove:
        moveTo(sample);
        break;
    case QEvent::TabletRelease:
        if (event->button() == Qt::LeftButton)
            finish(sample);
        break;
    default:
        break;
    }
    event->accept();
}

void ConditionCanvas::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat() && !m_gesture) {
            m_spaceHeld = true;
            updateCursor();
            updateOutline();
        }
        return;
    }
    if (event->key() == Qt::Key_Escape && (m_gesture || m_tools.busy())) {
        cancelGesture();
        return;
    }
    if (sendKey(*event))
        return;
    if (event->key() == Qt::Key_Control) {
        m_eraseHeld = true;
        updateOutline();
    }
    modifiersChanged(event->modifiers());
    ImageView::keyPressEvent(event);
}

void ConditionCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            m_spaceHeld = false;
            updateCursor();
            updateOutline();
        }
        return;
    }
    if (event->key() == Qt::Key_Control) {
        m_eraseHeld = false;
        updateOutline();
    }
    modifiersChanged(event->modifiers());
    ImageView::keyReleaseEvent(event);
}

void ConditionCanvas::modifiersChanged(Qt::KeyboardModifiers modifiers)
{
    // Shift and Alt change the shape under the pen at once, not only when it moves again. Whether it erases was settled at the press.
    const bool shift = modifiers & Qt::ShiftModifier, alt = modifiers & Qt::AltModifier;
    if (!m_gesture || (shift == m_lastSample.shift && alt == m_lastSample.alt))
        return;
    m_lastSample.shift = shift;
    m_lastSample.alt = alt;
    m_gesture->move(m_lastSample);
}

bool ConditionCanvas::sendKey(const QKeyEvent& event)
{
    const auto key = [&]() -> std::optional<ToolKey> {
        switch (event.key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return ToolKey::Enter;
        case Qt::Key_Backspace:
            return ToolKey::Backspace;
        case Qt::Key_Left:
            return ToolKey::Left;
        case Qt::Key_Right:
            return ToolKey::Right;
        case Qt::Key_Up:
            return ToolKey::Up;
        case Qt::Key_Down:
            return ToolKey::Down;
        default:
            return std::nullopt;
        }
    }();
    return key && m_tools.current().key(*key, event.modifiers() & Qt::ShiftModifier);
}

void ConditionCanvas::setPointer(std::optional<QPointF> widgetPosition)
{
    m_pointer = widgetPosition;
    m_tools.setPointer(widgetPosition ? std::optional(toCanvas(*widgetPosition)) : std::nullopt);
    updateOutline();
}

void ConditionCanvas::enterEvent(QEnterEvent* event)
{
    // Held keys (Space, Ctrl) mean the canvas while the pointer is over it, whatever was clicked last.
    if (isActiveWindow())
        setFocus(Qt::MouseFocusReason);
    ImageView::enterEvent(event);
}

void ConditionCanvas::leaveEvent(QEvent* event)
{
    setPointer(std::nullopt);
    ImageView::leaveEvent(event);
}

void ConditionCanvas::focusOutEvent(QFocusEvent* event)
{
    m_spaceHeld = false;
    m_eraseHeld = false;
    updateCursor();
    updateOutline();
    ImageView::focusOutEvent(event);
}

void ConditionCanvas::hideEvent(QHideEvent* event)
{
    if (m_gesture)
        cancelGesture();
    ImageView::hideEvent(event);
}

void ConditionCanvas::resizeEvent(QResizeEvent* event)
{
    ImageView::resizeEvent(event);
    viewMoved();
}

} // namespace sonosketch
