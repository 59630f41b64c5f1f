// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

namespace sonosketch {

class ToolBox;
struct ShapeNumbers;

/// Draws an ellipse (ToolId::Ellipse) or a rectangle (ToolId::Rectangle) with the active label, or erases it: what the tools do at release,
/// and the panel by its numbers. False if nothing changed; what is wrong with the numbers is told.
bool drawShape(ToolBox& box, ToolId kind, const ShapeNumbers& shape, bool erase = false);

/// What the tools share that drag a box open: from corner to corner, with Shift equal sides, with Alt from the middle.
class BoxTool : public Tool {
public:
    explicit BoxTool(ToolBox& box)
        : m_box(box)
    {
    }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    bool busy() const override { return m_active; }
    ToolOverlay overlay(Measurement::Picture picture) const override;

protected:
    /// At release, of a box that is not too small to be meant.
    virtual void draw(QPointF centre, double radiusX, double radiusY, bool erase) = 0;
    virtual std::vector<QPointF> outline(QPointF centre, double radiusX, double radiusY) const;
    ToolBox& box() const { return m_box; }

private:
    ToolBox& m_box;
    bool m_active = false;
    bool m_erase = false;
    QPointF m_from;
    QPointF m_pointer;
    QPointF m_centre;
    double m_radiusX = 0;
    double m_radiusY = 0;
};

class EllipseTool : public BoxTool {
public:
    using BoxTool::BoxTool;
    ToolId id() const override { return ToolId::Ellipse; }

protected:
    void draw(QPointF centre, double radiusX, double radiusY, bool erase) override;
    std::vector<QPointF> outline(QPointF centre, double radiusX, double radiusY) const override;
};

class RectangleTool : public BoxTool {
public:
    using BoxTool::BoxTool;
    ToolId id() const override { return ToolId::Rectangle; }

protected:
    void draw(QPointF centre, double radiusX, double radiusY, bool erase) override;
};

/// Burns the edges of the source inside a rectangle into the pen layer, with the case's Canny settings; with Ctrl it rubs them out.
class CannyRectangleTool : public BoxTool {
public:
    using BoxTool::BoxTool;
    ToolId id() const override { return ToolId::CannyRectangle; }

protected:
    void draw(QPointF centre, double radiusX, double radiusY, bool erase) override;
};

} // namespace sonosketch
