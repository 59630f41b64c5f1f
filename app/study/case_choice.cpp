// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/case_choice.h"

#include "app/panels/panel_parts.h"
#include "app/session/settings.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/practice/practice_cases.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sonosketch {

namespace {
constexpr std::size_t mostNamed = 3;
constexpr int progressMs = 200;

bool samePlane(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && (a.empty() || cv::countNonZero(a != b) == 0);
}

/// To practise on; how they are called does not matter.
bool sameCase(const Case& a, const Case& b)
{
    return a.mmPerPixel == b.mmPerPixel && a.palette == b.palette && samePlane(a.source, b.source) && samePlane(a.labels, b.labels)
        && samePlane(a.sketch, b.sketch) && samePlane(a.fieldOfView, b.fieldOfView);
}

QString nameOf(const std::filesystem::path& folder)
{
    return toText(folder.has_filename() ? folder.filename() : folder.parent_path().filename());
}
} // namespace

CaseChoice::CaseChoice(Cases bundled, std::uint64_t seed, QWidget* parent)
    : QWidget(parent)
    , m_bundled(std::move(bundled))
    , m_cases(m_bundled)
    , m_seed(seed)
    , m_button(new QPushButton(tr("Practise on\u2026")))
    , m_text(new QLabel)
    , m_problem(new QLabel)
{
    m_button->setObjectName(QStringLiteral("practiseOn"));
    m_text->setObjectName(QStringLiteral("practisedOn"));
    m_problem->setObjectName(QStringLiteral("practisedOnProblem"));
    m_text->setTextFormat(Qt::PlainText);
    m_problem->setTextFormat(Qt::PlainText); // names of files are no marks
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    describe(m_button, tr("Practise on"), tr("Chooses the cases that tasks are made from."));
    auto* menu = new QMenu(m_button);
    menu->setToolTipsVisible(true);
    QAction* bundledAction = menu->addAction(tr("The &bundled cases and the open one"));
    bundledAction->setObjectName(QStringLiteral("practiseOnBundled"));
    bundledAction->setToolTip(tr("The cases of this program, and the editor's case if it has a lesion."));
    QAction* folderAction = menu->addAction(tr("A &folder of cases, or an imported data set\u2026"));
    folderAction->setObjectName(QStringLiteral("practiseOnFolder"));
    folderAction->setToolTip(tr("Reads case folders, or what \"dataset import\" wrote."));
    m_button->setMenu(menu);
    connect(bundledAction, &QAction::triggered, this, [this] {
        useBundled();
        Q_EMIT chosen({});
    });
    connect(folderAction, &QAction::triggered, this, &CaseChoice::askForFolder);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addWidget(m_text, 1);
    column->addLayout(row);
    column->addWidget(m_problem);
    m_progress.setInterval(progressMs);
    connect(&m_progress, &QTimer::timeout, this, [this] {
        if (m_jobs.progress() >= 0)
            say(tr("Reading the cases: %1 %").arg(qRound(100 * m_jobs.progress())));
    });
    sayChoice();
}

void CaseChoice::setOpenCase(std::shared_ptr<const Case> open)
{
    const bool joins =
        open && practice::hasLesion(*open) && std::ranges::none_of(m_bundled, [&](const auto& each) { return sameCase(*each, *open); });
    m_open = joins ? std::move(open) : nullptr;
    if (m_read.empty())
        gather();
}

void CaseChoice::gather()
{
    Cases cases = m_read;
    if (cases.empty()) {
        cases = m_bundled;
        if (m_open)
            cases.push_back(m_open);
    }
    const bool other = cases != m_cases;
    m_cases = std::move(cases);
    if (!m_reading)
        sayChoice();
    if (other)
        Q_EMIT changed();
}

void CaseChoice::stop()
{
    ++m_ticket;
    m_reading = false;
    m_progress.stop();
    m_jobs.cancel();
}

void CaseChoice::useBundled()
{
    const bool wasReading = m_reading;
    stop();
    m_read.clear();
    m_passedOver.clear();
    gather();
    if (wasReading)
        Q_EMIT finished(false);
}

void CaseChoice::read(const std::vector<std::filesystem::path>& folders)
{
    start(folders, false);
}

void CaseChoice::start(const std::vector<std::filesystem::path>& folders, bool byHand)
{
    stop();
    m_reading = true;
    m_progress.start();
    say(tr("Reading the cases\u2026"));
    const quint64 ticket = m_ticket;
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Reading cases to practise on"),
        [folders, seed = m_seed](JobContext& job) {
            return practice::readPracticeCases(
                folders, seed,
                [&job](std::size_t done, std::size_t total, const std::string&) {
                    job.setProgress(static_cast<double>(done) / static_cast<double>(total));
                },
                job.cancel());
        },
        [this, ticket, folders, byHand](practice::PracticeCases found) {
            if (ticket != m_ticket)
                return;
            stop();
            QStringList names, paths, parts;
            for (const auto& folder : folders) {
                names << nameOf(folder);
                paths << toText(folder);
            }
            m_source = names.join(QStringLiteral(", "));
            if (found.left > 0)
                parts << tr("Drawn from more; %1 pictures were not looked at.").arg(found.left);
            if (found.withoutLesion > 0)
                parts << tr("Without a lesion, and passed over: %1.").arg(found.withoutLesion);
            if (!found.unreadable.empty()) {
                QStringList named;
                for (std::size_t i = 0; i < std::min(mostNamed, found.unreadable.size()); ++i)
                    named << QString::fromStdString(found.unreadable[i]);
                if (found.unreadable.size() > mostNamed)
                    named << tr("and %1 more").arg(found.unreadable.size() - mostNamed);
                parts << tr("Cannot be read, and passed over: %1").arg(named.join(QStringLiteral("; ")));
            }
            m_passedOver = parts.join(QLatin1Char(' '));
            m_read = std::move(found.cases);
            gather();
            if (byHand)
                Q_EMIT chosen(paths);
            Q_EMIT finished(true);
        },
        [this, ticket](const Error& error) {
            if (ticket != m_ticket || error.code() == ErrorCode::Cancelled)
                return;
            stop();
            sayChoice();
            say(m_text->text(), QString::fromStdString(error.what()));
            Q_EMIT finished(false);
        });
}

void CaseChoice::askForFolder()
{
    // Beside the folder that was chosen last.
    const QString last = openSettings()->value(QStringLiteral("practice/folders")).toStringList().value(0);
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of cases, or an imported data set"), last);
    if (!folder.isEmpty())
        start({toPath(folder)}, true);
}

void CaseChoice::sayChoice()
{
    if (!m_read.empty())
        say(tr("Cases of %1: %2").arg(m_source).arg(m_read.size()), m_passedOver);
    else if (m_open)
        say(tr("Bundled cases: %1, and the open one").arg(m_bundled.size()));
    else
        say(tr("Bundled cases: %1").arg(m_bundled.size()));
}

void CaseChoice::say(const QString& text, const QString& problem)
{
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QString CaseChoice::text() const
{
    return m_text->text();
}

QString CaseChoice::problem() const
{
    return m_problem->text();
}

} // namespace sonosketch
