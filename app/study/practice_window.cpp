// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_window.h"

#include "app/panels/panel_parts.h"
#include "app/session/state_folder.h"
#include "core/base/error.h"
#include "core/imaging/canvas_size.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"

#include <QButtonGroup>
#include <QCloseEvent>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sonosketch {

using practice::Kind;

namespace {
constexpr double assumedWidthMm = 100; ///< of synthesised pictures of cases without a scale
constexpr std::array pageNames{"start", "paint", "spot", "measure", "what-if", "progress"};

std::uint64_t seedFor(std::uint64_t wanted)
{
    return wanted != 0 ? wanted : std::random_device()();
}
} // namespace

std::filesystem::path ownLessons()
{
    return StateFolder::defaultFolder() / "lessons";
}

PracticeSetup standardPractice(GeneratorFactory factory)
{
    PracticeSetup setup;
    for (const auto& folder : exampleCases())
        setup.cases.push_back(std::make_shared<const Case>(loadCase(folder)));
    if (setup.cases.empty())
        throw Error(ErrorCode::NotFound, "There is no bundled case to practise on", "examples", "Install SonoSketch anew");
    setup.factory = std::move(factory);
    setup.storeFile = practice::ProgressStore::fileIn(StateFolder::defaultFolder());
    setup.lessonFolders = {practice::bundledLessons(), ownLessons()};
    return setup;
}

std::optional<PracticeWindow::Page> practicePageFromName(const QString& name)
{
    for (std::size_t i = 0; i < pageNames.size(); ++i)
        if (name == QLatin1String(pageNames.at(i)))
            return static_cast<PracticeWindow::Page>(i);
    return std::nullopt;
}

PracticeWindow::PracticeWindow(PracticeSetup setup, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_setup(std::move(setup))
    , m_random(seedFor(m_setup.seed))
    , m_pages(new QStackedWidget)
    , m_navigation(new QButtonGroup(this))
    , m_source(new QComboBox)
    , m_choice(new CaseChoice(m_setup.cases, seedFor(m_setup.seed)))
    , m_bar(new QWidget)
    , m_problem(new QLabel)
    , m_mend(new QPushButton)
    , m_paint(new PaintPage(m_pictures))
    , m_spot(new SpotPage(m_pictures))
    , m_measure(new MeasurePage(m_pictures))
    , m_lessons(new LessonPage(m_setup.factory, m_setup.lessonFolders))
    , m_progress(new ProgressPage(m_setup.cases.front()->palette))
    , m_pictures(m_setup.factory)
{
    setWindowTitle(tr("Practise \u2013 SonoSketch"));
    setObjectName(QStringLiteral("welcome")); // the theme's background
    setAttribute(Qt::WA_StyledBackground);
    resize(1180, 760);

    m_bar->setObjectName(QStringLiteral("noticeBar"));
    m_bar->setAttribute(Qt::WA_StyledBackground);
    auto* barRow = new QHBoxLayout(m_bar);
    m_problem->setWordWrap(true);
    barRow->addWidget(m_problem, 1);
    barRow->addWidget(m_mend);
    m_bar->hide();
    connect(m_mend, &QPushButton::clicked, this, &PracticeWindow::mend);

    m_pages->addWidget(makeStartPage());
    for (QWidget* page : std::initializer_list<QWidget*>{m_paint, m_spot, m_measure, m_lessons, m_progress})
        m_pages->addWidget(page);
    for (PracticePage* page : std::initializer_list<PracticePage*>{m_paint, m_spot, m_measure}) {
        connect(page, &PracticePage::answered, this, &PracticeWindow::take);
        connect(page, &PracticePage::nextRequested, this, [this, page] { nextTask(*page); });
    }
    connect(m_lessons, &LessonPage::answered, this, &PracticeWindow::take);

    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_bar);
    right->addWidget(m_pages, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeNavigation());
    row->addLayout(right, 1);
    openStore();
    showPage(Page::Start);
    connect(m_choice, &CaseChoice::changed, this, [this] { m_fromOldCases = {m_paint, m_spot, m_measure}; });
    connect(m_choice, &CaseChoice::finished, this, [this](bool ok) {
        const auto wanted = std::exchange(m_afterReading, std::nullopt);
        if (ok && wanted && page() == Page::Start)
            showPage(*wanted);
    });
    m_choice->setOpenCase(m_setup.open);
    if (!m_setup.folders.empty())
        m_choice->read(m_setup.folders);
}

PracticeWindow::~PracticeWindow()
{
    m_progress->setStore(nullptr);
}

