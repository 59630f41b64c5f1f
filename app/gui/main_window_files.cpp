// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/main_window.h"

#include "app/gui/notice_bar.h"
#include "app/gui/status_strip.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/dicom/dicom_file.h"
#include "core/io/case_io.h"
#include "core/io/open_raster.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QEventLoop>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

#include <memory>

// Opening, exchange with other programs, and the dialogs in front of them. Files are read and written by jobs; the functions that take a path and
// return a bool are for scripts and tests: they run an event loop until the job is done.
namespace sonosketch {

namespace {
QString nameOf(const std::filesystem::path& path)
{
    return toText(path.filename().empty() ? path.parent_path().filename() : path.filename());
}

std::filesystem::path realPath(const std::filesystem::path& path)
{
    std::error_code problem;
    const auto real = std::filesystem::weakly_canonical(path, problem);
    return problem ? path : real;
}
} // namespace

bool MainWindow::waitFor(const std::function<void(Finished)>& start)
{
    struct Waiting {
        QEventLoop loop;
        std::optional<bool> answer;
    };
    // Shared: a window that is closed meanwhile leaves the loop before the answer comes.
    const auto waiting = std::make_shared<Waiting>();
    start([waiting](bool well) {
        waiting->answer = well;
        waiting->loop.quit();
    });
    if (!waiting->answer)
        waiting->loop.exec();
    return waiting->answer.value_or(false);
}

void MainWindow::complain(const Error& error)
{
    m_status->warn(error.code() == ErrorCode::Cancelled ? tr("Cancelled; nothing was changed") : QString::fromStdString(error.what()));
}

template <class Work, class Done>
void MainWindow::runJob(JobRunner::Kind kind, const QString& title, Work work, Done done, const Finished& finished)
{
    const auto failed = [this, finished](const Error& error) {
        complain(error);
        finished(false);
    };
    m_jobs.start(kind, title, std::move(work), std::move(done), failed);
}

void MainWindow::open(const std::filesystem::path& path, OpenMode mode, Finished finished)
{
    m_canvas->cancelGesture();
    const std::filesystem::path real = realPath(path);
    if (!m_project.path().empty() && real == m_project.path()) {
        m_status->say(tr("%1 is open already").arg(nameOf(path)));
        return finished(true);
    }
    if (looksLikeDicom(real))
        return openDicom(real, std::move(finished));
    const auto failed = [this, real, mode, finished](const Error& error) {
        complain(error);
        if (error.code() == ErrorCode::Corrupt && mode == OpenMode::Strict && real.extension() == projectSuffix)
            offerSalvage(real, QString::fromStdString(error.what()));
        finished(false);
    };
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Opening %1").arg(nameOf(path)),
        [path, mode, palette = m_session.value().palette](JobContext& job) { return readDocument(path, palette, job, mode); },
        [this, finished](OpenedDocument opened) { finished(showOpened(std::move(opened))); }, failed);
}

bool MainWindow::showOpened(OpenedDocument opened)
{
    if (m_project.state() == ProjectSession::State::Failing) {
        // It would be the end of the steps that wait: they go nowhere while they can still be saved.
        m_status->warn(
            tr("Not opened: the present case cannot be written, and its last steps would be lost. Save it in another place first."));
        return false;
    }
    const std::filesystem::path path = opened.path;
    const QString readOnly = QString::fromStdString(opened.contents.readOnlyReason);
    const bool salvaged = opened.salvaged;
    const QString note = opened.notes.empty() ? QString() : QString::fromStdString(opened.notes.front());
    const auto notes = opened.notes.size();
    m_canvas->cancelGesture();
    m_project.adopt(std::move(opened));
    for (const auto& [node, png] : m_project.thumbnails())
        m_nodePictures.setStoredThumbnail(node, png);
    for (const auto& [node, picture] : m_project.pictures())
        m_nodePictures.setStoredPicture(node, picture.model, picture.png);
    m_transform.fit();
    if (!m_project.folder().holds(path))
        m_recent.add(path, nameOf(path));
    if (salvaged)
        m_status->warn(
            tr("Recovered what is intact of %1, as a new case%2").arg(nameOf(path), note.isEmpty() ? QString() : tr(". %1").arg(note)));
    else if (!readOnly.isEmpty())
        m_status->warn(tr("%1 is open for reading only (%2). Your edits go into a new case: save it under a name of its own.")
                           .arg(nameOf(path), readOnly));
    else if (notes > 0)
        m_status->warn(tr("Opened %1. %2%3").arg(nameOf(path), note, notes > 1 ? tr(" (and %1 more)").arg(notes - 1) : QString()));
    else
        m_status->say(tr("Opened %1").arg(nameOf(path)));
    return true;
}

