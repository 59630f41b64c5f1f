// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/condition_canvas.h"
#include "app/canvas/synthesis_view.h"
#include "app/commands/command_table.h"
#include "app/session/editor_session.h"
#include "app/session/live_controller.h"
#include "app/tools/tool_box.h"

#include <QMainWindow>

#include <filesystem>
#include <functional>
#include <vector>

class QDockWidget;

namespace sonosketch {

class StatusStrip;
class ViewHeader;

/// The editor: canvas and synthesised picture side by side, tools and panels around them. The generator comes in as a factory.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Case initial, LiveWorker::Factory factory, QWidget* parent = nullptr);
    ~MainWindow() override;

    EditorSession& session() { return m_session; }
    LiveController& live() { return m_live; }
    ToolBox& tools() { return m_tools; }
    LayerModel& layers() { return m_layers; }
    ConditionCanvas& canvas() { return *m_canvas; }
    SynthesisView& synthesis() { return *m_synthesis; }
    CommandTable& commands() { return m_commands; }
    /// What the status bar's message area says.
    QString statusMessage() const;

    // These show a failure as a sentence in the status bar and return false; the session stays as it was.
    bool openPath(const std::filesystem::path& path);
    bool importMask(const std::filesystem::path& path);
    bool saveCaseTo(const std::filesystem::path& folder);
    bool savePictureTo(const std::filesystem::path& path);
    /// Adds the lines of a PNG of the canvas' size to the pen strokes; light on dark or dark on light, whichever is rarer counts as drawn.
    bool importSketch(const std::filesystem::path& path);
    bool exportSketch(const std::filesystem::path& path);

    /// Whether closing or opening asks before unsaved work is dropped (on for people, off for scripts).
    void setAskBeforeDiscard(bool ask) { m_askBeforeDiscard = ask; }

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildMenus();
    void buildToolBars();
    void buildViews();
    void buildPanels();
    void arrangePanels();
    void connectParts();
    void runCommand(Command id, bool checked);
    /// Objects, labels, sketch; true if it was one of them.
    bool runToolCommand(Command id, bool checked);
    void connectTools();
    void updateToolCommands();
    QList<QAction*> reshapeActions() const;
    void copyObject();
    void pasteObject();
    void updateCommands();
    void updateTitle();
    void updateHeaders();
    bool attempt(const std::function<void()>& action);
    bool mayDiscard();

    void chooseImage();
    void chooseCase();
    void chooseMask();
    bool saveCaseHere();
    bool chooseSaveCase();
    void choosePicture();
    void chooseSketch();
    void chooseSketchTarget();
    void showShortcuts();
    void showAbout();

    EditorSession m_session;
    LayerModel m_layers;
    ViewTransform m_transform;
    CommandTable m_commands;
    ToolBox m_tools;
    LiveController m_live;
    ConditionCanvas* m_canvas = nullptr;
    SynthesisView* m_synthesis = nullptr;
    ViewHeader* m_conditionHeader = nullptr;
    ViewHeader* m_synthesisHeader = nullptr;
    StatusStrip* m_status = nullptr;
    std::vector<QDockWidget*> m_docks; ///< tool, labels, layers, automatic sketch, history
    bool m_arranged = false;
    bool m_askBeforeDiscard = true;
};

} // namespace sonosketch
