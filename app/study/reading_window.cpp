// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_window.h"

#include "app/session/text.h"
#include "app/study/reading_pages.h"
#include "app/study/reading_trial_page.h"
#include "app/study/reading_view.h"
#include "core/base/error.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace sonosketch {

using study::Truth;
using Stage = ReadingRun::Stage;

ReadingWindow::ReadingWindow(std::unique_ptr<ReadingRun> run, QWidget* parent)
    : QWidget(parent)
    , m_run(std::move(run))
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("readingWindow"));
    const QString title = QString::fromStdString(m_run->plan().title);
    setWindowTitle(title.isEmpty() ? tr("Reader study \u2013 SonoSketch") : tr("%1 \u2013 SonoSketch").arg(title));
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    makePages();
    resize(1280, 860);
    connect(m_run.get(), &ReadingRun::stageChanged, this, &ReadingWindow::showStage);
    connect(m_run.get(), &ReadingRun::changed, this, [this] {
        m_blocked->setWarning(m_run->problem());
        if (m_run->told()) {
            m_typing = false; // no other picture comes by itself
            setFocus();
        }
        if (!m_run->unwritten()) {
            m_closeAsked = false;
            m_pause->setWarning({});
        }
    });
    connect(m_run.get(), &ReadingRun::nextComes, this, [this] { m_typing = m_trial->textHasFocus(); });
    connect(m_run.get(), &ReadingRun::trialChanged, this, [this] {
        setFocus();
        if (std::exchange(m_typing, false))
            m_run->pause(); // the rest of the word is no answer to the next picture
    });
    showStage();
}

ReadingWindow::~ReadingWindow()
{
    // The pages look at the run, which goes before the widgets do.
    m_run->disconnect();
    delete m_pages;
}

ReadingView& ReadingWindow::view()
{
    return m_trial->view();
}

void ReadingWindow::makePages()
{
    m_reader = new ReaderPage;
    m_intro = new ReadingTextPage("introPage");
    m_trial = new ReadingTrialPage(*m_run);
    m_pause = new ReadingTextPage("pausePage");
    m_practised = new ReadingTextPage("practisedPage");
    m_blocked = new ReadingTextPage("blockedPage");
    m_end = new ReadingTextPage("endPage");
    m_lost = new ReadingTextPage("lostPage");
    for (QWidget* page : std::initializer_list<QWidget*>{m_reader, m_intro, m_trial, m_pause, m_practised, m_blocked, m_end, m_lost})
        m_pages->addWidget(page);

    connect(m_reader, &ReaderPage::chosen, this, &ReadingWindow::beginAs);
    connect(m_reader, &ReaderPage::closeWanted, this, &QWidget::close);
    connect(m_trial, &ReadingTrialPage::pauseWanted, m_run.get(), &ReadingRun::pause);
    m_trial->findChild<QPlainTextEdit*>()->installEventFilter(this);

    const auto add = [](ReadingTextPage* page, const char* name, const QString& text, const QString& tip, const QString& keys,
                         QObject* context,
                         const auto& action) { connect(page->addButton(name, text, tip, keys), &QPushButton::clicked, context, action); };
    const QString enter = tr("Enter");
    const auto leave = [this] { m_run->leave(); };
    const auto shut = [this] { close(); };
    add(m_intro, "introStart", tr("Begin"), tr("Begins, or goes on where you stopped."), enter, this, [this] { m_run->start(); });
    add(m_intro, "introOther", tr("Another reader"), tr("Back to the names."), tr("Esc"), this, leave);
    add(m_pause, "pauseGoOn", tr("Go on"), tr("Shows the picture again."), enter, this, [this] { m_run->start(); });
    add(m_pause, "pauseClose", tr("Stop for today"), tr("Closes the window; next time it goes on with this picture."), QStringLiteral("Q"),
        this, shut);
    add(m_practised, "practisedStart", tr("Begin the study"), tr("From here on every answer counts."), enter, this,
        [this] { m_run->start(); });
    add(m_practised, "practisedClose", tr("Stop for today"), tr("Closes the window; next time it begins with practice again."),
        QStringLiteral("Q"), this, shut);
    add(m_blocked, "blockedRetry", tr("Try again"), tr("Reads the picture once more."), enter, this, [this] { m_run->retry(); });
    add(m_blocked, "blockedLater", tr("Next picture"), tr("Leaves this picture for the end."), tr("N"), this,
        [this] { m_run->leaveOut(); });
    add(m_blocked, "blockedClose", tr("Stop for today"), tr("Closes the window; next time it goes on here."), QStringLiteral("Q"), this,
        shut);
    add(m_end, "endClose", tr("Close"), tr("Closes the window."), enter, this, shut);
    add(m_end, "endRetry", tr("Try the missing pictures again"), tr("For when they have been restored."), QStringLiteral("M"), this,
        [this] { m_run->retry(); });
    add(m_end, "endBack", tr("Look through my answers"), tr("Shows the last answer, which may be changed."), tr("PgUp"), this,
        [this] { m_run->goBack(); });
    add(m_end, "endOther", tr("Another reader"), tr("Back to the names."), tr("Esc"), this, leave);
    add(m_lost, "lostOther", tr("To the readers"), tr("Back to the names."), enter, this, leave);
    add(m_lost, "lostClose", tr("Close"), tr("Closes the window."), QStringLiteral("Q"), this, shut);

    m_pause->setTexts(tr("Break"), tr("<p>The picture is hidden and the clock stands still. Every answer you have given is saved.</p>"));
    m_practised->setTexts(tr("Now the study"),
        tr("<p>Practice is over; none of it was kept. From here on every answer counts and is saved, and nobody tells you whether it was "
           "right.</p>"));
    m_blocked->setTexts(tr("This picture cannot be shown"),
        tr("<p>Nothing is lost: your answers are saved, and this picture is still to be answered. Tell the person who gave you the study. "
           "When the "
           "picture is back, try again; meanwhile you may go on with the others.</p>"));
    m_lost->setTexts(tr("Another window has taken over"),
        tr("<p>Answers under this name are now given in another window. Every answer that was written is kept; a picture that "
           "was still open comes again there. Nothing counts twice.</p>"));
}

