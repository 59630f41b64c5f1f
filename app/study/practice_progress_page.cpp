// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_progress_page.h"

#include "app/canvas/colors.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "app/study/practice_replay.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTextDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sonosketch {

using practice::Answer;
using practice::Kind;

namespace {
constexpr int frameMs = 40;
constexpr int holdMs = 1500; ///< the end of an answer stays for so long before the next one of its session begins
} // namespace

QString practiceKindText(Kind kind)
{
    switch (kind) {
    case Kind::Paint:
        return QCoreApplication::translate("sonosketch::Practice", "Find and paint");
    case Kind::Spot:
        return QCoreApplication::translate("sonosketch::Practice", "Spot the change");
    case Kind::Measure:
        return QCoreApplication::translate("sonosketch::Practice", "Measure it");
    case Kind::WhatIf:
        break;
    }
    return QCoreApplication::translate("sonosketch::Practice", "What if");
}

ProgressPage::ProgressPage(LabelPalette palette, QWidget* parent)
    : QWidget(parent)
    , m_palette(std::move(palette))
    , m_kinds(new QComboBox)
    , m_parts(new QStackedWidget)
    , m_plot(new PracticePlot)
    , m_view(new PracticeView(m_transform))
    , m_moment(new QSlider(Qt::Horizontal))
    , m_play(new QPushButton(tr("Play")))
    , m_playSession(new QPushButton(tr("Play session")))
    , m_replay(new QPushButton(tr("Replay")))
    , m_list(new QTreeWidget)
    , m_message(new QLabel)
    , m_moments(new QLabel)
    , m_title(new QLabel)
    , m_doing(new QLabel)
{
    setAccessibleName(tr("Progress"));
    auto* title = new QLabel(tr("Progress"));
    title->setObjectName(QStringLiteral("welcomeTitle"));
    m_kinds->addItem(tr("All tasks"), -1);
    for (const Kind kind : practice::allKinds)
        m_kinds->addItem(practiceKindText(kind), static_cast<int>(kind));
    describe(m_kinds, tr("Which tasks"), tr("Which tasks are shown."));
    auto* csv = new QPushButton(tr("Export CSV\u2026"));
    describe(csv, tr("Export CSV"), tr("Writes every answer as a table."));
    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_kinds);
    head->addWidget(m_replay);
    head->addWidget(csv);
    describe(m_replay, tr("Replay"), tr("Shows how the chosen answer was given, stroke by stroke."), tr("double click"));
    m_replay->setCheckable(true);

    m_list->setHeaderLabels({tr("When"), tr("Task"), tr("Right"), tr("Score"), tr("Level"), tr("It was"), tr("Answer"), tr("Case")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setMinimumHeight(140);
    describe(m_list, tr("Answers"), tr("Every answer, the newest first. A double click replays one."));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::RichText);

    m_parts->addWidget(m_plot);
    m_parts->addWidget(makeReplayPart());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 20);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_parts, 3);
    column->addWidget(m_list, 2);
    column->addWidget(m_message);

    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ProgressPage::showAnswers);
    connect(csv, &QPushButton::clicked, this, &ProgressPage::askForCsv);
    connect(m_replay, &QPushButton::toggled, this, [this](bool on) {
        const auto* item = m_list->currentItem();
        if (on && item && replay(item->data(0, Qt::UserRole).toLongLong()))
            return;
        m_replay->setChecked(false);
        setPlaying(false);
        m_parts->setCurrentIndex(0);
    });
    connect(m_list, &QTreeWidget::itemActivated, this, [this] {
        m_replay->setChecked(false);
        m_replay->setChecked(true);
    });
    m_timer.setInterval(frameMs);
    connect(&m_timer, &QTimer::timeout, this, &ProgressPage::tick);
}

