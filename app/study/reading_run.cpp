// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_run.h"

#include "core/base/error.h"

#include <algorithm>

namespace sonosketch {

using namespace study;

namespace {
constexpr int tickMs = 50;
constexpr int retryMs = 3'000;
constexpr std::int64_t longestMs =
    7LL * 24 * 3600 * 1000; ///< what the log takes; an answer is worth more than the time of a forgotten window

/// Typed or pasted text as the log takes it.
QString cleaned(const QString& text)
{
    QString clean;
    for (const QChar c : text.left(ReadingRun::longestText)) {
        if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator)
            clean += QLatin1Char('\n');
        else if (c == QLatin1Char('\n') || c == QLatin1Char('\t') || (c.category() != QChar::Other_Control))
            clean += c;
    }
    // The cut may have parted a pair.
    if (!clean.isEmpty() && clean.back().isHighSurrogate())
        clean.chop(1);
    return clean;
}
} // namespace

ReadingRun::ReadingRun(std::filesystem::path folder, StudyClock clock, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_clock(std::move(clock))
    , m_plan(loadPlan(m_folder))
    , m_timer(m_clock)
{
    m_tickTimer.setInterval(tickMs);
    m_tickTimer.setTimerType(Qt::PreciseTimer);
    m_beatTimer.setInterval(static_cast<int>(beatMs));
    m_retryTimer.setInterval(retryMs);
    connect(&m_tickTimer, &QTimer::timeout, this, &ReadingRun::tick);
    connect(&m_beatTimer, &QTimer::timeout, this, &ReadingRun::beat);
    connect(&m_retryTimer, &QTimer::timeout, this, &ReadingRun::retry);
}

ReadingRun::~ReadingRun() = default;

std::vector<LoggedReader> ReadingRun::readers() const
{
    const auto log = TrialLog::openForReading(m_folder, m_plan, m_clock);
    return log ? log->readers() : std::vector<LoggedReader>();
}

std::size_t ReadingRun::missingPictures() const
{
    const auto missing = [this](const auto& image) {
        std::error_code ignored;
        return !std::filesystem::is_regular_file(imagePath(m_folder, image.id), ignored);
    };
    return static_cast<std::size_t>(std::ranges::count_if(m_plan.images, missing) + std::ranges::count_if(m_plan.practice, missing));
}

void ReadingRun::begin(const QString& reader)
{
    leave();
    m_log = TrialLog::open(m_folder, m_plan, m_clock);
    m_session.emplace(m_log->openReader(reader.trimmed().toStdString()));
    m_answered.assign(m_plan.trials.size(), false);
    for (const LoggedAnswer& answer : m_log->answers())
        if (answer.reader == m_session->reader())
            m_answered[answer.trial] = true;
    m_answeredCount = static_cast<std::size_t>(std::count(m_answered.begin(), m_answered.end(), true));
    m_leftOut.clear();
    m_beatTimer.start();
    setStage(m_answeredCount == m_answered.size() ? Stage::Ended : Stage::Intro);
}

void ReadingRun::start()
{
    if (m_stage == Stage::Intro && m_answeredCount == 0 && !m_plan.practice.empty())
        return practise(0);
    if (m_stage == Stage::Intro || m_stage == Stage::Practised)
        return goOn();
    if (m_stage != Stage::Paused)
        return;
    m_timer.resume();
    setStage(Stage::Reading);
    armTimer();
    Q_EMIT changed();
}

void ReadingRun::pause()
{
    if (m_stage != Stage::Reading)
        return;
    m_timer.pause();
    m_tickTimer.stop();
    setStage(Stage::Paused);
}

void ReadingRun::leave()
{
    for (QTimer* timer : {&m_tickTimer, &m_beatTimer, &m_retryTimer})
        timer->stop();
    m_unwritten.reset();
    m_practice.reset();
    m_told.reset();
    m_session.reset();
    m_log.reset();
    m_picture.release();
    m_problem.clear();
    setStage(Stage::Reader);
}

QString ReadingRun::reader() const
{
    return m_session ? QString::fromStdString(m_session->reader()) : QString();
}

cv::Mat ReadingRun::picture() const
{
    // Who is told what it was may look at it once more.
    return m_stage == Stage::Reading && (!m_timeOver || m_told) && !m_unwritten ? m_picture : cv::Mat();
}

std::optional<std::int64_t> ReadingRun::leftMs() const
{
    if (!m_plan.timeLimitMs)
        return {};
    return std::max<std::int64_t>(0, *m_plan.timeLimitMs - m_shownBefore - m_timer.shownMs());
}

bool ReadingRun::revisiting() const
{
    return !m_practice && m_trial < m_answered.size() && m_answered[m_trial];
}

void ReadingRun::setAnswer(Truth answer)
{
    if (!choosing())
        return;
    m_draft.answer = answer;
    Q_EMIT changed();
}

void ReadingRun::setConfidence(int confidence)
{
    if (!choosing() || confidence < lowestConfidence || confidence > highestConfidence)
        return;
    m_draft.confidence = confidence;
    Q_EMIT changed();
}

void ReadingRun::setText(const QString& text)
{
    if (choosing() && m_plan.freeText)
        m_draft.text = cleaned(text);
}

TrialAnswer ReadingRun::answerNow() const
{
    TrialAnswer answer;
    answer.trial = m_trial;
    answer.image = m_plan.trials[m_trial];
    answer.text = m_draft.text.toStdString();
    // Every look counts: the last answer of a picture stands for it in the analysis.
    answer.shownMs = std::min(longestMs, m_shownBefore + m_timer.shownMs());
    answer.durationMs = std::min(longestMs, m_durationBefore + m_timer.durationMs());
    answer.timedOut = m_timeOver;
    return answer;
}

bool ReadingRun::give()
{
    if (m_told && m_stage == Stage::Reading) {
        practise(*m_practice + 1);
        return true;
    }
    if (!choosing() || !complete())
        return false;
    if (m_practice)
        return answerPractice(m_draft.answer);
    TrialAnswer answer = answerNow();
    answer.answer = m_draft.answer;
    answer.confidence = m_draft.confidence;
    if (revisiting()) {
        // Looking without changing is no change.
        const auto before = m_session->answerOf(m_trial);
        if (before && before->answer == answer.answer && before->confidence == answer.confidence && before->text == answer.text) {
            goOn();
            return true;
        }
    }
    return give(answer);
}

bool ReadingRun::giveNone()
{
    if (!choosing() || !m_timeOver || revisiting())
        return false;
    return m_practice ? answerPractice(std::nullopt) : give(answerNow());
}

bool ReadingRun::answerPractice(std::optional<Truth> answer)
{
    m_timer.hide();
    m_tickTimer.stop();
    const std::optional<Truth> truth = m_plan.practice[*m_practice].truth;
    if (!truth) {
        practise(*m_practice + 1);
        return true;
    }
    m_told = Told{*truth, answer};
    Q_EMIT changed();
    return true;
}

bool ReadingRun::give(const TrialAnswer& answer)
{
    m_timer.hide();
    m_tickTimer.stop();
    m_unwritten = answer;
    return write();
}

bool ReadingRun::write()
{
    try {
        m_session->record(*m_unwritten);
    } catch (const ReaderBusy& error) {
        lose(error);
        return false;
    } catch (const Error& error) {
        m_problem = QString::fromStdString(error.what());
        m_retryTimer.start();
        Q_EMIT changed();
        return false;
    }
    const bool onBreak = m_stage == Stage::Paused;
    m_retryTimer.stop();
    m_problem.clear();
    if (!m_answered[m_unwritten->trial]) {
        m_answered[m_unwritten->trial] = true;
        ++m_answeredCount;
    }
    m_unwritten.reset();
    goOn();
    if (onBreak)
        pause(); // the break lasts until the reader ends it; nothing was painted in between
    return true;
}

void ReadingRun::retry()
{
    if (m_unwritten) {
        write();
    } else if (m_stage == Stage::Blocked && m_practice) {
        practise(*m_practice);
    } else if (m_stage == Stage::Blocked) {
        visit(m_trial);
    } else if (m_stage == Stage::Ended && !m_leftOut.empty()) {
        m_leftOut.clear();
        goOn();
    }
}

void ReadingRun::leaveOut()
{
    if (m_stage != Stage::Blocked)
        return;
    if (m_practice)
        return practise(*m_practice + 1);
    if (!m_answered[m_trial])
        m_leftOut.insert(m_trial);
    goOn();
}

/// To the first picture without an answer, or to the end.
void ReadingRun::goOn()
{
    for (std::size_t trial = 0; trial < m_answered.size(); ++trial)
        if (!m_answered[trial] && !m_leftOut.contains(trial))
            return visit(trial);
    m_tickTimer.stop();
    m_picture.release();
    m_problem.clear();
    setStage(Stage::Ended);
}

/// Nothing of the picture before stays.
void ReadingRun::clear()
{
    m_told.reset();
    m_timer = TrialTimer(m_clock);
    m_timeOver = false;
    m_shownBefore = 0;
    m_durationBefore = 0;
    m_draft = {};
    m_picture.release();
    m_problem.clear();
}

/// The practice picture of this index; after the last one, the study.
void ReadingRun::practise(std::size_t index)
{
    clear();
    if (index >= m_plan.practice.size()) {
        m_practice.reset();
        m_tickTimer.stop();
        setStage(Stage::Practised);
        return;
    }
    m_practice = index;
    show(m_plan.practice[index].id);
}

void ReadingRun::visit(std::size_t trial)
{
    clear();
    m_practice.reset();
    m_trial = trial;
    show(m_plan.trials[trial]);
}

void ReadingRun::show(const std::string& image)
{
    try {
        if (revisiting()) {
            if (const auto before = m_session->answerOf(m_trial)) {
                m_draft = {before->answer, before->confidence, QString::fromStdString(before->text)};
                m_shownBefore = before->shownMs;
                m_durationBefore = before->durationMs;
                m_timeOver = m_plan.timeLimitMs && m_shownBefore >= *m_plan.timeLimitMs;
            }
        }
        m_picture = readStudyImage(m_folder, m_plan, image);
    } catch (const Error& error) {
        m_problem = QString::fromStdString(error.what());
        m_tickTimer.stop();
        setStage(Stage::Blocked);
        Q_EMIT changed();
        return;
    }
    // Counted from here on: the window paints in the same turn of the event loop.
    m_timer.show();
    if (m_timeOver)
        m_timer.hide();
    setStage(Stage::Reading);
    armTimer();
    Q_EMIT trialChanged();
    Q_EMIT changed();
}

void ReadingRun::armTimer()
{
    if (m_plan.timeLimitMs && !m_timeOver && !m_unwritten)
        m_tickTimer.start();
    else
        m_tickTimer.stop();
}

void ReadingRun::tick()
{
    if (!choosing() || m_timeOver || !m_plan.timeLimitMs)
        return;
    if (*leftMs() > 0) {
        Q_EMIT ticked();
        return;
    }
    m_timer.hide();
    m_timeOver = true;
    armTimer();
    if (m_plan.nextAtLimit && !revisiting()) {
        Q_EMIT nextComes();
        if (complete())
            give();
        else
            giveNone();
        return;
    }
    Q_EMIT changed();
}

bool ReadingRun::canGoBack() const
{
    if (!m_plan.goingBack || !m_session || m_unwritten || m_practice)
        return false;
    if (m_stage == Stage::Ended)
        return m_answeredCount > 0;
    if (m_stage != Stage::Reading && m_stage != Stage::Blocked)
        return false;
    return std::find(m_answered.begin(), m_answered.begin() + static_cast<std::ptrdiff_t>(m_trial), true)
        != m_answered.begin() + static_cast<std::ptrdiff_t>(m_trial);
}

bool ReadingRun::canGoForward() const
{
    return m_plan.goingBack && (m_stage == Stage::Reading || m_stage == Stage::Blocked) && !m_unwritten && revisiting();
}

void ReadingRun::goBack()
{
    if (!canGoBack())
        return;
    std::size_t trial = m_stage == Stage::Ended ? m_answered.size() : m_trial;
    do
        --trial;
    while (!m_answered[trial]);
    visit(trial);
}

void ReadingRun::goForward()
{
    if (!canGoForward())
        return;
    for (std::size_t trial = m_trial + 1; trial < m_answered.size(); ++trial)
        if (m_answered[trial])
            return visit(trial);
    goOn();
}

void ReadingRun::beat()
{
    if (!m_session || m_stage == Stage::Lost)
        return;
    try {
        m_session->beat();
    } catch (const ReaderBusy& error) {
        lose(error);
    } catch (const Error&) {
        // A full disk shows at the next answer, where something can be done about it; until then the reader is not to be disturbed.
    }
}

void ReadingRun::lose(const Error& error)
{
    for (QTimer* timer : {&m_tickTimer, &m_beatTimer, &m_retryTimer})
        timer->stop();
    m_unwritten.reset();
    m_picture.release();
    m_problem = QString::fromStdString(error.what());
    setStage(Stage::Lost);
}

void ReadingRun::setStage(Stage stage)
{
    if (m_stage == stage)
        return;
    m_stage = stage;
    Q_EMIT stageChanged();
}

} // namespace sonosketch
