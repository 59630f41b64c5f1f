// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/dataset/dataset.h"
#include "models/training/training_set.h"

#include <filesystem>
#include <string>

namespace sonosketch::training {

/// One split of an imported data set; empty if it has no examples. Throws Error naming the file that cannot be read, or that holds an id beyond the palette.
SplitPlanes loadSplit(
    const std::filesystem::path& folder, const DatasetManifest& manifest, const std::string& split, const ProgressFunction& progress = {});

/// The splits "train" and "val" of an imported data set. Throws also Error(NotFound) if "train" is empty.
TrainingSet loadFolder(const std::filesystem::path& folder, const ProgressFunction& progress = {});

} // namespace sonosketch::training
