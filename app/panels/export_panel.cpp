// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/export_panel.h"

#include "app/panels/panel_parts.h"
#include "core/base/error.h"
#include "core/variation/variation.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <filesystem>

namespace sonosketch {

namespace {

constexpr int previewSize = 148, previewCount = 4, previewGap = 6;

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

/// In alphabetical order.
std::vector<std::filesystem::path> casesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> cases;
    std::error_code problem;
    std::error_code none;
    for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
        if (std::filesystem::exists(at->path() / "case.json", none))
            cases.push_back(at->path());
    std::sort(cases.begin(), cases.end());
    return cases;
}

} // namespace

ExportPanel::ExportPanel(Surroundings surroundings, QWidget* parent)
    : QDialog(parent)
    , m_surroundings(std::move(surroundings))
    , m_sources(new QButtonGroup(this))
    , m_wait(new QTimer(this))
{
    setObjectName(QStringLiteral("exportPanel"));
    setWindowTitle(tr("Export image set"));
    try {
        m_base = VariationRecipe::bundled();
    } catch (const Error&) {
        // Without the program's own files there is still a recipe: that of the sliders.
    }
    auto* grid = new QGridLayout(this);
    grid->addWidget(makeSources(), 0, 0);
    grid->addWidget(makeRecipe(), 0, 1);
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
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
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
    describe(m_resume, tr("Go on"), tr("Goes on with a set in this folder that was stopped; the settings must be the same."));
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
    connect(m_wait, &QTimer::timeout, this, &ExportPanel::drawPreviews);
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
    });
    connect(&m_job, &ExportJob::cancelled, this,
        [this](int done, int total) { say(tr("Stopped after %1 of %2 images. \"Go on\" makes the rest.").arg(done).arg(total)); });
    connect(&m_job, &ExportJob::failed, this, [this](const QString& reason) { say(reason.toHtmlEscaped(), true); });
    say(tr("The pictures are synthetic; the set's files say so. Not for diagnosis."));
    updateButtons();
    refresh();
}

ExportPanel::~ExportPanel()
{
    disconnect(&m_job, nullptr, this, nullptr);
    m_previewCancel.cancel();
}

QWidget* ExportPanel::makeSources()
{
    auto* box = new QGroupBox(tr("Sources"));
    auto* column = new QVBoxLayout(box);
    const auto add = [&](Sources which, const QString& text, const char* name, const QString& tip) {
        auto* button = new QRadioButton(text);
        button->setObjectName(QString::fromLatin1(name));
        describe(button, text, tip);
        m_sources->addButton(button, static_cast<int>(which));
        column->addWidget(button);
        return button;
    };
    add(Sources::ThisCase, tr("This case"), "sourceThis", tr("The case as it is on show now."))->setChecked(true);
    add(Sources::PinnedSteps, tr("Pinned steps"), "sourcePinned", tr("Every step of the history that is pinned."));
    add(Sources::AllSteps, tr("All steps"), "sourceAll", tr("Every step of the history."));
    add(Sources::Examples, tr("Bundled cases"), "sourceExamples", tr("The cases that come with the program."));
    auto* folder = add(Sources::Folder, tr("Folder of cases"), "sourceFolder", tr("Each case folder in a folder."));
    m_caseFolder = new QLineEdit;
    m_caseFolder->setObjectName(QStringLiteral("exportCases"));
    m_caseFolder->setAccessibleName(tr("Folder of cases"));
    m_caseFolder->setEnabled(false);
    column->addWidget(m_caseFolder);
    column->addStretch();
    connect(folder, &QRadioButton::toggled, m_caseFolder, &QWidget::setEnabled);
    connect(m_sources, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            refresh();
    });
    connect(m_caseFolder, &QLineEdit::editingFinished, this, &ExportPanel::refresh);
    return box;
}

