// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_view.h"

#include "app/canvas/colors.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace sonosketch {

namespace {
constexpr double margin = 8.0;
constexpr double wheelStep = 1.2;
} // namespace

ReadingView::ReadingView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("readingView"));
    setAccessibleName(tr("Picture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::CrossCursor);
}

void ReadingView::setPicture(const cv::Mat& picture, const QString& message)
{
    m_message = message;
    if (picture.empty())
        m_grey = {};
    else
        m_grey = QImage(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step), QImage::Format_Grayscale8).copy();
    applyGrey();
}

void ReadingView::reset()
{
    fit();
    resetGrey();
}

void ReadingView::resetGrey()
{
    setGrey(255.0, 127.5);
}

void ReadingView::fit()
{
    m_zoom = 1.0;
    m_offset = {};
    update();
    Q_EMIT zoomChanged();
}

void ReadingView::zoomBy(double factor)
{
    zoomAt(factor, QRectF(rect()).center());
}

void ReadingView::zoomAt(double factor, QPointF at)
{
    const double before = m_zoom;
    m_zoom = std::clamp(m_zoom * factor, minZoom, maxZoom);
    const QPointF from = at - QRectF(rect()).center();
    m_offset = from - (from - m_offset) * (m_zoom / before);
    keepInReach();
    update();
    Q_EMIT zoomChanged();
}

void ReadingView::setGrey(double width, double level)
{
    m_width = std::clamp(width, static_cast<double>(minWidth), static_cast<double>(maxWidth));
    m_level = std::clamp(level, 0.0, 255.0);
    applyGrey();
    Q_EMIT greyChanged();
}

void ReadingView::applyGrey()
{
    m_shown = m_grey;
    if (!m_grey.isNull() && (m_width != 255.0 || m_level != 127.5)) {
        std::array<uchar, 256> table{};
        for (std::size_t grey = 0; grey < table.size(); ++grey)
            table[grey] =
                static_cast<uchar>(std::lround(std::clamp((static_cast<double>(grey) - m_level) / m_width * 255.0 + 127.5, 0.0, 255.0)));
        for (int y = 0; y < m_shown.height(); ++y) {
            uchar* line = m_shown.scanLine(y);
            for (int x = 0; x < m_shown.width(); ++x)
                line[x] = table[line[x]];
        }
    }
    update();
}

double ReadingView::scale() const
{
    if (m_grey.isNull())
        return 1.0;
    const double fitted = std::min((width() - 2 * margin) / m_grey.width(), (height() - 2 * margin) / m_grey.height());
    return std::max(0.05, fitted) * m_zoom;
}

void ReadingView::keepInReach()
{
    // The centre of the widget stays over the picture.
    const double x = m_grey.width() * scale() / 2, y = m_grey.height() * scale() / 2;
    m_offset = m_zoom <= 1.0 ? QPointF() : QPointF(std::clamp(m_offset.x(), -x, x), std::clamp(m_offset.y(), -y, y));
}

void ReadingView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors::viewBackground);
    if (m_shown.isNull()) {
        QFont font = painter.font();
        font.setPixelSize(18);
        painter.setFont(font);
        painter.setPen(colors::text);
        painter.drawText(rect().adjusted(40, 40, -40, -40), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    const QPointF centre = QRectF(rect()).center() + m_offset;
    const QSizeF size = QSizeF(m_shown.size()) * scale();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(centre - QPointF(size.width(), size.height()) / 2, size), m_shown);
}

void ReadingView::wheelEvent(QWheelEvent* event)
{
    zoomAt(std::pow(wheelStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void ReadingView::mousePressEvent(QMouseEvent* event)
{
    if (m_button == Qt::NoButton) {
        m_button = event->button();
        m_last = event->position();
    }
    event->accept();
}

void ReadingView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF moved = event->position() - m_last;
    m_last = event->position();
    if (m_button == Qt::RightButton) {
        // As in radiology: to the side the contrast, up and down the brightness (up is brighter: a lower level).
        setGrey(m_width + moved.x(), m_level + moved.y() / 2);
    } else if (m_button == Qt::LeftButton || m_button == Qt::MiddleButton) {
        m_offset += moved;
        keepInReach();
        update();
    }
}

void ReadingView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == m_button)
        m_button = Qt::NoButton;
}

void ReadingView::resizeEvent(QResizeEvent* /*event*/)
{
    keepInReach();
}

} // namespace sonosketch
