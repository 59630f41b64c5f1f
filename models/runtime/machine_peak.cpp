// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/machine_peak.h"

#include "models/kernels/conv_function.h"
#include "models/kernels/float_isa.h"
#include "models/nn/cpu_setup.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace sonosketch {

namespace {

using kernels::KernelPath;
using torch::Tensor;

constexpr std::int64_t channels = 256;
constexpr std::int64_t edge = 128;
constexpr std::int64_t kernel = 3;
constexpr double operations = 2.0 * channels * channels * kernel * kernel * edge * edge;

/// Sets the kernels' path back, whatever happens.
class PathGuard {
public:
    PathGuard() = default;
    ~PathGuard() { kernels::setKernelPath(m_before); }
    PathGuard(const PathGuard&) = delete;
    PathGuard& operator=(const PathGuard&) = delete;
    KernelPath before() const { return m_before; }

private:
    KernelPath m_before = kernels::kernelPath();
};

/// Whether LibTorch's bfloat16 convolutions are worth a try: before version 2 they are slow everywhere and fatal on some CPUs.
bool torchHasHalf()
{
#if TORCH_VERSION_MAJOR >= 2 && (defined(__x86_64__) || defined(_M_X64))
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

} // namespace

double ConvolutionPeak::best(const std::string& precision) const
{
    const double inFloat = std::max(torchFloat, ownFloat);
    return precision == "fp32" ? inFloat : std::max({inFloat, torchHalf, ownHalf});
}

void ConvolutionPeak::raise(const ConvolutionPeak& other)
{
    torchFloat = std::max(torchFloat, other.torchFloat);
    ownFloat = std::max(ownFloat, other.ownFloat);
    torchHalf = std::max(torchHalf, other.torchHalf);
    ownHalf = std::max(ownHalf, other.ownHalf);
}

ConvolutionPeak measureConvolutionPeak(int rounds)
{
    nn::prepareCpu();
    const torch::NoGradGuard guard;
    const PathGuard path;
    // Numbers of ordinary size from a generator of its own: zeros and denormals would not take the ordinary time, and nobody's seed is touched.
    auto random = at::detail::createCPUGenerator(1);
    const Tensor x = torch::randn({1, channels, edge, edge}, random).contiguous(torch::MemoryFormat::ChannelsLast);
    const Tensor weight = (0.02 * torch::randn({channels, channels, kernel, kernel}, random)).contiguous(torch::MemoryFormat::ChannelsLast);
    const Tensor bias = torch::zeros({channels});
    const Tensor halfX = x.to(torch::kBFloat16);
    const Tensor halfWeight = weight.to(torch::kBFloat16);
    const Tensor halfBias = bias.to(torch::kBFloat16);

    ConvolutionPeak peak;
    struct Contender {
        double* result;
        std::function<Tensor()> run;
    };
    std::vector<Contender> contenders{{&peak.torchFloat, [&] { return torch::conv2d(x, weight, bias, 1, 1); }}};
    if (path.before() != KernelPath::Torch)
        contenders.push_back({&peak.ownFloat, [&] {
                                  kernels::setKernelPath(KernelPath::Float);
                                  return kernels::conv2d(x, weight, bias, 1, 1);
                              }});
    if (path.before() == KernelPath::Tiles)
        contenders.push_back({&peak.ownHalf, [&] {
                                  kernels::setKernelPath(KernelPath::Tiles);
                                  return kernels::conv2d(halfX, weight, bias, 1, 1);
                              }});
    if (torchHasHalf())
        contenders.push_back({&peak.torchHalf, [&] { return torch::conv2d(halfX, halfWeight, halfBias, 1, 1); }});

    for (int round = -1; round < rounds; ++round) {
        for (auto& contender : contenders) {
            const auto began = std::chrono::steady_clock::now();
            const Tensor result = contender.run();
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            if (round >= 0 && result.defined() && seconds > 0)
                *contender.result = std::max(*contender.result, operations / seconds / 1e9);
        }
    }
    return peak;
}

TorchSetup torchSetup()
{
    TorchSetup setup;
    setup.threads = nn::prepareCpu();
    setup.version = TORCH_VERSION;
    switch (kernels::kernelPath()) {
    case KernelPath::Torch:
        setup.kernels = "torch";
        break;
    case KernelPath::Float:
        setup.kernels = kernels::floatIsa() == kernels::FloatIsa::Avx2 ? "avx2" : "avx512";
        break;
    case KernelPath::Tiles:
        setup.kernels = "amx";
        break;
    }
    return setup;
}

} // namespace sonosketch
