// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonosketch::training {

/// Seconds of computing that a time budget counts. On the CPU: processor time of this process divided by the number of computing threads, so
/// that other programs on the machine do not eat into the budget and runs of equal budget are comparable; on an accelerator: time on the wall.
/// Threads that spin while they wait count as working; OMP_WAIT_POLICY=passive in the environment makes them sleep. Any thread.
class ComputeClock {
public:
    explicit ComputeClock(bool cpu);
    /// Since some fixed moment; only differences mean something.
    double seconds() const;

private:
    bool m_cpu;
};

} // namespace sonosketch::training
