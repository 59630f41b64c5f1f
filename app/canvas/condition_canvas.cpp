// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/condition_canvas.h"

#include "app/canvas/colors.h"
#include "app/canvas/overlay_painter.h"
#include "app/tools/measure_tools.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace sonosketch {

ConditionCanvas::ConditionCanvas(EditorSession& session, ToolBox& tools, LayerModel& layers, ViewTransform& transform, QWidget* parent)
    : ImageView(transform, parent)
    , m_session(session)
    , m_tools(tools)
    , m_layers(layers)
{
    setObjectName(QStringLiteral("conditionCanvas"));
    setAccessibleName(tr("Condition canvas"));
    setAccessibleDescription(tr("Source image with labels and sketch; paint here."));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_TabletTracking);
    connect(&session, &EditorSession::changed, this, &ConditionCanvas::documentChanged);
    connect(&layers, &LayerModel::changed, this, [this] { recompose({0, 0, canvasSize, canvasSize}); });
    connect(&tools, &ToolBox::toolChanged, this, [this] {
        m_gesture = nullptr; // its tool has been left
        updateCursor();
        updateOutline();
    });
    connect(&tools, &ToolBox::overlayChanged, this, &ConditionCanvas::updateOverlay);
    connect(&transform, &ViewTransform::changed, this, &ConditionCanvas::viewMoved);
    connect(&tools, &ToolBox::optionsChanged, this, &ConditionCanvas::updateOutline);
    connect(&tools, &ToolBox::activeLabelChanged, this, &ConditionCanvas::updateOutline);
    connect(&tools, &ToolBox::panRequested, this, [this](QPointF delta) { this->transform().panBy(delta); });
    connect(this, &ImageView::sizeStepsRequested, &tools, &ToolBox::stepDiameter);
    recompose({0, 0, canvasSize, canvasSize});
    updateCursor();
    viewMoved();
}

void ConditionCanvas::documentChanged(const DocumentChange& change)
{
    if (change.replaced)
        recompose({0, 0, canvasSize, canvasSize});
    else if (change.condition())
        recompose({change.dirty.x, change.dirty.y, change.dirty.width, change.dirty.height});
    if (change.measurements)
        updateOverlay();
}

void ConditionCanvas::recompose(const QRect& area)
{
    const QRect dirty =
        m_compositor.compose(m_session.value(), m_session.document().autoEdges(), m_layers.styles(), area, m_layers.hiddenLabels());
    if (!dirty.isEmpty())
        updateCanvasRect(dirty);
}

void ConditionCanvas::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    paintPicture(painter, m_compositor.image());
    paintOverlay(painter, m_measurements, transform().toWidget(size()), colors::measurements);
    paintOverlay(painter, m_overlay, transform().toWidget(size()), toolColor());
    paintOutline(painter);
}

void ConditionCanvas::updateOverlay()
{
    m_measurements = measurementOverlay(m_session.value(), Measurement::Picture::Condition, m_tools.shownMeasurement());
    m_overlay = m_tools.current().overlay(Measurement::Picture::Condition);
    QRegion next = overlayRegion(m_overlay, transform().toWidget(size()), font());
    next += overlayRegion(m_measurements, transform().toWidget(size()), font());
    update(m_drawnOverlay + next);
    m_drawnOverlay = next;
}

void ConditionCanvas::viewMoved()
{
    m_tools.setViewZoom(viewZoom());
    m_tools.setViewCentre(toCanvas(QPointF(width() / 2.0, height() / 2.0)));
    updateOverlay(); // handles keep their size on the screen, so the overlay differs in canvas coordinates
}

bool ConditionCanvas::erases() const
{
    const ToolId id = m_tools.currentId();
    return m_eraseHeld || id == ToolId::LabelEraser || id == ToolId::SketchEraser || id == ToolId::FieldEraser;
}

QColor ConditionCanvas::toolColor() const
{
    switch (m_tools.currentId()) {
    case ToolId::SketchPen:
    case ToolId::SketchLine:
    case ToolId::SketchCurve:
    case ToolId::CannyRectangle:
        return colors::penStrokes;
    case ToolId::LabelBrush:
    case ToolId::Polygon:
    case ToolId::Lasso:
    case ToolId::Ellipse:
    case ToolId::Rectangle: {
        const auto& label = m_session.value().palette.classes().at(static_cast<std::size_t>(m_tools.activeLabel()));
        if (label.id != 0)
            return QColor(label.red, label.green, label.blue).lighter(130);
        break;
    }
    default:
        break;
    }
    return colors::measurements;
}

QRectF ConditionCanvas::outlineRect() const
{
    if (!m_pointer || !m_tools.current().paints() || m_spaceHeld)
        return {};
    double diameter = m_tools.diameter();
    if (m_gesture && m_tools.pressureSize())
        diameter = std::max(1.0, diameter * (0.2 + 0.8 * m_pressure));
    const double widgetRadius = std::max(3.0, diameter * 0.5 * viewZoom());
    return {m_pointer->x() - widgetRadius, m_pointer->y() - widgetRadius, 2 * widgetRadius, 2 * widgetRadius};
}

void ConditionCanvas::updateOutline()
{
    const QRectF next = outlineRect();
    for (const QRectF& rect : {m_drawnOutline, next})
        if (!rect.isEmpty())
            update(rect.toAlignedRect().adjusted(-3, -3, 3, 3));
    m_drawnOutline = next;
}

void ConditionCanvas::paintOutline(QPainter& painter) const
{
    const QRectF outline = outlineRect();
    if (outline.isEmpty())
        return;
    const bool erasing = erases();
    const QColor color = erasing ? QColor(226, 230, 235) : toolColor();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto draw = [&](const QRectF& rect) {
        const bool line = m_tools.currentId() == ToolId::SketchLine || m_tools.currentId() == ToolId::SketchCurve; // always round
        if (m_tools.shape() == BrushShape::Square && !line)
            painter.drawRect(rect);
        else
            painter.drawEllipse(rect);
    };
    // A dark line below a light one is seen on any echo.
    painter.setPen(QPen(QColor(0, 0, 0, 190), 3));
    draw(outline);
    painter.setPen(QPen(color, 1.4, erasing ? Qt::DashLine : Qt::SolidLine));
    draw(outline);
}

void ConditionCanvas::updateCursor()
{
    if (isPanning())
        return;
    if (m_spaceHeld || m_tools.currentId() == ToolId::Pan)
        setCursor(m_gesture ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    else if (m_tools.currentId() == ToolId::PickLabel)
        setCursor(Qt::PointingHandCursor);
    else
        setCursor(Qt::CrossCursor);
}

} // namespace sonosketch
