// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/export_panel.h"

#include "app/panels/export_recipe_box.h"
#include "app/panels/export_sources_box.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/export/set_folder.h"
#include "core/variation/variation.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <filesystem>

namespace sonosketch {

namespace {

constexpr int previewSize = 148, previewCount = 4, previewGap = 6, formatHeight = 24;

/// The varied scan with its labels' colours over it and the sketch in white.
QImage drawVariation(const Case& value)
{
    QImage image(canvasSize, canvasSize, QImage::Format_RGB32);
    const cv::Mat sketch = composeSketch(automaticEdges(value), value.labels, value.sketch);
    const auto& classes = value.palette.classes();
    for (int y = 0; y < canvasSize; ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < canvasSize; ++x) {
            const int grey = value.source.empty() ? 20 : value.source.at<std::uint8_t>(y, x);
            const LabelClass& label = classes[value.labels.at<std::uint8_t>(y, x)];
            row[x] =
                label.id == 0 ? qRgb(grey, grey, grey) : qRgb((grey + label.red) / 2, (grey + label.green) / 2, (grey + label.blue) / 2);
            if (sketch.at<std::uint8_t>(y, x) != 0)
                row[x] = qRgb(235, 235, 235);
        }
    }
    return image.scaled(previewSize, previewSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace

ExportPanel::ExportPanel(Surroundings surroundings, QWidget* parent)
    : QDialog(parent)
    , m_surroundings(std::move(surroundings))
    , m_sources(new ExportSourcesBox)
    , m_recipe(new ExportRecipeBox)
    , m_wait(new QTimer(this))
    , m_lookWait(new QTimer(this))
{
    setObjectName(QStringLiteral("exportPanel"));
    setWindowTitle(tr("Export image set"));
    auto* grid = new QGridLayout(this);
    grid->addWidget(m_sources, 0, 0);
    grid->addWidget(m_recipe, 0, 1);
    grid->addWidget(makeTarget(), 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);

    m_strip = new QLabel;
    m_strip->setObjectName(QStringLiteral("exportStrip"));
    m_strip->setFixedSize(previewCount * (previewSize + previewGap) - previewGap, previewSize);
    m_strip->setAccessibleName(tr("Variations"));
    grid->addWidget(m_strip, 2, 0, 1, 2, Qt::AlignHCenter);

    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("exportMessage"));
    m_message->setWordWrap(true);
    m_message->setOpenExternalLinks(true);
    m_message->setMinimumHeight(3 * fontMetrics().lineSpacing());
    grid->addWidget(m_message, 3, 0, 1, 2);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Images made"));
    m_start = new QPushButton(tr("Make images"));
    m_start->setObjectName(QStringLiteral("exportStart"));
    m_start->setDefault(true);
    describe(m_start, tr("Make images"), tr("Writes the set in the background; you can go on editing."));
    m_resume = new QPushButton(tr("Go on"));
    m_resume->setObjectName(QStringLiteral("exportResume"));
    describe(m_resume, tr("Go on"), tr("Goes on with the set in this folder that was stopped, with the settings it was begun with."));
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("exportCancel"));
    describe(m_cancel, tr("Cancel"), tr("Stops; what is there stays, and can be gone on with."));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    for (QPushButton* button : {m_cancel, m_resume, m_start})
        buttons->addWidget(button);
    grid->addLayout(buttons, 4, 0, 1, 2);

