// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/conv_function.h"
#include "models/kernels/float_isa.h"

#include <torch/torch.h>

#include <cstdlib>
#include <vector>

namespace sonosketch::kernels::testing {

/// Torch's own bf16 code must not run into AMX (see models/nn/cpu_setup.h), and races show only with several threads.
inline void prepareTorch()
{
    ::setenv("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_BF16", 0);
    torch::set_num_threads(2);
}

/// Our kernels on or off while it lives.
class FastPath {
public:
    explicit FastPath(bool enabled) { setFastPath(enabled); }
    FastPath(const FastPath&) = delete;
    FastPath& operator=(const FastPath&) = delete;
    ~FastPath() { setFastPath(true); }
};

/// No better path than this one while it lives.
class Paths {
public:
    explicit Paths(KernelPath best) { setKernelPath(best); }
    Paths(const Paths&) = delete;
    Paths& operator=(const Paths&) = delete;
    ~Paths() { setKernelPath(KernelPath::Tiles); }
};

/// The instruction sets that this CPU has for the float32 kernels.
inline std::vector<FloatIsa> floatIsas()
{
    std::vector<FloatIsa> found;
    for (const auto isa : {FloatIsa::Avx2, FloatIsa::Avx512})
        if (isa <= floatIsa())
            found.push_back(isa);
    return found;
}
/// This one while it lives.
class Isa {
public:
    explicit Isa(FloatIsa best) { limitFloatIsa(best); }
    Isa(const Isa&) = delete;
    Isa& operator=(const Isa&) = delete;
    ~Isa() { limitFloatIsa(FloatIsa::Avx512); }
};

/// Numbers that bf16 holds exactly, so that a reference in float32 sees what the tiles see.
inline torch::Tensor exactInBf16(torch::IntArrayRef sizes, double scale = 1.0)
{
    return (torch::randn(sizes) * scale).to(torch::kBFloat16).to(torch::kFloat32);
}

inline torch::Tensor channelsLast(const torch::Tensor& x)
{
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

/// |a - b| / |b|; infinite if one of them is not finite.
inline double relativeError(const torch::Tensor& a, const torch::Tensor& b)
{
    const auto wanted = b.to(torch::kFloat32);
    const double error = ((a.to(torch::kFloat32) - wanted).norm() / (wanted.norm() + 1e-20)).item<double>();
    return error == error ? error : 1e30;
}

} // namespace sonosketch::kernels::testing
