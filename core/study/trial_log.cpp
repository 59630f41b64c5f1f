// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/trial_log.h"

#include "core/sqlite/database.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <fstream>
#include <random>

namespace sonosketch::study {

namespace fs = std::filesystem;
using sqlite::Database;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

constexpr std::int64_t applicationId = 0x536E5374; // "SnSt"
constexpr std::int64_t formatVersion = 1;
constexpr std::int64_t longestMs = 7LL * 24 * 3600 * 1000;
constexpr std::size_t maxNameBytes = 100;
constexpr sqlite::Profile profile{.name = "log of answers"};

constexpr const char* schema = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE readers(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, simulated INTEGER NOT NULL, created_ms INTEGER NOT NULL) STRICT;
CREATE TABLE leases(reader INTEGER PRIMARY KEY REFERENCES readers(id), token TEXT NOT NULL, machine TEXT NOT NULL, process INTEGER NOT NULL,
    steady_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL) STRICT;
CREATE TABLE answers(id INTEGER PRIMARY KEY, reader INTEGER NOT NULL REFERENCES readers(id), trial INTEGER NOT NULL, revision INTEGER NOT NULL,
    image TEXT NOT NULL, answer INTEGER, confidence INTEGER NOT NULL, text TEXT NOT NULL, shown_ms INTEGER NOT NULL, duration_ms INTEGER NOT NULL,
    timed_out INTEGER NOT NULL, wall_ms INTEGER NOT NULL, UNIQUE(reader, trial, revision)) STRICT;
PRAGMA application_id = 1399739252;
PRAGMA user_version = 1;
)sql";
static_assert(applicationId == 1399739252);

constexpr const char* answerColumns =
    "SELECT r.name, r.simulated, a.trial, a.revision, a.image, a.answer, a.confidence, a.text, a.shown_ms, a.duration_ms, a.timed_out, "
    "a.wall_ms, "
    "a.revision = (SELECT max(b.revision) FROM answers b WHERE b.reader = a.reader AND b.trial = a.trial) "
    "FROM answers a JOIN readers r ON r.id = a.reader ";

/// What readers wrote, and what a file from elsewhere holds in its place.
std::string cleanText(const Statement& row, int column, std::size_t maxBytes, bool lines = false)
{
    std::string text = row.text(column, maxBytes);
    if (!isCleanText(text, maxBytes, lines))
        row.refuse(column, "a text is no clean UTF-8");
    return text;
}

/// This start of this machine, and the namespace in which its process numbers hold; empty parts where the system does not say.
const std::string& thisMachine()
{
    static const std::string machine = [] {
        std::ifstream file("/proc/sys/kernel/random/boot_id");
        std::string boot;
        std::getline(file, boot);
        std::error_code ignored;
        return boot + " " + fs::read_symlink("/proc/self/ns/pid", ignored).string();
    }();
    return machine;
}

std::string newToken()
{
    std::random_device device;
    return fmt::format("{:08x}{:08x}", device(), device());
}

struct Lease {
    std::string token, machine;
    std::int64_t process = 0, steadyMs = 0, wallMs = 0;

    bool isLive(const StudyClock& clock) const
    {
        if (machine == thisMachine()) {
            // The steady clock is the machine's: nobody's setting of the time frees or holds a reader.
            const bool gone = ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
            return !gone && clock.steady() - steadyMs <= leaseMs;
        }
        return std::abs(clock.wall() - wallMs) <= leaseMs;
    }
};

std::optional<Lease> leaseOf(Database& database, std::int64_t reader)
{
    Statement statement(database, "SELECT token, machine, process, steady_ms, wall_ms FROM leases WHERE reader = ?1");
    if (!statement.bind(1, reader).step())
        return std::nullopt;
    return Lease{cleanText(statement, 0, 64), cleanText(statement, 1, 200), statement.integer(2, 1, INT32_MAX),
        statement.integer(3, INT64_MIN / 4, INT64_MAX / 4), statement.integer(4, INT64_MIN / 4, INT64_MAX / 4)};
}