QWidget* ExportPanel::makeRecipe()
{
    auto* box = new QGroupBox(tr("Variations"));
    auto* form = new QFormLayout(box);
    const auto add = [&](const QString& text, const char* name, double most, const QString& unit, double value, const QString& tip) {
        auto* slider = new NumberSlider(0, most, 0, unit);
        slider->setObjectName(QString::fromLatin1(name));
        slider->setValue(value);
        slider->describeAs(text, tip);
        form->addRow(text, slider);
        connect(slider, &NumberSlider::edited, this, &ExportPanel::refresh);
        return slider;
    };
    m_move = add(tr("Move"), "varyMove", 25, tr(" %"), m_base.affine.shift.high * 100,
        tr("How far objects move at most, in parts of the picture's width."));
    m_turn = add(tr("Turn"), "varyTurn", 90, tr(" °"), m_base.affine.rotation.high, tr("How far objects turn at most, to either side."));
    m_size =
        add(tr("Resize"), "varySize", 100, tr(" %"), (m_base.resize.scale.high - 1) * 100, tr("How much objects grow or shrink at most."));
    m_bend = add(tr("Bend"), "varyBend", 40, tr(" px"), m_base.elastic.strength.high,
        tr("How far outlines are bent at most, with the tissue around them."));
    m_newLesions =
        add(tr("New lesions"), "varyAdd", 100, tr(" %"), m_base.add.probability * 100, tr("In how many of the images something is added."));
    m_lines = add(tr("Leave out lines"), "varyLines", 100, tr(" %"), m_base.sketch.drop.high * 100,
        tr("How many lines of the sketch are left out at most."));
    m_mirror = new QCheckBox(tr("Mirror half of them"));
    m_mirror->setObjectName(QStringLiteral("varyMirror"));
    m_mirror->setChecked(m_base.mirror.probability > 0);
    describe(m_mirror, tr("Mirror"), tr("Turns left and right of every second image, drawn at random."));
    form->addRow(QString(), m_mirror);
    connect(m_mirror, &QCheckBox::toggled, this, &ExportPanel::refresh);
    return box;
}

