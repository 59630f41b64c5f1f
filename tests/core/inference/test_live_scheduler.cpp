// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inference/live_scheduler.h"

#include <QtTest>

#include <vector>

using namespace sonosketch;
using namespace std::chrono_literals;
using Action = LiveScheduler::Action;
using End = LiveScheduler::End;
using Pen = LiveScheduler::Pen;

namespace {

/// A scheduler with a time that the test moves.
struct Bench {
    LiveScheduler scheduler;
    LiveScheduler::Time now{1h};

    bool submit(Pen pen = Pen::Moving) { return scheduler.submitted(now, pen); }
    Action next() const { return scheduler.next(now).action; }
    /// How long it wants to wait; -1 ms: until something happens.
    std::chrono::milliseconds wait() const
    {
        const auto step = scheduler.next(now);
        if (step.action != Action::Wait)
            return -2ms;
        return step.until ? std::chrono::duration_cast<std::chrono::milliseconds>(*step.until - now) : -1ms;
    }
    void start(Action action) { scheduler.started(action, now); }
    void end(End end) { scheduler.ended(end, now); }
    /// What is due now, if it is `action`; takes `length`.
    bool run(Action action, std::chrono::milliseconds length, End how = End::Done)
    {
        if (next() != action)
            return false;
        start(action);
        now += length;
        end(how);
        return true;
    }
    /// A model whose exact passes take this long, idle.
    static Bench of(std::chrono::milliseconds exact)
    {
        Bench bench;
        bench.submit();
        bench.run(Action::Exact, exact);
        return bench;
    }
};

} // namespace