LoggedAnswer rowOf(const Statement& row, const StudyPlan& plan, const std::string& where)
{
    LoggedAnswer answer;
    answer.reader = cleanText(row, 0, maxNameBytes);
    answer.simulated = row.integer(1, 0, 1) != 0;
    answer.trial = static_cast<std::size_t>(row.integer(2, 0, static_cast<std::int64_t>(plan.trials.size()) - 1));
    answer.revision = static_cast<int>(row.integer(3, 0, 1'000'000));
    answer.image = cleanText(row, 4, 64);
    if (answer.image != plan.trials[answer.trial])
        throw Error(ErrorCode::Corrupt, fmt::format("Trial {} in the log is about another picture", answer.trial + 1), where,
            "Restore it from a copy");
    if (!row.isNull(5))
        answer.answer = row.integer(5, 0, 1) == 0 ? Truth::Real : Truth::Synthesised;
    answer.confidence = static_cast<int>(answer.answer ? row.integer(6, lowestConfidence, highestConfidence) : row.integer(6, 0, 0));
    answer.text = cleanText(row, 7, maxTextBytes, true);
    answer.shownMs = row.integer(8, 0, longestMs);
    answer.durationMs = row.integer(9, 0, longestMs);
    answer.timedOut = row.integer(10, 0, 1) != 0;
    answer.wallMs = row.integer(11, INT64_MIN / 4, INT64_MAX / 4);
    answer.last = row.integer(12, 0, 1) != 0;
    return answer;
}

void checkAnswer(const TrialAnswer& answer, const StudyPlan& plan)
{
    const auto refuse = [&](const std::string& problem) {
        throw Error(ErrorCode::InvalidArgument, problem, fmt::format("trial {}", answer.trial + 1));
    };
    if (answer.trial >= plan.trials.size())
        refuse(fmt::format("The study has {} trials", plan.trials.size()));
    if (answer.image != plan.trials[answer.trial])
        refuse(fmt::format("The trial shows picture {}, the answer is about {}", plan.trials[answer.trial], answer.image.substr(0, 40)));
    if (!answer.answer && !answer.timedOut)
        refuse("An answer is \"real\" or \"synthesised\"; only where the time ran out there may be none");
    if (answer.answer ? answer.confidence < lowestConfidence || answer.confidence > highestConfidence : answer.confidence != 0)
        refuse(fmt::format("The confidence goes from {} to {}, not {}", lowestConfidence, highestConfidence, answer.confidence));
    if (!isCleanText(answer.text, maxTextBytes, true))
        refuse(fmt::format("The text is longer than {} bytes, no UTF-8, or holds control characters", maxTextBytes));
    if (answer.shownMs < 0 || answer.durationMs < 0 || answer.shownMs > longestMs || answer.durationMs > longestMs)
        refuse("A time lies between 0 and a week");
    if (answer.timedOut && !plan.timeLimitMs)
        refuse("The study has no time limit that could have run out");
}

void checkLog(Database& database, const StudyPlan& plan)
{
    if (database.number("PRAGMA application_id") != applicationId)
        throw Error(ErrorCode::Unsupported, "This is no log of answers", database.where());
    if (const std::int64_t version = database.number("PRAGMA user_version"); version != formatVersion)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The log of answers has version {}, this program reads version {}", version, formatVersion), database.where(),
            version > formatVersion ? "Use a newer SonoSketch" : "");
    Statement statement(database, "SELECT value FROM meta WHERE key = 'study'");
    const std::string found = statement.step() ? cleanText(statement, 0, 100) : std::string();
    if (found != plan.hash)
        throw Error(ErrorCode::Corrupt,
            fmt::format(
                "The answers belong to another study, or study.json was changed: study {:.12}, answers to {:.12}", plan.hash, found),
            database.where(), "Restore study.json; the answers are kept");
}

} // namespace

struct ReaderSession::State {
    std::shared_ptr<Database> database;
    std::shared_ptr<const StudyPlan> plan;
    StudyClock clock;
    std::string name, token;
    std::int64_t reader = 0;

    /// Within a transaction: the lease is still ours, and is renewed.
    void renew() const
    {
        const auto lease = leaseOf(*database, reader);
        if (!lease || lease->token != token)
            throw ReaderBusy(ErrorCode::WriteFailed, fmt::format("Another window took over for \"{}\"; this answer is not saved", name),
                database->where(), "Go on in that window; earlier answers are kept");
        Statement(*database, "UPDATE leases SET steady_ms = ?1, wall_ms = ?2 WHERE reader = ?3")
            .bind(1, clock.steady())
            .bind(2, clock.wall())
            .bind(3, reader)
            .run();
    }

