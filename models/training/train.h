// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/device_choice.h"
#include "models/distributed/launcher.h"
#include "models/training/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace sonosketch::training {

struct TrainOptions {
    std::filesystem::path data; ///< an imported data set
    std::filesystem::path out;  ///< the run's folder; see train()
    Recipe recipe;
    DeviceChoice device = DeviceChoice::Auto;
    bool resume = false;
    std::optional<distributed::Launch> launch; ///< this process is one of several that train together; nothing: it trains alone
    std::optional<std::filesystem::path>
        from;                         ///< a model folder whose generator a new run starts with; the recipe must describe the same one
    std::optional<double> maxMinutes; ///< stop this call after so long, with a checkpoint to resume from
    std::optional<double>
        budgetMinutes; ///< computing time (ComputeClock) of the whole run; each phase gets its share and ends early if need be
    double checkpointMinutes = 4;
    bool modelAtStop = false; ///< write model/ also when the call stops before the end; without measures
    std::int64_t sampleEverySteps = 200;
    std::function<void(const std::string& line)> progress; ///< a line for a terminal, after every step
};

struct TrainResult {
    bool writer = true;    ///< false: another process of the run writes the files, and the metrics are there
    bool finished = false; ///< false: stopped by time or by cancel; resume goes on
    std::int64_t steps = 0;
    double minutes = 0; ///< of computing (ComputeClock), all calls together
    std::string device, precision;
    std::int64_t generatorParameters = 0, discriminatorParameters = 0;
    std::map<std::string, double> metrics; ///< on the val split, when finished
};

/// Trains PGSgan through the recipe's phases. The folder `out` holds recipe.toml, checkpoint.safetensors (atomic), losses.csv, samples/STEP.png and, at the
/// end, model/ (see checkpoint::saveModel). Killed at any moment, a call with `resume` goes on from the last checkpoint exactly as the lost steps had gone
/// (as long as no time budget decides). With `launch`, every process calls it with the same options; rank 0 writes, and the recipe's batch is shared
/// out among them (models/distributed/README.md): Error(Device) if one of them is lost. Throws Error: NotFound, VersionMismatch, Corrupt, WriteFailed, Device, or InvalidArgument if `out` holds a run and
/// resume is not set. One call at a time per process.
TrainResult train(const TrainOptions& options, const CancelToken& cancel);

} // namespace sonosketch::training
