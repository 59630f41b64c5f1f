// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/compute_clock.h"

#include <torch/torch.h>

#include <chrono>
#include <ctime>

namespace sonosketch::training {

ComputeClock::ComputeClock(bool cpu)
    : m_cpu(cpu)
{
}

double ComputeClock::seconds() const
{
    if (!m_cpu)
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    // std::clock() is this process's processor time, all threads together (POSIX).
    return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC) / std::max(torch::get_num_threads(), 1);
}

} // namespace sonosketch::training
