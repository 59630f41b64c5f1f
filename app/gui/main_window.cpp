// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/gui/file_status.h"
#include "app/gui/status_strip.h"
#include "app/gui/view_header.h"
#include "app/panels/canny_panel.h"
#include "app/panels/export_panel.h"
#include "app/panels/history_panel.h"
#include "app/panels/layers_panel.h"
#include "app/panels/palette_panel.h"
#include "app/panels/tool_options_panel.h"
#include "app/session/text.h"
#include "app/study/plan_builder_window.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

namespace sonosketch {

MainWindow::MainWindow(Case initial, LiveWorker::Factory factory, QWidget* parent)
    : QMainWindow(parent)
    , m_session(std::move(initial))
    , m_tools(m_session)
    , m_firstFactory(factory)
    , m_live(m_session, std::move(factory))
    , m_nodePictures(m_session, m_live)
    , m_pictureService(m_live)
    , m_story(m_session, m_live, m_nodePictures, m_pictureService, m_models)
    , m_recent(StateFolder(StateFolder::defaultFolder()).recentFile())
    , m_project(m_session, m_jobs, m_recent, StateFolder(StateFolder::defaultFolder()))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    resize(1600, 900);
    buildMenus();
    buildToolBars();
    buildViews();
    buildPanels();
    m_status = new StatusStrip(*statusBar(), m_live, this);
    buildProjectParts();
    connectParts();
    connectTools();
    connectHistory();
    updateCommands();
    updateTitle();
    updateHeaders();
    m_canvas->setFocus();
}

MainWindow::~MainWindow()
{
    // The views look at the session and the controller, which are members: they must go first.
    disconnect(&m_live, nullptr, nullptr, nullptr);
    disconnect(&m_session, nullptr, nullptr, nullptr);
    disconnect(&m_story, nullptr, nullptr, nullptr);
    delete m_exportPanel; // asks the session
    delete m_planBuilder;
    delete takeCentralWidget();
    delete m_compareDock;
    for (QDockWidget* dock : m_docks)
        delete dock;
    disconnect(&m_project, nullptr, nullptr, nullptr);
    disconnect(&m_jobs, nullptr, nullptr, nullptr);
    delete m_fileStatus;
    delete m_status;
}

void MainWindow::buildMenus()
{
    using Menu = CommandSpec::Menu;
    std::map<Menu, QMenu*> menus;
    menus[Menu::File] = menuBar()->addMenu(tr("&File"));
    menus[Menu::Edit] = menuBar()->addMenu(tr("&Edit"));
    menus[Menu::Tools] = menuBar()->addMenu(tr("&Tools"));
    menus[Menu::Labels] = menuBar()->addMenu(tr("&Labels"));
    menus[Menu::View] = menuBar()->addMenu(tr("&View"));
    menus[Menu::Practise] = menuBar()->addMenu(tr("&Practise"));
    menus[Menu::Study] = menuBar()->addMenu(tr("&Study"));
    menus[Menu::Help] = menuBar()->addMenu(tr("&Help"));
    for (auto& [menu, widget] : menus)
        widget->setToolTipsVisible(true);
    for (const CommandSpec& spec : commandList()) {
        if (spec.separatorBefore)
            menus[spec.menu]->addSeparator();
        menus[spec.menu]->addAction(m_commands.action(spec.id));
    }
    // Keys work wherever the focus is, with the menu bar hidden too.
    addActions(m_commands.actions());
}

