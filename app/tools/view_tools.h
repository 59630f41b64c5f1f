// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

namespace sonosketch {

class ToolBox;

/// Takes the label under the pen as the active one.
class PickLabelTool : public Tool {
public:
    explicit PickLabelTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::PickLabel; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent&) override { }
    void cancel() override { }

private:
    ToolBox& m_box;
};

/// Drags the view along; changes no pixel.
class PanTool : public Tool {
public:
    explicit PanTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::Pan; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override { m_dragging = false; }

private:
    ToolBox& m_box;
    QPointF m_last;
    bool m_dragging = false;
};

} // namespace sonosketch
