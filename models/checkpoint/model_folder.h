// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/checkpoint/model_card.h"
#include "models/nn/image_generator.h"

#include <filesystem>

namespace sonosketch::checkpoint {

/// How weights are stored; half precision halves the file and is exact enough for pictures of 256 grey levels.
enum class StoredPrecision { Float32, Float16 };

/// Writes generator.safetensors and model.json (with the hash filled in) into `folder`, the card last. The card's architecture fields are taken
/// from the generator. Throws Error(WriteFailed).
void saveModel(const std::filesystem::path& folder, const nn::ImageGenerator& generator, ModelCard card, StoredPrecision precision);

/// A loaded generator in evaluation mode, float32 on the CPU, with its card.
struct LoadedModel {
    nn::GeneratorPtr generator;
    ModelCard card;
};
/// Checks the hash before a byte is interpreted, then names, shapes, finite values and the condition spec. Throws Error: NotFound, Corrupt, VersionMismatch.
LoadedModel loadModel(const std::filesystem::path& folder);

} // namespace sonosketch::checkpoint
