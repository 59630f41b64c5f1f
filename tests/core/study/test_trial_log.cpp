// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The log of answers: resume, double answers, two windows, kills, full disks, foreign and damaged files.

#include "core/base/files.h"
#include "tests/core/study/study_samples.h"
#include "tests/support/check.h"
#include "tests/support/foreign_sql.h"
#include "tests/support/full_disk.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace sonosketch;
using namespace sonosketch::study;
using test::codeOf;
using test::FakeClock;
using test::messageOf;
using test::sampleAnswer;
namespace fs = std::filesystem;

namespace {

/// Runs `work` in a process of its own that is then killed, as kill -9 does it.
template <class Work>
void inKilledProcess(Work work)
{
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        try {
            work();
            ::kill(::getpid(), SIGKILL);
        } catch (const std::exception&) {
        }
        ::_exit(1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

template <class Work>
bool isBusy(Work work)
{
    try {
        work();
    } catch (const ReaderBusy&) {
        return true;
    }
    return false;
}

} // namespace

class TestTrialLog : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_next = 0;
    StudyPlan m_plan = test::sampleStudy(10, {"real", "a"}, 4).plan;
    StudyPlan m_back = test::sampleStudy(10, {"real", "a"}, 4, true, 2000).plan;
    fs::path fresh()
    {
        const fs::path folder = fs::path(m_dir.path().toStdString()) / fmt::format("study{}", m_next++);
        fs::create_directories(folder);
        return folder;
    }

private Q_SLOTS:
    void answersAreKeptAsGiven()
    {
        const fs::path folder = fresh();
        const FakeClock time;
        QVERIFY(!TrialLog::openForReading(folder, m_plan));
        {
            TrialLog log = TrialLog::open(folder, m_plan, time.clock());
            ReaderSession ann = log.openReader("Ann"), ben = log.openReader("Ben \xc3\x9f");
            ann.record(sampleAnswer(m_plan, 0));
            time.pass(70'000);
            ben.record(sampleAnswer(m_plan, 0, Truth::Synthesised));
            ann.beat();
            ann.record(sampleAnswer(m_plan, 1, Truth::Synthesised));
        }
        QVERIFY(!fs::exists(folder / "answers.sqlite-wal"));
        const auto log = TrialLog::openForReading(folder, m_plan, time.clock());
        QVERIFY(log);
        const auto rows = log->answers();
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].reader, std::string("Ann"));
        QCOMPARE(rows[2].reader, std::string("Ben \xc3\x9f"));
        QVERIFY(static_cast<const TrialAnswer&>(rows[0]) == sampleAnswer(m_plan, 0));
        QVERIFY(static_cast<const TrialAnswer&>(rows[1]) == sampleAnswer(m_plan, 1, Truth::Synthesised));
        QVERIFY(static_cast<const TrialAnswer&>(rows[2]) == sampleAnswer(m_plan, 0, Truth::Synthesised));
        QCOMPARE(rows[1].wallMs - rows[0].wallMs, std::int64_t{70'000});
        QVERIFY(rows[0].last && rows[0].revision == 0 && !rows[0].simulated);
        const auto readers = log->readers();
        QCOMPARE(readers.size(), std::size_t{2});
        QCOMPARE(readers[0].answered, std::size_t{2});
        QCOMPARE(readers[0].lastWallMs, rows[1].wallMs);
        QVERIFY(!readers[0].open);
    }

    void goesOnWhereItStopped()
    {
        const fs::path folder = fresh();
        for (std::size_t trial = 0; trial < m_plan.trials.size(); ++trial) {
            TrialLog log = TrialLog::open(folder, m_plan);
            ReaderSession session = log.openReader("Ann");
            QCOMPARE(session.nextTrial().value(), trial);
            QVERIFY(!session.answerOf(trial));
            session.record(sampleAnswer(m_plan, trial));
            QVERIFY(session.answerOf(trial).has_value());
        }
        TrialLog log = TrialLog::open(folder, m_plan);
        QVERIFY(!log.openReader("Ann").nextTrial());
        // A gap comes first.
        ReaderSession ben = log.openReader("Ben");
        ben.record(sampleAnswer(m_plan, 0));
        ben.record(sampleAnswer(m_plan, 2));
        QCOMPARE(ben.nextTrial().value(), std::size_t{1});
    }

    void aSecondAnswerIsRefused()
    {
        TrialLog log = TrialLog::open(fresh(), m_plan);
        ReaderSession session = log.openReader("Ann");
        session.record(sampleAnswer(m_plan, 3));
        QCOMPARE(codeOf([&] { session.record(sampleAnswer(m_plan, 3, Truth::Synthesised)); }), ErrorCode::InvalidArgument);
        // Several at once: all or none.
        const std::vector<TrialAnswer> several{sampleAnswer(m_plan, 4), sampleAnswer(m_plan, 3)};
        QCOMPARE(codeOf([&] { session.record(several); }), ErrorCode::InvalidArgument);
        QCOMPARE(log.answers().size(), std::size_t{1});
        QCOMPARE(log.answers()[0].answer, Truth::Real);
    }

    void goingBackKeepsTheHistory()
    {
        TrialLog log = TrialLog::open(fresh(), m_back);
        ReaderSession session = log.openReader("Ann");
        session.record(sampleAnswer(m_back, 3));
        session.record(sampleAnswer(m_back, 4));
        session.record(sampleAnswer(m_back, 3, Truth::Synthesised));
        const auto rows = log.answers();
        QCOMPARE(rows.size(), std::size_t{3});
        QVERIFY(rows[0].revision == 0 && !rows[0].last && rows[0].answer == Truth::Real);
        QVERIFY(rows[1].revision == 1 && rows[1].last && rows[1].answer == Truth::Synthesised);
        QCOMPARE(session.answerOf(3)->answer, Truth::Synthesised);
        QCOMPARE(log.readers()[0].answered, std::size_t{2});
        QCOMPARE(session.nextTrial().value(), std::size_t{0});
    }

    void badAnswersAreRefused()
    {
        TrialLog log = TrialLog::open(fresh(), m_plan);
        ReaderSession session = log.openReader("Ann");
        const auto refused = [&](const auto& change) {
            TrialAnswer answer = sampleAnswer(m_plan, 1);
            change(answer);
            return codeOf([&] { session.record(answer); }) == ErrorCode::InvalidArgument;
        };
        QVERIFY(refused([](TrialAnswer& answer) { answer.trial = 24; }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.trial = 0; })); // another picture
        QVERIFY(refused([](TrialAnswer& answer) { answer.confidence = 0; }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.confidence = 6; }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.answer.reset(); }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.text = std::string("\xff"); }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.text.assign(maxTextBytes + 1, 'x'); }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.durationMs = -1; }));
        QVERIFY(refused([](TrialAnswer& answer) { answer.timedOut = true; })); // no limit in this study
        QVERIFY(log.answers().empty());
        QVERIFY(!refused([](TrialAnswer&) {}));
        for (const char* name : {"", " Ann", "Ann ", "A\nnn", "\xff"})
            QCOMPARE(codeOf([&] { log.openReader(name); }), ErrorCode::InvalidArgument);

        // With a limit the time may run out without an answer.
        TrialLog limited = TrialLog::open(fresh(), m_back);
        ReaderSession late = limited.openReader("Ann");
        TrialAnswer none = sampleAnswer(m_back, 0);
        none.answer.reset();
        none.timedOut = true;
        QCOMPARE(codeOf([&] { late.record(none); }), ErrorCode::InvalidArgument); // a confidence, but in what?
        none.confidence = 0;
        late.record(none);
        QVERIFY(static_cast<const TrialAnswer&>(limited.answers()[0]) == none);
    }

    void oneWindowAReader()
    {
        const fs::path folder = fresh();
        const FakeClock time;
        TrialLog log = TrialLog::open(folder, m_plan, time.clock()), second = TrialLog::open(folder, m_plan, time.clock());
        std::optional<ReaderSession> first(log.openReader("Ann"));
        QVERIFY(isBusy([&] { second.openReader("Ann"); }));
        QVERIFY(messageOf([&] { second.openReader("Ann"); }).find("another window") != std::string::npos);
        QVERIFY(second.readers()[0].open);
        second.openReader("Ben"); // another reader is free
        // A beat, and an answer, keep it; a wall clock that jumps changes nothing.
        for (int i = 0; i < 5; ++i) {
            time.pass(leaseMs - 1000);
            QVERIFY(isBusy([&] { second.openReader("Ann"); }));
            i % 2 == 0 ? first->beat() : first->record(sampleAnswer(m_plan, static_cast<std::size_t>(i)));
            *time.wall += i % 2 == 0 ? 86'400'000 : -200'000'000;
        }
        first.reset();
        QVERIFY(!second.readers()[0].open);
        second.openReader("Ann");
    }

    void aWindowThatHangsIsTakenOver()
    {
        const fs::path folder = fresh();
        const FakeClock time;
        TrialLog log = TrialLog::open(folder, m_plan, time.clock());
        ReaderSession hung = log.openReader("Ann");
        hung.record(sampleAnswer(m_plan, 0));
        time.pass(leaseMs + 1);
        ReaderSession next = log.openReader("Ann");
        QCOMPARE(next.nextTrial().value(), std::size_t{1});
        // It wakes up, and may not write any more.
        QVERIFY(isBusy([&] { hung.record(sampleAnswer(m_plan, 1)); }));
        QVERIFY(isBusy([&] { hung.beat(); }));
        next.record(sampleAnswer(m_plan, 1));
        {
            const ReaderSession gone = std::move(hung);
        }
        // Nor does its end give the reader free.
        QVERIFY(isBusy([&] { log.openReader("Ann"); }));
        QCOMPARE(log.answers().size(), std::size_t{2});
    }

    void aKilledWindowLosesNothing()
    {
        const fs::path folder = fresh();
        inKilledProcess([&] {
            TrialLog log = TrialLog::open(folder, m_plan);
            ReaderSession session = log.openReader("Ann");
            for (std::size_t trial = 0; trial < 7; ++trial)
                session.record(sampleAnswer(m_plan, trial));
        });
        QCOMPARE(TrialLog::openForReading(folder, m_plan)->answers().size(), std::size_t{7});
        TrialLog log = TrialLog::open(folder, m_plan);
        // Its process is gone, so nobody has to wait.
        ReaderSession session = log.openReader("Ann");
        QCOMPARE(session.nextTrial().value(), std::size_t{7});
        session.record(sampleAnswer(m_plan, 7));
    }

    void simulatedReadersAreMarkedForGood()
    {
        TrialLog log = TrialLog::open(fresh(), m_plan);
        log.openReader("robot", true).record(sampleAnswer(m_plan, 0));
        log.openReader("Ann").record(sampleAnswer(m_plan, 0));
        QCOMPARE(codeOf([&] { log.openReader("robot"); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { log.openReader("Ann", true); }), ErrorCode::InvalidArgument);
        QVERIFY(log.answers()[0].simulated && !log.answers()[1].simulated);
        QVERIFY(log.readers()[0].simulated);
    }

    void aFullDiskLosesNothingThatWasTaken()
    {
        const fs::path folder = fresh();
        TrialLog log = TrialLog::open(folder, m_plan);
        ReaderSession session = log.openReader("Ann");
        std::size_t taken = 0;
        {
            const test::FullDisk full(fs::file_size(folder / "answers.sqlite-wal") + 60'000);
            std::optional<ErrorCode> code;
            for (; taken < m_plan.trials.size(); ++taken) {
                TrialAnswer answer = sampleAnswer(m_plan, taken);
                answer.text.assign(maxTextBytes, 'x');
                if ((code = codeOf([&] { session.record(answer); })))
                    break;
            }
            QCOMPARE(code, ErrorCode::WriteFailed);
            QVERIFY(taken > 0);
            QCOMPARE(log.answers().size(), taken);
        }
        // With room again the same answer is taken, by the same session.
        session.record(sampleAnswer(m_plan, taken));
        const auto rows = TrialLog::openForReading(folder, m_plan)->answers();
        QCOMPARE(rows.size(), taken + 1);
        QCOMPARE(rows[0].text.size(), maxTextBytes);
    }

    void aReadOnlyLogIsReadAndNotWritten()
    {
        const fs::path folder = fresh(), file = TrialLog::fileIn(folder);
        TrialLog::open(folder, m_plan).openReader("Ann").record(sampleAnswer(m_plan, 0));
        // A write version from the future makes SQLite open the file read-only, also for root, whom permissions do not stop.
        auto bytes = readFile(file);
        bytes[18] = 9;
        writeFileAtomically(file, bytes);
        QCOMPARE(codeOf([&] {
            TrialLog log = TrialLog::open(folder, m_plan);
            log.openReader("Ann").record(sampleAnswer(m_plan, 1));
        }),
            ErrorCode::WriteFailed);
        QCOMPARE(TrialLog::openForReading(folder, m_plan)->answers().size(), std::size_t{1});
    }

    void foreignAndDamagedFiles()
    {
        const fs::path folder = fresh(), file = TrialLog::fileIn(folder);
        TrialLog::open(folder, m_plan).openReader("Ann").record(sampleAnswer(m_plan, 0));
        const auto sound = readFile(file);
        // Another plan, for example after study.json was changed.
        QCOMPARE(codeOf([&] { TrialLog::open(folder, m_back); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { TrialLog::openForReading(folder, m_back); }), ErrorCode::Corrupt);
        QVERIFY(messageOf([&] { TrialLog::open(folder, m_back); }).find("study.json") != std::string::npos);
        const auto answersAfter = [&](const char* sql) {
            writeFileAtomically(file, sound);
            test::executeForeign(file, sql);
            return codeOf([&] { TrialLog::open(folder, m_plan).answers(); });
        };
        QVERIFY(!answersAfter("SELECT 1"));
        QCOMPARE(answersAfter("PRAGMA user_version = 2"), ErrorCode::VersionMismatch);
        QCOMPARE(answersAfter("PRAGMA application_id = 7"), ErrorCode::Unsupported);
        QCOMPARE(answersAfter("UPDATE answers SET trial = 500"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("UPDATE answers SET trial = 1"), ErrorCode::Corrupt); // its picture is another
        QCOMPARE(answersAfter("UPDATE answers SET answer = 2"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("UPDATE answers SET confidence = -1"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("UPDATE answers SET text = char(7)"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("UPDATE answers SET shown_ms = -5"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("DROP TABLE answers"), ErrorCode::Corrupt);
        QCOMPARE(answersAfter("CREATE TABLE other(x); DROP TABLE meta"), ErrorCode::Corrupt);
        auto cut = sound;
        cut.resize(cut.size() / 3);
        writeFileAtomically(file, cut);
        QVERIFY(codeOf([&] { TrialLog::open(folder, m_plan).answers(); }).has_value());
        writeFileAtomically(
            file, std::string_view("this is no database, whatever its name says, and it is long enough to have a header........."));
        QCOMPARE(codeOf([&] { TrialLog::open(folder, m_plan); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { TrialLog::openForReading(folder, m_plan); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { TrialLog::open(folder / "none", m_plan); }), ErrorCode::WriteFailed);
    }

    void foldersOfAnyName()
    {
        const fs::path folder = fresh() / "a%20b?mode=memory#c";
        fs::create_directories(folder);
        TrialLog::open(folder, m_plan).openReader("Ann").record(sampleAnswer(m_plan, 0));
        QVERIFY(fs::exists(TrialLog::fileIn(folder)));
        QCOMPARE(TrialLog::openForReading(folder, m_plan)->answers().size(), std::size_t{1});
        // Looking leaves nothing behind.
        QCOMPARE(std::distance(fs::directory_iterator(folder), {}), std::ptrdiff_t{1});
    }

    void timesComeFromTheSteadyClock()
    {
        const FakeClock time;
        TrialTimer timer(time.clock());
        time.pass(500);
        QCOMPARE(timer.durationMs(), std::int64_t{0});
        timer.show();
        time.pass(2000);
        *time.wall -= 86'400'000; // somebody sets the clock
        timer.show();             // it is shown already
        QCOMPARE(timer.shownMs(), std::int64_t{2000});
        timer.hide();
        time.pass(300);
        QCOMPARE(timer.shownMs(), std::int64_t{2000});
        timer.show();
        time.pass(10);
        QCOMPARE(timer.shownMs(), std::int64_t{2010});
        QCOMPARE(timer.durationMs(), std::int64_t{2310});
        // A break counts nowhere; twice is once; what was hidden before stays hidden.
        timer.pause();
        time.pass(5000);
        timer.pause();
        QCOMPARE(timer.durationMs(), std::int64_t{2310});
        timer.resume();
        time.pass(90);
        QCOMPARE(timer.shownMs(), std::int64_t{2100});
        QCOMPARE(timer.durationMs(), std::int64_t{2400});
        timer.hide();
        timer.pause();
        time.pass(700);
        timer.resume();
        time.pass(100);
        QCOMPARE(timer.shownMs(), std::int64_t{2100});
        QCOMPARE(timer.durationMs(), std::int64_t{2500});
        const StudyClock clock = StudyClock::system();
        QVERIFY(clock.wall() > 1'600'000'000'000);
        QVERIFY(clock.steady() > 0);
    }
};

QTEST_GUILESS_MAIN(TestTrialLog)
#include "test_trial_log.moc"