    m_wait->setSingleShot(true);
    m_wait->setInterval(150);
    m_lookWait->setSingleShot(true);
    m_lookWait->setInterval(150);
    connect(m_wait, &QTimer::timeout, this, &ExportPanel::drawPreviews);
    connect(m_lookWait, &QTimer::timeout, this, [this] { look(true); });
    connect(m_sources, &ExportSourcesBox::edited, this, &ExportPanel::refresh);
    connect(m_recipe, &ExportRecipeBox::edited, this, &ExportPanel::refresh);
    connect(m_recipe, &ExportRecipeBox::refused, this, &ExportPanel::warn);
    connect(m_start, &QPushButton::clicked, this, [this] { start(false); });
    connect(m_resume, &QPushButton::clicked, this, [this] { start(true); });
    connect(m_cancel, &QPushButton::clicked, &m_job, &ExportJob::cancel);
    connect(&m_job, &ExportJob::runningChanged, this, &ExportPanel::updateButtons);
    connect(&m_job, &ExportJob::progressed, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        say(tr("%1 of %2 images").arg(done).arg(total));
    });
    connect(&m_job, &ExportJob::finished, this, [this](const QString& folder) {
        m_progress->setValue(m_progress->maximum());
        say(tr("The set is complete: <a href=\"%1\">%2</a>").arg(QUrl::fromLocalFile(folder).toString(), folder.toHtmlEscaped()));
        look(false);
    });
    connect(&m_job, &ExportJob::cancelled, this, [this](int done, int total) {
        say(tr("Stopped after %1 of %2 images. \"Go on\" makes the rest.").arg(done).arg(total));
        look(false);
    });
    connect(&m_job, &ExportJob::failed, this, [this](const QString& reason) {
        say(reason.toHtmlEscaped(), true);
        look(false);
    });
    sayUsual();
    updateButtons();
    refresh();
}

ExportPanel::~ExportPanel()
{
    disconnect(&m_job, nullptr, this, nullptr);
    m_previewCancel.cancel();
}

QWidget* ExportPanel::makeTarget()
{
    auto* box = new QGroupBox(tr("Set"));
    auto* grid = new QGridLayout(box);
    m_count = new QSpinBox;
    m_count->setObjectName(QStringLiteral("exportCount"));
    m_count->setRange(1, static_cast<int>(SetPlan::maxItems));
    m_count->setValue(100);
    describe(m_count, tr("Images"), tr("In all; they go round the sources. Cases that are not varied give one each."));
    m_seed = new QSpinBox;
    m_seed->setObjectName(QStringLiteral("exportSeed"));
    m_seed->setRange(0, 2'000'000'000);
    m_seed->setValue(1);
    describe(m_seed, tr("Seed"), tr("Equal seeds give equal images."));
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    m_folder->setPlaceholderText(tr("a new folder"));
    describe(m_folder, tr("Folder"), tr("The set is written here: a new or empty folder, or that of a set to go on with."));
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(QStringLiteral("exportChoose"));
    m_formats = new QListWidget;
    m_formats->setObjectName(QStringLiteral("exportFormats"));
    m_formats->setAccessibleName(tr("Layouts"));
    for (const std::string& name : layoutNames()) {
        auto* item = new QListWidgetItem(QString::fromStdString(name), m_formats);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setSizeHint({1, formatHeight}); // else rows are as high as they were without the theme
        item->setCheckState(name == "png" ? Qt::Checked : Qt::Unchecked);
    }
    m_formats->setFixedHeight(static_cast<int>(layoutNames().size()) * formatHeight + 10);
    m_formats->setFixedWidth(150);
    grid->addWidget(new QLabel(tr("Images")), 0, 0);
    grid->addWidget(m_count, 0, 1);
    grid->addWidget(new QLabel(tr("Seed")), 1, 0);
    grid->addWidget(m_seed, 1, 1);
    grid->addWidget(new QLabel(tr("Folder")), 2, 0);
    grid->addWidget(m_folder, 2, 1);
    grid->addWidget(choose, 3, 1, Qt::AlignRight);
    grid->addWidget(new QLabel(tr("Layouts")), 0, 2, Qt::AlignTop);
    grid->addWidget(m_formats, 0, 3, 5, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(4, 1);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the image set"), m_folder->text());
        if (!folder.isEmpty())
            setFolder(folder);
    });
    connect(m_folder, &QLineEdit::textChanged, this, [this] {
        m_unfinished = false;
        ++m_look;
        m_lookWait->start();
        updateButtons();
    });
    connect(m_seed, &QSpinBox::valueChanged, this, &ExportPanel::refresh);
    return box;
}

ExportPanel::AddSources ExportPanel::reader()
{
    const ExportPlace place = m_sources->place();
    if (place.isOnDisk())
        return [place](SetSources& result) { addPlace(result, place); };
    return m_surroundings.steps(place.kind);
}