bool MainWindow::openPath(const std::filesystem::path& path)
{
    return waitFor([&](Finished finished) { open(path, OpenMode::Strict, std::move(finished)); });
}

void MainWindow::startOpening(const std::filesystem::path& path)
{
    open(path, OpenMode::Strict, [](bool) {});
}

void MainWindow::offerSalvage(const std::filesystem::path& path, const QString& problem)
{
    m_notices->post(QStringLiteral("noticeDamaged"), problem,
        {{tr("Recover what is intact"), tr("Opens the sound part as a new case; the damaged file stays as it is."),
             [this, path] { open(path, OpenMode::Salvage, [](bool) {}); }},
            {tr("Close"), tr("Leaves the file alone."), {}}});
}

// -- masks, layers, folders, pictures

bool MainWindow::importMask(const std::filesystem::path& path)
{
    return waitFor([&](Finished finished) { startMaskImport(path, std::move(finished)); });
}

void MainWindow::startMaskImport(const std::filesystem::path& path, Finished finished)
{
    m_canvas->cancelGesture();
    // The palette, the frame and the crop decide how a mask is read; pixels are shared and only looked at.
    const Case target = m_session.value().clone();
    runJob(
        JobRunner::Kind::Cancellable, tr("Reading %1").arg(nameOf(path)),
        [path, target](JobContext&) { return readLabelMask(path, target); },
        [this, path, finished, opened = m_caseNumber](const cv::Mat& labels) {
            if (opened != m_caseNumber) {
                m_status->warn(tr("The mask was not imported: another case has been opened meanwhile"));
                return finished(false);
            }
            m_canvas->cancelGesture();
            m_session.replacePlanes(tr("Import mask: %1").arg(nameOf(path)), {{Plane::Labels, labels}});
            m_status->say(tr("Imported mask %1").arg(nameOf(path)));
            finished(true);
        },
        finished);
}

bool MainWindow::importOpenRaster(const std::filesystem::path& path)
{
    return waitFor([&](Finished finished) { startLayerImport(path, std::move(finished)); });
}

void MainWindow::startLayerImport(const std::filesystem::path& path, Finished finished)
{
    m_canvas->cancelGesture();
    runJob(
        JobRunner::Kind::Cancellable, tr("Reading %1").arg(nameOf(path)),
        [path, palette = m_session.value().palette](JobContext&) { return readOpenRaster(path, palette, OpenRasterPalette::Given); },
        [this, path, finished, opened = m_caseNumber](const OpenRasterContents& layers) {
            if (opened != m_caseNumber || !(layers.value.palette == m_session.value().palette)) {
                m_status->warn(tr("The layers were not imported: another case has been opened meanwhile"));
                return finished(false);
            }
            std::vector<std::pair<Plane, cv::Mat>> planes;
            if (layers.hasLabels)
                planes.emplace_back(Plane::Labels, layers.value.labels);
            if (layers.hasSketch)
                planes.emplace_back(Plane::Sketch, layers.value.sketch);
            if (layers.hasFieldOfView)
                planes.emplace_back(Plane::FieldOfView, layers.value.fieldOfView);
            m_canvas->cancelGesture();
            m_session.replacePlanes(tr("Import layers: %1").arg(nameOf(path)), planes);
            const QString note = layers.notes.empty() ? QString() : tr(". %1").arg(QString::fromStdString(layers.notes.front()));
            m_status->say(tr("Imported layers of %1%2").arg(nameOf(path), note));
            finished(true);
        },
        finished);
}

bool MainWindow::saveCaseTo(const std::filesystem::path& folder)
{
    return waitFor([&](Finished finished) { startCaseExport(folder, std::move(finished)); });
}

void MainWindow::startCaseExport(const std::filesystem::path& folder, Finished finished)
{
    m_session.commitSettings();
    runJob(
        JobRunner::Kind::Writing, tr("Writing %1").arg(nameOf(folder)),
        [folder, value = m_session.value().clone()](JobContext&) { saveCase(value, folder); },
        [this, folder, finished] {
            m_session.setCaseFolder(folder);
            m_status->say(tr("Exported case folder %1").arg(toText(folder)));
            finished(true);
        },
        finished);
}

bool MainWindow::exportOpenRaster(const std::filesystem::path& path)
{
    return waitFor([&](Finished finished) { startLayerExport(path, std::move(finished)); });
}

std::function<void(const std::filesystem::path&)> MainWindow::layerWriter() const
{
    const Case value = m_session.value().clone();
    const auto model = m_live.info();
    if (!model)
        return [value](const std::filesystem::path& path) { writeOpenRaster(value, path); };
    // The picture on show belongs to these layers only if it is exact and nothing was painted since; its condition says so.
    const cv::Mat picture = m_live.isPreview() ? cv::Mat() : m_live.picture().clone();
    return [value, spec = model->spec, picture, shown = pictureRecord()](const std::filesystem::path& path) {
        OpenRasterRecord record{shown, {}};
        try {
            record.record.conditionHash = sha256(ConditionBuilder(spec).build(value).values);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::VersionMismatch)
                throw;
            return writeOpenRaster(value, path); // the model knows other classes: it makes no picture of this case
        }
        if (!picture.empty() && record.record.conditionHash == shown.conditionHash)
            record.pixelsSha256 = sha256({picture.data, picture.total()});
        writeOpenRaster(value, path, record);
    };
}

