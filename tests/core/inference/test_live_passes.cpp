// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_clock.h"
#include "tests/support/fake_generator.h"
#include "tests/support/live_ear.h"

#include <QtTest>

#include <algorithm>
#include <atomic>

using namespace sonosketch;
using namespace std::chrono_literals;
using test::FakeGenerator;
using test::Gate;
using test::PreviewingGenerator;
using test::snapshotOf;
using Pen = LiveWorker::Pen;

namespace {
/// "1e 2p": exact of revision 1, preview of 2, "!" for an error.
std::string story(const std::vector<Outcome>& outcomes)
{
    std::string text;
    for (const Outcome& outcome : outcomes) {
        text += text.empty() ? "" : " ";
        text += std::to_string(outcome.revision);
        text += !outcome.error.empty() ? '!' : outcome.exact ? 'e' : 'p';
    }
    return text;
}
} // namespace

/// Which passes the worker makes of what it is given, and what becomes of a device that fails; the test moves the time.
class TestLivePasses : public QObject {
    Q_OBJECT

    std::shared_ptr<test::FakeClock> clock;
    std::unique_ptr<test::LiveEar> ear;
    std::unique_ptr<LiveWorker> worker;
    std::atomic<int> exactPasses = 0, previews = 0;
    std::function<void(int pass, const CancelToken&)> duringExact;   ///< after its 600 ms
    std::function<bool(int pass, const CancelToken&)> duringPreview; ///< after its 20 ms; says whether there is one
    std::chrono::milliseconds exactLength{600};

    std::unique_ptr<Generator> make(std::string device = "cpu")
    {
        return std::make_unique<PreviewingGenerator>(
            test::threeClasses(),
            [this](const Condition&, const CancelToken& cancel) {
                clock->advance(exactLength);
                if (const int pass = ++exactPasses; duringExact)
                    duringExact(pass, cancel);
            },
            [this](const CancelToken& cancel) {
                clock->advance(20ms);
                const int pass = ++previews;
                return !duringPreview || duringPreview(pass, cancel);
            },
            std::move(device));
    }
    void start(LiveWorker::Factory factory)
    {
        worker = std::make_unique<LiveWorker>(std::move(factory), ear->ready(), ear->busy(), ear->done(), ear->fellBack(), clock);
    }
    void start()
    {
        start([this] { return make(); });
    }
    /// Submits and waits until nothing happens any more; how long until the worker wakes by itself.
    std::optional<std::chrono::milliseconds> submit(std::uint64_t revision, Pen pen = Pen::Moving)
    {
        worker->submit(snapshotOf(revision), pen);
        return clock->untilIdle();
    }
    std::string heard() { return story(ear->heard()); }

private Q_SLOTS:
    void init()
    {
        clock = std::make_shared<test::FakeClock>();
        ear = std::make_unique<test::LiveEar>();
        exactPasses = previews = 0;
        duringExact = {};
        duringPreview = {};
        exactLength = 600ms;
    }
    void cleanup()
    {
        worker.reset();
        ear.reset();
    }