void MainWindow::buildToolBars()
{
    const auto make = [this](const QString& title, const char* name, Qt::ToolBarArea area) {
        auto* bar = new QToolBar(title);
        bar->setObjectName(QString::fromLatin1(name));
        bar->setIconSize({20, 20});
        bar->setMovable(false);
        bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
        bar->setContextMenuPolicy(Qt::PreventContextMenu);
        addToolBar(area, bar);
        return bar;
    };
    const auto fill = [this](QToolBar* bar, std::initializer_list<std::optional<Command>> commands) {
        for (const auto& id : commands) {
            if (!id) {
                bar->addSeparator();
                continue;
            }
            QAction* action = m_commands.action(*id);
            bar->addAction(action);
            if (QWidget* button = bar->widgetForAction(action)) {
                button->setAccessibleName(action->text().remove(QLatin1Char('&')));
                button->setAccessibleDescription(action->statusTip());
            }
        }
    };
    using C = Command;
    fill(make(tr("File and view"), "mainToolBar", Qt::TopToolBarArea),
        {C::Open, C::OpenCase, C::ImportMask, std::nullopt, C::Save, C::SavePicture, std::nullopt, C::Undo, C::Redo, std::nullopt,
            C::ZoomOut, C::ZoomFit, C::ZoomActual, C::ZoomIn});
    fill(make(tr("Tools"), "toolBar", Qt::LeftToolBarArea),
        {C::ToolLabelBrush, C::ToolLabelEraser, std::nullopt, C::ToolSketchPen, C::ToolSketchEraser, std::nullopt, C::ToolFieldBrush,
            C::ToolFieldEraser, std::nullopt, C::ToolMoveObject, C::ToolPickLabel, C::ToolPan});
    // A second column: twenty tools in one are more than a low window holds.
    addToolBarBreak(Qt::LeftToolBarArea);
    fill(make(tr("Shapes, lines and measures"), "shapeBar", Qt::LeftToolBarArea),
        {C::ToolPolygon, C::ToolLasso, C::ToolEllipse, C::ToolRectangle, C::ToolFill, C::ToolWand, std::nullopt, C::ToolSketchLine,
            C::ToolSketchCurve, C::ToolCannyRectangle, std::nullopt, C::ToolCaliper, C::ToolMeasureEllipse});
}

