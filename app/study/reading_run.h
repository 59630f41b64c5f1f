// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/trial_log.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <optional>
#include <set>
#include <vector>

namespace sonosketch {

/// One sitting of a reader at a study, without widgets: which picture, for how long, what was chosen, and the writing of each answer. It knows the study
/// folder alone; nothing here takes, looks for or opens an answer key. GUI thread.
class ReadingRun : public QObject {
    Q_OBJECT

public:
    enum class Stage : std::uint8_t {
        Reader,    ///< who reads?
        Intro,     ///< what is asked
        Reading,   ///< a picture, or its question; of practice too
        Paused,    ///< picture hidden, clock stopped
        Practised, ///< practice is over, the study begins
        Blocked,   ///< the picture cannot be shown: problem()
        Ended,
        Lost, ///< another window took over: problem()
    };
    /// What a reader has chosen for the present picture, not yet given.
    struct Draft {
        std::optional<study::Truth> answer;
        int confidence = 0;
        QString text;
    };
    static constexpr int longestText = 2000; ///< characters; fewer bytes than the log takes

    /// Reads study.json. Throws Error: NotFound, Corrupt (also: changed by hand), VersionMismatch.
    explicit ReadingRun(std::filesystem::path folder, study::StudyClock clock = study::StudyClock::system(), QObject* parent = nullptr);
    ~ReadingRun() override;

    const study::StudyPlan& plan() const { return m_plan; }
    const std::filesystem::path& folder() const { return m_folder; }
    Stage stage() const { return m_stage; }
    /// Who has answered here before. Throws Error.
    std::vector<study::LoggedReader> readers() const;
    /// The pictures that are not there at all, to be told before the work begins.
    std::size_t missingPictures() const;

    /// Reader to Intro, or Ended where all is answered. Throws ReaderBusy, Error.
    void begin(const QString& reader);
    /// Intro, Paused or Practised to Reading. Who has no answer yet practises first, where the plan has practice pictures.
    void start();
    void pause();
    /// To Reader; this one is free for another window.
    void leave();

    /// What a reader is told of a practice picture that was just answered.
    struct Told {
        study::Truth truth = study::Truth::Real;
        std::optional<study::Truth> answer; ///< nothing: the time ran out
    };
    /// The practice picture on the screen counts from 0; nothing in the study itself. Practice is written nowhere.
    std::optional<std::size_t> practising() const { return m_practice; }
    /// Nothing while the picture is still to be answered, and in a study that does not tell. give() goes on.
    const std::optional<Told>& told() const { return m_told; }

    QString reader() const;
    std::size_t answered() const { return m_answeredCount; }
    std::size_t trial() const { return m_trial; }
    /// CV_8UC1; empty while hidden.
    cv::Mat picture() const;
    bool timeOver() const { return m_timeOver; }
    /// Until the picture goes; nothing without a limit.
    std::optional<std::int64_t> leftMs() const;
    const Draft& draft() const { return m_draft; }
    /// Whether the present picture has an answer already, which is being looked at again.
    bool revisiting() const;

    // Ignored while nothing may be chosen.
    void setAnswer(study::Truth answer);
    void setConfidence(int confidence);
    void setText(const QString& text);
    bool complete() const { return m_draft.answer && m_draft.confidence > 0; }

    /// Writes what was chosen and goes on; in practice tells what it was, where the plan says so, and then goes on without writing anything. False if
    /// something is lacking, or if it could not be written: then unwritten(), and retry() tries again.
    bool give();
    /// The time is over and the reader does not know. False as above.
    bool giveNone();
    /// An answer that was given and waits for the disk. Nothing else can be answered before.
    bool unwritten() const { return m_unwritten.has_value(); }
    /// Tries again what failed: writing, or showing the picture, or (Ended) the pictures that were left out.
    void retry();
    /// Blocked: this picture later.
    void leaveOut();
    std::size_t leftOut() const { return m_leftOut.size(); }

    // Only where the plan allows it.
    bool canGoBack() const;
    bool canGoForward() const;
    void goBack();
    void goForward();

    /// Why it does not go on, in one line; empty otherwise.
    QString problem() const { return m_problem; }
    /// Looks at the clock. Timers call it; tests too.
    void tick();
    /// Tells the log that this window is alive, or learns that another one took over. A timer calls it; tests too.
    void beat();

Q_SIGNALS:
    /// The time is over, and the next picture comes by itself.
    void nextComes();
    void stageChanged();
    /// Another picture, or the same one anew.
    void trialChanged();
    /// Choice, problem, time over.
    void changed();
    void ticked();

private:
    void setStage(Stage stage);
    void goOn();
    void visit(std::size_t trial);
    void practise(std::size_t index);
    void clear();
    void show(const std::string& image);
    bool answerPractice(std::optional<study::Truth> answer);
    study::TrialAnswer answerNow() const;
    bool give(const study::TrialAnswer& answer);
    bool write();
    bool choosing() const { return m_stage == Stage::Reading && !m_unwritten && !m_told; }
    void lose(const Error& error);
    void armTimer();

    std::filesystem::path m_folder;
    study::StudyClock m_clock;
    study::StudyPlan m_plan;
    std::optional<study::TrialLog> m_log;
    std::optional<study::ReaderSession> m_session;
    Stage m_stage = Stage::Reader;
    std::vector<bool> m_answered; ///< by trial
    std::size_t m_answeredCount = 0;
    std::set<std::size_t> m_leftOut;
    std::size_t m_trial = 0;
    std::optional<std::size_t> m_practice;
    std::optional<Told> m_told;
    cv::Mat m_picture;
    study::TrialTimer m_timer;
    std::int64_t m_shownBefore = 0, m_durationBefore = 0; ///< of an answer that is looked at again
    bool m_timeOver = false;
    Draft m_draft;
    std::optional<study::TrialAnswer> m_unwritten;
    QString m_problem;
    QTimer m_tickTimer, m_beatTimer, m_retryTimer;
};

} // namespace sonosketch
