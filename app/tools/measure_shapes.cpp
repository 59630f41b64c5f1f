// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/measure_shapes.h"

#include "app/tools/measure_tools.h"
#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/metrics/measure.h"

#include <algorithm>

// What measurements look like and amount to, and changes of the list by name.
namespace sonosketch {

namespace {

QString sizeText(const Length& length, bool unit = true)
{
    const QString number = QString::number(length.mm.value_or(length.pixels), 'f', 1);
    if (!unit)
        return number;
    return length.mm ? ToolBox::tr("%1 mm").arg(number) : ToolBox::tr("%1 px").arg(number);
}

EllipseMeasure measureOf(const Measurement& measurement, std::optional<double> mmPerPixel)
{
    return measure(ellipseFromAxes(measurement.from, measurement.to, measurement.across), mmPerPixel);
}

} // namespace

std::array<QPointF, 2> acrossEnds(const Measurement& measurement)
{
    const QPointF from = fromPoint(measurement.from), to = fromPoint(measurement.to), way = to - from, centre = (from + to) / 2;
    const QPointF side = QPointF(-way.y(), way.x()) / std::hypot(way.x(), way.y()) * measurement.across / 2;
    return {centre + side, centre - side};
}

double distanceToSegment(QPointF at, QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double squared = QPointF::dotProduct(way, way);
    const double part = squared > 0 ? std::clamp(QPointF::dotProduct(at - from, way) / squared, 0.0, 1.0) : 0.0;
    return distance(at, from + way * part);
}

QString measurementText(const Case& value, std::size_t index)
{
    const Measurement& measurement = value.measurements.at(index);
    const QString name = measurement.name.empty() ? QString::number(index + 1) : QString::fromStdString(measurement.name);
    if (measurement.kind == Measurement::Kind::Caliper)
        return ToolBox::tr("%1: %2").arg(name, sizeText(caliper(measurement.from, measurement.to, value.mmPerPixel)));
    const EllipseMeasure size = measureOf(measurement, value.mmPerPixel);
    return ToolBox::tr("%1: %2 \u00d7 %3").arg(name, sizeText(size.majorDiameter, false), sizeText(size.minorDiameter));
}

QString measurementDetails(const Case& value, std::size_t index)
{
    const Measurement& measurement = value.measurements.at(index);
    QString text = measurementText(value, index);
    const bool inMm = value.mmPerPixel.has_value();
    if (measurement.kind == Measurement::Kind::Caliper) {
        const Length length = caliper(measurement.from, measurement.to, value.mmPerPixel);
        return inMm ? ToolBox::tr("%1 (%2 px)").arg(text).arg(length.pixels, 0, 'f', 1) : text;
    }
    const EllipseMeasure size = measureOf(measurement, value.mmPerPixel);
    text += ToolBox::tr("\ncircumf. %1").arg(sizeText(size.circumference));
    if (inMm)
        text += ToolBox::tr(" (%1 px)").arg(size.circumference.pixels, 0, 'f', 0);
    text += size.areaMm2 ? ToolBox::tr("\narea %1 mm\u00b2 (%2 px\u00b2)").arg(*size.areaMm2, 0, 'f', 1).arg(size.areaPixels, 0, 'f', 0)
                         : ToolBox::tr("\narea %1 px\u00b2").arg(size.areaPixels, 0, 'f', 0);
    return text;
}

ToolOverlay measurementOverlay(const Case& value, Measurement::Picture picture, std::optional<std::size_t> selected)
{
    using Look = ToolOverlay::Handle::Look;
    ToolOverlay overlay;
    for (std::size_t i = 0; i < value.measurements.size(); ++i) {
        const Measurement& measurement = value.measurements[i];
        if (measurement.picture != picture)
            continue;
        const bool isSelected = selected == i;
        const QPointF from = fromPoint(measurement.from), to = fromPoint(measurement.to);
        overlay.lines.push_back({{from, to}, false, ToolOverlay::Line::Look::Helper});
        overlay.handles.push_back({from, Look::Cross, isSelected});
        overlay.handles.push_back({to, Look::Cross, isSelected});
        QPointF textAt = from.x() > to.x() ? from : to;
        if (measurement.kind == Measurement::Kind::Ellipse) {
            const QPointF way = to - from;
            const double turn = std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
            overlay.lines.push_back({ellipseOutline((from + to) / 2, distance(from, to) / 2, measurement.across / 2, turn), true,
                ToolOverlay::Line::Look::Shape});
            const auto ends = acrossEnds(measurement);
            overlay.lines.push_back({{ends[0], ends[1]}, false, ToolOverlay::Line::Look::Helper});
            for (const QPointF& end : ends) {
                overlay.handles.push_back({end, Look::Cross, isSelected});
                if (end.x() > textAt.x())
                    textAt = end;
            }
        }
        overlay.texts.push_back({textAt, measurementText(value, i), isSelected});
    }
    return overlay;
}

bool deleteMeasurement(ToolBox& box, std::size_t index)
{
    std::vector<Measurement> list = box.session().value().measurements;
    if (index >= list.size())
        return false;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    box.selectMeasurement(std::nullopt);
    return box.attempt(
        [&] { box.session().edit(ToolBox::tr("Delete measurement"), {}, [&](Transaction& edit) { edit.setMeasurements(list); }); });
}

bool nameMeasurement(ToolBox& box, std::size_t index, const QString& name)
{
    std::vector<Measurement> list = box.session().value().measurements;
    if (index >= list.size())
        return false;
    QString line = name.simplified();
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    while (line.toUtf8().size() > static_cast<qsizetype>(maxMeasurementNameBytes)) {
        // A character beyond the basic plane is two units and goes whole.
        line.chop(line.back().isLowSurrogate() ? 2 : 1);
    }
    list[index].name = line.toStdString();
    return box.attempt(
        [&] { box.session().edit(ToolBox::tr("Name measurement"), {}, [&](Transaction& edit) { edit.setMeasurements(list); }); });
}

} // namespace sonosketch
