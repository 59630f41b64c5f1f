// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "core/inference/live_worker.h"
#include "tests/support/check.h"
#include "tests/support/fake_generator.h"
#include "tests/support/live_ear.h"

#include <QtTest>

#include <atomic>
#include <random>
#include <thread>

using namespace sonosketch;
using test::FakeGenerator;
using test::Gate;
using test::LiveEar;
using test::snapshotOf;

namespace {

LiveWorker::Factory fake(FakeGenerator::Before before = {}, std::string name = "fake")
{
    return [before, name] { return std::make_unique<FakeGenerator>(test::threeClasses(), before, name); };
}

} // namespace

class TestLiveWorker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parsesDevices()
    {
        QCOMPARE(parseDevice("auto"), DeviceChoice::Auto);
        QCOMPARE(parseDevice("cpu"), DeviceChoice::Cpu);
        QCOMPARE(parseDevice("cuda"), DeviceChoice::Cuda);
        for (const char* text : {"", "CPU", "cuda:0", "gpu"})
            QCOMPARE(test::codeOf([&] { parseDevice(text); }), ErrorCode::Usage);
    }
    void rendersASnapshotOnItsOwnThread()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction stroke(document, "stroke");
        stroke.paintDab(Plane::Labels, {100, 100}, 20, 2);
        stroke.paintDab(Plane::Sketch, {300, 100}, 1, SketchPen);
        stroke.commit();
        std::thread::id madeOn, ranOn;
        LiveEar ear;
        LiveWorker worker(
            [&] {
                madeOn = std::this_thread::get_id();
                return std::make_unique<FakeGenerator>(
                    test::threeClasses(), [&](const Condition&, const CancelToken&) { ranOn = std::this_thread::get_id(); });
            },
            ear.ready(), ear.busy(), ear.done());
        worker.submit(document.snapshot());
        ear.waitForOutcomes(1);
        const Outcome outcome = ear.heard()[0];
        QCOMPARE(outcome.error, std::string());
        QCOMPARE(outcome.revision, document.revision());
        QVERIFY(outcome.exact && outcome.milliseconds > 0);
        QCOMPARE(outcome.image.at<std::uint8_t>(100, 100), std::uint8_t(20)); // class and view
        QCOMPARE(outcome.image.at<std::uint8_t>(100, 300), std::uint8_t(20)); // pen and view
        QCOMPARE(outcome.image.at<std::uint8_t>(5, 5), std::uint8_t(10));
        QCOMPARE(ear.models(), std::vector<std::string>{"fake"});
        QVERIFY(ear.passes() == std::vector<std::uint64_t>{document.revision()});
        QVERIFY(madeOn == ranOn && madeOn != std::this_thread::get_id());
    }
    void edgesOfTheSnapshotAreUsed()
    {
        auto snapshot = std::make_shared<CaseSnapshot>(*snapshotOf(1));
        snapshot->autoEdges = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        snapshot->autoEdges->at<std::uint8_t>(7, 9) = 255;
        LiveEar ear;
        LiveWorker worker(fake(), {}, {}, ear.done());
        worker.submit(snapshot);
        ear.waitForOutcomes(1);
        QCOMPARE(ear.heard()[0].image.at<std::uint8_t>(7, 9), std::uint8_t(20));
    }
    void newestWinsAndARunningPassFinishes()
    {
        Gate gate;
        LiveEar ear;
        LiveWorker worker(
            fake([&](const Condition&, const CancelToken& cancel) { gate.pass(cancel); }), ear.ready(), ear.busy(), ear.done());
        worker.submit(snapshotOf(1));
        gate.waitFor(1);
        for (std::uint64_t revision = 2; revision <= 50; ++revision)
            worker.submit(snapshotOf(revision));
        worker.submit(nullptr);
        gate.open();
        ear.waitForOutcomes(2);
        const auto heard = ear.heard();
        QCOMPARE(heard.size(), std::size_t(2));
        QCOMPARE(heard[0].revision, std::uint64_t(1));
        QCOMPARE(heard[1].revision, std::uint64_t(50));
        QVERIFY((ear.passes() == std::vector<std::uint64_t>{1, 50}));
    }
    void errorsBecomeSentencesAndTheWorkerGoesOn()
    {
        std::atomic<int> call = 0;
        LiveEar ear;
        LiveWorker worker(fake([&](const Condition&, const CancelToken&) {
            switch (call++) {
            case 0:
                throw Error(ErrorCode::Device, "The device failed", "cuda:0", "Use the CPU");
            case 1:
                throw std::bad_alloc();
            case 2:
                throw 42;
            default:
                break;
            }
        }),
            ear.ready(), ear.busy(), ear.done());
        for (std::uint64_t revision = 1; revision <= 4; ++revision) {
            worker.submit(snapshotOf(revision));
            ear.waitForOutcomes(revision);
        }
        const auto heard = ear.heard();
        QCOMPARE(heard[0].error, std::string("The device failed: cuda:0. Use the CPU"));
        QVERIFY(heard[0].image.empty());
        QCOMPARE(heard[0].revision, std::uint64_t(1));
        QVERIFY(!heard[1].error.empty() && !heard[2].error.empty());
        QVERIFY(heard[3].error.empty() && !heard[3].image.empty());
    }
    void aPictureOfTheWrongKindIsAnError()
    {
        class Wrong : public FakeGenerator {
        public:
            using FakeGenerator::FakeGenerator;
            cv::Mat synthesize(const Condition&, const CancelToken&) override { return cv::Mat::zeros(10, 10, CV_8UC1); }
        };
        LiveEar ear;
        LiveWorker worker([] { return std::make_unique<Wrong>(test::threeClasses()); }, ear.ready(), ear.busy(), ear.done());
        worker.submit(snapshotOf(1));
        ear.waitForOutcomes(1);
        QVERIFY(ear.heard()[0].error.find("10x10") != std::string::npos);
        QVERIFY(ear.heard()[0].image.empty());
    }
    void aCaseOfAnotherPaletteIsAnErrorOfThatPass()
    {
        LiveEar ear;
        LiveWorker worker(fake(), ear.ready(), ear.busy(), ear.done());
        auto other = std::make_shared<CaseSnapshot>();
        other->revision = 1;
        other->value = Case::blank(LabelPalette("other", {{0, "Background"}, {1, "Thing"}}));
        worker.submit(other);
        ear.waitForOutcomes(1);
        worker.submit(snapshotOf(2));
        ear.waitForOutcomes(2);
        QVERIFY(ear.heard()[0].error.find("other") != std::string::npos);
        QVERIFY(ear.heard()[1].error.empty());
    }
    void aModelThatDoesNotLoadIsReportedAndAnotherOneRendersTheNewest()
    {
        LiveEar ear;
        LiveWorker worker(
            []() -> std::unique_ptr<Generator> { throw Error(ErrorCode::NotFound, "No weights"); }, ear.ready(), ear.busy(), ear.done());
        ear.waitForOutcomes(1);
        QCOMPARE(ear.heard()[0].revision, std::uint64_t(0));
        QCOMPARE(ear.heard()[0].error, std::string("No weights"));
        worker.submit(snapshotOf(7));
        ear.waitForOutcomes(2);
        QCOMPARE(ear.heard()[1].revision, std::uint64_t(7));
        QCOMPARE(ear.heard()[1].error, std::string("No weights"));
        QVERIFY(ear.passes().empty());
        worker.setFactory([]() -> std::unique_ptr<Generator> { return nullptr; });
        ear.waitForOutcomes(3);
        QVERIFY(!ear.heard()[2].error.empty());
        worker.setFactory(fake({}, "second"));
        ear.waitForOutcomes(4);
        QCOMPARE(ear.heard()[3].revision, std::uint64_t(7));
        QVERIFY(ear.heard()[3].error.empty());
        QCOMPARE(ear.models(), std::vector<std::string>{"second"});
    }
    void aSwapCutsTheRunningPassAndRendersAgain()
    {
        Gate shut;
        LiveEar ear;
        LiveWorker worker(
            fake([&](const Condition&, const CancelToken& cancel) { shut.pass(cancel); }, "slow"), ear.ready(), ear.busy(), ear.done());
        worker.submit(snapshotOf(3));
        shut.waitFor(1);
        worker.setFactory(fake({}, "quick"));
        ear.waitForOutcomes(1);
        QCOMPARE(ear.heard()[0].revision, std::uint64_t(3));
        QVERIFY(ear.heard()[0].error.empty());
        QCOMPARE(ear.models(), (std::vector<std::string>{"slow", "quick"}));
        // A model that does not load leaves the old one at work.
        worker.setFactory([]() -> std::unique_ptr<Generator> { throw std::runtime_error("broken"); });
        ear.waitForOutcomes(3);
        QCOMPARE(ear.heard()[1].error, std::string("broken"));
        QCOMPARE(ear.heard()[1].revision, std::uint64_t(0));
        QCOMPARE(ear.heard()[2].revision, std::uint64_t(3));
        QVERIFY(ear.heard()[2].error.empty());
    }
    void destructionCancelsAndSaysNothing()
    {
        Gate shut;
        LiveEar ear;
        {
            LiveWorker worker(
                fake([&](const Condition&, const CancelToken& cancel) { shut.pass(cancel); }), ear.ready(), ear.busy(), ear.done());
            worker.submit(snapshotOf(1));
            shut.waitFor(1);
            worker.submit(snapshotOf(2));
        }
        QVERIFY(ear.heard().empty());
        QVERIFY((ear.passes() == std::vector<std::uint64_t>{1}));
        for (int i = 0; i < 50; ++i) // at any moment of its start
            LiveWorker worker(fake(), ear.ready(), ear.busy(), ear.done());
    }
    void throwingReceiversDoNotStopIt()
    {
        LiveEar ear;
        std::atomic<bool> first = true;
        LiveWorker worker(
            fake(), [](const GeneratorInfo&, const LiveWorker::Factory&) { throw std::runtime_error("ready"); },
            [](std::uint64_t) { throw 1; },
            [&, done = ear.done()](const Outcome& outcome) {
                done(outcome);
                if (first.exchange(false))
                    throw std::runtime_error("done");
            });
        worker.submit(snapshotOf(1));
        ear.waitForOutcomes(1);
        worker.submit(snapshotOf(2));
        ear.waitForOutcomes(2);
        QCOMPARE(ear.heard()[1].revision, std::uint64_t(2));
    }
    void manyThreadsMaySubmit()
    {
        std::atomic<int> passes = 0;
        LiveEar ear;
        Document document(Case::blank(test::threeClasses()));
        LiveWorker worker(fake([&](const Condition&, const CancelToken&) { ++passes; }), ear.ready(), ear.busy(), ear.done());
        std::vector<std::thread> threads;
        for (std::uint64_t t = 0; t < 3; ++t)
            threads.emplace_back([&, t] {
                for (std::uint64_t i = 0; i < 40; ++i) {
                    worker.submit(snapshotOf(1 + t * 40 + i));
                    if (i % 10 == 0)
                        worker.setFactory(fake([&](const Condition&, const CancelToken&) { ++passes; }));
                }
            });
        // Meanwhile the document's own thread goes on painting and submitting.
        for (int i = 0; i < 40; ++i) {
            Transaction stroke(document, "stroke");
            stroke.paintDab(Plane::Labels, {static_cast<float>(10 * i), 100}, 9, 1);
            stroke.commit();
            document.autoEdges();
            worker.submit(document.snapshot());
        }
        for (std::thread& thread : threads)
            thread.join();
        worker.submit(snapshotOf(9999));
        for (std::size_t count = 1; ear.heard().empty() || ear.heard().back().revision != 9999; ++count)
            ear.waitForOutcomes(std::min(count, ear.heard().size() + 1));
        QVERIFY(passes > 0);
        for (const Outcome& outcome : ear.heard())
            QVERIFY(outcome.error.empty());
    }
};

QTEST_GUILESS_MAIN(TestLiveWorker)
#include "test_live_worker.moc"