void MainWindow::buildViews()
{
    m_canvas = new ConditionCanvas(m_session, m_tools, m_layers, m_transform);
    m_synthesis = new SynthesisView(m_live, m_transform);
    m_synthesis->setTools(m_tools);
    m_conditionHeader = new ViewHeader(tr("Condition"));
    m_synthesisHeader = new ViewHeader(tr("Synthesised"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("viewSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2);
    const auto add = [splitter](ViewHeader* header, QWidget* view) {
        auto* column = new QWidget;
        auto* layout = new QVBoxLayout(column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(header);
        layout->addWidget(view, 1);
        splitter->addWidget(column);
        splitter->setStretchFactor(splitter->count() - 1, 1);
    };
    add(m_conditionHeader, m_canvas);
    add(m_synthesisHeader, m_synthesis);
    splitter->setSizes({1000, 1000});
    auto* pages = new QStackedWidget;
    pages->setObjectName(QStringLiteral("pages"));
    pages->addWidget(splitter);
    setCentralWidget(pages);
}

void MainWindow::buildPanels()
{
    const auto dock = [this](const QString& title, const char* name, QWidget* panel) {
        auto* area = new QScrollArea; // a low window scrolls its panels instead of growing
        area->setFrameShape(QFrame::NoFrame);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setWidgetResizable(true);
        area->setFocusPolicy(Qt::NoFocus);
        area->setWidget(panel);
        area->setMinimumWidth(panel->minimumSizeHint().width() + 10);
        auto* widget = new QDockWidget(title, this);
        widget->setObjectName(QString::fromLatin1(name));
        widget->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable | QDockWidget::DockWidgetClosable);
        widget->setWidget(area);
        m_docks.push_back(widget);
    };
    auto* options = new ToolOptionsPanel(m_tools);
    options->setReshapeActions(reshapeActions());
    dock(tr("Tool"), "dockTool", options);
    dock(tr("Labels"), "dockPalette", new PalettePanel(m_tools, m_layers));
    dock(tr("Layers"), "dockLayers", new LayersPanel(m_layers));
    dock(tr("Auto sketch"), "dockCanny", new CannyPanel(m_session));
    m_historyPanel = new HistoryPanel(m_session, m_nodePictures);
    dock(tr("History"), "dockHistory", m_historyPanel);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    arrangePanels();

    // The View menu brings a closed panel back.
    for (QAction* action : menuBar()->actions())
        if (action->menu() && action->menu()->actions().contains(m_commands.action(Command::ZoomFit))) {
            action->menu()->addSeparator();
            for (QDockWidget* widget : m_docks)
                action->menu()->addAction(widget->toggleViewAction());
        }
}

void MainWindow::arrangePanels()
{
    // The pictures need the width: a narrow window has one column of panels, the lower ones as tabs.
    QDockWidget* const tool = m_docks[0];
    QDockWidget* const labels = m_docks[1];
    QDockWidget* const layers = m_docks[2];
    QDockWidget* const canny = m_docks[3];
    QDockWidget* const history = m_docks[4];
    const bool narrow = width() < 1500;
    const auto side = narrow ? Qt::LeftDockWidgetArea : Qt::RightDockWidgetArea;
    for (QDockWidget* widget : {tool, labels})
        addDockWidget(Qt::LeftDockWidgetArea, widget, Qt::Vertical);
    for (QDockWidget* widget : {layers, canny, history})
        addDockWidget(side, widget, Qt::Vertical);
    if (narrow) {
        tabifyDockWidget(layers, canny);
        tabifyDockWidget(canny, history);
        layers->raise();
        resizeDocks({tool, labels, layers}, {250, 290, 200}, Qt::Vertical);
        resizeDocks({tool}, {236}, Qt::Horizontal);
    } else {
        resizeDocks({tool, labels}, {330, 400}, Qt::Vertical);
        resizeDocks({layers, canny, history}, {198, 248, 340}, Qt::Vertical);
        resizeDocks({tool, layers}, {226, 238}, Qt::Horizontal);
    }
}

void MainWindow::showEvent(QShowEvent* event)
{
    // The size is known now; from here on the arrangement is the person's.
    if (!std::exchange(m_arranged, true))
        arrangePanels();
    QMainWindow::showEvent(event);
}

void MainWindow::connectParts()
{
    connect(&m_commands, &CommandTable::triggered, this, &MainWindow::runCommand);
    for (const auto notify : {&EditorSession::historyChanged, &EditorSession::strokeStateChanged})
        connect(&m_session, notify, this, [this] {
            updateCommands();
            updateTitle();
        });
    connect(&m_session, &EditorSession::caseOpened, this, [this] {
        updateCommands();
        updateTitle();
        updateHeaders();
    });
    connect(&m_session, &EditorSession::changed, this, [this](const DocumentChange& change) {
        if (change.settings)
            updateCommands();
    });
    connect(&m_tools, &ToolBox::toolChanged, this, &MainWindow::updateCommands);
    connect(&m_layers, &LayerModel::changed, this, &MainWindow::updateCommands);
    connect(&m_live, &LiveController::pictureChanged, this, &MainWindow::updateCommands);
    connect(m_status, &StatusStrip::refreshed, this, &MainWindow::updateHeaders);
    for (ImageView* view : std::initializer_list<ImageView*>{m_canvas, m_synthesis}) {
        connect(view, &ImageView::pointerMoved, this,
            [this](QPointF at) { m_status->setPointerText(positionText(at, m_session.value().mmPerPixel)); });
        connect(view, &ImageView::pointerLeft, this, [this] { m_status->setPointerText({}); });
    }
    connect(&m_transform, &ViewTransform::changed, this, &MainWindow::updateHeaders);
}

QString MainWindow::statusMessage() const
{
    return m_status->message();
}

void MainWindow::updateHeaders()
{
    const Provenance& provenance = m_session.value().provenance;
    m_conditionHeader->setDetail(QString::fromStdString(provenance.title),
        QString::fromStdString(provenance.attribution.empty() ? provenance.source : provenance.attribution));
    m_conditionHeader->setChip(0, tr("%1 %").arg(qRound(m_transform.zoom() * 100)), "calm", tr("Zoom of both views."));

    const LiveStatus status = m_live.status();
    QString state;
    const char* look = "calm";
    if (status.hasPicture && !status.exact) {
        state = tr("Preview");
        look = "busy";
    } else if (status.hasPicture) {
        state = tr("Exact");
    }
    m_synthesisHeader->setChip(1, state, look, tr("A preview is quick and rough; an exact picture is a full pass of the model."));
    const bool behind = status.hasPicture && status.stale && status.behindMs >= 200;
    m_synthesisHeader->setChip(0, behind ? tr("%1 behind").arg(ageText(status.behindMs)) : QString(),
        status.behindMs > 3000 ? "warn" : "busy", tr("How long ago the first change was made that this picture does not show yet."));
    m_synthesisHeader->setDetail(status.hasPicture ? tr("not for diagnosis") : QString());
}

void MainWindow::updateTitle()
{
    setWindowTitle(tr("%1[*] \u2013 SonoSketch").arg(m_project.title()));
    setWindowFilePath(m_project.isUntitled() ? QString() : toText(m_project.path()));
}

} // namespace sonosketch
