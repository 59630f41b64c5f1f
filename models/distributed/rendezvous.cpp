// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/distributed/rendezvous.h"

#include "core/base/error.h"

#include <torch/torch.h>

#include <fmt/format.h>

// SONOSKETCH_GLOO and SONOSKETCH_NCCL come from CMakeLists.txt, which has tried them. LibTorch's own definitions, which these headers
// ask for, say what the library was built with, not whether the headers of Gloo and NCCL are at hand.
#ifdef SONOSKETCH_GLOO
#ifndef USE_C10D_GLOO
#define USE_C10D_GLOO
#endif
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#ifdef SONOSKETCH_NCCL
#ifndef USE_C10D_NCCL
#define USE_C10D_NCCL
#endif
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#if defined(SONOSKETCH_GLOO) || defined(SONOSKETCH_NCCL)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace sonosketch::distributed {

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

bool linkAvailable(bool cuda)
{
    bool available = false;
#ifdef SONOSKETCH_GLOO
    available = true; // GPUs too, through the CPU's memory
#endif
#ifdef SONOSKETCH_NCCL
    available = available || cuda;
#endif
    static_cast<void>(cuda);
    return available;
}

#if defined(SONOSKETCH_GLOO) || defined(SONOSKETCH_NCCL)

namespace {

using Clock = std::chrono::steady_clock;
using StorePointer = c10::intrusive_ptr<c10d::Store>;
#if TORCH_VERSION_MAJOR >= 2
using C10dGroup = c10d::Backend;
#else
using C10dGroup = c10d::ProcessGroup;
#endif

[[noreturn]] void failToJoin(const Launch& launch, const std::string& problem, const std::string& hint)
{
    throw Error(ErrorCode::Device, problem,
        fmt::format("rank {} of {} at {}:{}", launch.rank, launch.size, launch.masterAddress, launch.masterPort), hint);
}

/// The key-value store at the master's address; rank 0 serves it unless the launcher does.
StorePointer openStore(const Launch& launch)
{
    const bool serves = launch.rank == 0 && !launch.storeIsServed;
    c10d::TCPStoreOptions options;
    options.port = launch.masterPort;
    options.isServer = serves;
    options.waitWorkers = false; // waitForAll() does it, with a message that says who is missing
    options.timeout = launch.timeout;
    try {
        auto store = c10::make_intrusive<c10d::TCPStore>(launch.masterAddress, options);
        return c10::make_intrusive<c10d::PrefixStore>("sonosketch/" + launch.attempt, std::move(store));
    } catch (const std::exception& error) {
        if (serves)
            failToJoin(launch, fmt::format("cannot listen for the other processes ({})", firstLine(error.what())),
                "MASTER_ADDR must be this machine for rank 0; choose another MASTER_PORT if this one is taken");
        failToJoin(launch, fmt::format("cannot reach rank 0 ({})", firstLine(error.what())),
            "Check that rank 0 runs, and that MASTER_ADDR and MASTER_PORT are the same for every process");
    }
}

/// Returns when every rank has signed in.
void waitForAll(const Launch& launch, c10d::Store& store, Clock::time_point deadline)
{
    const auto key = [](int rank) { return fmt::format("rank/{}", rank); };
    try {
        if (store.add(key(launch.rank), 1) != 1)
            failToJoin(launch, fmt::format("two processes claim to be rank {}", launch.rank), "Give every process a RANK of its own");
        int next = 0; // all below have come
        while (true) {
            while (next < launch.size && store.check({key(next)}))
                ++next;
            if (next == launch.size)
                return;
            if (Clock::now() > deadline)
                break;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        std::string missing;
        int count = 0;
        for (int rank = next; rank < launch.size; ++rank) {
            if (store.check({key(rank)}))
                continue;
            ++count;
            if (count <= 8)
                missing += fmt::format("{}{}", missing.empty() ? "" : ", ", rank);
        }
        failToJoin(launch,
            fmt::format("{} of {} processes did not come within {} s (rank {}{})", count, launch.size, launch.timeout.count(), missing,
                count > 8 ? ", ..." : ""),
            "Start all of them with the same MASTER_ADDR, MASTER_PORT and WORLD_SIZE; SONOSKETCH_DISTRIBUTED_TIMEOUT sets the seconds to "
            "wait");
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        failToJoin(launch, fmt::format("rank 0 went away while the processes met ({})", firstLine(error.what())),
            "See what rank 0 says, then start all of them again");
    }
}

#ifdef SONOSKETCH_GLOO
bool isLoopback(const std::string& address)
{
    return address == "localhost" || address == "::1" || address.starts_with("127.");
}

c10::intrusive_ptr<C10dGroup> makeGloo(const Launch& launch, const StorePointer& store)
{
    using c10d::ProcessGroupGloo;
    auto options = ProcessGroupGloo::Options::create(launch.timeout);
    options->threads = 2;
    if (const char* interface = std::getenv("GLOO_SOCKET_IFNAME"); interface != nullptr && *interface != '\0')
        options->devices.push_back(ProcessGroupGloo::createDeviceForInterface(interface));
    else if (isLoopback(launch.masterAddress))
        options->devices.push_back(
            ProcessGroupGloo::createDeviceForHostname("127.0.0.1")); // the host's name may not resolve in a container
    else
        options->devices.push_back(ProcessGroupGloo::createDefaultDevice());
    return c10::make_intrusive<ProcessGroupGloo>(store, launch.rank, launch.size, options);
}
#endif

#ifdef SONOSKETCH_NCCL
c10::intrusive_ptr<C10dGroup> makeNccl(const Launch& launch, const StorePointer& store)
{
    // Without it a lost peer ends the process from a thread of c10d's, instead of an exception here.
    ::setenv(TORCH_VERSION_MAJOR >= 2 ? "TORCH_NCCL_BLOCKING_WAIT" : "NCCL_BLOCKING_WAIT", "1", 0);
    auto options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = launch.timeout;
    return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, launch.rank, launch.size, options);
}
#endif

class C10dLink : public Link {
public:
    C10dLink(StorePointer store, c10::intrusive_ptr<C10dGroup> group, std::string transport)
        : m_store(std::move(store))
        , m_group(std::move(group))
        , m_transport(std::move(transport))
    {
    }

