// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/tool_box.h"

#include "app/session/text.h"
#include "app/tools/line_tools.h"
#include "app/tools/measure_tools.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/outline_tools.h"
#include "app/tools/region_tools.h"
#include "app/tools/shape_tools.h"
#include "app/tools/stroke_tool.h"
#include "app/tools/view_tools.h"

#include "core/base/error.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace sonosketch {

ToolBox::ToolBox(EditorSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_tools.push_back(std::make_unique<LabelBrushTool>(*this));
    m_tools.push_back(std::make_unique<LabelEraserTool>(*this));
    m_tools.push_back(std::make_unique<SketchPenTool>(*this));
    m_tools.push_back(std::make_unique<SketchEraserTool>(*this));
    m_tools.push_back(std::make_unique<FieldBrushTool>(*this));
    m_tools.push_back(std::make_unique<FieldEraserTool>(*this));
    m_tools.push_back(std::make_unique<PickLabelTool>(*this));
    m_tools.push_back(std::make_unique<PanTool>(*this));
    m_tools.push_back(std::make_unique<PolygonTool>(*this));
    m_tools.push_back(std::make_unique<LassoTool>(*this));
    m_tools.push_back(std::make_unique<EllipseTool>(*this));
    m_tools.push_back(std::make_unique<RectangleTool>(*this));
    m_tools.push_back(std::make_unique<FillTool>(*this));
    m_tools.push_back(std::make_unique<WandTool>(*this));
    m_tools.push_back(std::make_unique<SketchLineTool>(*this));
    m_tools.push_back(std::make_unique<SketchCurveTool>(*this));
    m_tools.push_back(std::make_unique<CannyRectangleTool>(*this));
    m_tools.push_back(std::make_unique<MoveObjectTool>(*this));
    m_tools.push_back(std::make_unique<CaliperTool>(*this));
    m_tools.push_back(std::make_unique<MeasureEllipseTool>(*this));
    connect(&session, &EditorSession::caseOpened, this, &ToolBox::caseOpened);
    connect(&session, &EditorSession::historyChanged, this, &ToolBox::documentMoved);
    connect(&session, &EditorSession::previewEnded, this, &ToolBox::documentMoved);
    caseOpened();
}

ToolBox::~ToolBox() = default;

void ToolBox::fitToPalette()
{
    // The class that the case holds most of is the one a person most likely goes on with.
    const Case& value = m_session.value();
    int best = std::min(1, value.palette.size() - 1);
    int most = 0;
    for (int id = 1; id < value.palette.size(); ++id) {
        const int count = cv::countNonZero(value.labels == id);
        if (count > most) {
            most = count;
            best = id;
        }
    }
    m_rule = PaintRule{};
    m_activeLabel = best;
    Q_EMIT activeLabelChanged(m_activeLabel);
    Q_EMIT optionsChanged();
}

void ToolBox::caseOpened()
{
    current().cancel();
    m_caseToken = QRandomGenerator::global()->generate64();
    m_measurement.reset();
    fitToPalette();
    overlayMoved();
}

void ToolBox::documentMoved()
{
    current().documentMoved();
    overlayMoved();
}

void ToolBox::select(ToolId id)
{
    if (id == m_current)
        return;
    current().leave();
    m_last = m_current;
    m_current = id;
    Q_EMIT toolChanged();
    overlayMoved();
}

QString ToolBox::name(ToolId id)
{
    switch (id) {
    case ToolId::LabelBrush:
        return tr("Label brush");
    case ToolId::LabelEraser:
        return tr("Label eraser");
    case ToolId::SketchPen:
        return tr("Sketch pen");
    case ToolId::SketchEraser:
        return tr("Sketch eraser");
    case ToolId::FieldBrush:
        return tr("Field-of-view brush");
    case ToolId::FieldEraser:
        return tr("Field-of-view eraser");
    case ToolId::PickLabel:
        return tr("Pick label");
    case ToolId::Pan:
        return tr("Pan");
    case ToolId::Polygon:
        return tr("Polygon");
    case ToolId::Lasso:
        return tr("Lasso");
    case ToolId::Ellipse:
        return tr("Ellipse");
    case ToolId::Rectangle:
        return tr("Rectangle");
    case ToolId::Fill:
        return tr("Fill");
    case ToolId::Wand:
        return tr("Magic wand");
    case ToolId::SketchLine:
        return tr("Sketch line");
    case ToolId::SketchCurve:
        return tr("Sketch curve");
    case ToolId::CannyRectangle:
        return tr("Edges of a rectangle");
    case ToolId::MoveObject:
        return tr("Move object");
    case ToolId::Caliper:
        return tr("Caliper");
    case ToolId::MeasureEllipse:
        return tr("Measure ellipse");
    }
    return {};
}

