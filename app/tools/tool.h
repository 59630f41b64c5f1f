// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_overlay.h"
#include "core/document/measurement.h"

#include <QPointF>
#include <QString>

#include <array>
#include <cstdint>

namespace sonosketch {

enum class ToolId : int {
    LabelBrush,
    LabelEraser,
    SketchPen,
    SketchEraser,
    FieldBrush,
    FieldEraser,
    PickLabel,
    Pan,
    Polygon,
    Lasso,
    Ellipse,
    Rectangle,
    Fill,
    Wand,
    SketchLine,
    SketchCurve,
    CannyRectangle,
    MoveObject,
    Caliper,
    MeasureEllipse,
};
inline constexpr std::array allTools{ToolId::LabelBrush, ToolId::LabelEraser, ToolId::SketchPen, ToolId::SketchEraser, ToolId::FieldBrush,
    ToolId::FieldEraser, ToolId::PickLabel, ToolId::Pan, ToolId::Polygon, ToolId::Lasso, ToolId::Ellipse, ToolId::Rectangle, ToolId::Fill,
    ToolId::Wand, ToolId::SketchLine, ToolId::SketchCurve, ToolId::CannyRectangle, ToolId::MoveObject, ToolId::Caliper,
    ToolId::MeasureEllipse};

/// One sample of a mouse or a pen.
struct ToolEvent {
    QPointF canvas;        ///< canvas coordinates: pixel (0, 0) covers 0..1; may lie outside the canvas
    QPointF view;          ///< widget pixels
    double pressure = 1.0; ///< 0..1; a mouse has 1
    bool erase = false;    ///< Ctrl is held, or the pen's eraser end touches
    bool shift = false;
    bool alt = false;
    Measurement::Picture picture = Measurement::Picture::Condition; ///< which view; only measuring tools are used on the other one
};

/// Keys that mean something to a tool while it is the current one.
enum class ToolKey { Enter, Backspace, Delete, Left, Right, Up, Down };

/// The state of one tool. While a button is down the canvas sends press, any number of moves, then release or cancel; in between come
/// hovers and keys, for tools whose work takes several clicks. GUI thread. A tool changes the document through EditorSession alone.
class Tool {
public:
    virtual ~Tool() = default;
    virtual ToolId id() const = 0;
    virtual void press(const ToolEvent& event) = 0;
    /// Only moves with the button down.
    virtual void move(const ToolEvent& event) = 0;
    virtual void release(const ToolEvent& event) = 0;
    /// The second press of a double click, instead of press(); a tool that has no use for it takes it as a press.
    virtual void doubleClick(const ToolEvent& event) { press(event); }
    /// The pointer moves with no button down.
    virtual void hover(const ToolEvent&) { }
    /// True if the key meant something.
    virtual bool key(ToolKey, bool /*shift*/) { return false; }
    /// Esc, or the window lost the pen: leaves no trace.
    virtual void cancel() = 0;
    /// Another tool is taken up: what is pending is dropped, or becomes a step where it can be seen already.
    virtual void leave() { cancel(); }
    /// Something is pending that Esc would drop.
    virtual bool busy() const { return false; }
    /// The document went to another step, or a preview ended that this tool had not ended itself.
    virtual void documentMoved() { }
    /// What is drawn above the picture.
    virtual ToolOverlay overlay(Measurement::Picture) const { return {}; }
    /// True for tools that write pixels with a brush of ToolBox::diameter().
    virtual bool paints() const { return false; }
    /// True for tools that work on the synthesised picture as well.
    virtual bool measures() const { return false; }
};

} // namespace sonosketch