QWidget* ProgressPage::makeReplayPart()
{
    describe(m_moment, tr("Moment"), tr("The moment of the replay."), tr("arrow keys"));
    describe(m_play, tr("Play"), tr("Plays the replay, or halts it."));
    describe(m_playSession, tr("Play session"), tr("Plays all answers of this one's session, one after the other."));
    m_moment->setSingleStep(200);
    m_moment->setPageStep(1000);
    connect(m_moment, &QSlider::valueChanged, this, &ProgressPage::seek);
    connect(m_play, &QPushButton::clicked, this, [this] {
        const bool atEnd = m_moment->value() >= m_moment->maximum(), isLast = m_inSession + 1 >= m_session.size();
        if (!isPlaying() && atEnd && isLast)
            m_moment->setValue(0);
        setPlaying(!isPlaying());
    });
    connect(m_playSession, &QPushButton::clicked, this, [this] { replaySession(m_replayed.id); });
    m_title->setObjectName(QStringLiteral("viewTitle"));
    m_title->setTextFormat(Qt::PlainText); // titles, names and values come from files
    m_title->setWordWrap(true);
    m_doing->setTextFormat(Qt::PlainText);
    m_doing->setWordWrap(true);
    m_doing->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that the picture rarely moves when it grows
    m_doing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* row = new QHBoxLayout;
    row->addWidget(m_play);
    row->addWidget(m_playSession);
    row->addWidget(m_moment, 1);
    row->addWidget(m_moments);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_doing);
    column->addWidget(m_view, 1);
    column->addLayout(row);
    m_view->setAccessibleName(tr("Replay"));
    return part;
}

void ProgressPage::say(const QString& text, bool warning)
{
    m_message->setText(warning ? QStringLiteral("<span style='color:%1'>%2</span>").arg(colors::warning.name(), text.toHtmlEscaped())
                               : text.toHtmlEscaped());
    m_message->setVisible(!text.isEmpty());
}

QString ProgressPage::message() const
{
    QTextDocument document;
    document.setHtml(m_message->text());
    return document.toPlainText();
}

void ProgressPage::setStore(const practice::ProgressStore* store)
{
    m_store = store;
    m_answers.clear();
    say({});
    try {
        if (store)
            m_answers = store->answers();
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
    }
    setPlaying(false);
    m_replay->setChecked(false);
    m_parts->setCurrentIndex(0);
    showAnswers();
}

int ProgressPage::answerCount() const
{
    return m_list->topLevelItemCount();
}

void ProgressPage::showAnswers()
{
    const int kind = m_kinds->currentData().toInt();
    std::vector<Answer> shown;
    m_list->clear();
    for (const Answer& answer : m_answers) {
        if (kind >= 0 && static_cast<int>(answer.kind) != kind)
            continue;
        shown.push_back(answer);
        const QString none = QStringLiteral("\u2013");
        auto* item = new QTreeWidgetItem({locale().toString(QDateTime::fromMSecsSinceEpoch(answer.wallMs), QLocale::ShortFormat),
            practiceKindText(answer.kind), answer.right ? tr("yes") : tr("no"), locale().toString(answer.score(), 'f', 2),
            answer.kind == Kind::WhatIf ? none : locale().toString(qRound(100 * answer.level)), classText(answer.trueClass),
            answer.givenClass.empty() ? none : classText(answer.givenClass), QString::fromStdString(answer.source)});
        item->setData(0, Qt::UserRole, QVariant::fromValue<qlonglong>(answer.id));
        m_list->insertTopLevelItem(0, item);
    }
    for (int i = 0; i < m_list->columnCount(); ++i) {
        m_list->resizeColumnToContents(i);
        m_list->setColumnWidth(i, std::min(m_list->columnWidth(i) + 12, 210));
    }
    m_replay->setEnabled(m_list->topLevelItemCount() > 0);
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    m_plot->setAnswers(shown, m_palette);
}

bool ProgressPage::replay(std::int64_t id)
{
    m_session = {id};
    m_inSession = 0;
    return playAnswer(id);
}

bool ProgressPage::replaySession(std::int64_t id)
{
    const auto chosen = std::ranges::find(m_answers, id, &Answer::id);
    if (chosen == m_answers.end())
        return false;
    m_session.clear();
    m_inSession = 0;
    for (const Answer& answer : m_answers)
        if (answer.session == chosen->session)
            m_session.push_back(answer.id);
    return playAnswer(m_session.front());
}

