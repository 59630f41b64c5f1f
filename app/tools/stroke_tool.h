// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/editor_session.h"
#include "app/tools/tool.h"

namespace sonosketch {

class ToolBox;

/// What the six painting tools share: a stroke from press to release whose samples are joined without gaps.
class StrokeTool : public Tool {
public:
    explicit StrokeTool(ToolBox& box)
        : m_box(box)
    {
    }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    bool paints() const override { return true; }

protected:
    /// Fills plane, value and text; shape and paint rule come from the tool box. `erase`: Ctrl or the pen's eraser end.
    virtual void describe(StrokeSpec& spec, bool erase) const = 0;
    const ToolBox& box() const { return m_box; }

private:
    double diameter(const ToolEvent& event) const;

    ToolBox& m_box;
};

class LabelBrushTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::LabelBrush; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

class LabelEraserTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::LabelEraser; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

class SketchPenTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::SketchPen; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

/// Removes pen strokes and rubs out automatic edges for good: no slider brings them back.
class SketchEraserTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::SketchEraser; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

class FieldBrushTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::FieldBrush; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

class FieldEraserTool : public StrokeTool {
public:
    using StrokeTool::StrokeTool;
    ToolId id() const override { return ToolId::FieldEraser; }

protected:
    void describe(StrokeSpec& spec, bool erase) const override;
};

} // namespace sonosketch
