// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_list_tools.h"
#include "app/commands/command_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonosketch {

namespace {
bool idle(const CommandState& state)
{
    return !state.strokeActive;
}
bool stroking(const CommandState& state)
{
    return state.strokeActive || state.toolBusy;
}
bool canUndo(const CommandState& state)
{
    return state.canUndo && !state.strokeActive;
}
bool canRedo(const CommandState& state)
{
    return state.canRedo && !state.strokeActive;
}
bool hasPicture(const CommandState& state)
{
    return state.hasPicture;
}
bool otherModel(const CommandState& state)
{
    return state.otherModel && !state.strokeActive;
}
bool toolPaints(const CommandState& state)
{
    return state.toolPaints;
}
template <int Id>
bool hasLabel(const CommandState& state)
{
    return Id < state.labels;
}

/// Gives tr() a context that lupdate understands.
class CommandRows {
    Q_DECLARE_TR_FUNCTIONS(sonosketch::CommandRows)

public:
    static std::vector<CommandSpec> make();
};

std::vector<CommandSpec> CommandRows::make()
{
    using Menu = CommandSpec::Menu;
    using Kind = CommandSpec::Kind;
    using Keys = QList<QKeySequence>;
    const auto key = [](const char* text) { return QKeySequence(QLatin1String(text)); };
    return {
        {Command::NewCase, "file.new", Menu::File, tr("&New"), tr("Starts an empty case with the present palette."), Keys{key("Ctrl+N")},
            nullptr, Kind::Plain, idle},
        {Command::NewFromImage, "file.newFromImage", Menu::File, tr("New from &image\u2026"), tr("Starts a new case from a picture file."),
            Keys{}, nullptr, Kind::Plain, idle},
        {Command::Open, "file.openProject", Menu::File, tr("&Open\u2026"), tr("Opens a project, a case, layers or a picture."),
            Keys{key("Ctrl+O")}, "open-image", Kind::Plain, idle},
        {Command::OpenCase, "file.openCase", Menu::File, tr("Open &case folder\u2026"),
            tr("Opens a case folder with labels, sketch and field of view."), Keys{key("Ctrl+Shift+O")}, "open-case", Kind::Plain, idle},
        {Command::ImportMask, "file.importMask", Menu::File, tr("Import &mask\u2026"),
            tr("Replaces the labels by a mask file of the same size."), Keys{key("Ctrl+M")}, "import-mask", Kind::Plain, idle},
        {Command::ImportOra, "file.importOra", Menu::File, tr("Import &layers\u2026"),
            tr("Takes labels, sketch and field of view from an OpenRaster file that another program painted."), Keys{}, nullptr,
            Kind::Plain, idle},
        {Command::Save, "file.save", Menu::File, tr("&Save"),
            tr("Says where the case is saved, or asks for a place; every step is saved by itself."), Keys{key("Ctrl+S")}, "save-case",
            Kind::Plain, idle, true},
        {Command::SaveAs, "file.saveAs", Menu::File, tr("Save &as\u2026"), tr("Copies the project with all its steps and goes on there."),
            Keys{key("Ctrl+Shift+S")}, nullptr, Kind::Plain, idle},
        {Command::ExportCase, "file.exportCase", Menu::File, tr("&Export case folder\u2026"),
            tr("Writes source, labels, sketch and field of view as pictures."), Keys{key("Ctrl+E")}, nullptr, Kind::Plain, idle},
        {Command::ExportOra, "file.exportOra", Menu::File, tr("Export la&yers\u2026"),
            tr("Writes an OpenRaster file with a layer for each label, for Krita or GIMP."), Keys{key("Ctrl+Shift+E")}, nullptr,
            Kind::Plain, idle},
        {Command::SavePicture, "file.savePicture", Menu::File, tr("Save &picture\u2026"),
            tr("Writes the synthetic picture with its mark and metadata."), Keys{key("Ctrl+P")}, "save-picture", Kind::Plain, hasPicture},
        {Command::ExportDicom, "file.exportDicom", Menu::File, tr("Export as &DICOM\u2026"),
            tr("Writes the synthetic picture, and the labels if wanted, as DICOM files with a synthetic patient."), Keys{}, nullptr,
            Kind::Plain, hasPicture},
        {Command::SendDicom, "file.sendDicom", Menu::File, tr("Send to PACS archi&ve\u2026"),
            tr("Sends the synthetic picture, and the labels if wanted, to an archive over the network."), Keys{}, nullptr, Kind::Plain,
            hasPicture},
        {Command::ContactSheet, "file.contactSheet", Menu::File, tr("Export contact s&heet\u2026"),
            tr("Writes the pictures of the steps that led here as one PNG; while the history shows pinned steps only, of those."), Keys{},
            nullptr, Kind::Plain, hasPicture, true},
        {Command::ExportStory, "file.exportStory", Menu::File, tr("Export s&tory\u2026"),
            tr("Writes the steps that led here, or the pinned ones while only they are shown, as animated GIF, WebM film or folder."),
            Keys{}, nullptr, Kind::Plain, hasPicture},
        {Command::ExportSet, "file.exportSet", Menu::File, tr("Export image se&t\u2026"),
            tr("Makes a labelled set of synthetic images from cases, by a recipe of variations."), Keys{}, nullptr, Kind::Plain, idle},
        {Command::Quit, "file.quit", Menu::File, tr("&Quit"), tr("Closes the editor."), Keys{key("Ctrl+Q")}, nullptr, Kind::Plain, nullptr,
            true},

        {Command::Undo, "edit.undo", Menu::Edit, tr("&Undo"), tr("Takes the last step back."), Keys{key("Ctrl+Z"), key("Z")}, "undo",
            Kind::Plain, canUndo},
        {Command::Redo, "edit.redo", Menu::Edit, tr("&Redo"), tr("Repeats the step that was taken back."),
            Keys{key("Ctrl+Shift+Z"), key("Y"), key("Ctrl+Y")}, "redo", Kind::Plain, canRedo},
        {Command::CancelStroke, "edit.cancelStroke", Menu::Edit, tr("&Cancel stroke"),
            tr("Drops the stroke under the pen, or what the tool has pending, without a trace."), Keys{key("Esc")}, nullptr, Kind::Plain,
            stroking},
        {Command::ClearLabels, "edit.clearLabels", Menu::Edit, tr("Clear &labels"), tr("Makes everything background that is not locked."),
            Keys{}, nullptr, Kind::Plain, idle, true},
        {Command::ClearStrokes, "edit.clearStrokes", Menu::Edit, tr("Clear s&trokes"),
            tr("Drops every hand-made mark of the sketch; automatic edges stay."), Keys{}, nullptr, Kind::Plain, idle},
        {Command::HistoryPin, "history.pin", Menu::Edit, tr("&Pin step"),
            tr("Pins the selected step of the history or lets it go: its picture is kept."), Keys{key("Ctrl+B")}, "pin", Kind::Plain, idle,
            true},
        {Command::HistoryRename, "history.rename", Menu::Edit, tr("&Name step\u2026"), tr("Gives the selected step of the history a name."),
            Keys{key("F6")}, nullptr, Kind::Plain, idle},
        {Command::HistoryNote, "history.note", Menu::Edit, tr("N&ote on step\u2026"),
            tr("Writes a note on the selected step of the history."), Keys{key("Shift+F6")}, nullptr, Kind::Plain, idle},
        {Command::HistoryDelete, "history.deleteBranch", Menu::Edit, tr("&Delete branch"),
            tr("Deletes the selected step of the history and all that follows it."), Keys{}, nullptr, Kind::Plain, idle},
        {Command::HistoryUseModel, "history.useModel", Menu::Edit, tr("Use the step's &model"),
            tr("Loads the model that the current step was made under."), Keys{}, nullptr, Kind::Plain, otherModel},
        {Command::ShowPreferences, "edit.preferences", Menu::Edit, tr("Pre&ferences\u2026"), tr("Theme, language and keys."),
            Keys{key("Ctrl+,")}, nullptr, Kind::Plain, nullptr, true},

        {Command::ToolLabelBrush, "tool.labelBrush", Menu::Tools, tr("Label &brush"), tr("Paints the active label. Hold Ctrl to erase."),
            Keys{key("B")}, "label-brush", Kind::Tool},
        {Command::ToolLabelEraser, "tool.labelEraser", Menu::Tools, tr("Label &eraser"), tr("Turns labels into background."),
            Keys{key("E")}, "label-eraser", Kind::Tool},
        {Command::ToolSketchPen, "tool.sketchPen", Menu::Tools, tr("Sketch &pen"),
            tr("Draws a structure line, inside objects too. Hold Ctrl to erase."), Keys{key("P")}, "sketch-pen", Kind::Tool},
        {Command::ToolSketchEraser, "tool.sketchEraser", Menu::Tools, tr("&Sketch eraser"),
            tr("Removes pen strokes and rubs out automatic edges."), Keys{key("Shift+P")}, "sketch-eraser", Kind::Tool},
        {Command::ToolFieldBrush, "tool.fieldBrush", Menu::Tools, tr("&Field-of-view brush"),
            tr("Extends the scan sector. Hold Ctrl to cut."), Keys{key("F")}, "field-brush", Kind::Tool},
        {Command::ToolFieldEraser, "tool.fieldEraser", Menu::Tools, tr("Field-of-view e&raser"), tr("Cuts away from the scan sector."),
            Keys{key("Shift+F")}, "field-eraser", Kind::Tool},
        {Command::ToolPickLabel, "tool.pickLabel", Menu::Tools, tr("Pic&k label"),
            tr("Makes the label under the pointer the active one. A right click does it with any tool."), Keys{key("I")}, "pick-label",
            Kind::Tool},
        {Command::ToolPan, "tool.pan", Menu::Tools, tr("P&an"), tr("Drags both views. Hold Space to pan with any tool."), Keys{key("H")},
            "pan", Kind::Tool},
        {Command::LastTool, "tool.last", Menu::Tools, tr("&Last tool"), tr("Switches between the last two tools."), Keys{key("X")}, nullptr,
            Kind::Plain, idle, true},
        {Command::SmallerBrush, "tool.smaller", Menu::Tools, tr("S&maller brush"), tr("Makes the brush a fifth smaller."), Keys{key("[")},
            nullptr, Kind::Plain, toolPaints},
        {Command::LargerBrush, "tool.larger", Menu::Tools, tr("Lar&ger brush"), tr("Makes the brush a fifth larger."), Keys{key("]")},
            nullptr, Kind::Plain, toolPaints},
        {Command::AutoSketch, "sketch.auto", Menu::Tools, tr("A&utomatic sketch"),
            tr("Adds edges found in the source image to the sketch."), Keys{key("A")}, nullptr, Kind::Toggle, idle, true},

        {Command::Label0, "label.0", Menu::Labels, tr("Background"), tr("Makes background the active label."), Keys{key("0")}, nullptr,
            Kind::Plain, hasLabel<0>},
        {Command::Label1, "label.1", Menu::Labels, tr("Label 1"), tr("Makes label 1 the active one."), Keys{key("1")}, nullptr, Kind::Plain,
            hasLabel<1>},
        {Command::Label2, "label.2", Menu::Labels, tr("Label 2"), tr("Makes label 2 the active one."), Keys{key("2")}, nullptr, Kind::Plain,
            hasLabel<2>},
        {Command::Label3, "label.3", Menu::Labels, tr("Label 3"), tr("Makes label 3 the active one."), Keys{key("3")}, nullptr, Kind::Plain,
            hasLabel<3>},
        {Command::Label4, "label.4", Menu::Labels, tr("Label 4"), tr("Makes label 4 the active one."), Keys{key("4")}, nullptr, Kind::Plain,
            hasLabel<4>},
        {Command::Label5, "label.5", Menu::Labels, tr("Label 5"), tr("Makes label 5 the active one."), Keys{key("5")}, nullptr, Kind::Plain,
            hasLabel<5>},
        {Command::Label6, "label.6", Menu::Labels, tr("Label 6"), tr("Makes label 6 the active one."), Keys{key("6")}, nullptr, Kind::Plain,
            hasLabel<6>},
        {Command::Label7, "label.7", Menu::Labels, tr("Label 7"), tr("Makes label 7 the active one."), Keys{key("7")}, nullptr, Kind::Plain,
            hasLabel<7>},
        {Command::Label8, "label.8", Menu::Labels, tr("Label 8"), tr("Makes label 8 the active one."), Keys{key("8")}, nullptr, Kind::Plain,
            hasLabel<8>},
        {Command::Label9, "label.9", Menu::Labels, tr("Label 9"), tr("Makes label 9 the active one."), Keys{key("9")}, nullptr, Kind::Plain,
            hasLabel<9>},

        {Command::ZoomIn, "view.zoomIn", Menu::View, tr("Zoom &in"), tr("Enlarges both views."), Keys{key("Ctrl++"), key("Ctrl+=")},
            "zoom-in"},
        {Command::ZoomOut, "view.zoomOut", Menu::View, tr("Zoom &out"), tr("Shows more of both pictures."), Keys{key("Ctrl+-")},
            "zoom-out"},
        {Command::ZoomActual, "view.zoomActual", Menu::View, tr("&Actual pixels"), tr("Shows one canvas pixel as one screen pixel."),
            Keys{key("Ctrl+1")}, "zoom-actual"},
        {Command::ZoomFit, "view.zoomFit", Menu::View, tr("&Fit"), tr("Shows the whole canvas."), Keys{key("Ctrl+0")}, "zoom-fit"},
        {Command::LayerSource, "layer.source", Menu::View, tr("Show &source image"), tr("Shows or hides the source image."),
            Keys{key("Alt+1")}, nullptr, Kind::Toggle, nullptr, true},
        {Command::LayerField, "layer.field", Menu::View, tr("Show field of &view"),
            tr("Shows or hides the tint outside the field of view."), Keys{key("Alt+2")}, nullptr, Kind::Toggle},
        {Command::LayerLabels, "layer.labels", Menu::View, tr("Show &labels"), tr("Shows or hides the labels."), Keys{key("Alt+3")},
            nullptr, Kind::Toggle},
        {Command::LayerEdges, "layer.edges", Menu::View, tr("Show automatic s&ketch"),
            tr("Shows or hides the automatic edges; the model still sees them."), Keys{key("Alt+4")}, nullptr, Kind::Toggle},
        {Command::LayerStrokes, "layer.strokes", Menu::View, tr("Show pen s&trokes"),
            tr("Shows or hides the pen's strokes; the model still sees them."), Keys{key("Alt+5")}, nullptr, Kind::Toggle},
        {Command::Compare, "view.compare", Menu::View, tr("&Compare"),
            tr("Shows the present picture beside a step of the history, the real scan or another model's picture."), Keys{key("F7")},
            "compare", Kind::Plain, nullptr, true},
        {Command::CompareNextMode, "compare.nextMode", Menu::View, tr("Next way to co&mpare"), tr("Side by side, wipe, blink, difference."),
            Keys{key("F8")}, nullptr},
        {Command::CompareSwap, "compare.swap", Menu::View, tr("S&wap compared pictures"),
            tr("Exchanges the two pictures that are compared."), Keys{key("F9")}, nullptr},

        {Command::FullScreen, "view.fullScreen", Menu::View, tr("Full s&creen"),
            tr("Gives the whole screen to the window, or takes it back."), Keys{key("F11")}, nullptr, Kind::Plain, nullptr, true},
        {Command::ResetLayout, "view.resetLayout", Menu::View, tr("&Restore panels"),
            tr("Brings every panel and toolbar back to its first place."), Keys{}, nullptr},

        {Command::StudyRead, "study.read", Menu::Study, tr("&Read a study\u2026"),
            tr("Opens the reading window of a reader study: real or synthesised?"), Keys{}, nullptr},
        {Command::StudyMake, "study.make", Menu::Study, tr("&Make a study\u2026"),
            tr("Draws, shuffles and strips pictures into a blinded reader study, with its answer key apart."), Keys{}, nullptr},
        {Command::StudyReport, "study.report", Menu::Study, tr("Re&port\u2026"),
            tr("Joins the readers' answers with the key: accuracy, ROC, agreement, times."), Keys{}, nullptr},
        {Command::PractisePaint, "practise.paint", Menu::Practise, tr("&Find and paint"),
            tr("Paint the lesion of a picture and name its class; the answer is scored."), Keys{}, nullptr},
        {Command::PractiseSpot, "practise.spot", Menu::Practise, tr("&Spot the change"),
            tr("Click on what differs between two pictures of one case."), Keys{}, nullptr},
        {Command::PractiseMeasure, "practise.measure", Menu::Practise, tr("&Measure it"),
            tr("Set calipers on a lesion whose size is known."), Keys{}, nullptr},
        {Command::PractiseWhatIf, "practise.whatIf", Menu::Practise, tr("&What if\u2026"),
            tr("Lessons: drag a slider and watch the picture change."), Keys{}, nullptr},
        {Command::PractiseProgress, "practise.progress", Menu::Practise, tr("&Progress"),
            tr("What was practised so far: plots, replays, a table."), Keys{}, nullptr, Kind::Plain, nullptr, true},
        {Command::LessonEditor, "practise.lessonEditor", Menu::Practise, tr("&Lesson editor"), tr("Makes a lesson from the open case."),
            Keys{}, nullptr, Kind::Plain, idle},

        {Command::UserGuide, "help.guide", Menu::Help, tr("&User guide"), tr("A short illustrated tour."), Keys{key("F1")}, nullptr},
        {Command::ShowShortcuts, "help.shortcuts", Menu::Help, tr("&Keyboard shortcuts"), tr("Lists every key, and changes them."),
            Keys{key("F2")}, nullptr},
        {Command::Welcome, "help.welcome", Menu::Help, tr("&Welcome page"), tr("Three real cases to start from, and your recent ones."),
            Keys{}, nullptr},
        {Command::About, "help.about", Menu::Help, tr("&About SonoSketch"), tr("Says what this program is, and what it is not for."),
            Keys{}, nullptr},
    };
}
} // namespace

const std::vector<CommandSpec>& commandList()
{
    static const std::vector<CommandSpec> list = [] {
        std::vector<CommandSpec> all = CommandRows::make();
        // Within a menu these follow the rows above, but for the File menu, where they stand with what is imported.
        for (CommandSpec& spec : toolCommandList()) {
            const auto place = spec.menu == CommandSpec::Menu::File
                ? std::find_if(all.begin(), all.end(), [](const CommandSpec& each) { return each.id == Command::Save; })
                : all.end();
            all.insert(place, std::move(spec));
        }
        return all;
    }();
    return list;
}

} // namespace sonosketch
