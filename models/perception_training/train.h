// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/device_choice.h"
#include "models/perception_training/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace sonosketch::perception {

struct TrainOptions {
    std::filesystem::path data; ///< an imported data set
    std::filesystem::path out;  ///< the run's folder; see train()
    Recipe recipe;
    DeviceChoice device = DeviceChoice::Auto;
    bool resume = false;
    std::optional<double> maxMinutes; ///< stop this call after so long, with a checkpoint to resume from
    double checkpointMinutes = 2;
    std::function<void(const std::string& line)> progress; ///< a line for a terminal, after every step
};

struct TrainResult {
    bool finished = false; ///< false: stopped by time or by cancel; resume goes on
    std::int64_t steps = 0;
    double minutes = 0; ///< of steps, all calls together
    std::string device;
    std::int64_t parameters = 0;           ///< of the network that learns, an encoder's heads included
    std::map<std::string, double> metrics; ///< on the val split, when finished
};

/// Trains a segmenter or a feature encoder. The folder `out` holds recipe.toml, checkpoint.safetensors (atomic), losses.csv and, at the end, model/
/// (weights and model.json). Killed at any moment, a call with `resume` goes on from the last checkpoint exactly as the lost steps had gone.
/// Throws Error: NotFound, VersionMismatch, Corrupt, WriteFailed, Device, or InvalidArgument if `out` holds a run and resume is not set.
/// One call at a time per process.
TrainResult train(const TrainOptions& options, const CancelToken& cancel);

} // namespace sonosketch::perception
