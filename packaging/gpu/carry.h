// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace sonosketch::gpu {

/// Writes a checkpoint (RunState::save) in about a quarter of its size: the average generator stands in for the generator, weights are float16, the
/// optimisers' variances bfloat16, which has float32's range, and their means are left out: with beta1 = 0.5 they are made anew within a few steps.
/// What it costs a run that goes on from it: the generator jumps to its own average, and a handful of steps are shorter. Throws Error like the readers and writers.
void shrinkCheckpoint(const std::filesystem::path& checkpoint, const std::filesystem::path& small);
/// The way back; means are 0. Throws also Error(Corrupt) if the file is no shrunk checkpoint.
void growCheckpoint(const std::filesystem::path& small, const std::filesystem::path& checkpoint);

} // namespace sonosketch::gpu
