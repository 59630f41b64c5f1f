// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/condition_canvas.h"
#include "app/canvas/synthesis_view.h"
#include "app/commands/command_table.h"
#include "app/compare/story_job.h"
#include "app/session/editor_session.h"
#include "app/session/job_runner.h"
#include "app/session/live_controller.h"
#include "app/session/project_session.h"
#include "app/session/recent_files.h"
#include "app/tools/tool_box.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_network.h"

#include <QMainWindow>

#include <filesystem>
#include <functional>
#include <vector>

class QDockWidget;
class QMenu;

namespace sonosketch {

class ComparePane;
class ExportPanel;
class FileStatus;
class HelpWindow;
class HistoryPanel;
class LessonEditor;
class NoticeBar;
class PlanBuilderWindow;
class PracticeWindow;
class Preferences;
class StatusStrip;
class StudyReportWindow;
class ViewHeader;
class WelcomePage;

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
    ProjectSession& project() { return m_project; }
    RecentFiles& recent() { return m_recent; }
    JobRunner& jobs() { return m_jobs; }
    NoticeBar& notices() { return *m_notices; }
    NodePictures& nodePictures() { return m_nodePictures; }
    /// For the program to fill.
    ModelCatalogue& models() { return m_models; }
    StoryJob& story() { return m_story; }
    HistoryPanel& historyPanel() { return *m_historyPanel; }
    /// Made when it is first asked for; opens hidden.
    ComparePane& comparePane();
    void showComparison(bool show);
    /// Image sets; made when it is first asked for.
    ExportPanel& exportPanel();
    void showExport();
    /// What the status bar's message area says.
    QString statusMessage() const;

    /// A project, a case folder, an OpenRaster file or an image, in the background.
    void startOpening(const std::filesystem::path& path);
    /// Looks for cases that a killed program left behind, and offers them.
    void offerRecovery();
    // These run an event loop until it is done. A failure is a sentence in the status bar and false; the session stays as it was.
    bool openPath(const std::filesystem::path& path);
    bool importMask(const std::filesystem::path& path);
    bool importOpenRaster(const std::filesystem::path& path);
    bool saveProjectAs(const std::filesystem::path& path, bool replace = false);
    bool saveCaseTo(const std::filesystem::path& folder);
    bool exportOpenRaster(const std::filesystem::path& path);
    bool savePictureTo(const std::filesystem::path& path);
    /// Adds the lines of a PNG of the canvas' size to the pen strokes; light on dark or dark on light, whichever is rarer counts as drawn.
    bool importSketch(const std::filesystem::path& path);
    bool exportSketch(const std::filesystem::path& path);
    /// Writes synthetic.dcm, and labels.dcm with `labels`, into a folder; files of these names are replaced.
    bool exportDicom(const std::filesystem::path& folder, DicomKind kind, bool labels);
    bool sendToArchive(const DicomPeer& peer, DicomKind kind, bool labels);

    /// Whether closing asks when steps could not be written (on for people, off for scripts).
    void setAskBeforeDiscard(bool ask) { m_askBeforeDiscard = ask; }

    /// Layout, tools and layers as a person left them; from here on closing the window keeps them. Programs call it before show(); tests and
    /// screenshots do not, and so look the same everywhere.
    void restoreState();
    /// Panels and toolbars back to where they were at first.
    void resetLayout();
    /// The page with the bundled cases, over the views.
    void showWelcome();
    void hideWelcome();
    /// Shows it if this person has not seen it yet.
    void welcomeAtFirstStart();
    WelcomePage* welcome() const { return m_welcome; }
    HelpWindow& help();
    /// The builder and the report of reader studies; made when first asked for.
    PlanBuilderWindow& planBuilder();
    StudyReportWindow& studyReport();
    /// Starts the reading window in a process of its own, which knows the study folder alone.
    void readStudy(const QString& folder);
    /// How that process is started; tests set it.
    void setReadingStarter(std::function<bool(const QStringList& arguments)> starter) { m_startReading = std::move(starter); }
    Preferences& preferences();
    /// The window to practise in, made when it is first asked for; shown. Nothing, with a sentence in the status bar, if there is no bundled case.
    PracticeWindow* practice();
    /// A lesson from the open case; a new window each time.
    LessonEditor* editLesson();

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
    void connectHistory();
    bool runHistoryCommand(Command id);
    void buildModelMenu();
    void useModel(const std::string& hash);
    void useModelOf(HistoryTree::NodeId node);
    void compareFolder(int side);
    void chooseStory(bool sheet);
    void updateCommands();
    void updateTitle();
    void updateHeaders();

