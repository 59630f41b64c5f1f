// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/gui/status_strip.h"
#include "app/session/text.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/tool_commands.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>

#include <array>
#include <memory>

// What menus and keys do to objects, labels and the sketch, and how the tools hang together with the window.
namespace sonosketch {

namespace {

struct ReshapeCommand {
    Command id;
    Reshape how;
};
constexpr std::array reshapeCommands{ReshapeCommand{Command::GrowLabel, Reshape::Grow},
    ReshapeCommand{Command::ShrinkLabel, Reshape::Shrink}, ReshapeCommand{Command::SmoothLabel, Reshape::Majority},
    ReshapeCommand{Command::OpenLabel, Reshape::Open}, ReshapeCommand{Command::CloseLabel, Reshape::Close},
    ReshapeCommand{Command::FillHoles, Reshape::FillHoles}, ReshapeCommand{Command::LargestPart, Reshape::LargestPart},
    ReshapeCommand{Command::RemoveIslands, Reshape::RemoveIslands}};

} // namespace

void MainWindow::connectTools()
{
    // A platform may merge fast moves of mouse and pen into one event; a stroke needs every sample. The X11 plugin switches this on when the
    // application starts, so it is switched off here and not before.
    QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, false);
    QCoreApplication::setAttribute(Qt::AA_CompressTabletEvents, false);

    connect(&m_tools, &ToolBox::message, this, [this](const QString& text) { m_status->warn(text); });
    connect(&m_tools, &ToolBox::busyChanged, this, &MainWindow::updateCommands);
    connect(&m_tools, &ToolBox::optionsChanged, this, &MainWindow::updateToolCommands);
    connect(&m_tools, &ToolBox::activeLabelChanged, this, &MainWindow::updateToolCommands);
    connect(&m_session, &EditorSession::caseOpened, &m_layers, &LayerModel::showAllLabels);
}

void MainWindow::updateToolCommands()
{
    m_commands.action(Command::HideLabel)->setChecked(m_layers.isLabelHidden(m_tools.activeLabel()));
    m_commands.action(Command::LockLabel)->setChecked(m_tools.isLocked(m_tools.activeLabel()));
}

QList<QAction*> MainWindow::reshapeActions() const
{
    QList<QAction*> actions;
    for (const ReshapeCommand& command : reshapeCommands)
        actions << m_commands.action(command.id);
    return actions;
}

bool MainWindow::runToolCommand(Command id, bool checked)
{
    for (const ReshapeCommand& command : reshapeCommands)
        if (command.id == id) {
            reshapeActiveLabel(m_tools, command.how);
            return true;
        }
    switch (id) {
    case Command::CopyObject:
        copyObject();
        return true;
    case Command::PasteObject:
        pasteObject();
        return true;
    case Command::DeleteObject:
        deleteSelected(m_tools);
        return true;
    case Command::MirrorObject:
        mirrorSelected(m_tools);
        return true;
    case Command::MirrorCase:
        mirrorWholeCase(m_tools);
        return true;
    case Command::PreviousLabel:
        stepActiveLabel(m_tools, -1);
        return true;
    case Command::NextLabel:
        stepActiveLabel(m_tools, 1);
        return true;
    case Command::HideLabel:
        m_layers.setLabelHidden(m_tools.activeLabel(), checked);
        updateToolCommands(); // the background stays as it is
        return true;
    case Command::LockLabel:
        m_tools.setLocked(m_tools.activeLabel(), checked);
        return true;
    case Command::ThinSketch:
        thinSketch(m_tools);
        return true;
    case Command::BurnCanny:
        burnEverywhere(m_tools);
        return true;
    case Command::ImportSketch:
        chooseSketch();
        return true;
    case Command::ExportSketch:
        chooseSketchTarget();
        return true;
    default:
        return false;
    }
}

void MainWindow::copyObject()
{
    const auto copied = objectToCopy(m_tools);
    if (!copied)
        return;
    m_tools.attempt([&] {
        auto content = std::make_unique<QMimeData>();
        content->setData(QLatin1String(objectMimeType), encodeObject(*copied));
        QGuiApplication::clipboard()->setMimeData(content.release()); // the clipboard owns it
        m_status->say(tr("Copied object: %1").arg(classText(copied->object.className)));
    });
}

void MainWindow::pasteObject()
{
    const QMimeData* content = QGuiApplication::clipboard()->mimeData();
    if (!content || !content->hasFormat(QLatin1String(objectMimeType))) {
        m_status->warn(tr("The clipboard holds no object; copy one first."));
        return;
    }
    m_tools.attempt([&] { pasteCopied(m_tools, decodeObject(content->data(QLatin1String(objectMimeType)))); });
}

bool MainWindow::importSketch(const std::filesystem::path& path)
{
    if (!m_tools.attempt([&] { m_session.importSketch(path); }))
        return false;
    m_status->say(tr("Imported sketch %1").arg(toText(path.filename())));
    return true;
}

bool MainWindow::exportSketch(const std::filesystem::path& path)
{
    if (!m_tools.attempt([&] { m_session.exportSketch(path); }))
        return false;
    m_status->say(tr("Saved sketch %1").arg(toText(path)));
    return true;
}

void MainWindow::chooseSketch()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import sketch"), {}, tr("PNG image (*.png)"));
    if (!file.isEmpty())
        importSketch(toPath(file));
}

void MainWindow::chooseSketchTarget()
{
    QFileDialog dialog(this, tr("Export sketch"), {}, tr("PNG image (*.png)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(tr("sketch.png"));
    if (dialog.exec() == QDialog::Accepted)
        exportSketch(toPath(dialog.selectedFiles().value(0)));
}

} // namespace sonosketch
