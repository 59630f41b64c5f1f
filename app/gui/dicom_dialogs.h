// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_network.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QSpinBox;

namespace sonosketch {

class DicomFile;
class JobRunner;

/// Chooses one frame of a DICOM file with several: a preview, a slider and a number. GUI thread; decodes the frame on show.
class FrameDialog : public QDialog {
    Q_OBJECT

public:
    FrameDialog(std::shared_ptr<DicomFile> file, const QString& name, QWidget* parent = nullptr);
    /// From 1.
    int frame() const;

private:
    void show(int frame);

    std::shared_ptr<DicomFile> m_file;
    QLabel* m_picture;
    QSlider* m_slider;
    QSpinBox* m_number;
    QLabel* m_detail;
};

/// What a DICOM export holds: kind of object, and whether the labels go along.
class DicomExportDialog : public QDialog {
    Q_OBJECT

public:
    explicit DicomExportDialog(QWidget* parent = nullptr);
    DicomKind kind() const;
    bool withLabels() const;

private:
    QComboBox* m_kind;
    QCheckBox* m_labels;
};

/// Where an archive is and what is sent there. Remembered in the settings when it is accepted or tested; what is read from there is checked.
class DicomSendDialog : public QDialog {
    Q_OBJECT

public:
    /// `jobs` runs the test and must outlive the dialog.
    explicit DicomSendDialog(JobRunner& jobs, QWidget* parent = nullptr);
    DicomPeer peer() const;
    DicomKind kind() const;
    bool withLabels() const;

private:
    void test();
    void check();
    void store() const;

    JobRunner& m_jobs;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_called;
    QLineEdit* m_calling;
    QComboBox* m_kind;
    QCheckBox* m_labels;
    QPushButton* m_test;
    QPushButton* m_send = nullptr;
    QLabel* m_answer;
};

} // namespace sonosketch
