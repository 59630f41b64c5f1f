// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/job_runner.h"

#include <QSignalSpy>
#include <QTest>

#include <mutex>
#include <thread>

using namespace sonosketch;

namespace {
/// Holds a job until the test lets it go.
struct Gate {
    std::atomic<bool> open{false}, reached{false};
    void pass(const JobContext& job)
    {
        reached = true;
        while (!open && !job.cancel().isCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
};
} // namespace

class TestJobRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsComeOnTheCallersThreadInOrder()
    {
        JobRunner jobs;
        std::vector<int> results;
        const auto here = std::this_thread::get_id();
        for (int number = 0; number < 5; ++number)
            jobs.start(
                JobRunner::Kind::Cancellable, QStringLiteral("job"),
                [number, here](JobContext&) { return std::this_thread::get_id() == here ? -1 : number; },
                [&results, here](int result) {
                    QVERIFY(std::this_thread::get_id() == here);
                    results.push_back(result);
                });
        QVERIFY(jobs.busy());
        QTRY_COMPARE(results.size(), std::size_t{5});
        QCOMPARE(results, (std::vector<int>{0, 1, 2, 3, 4}));
        QVERIFY(!jobs.busy());
    }

    void errorsAreDelivered()
    {
        JobRunner jobs;
        std::vector<ErrorCode> failures;
        const auto failed = [&](const Error& error) { failures.push_back(error.code()); };
        jobs.start(
            JobRunner::Kind::Writing, {}, [](JobContext&) { throw Error(ErrorCode::Corrupt, "broken"); },
            [] { QFAIL("no result was there"); }, failed);
        jobs.start(
            JobRunner::Kind::Writing, {}, [](JobContext&) -> int { throw std::runtime_error("odd"); }, [](int) { QFAIL("nor here"); },
            failed);
        QTRY_COMPARE(failures.size(), std::size_t{2});
        QVERIFY(failures[0] == ErrorCode::Corrupt);
    }

    void cancelIsHeardAtOnceAndTheResultDropped()
    {
        JobRunner jobs;
        Gate gate;
        bool done = false, cancelled = false;
        jobs.start(
            JobRunner::Kind::Cancellable, QStringLiteral("slow"),
            [&gate](JobContext& job) {
                job.setProgress(0.25);
                gate.pass(job);
                return 1; // does not look at its token
            },
            [&](int) { done = true; }, [&](const Error& error) { cancelled = error.code() == ErrorCode::Cancelled; });
        QTRY_VERIFY(gate.reached.load());
        QCOMPARE(jobs.progress(), 0.25);
        QCOMPARE(jobs.title(), QStringLiteral("slow"));
        QVERIFY(jobs.cancellable());
        QSignalSpy changes(&jobs, &JobRunner::changed);
        jobs.cancel();
        QVERIFY(cancelled);
        QVERIFY(!jobs.busy());
        QCOMPARE(changes.count(), 1);
        bool next = false;
        jobs.start(
            JobRunner::Kind::Silent, {}, [](JobContext&) {}, [&] { next = true; });
        QTRY_VERIFY(next);
        QVERIFY(!done);
    }

    void writingIsNeitherCancelledNorLostAtTheEnd()
    {
        std::atomic<int> written{0}, read{0};
        Gate gate;
        {
            JobRunner jobs;
            jobs.start(
                JobRunner::Kind::Writing, {},
                [&](JobContext& job) {
                    gate.pass(job);
                    ++written;
                },
                [] { QFAIL("nobody is there to hear"); });
            jobs.start(
                JobRunner::Kind::Cancellable, {}, [&](JobContext&) { ++read; }, [] {});
            jobs.start(
                JobRunner::Kind::Silent, {}, [&](JobContext&) { ++written; }, [] {});
            QTRY_VERIFY(gate.reached.load());
            QVERIFY(!jobs.cancellable());
            jobs.cancel();
            gate.open = true;
        }
        QCOMPARE(written.load(), 2);
        QCOMPARE(read.load(), 0);
    }

    void silentJobsAreNotShown()
    {
        JobRunner jobs;
        QSignalSpy changes(&jobs, &JobRunner::changed);
        bool done = false;
        jobs.start(
            JobRunner::Kind::Silent, {}, [](JobContext&) {}, [&] { done = true; });
        QVERIFY(!jobs.busy());
        QTRY_VERIFY(done);
        QCOMPARE(changes.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "test_job_runner.moc"
