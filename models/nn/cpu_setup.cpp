// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/cpu_setup.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace sonosketch::nn {

int prepareCpu()
{
    static const int threads = [] {
#if TORCH_VERSION_MAJOR < 2
        if (std::getenv("DNNL_MAX_CPU_ISA") == nullptr)
            ::setenv("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_BF16", 0);
#endif
        int count = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        if (const char* wanted = std::getenv("OMP_NUM_THREADS"); wanted != nullptr && std::atoi(wanted) > 0)
            count = std::atoi(wanted);
        torch::set_num_threads(count);
        return count;
    }();
    return threads;
}

} // namespace sonosketch::nn