QWidget* PracticeWindow::makeNavigation()
{
    auto* side = new QWidget;
    side->setObjectName(QStringLiteral("viewHeader"));
    side->setAttribute(Qt::WA_StyledBackground);
    side->setFixedWidth(164);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 14, 8, 14);
    column->setSpacing(4);
    const std::array names{tr("Start"), practiceKindText(Kind::Paint), practiceKindText(Kind::Spot), practiceKindText(Kind::Measure),
        practiceKindText(Kind::WhatIf), tr("Progress")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto* button = new QToolButton;
        button->setText(names.at(i));
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)));
        describe(button, names.at(i), tr("Shows this page."), keys.toString(QKeySequence::NativeText));
        m_navigation->addButton(button, static_cast<int>(i));
        column->addWidget(button);
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, i] { showPage(static_cast<Page>(i)); });
    }
    column->addStretch(1);
    auto* note = new QLabel(tr("For training. Not for diagnosis."));
    note->setObjectName(QStringLiteral("viewDetail"));
    note->setWordWrap(true);
    column->addWidget(note);
    connect(m_navigation, &QButtonGroup::idClicked, this, [this](int page) { showPage(static_cast<Page>(page)); });
    return side;
}

QWidget* PracticeWindow::makeStartPage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(36, 30, 36, 30);
    column->setSpacing(14);
    auto* title = new QLabel(tr("Practise on pictures whose truth is known"));
    title->setObjectName(QStringLiteral("welcomeTitle"));
    auto* text =
        new QLabel(tr("A synthesised picture comes with its exact mask, so every answer can be scored. Tasks grow harder or easier "
                      "until about three answers in four are right. All answers stay on this computer."));
    text->setObjectName(QStringLiteral("welcomeText"));
    text->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(text);

    auto* grid = new QGridLayout;
    grid->setSpacing(14);
    const std::array cards{std::pair(Page::Paint, tr("Paint the lesion or encircle it, and name its class.")),
        std::pair(Page::Spot, tr("Two pictures of one case: click on what differs.")),
        std::pair(Page::Measure, tr("Two calipers: the longest diameter, and the widest across it.")),
        std::pair(Page::WhatIf, tr("Lessons: drag a slider and watch the picture change."))};
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const auto [target, what] = cards.at(i);
        auto* card = new QPushButton;
        card->setObjectName(QStringLiteral("welcomeCase"));
        card->setMinimumHeight(140);
        auto* lines = new QVBoxLayout(card);
        lines->setContentsMargins(18, 14, 18, 14);
        auto* name = new QLabel(practiceKindText(practice::allKinds.at(i)));
        name->setObjectName(QStringLiteral("welcomeHeading"));
        auto* about = new QLabel(what);
        about->setObjectName(QStringLiteral("welcomeText"));
        about->setWordWrap(true);
        lines->addWidget(name);
        lines->addWidget(about);
        lines->addStretch(1);
        if (i < m_levels.size()) {
            m_levels.at(i) = new QLabel;
            m_levels.at(i)->setObjectName(QStringLiteral("viewDetail"));
            lines->addWidget(m_levels.at(i));
        }
        for (auto* label : card->findChildren<QLabel*>())
            label->setAttribute(Qt::WA_TransparentForMouseEvents);
        describe(card, name->text(), what);
        connect(card, &QPushButton::clicked, this, [this, target = target] { showPage(target); });
        grid->addWidget(card, static_cast<int>(i) / 2, static_cast<int>(i) % 2);
    }
    column->addLayout(grid);

    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Pictures to paint and to measure:")));
    for (const QString& name : {tr("synthesised"), tr("real"), tr("both")})
        m_source->addItem(name);
    describe(m_source, tr("Pictures"), tr("Which pictures are shown to paint and to measure."));
    row->addWidget(m_source);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_choice);
    column->addStretch(1);
    return page;
}

void PracticeWindow::openStore()
{
    try {
        m_store.emplace(practice::ProgressStore::open(m_setup.storeFile));
        for (const Kind kind : practice::allKinds)
            m_staircases.at(static_cast<std::size_t>(kind)) = m_store->staircase(kind);
        for (const Unsaved& waiting : m_unsaved)
            m_staircases.at(static_cast<std::size_t>(waiting.answer.kind)).answered(waiting.answer.right);
        m_session = 0;
        showProblem({}, {});
    } catch (const Error& error) {
        loseStore(error);
    }
    m_progress->setStore(m_store ? &*m_store : nullptr);
    updateStart();
}

/// No log to write to; answers wait.
void PracticeWindow::loseStore(const Error& error)
{
    m_progress->setStore(nullptr);
    m_store.reset();
    const bool unusable =
        error.code() == ErrorCode::Corrupt || error.code() == ErrorCode::VersionMismatch || error.code() == ErrorCode::Unsupported;
    showProblem(tr("%1. Answers are not saved until then.").arg(QString::fromStdString(error.what())),
        unusable ? tr("Put it aside") : tr("Try again"));
    if (unusable)
        m_asideOffered = error.code();
}

void PracticeWindow::updateStart()
{
    for (std::size_t i = 0; i < m_levels.size(); ++i)
        m_levels.at(i)->setText(tr("Difficulty %1 of 100").arg(qRound(100 * m_staircases.at(i).level())));
}

PracticeWindow::Page PracticeWindow::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void PracticeWindow::setSource(Source source)
{
    m_source->setCurrentIndex(static_cast<int>(source));
}

