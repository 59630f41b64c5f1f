// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace sonosketch {

class ToolBox;
struct Case;

/// "3: 34.2 mm", or "Septum: 34.2 mm" where it has a name; in pixels where the spacing is unknown.
QString measurementText(const Case& value, std::size_t index);
/// The same with circumference and area of an ellipse, in several lines.
QString measurementDetails(const Case& value, std::size_t index);
/// Crosses, lines and texts of the measurements on one of the pictures; `selected` stands out.
ToolOverlay measurementOverlay(const Case& value, Measurement::Picture picture, std::optional<std::size_t> selected);

// One history step each; what cannot be done is told. A name is made one line of bounded length; an empty one takes it away.
bool deleteMeasurement(ToolBox& box, std::size_t index);
bool nameMeasurement(ToolBox& box, std::size_t index, const QString& name);

/// What both measuring tools share: they work on both pictures, and take hold of the ends of any measurement there is; a drag on its line moves
/// it whole. Shift turns a new or changed axis to multiples of 15 degrees. What is shown is in the case already, as a preview.
class MeasureTool : public Tool {
public:
    explicit MeasureTool(ToolBox& box)
        : m_box(box)
    {
    }
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    bool key(ToolKey key, bool shift) override;
    void cancel() override;
    void leave() override;
    void documentMoved() override;
    bool busy() const override { return m_drag != Drag::None; }
    bool measures() const override { return true; }

protected:
    virtual Measurement::Kind kind() const = 0;

private:
    /// NewAcross: the axis of an ellipse is set, the next press or move sets its width.
    enum class Drag { None, NewAxis, NewAcross, From, To, Across, Whole };

    struct Hit {
        std::size_t index = 0;
        Drag part = Drag::None;
    };
    std::optional<Hit> hitAt(const ToolEvent& event) const;
    void show(const Measurement& measurement);
    void showAcross(QPointF at);
    void end(bool keep);

    ToolBox& m_box;
    Drag m_drag = Drag::None;
    bool m_down = false;
    bool m_new = false;
    std::vector<Measurement> m_before; ///< the list at the start
    std::size_t m_index = 0;           ///< in the list; its end for a new one
    Measurement m_start;
    Measurement m_now;
    QPointF m_pressed;
};

class CaliperTool : public MeasureTool {
public:
    using MeasureTool::MeasureTool;
    ToolId id() const override { return ToolId::Caliper; }

protected:
    Measurement::Kind kind() const override { return Measurement::Kind::Caliper; }
};

/// First a drag along one axis, then a move or drag across it.
class MeasureEllipseTool : public MeasureTool {
public:
    using MeasureTool::MeasureTool;
    ToolId id() const override { return ToolId::MeasureEllipse; }

protected:
    Measurement::Kind kind() const override { return Measurement::Kind::Ellipse; }
};

} // namespace sonosketch
