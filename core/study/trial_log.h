// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/study/plan.h"
#include "core/study/trial_clock.h"

#include <memory>
#include <span>

namespace sonosketch::sqlite {
class Database;
}

namespace sonosketch::study {

/// One answer as the reader gave it.
struct TrialAnswer {
    std::size_t trial = 0;       ///< index into StudyPlan::trials
    std::string image;           ///< id of its picture, as a check
    std::optional<Truth> answer; ///< nothing only where the time ran out
    int confidence = 0;          ///< 1 to 5; 0 without an answer
    std::string text;            ///< free, UTF-8, lines allowed
    std::int64_t shownMs = 0;    ///< how long the picture was visible (TrialTimer)
    std::int64_t durationMs = 0; ///< from the picture to the answer, by the steady clock
    bool timedOut = false;

    bool operator==(const TrialAnswer&) const = default;
};

/// One row of the log.
struct LoggedAnswer : TrialAnswer {
    std::string reader;
    bool simulated = false;
    int revision = 0; ///< 0: the first answer to this trial, 1: changed once, ...
    bool last = true; ///< the one that counts
    std::int64_t wallMs = 0;
};

struct LoggedReader {
    std::string name;
    bool simulated = false;
    std::size_t answered = 0;    ///< trials
    bool open = false;           ///< a window is answering right now
    std::int64_t lastWallMs = 0; ///< of the last answer; 0 without one
};

/// Thrown where a reader is answering in another window, or another window took over. Code WriteFailed.
class ReaderBusy : public Error {
public:
    using Error::Error;
};

/// A window that shows no sign of life for so long, or whose process is gone, gives its reader free.
inline constexpr std::int64_t leaseMs = 30'000;
/// How often a window should call ReaderSession::beat.
inline constexpr std::int64_t beatMs = 5'000;
inline constexpr std::size_t maxTextBytes = 8'000;

/// A reader at work. One thread. Gives the reader free when it goes.
class ReaderSession {
public:
    ReaderSession(ReaderSession&&) noexcept;
    ReaderSession& operator=(ReaderSession&&) = delete;
    ~ReaderSession();

    const std::string& reader() const;
    /// The first trial without an answer: where to go on. Nothing at the end.
    std::optional<std::size_t> nextTrial() const;
    /// The answer that counts, if there is one.
    std::optional<LoggedAnswer> answerOf(std::size_t trial) const;
    /// Writes an answer; when this returns it is on the disk. A second answer to a trial is refused unless the plan allows going back, then it counts
    /// instead of the first, which is kept. Throws Error: InvalidArgument (answer refused), WriteFailed (earlier answers are intact, this one may be
    /// given again), ReaderBusy (another window took over).
    void record(const TrialAnswer& answer);
    /// All or none.
    void record(std::span<const TrialAnswer> answers);
    /// Says that the window is alive. Throws like record.
    void beat();

private:
    friend class TrialLog;
    struct State;
    explicit ReaderSession(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The log of a study's answers, FOLDER/answers.sqlite: SQLite, write-ahead log, synchronous = FULL, so that an answer that was taken is there after a
/// power cut. Several windows and programs may have it open.
///
/// application_id "SnSt", user_version 1; tables (STRICT):
///   meta(key, value)    "study": the plan's hash, "program", "created" (UTC)
///   readers(id, name, simulated, created_ms)
///   leases(reader, token, machine, process, steady_ms, wall_ms)    at most one window a reader; see leaseMs
///   answers(id, reader, trial, revision, image, answer, confidence, text, shown_ms, duration_ms, timed_out, wall_ms)
///     trial counts from 0; answer 0 real, 1 synthesised, NULL none; unique by reader, trial and revision; rows are never changed or removed
class TrialLog {
public:
    /// For writing; makes the file if there is none. Throws Error: Corrupt (damaged; of another study, or study.json was changed), VersionMismatch,
    /// Unsupported (no log), WriteFailed.
    static TrialLog open(const std::filesystem::path& folder, const StudyPlan& plan, StudyClock clock = StudyClock::system());
    /// For looking; changes nothing. Nothing if no answer was ever given.
    static std::optional<TrialLog> openForReading(
        const std::filesystem::path& folder, const StudyPlan& plan, StudyClock clock = StudyClock::system());
    static std::filesystem::path fileIn(const std::filesystem::path& folder);

    /// Begins or goes on. A simulated reader is marked for good; its name cannot be that of a real one. Throws ReaderBusy, Error(InvalidArgument).
    ReaderSession openReader(const std::string& name, bool simulated = false);
    std::vector<LoggedReader> readers() const;
    /// Every row, by reader, trial and revision.
    std::vector<LoggedAnswer> answers() const;

private:
    TrialLog(std::shared_ptr<sqlite::Database> database, StudyPlan plan, StudyClock clock);

    std::shared_ptr<sqlite::Database> m_database;
    std::shared_ptr<const StudyPlan> m_plan;
    StudyClock m_clock;
};

} // namespace sonosketch::study
