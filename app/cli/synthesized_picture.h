// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/condition_arguments.h"
#include "core/inference/generator.h"
#include "core/io/synthetic_image.h"

#include <string>

namespace sonosketch {

/// A case, the picture that a model makes of it, and what the picture's file says of that.
struct SynthesizedPicture {
    Case value;
    cv::Mat image;
    GeneratorInfo info;
    SyntheticRecord record;
    double ms = 0; ///< of the network alone
};

/// Loads case and model (the bundled one if `model` is empty) and runs it once. Throws Error.
SynthesizedPicture synthesizePicture(const ConditionArguments& input, const std::string& model, const std::string& device);

} // namespace sonosketch