QWidget* ExportPanel::makeTarget()
{
    auto* box = new QGroupBox(tr("Set"));
    auto* grid = new QGridLayout(box);
    m_count = new QSpinBox;
    m_count->setObjectName(QStringLiteral("exportCount"));
    m_count->setRange(1, 1'000'000);
    m_count->setValue(100);
    describe(m_count, tr("Images"), tr("In all; they go round the sources."));
    m_seed = new QSpinBox;
    m_seed->setObjectName(QStringLiteral("exportSeed"));
    m_seed->setRange(0, 2'000'000'000);
    m_seed->setValue(1);
    describe(m_seed, tr("Seed"), tr("Equal seeds give equal images."));
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    m_folder->setPlaceholderText(tr("a new folder"));
    describe(m_folder, tr("Folder"), tr("The set is written here; a new or empty folder."));
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(QStringLiteral("exportChoose"));
    m_formats = new QListWidget;
    m_formats->setObjectName(QStringLiteral("exportFormats"));
    m_formats->setAccessibleName(tr("Layouts"));
    for (const std::string& name : layoutNames()) {
        auto* item = new QListWidgetItem(QString::fromStdString(name), m_formats);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(name == "png" ? Qt::Checked : Qt::Unchecked);
    }
    m_formats->setFixedHeight(static_cast<int>(layoutNames().size()) * 24 + 10);
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
    connect(m_folder, &QLineEdit::textChanged, this, &ExportPanel::updateButtons);
    connect(m_seed, &QSpinBox::valueChanged, this, &ExportPanel::refresh);
    return box;
}

ExportPanel::Sources ExportPanel::sources() const
{
    return static_cast<Sources>(m_sources->checkedId());
}

VariationRecipe ExportPanel::recipe() const
{
    VariationRecipe recipe = m_base;
    recipe.name = "export panel";
    recipe.affine.shift = {0, m_move->value() / 100};
    recipe.affine.rotation = {-m_turn->value(), m_turn->value()};
    const double most = 1 + m_size->value() / 100;
    recipe.resize.scale = {1 / most, most};
    recipe.elastic.strength = {std::min(m_base.elastic.strength.low, m_bend->value()), m_bend->value()};
    recipe.add.probability = m_newLesions->value() / 100;
    recipe.sketch.drop = {0, m_lines->value() / 100};
    recipe.mirror.probability = m_mirror->isChecked() ? 0.5 : 0;
    return recipe;
}

ExportPanel::AddSources ExportPanel::reader()
{
    switch (sources()) {
    case Sources::Examples:
        return [](SetSources& result) { result.addExamples(); };
    case Sources::Folder:
        return [folder = std::filesystem::path(m_caseFolder->text().toStdString()),
                   none = tr("There is no case folder in it").toStdString()](SetSources& result) {
            const std::vector<std::filesystem::path> cases = casesIn(folder);
            if (cases.empty())
                throw Error(ErrorCode::NotFound, none, folder.string());
            for (const auto& path : cases)
                result.addCase(path);
        };
    default:
        return m_surroundings.steps(sources());
    }
}

ExportJob::Planner ExportPanel::planner()
{
    const auto model = m_surroundings.model();
    if (!model)
        throw Error(ErrorCode::NotFound, tr("The model has not loaded yet").toStdString());
    SetPlan plan;
    plan.recipe = recipe();
    plan.seed = static_cast<std::uint64_t>(m_seed->value());
    plan.count = static_cast<std::size_t>(m_count->value());
    for (int i = 0; i < m_formats->count(); ++i)
        if (m_formats->item(i)->checkState() == Qt::Checked)
            plan.formats.push_back(m_formats->item(i)->text().toStdString());
    plan.model = model->name;
    plan.modelHash = model->hash;
    plan.modelLicense = model->license;
    plan.modelAttribution = model->attribution;
    return [plan = std::move(plan), read = reader()](const CancelToken& cancel) {
        SetPlan made = plan;
        SetSources from(SetPlan::maxSources + 1, cancel);
        read(from);
        made.palette = from.palette();
        made.sources = from.take();
        made.check();
        return made;
    };
}

void ExportPanel::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void ExportPanel::refresh()
{
    m_wait->start();
}

bool ExportPanel::isWaiting() const
{
    return m_wait->isActive() || m_shown != m_request;
}

void ExportPanel::drawPreviews()
{
    const int request = ++m_request;
    m_previewCancel.cancel();
    m_previewCancel = {};
    try {
        // Off the GUI thread: cases are read from disk, and four variations are a few hundred milliseconds of work.
        m_previewJobs.start(
            JobRunner::Kind::Cancellable, tr("Variations"),
            [cancel = m_previewCancel, read = reader(), recipe = recipe(), seed = static_cast<std::uint64_t>(m_seed->value())](
                JobContext&) {
                std::vector<QImage> images;
                if (cancel.isCancelled())
                    return images;
                SetSources from(previewCount, cancel);
                read(from);
                const std::vector<SetSource> list = from.take();
                for (std::size_t i = 0; i < std::size_t{previewCount} && !list.empty() && !cancel.isCancelled(); ++i) {
                    const SetSource& source = list[i % list.size()];
                    images.push_back(drawVariation(varied(source.load(), source.identity, recipe, seed, i / list.size()).value));
                }
                return images;
            },
            [this, request](const std::vector<QImage>& images) { showPreviews(request, images, {}); },
            [this, request](const Error& error) { showPreviews(request, {}, QString::fromUtf8(error.what())); });
    } catch (const std::exception& error) {
        showPreviews(request, {}, QString::fromUtf8(error.what()));
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
        say(problem.toHtmlEscaped(), true);
    Q_EMIT previewed();
}

void ExportPanel::start(bool resume)
{
    try {
        const auto plan = planner();
        m_progress->setRange(0, m_count->value());
        m_progress->setValue(0);
        say(tr("The sources are read and the model is loading…"));
        m_job.start(plan, m_surroundings.factory(), QDir::toNativeSeparators(m_folder->text()).toStdString(), resume);
    } catch (const std::exception& error) {
        say(QString::fromUtf8(error.what()).toHtmlEscaped(), true);
    }
}

void ExportPanel::say(const QString& text, bool warning)
{
    m_message->setText(warning ? QStringLiteral("<span style=\"color:#e0a050\">%1</span>").arg(text) : text);
}

void ExportPanel::updateButtons()
{
    const bool ready = !m_job.isRunning() && !m_folder->text().trimmed().isEmpty();
    m_start->setEnabled(ready);
    m_resume->setEnabled(ready);
    m_cancel->setEnabled(m_job.isRunning());
}

} // namespace sonosketch
