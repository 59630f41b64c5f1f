// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/dicom_dialogs.h"

#include "app/panels/panel_parts.h"
#include "app/session/job_runner.h"
#include "app/session/settings.h"
#include "core/dicom/dicom_file.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace sonosketch {

namespace {
constexpr QSize previewSize(480, 360);

/// Gives tr() a context that lupdate understands.
class DicomDialogTexts {
    Q_DECLARE_TR_FUNCTIONS(sonosketch::DicomDialogTexts)
};

QComboBox* kindBox()
{
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("dicomKind"));
    box->addItem(DicomDialogTexts::tr("Secondary Capture (every archive takes it)"), 0);
    box->addItem(DicomDialogTexts::tr("Ultrasound Image (keeps the scale for measuring)"), 1);
    describe(box, DicomDialogTexts::tr("Kind of object"), QObject::tr("As what the archive files the picture."));
    return box;
}

QCheckBox* labelsBox()
{
    auto* box = new QCheckBox(DicomDialogTexts::tr("Labels too, as a DICOM Segmentation"));
    box->setObjectName(QStringLiteral("dicomLabels"));
    describe(box, DicomDialogTexts::tr("Labels too"), QObject::tr("Adds a file with a segment for each class that is painted."));
    return box;
}

QLabel* wrapped(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

DicomKind kindOf(const QComboBox& box)
{
    return box.currentData().toInt() == 1 ? DicomKind::Ultrasound : DicomKind::SecondaryCapture;
}
} // namespace

FrameDialog::FrameDialog(std::shared_ptr<DicomFile> file, const QString& name, QWidget* parent)
    : QDialog(parent)
    , m_file(std::move(file))
    , m_picture(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_number(new QSpinBox)
    , m_detail(new QLabel)
{
    setObjectName(QStringLiteral("frameDialog"));
    setWindowTitle(tr("Choose a frame of %1").arg(name));
    const int frames = m_file->info().frames;
    m_picture->setFixedSize(previewSize);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setAccessibleName(tr("Frame"));
    m_slider->setObjectName(QStringLiteral("frameSlider"));
    m_slider->setRange(1, frames);
    m_slider->setPageStep(std::max(1, frames / 10));
    m_number->setObjectName(QStringLiteral("frameNumber"));
    m_number->setRange(1, frames);
    m_number->setSuffix(tr(" of %1").arg(frames));
    describe(m_slider, tr("Frame"), tr("Goes through the frames of the film."));
    describe(m_number, tr("Number of the frame"), tr("The frame that becomes the new case."));
    auto* row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_number);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_picture, 0, Qt::AlignCenter);
    layout->addWidget(m_detail);
    layout->addLayout(row);
    layout->addWidget(
        wrapped(tr("The patient's name and number stay in the file; only the picture within the scan sector becomes the case.")));
    layout->addWidget(buttons);
    connect(m_slider, &QSlider::valueChanged, m_number, &QSpinBox::setValue);
    connect(m_number, &QSpinBox::valueChanged, m_slider, &QSlider::setValue);
    connect(m_slider, &QSlider::valueChanged, this, &FrameDialog::show);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show(1);
}

int FrameDialog::frame() const
{
    return m_number->value();
}