ExportJob::Planner ExportPanel::planner()
{
    const auto model = m_surroundings.model();
    if (!model)
        throw Error(ErrorCode::NotFound, tr("The model has not loaded yet").toStdString());
    SetPlan plan;
    plan.seed = static_cast<std::uint64_t>(m_seed->value());
    plan.count = static_cast<std::size_t>(m_count->value());
    for (int i = 0; i < m_formats->count(); ++i)
        if (m_formats->item(i)->checkState() == Qt::Checked)
            plan.formats.push_back(m_formats->item(i)->text().toStdString());
    plan.model = model->name;
    plan.modelHash = model->hash;
    plan.modelLicense = model->license;
    plan.modelAttribution = model->attribution;
    if (m_surroundings.describeModel)
        m_surroundings.describeModel(plan);
    return [plan = std::move(plan), read = reader(), varied = m_recipe->recipe()](const CancelToken& cancel) {
        SetPlan made = plan;
        SetSources from(SetPlan::maxSources + 1, cancel);
        read(from);
        made.palette = from.palette();
        made.sources = from.take();
        made.recipe = varied.recipe;
        made.count = varied.countFor(plan.count, made.sources.size());
        made.check();
        return made;
    };
}

ExportJob::Planner ExportPanel::unfinishedPlanner(const std::filesystem::path& folder)
{
    // Whatever is at hand may hold sources of the set; what is not, for want of a pinned step or the like, is no reason to stop.
    std::vector<AddSources> others;
    const auto offer = [&](const auto& give) {
        try {
            others.push_back(give());
        } catch (const Error&) {
        }
    };
    offer([this] { return reader(); });
    offer([this] { return m_surroundings.steps(Sources::ThisCase); });
    offer([this] { return m_surroundings.steps(Sources::AllSteps); });
    return [folder, others](const CancelToken& cancel) { return unfinishedPlan(folder, others, cancel); };
}

void ExportPanel::look(bool aloud)
{
    const int request = ++m_look;
    const std::filesystem::path folder = toPath(m_folder->text().trimmed());
    if (m_job.isRunning())
        return;
    if (folder.empty() || !isUnfinishedSet(folder)) {
        m_unfinished = false;
        updateButtons();
        return;
    }
    struct Found {
        SetFolderState state;
        std::optional<ExportPlace> place;
    };
    m_previewJobs.start(
        JobRunner::Kind::Cancellable, tr("Set"),
        [folder](JobContext&) {
            return Found{readSetFolder(folder), readPlace(folder)};
        },
        [this, request, aloud](const Found& found) {
            if (request == m_look && !m_job.isRunning())
                showUnfinished(found.state, found.place, aloud);
        },
        [this, request](const Error& error) {
            if (request == m_look && error.code() != ErrorCode::Cancelled)
                say(QString::fromUtf8(error.what()).toHtmlEscaped(), true);
        });
}

void ExportPanel::showUnfinished(const SetFolderState& state, const std::optional<ExportPlace>& place, bool aloud)
{
    if (m_unfinished)
        return; // on show already; where its sources are may have been named anew
    const SetPlan& plan = state.plan;
    m_unfinished = true;
    m_recipe->setRecipe(plan.recipe);
    const QSignalBlocker seed(m_seed);
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(plan.seed, static_cast<std::uint64_t>(m_seed->maximum()))));
    m_count->setValue(static_cast<int>(plan.count));
    for (int i = 0; i < m_formats->count(); ++i) {
        const bool wanted =
            std::find(plan.formats.begin(), plan.formats.end(), m_formats->item(i)->text().toStdString()) != plan.formats.end();
        m_formats->item(i)->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
    }
    if (place)
        m_sources->setPlace(*place);
    else if (plan.sources.front().kind == "example")
        m_sources->setPlace({Sources::Examples, {}, {}});
    updateButtons();
    refresh();
    m_quietPreviews = true; // what is said about the set matters more than a picture of it
    if (!aloud)
        return;
    QString text = tr("An unfinished set is in this folder: %1 images of %2 sources. \"Go on\" makes the rest as it was begun.")
                       .arg(plan.count)
                       .arg(plan.sources.size());
    std::error_code problem;
    const bool gone = place && !place->folder.empty() && !std::filesystem::exists(place->folder, problem);
    if (gone)
        text += QLatin1Char(' ')
            + tr("Its sources were in %1, which is not there: choose under Sources where they are.").arg(toText(place->folder));
    say(text.toHtmlEscaped(), gone);
}

void ExportPanel::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void ExportPanel::refresh()
{
    m_quietPreviews = false;
    m_wait->start();
}

