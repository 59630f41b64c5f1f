// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/condition/condition.h"
#include "core/inference/device_choice.h"

#include <opencv2/core.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sonosketch {

/// What is known about a loaded generator; shown in the status bar and printed by the command line.
struct GeneratorInfo {
    std::string name;                 ///< of the model, for example "pgsgan-cpu"
    std::string hash;                 ///< SHA-256 of the weights file
    std::string device;               ///< "cpu" or "cuda:0"
    std::string precision;            ///< "fp32", "bf16" or "fp16"
    std::string license, attribution; ///< of the model, for what is made with it; empty if unknown
    ConditionSpec spec;
    int size = canvasSize; ///< edge of the synthesised image in pixels
};

/// Condition in, image out. Implemented in models/runtime. One thread at a time.
class Generator {
public:
    virtual ~Generator() = default;
    virtual const GeneratorInfo& info() const = 0;
    /// Synthesises one image, CV_8UC1 info().size^2. Deterministic: equal conditions give equal pixels.
    /// Throws Error(Cancelled) soon after the token is cancelled, Error(Device) if the device fails, Error(VersionMismatch) for a wrong channel count.
    virtual cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) = 0;

    /// A quick, approximate picture for a condition that differs from the one last given to synthesize() or preview(): only what the change
    /// reaches is computed, with the normalisation statistics of the last exact pass. The generator finds the change itself.
    /// Empty where a full pass would not take longer, where no exact pass came before, or where the model cannot do it. Same size and errors
    /// as synthesize(); after an error or a cancellation the next preview() starts from the last exact pass again, or is empty.
    virtual std::optional<cv::Mat> preview(const Condition& /*condition*/, const CancelToken& /*cancel*/) { return std::nullopt; }
};

} // namespace sonosketch