const char* ToolBox::iconName(ToolId id)
{
    switch (id) {
    case ToolId::LabelBrush:
        return "label-brush";
    case ToolId::LabelEraser:
        return "label-eraser";
    case ToolId::SketchPen:
        return "sketch-pen";
    case ToolId::SketchEraser:
        return "sketch-eraser";
    case ToolId::FieldBrush:
        return "field-brush";
    case ToolId::FieldEraser:
        return "field-eraser";
    case ToolId::PickLabel:
        return "pick-label";
    case ToolId::Pan:
        return "pan";
    case ToolId::Polygon:
        return "polygon";
    case ToolId::Lasso:
        return "lasso";
    case ToolId::Ellipse:
        return "ellipse";
    case ToolId::Rectangle:
        return "rectangle";
    case ToolId::Fill:
        return "fill";
    case ToolId::Wand:
        return "wand";
    case ToolId::SketchLine:
        return "sketch-line";
    case ToolId::SketchCurve:
        return "sketch-curve";
    case ToolId::CannyRectangle:
        return "canny-rectangle";
    case ToolId::MoveObject:
        return "move-object";
    case ToolId::Caliper:
        return "caliper";
    case ToolId::MeasureEllipse:
        return "measure-ellipse";
    }
    return "";
}

void ToolBox::setActiveLabel(int id)
{
    if (id == m_activeLabel || !m_session.value().palette.contains(id))
        return;
    m_activeLabel = id;
    Q_EMIT activeLabelChanged(id);
}

void ToolBox::pickLabelAt(QPointF canvas)
{
    const cv::Mat& labels = m_session.value().labels;
    const int x = static_cast<int>(std::floor(canvas.x()));
    const int y = static_cast<int>(std::floor(canvas.y()));
    if (x >= 0 && y >= 0 && x < labels.cols && y < labels.rows)
        setActiveLabel(labels.at<std::uint8_t>(y, x));
}

void ToolBox::setDiameter(double diameter)
{
    diameter = std::clamp(diameter, 1.0, 256.0);
    double& mine = m_diameters.at(static_cast<std::size_t>(m_current));
    if (mine == diameter || !current().paints())
        return;
    mine = diameter;
    Q_EMIT optionsChanged();
}

void ToolBox::stepDiameter(int steps)
{
    double size = diameter();
    for (int step = 0; step < std::abs(steps); ++step)
        size = std::round(steps > 0 ? std::max(size + 1.0, size * 1.2) : std::min(size - 1.0, size / 1.2));
    setDiameter(size);
}

void ToolBox::setShape(BrushShape shape)
{
    if (shape == m_shape)
        return;
    m_shape = shape;
    Q_EMIT optionsChanged();
}

void ToolBox::setPressureSize(bool on)
{
    if (on == m_pressureSize)
        return;
    m_pressureSize = on;
    Q_EMIT optionsChanged();
}

void ToolBox::setPaintOver(PaintRule::Over over, std::uint64_t chosen)
{
    m_rule.over = over;
    m_rule.chosen = chosen;
    Q_EMIT optionsChanged();
}

void ToolBox::setLocked(int label, bool locked)
{
    if (label < 0 || label > 63 || isLocked(label) == locked)
        return;
    m_rule.locked ^= std::uint64_t{1} << label;
    Q_EMIT optionsChanged();
}

QVariantMap ToolBox::stored() const
{
    QVariantMap sizes;
    for (const ToolId id : allTools)
        if (m_tools[static_cast<std::size_t>(id)]->paints())
            sizes.insert(QLatin1String(iconName(id)), diameter(id));
    return {{QStringLiteral("current"), QLatin1String(iconName(m_current))}, {QStringLiteral("sizes"), sizes},
        {QStringLiteral("square"), m_shape == BrushShape::Square}, {QStringLiteral("pressure"), m_pressureSize},
        {QStringLiteral("contiguous"), m_options.contiguous}, {QStringLiteral("wandTolerance"), m_options.wandTolerance},
        {QStringLiteral("wandSmoothing"), m_options.wandSmoothing}, {QStringLiteral("reshapeAmount"), m_options.reshapeAmount},
        {QStringLiteral("islandPixels"), m_options.islandPixels}};
}

void ToolBox::restore(const QVariantMap& stored)
{
    // A number out of range, or none at all, leaves things as they are.
    const auto number = [](const QVariantMap& from, const QString& key, double low, double high, double present) {
        bool isNumber = false;
        const double value = from.value(key).toDouble(&isNumber);
        return isNumber && value >= low && value <= high ? value : present;
    };
    const QVariantMap sizes = stored.value(QStringLiteral("sizes")).toMap();
    for (const ToolId id : allTools) {
        double& size = m_diameters[static_cast<std::size_t>(id)];
        size = number(sizes, QLatin1String(iconName(id)), 1, maxBrushDiameter, size);
    }
    m_shape = stored.value(QStringLiteral("square"), m_shape == BrushShape::Square).toBool() ? BrushShape::Square : BrushShape::Round;
    m_pressureSize = stored.value(QStringLiteral("pressure"), m_pressureSize).toBool();
    ToolOptions options = m_options;
    options.contiguous = stored.value(QStringLiteral("contiguous"), options.contiguous).toBool();
    options.wandTolerance = number(stored, QStringLiteral("wandTolerance"), 0, 255, options.wandTolerance);
    options.wandSmoothing = number(stored, QStringLiteral("wandSmoothing"), 0, 10, options.wandSmoothing);
    options.reshapeAmount = number(stored, QStringLiteral("reshapeAmount"), 1, 64, options.reshapeAmount);
    options.islandPixels = static_cast<int>(number(stored, QStringLiteral("islandPixels"), 1, 100'000, options.islandPixels));
    setOptions(options);
    const QString current = stored.value(QStringLiteral("current")).toString();
    for (const ToolId id : allTools)
        if (current == QLatin1String(iconName(id)))
            select(id);
    Q_EMIT optionsChanged();
}

} // namespace sonosketch