    void insert(const TrialAnswer& answer) const
    {
        Statement previous(*database, "SELECT max(revision) FROM answers WHERE reader = ?1 AND trial = ?2");
        previous.bind(1, reader).bind(2, static_cast<std::int64_t>(answer.trial)).step();
        const std::int64_t revision = previous.isNull(0) ? 0 : previous.integer(0, 0, 999'999) + 1;
        if (revision > 0 && !plan->goingBack)
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("Trial {} is already answered, and this study does not allow changes", answer.trial + 1), name);
        Statement row(*database,
            "INSERT INTO answers(reader, trial, revision, image, answer, confidence, text, shown_ms, duration_ms, timed_out, wall_ms) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        row.bind(1, reader).bind(2, static_cast<std::int64_t>(answer.trial)).bind(3, revision).bind(4, answer.image);
        if (answer.answer)
            row.bind(5, static_cast<std::int64_t>(*answer.answer == Truth::Synthesised));
        else
            row.bindNull(5);
        row.bind(6, static_cast<std::int64_t>(answer.confidence)).bind(7, answer.text).bind(8, answer.shownMs).bind(9, answer.durationMs);
        row.bind(10, static_cast<std::int64_t>(answer.timedOut)).bind(11, clock.wall()).run();
    }
};

ReaderSession::ReaderSession(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

ReaderSession::ReaderSession(ReaderSession&&) noexcept = default;

ReaderSession::~ReaderSession()
{
    if (!m_state)
        return;
    try {
        Statement(*m_state->database, "DELETE FROM leases WHERE reader = ?1 AND token = ?2")
            .bind(1, m_state->reader)
            .bind(2, m_state->token)
            .run();
    } catch (const std::exception&) {
        // On a full disk the lease stays until it is stale.
    }
}

const std::string& ReaderSession::reader() const
{
    return m_state->name;
}

std::optional<std::size_t> ReaderSession::nextTrial() const
{
    Statement statement(*m_state->database, "SELECT DISTINCT trial FROM answers WHERE reader = ?1 ORDER BY trial");
    statement.bind(1, m_state->reader);
    std::int64_t next = 0;
    while (statement.step() && statement.integer(0, 0, INT64_MAX) == next)
        ++next;
    return next < static_cast<std::int64_t>(m_state->plan->trials.size()) ? std::optional(static_cast<std::size_t>(next)) : std::nullopt;
}

std::optional<LoggedAnswer> ReaderSession::answerOf(std::size_t trial) const
{
    const std::string sql = std::string(answerColumns) + "WHERE a.reader = ?1 AND a.trial = ?2 ORDER BY a.revision DESC LIMIT 1";
    Statement statement(*m_state->database, sql.c_str());
    if (!statement.bind(1, m_state->reader).bind(2, static_cast<std::int64_t>(trial)).step())
        return std::nullopt;
    return rowOf(statement, *m_state->plan, m_state->database->where());
}

void ReaderSession::record(const TrialAnswer& answer)
{
    record(std::span(&answer, 1));
}

void ReaderSession::record(std::span<const TrialAnswer> answers)
{
    for (const TrialAnswer& answer : answers)
        checkAnswer(answer, *m_state->plan);
    Transaction transaction(*m_state->database);
    m_state->renew();
    for (const TrialAnswer& answer : answers)
        m_state->insert(answer);
    transaction.commit();
}

void ReaderSession::beat()
{
    Transaction transaction(*m_state->database);
    m_state->renew();
    transaction.commit();
}

TrialLog::TrialLog(std::shared_ptr<Database> database, StudyPlan plan, StudyClock clock)
    : m_database(std::move(database))
    , m_plan(std::make_shared<const StudyPlan>(std::move(plan)))
    , m_clock(std::move(clock))
{
}

fs::path TrialLog::fileIn(const fs::path& folder)
{
    return folder / "answers.sqlite";
}

TrialLog TrialLog::open(const fs::path& folder, const StudyPlan& plan, StudyClock clock)
{
    auto database = std::make_shared<Database>(fileIn(folder), Database::Mode::Create, profile);
    if (database->number("PRAGMA application_id") == 0 && database->number("SELECT count(*) FROM sqlite_schema") == 0) {
        database->execute("PRAGMA journal_mode = WAL");
        Transaction transaction(*database);
        // Two windows may come here at once; the second finds the tables made.
        if (database->number("SELECT count(*) FROM sqlite_schema") == 0) {
            database->execute(schema);
            Statement(*database, "INSERT INTO meta VALUES('study', ?1), ('program', 'SonoSketch'), ('created', ?2)")
                .bind(1, plan.hash)
                .bind(2, fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(clock.wall() / 1000))))
                .run();
        }
        transaction.commit();
    }
    checkLog(*database, plan);
    database->execute("PRAGMA synchronous = FULL");
    database->execute("PRAGMA foreign_keys = ON");
    return {std::move(database), plan, std::move(clock)};
}