void FrameDialog::show(int frame)
{
    const double ms = m_file->info().frameMs;
    m_detail->setText(ms > 0 ? tr("%1 s").arg(locale().toString((frame - 1) * ms / 1000.0, 'f', 2)) : tr("Frame %1").arg(frame));
    try {
        const cv::Mat pixels = m_file->frame(frame);
        const QImage image(pixels.data, pixels.cols, pixels.rows, static_cast<qsizetype>(pixels.step), QImage::Format_BGR888);
        m_picture->setPixmap(QPixmap::fromImage(image.scaled(previewSize, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    } catch (const std::exception& error) { // OpenCV's too: a foreign file must not end the program
        m_picture->setPixmap({});
        m_detail->setText(QString::fromUtf8(error.what()));
    }
}

DicomExportDialog::DicomExportDialog(QWidget* parent)
    : QDialog(parent)
    , m_kind(kindBox())
    , m_labels(labelsBox())
{
    setObjectName(QStringLiteral("dicomExportDialog"));
    setWindowTitle(tr("Export as DICOM"));
    auto* form = new QFormLayout;
    form->addRow(tr("Kind"), m_kind);
    form->addRow(QString(), m_labels);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Choose folder\u2026"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(wrapped(
        tr("The files name a synthetic patient and say in their elements, and by the mark in the picture, that no scanner made them.")));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

DicomKind DicomExportDialog::kind() const
{
    return kindOf(*m_kind);
}

bool DicomExportDialog::withLabels() const
{
    return m_labels->isChecked();
}

DicomSendDialog::DicomSendDialog(JobRunner& jobs, QWidget* parent)
    : QDialog(parent)
    , m_jobs(jobs)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_called(new QLineEdit)
    , m_calling(new QLineEdit)
    , m_kind(kindBox())
    , m_labels(labelsBox())
    , m_test(new QPushButton(tr("&Test")))
    , m_answer(wrapped({}))
{
    setObjectName(QStringLiteral("dicomSendDialog"));
    setWindowTitle(tr("Send to PACS archive"));
    m_host->setObjectName(QStringLiteral("dicomHost"));
    m_port->setObjectName(QStringLiteral("dicomPort"));
    m_called->setObjectName(QStringLiteral("dicomCalled"));
    m_calling->setObjectName(QStringLiteral("dicomCalling"));
    m_test->setObjectName(QStringLiteral("dicomTest"));
    m_answer->setObjectName(QStringLiteral("dicomAnswer"));
    m_answer->setMinimumHeight(m_answer->fontMetrics().lineSpacing() * 2);
    m_port->setRange(1, 65535);
    // AE titles: 16 printable signs without the backslash.
    for (QLineEdit* title : {m_called, m_calling}) {
        title->setMaxLength(16);
        title->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[!-\\[\\]-~][ -\\[\\]-~]*")), title));
    }
    describe(m_host, tr("Host"), tr("Name or address of the archive's machine."));
    describe(m_port, tr("Port"), tr("The archive's DICOM port, often 104 or 11112."));
    describe(m_called, tr("Archive's AE title"), tr("The name that the archive has in DICOM."));
    describe(m_calling, tr("Own AE title"), tr("The name that we have in DICOM; many archives keep a list of those they know."));
    describe(m_test, tr("Test"), tr("Asks the archive whether it is there."));
    const auto settings = openSettings();
    const DicomPeer usual;
    m_host->setText(settings->value(QStringLiteral("dicom/host"), QString::fromStdString(usual.host)).toString().left(253));
    m_port->setValue(settings->value(QStringLiteral("dicom/port"), usual.port).toInt());
    m_called->setText(settings->value(QStringLiteral("dicom/called"), QString::fromStdString(usual.calledTitle)).toString());
    m_calling->setText(settings->value(QStringLiteral("dicom/calling"), QString::fromStdString(usual.callingTitle)).toString());

    auto* place = new QHBoxLayout;
    place->addWidget(m_host, 1);
    place->addWidget(m_port);
    auto* form = new QFormLayout;
    form->addRow(tr("Host and port"), place);
    form->addRow(tr("Archive's AE title"), m_called);
    form->addRow(tr("Own AE title"), m_calling);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(QString(), m_labels);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_send = buttons->button(QDialogButtonBox::Ok);
    m_send->setText(tr("&Send"));
    buttons->addButton(m_test, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_answer);
    layout->addWidget(buttons);
    setMinimumWidth(460);
    connect(m_test, &QPushButton::clicked, this, &DicomSendDialog::test);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        store();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit* field : {m_host, m_called, m_calling})
        connect(field, &QLineEdit::textChanged, this, &DicomSendDialog::check);
    check();
}

DicomPeer DicomSendDialog::peer() const
{
    DicomPeer value;
    value.host = m_host->text().trimmed().toStdString();
    value.port = m_port->value();
    value.calledTitle = m_called->text().trimmed().toStdString();
    value.callingTitle = m_calling->text().trimmed().toStdString();
    return value;
}

DicomKind DicomSendDialog::kind() const
{
    return kindOf(*m_kind);
}

bool DicomSendDialog::withLabels() const
{
    return m_labels->isChecked();
}

void DicomSendDialog::check()
{
    const bool complete = !m_host->text().trimmed().isEmpty() && m_called->hasAcceptableInput() && m_calling->hasAcceptableInput();
    m_send->setEnabled(complete);
    m_test->setEnabled(complete);
    m_answer->clear();
}

void DicomSendDialog::store() const
{
    const auto settings = openSettings();
    settings->setValue(QStringLiteral("dicom/host"), m_host->text().trimmed());
    settings->setValue(QStringLiteral("dicom/port"), m_port->value());
    settings->setValue(QStringLiteral("dicom/called"), m_called->text().trimmed());
    settings->setValue(QStringLiteral("dicom/calling"), m_calling->text().trimmed());
}

void DicomSendDialog::test()
{
    store();
    m_answer->setText(tr("Asking\u2026"));
    m_test->setEnabled(false);
    // The dialog may be gone when the answer comes.
    const QPointer<DicomSendDialog> dialog(this);
    const auto answer = [dialog](const QString& text) {
        if (dialog.isNull())
            return;
        dialog->m_test->setEnabled(true);
        dialog->m_answer->setText(text);
    };
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Asking the archive"), [where = peer()](JobContext&) { echoDicom(where); },
        [answer] { answer(tr("The archive answers.")); }, [answer](const Error& error) { answer(QString::fromStdString(error.what())); });
}

} // namespace sonosketch