void PracticeWindow::showPage(Page page)
{
    m_afterReading.reset();
    if (m_choice->isReading() && (page == Page::Paint || page == Page::Spot || page == Page::Measure)) {
        m_afterReading = page; // a task of the cases that are being left would be no use
        page = Page::Start;
    }
    m_navigation->button(static_cast<int>(page))->setChecked(true);
    if (page != this->page() || page == Page::WhatIf)
        for (PracticePage* left : std::initializer_list<PracticePage*>{m_paint, m_spot, m_measure})
            if (left->state() == PracticePage::State::Waiting)
                left->leave();
    m_pages->setCurrentIndex(static_cast<int>(page));
    switch (page) {
    case Page::Start:
        updateStart();
        break;
    case Page::WhatIf:
        m_lessons->showList();
        break;
    case Page::Progress:
        m_progress->setStore(m_store ? &*m_store : nullptr);
        break;
    default:
        // A task that was begun waits where it was left; one that is done with makes room for the cases that were chosen since.
        auto* tasks = qobject_cast<PracticePage*>(m_pages->currentWidget());
        if (!tasks)
            break;
        const bool done = tasks->state() == PracticePage::State::Scored || tasks->state() == PracticePage::State::Failed;
        if (tasks->state() == PracticePage::State::Empty || (done && m_fromOldCases.contains(tasks)))
            nextTask(*tasks);
    }
}

void PracticeWindow::nextTask(PracticePage& page)
{
    m_fromOldCases.erase(&page);
    const auto source = static_cast<Source>(m_source->currentIndex());
    CaseChoice::Cases cases = m_choice->cases();
    if (source == Source::Real && page.kind() != Kind::Spot
        && std::ranges::any_of(cases, [](const auto& each) { return !each->source.empty(); }))
        std::erase_if(cases, [](const auto& each) { return each->source.empty(); });
    PracticePage::Start start;
    start.from = cases[m_random() % cases.size()];
    start.level = level(page.kind());
    start.seed = m_random() >> 1; // fits the log's signed numbers
    const bool mayBeReal = page.kind() != Kind::Spot && !start.from->source.empty();
    start.real = mayBeReal && (source == Source::Real || (source == Source::Both && m_random() % 2 == 0));
    start.assumedMm = assumedWidthMm / canvasSize;
    page.start(start);
}

void PracticeWindow::take(const practice::Answer& answer, const practice::AnswerPictures& pictures)
{
    m_staircases.at(static_cast<std::size_t>(answer.kind)).answered(answer.right);
    m_unsaved.push_back({answer, pictures});
    m_warnedAtClose = false;
    writeUnsaved();
}

bool PracticeWindow::writeUnsaved()
{
    if (!m_store)
        return m_unsaved.empty();
    try {
        while (!m_unsaved.empty()) {
            if (m_session == 0)
                m_session = m_store->beginSession(m_unsaved.front().answer.wallMs);
            m_unsaved.front().answer.session = m_session;
            m_store->record(m_unsaved.front().answer, m_unsaved.front().pictures);
            m_unsaved.erase(m_unsaved.begin());
        }
        showProblem({}, {});
        return true;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Corrupt) {
            loseStore(error); // damaged since it was opened
            return false;
        }
        showProblem(
            tr("%1. Answers that wait to be saved: %2").arg(QString::fromStdString(error.what())).arg(m_unsaved.size()), tr("Try again"));
        return false;
    }
}

void PracticeWindow::showProblem(const QString& text, const QString& button)
{
    m_asideOffered.reset();
    m_problem->setText(text);
    m_mend->setText(button);
    describe(m_mend, button, tr("Tries to write the answers that wait."));
    m_bar->setVisible(!text.isEmpty());
}

QString PracticeWindow::problem() const
{
    return m_bar->isHidden() ? QString() : m_problem->text();
}

void PracticeWindow::mend()
{
    const std::optional<ErrorCode> offered = m_asideOffered;
    if (!m_store)
        openStore();
    if (m_store)
        writeUnsaved();
    // The log may have changed since the bar was shown: one that is held up by another program for a moment, or damaged in another way than was
    // said, is not what the button was about. Then the bar says anew what is the matter.
    if (m_store || !offered || m_asideOffered != offered)
        return;
    try {
        practice::ProgressStore::putAside(m_setup.storeFile);
    } catch (const Error& failed) {
        return showProblem(QString::fromStdString(failed.what()), tr("Try again"));
    }
    openStore();
    writeUnsaved();
}

void PracticeWindow::closeEvent(QCloseEvent* event)
{
    // Once it says what would be lost; who closes again means it.
    if (!writeUnsaved() && !m_warnedAtClose) {
        m_warnedAtClose = true;
        showProblem(tr("Answers that could not be saved: %1. Close again to drop them.").arg(m_unsaved.size()), tr("Try again"));
        event->ignore();
        return;
    }
    for (PracticePage* page : std::initializer_list<PracticePage*>{m_paint, m_spot, m_measure})
        page->leave();
    m_lessons->showList();
    event->accept();
}

} // namespace sonosketch