    // main_window_files.cpp: opening and exchange
    using Finished = std::function<void(bool)>;
    static bool waitFor(const std::function<void(Finished)>& start);
    void complain(const Error& error);
    template <class Work, class Done>
    void runJob(JobRunner::Kind kind, const QString& title, Work work, Done done, const Finished& finished);
    void open(const std::filesystem::path& path, OpenMode mode, Finished finished);
    bool showOpened(OpenedDocument opened);
    void offerSalvage(const std::filesystem::path& path, const QString& problem);
    void startMaskImport(const std::filesystem::path& path, Finished finished);
    void startLayerImport(const std::filesystem::path& path, Finished finished);
    void startCaseExport(const std::filesystem::path& folder, Finished finished);
    /// Writes the case on show as layers, with what is known of its picture; for any thread.
    std::function<void(const std::filesystem::path&)> layerWriter() const;
    void startLayerExport(const std::filesystem::path& path, Finished finished);
    void startPictureSaving(const std::filesystem::path& path, Finished finished);
    void chooseOpen();
    void chooseImage();
    void chooseCase();
    void chooseMask();
    void chooseLayerImport();
    void chooseCaseExport();
    void chooseLayerExport();
    void choosePicture();
    void chooseSketch();
    void chooseSketchTarget();

    // main_window_dicom.cpp
    void openDicom(const std::filesystem::path& path, Finished finished);
    void withExactPicture(const std::function<void(const DicomPicture&)>& use, const Finished& finished);
    void startDicomExport(const std::filesystem::path& folder, DicomKind kind, bool labels, Finished finished);
    void startDicomSending(const DicomPeer& peer, DicomKind kind, bool labels, Finished finished);
    void chooseDicomExport();
    void showDicomSending();
    /// What is written with the picture on show, with the step it can be rebuilt from.
    SyntheticRecord pictureRecord() const;

    // main_window_state.cpp: the program around the editor
    bool runProgramCommand(Command id);
    void storeState() const;

    // main_window_study.cpp: reader studies
    bool runStudyCommand(Command id);
    void chooseStudy();
    // main_window_practice.cpp: trainee mode
    bool runPracticeCommand(Command id);
    GeneratorFactory practiceFactory() const;

    // main_window_project.cpp: the project behind the window
    void buildProjectParts();
    bool runProjectCommand(Command id);
    void newCase();
    void save();
    void startSaveAs(const std::filesystem::path& path, bool replace, Finished finished);
    void chooseSaveAs();
    void projectStateChanged();
    void fillRecentMenu();
    void showRecovery(const std::vector<LeftProject>& left);

    void showAbout();

    EditorSession m_session;
    LayerModel m_layers;
    ViewTransform m_transform;
    CommandTable m_commands;
    ToolBox m_tools;
    LiveWorker::Factory m_firstFactory; ///< until m_live knows which model has loaded
    LiveController m_live;
    ModelCatalogue m_models;
    NodePictures m_nodePictures;
    PictureService m_pictureService;
    StoryJob m_story;
    RecentFiles m_recent;
    JobRunner m_jobs; ///< goes after the project, whose last writing it may still have to finish
    ProjectSession m_project;
    HistoryPanel* m_historyPanel = nullptr;
    QDockWidget* m_compareDock = nullptr;
    ComparePane* m_comparePane = nullptr;
    ExportPanel* m_exportPanel = nullptr;
    ConditionCanvas* m_canvas = nullptr;
    SynthesisView* m_synthesis = nullptr;
    ViewHeader* m_conditionHeader = nullptr;
    ViewHeader* m_synthesisHeader = nullptr;
    StatusStrip* m_status = nullptr;
    NoticeBar* m_notices = nullptr;
    FileStatus* m_fileStatus = nullptr;
    WelcomePage* m_welcome = nullptr;     ///< made when first shown
    HelpWindow* m_help = nullptr;         ///< likewise
    Preferences* m_preferences = nullptr; ///< likewise
    PlanBuilderWindow* m_planBuilder = nullptr;
    StudyReportWindow* m_studyReport = nullptr;
    std::function<bool(const QStringList&)> m_startReading; ///< empty: this very program
    PracticeWindow* m_practice = nullptr;                   ///< likewise
    QMenu* m_recentMenu = nullptr;
    std::uint64_t m_caseNumber = 0;    ///< of the case on show: what was read for another one is not put into it
    ProjectModel m_model;              ///< of the generator; empty until it has loaded
    bool m_saySaved = false;           ///< a person asked whether it is
    std::vector<QDockWidget*> m_docks; ///< tool, labels, layers, automatic sketch, history
    bool m_arranged = false;
    bool m_keepsState = false;
    bool m_askBeforeDiscard = true;
};

} // namespace sonosketch
