// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

#include <vector>

namespace sonosketch {

class ToolBox;

/// What polygon and curve share: a path of clicks. A press adds a point, which follows the pointer until the release; a double click, Enter,
/// or a press on the last point ends the path; Backspace takes the last point back, Esc all of them. Ctrl at the first press erases.
class PointPathTool : public Tool {
public:
    explicit PointPathTool(ToolBox& box)
        : m_box(box)
    {
    }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent&) override { m_down = false; }
    void doubleClick(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    bool key(ToolKey key, bool shift) override;
    void cancel() override;
    bool busy() const override { return !m_points.empty(); }

    const std::vector<QPointF>& points() const { return m_points; }

protected:
    /// Draws the path; false, with a message, if it has too few points and goes on.
    virtual bool draw(const std::vector<QPointF>& points, bool erase) = 0;
    /// A press on the first point ends the path as well.
    virtual bool closes() const { return false; }
    ToolBox& box() const { return m_box; }
    bool erases() const { return m_erase; }
    /// The points and, while there are any, the pointer.
    std::vector<QPointF> pathToPointer() const;
    ToolOverlay handles() const;

private:
    bool isNear(QPointF a, QPointF b) const;
    bool wouldClose(QPointF at) const;
    void finish();

    ToolBox& m_box;
    std::vector<QPointF> m_points;
    QPointF m_pointer;
    bool m_erase = false;
    bool m_down = false;
};

class PolygonTool : public PointPathTool {
public:
    using PointPathTool::PointPathTool;
    ToolId id() const override { return ToolId::Polygon; }
    ToolOverlay overlay(Measurement::Picture picture) const override;

protected:
    bool draw(const std::vector<QPointF>& points, bool erase) override;
    bool closes() const override { return true; }
};

/// A freehand outline, filled when the pen is lifted.
class LassoTool : public Tool {
public:
    explicit LassoTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::Lasso; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    bool busy() const override { return !m_path.empty(); }
    ToolOverlay overlay(Measurement::Picture picture) const override;

private:
    ToolBox& m_box;
    std::vector<QPointF> m_path;
    bool m_erase = false;
};

} // namespace sonosketch
