// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/stroke_tool.h"

#include "app/session/text.h"
#include "app/tools/tool_box.h"

#include <algorithm>

namespace sonosketch {

double StrokeTool::diameter(const ToolEvent& event) const
{
    // A light touch still draws a fifth of the width: a line never breaks because a hand lifts a little.
    const double factor = m_box.pressureSize() ? 0.2 + 0.8 * std::clamp(event.pressure, 0.0, 1.0) : 1.0;
    return std::max(1.0, m_box.diameter(id()) * factor);
}

void StrokeTool::press(const ToolEvent& event)
{
    StrokeSpec spec;
    spec.shape = m_box.shape();
    spec.rule = m_box.paintRule();
    describe(spec, event.erase);
    m_box.session().beginStroke(spec, event.canvas, diameter(event));
}

void StrokeTool::move(const ToolEvent& event)
{
    m_box.session().continueStroke(event.canvas, diameter(event));
}

void StrokeTool::release(const ToolEvent&)
{
    m_box.session().endStroke();
}

void StrokeTool::cancel()
{
    m_box.session().cancelStroke();
}

namespace {
void describeLabelEraser(StrokeSpec& spec)
{
    spec.tool = "label-eraser";
    spec.plane = Plane::Labels;
    spec.value = 0;
    spec.text = ToolBox::tr("Erase labels");
}
void describeSketchEraser(StrokeSpec& spec)
{
    spec.tool = "sketch-eraser";
    spec.plane = Plane::Sketch;
    spec.value = SketchErased;
    spec.text = ToolBox::tr("Erase sketch");
}
void describeField(StrokeSpec& spec, bool inside)
{
    spec.tool = inside ? "field-brush" : "field-eraser";
    spec.plane = Plane::FieldOfView;
    spec.value = inside ? 255 : 0;
    spec.text = inside ? ToolBox::tr("Extend field of view") : ToolBox::tr("Cut field of view");
}
} // namespace

void LabelBrushTool::describe(StrokeSpec& spec, bool erase) const
{
    if (erase) {
        describeLabelEraser(spec);
        return;
    }
    const auto& label = box().session().value().palette.classes().at(static_cast<std::size_t>(box().activeLabel()));
    spec.tool = "label-brush";
    spec.plane = Plane::Labels;
    spec.value = label.id;
    spec.text = ToolBox::tr("Brush: %1").arg(classText(label.name));
}

void LabelEraserTool::describe(StrokeSpec& spec, bool) const
{
    describeLabelEraser(spec);
}

void SketchPenTool::describe(StrokeSpec& spec, bool erase) const
{
    if (erase) {
        describeSketchEraser(spec);
        return;
    }
    spec.tool = "sketch-pen";
    spec.plane = Plane::Sketch;
    spec.value = SketchPen;
    spec.text = ToolBox::tr("Sketch pen");
}

void SketchEraserTool::describe(StrokeSpec& spec, bool) const
{
    describeSketchEraser(spec);
}

void FieldBrushTool::describe(StrokeSpec& spec, bool erase) const
{
    describeField(spec, !erase);
}

void FieldEraserTool::describe(StrokeSpec& spec, bool) const
{
    describeField(spec, false);
}

} // namespace sonosketch