QString ReadingWindow::introText() const
{
    const study::StudyPlan& plan = m_run->plan();
    QString text = QStringLiteral("<p><b>%1</b></p>").arg(QString::fromStdString(plan.question).toHtmlEscaped());
    const auto paragraph = [&text](const QString& line) { text += QStringLiteral("<p>%1</p>").arg(line); };
    paragraph(tr("You will see %1 pictures, one at a time; some are real scans, some were synthesised by a neural network, in no order "
                 "that can be guessed. Some may come twice. Nobody will tell you whether you were right, and you are not measured "
                 "against anybody: take every picture as it comes.")
                  .arg(plan.trials.size()));
    if (!plan.practice.empty() && m_run->answered() == 0)
        paragraph(plan.practiceFeedback
                ? tr("Before that come %1 other pictures to practise on. After each of them you are told what it was; none of them counts.")
                      .arg(plan.practice.size())
                : tr("Before that come %1 other pictures to practise on. None of them counts, and you are not told what they were.")
                      .arg(plan.practice.size()));
    paragraph(
        tr("For each picture press <b>R</b> for real or <b>S</b> for synthesised, then <b>1</b> (guessed) to <b>5</b> (certain) for how "
           "sure you are, and <b>Enter</b>. The same is there as buttons. Zoom, contrast and brightness are yours to change."));
    if (plan.timeLimitMs)
        paragraph(plan.nextAtLimit
                ? tr("Each picture is shown for %1 seconds. Then the next one comes; what you have chosen by then counts.")
                      .arg(*plan.timeLimitMs / 1000.0)
                : tr("Each picture is shown for %1 seconds. Then it goes, and you may still answer.").arg(*plan.timeLimitMs / 1000.0));
    paragraph(plan.goingBack ? tr("You may go back and change answers.") : tr("There is no way back to an answer that was given."));
    if (plan.freeText)
        paragraph(tr("If something strikes you, press <b>T</b> and write it down."));
    paragraph(tr("<b>P</b> makes a break. Answers are saved one by one: you may stop at any time and go on later."));
    paragraph(tr("<i>The synthesised pictures carry no mark here, for the sake of the study. Nothing here is for diagnosis.</i>"));
    return text;
}

