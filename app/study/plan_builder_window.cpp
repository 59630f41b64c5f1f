// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/plan_builder_window.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace sonosketch {

namespace {
enum Column { NameColumn, TruthColumn, SourceColumn, ThereColumn, CountColumn, RemoveColumn, Columns };

QString sourceText(const study::BuilderSet& set)
{
    const QString folder = toText(set.folder);
    switch (set.kind) {
    case study::BuilderSet::Kind::RealDataset:
        return PlanBuilderWindow::tr("%1, part %2").arg(folder, QString::fromStdString(set.split));
    case study::BuilderSet::Kind::Model:
        return PlanBuilderWindow::tr("model %1, labels of %2, part %3")
            .arg(QString::fromStdString(set.model), folder, QString::fromStdString(set.split));
    default:
        return folder;
    }
}
} // namespace

PlanBuilderWindow::PlanBuilderWindow(const ModelCatalogue& models, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_add(new PlanBuilderAdd(models))
    , m_table(new QTableWidget(0, Columns))
    , m_title(new QLineEdit)
    , m_question(new QLineEdit(QString::fromLatin1(study::defaultQuestion)))
    , m_repeats(new QSpinBox)
    , m_practice(new QSpinBox)
    , m_feedback(new QCheckBox(tr("Say after each practice picture what it was")))
    , m_seed(new QLineEdit(QString::number(QRandomGenerator::system()->generate64() >> 1)))
    , m_size(new QComboBox)
    , m_limit(new QDoubleSpinBox)
    , m_atLimit(new QComboBox)
    , m_back(new QCheckBox(tr("Readers may go back and change answers")))
    , m_text(new QCheckBox(tr("Ask for a remark too")))
    , m_folder(new QLineEdit)
    , m_key(new QLineEdit)
    , m_remarks(new QListWidget)
    , m_bar(new QProgressBar)
    , m_message(new QLabel)
    , m_make(new QPushButton(tr("Make study")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_read(new QPushButton(tr("Read it now")))
{
    setObjectName(QStringLiteral("planBuilder"));
    setWindowTitle(tr("Make a reader study \u2013 SonoSketch"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addWidget(makeSets(), 3);
    column->addWidget(makeOptions());
    column->addWidget(makeFoot(), 2);
    resize(980, 900);
    m_watch.setInterval(100);
    connect(&m_watch, &QTimer::timeout, this, &PlanBuilderWindow::showBusy);
    connect(&m_jobs, &JobRunner::changed, this, &PlanBuilderWindow::showBusy);
    showSets();
    showBusy();
}

PlanBuilderWindow::~PlanBuilderWindow()
{
    m_jobs.disconnect(this);
}

QWidget* PlanBuilderWindow::makeSets()
{
    m_table->setObjectName(QStringLiteral("builderSets"));
    m_table->setHorizontalHeaderLabels({tr("Set"), tr("Truth"), tr("From"), tr("There are"), tr("Shown"), QString()});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(SourceColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setMinimumHeight(176);
    m_table->setAccessibleName(tr("Sets of the study"));
    connect(m_add, &PlanBuilderAdd::wanted, this, &PlanBuilderWindow::addSet);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto* head = new QLabel(tr("Sets"));
    head->setObjectName(QStringLiteral("welcomeHeading"));
    column->addWidget(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_add);
    return part;
}

void PlanBuilderWindow::addTarget(QFormLayout* form, QLineEdit* line, const QString& label, const QString& tip, const char* name, bool file)
{
    line->setObjectName(QLatin1String(name));
    describe(line, label, tip);
    auto* browse = new QPushButton(QStringLiteral("\u2026"));
    browse->setFixedWidth(48);
    describe(browse, tr("Choose"), tip);
    auto* row = new QHBoxLayout;
    row->addWidget(line, 1);
    row->addWidget(browse);
    form->addRow(label, row);
    connect(line, &QLineEdit::textChanged, this, &PlanBuilderWindow::check);
    connect(browse, &QPushButton::clicked, this, [this, line, label, file] {
        const QString chosen = QFileDialog::getSaveFileName(
            this, label, line->text(), file ? tr("Answer key (*.json)") : QString(), nullptr, QFileDialog::DontConfirmOverwrite);
        if (chosen.isEmpty())
            return;
        m_keyByHand = m_keyByHand || file;
        line->setText(chosen);
    });
}

QWidget* PlanBuilderWindow::makeOptions()
{
    m_title->setObjectName(QStringLiteral("builderTitle"));
    m_question->setObjectName(QStringLiteral("builderQuestion"));
    m_repeats->setObjectName(QStringLiteral("builderRepeats"));
    m_practice->setObjectName(QStringLiteral("builderPractice"));
    m_feedback->setObjectName(QStringLiteral("builderFeedback"));
    m_seed->setObjectName(QStringLiteral("builderSeed"));
    m_size->setObjectName(QStringLiteral("builderSize"));
    m_limit->setObjectName(QStringLiteral("builderLimit"));
    m_atLimit->setObjectName(QStringLiteral("builderAtLimit"));
    m_back->setObjectName(QStringLiteral("builderBack"));
    m_text->setObjectName(QStringLiteral("builderText"));
    m_title->setMaxLength(120);
    m_title->setPlaceholderText(tr("What readers see above the pictures"));
    m_question->setMaxLength(240);
    m_repeats->setRange(0, 9999);
    m_repeats->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_limit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_repeats->setSuffix(tr(" pictures"));
    m_practice->setRange(0, static_cast<int>(study::maxPractice));
    m_practice->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_practice->setSuffix(tr(" pictures"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), m_seed));
    for (const int size : {256, 384, 512, 768, 1024})
        m_size->addItem(tr("%1 pixels").arg(size), size);
    m_size->setCurrentIndex(m_size->findData(512));
    m_limit->setRange(0, 3600);
    m_limit->setDecimals(1);
    m_limit->setSuffix(tr(" s"));
    m_limit->setSpecialValueText(tr("none"));
    m_atLimit->addItem(tr("the picture goes, the question stays"), false);
    m_atLimit->addItem(tr("the next picture comes"), true);
    describe(m_title, tr("Title"), tr("Readers see it."));
    describe(m_question, tr("Question"),
        tr("Readers see it below each picture; they answer \"real\" or \"synthesised\" and how sure they are."));
    describe(m_repeats, tr("Shown twice"), tr("Pictures that come a second time, for how well a reader agrees with himself."));
    describe(m_practice, tr("Practice"),
        tr("Pictures of the same sets, half of them real, to practise on first. None of them is in the study, and none counts."));
    describe(m_feedback, tr("Practice with answers"),
        tr("Readers are told after each practice picture; the study folder then holds the truth of these pictures, and of no others."));
    describe(m_seed, tr("Seed"), tr("The same seed and pictures give the same study."));
    describe(m_size, tr("Size"), tr("All pictures are brought to this size."));
    describe(m_limit, tr("Time limit"), tr("How long a picture is shown."));
    describe(m_atLimit, tr("At the limit"), tr("What happens when the time is over."));
    describe(m_back, tr("Way back"), tr("Earlier answers may be changed; the report says how many were."));
    describe(m_text, tr("Remark"), tr("A field for free text below each picture."));

    auto* both = new QGridLayout;
    both->setHorizontalSpacing(12);
    both->setVerticalSpacing(8);
    both->setColumnStretch(1, 1);
    both->setColumnStretch(3, 1);
    const auto put = [both](int row, int column, const QString& text, QWidget* field) {
        auto* label = new QLabel(text);
        label->setBuddy(field);
        both->addWidget(label, row, column);
        both->addWidget(field, row, column + 1);
    };
    put(0, 0, tr("Title"), m_title);
    put(1, 0, tr("Question"), m_question);
    put(2, 0, tr("Shown twice"), m_repeats);
    put(3, 0, tr("Practice"), m_practice);
    put(4, 0, tr("Seed"), m_seed);
    put(0, 2, tr("Size"), m_size);
    put(1, 2, tr("Time limit"), m_limit);
    put(2, 2, tr("Then"), m_atLimit);
    both->addWidget(m_back, 3, 3);
    both->addWidget(m_text, 4, 3);
    both->addWidget(m_feedback, 5, 3);
    auto* targets = new QFormLayout;
    addTarget(targets, m_folder, tr("Study folder"), tr("What readers get: the pictures without any truth, and later their answers."),
        "builderFolder", false);
    addTarget(targets, m_key, tr("Answer key"), tr("What each picture is. Never inside of the study folder."), "builderKey", true);
    connect(m_folder, &QLineEdit::textChanged, this, [this](const QString& folder) {
        if (!m_keyByHand)
            m_key->setText(folder.isEmpty() ? QString() : toText(study::defaultKeyFile(toPath(folder))));
    });
    connect(m_key, &QLineEdit::textEdited, this, [this] { m_keyByHand = true; });
    connect(m_repeats, &QSpinBox::valueChanged, this, &PlanBuilderWindow::check);
    connect(m_question, &QLineEdit::textChanged, this, &PlanBuilderWindow::check);
    const auto practiceChanged = [this] {
        m_feedback->setEnabled(m_practice->value() > 0);
        check();
    };
    connect(m_practice, &QSpinBox::valueChanged, this, practiceChanged);
    m_feedback->setEnabled(false);
    const auto limitChanged = [this] { m_atLimit->setEnabled(m_limit->value() > 0); };
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, limitChanged);
    limitChanged();

    auto* part = new QWidget;
    part->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(both);
    column->addLayout(targets);
    return part;
}

QWidget* PlanBuilderWindow::makeFoot()
{
    m_remarks->setObjectName(QStringLiteral("builderRemarks"));
    m_remarks->setWordWrap(true);
    m_remarks->setSelectionMode(QAbstractItemView::NoSelection);
    m_remarks->setMinimumHeight(90);
    m_remarks->setAccessibleName(tr("What is missing or may give sets away"));
    m_bar->setObjectName(QStringLiteral("builderProgress"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(180, 8);
    m_message->setObjectName(QStringLiteral("builderMessage"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_make->setObjectName(QStringLiteral("builderMake"));
    m_cancel->setObjectName(QStringLiteral("builderCancel"));
    m_read->setObjectName(QStringLiteral("builderRead"));
    describe(m_make, tr("Make study"), tr("Draws, shuffles and re-encodes the pictures, and writes the study and its key."));
    describe(m_cancel, tr("Cancel"), tr("Stops; nothing of it stays."));
    describe(m_read, tr("Read it now"), tr("Starts the reading window on this study."));
    connect(m_make, &QPushButton::clicked, this, &PlanBuilderWindow::make);
    connect(m_cancel, &QPushButton::clicked, &m_jobs, &JobRunner::cancel);
    connect(m_read, &QPushButton::clicked, this, [this] { Q_EMIT readWanted(m_made); });
    m_read->hide();
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto* head = new QLabel(tr("Checks"));
    head->setObjectName(QStringLiteral("welcomeHeading"));
    column->addWidget(head);
    column->addWidget(m_remarks, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_message, 1);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_read);
    row->addWidget(m_make);
    column->addLayout(row);
    return part;
}

study::BuilderPlan PlanBuilderWindow::plan() const
{
    study::BuilderPlan plan;
    plan.options.title = m_title->text().trimmed().toStdString();
    plan.options.question = m_question->text().trimmed().toStdString();
    plan.options.repeats = static_cast<std::size_t>(m_repeats->value());
    plan.options.practice = static_cast<std::size_t>(m_practice->value());
    plan.options.practiceFeedback = plan.options.practice > 0 && m_feedback->isChecked();
    plan.options.seed = m_seed->text().toULongLong();
    plan.options.imageSize = m_size->currentData().toInt();
    if (m_limit->value() > 0)
        plan.options.timeLimitMs = static_cast<int>(std::lround(m_limit->value() * 1000));
    plan.options.nextAtLimit = plan.options.timeLimitMs && m_atLimit->currentData().toBool();
    plan.options.goingBack = m_back->isChecked();
    plan.options.freeText = m_text->isChecked();
    plan.sets = m_sets;
    plan.folder = toPath(m_folder->text().trimmed());
    plan.key = toPath(m_key->text().trimmed());
    return plan;
}

void PlanBuilderWindow::addSet(const study::BuilderSet& set)
{
    say({}, false);
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Looking at the pictures"), [set](JobContext& job) { return study::lookAtSet(set, job.cancel()); },
        [this](study::BuilderSet seen) {
            m_sets.push_back(std::move(seen));
            say({}, false);
            showSets();
        },
        [this](const Error& error) {
            if (error.code() != ErrorCode::Cancelled)
                say(QString::fromStdString(error.what()), true);
        });
}

void PlanBuilderWindow::showSets()
{
    m_table->setRowCount(static_cast<int>(m_sets.size()));
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        const study::BuilderSet& set = m_sets[i];
        const int row = static_cast<int>(i);
        const auto put = [&](Column column, const QString& text) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(text);
            m_table->setItem(row, column, item);
        };
        put(NameColumn, QString::fromStdString(set.name));
        put(TruthColumn, set.truth() == study::Truth::Real ? tr("real") : tr("synthesised"));
        put(SourceColumn, sourceText(set));
        put(ThereColumn, QString::number(set.look.pictures));
        auto* count = new QSpinBox;
        count->setObjectName(QStringLiteral("setCount%1").arg(row));
        count->setRange(0, static_cast<int>(study::maxTrials));
        count->setSpecialValueText(tr("all"));
        count->setButtonSymbols(QAbstractSpinBox::NoButtons);
        count->setValue(static_cast<int>(set.count));
        describe(count, tr("Pictures of %1").arg(QString::fromStdString(set.name)), tr("How many are drawn by chance."));
        connect(count, &QSpinBox::valueChanged, this, [this, i](int value) {
            m_sets[i].count = static_cast<std::size_t>(value);
            check();
        });
        m_table->setCellWidget(row, CountColumn, count);
        auto* remove = new QPushButton(tr("Remove"));
        remove->setObjectName(QStringLiteral("setRemove%1").arg(row));
        describe(remove, tr("Remove %1").arg(QString::fromStdString(set.name)), tr("Takes the set out of the study; its files stay."));
        // The button goes with its row, after the click.
        connect(
            remove, &QPushButton::clicked, this,
            [this, i] {
                m_sets.erase(m_sets.begin() + static_cast<std::ptrdiff_t>(i));
                showSets();
            },
            Qt::QueuedConnection);
        m_table->setCellWidget(row, RemoveColumn, remove);
        m_table->setRowHeight(row, 34);
    }
    check();
}

void PlanBuilderWindow::check()
{
    const std::vector<study::BuilderRemark> remarks = study::checkPlan(plan());
    m_remarks->clear();
    bool stops = false;
    for (const study::BuilderRemark& remark : remarks) {
        auto* item = new QListWidgetItem(QString::fromStdString(remark.text), m_remarks);
        item->setIcon(style()->standardIcon(remark.stops ? QStyle::SP_MessageBoxCritical : QStyle::SP_MessageBoxWarning));
        stops = stops || remark.stops;
    }
    if (remarks.empty())
        new QListWidgetItem(style()->standardIcon(QStyle::SP_DialogApplyButton), tr("Nothing stands against it."), m_remarks);
    m_make->setEnabled(!stops && !busy());
}

void PlanBuilderWindow::make()
{
    const study::BuilderPlan wanted = plan();
    say({}, false);
    m_read->hide();
    const auto progress = m_progress;
    {
        const std::lock_guard lock(progress->mutex);
        progress->text.clear();
    }
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Making the study"),
        [wanted, progress](JobContext& job) {
            return study::buildStudy(
                wanted,
                [&job, progress](double part, const std::string& text) {
                    job.setProgress(part);
                    const std::lock_guard lock(progress->mutex);
                    progress->text = text;
                },
                job.cancel());
        },
        [this, wanted](const study::MadeStudy& study) { finished(study, wanted); },
        [this](const Error& error) {
            say(error.code() == ErrorCode::Cancelled ? tr("Cancelled; nothing was written.") : QString::fromStdString(error.what()), true);
        });
}

void PlanBuilderWindow::finished(const study::MadeStudy& study, const study::BuilderPlan& plan)
{
    m_made = toText(plan.folder);
    m_read->show();
    say(tr("Made: %1 pictures in %2 trials. The key is %3; keep it from the readers.")
            .arg(study.plan.images.size())
            .arg(study.plan.trials.size())
            .arg(toText(plan.key)),
        false);
    check();
    Q_EMIT made(m_made, toText(plan.key));
}

void PlanBuilderWindow::say(const QString& text, bool warn)
{
    m_message->setProperty("look", warn ? "warn" : "calm");
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setText(text);
}

QString PlanBuilderWindow::message() const
{
    return m_message->text();
}

void PlanBuilderWindow::showBusy()
{
    const bool works = busy();
    m_bar->setVisible(works);
    m_cancel->setVisible(works);
    m_add->setEnabled(!works);
    m_table->setEnabled(!works);
    if (!works) {
        m_watch.stop();
        check();
        return;
    }
    m_watch.start();
    m_make->setEnabled(false);
    m_bar->setValue(static_cast<int>(std::lround(1000 * std::max(0.0, m_jobs.progress()))));
    const std::lock_guard lock(m_progress->mutex);
    say(m_progress->text.empty() ? m_jobs.title() : QString::fromStdString(m_progress->text), false);
}

} // namespace sonosketch