std::optional<TrialLog> TrialLog::openForReading(const fs::path& folder, const StudyPlan& plan, StudyClock clock)
{
    std::error_code ignored;
    if (!fs::exists(fileIn(folder), ignored))
        return std::nullopt;
    auto database = std::make_shared<Database>(fileIn(folder), Database::Mode::Read, profile);
    // Just being made by another window: no answer yet.
    if (database->number("PRAGMA application_id") == 0 && database->number("SELECT count(*) FROM sqlite_schema") == 0)
        return std::nullopt;
    checkLog(*database, plan);
    return TrialLog(std::move(database), plan, std::move(clock));
}

ReaderSession TrialLog::openReader(const std::string& name, bool simulated)
{
    if (name.empty() || name.front() == ' ' || name.back() == ' ' || !isCleanText(name, maxNameBytes))
        throw Error(
            ErrorCode::InvalidArgument, "A reader's name has 1 to 100 bytes of UTF-8, no control characters, no space at its ends", name);
    auto state = std::make_unique<ReaderSession::State>();
    state->database = m_database;
    state->plan = m_plan;
    state->clock = m_clock;
    state->name = name;
    state->token = newToken();
    Transaction transaction(*m_database);
    Statement(*m_database, "INSERT INTO readers(name, simulated, created_ms) VALUES(?1, ?2, ?3) ON CONFLICT(name) DO NOTHING")
        .bind(1, name)
        .bind(2, static_cast<std::int64_t>(simulated))
        .bind(3, m_clock.wall())
        .run();
    Statement known(*m_database, "SELECT id, simulated FROM readers WHERE name = ?1");
    known.bind(1, name).step();
    state->reader = known.integer(0, 1, INT64_MAX);
    if (const bool was = known.integer(1, 0, 1) != 0; was != simulated)
        throw Error(ErrorCode::InvalidArgument, fmt::format("The reader \"{}\" of this study is {}", name, was ? "simulated" : "a person"),
            m_database->where(), "Choose another name");
    if (const auto lease = leaseOf(*m_database, state->reader); lease && lease->isLive(m_clock))
        throw ReaderBusy(ErrorCode::WriteFailed, fmt::format("\"{}\" is answering in another window (process {})", name, lease->process),
            m_database->where(), fmt::format("Go on there, or close it; if it hangs, wait {} seconds", leaseMs / 1000));
    Statement(
        *m_database, "INSERT OR REPLACE INTO leases(reader, token, machine, process, steady_ms, wall_ms) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, state->reader)
        .bind(2, state->token)
        .bind(3, thisMachine())
        .bind(4, static_cast<std::int64_t>(::getpid()))
        .bind(5, m_clock.steady())
        .bind(6, m_clock.wall())
        .run();
    transaction.commit();
    return ReaderSession(std::move(state));
}

std::vector<LoggedReader> TrialLog::readers() const
{
    std::vector<LoggedReader> readers;
    Statement statement(*m_database,
        "SELECT r.id, r.name, r.simulated, count(DISTINCT a.trial), coalesce(max(a.wall_ms), 0) FROM readers r LEFT JOIN answers a ON "
        "a.reader = r.id "
        "GROUP BY r.id ORDER BY r.id");
    while (statement.step()) {
        const auto lease = leaseOf(*m_database, statement.integer(0, 1, INT64_MAX));
        readers.push_back({cleanText(statement, 1, maxNameBytes), statement.integer(2, 0, 1) != 0,
            static_cast<std::size_t>(statement.integer(3, 0, static_cast<std::int64_t>(m_plan->trials.size()))),
            lease && lease->isLive(m_clock), statement.integer(4, INT64_MIN / 4, INT64_MAX / 4)});
    }
    return readers;
}

std::vector<LoggedAnswer> TrialLog::answers() const
{
    const std::string sql = std::string(answerColumns) + "ORDER BY r.id, a.trial, a.revision";
    Statement statement(*m_database, sql.c_str());
    std::vector<LoggedAnswer> answers;
    while (statement.step())
        answers.push_back(rowOf(statement, *m_plan, m_database->where()));
    return answers;
}

} // namespace sonosketch::study
