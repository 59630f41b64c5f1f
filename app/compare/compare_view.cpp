// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/compare_view.h"

#include "app/canvas/colors.h"
#include "app/compare/difference.h"
#include "core/imaging/canvas_size.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {
constexpr double grip = 8; ///< widget pixels around the divider that take hold of it
constexpr int barWidth = 14, barMargin = 14;
} // namespace

CompareView::CompareView(ViewTransform& transform, QWidget* parent)
    : ImageView(transform, parent)
    , m_divider(canvasSize / 2.0)
{
    setFocusPolicy(Qt::StrongFocus);
}

void CompareView::showOne(const QImage& picture, const QString& text)
{
    m_first = picture;
    m_second = {};
    m_text = text;
    m_scale = 0;
    update();
}

void CompareView::showWipe(const QImage& left, const QImage& right)
{
    m_first = left;
    m_second = right;
    m_text.clear();
    m_scale = 0;
    update();
}

void CompareView::showMap(const QImage& map, int scale, const QRect& box)
{
    m_first = map;
    m_second = {};
    m_text.clear();
    m_scale = scale;
    m_box = box;
    update();
}

void CompareView::setDivider(double canvasX)
{
    const double next = std::clamp(canvasX, 0.0, static_cast<double>(canvasSize));
    if (next == m_divider)
        return;
    m_divider = next;
    update();
    Q_EMIT dividerMoved(m_divider);
}

void CompareView::setCross(std::optional<QPointF> canvas)
{
    if (canvas == m_cross)
        return;
    m_cross = canvas;
    update();
}

void CompareView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPicture(painter, m_first);
    const QTransform toView = transform().toWidget(size());
    if (!m_second.isNull()) {
        painter.save();
        const double x = toView.map(QPointF(m_divider, 0)).x();
        painter.setClipRect(QRectF(x, 0, width() - x, height()));
        paintPicture(painter, m_second);
        painter.restore();
        paintDivider(painter);
    }
    if (m_scale > 0) {
        if (!m_box.isEmpty()) {
            QPen pen(QColor(120, 200, 255), 1.5, Qt::DashLine);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(toView.mapRect(QRectF(m_box)));
        }
        paintScale(painter);
    }
    if (m_first.isNull()) {
        painter.setPen(colors::text);
        painter.drawText(rect().adjusted(16, 0, -16, 0), Qt::AlignCenter | Qt::TextWordWrap, m_text);
    }
    if (m_cross && QRectF(0, 0, canvasSize, canvasSize).contains(*m_cross)) {
        const QPointF at = toView.map(*m_cross);
        for (const auto& [color, width] : {std::pair(QColor(0, 0, 0, 170), 3.0), std::pair(QColor(255, 220, 120), 1.0)}) {
            painter.setPen(QPen(color, width));
            painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0));
            painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9));
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(colors::accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CompareView::paintDivider(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = toWidget({m_divider, 0}).x(), middle = height() / 2.0;
    painter.setPen(QPen(QColor(0, 0, 0, 150), 4));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(QColor(238, 241, 245), 1.5));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setBrush(QColor(37, 39, 42));
    painter.drawEllipse(QPointF(x, middle), 11, 11);
    for (const double side : {-1.0, 1.0}) {
        painter.drawLine(QPointF(x + side * 6, middle), QPointF(x + side * 3, middle - 3.5));
        painter.drawLine(QPointF(x + side * 6, middle), QPointF(x + side * 3, middle + 3.5));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CompareView::paintScale(QPainter& painter) const
{
    // Beside the picture where there is room, else on a plate in its corner.
    const int length = std::min(height() - 60, 256);
    if (length < 40)
        return;
    const int text = painter.fontMetrics().horizontalAdvance(QStringLiteral("256")) + 8;
    const QRect plate(width() - barMargin - barWidth - text - 10, 16, barWidth + text + 18, length + 34);
    painter.fillRect(plate, QColor(17, 18, 20, 225));
    const QRect bar(plate.left() + 9, plate.top() + 17, barWidth, length);
    for (int y = 0; y < length; ++y)
        painter.fillRect(bar.left(), bar.bottom() - y, bar.width(), 1, differenceColor(static_cast<double>(y) / (length - 1)));
    painter.setPen(colors::text);
    for (int tick = 0; tick <= 4; ++tick) {
        const int y = bar.bottom() - tick * (length - 1) / 4;
        painter.drawLine(bar.right() + 1, y, bar.right() + 4, y);
        painter.drawText(QRect(bar.right() + 7, y - 8, text, 16), Qt::AlignVCenter | Qt::AlignLeft, QString::number(m_scale * tick / 4));
    }
}

void CompareView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        if (!m_second.isNull() && std::abs(event->position().x() - toWidget({m_divider, 0}).x()) <= grip) {
            m_dragging = true;
            return;
        }
        startPan(event->position());
        return;
    }
    ImageView::mousePressEvent(event);
}

void CompareView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging)
        setDivider(toCanvas(event->position()).x());
    else if (!isPanning())
        setCursor(!m_second.isNull() && std::abs(event->position().x() - toWidget({m_divider, 0}).x()) <= grip ? Qt::SplitHCursor
                                                                                                               : Qt::CrossCursor);
    ImageView::mouseMoveEvent(event);
}

void CompareView::mouseReleaseEvent(QMouseEvent* event)
{
    m_dragging = false;
    ImageView::mouseReleaseEvent(event);
}

bool CompareView::event(QEvent* event)
{
    // The space bar is this view's while it has the focus, whatever it means elsewhere.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    return ImageView::event(event);
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    const double step = event->modifiers() & Qt::ShiftModifier ? 32 : 4;
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat())
            Q_EMIT flipHeld(true);
        return;
    case Qt::Key_Left:
        return setDivider(m_divider - step);
    case Qt::Key_Right:
        return setDivider(m_divider + step);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return transform().setZoom(transform().zoom() * 1.25);
    case Qt::Key_Minus:
        return transform().setZoom(transform().zoom() / 1.25);
    case Qt::Key_Home:
        return transform().fit();
    default:
        ImageView::keyPressEvent(event);
    }
}

void CompareView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space)
        return ImageView::keyReleaseEvent(event);
    if (!event->isAutoRepeat())
        Q_EMIT flipHeld(false);
}

} // namespace sonosketch
