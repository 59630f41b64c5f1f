// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <map>
#include <vector>

namespace sonosketch {

/// Everything a person can ask for by menu, toolbar or key.
enum class Command : int {
    NewCase,
    NewFromImage,
    Open,
    OpenCase,
    ImportMask,
    ImportOra,
    Save,
    SaveAs,
    ExportCase,
    ExportOra,
    SavePicture,
    ExportSet,
    Quit,
    Undo,
    Redo,
    CancelStroke,
    ClearLabels,
    ClearStrokes,
    ToolLabelBrush,
    ToolLabelEraser,
    ToolSketchPen,
    ToolSketchEraser,
    ToolFieldBrush,
    ToolFieldEraser,
    ToolPickLabel,
    ToolPan,
    LastTool,
    SmallerBrush,
    LargerBrush,
    AutoSketch,
    Label0,
    Label1,
    Label2,
    Label3,
    Label4,
    Label5,
    Label6,
    Label7,
    Label8,
    Label9,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    ZoomFit,
    LayerSource,
    LayerField,
    LayerLabels,
    LayerEdges,
    LayerStrokes,
    Compare,
    CompareNextMode,
    CompareSwap,
    HistoryPin,
    HistoryRename,
    HistoryNote,
    HistoryDelete,
    HistoryUseModel,
    ContactSheet,
    ExportStory,
    FullScreen,
    ResetLayout,
    ShowPreferences,
    UserGuide,
    ShowShortcuts,
    Welcome,
    About,

    ToolPolygon,
    ToolLasso,
    ToolEllipse,
    ToolRectangle,
    ToolFill,
    ToolWand,
    ToolSketchLine,
    ToolSketchCurve,
    ToolCannyRectangle,
    ToolMoveObject,
    ToolCaliper,
    ToolMeasureEllipse,
    CopyObject,
    PasteObject,
    DeleteObject,
    MirrorObject,
    MirrorCase,
    GrowLabel,
    ShrinkLabel,
    SmoothLabel,
    OpenLabel,
    CloseLabel,
    FillHoles,
    LargestPart,
    RemoveIslands,
    NextLabel,
    PreviousLabel,
    HideLabel,
    LockLabel,
    ThinSketch,
    BurnCanny,
    ImportSketch,
    ExportSketch,

    ExportDicom,
    SendDicom,
    StudyRead,
    StudyMake,
    StudyReport,
    PractisePaint,
    PractiseSpot,
    PractiseMeasure,
    PractiseWhatIf,
    PractiseProgress,
    LessonEditor,
};

/// What the enabled rules look at.
struct CommandState {
    bool strokeActive = false;
    bool toolBusy = false; ///< the current tool has something pending that Esc would drop
    bool canUndo = false;
    bool canRedo = false;
    bool hasPicture = false;
    bool otherModel = false; ///< the current step was made under another model than the present one
    bool toolPaints = true;
    int labels = 1; ///< classes of the palette, background included
};

/// One row of the action table.
struct CommandSpec {
    enum class Menu { File, Edit, Tools, Labels, View, Practise, Study, Help };
    enum class Kind { Plain, Toggle, Tool };

    Command id;
    const char* name; ///< stable object name: "edit.undo"
    Menu menu;
    QString text;               ///< in menus, with mnemonic
    QString tip;                ///< one sentence: what it does
    QList<QKeySequence> keys;   ///< of the SonoSketch preset (key_map.h); the first one is shown
    const char* icon = nullptr; ///< of resources/icons
    Kind kind = Kind::Plain;
    bool (*enabled)(const CommandState&) = nullptr; ///< nullptr: always
    bool separatorBefore = false;                   ///< in its menu
};

/// The rows, in menu order.
const std::vector<CommandSpec>& commandList();

/// Makes one QAction per row; menus, toolbars and tooltips all come from these, so that a shortcut is written down once.
class CommandTable : public QObject {
    Q_OBJECT

public:
    explicit CommandTable(QObject* parent = nullptr);

    QAction* action(Command id) const { return m_actions.at(id); }
    QList<QAction*> actions() const;
    /// Applies the enabled rules.
    void update(const CommandState& state);
    /// "Undo (Z)": for the tooltip and the accessible description of any control that does the same.
    static QString tipWithKeys(const CommandSpec& spec);
    /// "Z": the first key of a command as people read it, by the active KeyMap.
    static QString keyText(Command id);
    /// A row's text without mnemonic and dots.
    static QString plainName(Command id);
    /// All keys as a table in HTML, from the same rows and the active KeyMap.
    static QString shortcutsHtml();

Q_SIGNALS:
    void triggered(sonosketch::Command id, bool checked);

private:
    void takeKeys();

    std::map<Command, QAction*> m_actions;
};

} // namespace sonosketch