bool ExportPanel::isWaiting() const
{
    return m_wait->isActive() || m_shown != m_request;
}

void ExportPanel::drawPreviews()
{
    const int request = ++m_request;
    const bool quiet = m_quietPreviews;
    m_settled = m_warned;
    m_previewCancel.cancel();
    m_previewCancel = {};
    try {
        // Off the GUI thread: cases are read from disk, and four variations are a few hundred milliseconds of work.
        m_previewJobs.start(
            JobRunner::Kind::Cancellable, tr("Variations"),
            [cancel = m_previewCancel, read = reader(), controls = m_recipe->recipe(), seed = static_cast<std::uint64_t>(m_seed->value())](
                JobContext&) {
                std::vector<QImage> images;
                if (cancel.isCancelled())
                    return images;
                SetSources from(previewCount, cancel);
                read(from);
                const std::vector<SetSource> list = from.take();
                for (std::size_t i = 0; i < std::size_t{previewCount} && !list.empty() && !cancel.isCancelled(); ++i) {
                    const SetSource& source = list[i % list.size()];
                    images.push_back(drawVariation(varied(source.load(), source.identity, controls.recipe, seed, i / list.size()).value));
                }
                return images;
            },
            [this, request](const std::vector<QImage>& images) { showPreviews(request, images, {}); },
            [this, request, quiet](const Error& error) { showPreviews(request, {}, quiet ? QString() : QString::fromUtf8(error.what())); });
    } catch (const std::exception& error) {
        showPreviews(request, {}, quiet ? QString() : QString::fromUtf8(error.what()));
    }
}

void ExportPanel::showPreviews(int request, const std::vector<QImage>& images, const QString& problem)
{
    if (request != m_request)
        return; // a control was moved in the meantime
    m_shown = request;
    m_previews = images;
    QPixmap strip(m_strip->size());
    strip.fill(Qt::transparent);
    QPainter painter(&strip);
    for (std::size_t i = 0; i < images.size(); ++i)
        painter.drawImage(static_cast<int>(i) * (previewSize + previewGap), 0, images[i]);
    painter.end();
    m_strip->setPixmap(strip);
    if (!problem.isEmpty())
        warn(problem);
    else if (m_warned && m_settled && !images.empty())
        sayUsual();
    Q_EMIT previewed();
}

void ExportPanel::start(bool resume)
{
    m_lookWait->stop(); // the job looks when it ends
    try {
        const std::filesystem::path folder = toPath(m_folder->text().trimmed());
        const bool unfinished = resume && isUnfinishedSet(folder);
        const auto plan = unfinished ? unfinishedPlanner(folder) : planner();
        // Of a set that is gone on with, the controls name the place only once they show what it was begun with.
        std::function<void()> begun;
        if (!unfinished || (m_unfinished && m_sources->isComplete()))
            begun = [folder, place = m_sources->place()] { writePlace(folder, place); };
        m_progress->setRange(0, m_count->value());
        m_progress->setValue(0);
        say(tr("The sources are read and the model is loading…"));
        m_job.start(plan, m_surroundings.factory(), folder, resume, begun);
    } catch (const std::exception& error) {
        say(QString::fromUtf8(error.what()).toHtmlEscaped(), true);
        look(false);
    }
}

void ExportPanel::sayUsual()
{
    say(tr("The pictures are synthetic; the set's files say so. Not for diagnosis."));
}

void ExportPanel::warn(const QString& reason)
{
    say(reason.toHtmlEscaped(), true);
    m_warned = true;
    m_settled = false; // previews that are under way were asked for before
}

void ExportPanel::say(const QString& text, bool warning)
{
    m_warned = false;
    m_message->setText(warning ? QStringLiteral("<span style=\"color:#e0a050\">%1</span>").arg(text) : text);
}

void ExportPanel::updateButtons()
{
    const bool ready = !m_job.isRunning() && !m_folder->text().trimmed().isEmpty();
    m_start->setEnabled(ready && !m_unfinished);
    m_resume->setEnabled(ready);
    m_cancel->setEnabled(m_job.isRunning());
    // What a set was begun with cannot change; its sources may have to be named again.
    for (QWidget* widget : std::initializer_list<QWidget*>{m_recipe, m_count, m_seed, m_formats})
        widget->setEnabled(!m_unfinished);
}

} // namespace sonosketch
