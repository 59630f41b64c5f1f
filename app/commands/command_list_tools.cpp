// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_list_tools.h"

#include <QCoreApplication>

namespace sonosketch {

namespace {
bool idle(const CommandState& state)
{
    return !state.strokeActive;
}

/// Gives tr() a context that lupdate understands.
class ToolCommandRows {
    Q_DECLARE_TR_FUNCTIONS(sonosketch::ToolCommandRows)

public:
    static std::vector<CommandSpec> make();
};

std::vector<CommandSpec> ToolCommandRows::make()
{
    using Menu = CommandSpec::Menu;
    using Kind = CommandSpec::Kind;
    using Keys = QList<QKeySequence>;
    const auto key = [](const char* text) { return QKeySequence(QLatin1String(text)); };
    return {
        {Command::CopyObject, "edit.copyObject", Menu::Edit, tr("&Copy object"),
            tr("Copies the selected object, or the one under the pointer, with its sketch."), Keys{key("Ctrl+C")}, "copy-object",
            Kind::Plain, idle, true},
        {Command::PasteObject, "edit.pasteObject", Menu::Edit, tr("&Paste object"),
            tr("Pastes the copied object, into another case too; it floats until Enter or a click elsewhere."), Keys{key("Ctrl+V")},
            "paste-object", Kind::Plain, idle},
        {Command::DeleteObject, "edit.deleteObject", Menu::Edit, tr("&Delete object"),
            tr("Deletes the selected object or measurement, or the object under the pointer."), Keys{key("Del")}, nullptr, Kind::Plain,
            idle},
        {Command::MirrorObject, "edit.mirrorObject", Menu::Edit, tr("&Mirror object"),
            tr("Left and right of the selected object, or the one under the pointer, change sides."), Keys{key("Shift+V")}, "mirror-object",
            Kind::Plain, idle},
        {Command::MirrorCase, "edit.mirrorCase", Menu::Edit, tr("Mirror c&ase"),
            tr("Mirrors labels, sketch and field of view; automatic edges become pen strokes, the scan itself stays."), Keys{}, nullptr,
            Kind::Plain, idle},

        {Command::ToolPolygon, "tool.polygon", Menu::Tools, tr("P&olygon"),
            tr("Click corners; a double click, Enter or the first corner closes, Backspace takes one back. Ctrl erases."), Keys{key("G")},
            "polygon", Kind::Tool, nullptr, true},
        {Command::ToolLasso, "tool.lasso", Menu::Tools, tr("&Lasso"), tr("Draw around a region to fill it. Hold Ctrl to erase."),
            Keys{key("L")}, "lasso", Kind::Tool},
        {Command::ToolEllipse, "tool.ellipse", Menu::Tools, tr("Ell&ipse"),
            tr("Drag an ellipse; Shift makes a circle, Alt starts in the middle, Ctrl erases."), Keys{key("O")}, "ellipse", Kind::Tool},
        {Command::ToolRectangle, "tool.rectangle", Menu::Tools, tr("&Rectangle"),
            tr("Drag a rectangle; Shift makes a square, Alt starts in the middle, Ctrl erases."), Keys{key("R")}, "rectangle", Kind::Tool},
        {Command::ToolFill, "tool.fill", Menu::Tools, tr("Fi&ll"), tr("Gives the region under a click the active label. Ctrl erases it."),
            Keys{key("K")}, "fill", Kind::Tool},
        {Command::ToolWand, "tool.wand", Menu::Tools, tr("Magic &wand"),
            tr("Labels the region of like grey; drag up or down to change how like. Ctrl erases."), Keys{key("W")}, "wand", Kind::Tool},
        {Command::ToolSketchLine, "tool.sketchLine", Menu::Tools, tr("Sketch li&ne"),
            tr("Drag a straight pen line; Shift keeps to steps of 15 degrees, Ctrl erases."), Keys{key("S")}, "sketch-line", Kind::Tool,
            nullptr, true},
        {Command::ToolSketchCurve, "tool.sketchCurve", Menu::Tools, tr("Sketch c&urve"),
            tr("Click points of a smooth pen line; Enter or a double click ends it, Backspace takes one back."), Keys{key("Shift+S")},
            "sketch-curve", Kind::Tool},
        {Command::ToolCannyRectangle, "tool.cannyRectangle", Menu::Tools, tr("Ed&ges of a rectangle"),
            tr("Drag a rectangle: the edges of the scan inside it become pen strokes. Ctrl rubs them out."), Keys{key("C")},
            "canny-rectangle", Kind::Tool},
        {Command::ToolMoveObject, "tool.moveObject", Menu::Tools, tr("Mo&ve object"),
            tr("Click an object, then drag it, its corners (Shift in proportion) or the handle that turns it (Shift by 15 degrees)."),
            Keys{key("V")}, "move-object", Kind::Tool, nullptr, true},
        {Command::ToolCaliper, "tool.caliper", Menu::Tools, tr("&Caliper"),
            tr("Measures a distance on either picture; its ends can be dragged later. Del removes it."), Keys{key("M")}, "caliper",
            Kind::Tool, nullptr, true},
        {Command::ToolMeasureEllipse, "tool.measureEllipse", Menu::Tools, tr("Measure elli&pse"),
            tr("Drag along one axis, then move across it: circumference and area on either picture."), Keys{key("Shift+M")},
            "measure-ellipse", Kind::Tool},

        {Command::PreviousLabel, "label.previous", Menu::Labels, tr("&Previous label"), tr("Makes the class before the active one active."),
            Keys{key(",")}, nullptr, Kind::Plain, nullptr, true},
        {Command::NextLabel, "label.next", Menu::Labels, tr("&Next label"), tr("Makes the class after the active one active."),
            Keys{key(".")}, nullptr},
        {Command::HideLabel, "label.hide", Menu::Labels, tr("&Hide label"),
            tr("Hides the active label on the canvas, or shows it again; the model sees it all the same."), Keys{key("Shift+H")}, nullptr,
            Kind::Toggle},
        {Command::LockLabel, "label.lock", Menu::Labels, tr("&Lock label"), tr("A locked class neither shrinks nor grows."),
            Keys{key("Ctrl+L")}, nullptr, Kind::Toggle},
        {Command::GrowLabel, "label.grow", Menu::Labels, tr("&Grow"), tr("Widens the active label by the amount in the tool panel."),
            Keys{key("Ctrl+]")}, nullptr, Kind::Plain, idle, true},
        {Command::ShrinkLabel, "label.shrink", Menu::Labels, tr("&Shrink"), tr("Narrows the active label by the amount in the tool panel."),
            Keys{key("Ctrl+[")}, nullptr, Kind::Plain, idle},
        {Command::SmoothLabel, "label.smooth", Menu::Labels, tr("S&mooth"),
            tr("Rounds the outline of the active label: each pixel as most of its surroundings."), Keys{}, nullptr, Kind::Plain, idle},
        {Command::OpenLabel, "label.open", Menu::Labels, tr("&Open bridges"), tr("Takes thin spurs and bridges off the active label."),
            Keys{}, nullptr, Kind::Plain, idle},
        {Command::CloseLabel, "label.close", Menu::Labels, tr("&Close gaps"), tr("Fills narrow gaps and bays of the active label."), Keys{},
            nullptr, Kind::Plain, idle},
        {Command::FillHoles, "label.fillHoles", Menu::Labels, tr("&Fill holes"), tr("Fills what the active label encloses."), Keys{},
            nullptr, Kind::Plain, idle},
        {Command::LargestPart, "label.largestPart", Menu::Labels, tr("&Keep largest part"),
            tr("Removes all parts of the active label but the largest."), Keys{}, nullptr, Kind::Plain, idle},
        {Command::RemoveIslands, "label.removeIslands", Menu::Labels, tr("&Remove islands"),
            tr("Removes parts of the active label that are smaller than the tool panel says."), Keys{}, nullptr, Kind::Plain, idle},

        {Command::ImportSketch, "sketch.import", Menu::File, tr("Import s&ketch\u2026"),
            tr("Adds the lines of a PNG of 512 x 512 pixels to the pen strokes."), Keys{key("Ctrl+I")}, nullptr, Kind::Plain, idle},
        {Command::ExportSketch, "sketch.export", Menu::File, tr("E&xport sketch\u2026"),
            tr("Writes the pen strokes as a PNG, white on black."), Keys{key("Ctrl+Shift+I")}, nullptr, Kind::Plain, idle},
        {Command::ThinSketch, "sketch.thin", Menu::Edit, tr("&Thin sketch"), tr("Thins all pen strokes to lines of one pixel."), Keys{},
            nullptr, Kind::Plain, idle, true},
        {Command::BurnCanny, "sketch.burn", Menu::Edit, tr("&Burn in edges"),
            tr("Makes the automatic edges pen strokes, which no slider changes any more."), Keys{key("Shift+C")}, nullptr, Kind::Plain,
            idle},
    };
}

} // namespace

std::vector<CommandSpec> toolCommandList()
{
    return ToolCommandRows::make();
}

} // namespace sonosketch