    void aPreviewIsFollowedByTheExactPictureAtRest()
    {
        start();
        QVERIFY(!submit(1));
        QCOMPARE(heard(), std::string("1e"));
        auto second = std::make_shared<CaseSnapshot>(*snapshotOf(2));
        second->autoEdges = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        worker->submit(second);
        QCOMPARE(clock->untilIdle(), std::optional(130ms));
        QCOMPARE(heard(), std::string("1e 2p"));
        // Seen only by one who builds the condition once more.
        second->autoEdges->at<std::uint8_t>(7, 9) = 255;
        clock->advance(129ms);
        QCOMPARE(clock->untilIdle(), std::optional(1ms));
        QCOMPARE(heard(), std::string("1e 2p"));
        clock->advance(1ms);
        QVERIFY(!clock->untilIdle());
        QCOMPARE(heard(), std::string("1e 2p 2e"));
        const auto outcomes = ear->heard();
        QCOMPARE(outcomes[1].milliseconds, 20.0);
        QCOMPARE(outcomes[2].milliseconds, 600.0);
        QVERIFY(outcomes[1].made == second && outcomes[2].made == second);
        QCOMPARE(outcomes[1].image.at<std::uint8_t>(7, 9), std::uint8_t(11));
        QCOMPARE(outcomes[2].image.at<std::uint8_t>(7, 9), std::uint8_t(10));
        QVERIFY((ear->passes() == std::vector<std::uint64_t>{1, 2, 2}));
        QVERIFY(!submit(3, Pen::Resting)); // nothing to wait for
        QCOMPARE(heard(), std::string("1e 2p 2e 3p 3e"));
    }
    void aMoveCutsTheExactPassAtRest()
    {
        Gate shut;
        duringExact = [&](int pass, const CancelToken& cancel) {
            if (pass == 2)
                shut.pass(cancel); // never opens: only a cancel ends this pass
        };
        start();
        submit(1);
        submit(2);
        clock->advance(130ms);
        shut.waitFor(1);
        QCOMPARE(submit(3), std::optional(130ms));
        QCOMPARE(heard(), std::string("1e 2p 3p"));
        clock->advance(130ms);
        QVERIFY(!clock->untilIdle());
        QCOMPARE(heard(), std::string("1e 2p 3p 3e"));
        QVERIFY((ear->passes() == std::vector<std::uint64_t>{1, 2, 2, 3, 3}));
    }
    void aRunningPreviewFinishesAndTheNewestIsNext()
    {
        Gate gate;
        duringPreview = [&](int, const CancelToken& cancel) {
            gate.pass(cancel);
            return true;
        };
        start();
        submit(1);
        worker->submit(snapshotOf(2));
        gate.waitFor(1);
        for (std::uint64_t revision = 3; revision <= 50; ++revision)
            worker->submit(snapshotOf(revision));
        gate.open();
        ear->waitForOutcomes(3);
        QCOMPARE(heard(), std::string("1e 2p 50p"));
    }
    void aDeclinedPreviewIsAnExactPassThatFinishes()
    {
        Gate gate;
        duringPreview = [](int, const CancelToken&) { return false; };
        duringExact = [&](int pass, const CancelToken& cancel) {
            if (pass == 2)
                gate.pass(cancel);
        };
        start();
        submit(1);
        worker->submit(snapshotOf(2));
        gate.waitFor(1);
        worker->submit(snapshotOf(3));
        gate.open();
        ear->waitForOutcomes(3);
        QVERIFY(!clock->untilIdle());
        QCOMPARE(heard(), std::string("1e 2e 3e"));
        QVERIFY((ear->passes() == std::vector<std::uint64_t>{1, 2, 3}));
    }
    void aPreviewThatFailsIsNoErrorForAPerson()
    {
        duringPreview = [](int, const CancelToken&) -> bool { throw Error(ErrorCode::InvalidArgument, "no preview"); };
        start();
        submit(1);
        QVERIFY(!submit(2));
        QCOMPARE(heard(), std::string("1e 2e"));
    }
    void aLiftedPenIsWaitedForNoLonger()
    {
        start();
        submit(1);
        QVERIFY(submit(2).has_value());
        worker->penUp();
        QVERIFY(!clock->untilIdle());
        QCOMPARE(heard(), std::string("1e 2p 2e"));
    }
    void aQuickModelIsNeverAskedForAPreview()
    {
        exactLength = 40ms;
        start();
        for (std::uint64_t revision = 1; revision <= 5; ++revision)
            QVERIFY(!submit(revision));
        QCOMPARE(heard(), std::string("1e 2e 3e 4e 5e"));
        QCOMPARE(previews.load(), 0);
    }
    void aSwapForgetsThePreview()
    {
        start();
        submit(1);
        submit(2);
        worker->setFactory([this] { return make(); });
        QVERIFY(!clock->untilIdle());
        QCOMPARE(heard(), std::string("1e 2p 2e"));
    }
    void theProcessorTakesOverFromADeviceThatFails_data()
    {
        QTest::addColumn<QString>("when");
        for (const char* when : {"load", "exact", "preview"})
            QTest::newRow(when) << when;
    }
    void theProcessorTakesOverFromADeviceThatFails()
    {
        QFETCH(QString, when);
        const auto fail = [] { throw Error(ErrorCode::Device, "out of memory", "cuda:0"); };
        std::atomic<bool> onCard = when != "load";
        duringExact = [&](int pass, const CancelToken&) {
            if (onCard && when == "exact" && pass == 2)
                fail();
        };
        duringPreview = [&](int, const CancelToken&) {
            if (onCard && when == "preview")
                fail();
            return when != "exact";
        };
        const LiveWorker::Factory factory{[&]() -> std::unique_ptr<Generator> {
                                              if (when == "load")
                                                  fail();
                                              return make("cuda:0");
                                          },
            [&] {
                onCard = false;
                return make("cpu");
            }};
        start(factory);
        submit(1);
        submit(2);
        QCOMPARE(ear->fallBacks(), std::vector<std::string>{"out of memory: cuda:0"});
        for (const Outcome& outcome : ear->heard())
            QCOMPARE(outcome.error, std::string());
        QCOMPARE(ear->heard().back().revision, std::uint64_t(2));
        QVERIFY(ear->heard()[when == "load" ? 0 : 1].exact); // a new model begins with an exact pass
        QCOMPARE(ear->models().size(), std::size_t(when == "load" ? 1 : 2));
        QCOMPARE(factory()->info().device, std::string("cpu")); // the others who hold it need not find out for themselves
    }
    void aProcessorThatFailsAsWellIsTriedOnce()
    {
        std::atomic<int> tried = 0;
        duringExact = [](int, const CancelToken&) { throw Error(ErrorCode::Device, "out of memory"); };
        start({[this] { return make("cuda:0"); },
            [&]() -> std::unique_ptr<Generator> {
                ++tried;
                throw std::bad_alloc();
            }});
        submit(1);
        submit(2);
        QCOMPARE(heard(), std::string("1! 2!"));
        QCOMPARE(ear->heard()[0].error, std::string("out of memory"));
        QCOMPARE(tried.load(), 1);
        QVERIFY(ear->fallBacks().empty());
        // One that loads and fails is not replaced by itself either.
        worker->setFactory({[this] { return make("cuda:0"); },
            [&] {
                ++tried;
                return make("cuda:0");
            }});
        clock->untilIdle();
        QCOMPARE(heard(), std::string("1! 2! 2!"));
        QCOMPARE(tried.load(), 2);
        QCOMPARE(ear->fallBacks().size(), std::size_t(1));
    }
    void nothingTakesOverFromTheProcessorOrForAnotherReason()
    {
        std::atomic<int> tried = 0;
        duringExact = [](int pass, const CancelToken&) {
            throw Error(pass == 1 ? ErrorCode::Device : ErrorCode::InvalidArgument, "failed");
        };
        const auto second = [&] {
            ++tried;
            return make();
        };
        start({[this] { return make("cpu"); }, second});
        submit(1);
        worker->setFactory({[this] { return make("cuda:0"); }, second});
        clock->untilIdle();
        QCOMPARE(heard(), std::string("1! 1!"));
        QCOMPARE(tried.load(), 0);
    }
    void tenThousandFramesLeaveNothingBehind()
    {
        std::atomic<std::uint64_t> lastExact = 0;
        std::atomic<int> outcomes = 0;
        worker = std::make_unique<LiveWorker>([this] { return make(); }, nullptr, nullptr,
            [&](const Outcome& outcome) {
                ++outcomes;
                if (outcome.exact)
                    lastExact = outcome.revision;
            },
            nullptr, clock);
        const auto blank = snapshotOf(0);
        std::vector<std::weak_ptr<const CaseSnapshot>> frames;
        const auto alive = [&] { return std::count_if(frames.begin(), frames.end(), [](const auto& frame) { return !frame.expired(); }); };
        constexpr std::uint64_t last = 10'000;
        for (std::uint64_t revision = 1; revision <= last; ++revision) {
            auto frame = std::make_shared<CaseSnapshot>(*blank); // shares the pixels
            frame->revision = revision;
            frames.push_back(frame);
            worker->submit(std::move(frame));
            if (revision % 500 == 0) {
                clock->untilIdle(); // some are rendered, too
                QVERIFY(alive() <= 2);
            }
        }
        worker->penUp();
        clock->untilIdle();
        QCOMPARE(lastExact.load(), last);
        QVERIFY(outcomes >= 20);
        QVERIFY(alive() <= 1); // the newest, for another model
    }
};

QTEST_GUILESS_MAIN(TestLivePasses)
#include "test_live_passes.moc"