    std::string transport() const override { return m_transport; }

    void allReduce(at::Tensor& tensor) override
    {
        std::vector<at::Tensor> tensors{tensor};
        finish(m_group->allreduce(tensors));
    }

    void broadcast(at::Tensor& tensor) override
    {
        std::vector<at::Tensor> tensors{tensor};
        finish(m_group->broadcast(tensors));
    }

private:
    static void finish(const c10::intrusive_ptr<c10d::Work>& work)
    {
        if (!work->wait())
            throw std::runtime_error("the exchange was aborted");
    }

    StorePointer m_store; // rank 0 serves it as long as the group lives
    c10::intrusive_ptr<C10dGroup> m_group;
    std::string m_transport;
};

std::unique_ptr<Link> connect(const Launch& launch, int cudaDevice)
{
    const auto deadline = Clock::now() + launch.timeout;
    const auto store = openStore(launch);
    waitForAll(launch, *store, deadline);
    try {
#ifdef SONOSKETCH_NCCL
        if (cudaDevice >= 0)
            return std::make_unique<C10dLink>(store, makeNccl(launch, store), "nccl");
#endif
        static_cast<void>(cudaDevice);
#ifdef SONOSKETCH_GLOO
        return std::make_unique<C10dLink>(store, makeGloo(launch, store), "gloo");
#endif
    } catch (const std::exception& error) {
        failToJoin(launch, fmt::format("the processes met, but cannot connect with each other ({})", firstLine(error.what())),
            "Name a network interface that all machines share in GLOO_SOCKET_IFNAME (NCCL_SOCKET_IFNAME for GPUs)");
    }
    return nullptr; // not reached: joinGroup() has asked linkAvailable()
}

} // namespace

std::unique_ptr<Link> joinGroup(const Launch& launch, int cudaDevice)
{
    if (!linkAvailable(cudaDevice >= 0))
        throw Error(ErrorCode::Device, "this build shares training among processes with CUDA only: it was made without Gloo's headers", {},
            "Use --device cuda, or unset WORLD_SIZE");
    // On a thread of its own, because c10d has calls without a time limit (something else may listen at the port and never answer). When it
    // is late the thread is left behind; the process ends soon after.
    auto connection = std::make_shared<std::promise<std::unique_ptr<Link>>>();
    auto link = connection->get_future();
    std::thread([connection, launch, cudaDevice] {
        try {
            connection->set_value(connect(launch, cudaDevice));
        } catch (...) {
            connection->set_exception(std::current_exception());
        }
    }).detach();
    const auto grace = std::min(launch.timeout, std::chrono::seconds(5)); // for the connections after everybody has come
    if (link.wait_for(launch.timeout + grace) != std::future_status::ready)
        failToJoin(launch, fmt::format("no connection within {} s", launch.timeout.count()),
            "Check that rank 0 of this run listens there, and that no firewall stands between the machines");
    return link.get();
}

#else

std::unique_ptr<Link> joinGroup(const Launch& launch, int)
{
    throw Error(ErrorCode::Device, fmt::format("this build trains in one process only, but WORLD_SIZE is {}", launch.size), {},
        "Build with SONOSKETCH_DISTRIBUTED (it needs Gloo's headers, libgloo-dev), or unset WORLD_SIZE");
}

#endif

} // namespace sonosketch::distributed
