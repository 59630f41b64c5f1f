// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator.h"

#include <filesystem>
#include <memory>

namespace sonosketch {

/// Loads a model folder (model.json + weights, see models/checkpoint) for inference. Checks hash, names, shapes, finite values and the condition spec.
/// Throws Error: NotFound, Corrupt, VersionMismatch, Device. No torch type is visible here: app code may include this header.
std::unique_ptr<Generator> loadGenerator(const std::filesystem::path& folder, DeviceChoice device);

/// The folder of the bundled model that is used when none is named: weightsDir()/default.txt says which. Throws Error(NotFound).
std::filesystem::path defaultModel();

} // namespace sonosketch
