// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_trial_page.h"

#include "app/panels/panel_parts.h"
#include "app/study/reading_view.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

namespace sonosketch {

using study::Truth;

namespace {
QPushButton* keyButton(const char* name, const QString& text, const QString& key, const QString& tip)
{
    auto* button = new QPushButton(key.isEmpty() ? text : QStringLiteral("%1   %2").arg(text, key));
    button->setObjectName(QLatin1String(name));
    // Space and Enter give the answer, whatever was clicked last.
    button->setFocusPolicy(Qt::NoFocus);
    describe(button, text, tip, key);
    return button;
}

QString toldText(const ReadingRun::Told& told)
{
    const bool real = told.truth == Truth::Real;
    if (!told.answer)
        return real ? ReadingTrialPage::tr("Practice: this picture is real.")
                    : ReadingTrialPage::tr("Practice: this picture is synthesised.");
    if (*told.answer == told.truth)
        return real ? ReadingTrialPage::tr("Practice: you are right, this picture is real.")
                    : ReadingTrialPage::tr("Practice: you are right, this picture is synthesised.");
    return real ? ReadingTrialPage::tr("Practice: you said synthesised, but this picture is real.")
                : ReadingTrialPage::tr("Practice: you said real, but this picture is synthesised.");
}
} // namespace

ReadingTrialPage::ReadingTrialPage(ReadingRun& run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_view(new ReadingView)
    , m_progress(new QLabel)
    , m_bar(new QProgressBar)
    , m_time(new QLabel)
    , m_question(new QLabel)
    , m_hint(new QLabel)
    , m_notice(new QLabel)
    , m_answers(new QButtonGroup(this))
    , m_confidence(new QButtonGroup(this))
    , m_text(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("trialPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_view, 1);
    column->addWidget(makeQuestion());
    connect(&run, &ReadingRun::trialChanged, this, &ReadingTrialPage::showTrial);
    connect(&run, &ReadingRun::changed, this, &ReadingTrialPage::showState);
    connect(&run, &ReadingRun::stageChanged, this, &ReadingTrialPage::showState);
    connect(&run, &ReadingRun::ticked, this, &ReadingTrialPage::showTime);
}

QWidget* ReadingTrialPage::makeHead()
{
    auto* head = new QWidget;
    head->setObjectName(QStringLiteral("readingHead"));
    m_progress->setObjectName(QStringLiteral("readingProgress"));
    m_time->setObjectName(QStringLiteral("readingTime"));
    m_time->setAccessibleName(tr("Time left for this picture"));
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(220, 4);
    m_bar->setAccessibleName(tr("Progress"));
    auto* title = new QLabel(QString::fromStdString(m_run.plan().title));
    title->setObjectName(QStringLiteral("readingStudy"));
    title->setTextFormat(Qt::PlainText);
    title->setMinimumWidth(10);
    auto* pause = keyButton("readingPause", tr("Break"), tr("P"), tr("Hides the picture and stops the clock."));
    connect(pause, &QPushButton::clicked, this, &ReadingTrialPage::pauseWanted);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 7, 12, 7);
    row->setSpacing(14);
    row->addWidget(title, 1);
    row->addWidget(m_progress);
    row->addWidget(m_bar);
    auto* right = new QHBoxLayout;
    right->setSpacing(14);
    right->addStretch(1);
    right->addWidget(m_time);
    right->addWidget(pause);
    row->addLayout(right, 1);
    return head;
}

QWidget* ReadingTrialPage::makeQuestion()
{
    auto* foot = new QWidget;
    foot->setObjectName(QStringLiteral("readingFoot"));
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(16, 10, 16, 10);
    column->setSpacing(8);
    m_question->setObjectName(QStringLiteral("readingQuestion"));
    m_question->setAlignment(Qt::AlignCenter);
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setText(QString::fromStdString(m_run.plan().question));
    column->addWidget(m_question);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_back = keyButton("readingBack", tr("Back"), tr("PgUp"), tr("Shows the answer before, which may be changed."));
    m_forward = keyButton("readingForward", tr("On"), tr("PgDn"), tr("To the next picture; this answer stays as it was given."));
    connect(m_back, &QPushButton::clicked, &m_run, &ReadingRun::goBack);
    connect(m_forward, &QPushButton::clicked, &m_run, &ReadingRun::goForward);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addStretch(1);
    addAnswers(row);
    row->addStretch(1);
    column->addLayout(row);

    m_text->setObjectName(QStringLiteral("readingRemark"));
    m_text->setPlaceholderText(tr("A remark, if you like (T to write, Esc to leave)"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(46);
    m_text->setMaximumWidth(760);
    m_text->setFocusPolicy(Qt::ClickFocus);
    m_text->setVisible(m_run.plan().freeText);
    describe(m_text, tr("Remark"), tr("Anything about this picture, in your own words."), tr("T"));
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_text->toPlainText().size() > ReadingRun::longestText) {
            const QSignalBlocker blocker(m_text);
            m_text->setPlainText(m_text->toPlainText().left(ReadingRun::longestText));
            m_text->moveCursor(QTextCursor::End);
        }
        m_run.setText(m_text->toPlainText());
    });
    auto* textRow = new QHBoxLayout;
    textRow->addStretch(1);
    textRow->addWidget(m_text, 6);
    textRow->addStretch(1);
    column->addLayout(textRow);

    m_hint->setObjectName(QStringLiteral("readingHint"));
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_notice->setObjectName(QStringLiteral("readingNotice"));
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_hint->setText(tr("Wheel, + and \u2212: zoom  \u00b7  drag: move  \u00b7  right button or arrow keys: brightness, contrast"));
    m_retry = keyButton("readingRetry", tr("Try again"), {}, tr("Writes the answer once more."));
    connect(m_retry, &QPushButton::clicked, &m_run, &ReadingRun::retry);
    auto* hints = new QHBoxLayout;
    hints->addWidget(m_hint, 1);
    addGrey(hints);
    auto* notices = new QHBoxLayout;
    notices->addWidget(m_notice, 1);
    notices->addWidget(m_retry);
    column->addLayout(notices);
    column->addLayout(hints);
    return foot;
}

void ReadingTrialPage::addAnswers(QBoxLayout* row)
{
    m_answers->setExclusive(true);
    m_confidence->setExclusive(true);
    const auto answer = [&](Truth truth, QPushButton* button) {
        button->setCheckable(true);
        m_answers->addButton(button, static_cast<int>(truth));
        row->addWidget(button);
    };
    answer(Truth::Real, keyButton("answerReal", tr("Real"), tr("R"), tr("A picture of a patient.")));
    answer(Truth::Synthesised, keyButton("answerSynthesised", tr("Synthesised"), tr("S"), tr("A picture that a network made.")));
    connect(m_answers, &QButtonGroup::idClicked, this, [this](int id) { m_run.setAnswer(static_cast<Truth>(id)); });

    row->addSpacing(18);
    auto* sure = new QLabel(tr("How sure?"));
    sure->setObjectName(QStringLiteral("readingSure"));
    row->addWidget(sure);
    static constexpr std::array<const char*, 5> words{
        QT_TR_NOOP("guessed"), QT_TR_NOOP("unsure"), QT_TR_NOOP("rather sure"), QT_TR_NOOP("sure"), QT_TR_NOOP("certain")};
    static_assert(words.size() == study::highestConfidence - study::lowestConfidence + 1);
    for (int level = study::lowestConfidence; level <= study::highestConfidence; ++level) {
        const QString number = QString::number(level), word = tr(words[static_cast<std::size_t>(level - study::lowestConfidence)]);
        const bool end = level == study::lowestConfidence || level == study::highestConfidence;
        auto* button = new QPushButton(end ? QStringLiteral("%1   %2").arg(number, word) : number);
        button->setObjectName(QStringLiteral("confidence%1").arg(number));
        button->setFocusPolicy(Qt::NoFocus);
        button->setCheckable(true);
        describe(button, tr("Confidence %1").arg(number), tr("I am %1: 1 is guessed, 5 is certain.").arg(word), number);
        m_confidence->addButton(button, level);
        row->addWidget(button);
    }
    connect(m_confidence, &QButtonGroup::idClicked, &m_run, &ReadingRun::setConfidence);

    row->addSpacing(18);
    m_give = keyButton("readingGive", tr("Give answer"), tr("Enter"), tr("Keeps the answer and shows the next picture."));
    m_give->setDefault(true);
    connect(m_give, &QPushButton::clicked, this, &ReadingTrialPage::give);
    row->addWidget(m_give);
    m_none = keyButton("readingNone", tr("No answer"), tr("X"), tr("The time was too short to say anything."));
    connect(m_none, &QPushButton::clicked, &m_run, &ReadingRun::giveNone);
    row->addWidget(m_none);
}

void ReadingTrialPage::addGrey(QBoxLayout* row)
{
    const auto slider = [&](const char* name, const QString& text, const QString& tip, const QString& keys, int low, int high) {
        auto* label = new QLabel(text);
        label->setObjectName(QStringLiteral("readingSure"));
        auto* made = new QSlider(Qt::Horizontal);
        made->setObjectName(QLatin1String(name));
        made->setRange(low, high);
        made->setFixedWidth(84);
        made->setFocusPolicy(Qt::NoFocus);
        describe(made, text, tip, keys);
        row->addWidget(label);
        row->addWidget(made);
        return made;
    };
    m_level = slider("greyLevel", tr("Brightness"), tr("Also: drag up and down with the right button."), tr("Up, Down"), -255, 0);
    m_width = slider("greyWidth", tr("Contrast"), tr("Also: drag to the sides with the right button."), tr("Left, Right"),
        -ReadingView::maxWidth, -ReadingView::minWidth);
    auto* reset = keyButton("greyReset", tr("Reset"), tr("0"), tr("The whole picture with its own grey levels."));
    connect(reset, &QPushButton::clicked, m_view, &ReadingView::reset);
    row->addWidget(reset);
    const auto take = [this] { m_view->setGrey(-m_width->value(), -m_level->value()); };
    connect(m_level, &QSlider::valueChanged, this, take);
    connect(m_width, &QSlider::valueChanged, this, take);
    const auto show = [this] {
        const QSignalBlocker one(m_level), two(m_width);
        m_level->setValue(-static_cast<int>(std::lround(m_view->greyLevel())));
        m_width->setValue(-static_cast<int>(std::lround(m_view->greyWidth())));
    };
    connect(m_view, &ReadingView::greyChanged, this, show);
    show();
}

void ReadingTrialPage::showTrial()
{
    m_view->reset();
    const QSignalBlocker blocker(m_text);
    m_text->setPlainText(m_run.draft().text);
    m_text->clearFocus();
    say({});
}

void ReadingTrialPage::showState()
{
    const bool reading = m_run.stage() == ReadingRun::Stage::Reading;
    if (const auto practice = m_run.practising()) {
        const std::size_t pictures = m_run.plan().practice.size();
        m_progress->setText(tr("Practice %1 of %2").arg(*practice + 1).arg(pictures));
        m_bar->setMaximum(static_cast<int>(pictures));
        m_bar->setValue(static_cast<int>(*practice));
    } else {
        const int trials = static_cast<int>(m_run.plan().trials.size());
        m_progress->setText(tr("%1 of %2").arg(m_run.trial() + 1).arg(trials));
        m_bar->setMaximum(trials);
        m_bar->setValue(static_cast<int>(m_run.answered()));
    }
    m_question->setText(m_run.told() ? toldText(*m_run.told()) : QString::fromStdString(m_run.plan().question));

    const auto check = [](QButtonGroup* group, int id) {
        // A group that excludes knows no way to have none chosen.
        group->setExclusive(false);
        for (QAbstractButton* button : group->buttons())
            button->setChecked(group->id(button) == id);
        group->setExclusive(true);
    };
    check(m_answers, m_run.draft().answer ? static_cast<int>(*m_run.draft().answer) : -1);
    check(m_confidence, m_run.draft().confidence);

    const bool choosing = reading && !m_run.unwritten() && !m_run.told();
    for (QButtonGroup* group : {m_answers, m_confidence})
        for (QAbstractButton* button : group->buttons())
            button->setEnabled(choosing);
    m_text->setEnabled(choosing);
    m_give->setEnabled((choosing && m_run.complete()) || (reading && m_run.told()));
    m_give->setText(QStringLiteral("%1   %2").arg(m_run.told() ? tr("Next picture") : tr("Give answer"), tr("Enter")));
    m_give->setAccessibleName(m_run.told() ? tr("Next picture") : tr("Give answer"));
    m_none->setVisible(m_run.timeOver() && !m_run.revisiting() && !m_run.told());
    m_none->setEnabled(choosing);
    m_back->setVisible(m_run.plan().goingBack);
    m_forward->setVisible(m_run.plan().goingBack);
    m_back->setEnabled(m_run.canGoBack());
    m_forward->setEnabled(m_run.canGoForward());
    m_retry->setVisible(m_run.unwritten());

    m_view->setPicture(m_run.picture(),
        m_run.unwritten()      ? tr("Your answer is kept here until it can be written.")
            : m_run.timeOver() ? tr("The time for this picture is over.\nPlease answer.")
                               : QString());
    showTime();
    say(m_run.unwritten() ? tr("Not written yet: %1. It is tried again by itself.").arg(m_run.problem()) : QString());
}

void ReadingTrialPage::showTime()
{
    const auto left = m_run.leftMs();
    m_time->setVisible(left.has_value());
    if (left)
        m_time->setText(m_run.told() ? QString() : m_run.timeOver() ? tr("time over") : tr("%1 s").arg((*left + 999) / 1000));
}

void ReadingTrialPage::say(const QString& text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

QString ReadingTrialPage::said() const
{
    return m_notice->text();
}

void ReadingTrialPage::give()
{
    if (m_run.unwritten())
        return m_run.retry();
    if (m_run.complete() || m_run.told()) {
        m_run.give();
        return;
    }
    if (!m_run.draft().answer)
        say(m_run.draft().confidence > 0 ? tr("Real or synthesised? Press R or S.")
                                         : tr("Real or synthesised? Press R or S, then 1 to 5 for how sure you are."));
    else
        say(tr("How sure are you? Press 1 to 5."));
}

void ReadingTrialPage::focusText()
{
    if (m_run.plan().freeText)
        m_text->setFocus();
}

bool ReadingTrialPage::textHasFocus() const
{
    return m_text->hasFocus();
}

} // namespace sonosketch
