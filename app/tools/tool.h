// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QString>

#include <array>
#include <cstdint>

namespace sonosketch {

enum class ToolId : int { LabelBrush, LabelEraser, SketchPen, SketchEraser, FieldBrush, FieldEraser, PickLabel, Pan };
inline constexpr std::array allTools{ToolId::LabelBrush, ToolId::LabelEraser, ToolId::SketchPen, ToolId::SketchEraser, ToolId::FieldBrush,
    ToolId::FieldEraser, ToolId::PickLabel, ToolId::Pan};

/// One sample of a mouse or a pen.
struct ToolEvent {
    QPointF canvas;        ///< canvas coordinates: pixel (0, 0) covers 0..1; may lie outside the canvas
    QPointF view;          ///< widget pixels
    double pressure = 1.0; ///< 0..1; a mouse has 1
    bool erase = false;    ///< Ctrl is held, or the pen's eraser end touches
};

/// The state of one tool while a button is down. The canvas sends press, any number of moves, then release or cancel.
/// GUI thread. A tool changes the document through EditorSession alone.
class Tool {
public:
    virtual ~Tool() = default;
    virtual ToolId id() const = 0;
    virtual void press(const ToolEvent& event) = 0;
    virtual void move(const ToolEvent& event) = 0;
    virtual void release(const ToolEvent& event) = 0;
    /// Esc, or the window lost the pen: leaves no trace.
    virtual void cancel() = 0;
    /// True for tools that write pixels with a brush of ToolBox::diameter().
    virtual bool paints() const { return false; }
};

} // namespace sonosketch