/// From its beginning on, and plays it.
bool ProgressPage::playAnswer(std::int64_t id)
{
    setPlaying(false);
    if (!m_store)
        return false;
    try {
        Answer answer = m_store->answer(id);
        m_pictures = m_store->pictures(id);
        m_replayed = std::move(answer);
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
        return false;
    }
    m_strokes = practice::StrokeReplay(m_replayed.strokes);
    const bool kept = !m_pictures.picture.empty();
    m_view->setPicture(m_pictures.picture, !m_replayed.model.empty());
    m_view->setNotice(kept ? QString() : tr("The picture of this answer is not kept any more; its strokes are."));
    m_view->setTint({});
    const QString what = tr("%1 \u2013 %2").arg(practiceKindText(m_replayed.kind), QString::fromStdString(m_replayed.source));
    m_title->setText(
        m_session.size() > 1 ? tr("Answer %1 of %2 of the session: %3").arg(m_inSession + 1).arg(m_session.size()).arg(what) : what);
    m_parts->setCurrentIndex(1);
    {
        const QSignalBlocker quiet(m_moment);
        m_moment->setRange(0, static_cast<int>(std::clamp<std::int64_t>(m_replayed.durationMs, 1, 24LL * 3600 * 1000)));
    }
    seek(0);
    setPlaying(true);
    return true;
}

void ProgressPage::setPlaying(bool on)
{
    if (on)
        m_timer.start();
    else
        m_timer.stop();
    m_play->setText(on ? tr("Pause") : tr("Play"));
}

void ProgressPage::tick()
{
    if (m_moment->value() < m_moment->maximum())
        m_moment->setValue(m_moment->value() + frameMs);
    else if (m_inSession + 1 >= m_session.size())
        setPlaying(false);
    else if ((m_heldMs += frameMs) >= holdMs)
        playAnswer(m_session[++m_inSession]);
}

QString ProgressPage::replayTitle() const
{
    return m_title->text();
}

QString ProgressPage::replayText() const
{
    return m_doing->text();
}

int ProgressPage::moment() const
{
    return m_moment->value();
}

void ProgressPage::seek(int ms)
{
    {
        const QSignalBlocker quiet(m_moment);
        m_moment->setValue(ms);
    }
    m_moments->setText(
        tr("%1 of %2 s").arg(locale().toString(ms / 1000.0, 'f', 1), locale().toString(m_moment->maximum() / 1000.0, 'f', 1)));
    m_heldMs = 0;
    // All of it at the end: what was noted while the answer was checked may lie a little behind it.
    const bool atEnd = ms >= m_moment->maximum();
    const std::int64_t until = atEnd ? -1 : ms;
    const cv::Mat& mask = m_strokes.at(until);
    m_view->setTint(tintOf(mask, practice_colors::answer, 100));
    auto drawings = replayDrawings(m_replayed, mask, until);
    auto lines = replayLines(m_replayed, until);
    if (atEnd && !m_pictures.truth.empty()) {
        const auto truths = truthDrawings(m_replayed, m_pictures.truth);
        drawings.insert(drawings.end(), truths.begin(), truths.end());
        lines += tr("Yellow: what was right.");
    }
    m_view->setDrawings(std::move(drawings));
    m_doing->setText(lines.join(QLatin1Char('\n')));
}

void ProgressPage::exportCsv(const std::filesystem::path& file) const
{
    writeFileAtomically(file, practice::progressCsv(m_store ? m_store->answers(true) : std::vector<Answer>()));
}

void ProgressPage::askForCsv()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export answers"), QStringLiteral("practice.csv"), tr("Tables (*.csv)"));
    if (file.isEmpty())
        return;
    try {
        exportCsv(toPath(file));
        say(tr("Written: %1").arg(file));
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()), true);
    }
}

} // namespace sonosketch
