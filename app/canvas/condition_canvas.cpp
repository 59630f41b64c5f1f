// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/condition_canvas.h"

#include "app/canvas/colors.h"

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
        updateCursor();
        updateOutline();
    });
    connect(&tools, &ToolBox::optionsChanged, this, &ConditionCanvas::updateOutline);
    connect(&tools, &ToolBox::activeLabelChanged, this, &ConditionCanvas::updateOutline);
    connect(&tools, &ToolBox::panRequested, this, [this](QPointF delta) { this->transform().panBy(delta); });
    connect(this, &ImageView::sizeStepsRequested, &tools, &ToolBox::stepDiameter);
    recompose({0, 0, canvasSize, canvasSize});
    updateCursor();
}

void ConditionCanvas::documentChanged(const DocumentChange& change)
{
    if (change.replaced)
        recompose({0, 0, canvasSize, canvasSize});
    else
        recompose({change.dirty.x, change.dirty.y, change.dirty.width, change.dirty.height});
}

void ConditionCanvas::recompose(const QRect& area)
{
    const QRect dirty = m_compositor.compose(m_session.value(), m_session.document().autoEdges(), m_layers.styles(), area);
    if (!dirty.isEmpty())
        updateCanvasRect(dirty);
}

void ConditionCanvas::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    paintPicture(painter, m_compositor.image());
    paintOutline(painter);
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
    const ToolId id = m_tools.currentId();
    const bool erasing = m_eraseHeld || id == ToolId::LabelEraser || id == ToolId::SketchEraser || id == ToolId::FieldEraser;
    QColor color(226, 230, 235);
    if (!erasing && id == ToolId::LabelBrush) {
        const auto& label = m_session.value().palette.classes().at(static_cast<std::size_t>(m_tools.activeLabel()));
        if (label.id != 0)
            color = QColor(label.red, label.green, label.blue).lighter(130);
    } else if (!erasing && id == ToolId::SketchPen) {
        color = colors::penStrokes;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto draw = [&](const QRectF& rect) {
        if (m_tools.shape() == BrushShape::Square)
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
