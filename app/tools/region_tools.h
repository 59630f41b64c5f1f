// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

namespace sonosketch {

class ToolBox;

/// Gives the region of equal label under a click the active one. Regions end at the field of view's border on the side that was clicked.
class FillTool : public Tool {
public:
    explicit FillTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::Fill; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent&) override { }
    void release(const ToolEvent&) override { }
    void cancel() override { }

private:
    ToolBox& m_box;
};

/// Labels the region whose grey in the source is like that under the click. Dragging up widens the tolerance, down narrows it, live;
/// the tolerance stays for the next time.
class WandTool : public Tool {
public:
    explicit WandTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::Wand; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    void documentMoved() override;
    bool busy() const override { return m_active; }
    ToolOverlay overlay(Measurement::Picture picture) const override;

private:
    void show();

    ToolBox& m_box;
    bool m_active = false;
    bool m_erase = false;
    QPointF m_seed;
    QPointF m_pressed; ///< widget pixels
    double m_startTolerance = 0;
};

} // namespace sonosketch
