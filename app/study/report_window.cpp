// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/report_window.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/study/report.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
QString shareText(const study::Proportion& share)
{
    const auto value = share.value();
    const auto interval = share.interval();
    if (!value || !interval)
        return QStringLiteral("\u2013");
    return StudyReportWindow::tr("%1  (%2 to %3)").arg(*value, 0, 'f', 2).arg(interval->low, 0, 'f', 2).arg(interval->high, 0, 'f', 2);
}

std::filesystem::path besideStudy(const std::filesystem::path& folder)
{
    std::filesystem::path out = folder.has_filename() ? folder : folder.parent_path();
    out += "-report";
    return out;
}
} // namespace

StudyReportWindow::StudyReportWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_withoutKey(new QCheckBox(tr("Without the key: times and agreement alone")))
    , m_table(new QTableWidget)
    , m_warnings(new QLabel)
    , m_message(new QLabel)
    , m_make(new QPushButton(tr("Make report")))
    , m_open(new QPushButton(tr("Open report")))
    , m_opener([](const std::filesystem::path& file) { QDesktopServices::openUrl(QUrl::fromLocalFile(toText(file))); })
{
    setObjectName(QStringLiteral("studyReport"));
    setWindowTitle(tr("Report of a reader study \u2013 SonoSketch"));
    auto* form = new QFormLayout;
    m_study = addLine(form, "reportStudy", tr("Study folder"), tr("The folder with study.json and the readers' answers."), false);
    m_key = addLine(form, "reportKey", tr("Answer key"), tr("The file that was written beside the study."), true);
    form->addRow(QString(), m_withoutKey);
    m_out = addLine(
        form, "reportOut", tr("Report folder"), tr("Gets report.html, answers.csv and summary.csv; earlier ones are replaced."), false);
    m_withoutKey->setObjectName(QStringLiteral("reportWithoutKey"));
    m_table->setObjectName(QStringLiteral("reportTable"));
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setShowGrid(false);
    m_table->setAccessibleName(tr("Readers and how often they were right"));
    m_warnings->setObjectName(QStringLiteral("readingWarning"));
    m_warnings->setWordWrap(true);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->hide();
    m_message->setObjectName(QStringLiteral("reportMessage"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_make->setObjectName(QStringLiteral("reportMake"));
    m_open->setObjectName(QStringLiteral("reportOpen"));
    describe(m_make, tr("Make report"), tr("Joins answers and key, and writes the report."));
    describe(m_open, tr("Open report"), tr("Shows it in the browser."));
    describe(m_withoutKey, tr("Without the key"), tr("For a study whose key is lost or not at hand."));
    m_open->setEnabled(false);
    m_make->setEnabled(false);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(m_table, 1);
    column->addWidget(m_warnings);
    auto* row = new QHBoxLayout;
    row->addWidget(m_message, 1);
    row->addWidget(m_open);
    row->addWidget(m_make);
    column->addLayout(row);
    resize(900, 560);

    connect(m_study, &QLineEdit::textEdited, this, &StudyReportWindow::setStudy);
    const auto ready = [this] {
        m_key->setEnabled(!m_withoutKey->isChecked());
        m_make->setEnabled(!m_study->text().isEmpty() && !m_out->text().isEmpty() && !busy());
    };
    for (QLineEdit* line : {m_study, m_key, m_out})
        connect(line, &QLineEdit::textChanged, this, ready);
    connect(m_withoutKey, &QCheckBox::toggled, this, ready);
    connect(&m_jobs, &JobRunner::changed, this, ready);
    connect(m_make, &QPushButton::clicked, this, &StudyReportWindow::make);
    connect(m_open, &QPushButton::clicked, this, [this] { m_opener(m_written / "report.html"); });
}

StudyReportWindow::~StudyReportWindow()
{
    m_jobs.disconnect(this);
}

QLineEdit* StudyReportWindow::addLine(QFormLayout* form, const char* name, const QString& label, const QString& tip, bool file)
{
    auto* line = new QLineEdit;
    line->setObjectName(QLatin1String(name));
    describe(line, label, tip);
    auto* browse = new QPushButton(QStringLiteral("\u2026"));
    browse->setFixedWidth(48);
    describe(browse, tr("Choose"), tip);
    auto* row = new QHBoxLayout;
    row->addWidget(line, 1);
    row->addWidget(browse);
    form->addRow(label, row);
    connect(browse, &QPushButton::clicked, this, [this, line, label, file] {
        const QString chosen = file ? QFileDialog::getOpenFileName(this, label, line->text(), tr("Answer key (*.json)"))
                                    : QFileDialog::getExistingDirectory(this, label, line->text());
        if (chosen.isEmpty())
            return;
        line->setText(chosen);
        if (line == m_study)
            setStudy(chosen);
    });
    return line;
}

void StudyReportWindow::setStudy(const QString& folder)
{
    if (m_study->text() != folder)
        m_study->setText(folder);
    const std::filesystem::path path = toPath(folder);
    m_key->setText(folder.isEmpty() ? QString() : toText(study::defaultKeyFile(path)));
    m_out->setText(folder.isEmpty() ? QString() : toText(besideStudy(path)));
}

void StudyReportWindow::make()
{
    say(tr("Reading the answers"), false);
    m_open->setEnabled(false);
    m_jobs.start(
        JobRunner::Kind::Writing, tr("Making the report"),
        [folder = toPath(m_study->text()), keyFile = toPath(m_key->text()), withKey = !m_withoutKey->isChecked(),
            out = toPath(m_out->text())](JobContext&) {
            study::StudyAnalysis analysis = study::analyseFolder(folder, withKey ? std::optional(keyFile) : std::nullopt);
            study::writeReport(analysis, out);
            return analysis;
        },
        [this, out = toPath(m_out->text())](const study::StudyAnalysis& analysis) {
            m_written = out;
            showSummary(analysis);
            m_open->setEnabled(true);
            say(tr("Written: report.html, answers.csv and summary.csv in %1").arg(toText(out)), false);
        },
        [this](const Error& error) { say(QString::fromStdString(error.what()), true); });
}

void StudyReportWindow::showSummary(const study::StudyAnalysis& analysis)
{
    QStringList heads{tr("Reader"), tr("Answered")};
    if (analysis.key) {
        for (const study::KeySet& set : analysis.key->sets)
            heads << QString::fromStdString(set.name);
        heads << tr("Right, all") << tr("ROC area");
    }
    heads << tr("Time, median");
    m_table->setColumnCount(static_cast<int>(heads.size()));
    m_table->setHorizontalHeaderLabels(heads);
    m_table->setRowCount(static_cast<int>(analysis.readers.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const study::ReaderResult& reader = analysis.readers[static_cast<std::size_t>(row)];
        int column = 0;
        const auto put = [&](const QString& text) { m_table->setItem(row, column++, new QTableWidgetItem(text)); };
        const QString name = QString::fromStdString(reader.name);
        put(reader.simulated ? tr("%1 (SIMULATED)").arg(name) : name);
        put(tr("%1 of %2").arg(reader.answered).arg(analysis.plan.trials.size()));
        if (analysis.key) {
            for (const study::SetResult& set : reader.sets)
                put(shareText(set.right));
            put(shareText(reader.right));
            put(reader.roc ? QString::number(reader.roc->area, 'f', 2) : QStringLiteral("\u2013"));
        }
        put(reader.time ? tr("%1 s").arg(reader.time->median / 1000, 0, 'f', 1) : QStringLiteral("\u2013"));
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    QStringList warnings;
    for (const std::string& warning : analysis.warnings)
        warnings << QString::fromStdString(warning);
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
    m_warnings->setVisible(!warnings.isEmpty());
}

void StudyReportWindow::say(const QString& text, bool warn)
{
    m_message->setProperty("look", warn ? "warn" : "calm");
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setText(text);
}

QString StudyReportWindow::message() const
{
    return m_message->text();
}

} // namespace sonosketch
