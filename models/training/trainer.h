// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/training/batch_loader.h"
#include "models/training/precision.h"
#include "models/training/run_log.h"
#include "models/training/run_state.h"

namespace sonosketch::distributed {
class ProcessGroup;
}

namespace sonosketch::training {

/// The losses of one step and the update they cause (Liang et al. 2020, eq. 1-3, as a non-saturating BCE, plus optional feature matching).
class Trainer {
public:
    /// With a `group`, which must live as long, batches are parts of a larger one: gradients and losses are averaged among its processes.
    Trainer(const Recipe& recipe, const Machine& machine, RunState& state, distributed::ProcessGroup* group = nullptr);

    /// One update of both networks on a batch at canvas resolution, with the phase's resolution (256 halves the batch first), weights and learning
    /// rates; `rateFactor` scales both rates. While the generator has not grown and the resolution is 512 it works on the halved condition and its output is doubled.
    /// Throws Error(Corrupt) if a loss is not finite.
    LossRow step(const Batch& batch, const Phase& phase, double rateFactor);

    /// The averaged generator's pictures for a batch, always canvas size, uint8 [N, 1, 512, 512] on the CPU.
    torch::Tensor synthesise(const Batch& batch);

private:
    torch::Tensor generate(nn::ImageGenerator& generator, const torch::Tensor& condition, int resolution);
    /// Other noise for each picture of each step, drawn from (seed, step, place in the whole batch) alone.
    std::vector<std::uint64_t> noiseSeeds(const Batch& batch) const;
    /// What the optimiser may use of the gradients, averaged over the processes.
    void finishGradients(torch::nn::Module& module, const std::string& norm);
    torch::Tensor toDevice(const torch::Tensor& bytes, double scale, double shift) const;

    const Recipe& m_recipe;
    Machine m_machine;
    RunState& m_state;
    distributed::ProcessGroup* m_group;
};

} // namespace sonosketch::training
