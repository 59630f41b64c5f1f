// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/dicom_dialogs.h"
#include "app/gui/main_window.h"
#include "app/gui/status_strip.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dicom/dicom_file.h"
#include "core/inference/picture_seed.h"

#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QTemporaryDir>

#include <chrono>

// DICOM files in and out, and to an archive.
namespace sonosketch {

namespace {
/// The files of one export: name and bytes.
std::vector<std::pair<std::string, std::vector<std::uint8_t>>> encode(const DicomPicture& picture, const Case& value, bool labels)
{
    std::vector<std::pair<std::string, std::vector<std::uint8_t>>> files;
    files.emplace_back("synthetic.dcm", encodeDicomPicture(picture));
    if (labels)
        files.emplace_back("labels.dcm", encodeDicomSegmentation(picture, value.labels, value.palette));
    return files;
}
} // namespace

void MainWindow::openDicom(const std::filesystem::path& path, Finished finished)
{
    const auto failed = [this, finished](const Error& error) {
        complain(error);
        finished(false);
    };
    const QString name = toText(path.filename());
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Reading %1").arg(name),
        [path](JobContext&) { return std::make_shared<DicomFile>(DicomFile::open(path)); },
        [this, path, name, finished, failed](const std::shared_ptr<DicomFile>& file) {
            int frame = 1;
            if (file->info().frames > 1) {
                FrameDialog dialog(file, name, this);
                if (dialog.exec() != QDialog::Accepted) {
                    m_status->say(tr("Nothing was opened"));
                    return finished(false);
                }
                frame = dialog.frame();
            }
            m_jobs.start(
                JobRunner::Kind::Cancellable, tr("Opening %1").arg(name),
                [file, path, frame, palette = m_session.value().palette](
                    JobContext&) { return documentFromDicom(*file, path, frame, palette); },
                [this, finished](OpenedDocument opened) { finished(showOpened(std::move(opened))); }, failed);
        },
        failed);
}

SyntheticRecord MainWindow::pictureRecord() const
{
    SyntheticRecord record = m_live.record();
    const QJsonObject origin{{QStringLiteral("kind"), QStringLiteral("project")},
        {QStringLiteral("title"), QString::fromStdString(record.caseTitle)},
        {QStringLiteral("node"), static_cast<qint64>(m_session.history().current())}, {QStringLiteral("seed"), pictureSeed}};
    record.origin = QJsonDocument(origin).toJson(QJsonDocument::Compact).toStdString();
    return record;
}

void MainWindow::withExactPicture(const std::function<void(const DicomPicture&)>& use, const Finished& finished)
{
    if (m_live.picture().empty()) {
        m_status->warn(tr("There is no synthesised picture yet. Wait until the model has answered."));
        return finished(false);
    }
    m_session.commitSettings();
    m_live.whenExact([this, use, finished](bool exact) {
        if (!exact) {
            const QString reason = m_live.status().error;
            m_status->warn(
                tr("The picture was not written. %1").arg(reason.isEmpty() ? tr("Another case has been opened meanwhile.") : reason));
            return finished(false);
        }
        DicomPicture picture;
        picture.pixels = m_live.picture().clone();
        picture.record = pictureRecord();
        picture.mark = m_synthesis->mark();
        picture.mmPerPixel = m_session.value().mmPerPixel;
        picture.created = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        use(picture);
    });
}

bool MainWindow::exportDicom(const std::filesystem::path& folder, DicomKind kind, bool labels)
{
    return waitFor([&](Finished finished) { startDicomExport(folder, kind, labels, std::move(finished)); });
}

void MainWindow::startDicomExport(const std::filesystem::path& folder, DicomKind kind, bool labels, Finished finished)
{
    withExactPicture(
        [this, folder, kind, labels, finished](DicomPicture picture) {
            picture.kind = kind;
            const auto failed = [this, finished](const Error& error) {
                complain(error);
                finished(false);
            };
            m_jobs.start(
                JobRunner::Kind::Writing, tr("Writing DICOM"),
                [picture, folder, labels, value = m_session.value().clone()](JobContext&) {
                    // All are encoded before one is written.
                    for (const auto& [name, bytes] : encode(picture, value, labels))
                        writeFileAtomically(folder / name, bytes);
                    std::error_code ignored;
                    if (!labels)
                        std::filesystem::remove(folder / "labels.dcm", ignored); // it would belong to another picture
                },
                [this, folder, finished] {
                    m_status->say(tr("Exported DICOM to %1").arg(toText(folder)));
                    finished(true);
                },
                failed);
        },
        finished);
}

bool MainWindow::sendToArchive(const DicomPeer& peer, DicomKind kind, bool labels)
{
    return waitFor([&](Finished finished) { startDicomSending(peer, kind, labels, std::move(finished)); });
}

void MainWindow::startDicomSending(const DicomPeer& peer, DicomKind kind, bool labels, Finished finished)
{
    withExactPicture(
        [this, peer, kind, labels, finished](DicomPicture picture) {
            picture.kind = kind;
            const auto failed = [this, finished](const Error& error) {
                if (error.code() == ErrorCode::Cancelled)
                    m_status->warn(tr("Sending was stopped; the archive may have taken files already"));
                else
                    complain(error);
                finished(false);
            };
            const QString archive = QString::fromStdString(peer.calledTitle);
            m_jobs.start(
                JobRunner::Kind::Cancellable, tr("Sending to %1").arg(archive),
                [picture, peer, labels, value = m_session.value().clone()](JobContext& job) {
                    const QTemporaryDir folder;
                    if (!folder.isValid())
                        throw Error(ErrorCode::WriteFailed, "There is no place for temporary files", folder.path().toStdString());
                    std::vector<std::filesystem::path> files;
                    for (const auto& [name, bytes] : encode(picture, value, labels)) {
                        files.push_back(toPath(folder.path()) / name);
                        writeFileAtomically(files.back(), bytes);
                    }
                    sendDicom(peer, files, job.cancel(), [&job](std::size_t done, std::size_t count) {
                        job.setProgress(static_cast<double>(done) / static_cast<double>(count));
                    });
                },
                [this, archive, finished] {
                    m_status->say(tr("Sent to %1").arg(archive));
                    finished(true);
                },
                failed);
        },
        finished);
}

void MainWindow::chooseDicomExport()
{
    DicomExportDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the DICOM files"));
    for (const char* name : {"synthetic.dcm", "labels.dcm"})
        if (!folder.isEmpty() && std::filesystem::exists(toPath(folder) / name)) {
            if (QMessageBox::question(
                    this, tr("Replace the files?"), tr("%1 holds DICOM files of an earlier export. Replace them?").arg(folder))
                != QMessageBox::Yes)
                return;
            break;
        }
    if (!folder.isEmpty())
        startDicomExport(toPath(folder), dialog.kind(), dialog.withLabels(), [](bool) {});
}

void MainWindow::showDicomSending()
{
    DicomSendDialog dialog(m_jobs, this);
    if (dialog.exec() == QDialog::Accepted)
        startDicomSending(dialog.peer(), dialog.kind(), dialog.withLabels(), [](bool) {});
}

} // namespace sonosketch