QString ReadingWindow::endText() const
{
    const std::size_t trials = m_run->plan().trials.size();
    QString text = m_run->leftOut() == 0 ? tr("<p>All %1 pictures are answered, and every answer is saved. Thank you.</p>").arg(trials)
                                         : tr("<p>%1 of %2 pictures are answered and saved. %3 could not be shown and are still open; tell "
                                              "the person who gave you the study.</p>")
                                               .arg(m_run->answered())
                                               .arg(trials)
                                               .arg(m_run->leftOut());
    return text
        + tr("<p>The answers of %1 lie in the study folder: %2</p>")
              .arg(m_run->reader().toHtmlEscaped(), toText(study::TrialLog::fileIn(m_run->folder())).toHtmlEscaped());
}

void ReadingWindow::showReaders()
{
    const study::StudyPlan& plan = m_run->plan();
    QString text = tr("<p>Who reads? Choose your name to go on where you stopped, or type a new one.</p>");
    m_reader->setTexts(plan.title.empty() ? tr("Reader study") : QString::fromStdString(plan.title), text);
    try {
        m_reader->setReaders(m_run->readers(), plan.trials.size());
        m_reader->setWarning({});
    } catch (const Error& error) {
        m_reader->setReaders({}, plan.trials.size());
        m_reader->setWarning(QString::fromStdString(error.what()));
    }
}

void ReadingWindow::beginAs(const QString& reader)
{
    m_reader->setName(reader);
    try {
        m_run->begin(reader);
    } catch (const Error& error) {
        m_run->leave();
        showReaders();
        m_reader->setWarning(QString::fromStdString(error.what()));
    }
}

void ReadingWindow::showStage()
{
    switch (m_run->stage()) {
    case Stage::Reader:
        showReaders();
        m_pages->setCurrentWidget(m_reader);
        m_reader->takeFocus();
        return;
    case Stage::Intro: {
        const std::size_t missing = m_run->missingPictures();
        m_intro->setTexts(m_run->answered() == 0 ? tr("Before you begin")
                                                 : tr("Welcome back, %1: %2 of %3 are answered")
                                                       .arg(m_run->reader())
                                                       .arg(m_run->answered())
                                                       .arg(m_run->plan().trials.size()),
            introText());
        m_intro->setWarning(missing == 0
                ? QString()
                : tr("%1 pictures of the study are missing. Better have them restored before you begin; those that are "
                     "there can be read all the same.")
                      .arg(missing));
        m_pages->setCurrentWidget(m_intro);
        break;
    }
    case Stage::Reading:
        m_pages->setCurrentWidget(m_trial);
        break;
    case Stage::Paused:
        m_pages->setCurrentWidget(m_pause);
        break;
    case Stage::Practised:
        m_pages->setCurrentWidget(m_practised);
        break;
    case Stage::Blocked:
        m_blocked->setWarning(m_run->problem());
        m_pages->setCurrentWidget(m_blocked);
        break;
    case Stage::Ended:
        m_end->setTexts(m_run->leftOut() == 0 ? tr("Done") : tr("Done, but for %1").arg(m_run->leftOut()), endText());
        m_end->findChild<QWidget*>(QStringLiteral("endRetry"))->setVisible(m_run->leftOut() > 0);
        m_end->findChild<QWidget*>(QStringLiteral("endBack"))->setVisible(m_run->canGoBack());
        m_pages->setCurrentWidget(m_end);
        break;
    case Stage::Lost:
        m_lost->setWarning(m_run->problem());
        m_pages->setCurrentWidget(m_lost);
        break;
    }
    setFocus();
}

QString ReadingWindow::warning() const
{
    if (const auto* page = qobject_cast<const ReadingTextPage*>(m_pages->currentWidget()))
        return page->warning();
    return m_trial->said();
}

void ReadingWindow::nudgeGrey(double width, double level)
{
    view().setGrey(view().greyWidth() + width, view().greyLevel() + level);
}

