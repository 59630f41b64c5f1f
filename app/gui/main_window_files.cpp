// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/gui/status_strip.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMimeData>
#include <QUrl>

// Opening and saving: dialogs, and the functions behind them that scripts and tests call with a path.
namespace sonosketch {

bool MainWindow::attempt(const std::function<void()>& action)
{
    QGuiApplication::setOverrideCursor(Qt::WaitCursor);
    QString failure;
    try {
        action();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled)
            failure = QString::fromStdString(error.what());
    } catch (const std::exception& error) {
        failure = tr("That did not work: %1").arg(QString::fromUtf8(error.what()));
    }
    QGuiApplication::restoreOverrideCursor();
    if (!failure.isEmpty())
        m_status->warn(failure);
    return failure.isEmpty();
}

bool MainWindow::openPath(const std::filesystem::path& path)
{
    m_canvas->cancelGesture();
    if (!attempt([&] { m_session.open(path); }))
        return false;
    m_transform.fit();
    m_status->say(tr("Opened %1").arg(toText(path.filename().empty() ? path.parent_path().filename() : path.filename())));
    return true;
}

bool MainWindow::importMask(const std::filesystem::path& path)
{
    m_canvas->cancelGesture();
    if (!attempt([&] { m_session.importMask(path); }))
        return false;
    m_status->say(tr("Imported mask %1").arg(toText(path.filename())));
    return true;
}

bool MainWindow::saveCaseTo(const std::filesystem::path& folder)
{
    if (!attempt([&] { m_session.saveCaseTo(folder); }))
        return false;
    m_status->say(tr("Saved case %1").arg(toText(folder)));
    return true;
}

bool MainWindow::savePictureTo(const std::filesystem::path& path)
{
    if (!attempt([&] { m_live.savePicture(path, m_synthesis->mark()); }))
        return false;
    m_status->say(tr("Saved synthetic picture %1").arg(toText(path)));
    return true;
}

void MainWindow::chooseImage()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open image"), {}, tr("Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff)"));
    if (!file.isEmpty() && mayDiscard())
        openPath(toPath(file));
}

void MainWindow::chooseCase()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open case folder"));
    if (!folder.isEmpty() && mayDiscard())
        openPath(toPath(folder));
}

void MainWindow::chooseMask()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import mask"), {}, tr("Masks (*.png *.bmp *.tif *.tiff)"));
    if (!file.isEmpty())
        importMask(toPath(file));
}

bool MainWindow::saveCaseHere()
{
    if (m_session.caseFolder().empty() || m_session.isBundled())
        return chooseSaveCase();
    return saveCaseTo(m_session.caseFolder());
}

bool MainWindow::chooseSaveCase()
{
    QFileDialog dialog(this, tr("Save case as a folder"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    dialog.selectFile(tr("case"));
    return dialog.exec() == QDialog::Accepted && saveCaseTo(toPath(dialog.selectedFiles().value(0)));
}

void MainWindow::choosePicture()
{
    QFileDialog dialog(this, tr("Save synthetic picture"), {}, tr("PNG image (*.png)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(tr("synthetic.png"));
    if (dialog.exec() == QDialog::Accepted)
        savePictureTo(toPath(dialog.selectedFiles().value(0)));
}

bool MainWindow::mayDiscard()
{
    m_session.commitSettings(); // what floats under a tool is work too
    if (!m_askBeforeDiscard || !m_session.isModified() || m_session.history().size() <= 1)
        return true;
    const auto answer = QMessageBox::question(this, tr("Save the case?"), tr("The case has changes that are not saved."),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save)
        return saveCaseHere();
    return answer == QMessageBox::Discard;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile() && mayDiscard())
        openPath(toPath(urls.front().toLocalFile()));
}

} // namespace sonosketch
