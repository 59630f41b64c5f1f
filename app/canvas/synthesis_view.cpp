// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/synthesis_view.h"

#include "app/canvas/colors.h"
#include "app/canvas/overlay_painter.h"
#include "app/tools/measure_tools.h"
#include "core/imaging/scan_sector.h"

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace sonosketch {

namespace {
constexpr qint64 busyAfterMs = 200; ///< a sign that flashes at every quick pass would only disturb
constexpr int indicatorSize = 22;
} // namespace

SynthesisView::SynthesisView(LiveController& live, ViewTransform& transform, QWidget* parent)
    : ImageView(transform, parent)
    , m_live(live)
{
    setObjectName(QStringLiteral("synthesisView"));
    setAccessibleName(tr("Synthesised image"));
    setAccessibleDescription(tr("Synthetic picture made from the condition beside it. Not for diagnosis."));
    connect(&live, &LiveController::pictureChanged, this, &SynthesisView::renew);
    connect(&live, &LiveController::statusChanged, this, &SynthesisView::tick);
    m_spinner.setInterval(50);
    connect(&m_spinner, &QTimer::timeout, this, &SynthesisView::tick);
    renew();
    tick();
}

void SynthesisView::setTools(ToolBox& tools)
{
    m_tools = &tools;
    connect(&tools, &ToolBox::overlayChanged, this, &SynthesisView::updateOverlay);
    connect(&tools, &ToolBox::toolChanged, this, [this] { m_measuring = false; });
    connect(&transform(), &ViewTransform::changed, this, &SynthesisView::updateOverlay);
    connect(&tools.session(), &EditorSession::changed, this, [this](const DocumentChange& change) {
        if (change.measurements)
            updateOverlay();
    });
    updateOverlay();
}

void SynthesisView::updateOverlay()
{
    if (!m_tools)
        return;
    m_overlay = measurementOverlay(m_tools->session().value(), Measurement::Picture::Synthesised, m_tools->shownMeasurement());
    const QRegion next = overlayRegion(m_overlay, transform().toWidget(size()), font());
    update(m_drawnOverlay + next);
    m_drawnOverlay = next;
}

bool SynthesisView::measures() const
{
    return m_tools && m_tools->current().measures() && !m_image.isNull();
}

ToolEvent SynthesisView::eventOf(const QMouseEvent& event) const
{
    ToolEvent sample;
    sample.canvas = toCanvas(event.position());
    sample.view = event.position();
    sample.shift = event.modifiers() & Qt::ShiftModifier;
    sample.alt = event.modifiers() & Qt::AltModifier;
    sample.picture = Measurement::Picture::Synthesised;
    return sample;
}

void SynthesisView::resizeEvent(QResizeEvent* event)
{
    ImageView::resizeEvent(event);
    updateOverlay();
}

void SynthesisView::renew()
{
    const cv::Mat& picture = m_live.picture();
    if (picture.empty()) {
        m_image = QImage();
    } else {
        const cv::Mat marked = withSyntheticMark(picture, m_mark);
        m_image = QImage(marked.cols, marked.rows, QImage::Format_Grayscale8);
        for (int y = 0; y < marked.rows; ++y)
            std::memcpy(m_image.scanLine(y), marked.ptr(y), static_cast<std::size_t>(marked.cols));
    }
    update();
}

void SynthesisView::tick()
{
    const LiveStatus status = m_live.status();
    const bool working = status.state == LiveStatus::State::Busy || status.state == LiveStatus::State::Loading;
    const bool show = working && (status.state == LiveStatus::State::Loading || status.busyMs >= busyAfterMs);
    if (working != m_spinner.isActive())
        working ? m_spinner.start() : m_spinner.stop();
    m_angle = (m_angle + 18) % 360;
    if (show || m_indicatorShown)
        update(indicatorRect().adjusted(-2, -2, 2, 2));
    if (!status.hasPicture)
        update();
    m_indicatorShown = show;
}

QRect SynthesisView::markRect() const
{
    const cv::Size size = syntheticMarkSize();
    return {m_mark.position.x, m_mark.position.y, size.width, size.height};
}

void SynthesisView::setMark(MarkPlacement placement)
{
    const cv::Size size = syntheticMarkSize();
    placement.position.x = std::clamp(placement.position.x, 0, std::max(0, canvasSize - size.width));
    placement.position.y = std::clamp(placement.position.y, 0, std::max(0, canvasSize - size.height));
    if (placement.position == m_mark.position)
        return;
    m_mark = placement;
    renew();
    Q_EMIT markMoved();
}

void SynthesisView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    paintPicture(painter, m_image);
    if (m_image.isNull()) {
        const LiveStatus status = m_live.status();
        const QString text = status.state == LiveStatus::State::Failed ? tr("No model \u2014 see the status bar")
            : status.state == LiveStatus::State::Loading               ? tr("Loading the model\u2026")
                                                                       : tr("Waiting for the first picture\u2026");
        painter.setPen(colors::text);
        painter.drawText(rect(), Qt::AlignCenter, text);
    }
    paintOverlay(painter, m_overlay, transform().toWidget(size()), colors::measurements);
    if (m_indicatorShown)
        paintIndicator(painter);
}

QRect SynthesisView::indicatorRect() const
{
    return {width() - indicatorSize - 14, height() - indicatorSize - 14, indicatorSize, indicatorSize};
}

void SynthesisView::paintIndicator(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 150));
    painter.drawEllipse(indicatorRect());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors::accent, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(indicatorRect().adjusted(4, 4, -4, -4), -m_angle * 16, 250 * 16);
}

void SynthesisView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        const QPointF at = toCanvas(event->position());
        if (measures()) {
            m_measuring = true;
            m_tools->current().press(eventOf(*event));
        } else if (!m_image.isNull() && QRectF(markRect()).contains(at)) {
            m_dragging = true;
            m_grab = at - QPointF(markRect().topLeft());
            setCursor(Qt::SizeAllCursor);
        } else {
            startPan(event->position());
        }
        return;
    }
    ImageView::mousePressEvent(event);
}

void SynthesisView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = toCanvas(event->position());
    if (measures() && !isPanning()) {
        const ToolEvent sample = eventOf(*event);
        m_measuring ? m_tools->current().move(sample) : m_tools->current().hover(sample);
        setCursor(Qt::CrossCursor);
    } else if (m_dragging) {
        const QPointF corner = at - m_grab;
        setMark({{static_cast<int>(std::lround(corner.x())), static_cast<int>(std::lround(corner.y()))}});
    } else if (!isPanning()) {
        setCursor(!m_image.isNull() && QRectF(markRect()).contains(at) ? Qt::SizeAllCursor : Qt::ArrowCursor);
    }
    ImageView::mouseMoveEvent(event);
}

void SynthesisView::mouseReleaseEvent(QMouseEvent* event)
{
    m_dragging = false;
    if (event->button() == Qt::LeftButton && std::exchange(m_measuring, false) && measures())
        m_tools->current().release(eventOf(*event));
    ImageView::mouseReleaseEvent(event);
}

} // namespace sonosketch
