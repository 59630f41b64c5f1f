// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_view.h"

#include "app/canvas/colors.h"
#include "core/imaging/canvas_size.h"
#include "core/io/synthetic_image.h"
#include "core/practice/scoring.h"

#include <QMouseEvent>
#include <QPainter>
#include <opencv2/imgproc.hpp>

#include <cstring>

namespace sonosketch {

QImage greyImage(const cv::Mat& grey)
{
    if (grey.empty())
        return {};
    QImage image(grey.cols, grey.rows, QImage::Format_Grayscale8);
    for (int y = 0; y < grey.rows; ++y)
        std::memcpy(image.scanLine(y), grey.ptr(y), static_cast<std::size_t>(grey.cols));
    return image;
}

QImage tintOf(const cv::Mat& mask, const QColor& color, int alpha)
{
    QImage image(mask.cols, mask.rows, QImage::Format_ARGB32);
    const QRgb on = qRgba(color.red(), color.green(), color.blue(), alpha);
    for (int y = 0; y < mask.rows; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < mask.cols; ++x)
            line[x] = mask.at<std::uint8_t>(y, x) != 0 ? on : 0;
    }
    return image;
}

QImage scoreTint(const cv::Mat& overlay)
{
    QImage image(overlay.cols, overlay.rows, QImage::Format_ARGB32);
    const auto with = [](const QColor& color, int alpha) { return qRgba(color.red(), color.green(), color.blue(), alpha); };
    for (int y = 0; y < overlay.rows; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < overlay.cols; ++x) {
            // Stripes that lean the other way, so that the areas differ without any colour too.
            const bool rising = (x + y) % 8 < 3, falling = (x - y + 8 * canvasSize) % 8 < 3;
            switch (overlay.at<std::uint8_t>(y, x)) {
            case practice::overlayHit:
                line[x] = with(practice_colors::hit, 80);
                break;
            case practice::overlayMissed:
                line[x] = with(practice_colors::missed, rising ? 210 : 90);
                break;
            case practice::overlayTooMuch:
                line[x] = with(practice_colors::tooMuch, falling ? 230 : 110);
                break;
            default:
                line[x] = 0;
            }
        }
    }
    return image;
}

QPainterPath outlineOf(const cv::Mat& mask)
{
    QPainterPath path;
    if (mask.empty())
        return path;
    // Twice as large: the line then runs along the pixels' edges, not through their middles.
    cv::Mat large;
    cv::resize(mask, large, {}, 2, 2, cv::INTER_NEAREST);
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(large, contours, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
    for (const auto& contour : contours) {
        for (std::size_t i = 0; i < contour.size(); ++i) {
            const QPointF at((contour[i].x + 0.5) / 2, (contour[i].y + 0.5) / 2);
            if (i == 0)
                path.moveTo(at);
            else
                path.lineTo(at);
        }
        path.closeSubpath();
    }
    return path;
}

QPainterPath crossAt(QPointF at)
{
    QPainterPath path;
    path.addEllipse(at, 9, 9);
    path.moveTo(at - QPointF(15, 0));
    path.lineTo(at + QPointF(15, 0));
    path.moveTo(at - QPointF(0, 15));
    path.lineTo(at + QPointF(0, 15));
    return path;
}

QPainterPath caliperPath(QPointF from, QPointF to)
{
    QPainterPath path(from);
    path.lineTo(to);
    for (const QPointF end : {from, to}) {
        path.moveTo(end - QPointF(5, 0));
        path.lineTo(end + QPointF(5, 0));
        path.moveTo(end - QPointF(0, 5));
        path.lineTo(end + QPointF(0, 5));
    }
    return path;
}

PracticeView::PracticeView(ViewTransform& transform, QWidget* parent)
    : ImageView(transform, parent)
{
    setFocusPolicy(Qt::StrongFocus);
}

void PracticeView::setPicture(const cv::Mat& picture, bool synthetic)
{
    m_picture = greyImage(synthetic && !picture.empty() ? withSyntheticMark(picture, {}) : picture);
    if (!m_picture.isNull())
        m_notice.clear();
    update();
}

void PracticeView::setTint(const QImage& tint)
{
    m_tint = tint;
    update();
}

void PracticeView::setDrawings(std::vector<Drawing> drawings)
{
    m_drawings = std::move(drawings);
    update();
}

void PracticeView::setNotice(const QString& text)
{
    m_notice = text;
    update();
}

void PracticeView::setBrush(double diameter)
{
    m_brush = diameter;
    update();
}

void PracticeView::setActive(bool active)
{
    m_active = active;
    m_down = m_down && active;
    setCursor(active ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

void PracticeView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPicture(painter, m_picture);
    const QTransform toWidgetTransform = transform().toWidget(size());
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_tint.isNull()) {
        painter.save();
        painter.setTransform(toWidgetTransform);
        painter.drawImage(QRectF(0, 0, canvasSize, canvasSize), m_tint);
        painter.restore();
    }
    for (const Drawing& drawing : m_drawings)
        paintDrawing(painter, drawing);
    if (!m_notice.isEmpty()) {
        painter.setPen(colors::text);
        painter.drawText(rect().adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap, m_notice);
    }
    if (m_active && m_pointer && m_brush > 0) {
        const double radius = m_brush * viewZoom() / 2;
        for (const auto& [color, width] : {std::pair(QColor(0, 0, 0, 160), 3.0), {QColor(255, 255, 255, 220), 1.2}}) {
            painter.setPen(QPen(color, width));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(toWidget(*m_pointer), radius, radius);
        }
    }
}

void PracticeView::paintDrawing(QPainter& painter, const Drawing& drawing)
{
    const QPainterPath path = transform().toWidget(size()).map(drawing.path);
    painter.setBrush(Qt::NoBrush);
    // Over a dark rim, so that it is seen on any echo.
    painter.setPen(QPen(QColor(0, 0, 0, 170), 4.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    QPen pen(drawing.color, 2, drawing.style, Qt::FlatCap, Qt::RoundJoin);
    if (drawing.style != Qt::SolidLine)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawPath(path);
    if (drawing.text.isEmpty())
        return;
    QRectF box = painter.fontMetrics().boundingRect(drawing.text);
    box.moveTopLeft(toWidget(drawing.textAt) + QPointF(10, 6));
    box.adjust(-5, -2, 5, 2);
    box.moveLeft(std::min(box.left(), width() - box.width() - 4));
    box.moveTop(std::clamp(box.top(), 4.0, std::max(4.0, height() - box.height() - 4)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 190));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(drawing.color);
    painter.drawText(box, Qt::AlignCenter, drawing.text);
}

void PracticeView::mousePressEvent(QMouseEvent* event)
{
    if (m_active && event->button() == Qt::LeftButton) {
        m_down = true;
        Q_EMIT pressed(toCanvas(event->position()));
        return;
    }
    ImageView::mousePressEvent(event);
}

void PracticeView::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = toCanvas(event->position());
    if (m_brush > 0)
        update();
    if (m_down)
        Q_EMIT moved(*m_pointer);
    ImageView::mouseMoveEvent(event);
}

void PracticeView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_down && event->button() == Qt::LeftButton) {
        m_down = false;
        Q_EMIT released(toCanvas(event->position()));
        return;
    }
    ImageView::mouseReleaseEvent(event);
    setCursor(m_active ? Qt::CrossCursor : Qt::ArrowCursor);
}

void PracticeView::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    update();
    ImageView::leaveEvent(event);
}

} // namespace sonosketch
