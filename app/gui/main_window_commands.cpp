// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/session/text.h"

// What each command does, and when it may be used.
namespace sonosketch {

namespace {
constexpr std::array toolCommands{Command::ToolLabelBrush, Command::ToolLabelEraser, Command::ToolSketchPen, Command::ToolSketchEraser,
    Command::ToolFieldBrush, Command::ToolFieldEraser, Command::ToolPickLabel, Command::ToolPan, Command::ToolPolygon, Command::ToolLasso,
    Command::ToolEllipse, Command::ToolRectangle, Command::ToolFill, Command::ToolWand, Command::ToolSketchLine, Command::ToolSketchCurve,
    Command::ToolCannyRectangle, Command::ToolMoveObject, Command::ToolCaliper, Command::ToolMeasureEllipse};
static_assert(toolCommands.size() == allTools.size());
constexpr std::array layerCommands{
    Command::LayerSource, Command::LayerField, Command::LayerLabels, Command::LayerEdges, Command::LayerStrokes};
constexpr double zoomStep = 1.25;
} // namespace

void MainWindow::runCommand(Command id, bool checked)
{
    if (runProjectCommand(id) || runToolCommand(id, checked) || runHistoryCommand(id))
        return;
    for (std::size_t tool = 0; tool < toolCommands.size(); ++tool)
        if (toolCommands[tool] == id)
            return m_tools.select(static_cast<ToolId>(tool));
    for (std::size_t layer = 0; layer < layerCommands.size(); ++layer)
        if (layerCommands[layer] == id)
            return m_layers.setVisible(static_cast<Layer>(layer), checked);
    if (id >= Command::Label0 && id <= Command::Label9) {
        m_tools.setActiveLabel(static_cast<int>(id) - static_cast<int>(Command::Label0));
        return;
    }
    if (runProgramCommand(id) || runPracticeCommand(id) || runStudyCommand(id))
        return;
    switch (id) {
    case Command::Quit:
        close();
        return;
    case Command::Undo:
        return m_session.undo();
    case Command::Redo:
        return m_session.redo();
    case Command::CancelStroke:
        return m_canvas->cancelGesture();
    case Command::ClearLabels:
        return m_session.clearLabels(m_tools.paintRule());
    case Command::ClearStrokes:
        return m_session.clearStrokes();
    case Command::LastTool:
        return m_tools.selectLast();
    case Command::SmallerBrush:
        return m_tools.stepDiameter(-1);
    case Command::LargerBrush:
        return m_tools.stepDiameter(1);
    case Command::AutoSketch:
        return m_session.setAutoSketch(checked);
    case Command::ZoomIn:
        return m_transform.setZoom(m_transform.zoom() * zoomStep);
    case Command::ZoomOut:
        return m_transform.setZoom(m_transform.zoom() / zoomStep);
    case Command::ZoomActual:
        return m_transform.setZoom(1.0);
    case Command::ZoomFit:
        return m_transform.fit();
    default:
        return;
    }
}

void MainWindow::updateCommands()
{
    CommandState state;
    state.strokeActive = m_session.strokeActive();
    state.canUndo = m_session.canUndo();
    state.canRedo = m_session.canRedo();
    state.hasPicture = m_live.status().hasPicture;
    state.otherModel = m_nodePictures.isOfAnotherModel(m_session.history().current());
    state.toolPaints = m_tools.current().paints();
    state.labels = m_session.value().palette.size();
    state.toolBusy = m_tools.busy();
    m_commands.update(state);
    updateToolCommands();
    m_commands.action(toolCommands.at(static_cast<std::size_t>(m_tools.currentId())))->setChecked(true);
    for (std::size_t layer = 0; layer < layerCommands.size(); ++layer)
        m_commands.action(layerCommands[layer])->setChecked(m_layers.style(static_cast<Layer>(layer)).visible);
    m_commands.action(Command::AutoSketch)->setChecked(m_session.value().autoSketch);

    const HistoryTree& history = m_session.history();
    const QString undoText = QString::fromStdString(history.undoText());
    const QString redoText = QString::fromStdString(history.redoText());
    m_commands.action(Command::Undo)->setText(undoText.isEmpty() ? tr("&Undo") : tr("&Undo \u201c%1\u201d").arg(undoText));
    m_commands.action(Command::Redo)->setText(redoText.isEmpty() ? tr("&Redo") : tr("&Redo \u201c%1\u201d").arg(redoText));
    const auto& classes = m_session.value().palette.classes();
    for (int label = 0; label < 10; ++label) {
        QAction* action = m_commands.action(static_cast<Command>(static_cast<int>(Command::Label0) + label));
        const bool exists = label < static_cast<int>(classes.size());
        action->setVisible(exists);
        if (exists)
            action->setText(classText(classes[static_cast<std::size_t>(label)].name));
    }
}

} // namespace sonosketch
