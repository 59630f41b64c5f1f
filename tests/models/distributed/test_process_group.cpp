// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Several processes on the loopback interface: what they exchange, and how it ends when one is missing or dies.

#include "core/base/error.h"
#include "models/distributed/process_group.h"
#include "tests/models/distributed/processes.h"
#include "tests/support/check.h"

#include <QtTest>

#include <torch/torch.h>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace sonosketch;
using namespace sonosketch::distributed;
using test::RankProcess;

namespace {

void require(bool condition, const char* what)
{
    if (!condition)
        throw std::runtime_error(what);
}

void say(const char* line)
{
    std::puts(line);
    std::fflush(stdout);
}

void exchange(ProcessGroup& group)
{
    const double rank = group.rank();
    require(group.transport() == "gloo", "transport");
    require(group.sum({rank + 1, 10 * rank}) == std::vector<double>({6, 30}), "sum");
    require(group.mean({rank}) == std::vector<double>({1}), "mean");
    require(group.any(group.rank() == 2) && !group.any(false), "any");
    require(group.fromFirst(rank + 0.125) == 0.125, "fromFirst");

    // Gradients of several shapes, types and memory layouts, one larger than a bucket, one missing.
    auto wide = torch::zeros({2, 3, 8, 8}).requires_grad_(), half = torch::zeros({5}).requires_grad_(),
         none = torch::zeros({4}).requires_grad_(), large = torch::zeros({5 << 20}).requires_grad_();
    const auto pattern = torch::arange(2 * 3 * 8 * 8, torch::kFloat32).reshape({2, 3, 8, 8});
    wide.mutable_grad() = (pattern * (rank + 1)).contiguous(torch::MemoryFormat::ChannelsLast);
    half.mutable_grad() = torch::full({5}, rank);
    large.mutable_grad() = torch::full({5 << 20}, rank * 2);
    group.averageGradients({wide, none, half, large});
    require(torch::equal(wide.grad(), pattern * 2), "wide gradient");
    require(wide.grad().is_contiguous(torch::MemoryFormat::ChannelsLast), "layout");
    require(torch::equal(half.grad(), torch::ones({5})), "small gradient");
    require(torch::equal(large.grad(), torch::full({5 << 20}, 2.0)), "large gradient");
    require(!none.grad().defined(), "missing gradient");

    auto weights = torch::full({3, 4}, rank + 7), short16 = torch::full({3}, rank).to(torch::kBFloat16),
         counter = torch::tensor({group.rank()}, torch::kInt64);
    group.broadcast({weights, short16, counter});
    require(torch::equal(weights, torch::full({3, 4}, 7.0)) && counter.item<std::int64_t>() == 0, "broadcast");
    require(short16.scalar_type() == torch::kBFloat16 && short16.to(torch::kFloat32).sum().item<double>() == 0, "broadcast of 16 bits");

    group.requireEqual("the recipe", "same");
    const auto message = test::messageOf([&] { group.requireEqual("the recipe", group.rank() == 1 ? "other" : "same"); });
    require(message.find("do not agree on the recipe") != std::string::npos, "requireEqual");
    group.barrier(); // still in step after the refusal
}

/// What a rank does; the exit status is main()'s.
void runRank(const std::string& mode)
{
    const auto group = ProcessGroup::join(launchFromEnvironment().value());
    if (mode == "exchange")
        return exchange(*group);
    say("joined");
    while (true) { // "work": until somebody dies
        group->sum({1.0});
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace

class TestProcessGroup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisBuildHasGloo() { QVERIFY(ProcessGroup::available(false)); }

    void threeProcessesExchange()
    {
        auto ranks = test::startRanks("exchange", 3);
        for (auto& rank : ranks) {
            const int status = rank.finish();
            QVERIFY2(status == 0, qPrintable(rank.output()));
        }
    }

    void aKilledProcessEndsTheOthers()
    {
        for (const std::size_t victim : {std::size_t{1}, std::size_t{0}}) { // rank 0 also serves the store
            auto ranks = test::startRanks("work", 2);
            QVERIFY2(ranks[0].waitFor("joined") && ranks[1].waitFor("joined"), qPrintable(ranks[0].output() + ranks[1].output()));
            ranks[victim].kill();
            auto& other = ranks[1 - victim];
            QCOMPARE(other.finish(), 1);
            QVERIFY2(other.output().contains("lost contact with another process of this run"), qPrintable(other.output()));
            QVERIFY2(other.output().contains("--resume"), qPrintable(other.output()));
        }
    }

    void aProcessThatHangsEndsTheOthersInTime()
    {
        auto ranks = test::startRanks("work", 2, {}, 2);
        QVERIFY(ranks[0].waitFor("joined") && ranks[1].waitFor("joined"));
        ranks[1].signal(SIGSTOP);
        QCOMPARE(ranks[0].finish(), 1);
        QVERIFY2(ranks[0].output().contains("lost contact"), qPrintable(ranks[0].output()));
    }

    void aMissingProcessIsNamed()
    {
        RankProcess alone({"work", 0, 3, test::freePort(), 1, {}});
        QCOMPARE(alone.finish(), 1);
        QVERIFY2(alone.output().contains("2 of 3 processes did not come within 1 s (rank 1, 2)"), qPrintable(alone.output()));
    }

    void aMissingFirstProcessIsSaid()
    {
        RankProcess alone({"work", 1, 2, test::freePort(), 1, {}});
        QCOMPARE(alone.finish(), 1);
        QVERIFY2(alone.output().contains("cannot reach rank 0"), qPrintable(alone.output()));
    }

    void twoOfTheSameRankAreRefused()
    {
        const int port = test::freePort();
        RankProcess first({"work", 0, 3, port, test::longTimeout, {}});
        RankProcess second({"work", 1, 3, port, test::longTimeout, {}}), third({"work", 1, 3, port, 20, {}});
        // One of the two is refused; the others wait for rank 2.
        while (second.running() && third.running())
            QTest::qWait(20);
        auto& refused = second.running() ? third : second;
        QCOMPARE(refused.finish(), 1);
        QVERIFY2(refused.output().contains("two processes claim to be rank 1"), qPrintable(refused.output()));
    }

    void somethingElseAtThePortIsNotWaitedForInVain()
    {
        // Accepts (in the kernel), and never answers.
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        QVERIFY(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(socket, 4) == 0);
        QVERIFY(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        const int port = ntohs(address.sin_port);
        RankProcess client({"work", 1, 2, port, 1, {}}), server({"work", 0, 2, port, 1, {}});
        QCOMPARE(client.finish(), 1);
        QVERIFY2(client.output().contains("Error:"), qPrintable(client.output()));
        QCOMPARE(server.finish(), 1);
        QVERIFY2(server.output().contains("cannot listen for the other processes"), qPrintable(server.output()));
        ::close(socket);
    }

    void shardsCoverTheBatch()
    {
        QCOMPARE(shardOf(4, 0, 1).count, 4);
        QCOMPARE(shardOf(4, 0, 2).first, 0);
        QCOMPARE(shardOf(4, 1, 2).first, 2);
        QCOMPARE(shardOf(4, 1, 2).count, 2);
        QCOMPARE(test::codeOf([] { shardOf(4, 0, 3); }), ErrorCode::InvalidArgument);
        QCOMPARE(test::codeOf([] { shardOf(4, 2, 2); }), ErrorCode::InvalidArgument);
        QCOMPARE(test::codeOf([] { shardOf(2, 0, 4); }), ErrorCode::InvalidArgument);
    }
};

int main(int argc, char** argv)
{
    if (const char* mode = std::getenv(test::modeVariable)) {
        try {
            runRank(mode);
            return 0;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "Error: %s\n", error.what());
            return 1;
        }
    }
    QCoreApplication app(argc, argv);
    TestProcessGroup tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "test_process_group.moc"