bool ReadingWindow::trialKey(QKeyEvent* event)
{
    constexpr double zoomStep = 1.25, greyStep = 8;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const int key = event->key();
    if (key >= Qt::Key_1 && key < Qt::Key_1 + study::highestConfidence) {
        m_run->setConfidence(key - Qt::Key_0);
        return true;
    }
    // A key that is held down must not answer the pictures that follow.
    const bool once = !event->isAutoRepeat();
    switch (key) {
    case Qt::Key_R:
        m_run->setAnswer(Truth::Real);
        return true;
    case Qt::Key_S:
        m_run->setAnswer(Truth::Synthesised);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        // What a practice picture was is to be read: not even the word that was being typed when the time ran out goes on.
        if (once && !(key == Qt::Key_Space && m_run->told()))
            m_trial->give();
        return true;
    case Qt::Key_X:
        if (once)
            m_run->giveNone();
        return true;
    case Qt::Key_T:
        m_trial->focusText();
        return true;
    case Qt::Key_P:
    case Qt::Key_Escape:
        if (once)
            m_run->pause();
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_Backspace:
        m_run->goBack();
        return true;
    case Qt::Key_PageDown:
        m_run->goForward();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        view().zoomBy(zoomStep);
        return true;
    case Qt::Key_Minus:
        view().zoomBy(1 / zoomStep);
        return true;
    case Qt::Key_0:
        view().reset();
        return true;
    case Qt::Key_Up:
        nudgeGrey(0, -greyStep);
        return true;
    case Qt::Key_Down:
        nudgeGrey(0, greyStep);
        return true;
    case Qt::Key_Left:
        nudgeGrey(2 * greyStep, 0);
        return true;
    case Qt::Key_Right:
        nudgeGrey(-2 * greyStep, 0);
        return true;
    default:
        return false;
    }
}

void ReadingWindow::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool once = !event->isAutoRepeat();
    if (key == Qt::Key_F11) {
        setWindowState(windowState() ^ Qt::WindowFullScreen);
        return;
    }
    if (m_run->stage() == Stage::Reading) {
        if (!trialKey(event))
            QWidget::keyPressEvent(event);
        return;
    }
    const bool enter = once && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space);
    const auto press = [this](const char* name) {
        if (auto* button = m_pages->currentWidget()->findChild<QPushButton*>(QLatin1String(name)); button && button->isVisibleTo(this))
            button->click();
    };
    switch (m_run->stage()) {
    case Stage::Reader:
        // The name's field leaves Enter to the window: one press, one page.
        if (once && (key == Qt::Key_Return || key == Qt::Key_Enter))
            press("readerBegin");
        else if (once && key == Qt::Key_Escape)
            press("readerClose");
        return;
    case Stage::Intro:
        if (enter)
            press("introStart");
        else if (key == Qt::Key_Escape)
            press("introOther");
        return;
    case Stage::Paused:
        if (enter || (once && key == Qt::Key_P))
            press("pauseGoOn");
        else if (once && key == Qt::Key_Q)
            press("pauseClose");
        return;
    case Stage::Practised:
        // Not Space, which may have given the last practice answer and still be down in the reader's mind.
        if (once && (key == Qt::Key_Return || key == Qt::Key_Enter))
            press("practisedStart");
        else if (once && key == Qt::Key_Q)
            press("practisedClose");
        return;
    case Stage::Blocked:
        if (enter)
            press("blockedRetry");
        else if (once && key == Qt::Key_N)
            press("blockedLater");
        else if (once && key == Qt::Key_Q)
            press("blockedClose");
        else if (key == Qt::Key_PageUp)
            m_run->goBack();
        return;
    case Stage::Ended:
        if (once && (key == Qt::Key_Return || key == Qt::Key_Enter)) // not Space: a hurried key does not close the window
            press("endClose");
        else if (once && key == Qt::Key_M)
            press("endRetry");
        else if (once && key == Qt::Key_Escape)
            press("endOther");
        else if (key == Qt::Key_PageUp)
            press("endBack");
        return;
    case Stage::Lost:
        if (enter)
            press("lostOther");
        else if (once && key == Qt::Key_Q)
            press("lostClose");
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool ReadingWindow::eventFilter(QObject* watched, QEvent* event)
{
    // In the remark: Esc leaves it, Ctrl+Enter gives the answer, Tab leaves it too.
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Tab) {
            setFocus();
            return true;
        }
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            setFocus();
            m_trial->give();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ReadingWindow::changeEvent(QEvent* event)
{
    // Nobody looks at a minimised window.
    if (event->type() == QEvent::WindowStateChange && isMinimized())
        m_run->pause();
    QWidget::changeEvent(event);
}

void ReadingWindow::closeEvent(QCloseEvent* event)
{
    if (m_run->unwritten() && !m_closeAsked) {
        m_closeAsked = true;
        const QString warning =
            tr("Your last answer is not written yet: %1. Close again to give it up; this picture then comes again next time.")
                .arg(m_run->problem());
        m_trial->say(warning);
        m_pause->setWarning(warning);
        event->ignore();
        return;
    }
    m_run->pause();
    event->accept();
}

} // namespace sonosketch