class TestLiveScheduler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAStateThereIsNothingToDo()
    {
        Bench bench;
        QCOMPARE(bench.wait(), -1ms);
        bench.scheduler.penUp();
        bench.scheduler.again(bench.now);
        QCOMPARE(bench.wait(), -1ms);
    }
    void theFirstPassIsExactAndFinishes()
    {
        Bench bench;
        QVERIFY(!bench.submit());
        QCOMPARE(bench.next(), Action::Exact);
        bench.start(Action::Exact);
        QCOMPARE(bench.wait(), -1ms); // one pass at a time
        bench.now += 700ms;
        QVERIFY(!bench.submit()); // nothing could take its place
        bench.end(End::Done);
        QCOMPARE(bench.next(), Action::Preview); // of the newer state: a preview can be made from now on
    }
    void aQuickModelMakesExactPassesAllTheTime()
    {
        Bench bench = Bench::of(59ms);
        QCOMPARE(bench.scheduler.grace(), LiveScheduler::Duration::zero());
        for (int move = 0; move < 200; ++move) {
            bench.submit();
            QVERIFY(bench.next() == Action::Exact);
            bench.start(Action::Exact);
            bench.now += 30ms;
            QVERIFY(!bench.submit()); // and they finish
            bench.now += 29ms;
            bench.end(End::Done);
        }
        QVERIFY(bench.run(Action::Exact, 59ms));
        QCOMPARE(bench.wait(), -1ms);
    }
    void previewsFollowAMovingPenAndAnExactPassFollowsAtRest()
    {
        Bench bench = Bench::of(600ms);
        QCOMPARE(bench.scheduler.grace(), LiveScheduler::Duration(150ms));
        for (int move = 0; move < 20; ++move) {
            bench.submit();
            QVERIFY(bench.run(Action::Preview, 20ms));
            QCOMPARE(bench.wait(), 130ms); // since the state came, not since the preview was ready
            bench.now += 60ms;
        }
        bench.now += 69ms;
        QCOMPARE(bench.wait(), 1ms);
        bench.now += 1ms;
        QVERIFY(bench.run(Action::Exact, 600ms));
        QCOMPARE(bench.wait(), -1ms); // until the next stroke
    }
    void aNewerStateWinsAndNothingQueues()
    {
        Bench bench = Bench::of(600ms);
        QVERIFY(!bench.submit());
        bench.start(Action::Preview);
        for (int move = 0; move < 30; ++move) {
            bench.now += 3ms;
            QVERIFY(!bench.submit()); // a preview that runs finishes
        }
        bench.end(End::Done);
        QVERIFY(bench.run(Action::Preview, 40ms)); // one for thirty
        QCOMPARE(bench.wait(), 110ms);
    }
    void anExactPassGivesWayToThePen()
    {
        Bench bench = Bench::of(600ms);
        QVERIFY(!bench.submit());
        QVERIFY(bench.run(Action::Preview, 20ms));
        bench.now += 130ms;
        QVERIFY(bench.next() == Action::Exact);
        bench.start(Action::Exact);
        bench.now += 300ms;
        QVERIFY(bench.submit());
        bench.now += 10ms;
        bench.end(End::Cancelled);
        QVERIFY(bench.run(Action::Preview, 20ms));
        bench.now += 150ms;
        QVERIFY(bench.run(Action::Exact, 600ms));
        QCOMPARE(bench.scheduler.mean(), std::optional<LiveScheduler::Duration>(600ms)); // what was cancelled measured nothing
    }
    void aDeclinedPreviewIsAnExactPassAtOnceThatFinishes()
    {
        Bench bench = Bench::of(600ms);
        bench.submit();
        QVERIFY(bench.run(Action::Preview, 1ms, End::Declined));
        bench.submit(); // whatever is newest by now: it is not asked for again
        QVERIFY(bench.next() == Action::Exact);
        bench.start(Action::Exact);
        bench.now += 300ms;
        QVERIFY(!bench.submit()); // it is all that follows the pen
        bench.now += 300ms;
        bench.end(End::Done);
        QVERIFY(bench.run(Action::Preview, 1ms)); // the next state may have one
        // A preview that failed is one that cannot be had.
        bench.submit();
        QVERIFY(bench.run(Action::Preview, 1ms, End::Failed));
        QVERIFY(bench.run(Action::Exact, 600ms));
        QCOMPARE(bench.wait(), -1ms);
    }
    void theGraceGrowsWithWhatAPassCosts()
    {
        QCOMPARE(Bench::of(60ms).scheduler.grace(), LiveScheduler::Duration(80ms));
        QCOMPARE(Bench::of(400ms).scheduler.grace(), LiveScheduler::Duration(100ms));
        QCOMPARE(Bench::of(1000ms).scheduler.grace(), LiveScheduler::Duration(250ms));
        QCOMPARE(Bench::of(9000ms).scheduler.grace(), LiveScheduler::Duration(400ms));
    }
    void theMeanIsOfTheLastPasses()
    {
        Bench bench;
        const auto pass = [&](std::chrono::milliseconds length) {
            bench.submit();
            bench.start(Action::Exact);
            bench.now += length;
            bench.end(End::Done);
            return *bench.scheduler.mean();
        };
        QVERIFY(!bench.scheduler.mean());
        QCOMPARE(pass(2000ms), LiveScheduler::Duration(2000ms));
        QCOMPARE(pass(10ms), LiveScheduler::Duration(10ms)); // the first one warmed up
        QCOMPARE(pass(30ms), LiveScheduler::Duration(20ms));
        QCOMPARE(pass(50ms), LiveScheduler::Duration(30ms));
        QCOMPARE(pass(30ms), LiveScheduler::Duration(30ms));
        QCOMPARE(pass(30ms), LiveScheduler::Duration(30ms));
        QCOMPARE(pass(60ms), LiveScheduler::Duration(40ms)); // without the 10
        QCOMPARE(pass(30ms), LiveScheduler::Duration(40ms)); // nor the first 30
        bench.scheduler.newModel(bench.now);
        QVERIFY(!bench.scheduler.mean());
        QCOMPARE(pass(500ms), LiveScheduler::Duration(500ms));
        QCOMPARE(pass(100ms), LiveScheduler::Duration(100ms));
    }
    void aStrokeWithoutEndGetsAnExactPassThatFinishes()
    {
        Bench bench = Bench::of(600ms); // forced after 3 s: four times the mean is less
        const auto begin = bench.now;
        std::vector<std::chrono::milliseconds> exact;
        while (bench.now < begin + 10s) {
            bench.submit();
            if (bench.next() == Action::Exact) {
                exact.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(bench.now - begin));
                bench.start(Action::Exact);
                for (int move = 0; move < 6; ++move) {
                    bench.now += 100ms;
                    QVERIFY(!bench.submit());
                }
                bench.end(End::Done);
            } else {
                QVERIFY(bench.run(Action::Preview, 50ms));
            }
        }
        // Counted from the first change after the last one began.
        QCOMPARE(exact, (std::vector<std::chrono::milliseconds>{3000ms, 6100ms, 9200ms}));
    }
    void aStrokeWithPausesIsNoStrokeWithoutExactPass()
    {
        // Every pass at rest is cancelled by the next move; after three seconds one is not.
        Bench bench = Bench::of(600ms);
        const auto begin = bench.now;
        bool cancelled = true;
        while (cancelled && bench.now < begin + 10s) {
            bench.submit();
            if (bench.next() == Action::Preview)
                QVERIFY(bench.run(Action::Preview, 50ms));
            bench.now += 210ms;
            QVERIFY(bench.next() == Action::Exact);
            bench.start(Action::Exact);
            bench.now += 50ms;
            cancelled = bench.submit();
            bench.end(cancelled ? End::Cancelled : End::Done);
        }
        QVERIFY(!cancelled);
        QVERIFY(bench.now - begin == 3100ms); // the tenth: it began 50 ms after the time was over
    }
    void aPassOfOverASecondIsNeverForced()
    {
        QCOMPARE(Bench::of(1000ms).scheduler.forceAfter(), std::optional<LiveScheduler::Duration>(4s));
        Bench bench = Bench::of(1001ms);
        QVERIFY(!bench.scheduler.forceAfter());
        for (int move = 0; move < 600; ++move) {
            bench.submit();
            QVERIFY(bench.run(Action::Preview, 100ms));
        }
        QVERIFY(bench.wait() > 0ms);
    }
    void aLiftedPenNeedsNoGrace()
    {
        Bench bench = Bench::of(600ms);
        bench.submit();
        QVERIFY(bench.run(Action::Preview, 20ms));
        QCOMPARE(bench.wait(), 130ms);
        bench.scheduler.penUp();
        QVERIFY(bench.run(Action::Exact, 600ms));
        // An undo is seen at once, too, and then exact at once.
        bench.submit(Pen::Resting);
        QVERIFY(bench.run(Action::Preview, 20ms));
        QVERIFY(bench.next() == Action::Exact);
        bench.start(Action::Exact);
        QVERIFY(bench.submit(Pen::Moving)); // the next stroke
        bench.end(End::Cancelled);
        QVERIFY(bench.run(Action::Preview, 20ms));
        QCOMPARE(bench.wait(), 130ms);
    }
    void whatFailedIsNotTriedAgainByItself()
    {
        Bench bench = Bench::of(600ms);
        bench.submit();
        QVERIFY(bench.run(Action::Preview, 20ms));
        bench.now += 150ms;
        QVERIFY(bench.run(Action::Exact, 20ms, End::Failed));
        bench.now += 10s;
        QCOMPARE(bench.wait(), -1ms);
        QCOMPARE(bench.scheduler.mean(), std::optional<LiveScheduler::Duration>(600ms));
        bench.scheduler.again(bench.now);
        QCOMPARE(bench.next(), Action::Preview);
    }
    void anotherModelBeginsWithAnExactPass()
    {
        Bench bench = Bench::of(600ms);
        bench.submit();
        QVERIFY(bench.run(Action::Preview, 20ms));
        bench.scheduler.newModel(bench.now);
        QVERIFY(bench.run(Action::Exact, 20ms));
        QCOMPARE(bench.wait(), -1ms);
    }
};

QTEST_GUILESS_MAIN(TestLiveScheduler)
#include "test_live_scheduler.moc"
