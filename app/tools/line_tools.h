// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/outline_tools.h"

namespace sonosketch {

struct LineNumbers;

/// Draws a straight pen line as wide as the line tool's brush: what the tool does at release, and the panel by its numbers.
bool drawLine(ToolBox& box, const LineNumbers& line, bool erase = false);

/// A straight pen line from press to release; Shift turns it to multiples of 15 degrees, Ctrl rubs out along it.
class SketchLineTool : public Tool {
public:
    explicit SketchLineTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::SketchLine; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    bool busy() const override { return m_active; }
    bool paints() const override { return true; }
    ToolOverlay overlay(Measurement::Picture picture) const override;

private:
    ToolBox& m_box;
    bool m_active = false;
    bool m_erase = false;
    QPointF m_from;
    QPointF m_to;
};

/// A smooth pen line through clicked points.
class SketchCurveTool : public PointPathTool {
public:
    using PointPathTool::PointPathTool;
    ToolId id() const override { return ToolId::SketchCurve; }
    bool paints() const override { return true; }
    ToolOverlay overlay(Measurement::Picture picture) const override;

protected:
    bool draw(const std::vector<QPointF>& points, bool erase) override;
};

} // namespace sonosketch
