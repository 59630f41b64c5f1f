// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"
#include "core/edit/objects.h"

#include <optional>
#include <vector>

namespace sonosketch {

class ToolBox;

/// Takes the object under a click with its inner sketch, and moves, scales and turns it. What is shown is in the document already, as a
/// preview, always made from the object as it was picked; Enter, a click elsewhere or another tool makes it one step, Esc restores.
/// Inside the frame a drag moves, by whole pixels; a corner scales about the corner opposite, with Shift in proportion; the handle above
/// turns, with Shift by steps of 15 degrees. Arrow keys move by a pixel, with Shift by ten. A pasted object floats in the same way.
class MoveObjectTool : public Tool {
public:
    explicit MoveObjectTool(ToolBox& box)
        : m_box(box)
    {
    }
    ToolId id() const override { return ToolId::MoveObject; }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    bool key(ToolKey key, bool shift) override;
    void cancel() override;
    void leave() override { commit(); }
    bool busy() const override { return m_object.has_value(); }
    void documentMoved() override;
    ToolOverlay overlay(Measurement::Picture picture) const override;

    bool hasSelection() const { return m_object.has_value(); }
    /// The selected object lies in the case only as this preview.
    bool floats() const { return m_object && m_pasted; }
    /// The selected object as it was picked or pasted.
    const std::optional<LabelObject>& picked() const { return m_object; }
    /// The selected object as it is shown now.
    std::optional<LabelObject> shown() const;
    /// As picked, from the present case.
    void select(const LabelObject& object);
    /// Shows an object that is not in the case, placed like this. False, with a message, if it cannot be pasted here.
    bool paste(const LabelObject& object, const Placement& placement);

    const Placement& placement() const { return m_placement; }
    /// False, with a message, if the object cannot be placed like that; it then stays as it was.
    bool setPlacement(const Placement& placement);
    /// Makes what is shown a step, if it differs, and lets go of the object.
    void commit();

private:
    enum class Drag { None, Move, Corner, Turn };

    void drop();
    bool show(const Placement& placement);
    QString stepText() const;
    QPointF mapped(const Placement& placement, double x, double y) const;
    QPointF corner(int index) const;
    QPointF turnHandle() const;
    bool insideFrame(QPointF at) const;
    void dragCorner(const ToolEvent& event);
    void dragTurn(const ToolEvent& event);

    ToolBox& m_box;
    std::optional<LabelObject> m_object; ///< as picked or pasted
    bool m_pasted = false;
    cv::Rect m_bounds;                           ///< of the mask as picked, canvas pixels
    std::vector<std::vector<QPointF>> m_outline; ///< of the mask as picked
    Placement m_placement;
    Drag m_drag = Drag::None;
    int m_corner = 0;
    Placement m_startPlacement;
    QPointF m_start;
};

} // namespace sonosketch