void MainWindow::startLayerExport(const std::filesystem::path& path, Finished finished)
{
    m_session.commitSettings();
    runJob(
        JobRunner::Kind::Writing, tr("Writing %1").arg(nameOf(path)), [path, write = layerWriter()](JobContext&) { write(path); },
        [this, path, finished] {
            m_status->say(tr("Exported layers to %1").arg(toText(path)));
            finished(true);
        },
        finished);
}

bool MainWindow::savePictureTo(const std::filesystem::path& path)
{
    return waitFor([&](Finished finished) { startPictureSaving(path, std::move(finished)); });
}

void MainWindow::startPictureSaving(const std::filesystem::path& path, Finished finished)
{
    if (m_live.picture().empty()) {
        m_status->warn(tr("There is no synthesised picture yet. Wait until the model has answered."));
        return finished(false);
    }
    // A preview is for the eye alone: what is written is the exact picture that follows it.
    if (m_live.isPreview())
        m_status->say(tr("The picture is saved as soon as it is exact"));
    m_live.whenExact([this, path, finished](bool exact) {
        if (!exact) {
            const QString reason = m_live.status().error;
            m_status->warn(
                tr("The picture was not saved. %1").arg(reason.isEmpty() ? tr("Another case has been opened meanwhile.") : reason));
            return finished(false);
        }
        runJob(
            JobRunner::Kind::Writing, tr("Writing %1").arg(nameOf(path)),
            [path, picture = m_live.picture().clone(), record = pictureRecord(), mark = m_synthesis->mark()](
                JobContext&) { writeSyntheticPicture(path, picture, record, mark); },
            [this, path, finished] {
                m_status->say(tr("Saved synthetic picture %1").arg(toText(path)));
                finished(true);
            },
            finished);
    });
}

// -- dialogs

void MainWindow::chooseOpen()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open"), {},
        tr("All that can be opened (*%1 case.json *.ora *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;SonoSketch projects (*%1);;Cases "
           "(case.json);;"
           "OpenRaster (*.ora);;Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff);;DICOM (*.dcm);;All files (*)")
            .arg(QLatin1String(projectSuffix)));
    if (!file.isEmpty())
        startOpening(toPath(file));
}

void MainWindow::chooseImage()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("New case from an image"), {}, tr("Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;All files (*)"));
    if (!file.isEmpty())
        startOpening(toPath(file));
}

void MainWindow::chooseCase()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open case folder"));
    if (!folder.isEmpty())
        startOpening(toPath(folder));
}

void MainWindow::chooseMask()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import mask"), {}, tr("Masks (*.png *.bmp *.tif *.tiff)"));
    if (!file.isEmpty())
        startMaskImport(toPath(file), [](bool) {});
}

void MainWindow::chooseLayerImport()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import layers"), {}, tr("OpenRaster (*.ora)"));
    if (!file.isEmpty())
        startLayerImport(toPath(file), [](bool) {});
}

void MainWindow::chooseCaseExport()
{
    QFileDialog dialog(this, tr("Export the case as a folder"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    if (const auto& folder = m_session.caseFolder(); !folder.empty())
        dialog.setDirectory(toText(folder.parent_path()));
    dialog.selectFile(tr("case"));
    if (dialog.exec() == QDialog::Accepted)
        startCaseExport(toPath(dialog.selectedFiles().value(0)), [](bool) {});
}

void MainWindow::chooseLayerExport()
{
    QFileDialog dialog(this, tr("Export layers"), {}, tr("OpenRaster (*.ora)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("ora"));
    dialog.selectFile(m_project.fileName() + QStringLiteral(".ora"));
    if (dialog.exec() == QDialog::Accepted)
        startLayerExport(toPath(dialog.selectedFiles().value(0)), [](bool) {});
}

void MainWindow::choosePicture()
{
    QFileDialog dialog(this, tr("Save synthetic picture"), {}, tr("PNG image (*.png);;JPEG image (*.jpg *.jpeg)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(tr("synthetic.png"));
    if (dialog.exec() == QDialog::Accepted)
        startPictureSaving(toPath(dialog.selectedFiles().value(0)), [](bool) {});
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
    if (urls.size() == 1 && urls.front().isLocalFile())
        startOpening(toPath(urls.front().toLocalFile()));
}

} // namespace sonosketch
