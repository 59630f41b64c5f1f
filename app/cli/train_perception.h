// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace sonosketch {

/// What "train" passes on for a recipe of kind "segmenter" or "encoder".
struct PerceptionTraining {
    std::string data, recipe, out, device;
    double maxMinutes = 0; ///< 0: no limit
    double checkpointMinutes = 4;
    bool resume = false, json = false;
    std::function<void(const std::string&)> progress;
};

/// Trains and prints the result. Throws Error.
void trainPerception(const PerceptionTraining& arguments);

} // namespace sonosketch
