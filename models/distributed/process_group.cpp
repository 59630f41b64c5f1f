// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/distributed/process_group.h"

#include "core/base/error.h"
#include "models/distributed/rendezvous.h"

#include <torch/torch.h>

#include <fmt/format.h>

#include <utility>

namespace sonosketch::distributed {

namespace {

constexpr std::int64_t bucketElements = 4 << 20; // 16 MiB of float32: large enough for bandwidth, small beside the networks

/// 64 bits of FNV-1a, as four numbers that a double holds exactly.
std::vector<double> digest(const std::string& text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    std::vector<double> parts;
    for (int shift = 0; shift < 64; shift += 16)
        parts.push_back(static_cast<double>((hash >> shift) & 0xffff));
    return parts;
}

/// Calls `exchange` on flat copies of consecutive tensors of one type, in buckets, and copies the results back.
template <class Exchange>
void inBuckets(const std::vector<at::Tensor>& tensors, const torch::Device& device, Exchange exchange)
{
    torch::NoGradGuard guard;
    for (std::size_t first = 0; first < tensors.size();) {
        std::vector<at::Tensor> flat;
        std::int64_t elements = 0;
        std::size_t last = first;
        while (last < tensors.size() && tensors[last].scalar_type() == tensors[first].scalar_type()
            && tensors[last].device() == tensors[first].device() && (elements == 0 || elements + tensors[last].numel() <= bucketElements)) {
            flat.push_back(tensors[last].reshape({-1}));
            elements += tensors[last].numel();
            ++last;
        }
        const bool small = tensors[first].is_floating_point() && tensors[first].element_size() < 4; // Gloo knows no bfloat16
        auto bucket = torch::cat(flat).to(device, small ? torch::kFloat32 : tensors[first].scalar_type());
        exchange(bucket);
        std::int64_t offset = 0;
        for (; first < last; ++first) {
            const std::int64_t count = tensors[first].numel();
            auto target = tensors[first]; // the same storage
            target.copy_(bucket.slice(0, offset, offset + count).view(target.sizes()));
            offset += count;
        }
    }
}

} // namespace

class ProcessGroup::Impl {
public:
    Impl(Launch launch, int cudaDevice)
        : m_launch(std::move(launch))
        , m_device(cudaDevice < 0 ? torch::Device(torch::kCPU) : torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(cudaDevice)))
        , m_link(joinGroup(m_launch, cudaDevice))
    {
        if (m_link->transport() != "nccl")
            m_device = torch::kCPU; // GPUs without NCCL: through the CPU's memory
    }

    const Launch& launch() const { return m_launch; }
    const torch::Device& device() const { return m_device; }
    std::string transport() const { return m_link->transport(); }

    void allReduce(at::Tensor& tensor, const char* doing)
    {
        guarded(doing, [&] { m_link->allReduce(tensor); });
    }

    void broadcast(at::Tensor& tensor, const char* doing)
    {
        guarded(doing, [&] { m_link->broadcast(tensor); });
    }

private:
    template <class Work>
    void guarded(const char* doing, Work work)
    {
        try {
            work();
        } catch (const std::exception& error) {
            throw Error(ErrorCode::Device, fmt::format("lost contact with another process of this run ({})", firstLine(error.what())),
                fmt::format("rank {} of {}, while {}", m_launch.rank, m_launch.size, doing),
                "See what the others say, then start all of them again with --resume");
        }
    }

    Launch m_launch;
    torch::Device m_device;
    std::unique_ptr<Link> m_link;
};

ProcessGroup::ProcessGroup(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

ProcessGroup::~ProcessGroup() = default;

std::unique_ptr<ProcessGroup> ProcessGroup::join(const Launch& launch, int cudaDevice)
{
    return std::unique_ptr<ProcessGroup>(new ProcessGroup(std::make_unique<Impl>(launch, cudaDevice)));
}

bool ProcessGroup::available(bool cuda)
{
    return linkAvailable(cuda);
}

int ProcessGroup::rank() const
{
    return m_impl->launch().rank;
}

int ProcessGroup::size() const
{
    return m_impl->launch().size;
}

std::string ProcessGroup::transport() const
{
    return m_impl->transport();
}

void ProcessGroup::averageGradients(const std::vector<at::Tensor>& parameters)
{
    std::vector<at::Tensor> gradients;
    gradients.reserve(parameters.size());
    for (const auto& parameter : parameters) {
        if (parameter.grad().defined())
            gradients.push_back(parameter.grad());
    }
    inBuckets(gradients, m_impl->device(), [this](at::Tensor& bucket) {
        m_impl->allReduce(bucket, "averaging gradients");
        bucket.div_(size());
    });
}

void ProcessGroup::broadcast(const std::vector<at::Tensor>& tensors)
{
    inBuckets(tensors, m_impl->device(), [this](at::Tensor& bucket) { m_impl->broadcast(bucket, "copying weights from rank 0"); });
}

std::vector<double> ProcessGroup::sum(const std::vector<double>& values)
{
    if (values.empty())
        return {};
    auto tensor = torch::tensor(values, torch::kFloat64).to(m_impl->device());
    m_impl->allReduce(tensor, "exchanging numbers");
    const auto result = tensor.to(torch::kCPU);
    return {result.data_ptr<double>(), result.data_ptr<double>() + result.numel()};
}

std::vector<double> ProcessGroup::mean(const std::vector<double>& values)
{
    auto result = sum(values);
    for (double& value : result)
        value /= size();
    return result;
}

bool ProcessGroup::any(bool value)
{
    return sum({value ? 1.0 : 0.0})[0] > 0.0;
}

double ProcessGroup::fromFirst(double value)
{
    return sum({isFirst() ? value : 0.0})[0];
}

void ProcessGroup::requireEqual(const std::string& what, const std::string& value)
{
    const auto own = digest(value);
    const auto first = sum(isFirst() ? own : std::vector<double>(own.size(), 0.0));
    if (any(own != first))
        throw Error(ErrorCode::InvalidArgument, fmt::format("the processes of this run do not agree on {}", what),
            fmt::format("rank {} of {}", rank(), size()), "Give every process the same command line, and folders that hold the same files");
}

void ProcessGroup::barrier()
{
    sum({0.0});
}

Shard shardOf(int batch, int rank, int size)
{
    if (size < 1 || rank < 0 || rank >= size || batch < 1 || batch % size != 0)
        throw Error(ErrorCode::InvalidArgument, fmt::format("a batch of {} cannot be shared equally among {} processes", batch, size), {},
            "Choose a number of processes that divides the recipe's batch, or change the batch");
    const int count = batch / size;
    return {rank * count, count};
}

} // namespace sonosketch::distributed
