// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/image_generator.h"
#include "models/runtime/frame_engine.h"

#include <memory>

namespace sonosketch::runtime {

/// The live engine with the weights of this generator, or nothing where it has none: another architecture or size, a CPU with neither AVX-512 nor AVX2, or torch
/// alone allowed (kernels::setKernelPath). As many threads as torch has. Throws Error(InvalidArgument).
std::unique_ptr<FrameEngine> makeEngine(const nn::ImageGenerator& generator);

} // namespace sonosketch::runtime
