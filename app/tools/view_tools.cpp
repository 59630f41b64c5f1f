// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/view_tools.h"

#include "app/tools/tool_box.h"

namespace sonosketch {

void PickLabelTool::press(const ToolEvent& event)
{
    m_box.pickLabelAt(event.canvas);
}

void PickLabelTool::move(const ToolEvent& event)
{
    m_box.pickLabelAt(event.canvas);
}

void PanTool::press(const ToolEvent& event)
{
    m_last = event.view;
    m_dragging = true;
}

void PanTool::move(const ToolEvent& event)
{
    if (!m_dragging)
        return;
    m_box.requestPan(event.view - m_last);
    m_last = event.view;
}

void PanTool::release(const ToolEvent& event)
{
    move(event);
    m_dragging = false;
}

} // namespace sonosketch
