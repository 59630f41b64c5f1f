// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/job_runner.h"
#include "core/study/analysis.h"

#include <QWidget>

#include <filesystem>
#include <functional>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace sonosketch {

/// The report of a reader study: joins the answers with the key, shows a summary, writes HTML and CSV. GUI thread.
class StudyReportWindow : public QWidget {
    Q_OBJECT

public:
    explicit StudyReportWindow(QWidget* parent = nullptr);
    ~StudyReportWindow() override;

    /// Key and report beside it, unless chosen already.
    void setStudy(const QString& folder);
    /// How report.html is shown; the desktop's browser unless told otherwise.
    void setOpener(std::function<void(const std::filesystem::path&)> opener) { m_opener = std::move(opener); }
    /// What went wrong or was written last.
    QString message() const;
    bool busy() const { return m_jobs.busy(); }

private:
    QLineEdit* addLine(QFormLayout* form, const char* name, const QString& label, const QString& tip, bool file);
    void make();
    void showSummary(const study::StudyAnalysis& analysis);
    void say(const QString& text, bool warn);

    QLineEdit* m_study;
    QLineEdit* m_key;
    QCheckBox* m_withoutKey;
    QLineEdit* m_out;
    QTableWidget* m_table;
    QLabel* m_warnings;
    QLabel* m_message;
    QPushButton* m_make;
    QPushButton* m_open;
    std::filesystem::path m_written;
    std::function<void(const std::filesystem::path&)> m_opener;
    JobRunner m_jobs;
};

} // namespace sonosketch
