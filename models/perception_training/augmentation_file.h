// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/perception_training/augmentation.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace sonosketch::perception {

/// What two runs of the experiment must share to be compared; stands at the top of augmentation.json.
struct AugmentationSetting {
    std::string dataset, model, modelHash, recipe;
    std::string recipeSha256; ///< of the recipe's text; steps and resolution stand apart, as an option may overrule them
    std::int64_t resolution = 0, width = 0, batch = 0, steps = 0;
    std::int64_t trainPictures = 0, testPictures = 0;
};

/// Writes augmentation.json, as a whole or not at all. Throws Error(WriteFailed).
void writeAugmentation(const std::filesystem::path& file, const AugmentationSetting& setting, int seeds, const AugmentationResult& result);

/// The runs in a file of the same setting, and the time that synthesis took; `finished` stays false. Nothing where there is no file. Throws
/// Error: InvalidArgument naming the first key in which the settings differ, Corrupt, TooLarge, VersionMismatch.
AugmentationResult readAugmentation(const std::filesystem::path& file, const AugmentationSetting& setting);

} // namespace sonosketch::perception
