// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/training/batch_loader.h"
#include "models/training/train.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::training {

/// One example of a sample grid: what the network saw, what it made of it (uint8 [512, 512]) and the real picture.
struct SampleTensors {
    ExamplePlanes example;
    torch::Tensor synthesised;
};

/// What a run leaves to its caller, so that the run itself needs neither OpenCV nor a data set's folder. Either may be empty.
struct RunHooks {
    /// Called for samples/STEP.EXTENSION of the run's folder, on the run's thread; `stem` is the path without extension.
    std::function<void(const std::filesystem::path& stem, const std::vector<SampleTensors>& rows)> writeSamples;
    /// Measures of one picture of the val split, both uint8 [512, 512] on the CPU; the run averages them and adds "val_" to the names.
    std::function<std::map<std::string, double>(const torch::Tensor& synthesised, const torch::Tensor& real)> measure;
};

/// train() on examples that are in memory already; `options.data` is not looked at.
TrainResult trainOn(TrainingSet set, const TrainOptions& options, const RunHooks& hooks, const CancelToken& cancel);

} // namespace sonosketch::training
